# Works on a fresh clone with Python 3.11 or newer and make; everything lands in .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test install lint eval bench outputs clean

run: install  ## the main job: seeds/ -> outputs/
	$(BIN)/renkei run seeds/

test: install  ## all tests but the slow soaks
	$(BIN)/python -m pytest

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "renkei needs Python 3.11 or newer: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

lint: install  ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: install  ## scores against the gold: seeds, tuned folds, the unseen fold
	$(BIN)/renkei eval --report

bench: install  ## speed and accuracy beside other tools
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .renkei build dist *.egg-info

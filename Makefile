# Works on a fresh clone with Python 3.11 or newer and make; everything lands in .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: run test install lint eval bench lock clean

run: install  ## the main job: seeds/ -> outputs/
	$(BIN)/renkei run seeds/

test: install  ## all tests but the slow soaks, on every core
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "renkei needs Python 3.11 or newer: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q pipeline
	touch $(STAMP)

lint: install  ## style, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: install  ## scores against the gold: seeds, tuned folds, the unseen fold
	$(BIN)/renkei eval --report

bench: install  ## speed and accuracy beside other tools
	$(BIN)/python -m tests.bench

lock:  ## write requirements.lock anew from pyproject.toml, in a clean environment
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check 'setuptools>=77' wheel
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,bench]'
	build/lock/bin/python -m pip freeze --all --exclude pip --exclude renkei > requirements.lock
	rm -rf build/lock

clean:
	rm -rf .venv .renkei build dist *.egg-info

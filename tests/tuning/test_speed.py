"""An edited event rule is compared over two thousand stored records in seconds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COPIES = 36
# Seconds of processor time, process start included.
MOST_FOR_SEEDS = 1.0
MOST_FOR_MANY = 2.0
MOST_FOR_TABLES = 2.0
CODE = """
import json, sys, time
from pipeline.cli.app import main
sys.argv = ["renkei", *json.loads(sys.argv[1])]
try:
    main()
finally:
    heavy = [m for m in ("spacy", "pandas") if m in sys.modules]
    print(json.dumps([time.process_time(), heavy]), file=sys.stderr)
"""


def renkei(*arguments: str, cwd: Path) -> tuple[dict[str, Any], float, list[str]]:
    """What a command says as JSON, its seconds, and the heavy libraries that it loaded."""
    # The program's modules are compiled once, as by an installation.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps(arguments)],
        env=env,
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    seconds, heavy = json.loads(done.stderr.splitlines()[-1])
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout), seconds, heavy


def edited(phrase: str, cwd: Path, *arguments: str) -> tuple[dict[str, Any], float, list[str]]:
    """As :func:`renkei`, after a phrase of a rule became another; the quickest of three times."""
    path = cwd / "rules" / "events" / "port_call.yaml"
    text = path.read_text(encoding="utf-8")
    assert "      - 寄港\n" in text
    told = []
    for ending in ("し", "する", "した"):
        now = text.replace("      - 寄港\n", f"      - {phrase}{ending}\n", 1)
        path.write_text(now, encoding="utf-8")
        told.append(renkei(*arguments, "--json", cwd=cwd))
    return min(told, key=lambda one: one[1])


def take_annotations(cache: Path, folder: Path) -> None:
    """What the model has said so far; nothing where no test has asked it yet."""
    store = cache / "annotations.sqlite"
    if store.is_file():
        shutil.copy(store, folder)


@pytest.mark.slow
@pytest.mark.model
def test_an_edit_over_two_thousand_records(project: Path, cache: Path, tmp_path: Path) -> None:
    """The seeds in many folders: texts the model has read, records without a result yet."""
    shutil.copytree(project / "rules", tmp_path / "rules")
    shutil.copytree(project / "rules", tmp_path / "before")
    for number in range(COPIES):
        shutil.copytree(project / "seeds", tmp_path / "docs" / f"{number:02}")
    (tmp_path / ".renkei").mkdir()
    take_annotations(cache, tmp_path / ".renkei")
    renkei("run", "docs", "--json", cwd=tmp_path)
    renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    phrases = "寄港\n      - 海自横須賀基地に入港"
    result, seconds, heavy = edited(phrases, tmp_path, "rules", "diff", "before")
    assert result["records"] >= 2000
    assert 0 < result["touched"] < 200
    assert heavy == []
    assert seconds < MOST_FOR_MANY
    # All tables of all records, of which those that no event rule changes stay in place.
    result, seconds, heavy = edited("寄港\n      - 海自呉基地に入港", tmp_path, "run", "docs")
    assert result["records"] >= 2000
    assert heavy == []
    assert seconds < MOST_FOR_TABLES


@pytest.mark.model
def test_an_edit_over_the_seeds(project: Path, cache: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "rules", tmp_path / "rules")
    shutil.copytree(project / "rules", tmp_path / "before")
    shutil.copytree(project / "seeds", tmp_path / "seeds")
    (tmp_path / ".renkei").mkdir()
    take_annotations(cache, tmp_path / ".renkei")
    renkei("run", "seeds", "--json", cwd=tmp_path)
    renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    result, seconds, heavy = edited("寄港\n      - 入津", tmp_path, "rules", "diff", "before")
    assert (result["records"] > 50, result["touched"], heavy) == (True, 0, [])
    assert seconds < MOST_FOR_SEEDS


@pytest.mark.model
def test_a_run_after_an_edit(project: Path, cache: Path, tmp_path: Path) -> None:
    """It loads no heavy library, and writes what a run that reads all anew does."""
    shutil.copytree(project / "rules", tmp_path / "rules")
    shutil.copytree(project / "seeds", tmp_path / "seeds")
    for name in ("kept", "fresh"):
        (tmp_path / name).mkdir()
    take_annotations(cache, tmp_path / "kept")
    renkei("run", "seeds", "--cache", "kept", "--out", "again", "--json", cwd=tmp_path)
    # What the model says of the seeds is known from here on, whatever ran before.
    shutil.copy(tmp_path / "kept" / "annotations.sqlite", tmp_path / "fresh")
    before = (tmp_path / "again" / "events.csv").read_bytes()
    run = ("run", "seeds", "--cache", "kept", "--out", "again")
    _, seconds, heavy = edited("長期に寄港", tmp_path, *run)
    assert heavy == []
    assert seconds < MOST_FOR_SEEDS
    _, _, heavy = renkei(
        "run", "seeds", "--cache", "fresh", "--out", "anew", "--json", cwd=tmp_path
    )
    assert heavy == ["pandas"]
    again, anew = (
        {path.name: path.read_bytes() for path in (tmp_path / out).iterdir()}
        for out in ("again", "anew")
    )
    assert again == anew
    assert again["events.csv"] != before

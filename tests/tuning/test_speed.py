"""An edited event rule is compared over two thousand stored records in seconds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COPIES = 36
# Seconds of processor time, process start included. The machine of a test may be slower
# and busier than an analyst's, where this takes half as long.
MOST = 4.0
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
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps(arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    seconds, heavy = json.loads(done.stderr.splitlines()[-1])
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout), seconds, heavy


@pytest.mark.slow
@pytest.mark.model
def test_an_edit_over_two_thousand_records(project: Path, cache: Path, tmp_path: Path) -> None:
    """The seeds in many folders: texts the model has read, records without a result yet."""
    shutil.copytree(project / "rules", tmp_path / "rules")
    shutil.copytree(project / "rules", tmp_path / "before")
    for number in range(COPIES):
        shutil.copytree(project / "seeds", tmp_path / "docs" / f"{number:02}")
    (tmp_path / ".renkei").mkdir()
    shutil.copy(cache / "annotations.sqlite", tmp_path / ".renkei")
    renkei("run", "docs", "--json", cwd=tmp_path)
    renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    path = tmp_path / "rules" / "events" / "port_call.yaml"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("      - 寄港\n", "      - 寄港\n      - 海自横須賀基地に入港\n", 1)
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    start = time.perf_counter()
    result, seconds, heavy = renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    assert result["records"] >= 2000
    assert 0 < result["touched"] < 200
    assert heavy == []
    assert seconds < MOST, f"{seconds:.2f} s of {time.perf_counter() - start:.2f} s"


@pytest.mark.model
def test_an_edit_over_the_seeds(project: Path, cache: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "rules", tmp_path / "rules")
    shutil.copytree(project / "rules", tmp_path / "before")
    shutil.copytree(project / "seeds", tmp_path / "seeds")
    (tmp_path / ".renkei").mkdir()
    shutil.copy(cache / "annotations.sqlite", tmp_path / ".renkei")
    renkei("run", "seeds", "--json", cwd=tmp_path)
    renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    path = tmp_path / "rules" / "events" / "port_call.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("      - 寄港\n", "      - 寄港\n      - 入津\n", 1), "utf-8")
    result, seconds, heavy = renkei("rules", "diff", "before", "--json", cwd=tmp_path)
    assert (result["records"] > 50, result["touched"], heavy) == (True, 0, [])
    assert seconds < MOST / 2

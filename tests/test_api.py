"""The library as a notebook uses it: few names, documented, light to import."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.stages.tables import read_table


def test_few_names_each_with_an_example() -> None:
    assert 3 <= len(pipeline.__all__) <= 6
    assert set(pipeline.__all__) <= set(dir(pipeline))
    for name in pipeline.__all__:
        assert getattr(pipeline, name).__doc__, name
        assert name in (pipeline.__doc__ or ""), name
    with pytest.raises(AttributeError, match="no attribute 'proces'"):
        _ = pipeline.proces


def test_importing_is_light() -> None:
    code = (
        "import sys, pipeline\n"
        "heavy = ('spacy', 'pandas', 'numpy', 'pydantic', 'typer', 'rich', 'pipeline.flow')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.model
def test_the_example_notebook_does_what_the_command_does(
    project: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("seeds", "rules"):
        shutil.copytree(project / name, tmp_path / name)
    (tmp_path / ".renkei").symlink_to(cache)
    monkeypatch.chdir(tmp_path)
    pipeline.run("seeds/", out="expected")
    written = (project / "tests" / "examples" / "events.ipynb").read_text(encoding="utf-8")
    notebook = json.loads(written)
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    for name, frame in names["frames"].items():
        assert frame.equals(read_table(tmp_path / "expected" / f"{name}.csv")), name
    for path in sorted(Path("expected").iterdir()):
        assert path.read_bytes() == (tmp_path / "outputs" / path.name).read_bytes(), path.name
    shown = names["found"][["source", "event_type", "participants", "date_start"]]
    assert shown.values.tolist() == [["メモ", "meeting", "GBR;JPN", "2025-03-07"]]

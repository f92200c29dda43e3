"""Imports point one way, and heavy libraries load only where they are needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"

# A module may import from its own layer and from those above it in this list.
LAYERS = [
    ("pipeline.model", "pipeline.errors"),
    ("pipeline.rulefiles",),
    ("pipeline.stages",),
    ("pipeline.annotations", "pipeline.decisions"),
    ("pipeline.flow",),
    ("pipeline.evaluation", "pipeline.review", "pipeline.tuning"),
    ("pipeline.cli",),
    ("pipeline.__main__",),
]


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found.append((".".join(p for p in parts if p != "__init__"), path))
    return found


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.startswith("pipeline.")}


def layer(name: str) -> int | None:
    for number, prefixes in enumerate(LAYERS):
        if any(name == p or name.startswith(p + ".") for p in prefixes):
            return number
    return None


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_point_down(name: str, path: Path) -> None:
    here = layer(name)
    if here is None:
        assert name == "pipeline", f"{name} has no layer: add it to LAYERS"
        return
    above = {i for i in imported(path) if (layer(i) or 0) > here}
    assert not above, f"{name} imports from a later layer"


@pytest.mark.parametrize(("name", "path"), modules(), ids=[name for name, _ in modules()])
def test_stages_do_not_import_each_other(name: str, path: Path) -> None:
    parts = name.split(".")
    if parts[:2] != ["pipeline", "stages"] or len(parts) < 3:
        return
    others = {
        i
        for i in imported(path)
        if i.startswith("pipeline.stages.") and i.split(".")[2] != parts[2]
    }
    assert not others


@pytest.mark.parametrize("arguments", [["--help"], ["dates", "--help"]])
def test_light_commands_load_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys; from pipeline.cli.app import app\n"
        f"try: app({arguments!r})\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"

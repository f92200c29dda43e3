"""The guide's worked examples hold: each is put into its file and tested."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

RULES = Path(__file__).parents[2] / "rules"
GUIDE = (RULES / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml (\S+)\n(.*?)```", GUIDE, re.DOTALL)
SECTIONS = {"events": "rules:", "dates": "rules:", "cleaning": "cues:"}


def test_there_are_five_worked_examples() -> None:
    assert len(EXAMPLES) == 5


@pytest.mark.model
@pytest.mark.parametrize(("file", "rule"), EXAMPLES, ids=[file for file, _ in EXAMPLES])
def test_a_worked_example_holds(
    file: str, rule: str, renkei: Any, cache: Path, tmp_path: Path
) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    path = rules / file
    section = SECTIONS[file.split("/", maxsplit=1)[0]]
    text = path.read_text(encoding="utf-8")
    indented = "".join(f"  {line}\n" for line in rule.rstrip().splitlines())
    assert f"\n{section}\n" in text
    path.write_text(text.replace(f"\n{section}\n", f"\n{section}\n{indented}", 1), encoding="utf-8")
    (rule_id,) = re.findall(r"- id: (\S+)", rule)
    options = ("--rules", str(rules), "--cache", str(cache))
    tested = renkei("rules", "test", rule_id, *options)
    assert tested.status == 0, tested.out
    assert "1 rules, 2 examples: all hold" in tested.out
    checked = renkei("rules", "check", *options)
    assert checked.status == 0, checked.out

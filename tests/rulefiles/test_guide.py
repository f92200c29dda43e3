"""The guide to the rules: its worked examples are files that load and do what they say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app

BLOCK = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)
RULE_ID = re.compile(r"^  - id: (\S+)$", re.MULTILINE)


def examples(project: Path) -> dict[str, str]:
    guide = (project / "rules" / "README.md").read_text(encoding="utf-8")
    return dict(BLOCK.findall(guide))


@pytest.mark.model
def test_the_worked_examples_of_the_guide_hold(project: Path, cache: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(project / "rules", rules)
    files = examples(project)
    assert len(files) == 5
    for name, text in files.items():
        assert not (rules / name).exists()
        (rules / name).write_text(text, encoding="utf-8")
    ids = [rule_id for text in files.values() for rule_id in RULE_ID.findall(text)]
    assert len(ids) == 5
    options = ["--rules", str(rules)]
    checked = CliRunner().invoke(app, ["rules", "check", *options])
    assert "guide" not in checked.output
    tested = CliRunner().invoke(app, ["rules", "test", *ids, *options, "--cache", str(cache)])
    assert tested.exit_code == 0, tested.output


def test_the_keys_in_the_guide_are_those_of_a_rule(project: Path) -> None:
    from pipeline.stages.events.schema import RuleEntry  # noqa: PLC0415

    guide = (project / "rules" / "README.md").read_text(encoding="utf-8")
    table = guide.split("| key | means |")[1].split("\n\n")[0]
    told = set(re.findall(r"`(\w+)`", table.replace("`within: passage`", "`within`")))
    assert set(RuleEntry.model_fields) <= told

"""Checked rule files: folders, names, schemas."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles import RuleModel, load_rule_file, rule_files


class Inner(RuleModel):
    words: list[str]
    weight: float = Field(1.0, description="How much it counts")


class File(RuleModel):
    groups: dict[str, Inner]


def load(tmp_path: Path, text: str) -> File:
    path = tmp_path / "rules" / "events" / "a.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_rule_file(path, File, root=tmp_path / "rules")[0]


def test_numbers_are_read_where_numbers_are_meant(tmp_path: Path) -> None:
    file = load(tmp_path, "groups:\n  a: {words: [1.10, NO], weight: 0.5}\n")
    assert file.groups["a"] == Inner(words=["1.10", "NO"], weight=0.5)


def test_all_mistakes_of_a_file_come_at_once_by_their_name_from_the_root(tmp_path: Path) -> None:
    with pytest.raises(RuleFilesError) as caught:
        load(tmp_path, "groups:\n  a: {words: x}\n  b: {word: [y], weight: heavy}\n")
    told = [(e.where, e.line, e.column, e.problem) for e in caught.value.errors]
    assert told == [
        ("rules/events/a.yaml", 2, 14, "groups.a.words must be a list"),
        ("rules/events/a.yaml", 3, 26, "groups.b.weight must be a number"),
        ("rules/events/a.yaml", 3, 7, "unknown key 'word'; did you mean 'words'?"),
    ]


def test_rule_files_are_found_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a/z.yml", "a/b.yaml", "README.md", "schema/x.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [p.relative_to(tmp_path).as_posix() for p in rule_files(tmp_path)]
    assert found == ["a/b.yaml", "a/z.yml", "b.yaml"]


def test_no_folder_is_told_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="is not a folder of rules") as caught:
        rule_files(tmp_path / "nowhere")
    assert "--rules" in caught.value.way_out

"""Reading rule files: strings stay strings, places are right, memory changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RuleError
from pipeline.rulefiles import parse_rule_text, read_rule_file, remembering


def test_scalars_stay_as_written() -> None:
    text = "a: NO\nb: 1.10\nc: 0755\nd: 2025-03-07\ne: ~\nf: '~'\ng: 12_000\nh: on\ni:\n"
    assert parse_rule_text(text, "x.yaml").plain() == {
        "a": "NO", "b": "1.10", "c": "0755", "d": "2025-03-07", "e": None, "f": "~",
        "g": "12_000", "h": "on", "i": None,
    }  # fmt: skip


def test_places_count_characters_not_bytes() -> None:
    read = parse_rule_text("名前: 値\nlist:\n  - 会談: {深い: 所}\n", "x.yaml")
    node = read.root.locate(("list", 0, "会談", "深い"))
    assert (node.line, node.column, node.value) == (3, 14, "所")
    key = read.root.locate(("list", 0, "会談", "深い"), key=True)
    assert (key.line, key.column) == (3, 10)


def test_a_caret_stands_below_the_place_in_full_width() -> None:
    read = parse_rule_text("会談: 値\n", "x.yaml")
    error = read.error(read.root.locate(("会談",)), "is wrong")
    assert str(error) == "x.yaml:1:5 is wrong\n    会談: 値\n    　　  ^"


def test_bom_and_line_ends_of_any_system_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffa: 一\r\nb: [二, 三]\r\n".encode())
    assert read_rule_file(path).plain() == {"a": "一", "b": ["二", "三"]}


def test_a_missing_file_is_told() -> None:
    with pytest.raises(RuleError, match="cannot be read") as caught:
        read_rule_file(Path("nowhere.yaml"))
    assert caught.value.way_out


def test_a_remembered_file_reads_the_same_and_still_knows_its_places(tmp_path: Path) -> None:
    text = "rules:\n  - id: a\n    note: 会談\n"
    fresh = parse_rule_text(text, "x.yaml")
    for _ in range(2):
        with remembering(tmp_path):
            known = parse_rule_text(text, "y.yaml")
        assert known.plain() == fresh.plain()
        assert str(known.error(known.root.locate(("rules", 0, "note")), "no")) == str(
            fresh.error(fresh.root.locate(("rules", 0, "note")), "no")
        ).replace("x.yaml", "y.yaml")


def test_a_damaged_memory_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "rules.sqlite").write_bytes(b"no database at all" * 100)
    with remembering(tmp_path):
        assert parse_rule_text("a: b\n", "x.yaml").plain() == {"a": "b"}


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_never_a_traceback(text: str) -> None:
    try:
        told = parse_rule_text(text, "x.yaml").plain()
    except RuleError as error:
        told = (error.line, error.column, error.problem)
    assert told is None or isinstance(told, str | list | dict) or all(told)

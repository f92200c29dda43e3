"""The record rules: every example holds, and a broken file is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RuleFilesError
from pipeline.stages.records import load_record_rules

FOLDER = Path(__file__).parents[3] / "rules" / "records"
RULES = load_record_rules(FOLDER)


@pytest.mark.parametrize("rule", RULES.sources, ids=[rule.id for rule in RULES.sources])
def test_examples_hold(rule) -> None:
    pattern = RULES[rule.id]
    tried = pattern.fullmatch if "whole" in rule.note else pattern.search
    missed = [text for text in rule.examples.match if not tried(text)]
    wrong = [t for t in rule.examples.no_match if (found := tried(t)) and found[0]]
    assert (missed, wrong) == ([], [])


def test_a_missing_pattern_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleFilesError, match=r"no pattern is called 'card\.bullet'"):
        load_record_rules(tmp_path)


def test_a_broken_pattern_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "patterns:\n  - {id: a, pattern: '[', examples: {match: [x]}}\n", encoding="utf-8"
    )
    with pytest.raises(RuleFilesError) as caught:
        load_record_rules(tmp_path)
    assert "x.yaml:2:" in str(caught.value)
    assert "is not a pattern" in str(caught.value)

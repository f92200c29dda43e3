"""The cleaning rules: every example holds, and a broken file is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RuleFilesError
from pipeline.stages.cleaning import load_cleaning_rules

RULES = load_cleaning_rules(Path(__file__).parents[3] / "rules" / "cleaning")
PATTERNS = [(entry.rule.id, entry) for entry in (*RULES.cues, *RULES.spans)]


@pytest.mark.parametrize("entry", [e for _, e in PATTERNS], ids=[name for name, _ in PATTERNS])
def test_examples_hold(entry) -> None:
    missed = [t for t in entry.rule.examples.match if not entry.pattern.search(t.strip())]
    wrong = [t for t in entry.rule.examples.no_match if entry.pattern.search(t.strip())]
    assert (missed, wrong) == ([], [])


def test_every_kind_of_cue_has_weights_and_is_used() -> None:
    assert {entry.rule.kind for entry in RULES.cues} == set(RULES.weights.kinds)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "cues:\n  - {id: a, kind: section, reason: r, pattern: '(', "
            "examples: {match: ['x']}}\n",
            "bad.yaml:2",
        ),
        (
            "cues:\n  - {id: a, kind: sections, reason: r, pattern: x, examples: {match: ['x']}}\n",
            "no weights for the kind 'sections'",
        ),
        (
            "spans:\n  - {id: a, reason: r, pattern: '{{dat}}', examples: {match: ['x']}}\n",
            "no piece is called 'dat'",
        ),
        (
            "spans:\n  - {id: a, reason: r, pattern: x, examples: {match: ['x']}}\n"
            "  - {id: a, reason: r, pattern: y, examples: {match: ['y']}}\n",
            "id 'a' is used before",
        ),
        ("cue: []\n", "did you mean 'cues'?"),
    ],
)
def test_a_broken_rule_file_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "weights.yaml").write_text(
        "weights: {kinds: {section: {section: 1}}}\n", encoding="utf-8"
    )
    with pytest.raises(RuleFilesError) as caught:
        load_cleaning_rules(tmp_path)
    assert told in str(caught.value)
    assert "bad.yaml:" in str(caught.value)

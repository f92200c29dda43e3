"""The sieve: which of many patterns a text may match."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulefiles.sieve import Sieve
from pipeline.stages.cleaning import load_cleaning_rules

PATTERNS = ("会談", "会談|協議", "^共同", r"^\d+回", "(?:日英|日仏)協議", ".+", "^(?:訓練|会談)$")


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("日英会談", [0, 1, 5]),
        ("会談", [0, 1, 5, 6]),
        ("日仏協議", [1, 4, 5]),
        ("2回目の共同訓練", [3, 5]),
        ("共同訓練", [2, 5]),
        ("", [5]),
    ],
)
def test_few_patterns_pass(text: str, passed: list[int]):
    assert Sieve(PATTERNS).passed(text) == passed


@given(st.text(st.sampled_from("会談共同訓練日英仏協議回2\n "), max_size=12))
def test_every_pattern_that_matches_passes(text: str):
    matching = {i for i, pattern in enumerate(PATTERNS) if regex.search(pattern, text)}
    assert matching <= set(Sieve(PATTERNS).passed(text))


def test_cues_found_by_the_sieve_are_those_found_by_trying_all(project: Path):
    rules = load_cleaning_rules(project / "rules" / "cleaning")
    tried = 0
    lines = {
        line.strip()
        for path in sorted((project / "seeds").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
        if 0 < len(line.strip()) <= 800
    }
    cues = rules.text_cues.cues
    sieve = Sieve([cue.pattern.pattern for cue in cues])
    for line in sorted(lines):
        expected: dict[str, str] = {}
        for cue in cues:
            if cue.rule.kind not in expected and cue.pattern.search(line):
                expected[cue.rule.kind] = cue.rule.id
        assert [cue.id for cue in rules.cues_in(line)] == list(expected.values())
        tried += len(sieve.passed(line))
    assert tried < len(lines) * len(cues) / 10

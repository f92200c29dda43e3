"""The sieve: which of many patterns a text may match."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.rulefiles.sieve import Sieve
from pipeline.stages.cleaning import load_cleaning_rules
from pipeline.stages.dates import load_date_rules

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


def passes(pattern: str, text: str) -> bool:
    return bool(Sieve([pattern]).passed(text))


@pytest.mark.parametrize("text", ["２回", "2回", "\u3000第2回", "\t第2回", "第2回", "回", ""])
def test_digits_and_white_space_of_any_kind_open_a_text(text: str):
    pattern = r"^(?:\d|\s+第|第)"
    assert passes(pattern, text) == bool(regex.search(pattern, text))


def test_hopeless_texts_do_not_pass():
    pattern = "(?:今|来)年度の[春秋]"
    texts = ("来年度の秋", "年来の年度の秋", "年度の秋", "今年度春", "今の年の度の秋")
    assert [passes(pattern, text) for text in texts] == [True, True, False, False, False]


PIECES = st.sampled_from(  # what patterns are made of
    [
        "会",
        "談",
        "共同",
        "訓練",
        "[会談]",
        "(?:共同|訓練)",
        "(?:会|談の)?",
        "談+",
        "(?=会)",
        ".",
        "の{2}",
        "^",
        "[^会]",
        "(?:^共|談)",
        "[あ-ん]?",
    ]
)
TEXTS = st.text(st.sampled_from("会談共同訓練の"), max_size=12)


@given(st.lists(PIECES, min_size=1, max_size=5), TEXTS)
@example(["(?=会)", "談"], "談会")
def test_no_match_is_ever_called_hopeless(pieces: list[str], text: str):
    pattern = "".join(pieces)
    if regex.search(pattern, text):
        assert passes(pattern, text)


@pytest.mark.parametrize("folder", ["cleaning", "dates"])
def test_no_match_of_a_rule_is_called_hopeless(folder: str, project: Path):
    """The patterns of the rules as they are, on the lines of the seeds."""
    lines = [
        line
        for path in sorted((project / "seeds").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    patterns = set(compiled_patterns(project / "rules", folder))
    assert len(patterns) > 50
    wrong = []
    for pattern in patterns:
        sieve, compiled = Sieve([pattern]), regex.compile(pattern)
        hopeless = [line for line in lines if not sieve.passed(line)]
        wrong += [(pattern, line) for line in hopeless if compiled.search(line)]
    assert wrong == []


def compiled_patterns(rules: Path, folder: str) -> Iterator[str]:
    if folder == "cleaning":
        yield from (cue.pattern.pattern for cue in load_cleaning_rules(rules / folder).cues)
    else:
        loaded = load_date_rules(rules / folder)
        yield from (rule.pattern.compiled.pattern for rule in loaded.expressions)

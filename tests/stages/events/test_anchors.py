"""Anchors: a text without any of them cannot match, so nothing is lost by not trying."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.events import load_event_rules
from pipeline.stages.events.anchors import anchors
from pipeline.stages.events.rules import EventRule

RULES = load_event_rules(Path(__file__).parents[3] / "rules" / "events").rules


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("会談", {"会談"}),
        ("意見を交わす", {"意見"}),  # the longest of its pieces
        ("訪問する", {"訪問"}),  # without the ending, which inflects
        ("{pact}…結ぶ", {"結"}),
        ("{personnel}を送る", {"送"}),
        ("/寄[港航]|入港/", {"寄", "入港"}),  # one for each alternative
        ("/(?:共同|合同)統合訓練/", {"統合訓練"}),
        ("/(?:共同|合同)/", {"共同", "合同"}),
        ("/訓練(?:を実施)?/", {"訓練"}),  # what may be missing is no anchor
        ("/訓練(?=を)/", {"訓練"}),  # nor what stands outside of the match
        ("/協定?/", {"協"}),
        ("/[会談]/", set()),  # nothing is certain
        ("/会談|[協約]/", set()),
        ("{pact}", set()),
    ],
)
def test_what_a_phrase_cannot_do_without(phrase: str, found: set[str]) -> None:
    assert anchors(phrase) == found


def test_most_triggers_have_anchors() -> None:
    phrases = [phrase for rule in RULES for phrase in rule.phrases]
    assert sum(bool(phrase.anchors) for phrase in phrases) > 0.98 * len(phrases)


@pytest.fixture(scope="module")
def corpus(scoring: ModuleType) -> str:
    """All sentences that the tests of rules know, one a line."""
    examples = [e.text for r in RULES for e in (*r.entry.match, *r.entry.skip)]
    return "\n".join([*examples, *(entry.text for entry in scoring.load_sentences())])


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_match_of_a_rule_holds_an_anchor(rule: EventRule, corpus: str) -> None:
    for phrase in rule.phrases:
        for match in regex.finditer(phrase.pattern, corpus):
            assert not phrase.anchors or any(a in match.group() for a in phrase.anchors), phrase


def test_a_bracket_in_a_character_class_closes_no_group() -> None:
    """A lookbehind with [)）] in it must not leave its rest behind as a literal."""
    assert anchors("/(?<=[)）日]港に(?:は)?の)入港/") == frozenset({"入港"})
    assert anchors("/(?:[)）]へ|寄港)艦/") is not None
    assert "）" not in "".join(anchors("/(?<=[)）]の)「/"))


PARTS = ["会談", "(?:共同|合同)", "[港航]", "訓練?", "(?:艦|船)*", "を", ".", "(?!後)", "寄{1,2}"]


@given(
    st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join), min_size=1,
             max_size=3).map("|".join),
    st.text(alphabet="会談共同合港航訓練艦船を後寄", max_size=12),
)  # fmt: skip
def test_no_pattern_matches_without_its_anchors(pattern: str, text: str) -> None:
    needed = anchors(f"/{pattern}/")
    for match in regex.finditer(pattern, text):
        assert not needed or any(anchor in match.group() for anchor in needed)

"""Where phrases of event rules occur: what is known after edits is what a fresh look finds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.flow import load_rules
from pipeline.flow.phrases import LookedFor, PhraseIndex
from pipeline.flow.reading import Found, Head, Occurring, Reading, RecordReading
from pipeline.model import AlignedText, Record, Span
from pipeline.stages.events import EventRules
from pipeline.stages.events.rules import Phrase

TEXTS = ("艦艇が寄港した。", "寄港は見送り。", "部隊が停泊し、入港した。", "会談した。", "入港。")
WORDS = ("寄港", "入港", "停泊", "見送り", "部隊", "会談")
PROJECT = Path(__file__).parents[2]


@cache
def event_rules() -> EventRules:
    return load_rules(PROJECT / "rules").events


def reading() -> Reading:
    records = tuple(
        RecordReading(
            Head(
                Record(number, Span(0, len(text)), AlignedText.whole(text), ()),
                (Span(0, len(text)),),
            ),
            Found(),
        )
        for number, text in enumerate(TEXTS, 1)
    )
    return Reading(None, records, tuple("abcde"))


def some(words: set[str], kind: str = "") -> tuple[Phrase, ...]:
    return tuple(Phrase(word, frozenset({word}), f"{kind} x".strip()) for word in sorted(words))


PHRASES = st.sets(st.sampled_from(WORDS))
RULES = st.lists(st.tuples(PHRASES, PHRASES, PHRASES), min_size=1, max_size=3)


@given(edits=st.lists(RULES, min_size=1, max_size=4))
def test_after_any_edits_a_record_is_spoken_of_as_if_looked_at_afresh(edits: list[Any]) -> None:
    kept, known = Occurring(), LookedFor()
    for rules in edits:
        made = tuple(
            replace(
                event_rules().rules[number],
                phrases=some(trigger),
                conditions=(*some(needs, "needs"), *some(unless, "unless")),
            )
            for number, (trigger, needs, unless) in enumerate(rules)
        )
        index = PhraseIndex(replace(event_rules(), rules=made))
        page = reading()
        page.occurring = kept
        if not index.within(known):
            index.look_for(known, page)
            # As the store keeps it.
            known = LookedFor.from_json((known | index.phrases).to_json())
        assert index.within(known)
        fresh = reading()
        index.look_for(LookedFor(), fresh)
        found = index.speaking(kept, len(TEXTS))
        assert found == index.speaking(fresh.occurring, len(TEXTS))


def test_a_condition_is_looked_for_only_where_a_trigger_is_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, str]] = []

    def occurs(phrase: Phrase, text: str, _: object) -> bool:
        asked.append((phrase.pattern, text))
        return phrase.pattern in text

    monkeypatch.setattr("pipeline.flow.phrases.occurs", occurs)
    page, known = reading(), LookedFor()
    for trigger in ({"寄港"}, {"寄港", "入港"}):
        rule = replace(
            event_rules().rules[0], phrases=some(trigger), conditions=some({"部隊"}, "needs")
        )
        index = PhraseIndex(replace(event_rules(), rules=(rule,)))
        asked.clear()
        index.look_for(known, page)
        known |= index.phrases
    assert [text for word, text in asked if word == "部隊"] == [TEXTS[2], TEXTS[4]]
    assert {word for word, _ in asked} == {"入港", "部隊"}

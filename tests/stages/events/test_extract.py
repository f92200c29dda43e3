"""A record to its events: what is told, what is left out, and what holds for any text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.stages.events import EventRules, Trace
from pipeline.stages.events.confidence import Confidence

pytestmark = pytest.mark.model

ACTS = {
    # a stay on the way to talks with others is no visit
    "ドバイを訪問中の岸田首相は13日、イスラエルのヘルツォグ大統領と会談した。": ["meeting ISR JPN"],
    # a visit named in the sentence of dated talks
    "来日中のスナク英首相は13日、岸田首相と会談した。": ["meeting GBR JPN", "visit GBR JPN"],
    # what talks brought adds no second meeting
    "岸田首相は13日、英国のスナク首相と会談した。会談では、防衛協力の強化で一致した。": [
        "meeting GBR JPN"
    ],
    # … but those of other parties are talks of their own
    "日米豪の外相は13日、パリで会談した。日豪外相会談では、学生の往来を増やすことで一致した。": [
        "meeting AUS JPN",
        "meeting AUS JPN USA",
    ],
    # two acts of one sentence
    "岸田首相は13日、英国を訪問し、スナク首相と会談した。": ["meeting GBR JPN", "visit GBR JPN"],
    # history and hearsay are no news
    "日英両国はこれまで共同訓練を重ねてきた。": [],
    "もし日英首脳会談が実現すれば、初めてとなる。": [],
    # acts of nobody else
    "岸田首相は13日、首相官邸で経済財政諮問会議に出席した。": [],
    "大谷選手は13日、米国で会見した。": [],
    "株価は13日、大きく値を下げた。": [],
    "": [],
}
DAYS = {
    # a visit in the sentence of dated talks takes that day
    "来日中のスナク英首相は13日、岸田首相と会談した。": ["2024-05-13", "2024-05-13"],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read([*ACTS, *DAYS])


@pytest.mark.parametrize("text", ACTS)
def test_what_a_text_tells(text: str, pages: Any) -> None:
    assert pages[text].acts() == ACTS[text]


@pytest.mark.parametrize("text", DAYS)
def test_days_of_acts_in_one_sentence(text: str, pages: Any) -> None:
    assert [event.date.start for event in pages[text].events()] == DAYS[text]


def test_a_trace_tells_what_was_left_out_and_why(read: Any) -> None:
    refused = "首相は会談後、記者団に「意義深い」と語った。"
    lonely = "木原防衛相は13日、会談に臨んだ。"
    denied = "日英両政府は首脳会談を行わなかった。"
    pages = read([refused, lonely, denied])
    traces = {text: Trace() for text in pages}
    for text, page in pages.items():
        assert page.events(traces[text]) == ()
    assert "unless" in {r.reason for r in traces[refused].refusals}
    assert [why for _, why in traces[lonely].dropped] == ["fewer than two participants"]
    assert [why for _, why in traces[denied].dropped] == ["negated"]


def test_a_trace_tells_what_was_made(read: Any) -> None:
    text = "日英両首脳は来月、ロンドンで会談する予定だ。"
    trace = Trace()
    (event,) = read([text])[text].events(trace)
    ((trigger, made, because),) = trace.made
    assert trigger.span == made.trigger == event.trigger
    assert "予定" in because


def test_events_below_the_minimum_are_not_reported(read: Any) -> None:
    text = "上川外相は13日、ロンドンで英国のキャメロン外相と会談した。"
    page = read([text])[text]
    (event,) = page.events()
    for minimum, count in ((event.confidence, 1), (event.confidence + 0.01, 0)):
        scale = page.rules.confidence
        stricter = Confidence(scale.base, scale.weights, minimum)
        strict = replace(page, rules=replace(page.rules, confidence=stricter))
        trace = Trace()
        assert len(strict.events(trace)) == count
        assert len(trace.unsure) == 1 - count


def test_events_are_in_the_order_of_the_text(read: Any) -> None:
    text = (
        "上川外相は10日、英国のキャメロン外相と会談した。"
        "海上自衛隊と英海軍は11日、四国沖で共同訓練を実施した。"
        "上川外相は12日、フランスを訪問した。"
    )
    events = read([text])[text].events()
    assert [event.type for event in events] == ["meeting", "exercise", "visit"]
    assert [e.evidence for e in events] == sorted(e.evidence for e in events)


def well_formed(page: Any) -> None:
    """What must hold for the events of any text."""
    events = page.events()
    size = len(page.text)
    for event in events:
        assert event.type in EVENT_TYPES
        assert event.status in STATUSES
        assert (event.stage in STAGES) == (event.type == "agreement")
        assert len(event.codes) >= 2
        for span in (event.evidence, event.trigger, *(p.span for p in event.participants)):
            assert span is None or 0 <= span.start < span.end <= size
        assert event.evidence.covers(event.trigger)
        assert 0 <= event.confidence <= 1
        assert event.rule_id.startswith(f"{event.type}.")
        assert (
            event.date.start is None
            or event.date.end is None
            or (event.date.start <= event.date.end)
        )
    assert page.events() == events


WORDS = [
    "岸田首相", "英国のスナク首相", "日米韓", "両国", "同国", "中国", "フランス", "自衛隊", "NATO",
    "は", "が", "と", "を", "で", "に", "の", "、", "。", "\n", "　", "13日", "来月", "昨年10月",
    "会談", "会談した", "会談し、", "共同訓練", "実施する", "覚書", "「協定」", "署名した", "来日",
    "訪問する予定だ", "中止", "発表した", "へ", "寄港", "供与", "派遣", "それぞれ", "𠮷", "G7",
]  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.sampled_from(WORDS), max_size=24).map("".join), st.booleans())
def test_any_words_of_the_trade_give_well_formed_events(
    fresh: Any, text: str, titled: bool
) -> None:
    well_formed(fresh([text], titled=titled)[text])


@settings(max_examples=20)
@given(st.text(max_size=60))
def test_any_text_at_all_gives_well_formed_events(fresh: Any, text: str) -> None:
    well_formed(fresh([text])[text])


def test_rules_are_compiled_once_and_shared(event_rules: EventRules) -> None:
    ids = [rule.id for rule in event_rules.rules]
    assert len(set(ids)) == len(ids)
    assert all(event_rules.rule(rule_id).id == rule_id for rule_id in ids)
    assert event_rules.rule("no.such") is None

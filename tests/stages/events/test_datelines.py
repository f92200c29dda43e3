"""Days of a report itself: in its byline, its dateline, or by another clock."""

from __future__ import annotations

import pytest

from pipeline.model import AlignedText, Record, Span, Timex
from pipeline.stages.events.datelines import in_dateline, is_byline, of_other_clock

DAY = "2025-10-30"


def day_in(text: str, words: str) -> Timex:
    """The day that words of a text name."""
    at = text.index(words)
    return Timex(Span(at, at + len(words)), words, "DATE", DAY, DAY, "day")


def record(text: str, published: str | None = DAY, item: str | None = None) -> Record:
    """A record of a text, with the day it was published or the day of its item."""
    span = Span(0, len(text))
    return Record(0, span, AlignedText.whole(text), (), published=published, item_start=item)


@pytest.mark.parametrize(
    "text",
    ["2025.10.30 【日芬】大統領が来日", "見出し\n【2025.10.30】大統領が来日", "・2025.10.30"],
)
def test_a_day_at_the_head_of_a_line_is_the_records(text: str) -> None:
    day = day_in(text, "2025.10.30")
    assert is_byline(day, record(text))
    assert not is_byline(day, record(text, "2025-10-31"))
    assert not is_byline(day, record(text, None))
    assert not is_byline(day, record(text, item=DAY))


@pytest.mark.parametrize("text", ["2025.10.30に大統領が来日", "大統領が2025.10.30 に来日"])
def test_a_day_in_a_sentence_is_no_byline(text: str) -> None:
    assert not is_byline(day_in(text, "2025.10.30"), record(text))


@pytest.mark.parametrize(
    ("text", "words", "sent"),
    [
        ("【新華社北京4月22日】外相が会談した", "4月22日", True),
        ("[東京 30日 ロイター] - 首相は会談した", "30日", True),
        ("【首相動静】30日に会談した", "30日", False),
        ("外相が会談した(30日)", "30日", False),
    ],
)
def test_when_a_report_was_sent(text: str, words: str, *, sent: bool) -> None:
    assert in_dateline(day_in(text, words), text) is sent


@pytest.mark.parametrize(
    ("text", "other"), [("12日(日本時間13日)に会談", True), ("日本時間の13日に会談", False)]
)
def test_the_same_moment_in_another_zone(text: str, *, other: bool) -> None:
    assert of_other_clock(day_in(text, "13日"), text) is other

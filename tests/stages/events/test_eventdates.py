"""The days of an expression as an event's date."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import AlignedText, Record, Span, Timex
from pipeline.stages.events.eventdates import item_date, to_event_date

# Read on Tuesday 2024-05-14.
TOLD = {
    # intervals, open ends, deadlines, parts of months
    "日英両軍は5月20日から6月3日まで、北海道で共同訓練を実施する。": [
        "exercise planned 2024-05-20/2024-06-03 GBR JPN"
    ],
    "日英両軍は20日から、北海道で共同訓練を始める。": ["exercise planned 2024-05-20/.. GBR JPN"],
    "日英両軍は今月下旬から、北海道で共同訓練を始める。": [
        "exercise planned 2024-05-21/.. GBR JPN"
    ],
    "日英両首脳は年内に会談する予定だ。": ["meeting planned 2024-05-14/2024-12-31 GBR JPN"],
    "日英両首脳は今月下旬に会談する。": ["meeting planned 2024-05-21/2024-05-31 GBR JPN"],
    "日英両首脳は来月、ロンドンで会談する予定だ。": [
        "meeting planned 2024-06-01/2024-06-30 GBR JPN"
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_days_of_intervals(text: str, pages: Any) -> None:
    assert pages[text].told() == TOLD[text]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "basis", "words"),
    [
        ("日英外相が2024年5月13日に会談した。", "explicit", "2024年5月13日"),
        ("日英外相が13日に会談した。", "anchored", "13日"),
        ("日英外相がロンドンで会談した。", "none", None),
    ],
)
def test_a_date_tells_where_its_year_is_from(
    text: str, basis: str, words: str | None, read: Any
) -> None:
    (event,) = read([text])[text].events()
    assert (event.date.basis, event.date.text) == (basis, words)


def record(published: str | None = "2024-05-14", *item: str) -> Record:
    start, end = (*item, None, None)[:2]
    whole = AlignedText.whole("")
    return Record(0, Span(0, 0), whole, (), published=published, item_start=start, item_end=end)


@pytest.mark.parametrize(
    ("timex", "value"),
    [
        (Timex(Span(0, 3), "13日", "DATE", "2024-05-13", "2024-05-13"), ("2024-05-13",) * 2),
        (
            Timex(Span(0, 5), "13日から", "DATE", "2024-05-13", "2024-05-13", relation="from"),
            ("2024-05-13", None),
        ),
        (  # a deadline runs from the day of publication
            Timex(Span(0, 4), "月末まで", "DATE", "2024-05-31", "2024-05-31", relation="until"),
            ("2024-05-14", "2024-05-31"),
        ),
        (  # a deadline that is over is its own day
            Timex(Span(0, 5), "10日まで", "DATE", "2024-05-10", "2024-05-10", relation="until"),
            ("2024-05-10", "2024-05-10"),
        ),
        (  # the hour of one day
            Timex(Span(0, 7), "午後4時から", "DATE", "2024-05-13T16:00", None, relation="from"),
            ("2024-05-13", "2024-05-13"),
        ),
        (Timex(Span(0, 2), "先日", "DATE"), (None, None)),
    ],
)
def test_days_of_an_expression(timex: Timex, value: tuple[str | None, str | None]) -> None:
    day = to_event_date(timex, record())
    assert (day.start, day.end, day.text) == (*value, timex.text)


def test_days_of_an_item() -> None:
    assert item_date(record()).start is None
    one = item_date(record(None, "2010-03-05"))
    assert (one.start, one.end, one.edtf, one.precision) == (*["2010-03-05"] * 3, "day")
    two = item_date(record(None, "2010-03-05", "2010-03-07"))
    assert (two.edtf, two.precision) == ("2010-03-05/2010-03-07", "range")

"""An act's date made an interval."""

from __future__ import annotations

import pytest

from pipeline.model import EventDate, Span, Timex
from pipeline.stages.events.intervals import closed_by, days_in, for_days, up_to

FOURTH = EventDate("2025-08-04", "2025-08-04", "day", "2025-08-04", "4日", "anchored")


def length(text: str) -> Timex:
    return Timex(Span(0, len(text)), text, "DURATION")


@pytest.mark.parametrize(
    ("text", "days"),
    [("4日間", 4), ("約10日", 10), ("2泊3日", 3), ("五日間", 5), ("2週間", 14), ("2カ月", 0)],
)
def test_the_days_in_a_length_of_time(text: str, days: int) -> None:
    assert days_in(length(text)) == days


def test_days_are_counted_from_the_first_or_back_from_the_last() -> None:
    later, earlier = for_days(length("4日間"), FOURTH), up_to(length("2日間"), FOURTH)
    assert later is not None
    assert earlier is not None
    assert (later.edtf, later.text) == ("2025-08-04/2025-08-07", "4日…4日間")
    assert earlier.edtf == "2025-08-03/2025-08-04"
    assert up_to(length("1日"), FOURTH) is None


@pytest.mark.parametrize(
    ("last", "edtf"),
    [
        ("2025-08-12", "2025-08-04/2025-08-12"),
        ("2025-08-04", None),  # no later day
        ("2026-08-04", None),  # a year is no stay
    ],
)
def test_a_last_day_closes_a_date(last: str, edtf: str | None) -> None:
    until = Timex(Span(0, 5), "12日まで", "DATE", last, last, relation="until")
    closed = closed_by(FOURTH, last, until)
    assert (closed.edtf if closed else None) == edtf

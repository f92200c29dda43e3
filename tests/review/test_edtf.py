"""Dates as reviewers type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.review.edtf import read_date


@pytest.mark.parametrize(
    ("typed", "edtf", "start", "end", "precision"),
    [
        ("2025-11-03", "2025-11-03", "2025-11-03", "2025-11-03", "day"),
        ("2025-11", "2025-11", "2025-11-01", "2025-11-30", "month"),
        ("2024-02", "2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2025", "2025", "2025-01-01", "2025-12-31", "year"),
        ("2025-11-03/2025-12-05", "2025-11-03/2025-12-05", "2025-11-03", "2025-12-05", "range"),
        ("2025-11/2025-12", "2025-11/2025-12", "2025-11-01", "2025-12-31", "range"),
        ("2025-11-03/..", "2025-11-03/..", "2025-11-03", None, "range"),
        ("../2025-11", "../2025-11", None, "2025-11-30", "range"),
        ("2025-21", "2025-21", "2025-03-01", "2025-05-31", "season"),
        ("2025-24", "2025-24", "2025-12-01", "2026-02-28", "season"),
        ("2025-11~", "2025-11~", "2025-11-01", "2025-11-30", "month"),
        ("202X", "202X", "2020-01-01", "2029-12-31", "year"),
        ("XXXX-12", "XXXX-12", None, None, "year"),
        ("{2025-11-09,2025-11-10}", "{2025-11-09,2025-11-10}", "2025-11-09", "2025-11-10", "range"),
        ("2025-11-03T10:30:00", "2025-11-03T10:30:00", "2025-11-03", "2025-11-03", "day"),
        ("令和7年11月3日", "2025-11-03", "2025-11-03", "2025-11-03", "day"),
        ("令和元年5月", "2019-05", "2019-05-01", "2019-05-31", "month"),
        ("２０２５年", "2025", "2025-01-01", "2025-12-31", "year"),
        ("令和7年度", "2025-04-01/2026-03-31", "2025-04-01", "2026-03-31", "range"),
        ("平成30年3月1日〜2018年4月", "2018-03-01/2018-04", "2018-03-01", "2018-04-30", "range"),
    ],
)
def test_dates_are_read(
    typed: str, edtf: str, start: str | None, end: str | None, precision: str
) -> None:
    found = read_date(typed)
    assert (found.edtf, found.start, found.end, found.precision) == (edtf, start, end, precision)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "soon",
            "2025-13",
            "2025-02-30",
            "2025-11-31",
            "2025/11/03/",
            "..",
            "../..",
            "11月3日",
        ),
        *(
            "2025-11-05/2025-11-03",
            "0000",
            "2025-XX-03",
            "2025-11T10:00",
            "25-11-03",
            "{}",
            "令和7年13月",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        read_date(typed)


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(typed: str) -> None:
    try:
        found = read_date(typed)
    except ValueError:
        return
    assert found.edtf


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_every_range_of_days_is_its_own_bounds(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = read_date(f"{first}/{last}")
    assert (found.start, found.end) == (str(first), str(last))


def test_the_japanese_calendar_is_shown_beside() -> None:
    assert read_date("2025-11").wareki == "令和7年11月"

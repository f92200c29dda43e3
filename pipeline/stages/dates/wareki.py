"""Days in the Japanese calendar, for reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.stages.dates.eras import GREGORIAN_FROM, MODERN_ERAS, Era, era_of


def wareki(start: str | None, end: str | None, eras: Sequence[Era] = MODERN_ERAS) -> str | None:
    """The interval in the Japanese calendar; None when unknown or before its months count.

    ``start`` and ``end`` are inclusive ISO days (a time of day is left out), None for an
    open end. A whole month, year or fiscal year within one era is written as such; the
    second day repeats only what differs, and its era whenever the year does.

    >>> wareki("2025-11-03", "2025-12-05"), wareki("2019-04-30", "2019-05-01")
    ('令和7年11月3日〜12月5日', '平成31年4月30日〜令和元年5月1日')
    """
    first, last = (None if day is None else date.fromisoformat(day[:10]) for day in (start, end))
    known = [day for day in (first, last) if day is not None]
    if not known or not eras or min(known) < max(GREGORIAN_FROM, eras[0].start):
        return None
    if first is None or last is None:
        return "".join(_day(day, eras) if day else "〜" for day in (first, last))
    if whole := _whole(first, last, eras):
        return whole
    left, right = _day(first, eras), _day(last, eras)
    if first == last:
        return left
    if _year(first, eras) == _year(last, eras):
        right = f"{last.month}月{last.day}日" if first.month != last.month else f"{last.day}日"
    return f"{left}〜{right}"


def _year(day: date, eras: Sequence[Era]) -> str:
    era = era_of(day, eras)
    assert era is not None
    number = day.year - era.start.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def _day(day: date, eras: Sequence[Era]) -> str:
    return f"{_year(day, eras)}{day.month}月{day.day}日"


def _whole(first: date, last: date, eras: Sequence[Era]) -> str | None:
    """The unit that the interval fills, unless an era changes within it."""
    year = _year(first, eras)
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1 or era_of(first, eras) != era_of(last, eras):
        return None
    months = (after.year - first.year) * 12 + after.month - first.month
    if months == 1:
        return f"{year}{first.month}月"
    if months == 12 and first.month == 1:
        return year
    if months == 12 and first.month == 4:
        return f"{year}度"
    return None

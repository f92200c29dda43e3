"""Weeks, seasons, parts of years, fiscal years, decades, and spans counted in units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.stages.dates.baremonths import year_for
from pipeline.stages.dates.scene import Reading
from pipeline.stages.dates.values import (
    DAY_PRECISIONS,
    UnreadableError,
    Value,
    add_days,
    fiscal_year_of,
    month_value,
    months_value,
    shift_months,
    week_value,
)
from pipeline.stages.dates.years import told_year

_HALVES = {(1, 6), (7, 12)}


def read_year_part(reading: Reading, year: int | None) -> Value:
    """A year, or the part of one that months bound: a season, a half, a quarter."""
    fields = reading.fields
    season: tuple[int, int] | None = fields.get("season")
    part: tuple[int, int] | None = season or fields.get("part_of_year")
    if "quarter" in fields:
        first = (int(fields["quarter"]) - 1) * 3 + 1
        part = (first, first + 2)
    if part is None:
        if year is None:
            raise UnreadableError("date_unresolved", "no year is told")
        return months_value(year, 1, 12, "year")
    if year is None:
        base = reading.base or reading.until
        year = base.start.year if base else year_for(reading, part[0], None, None)
    precision = "season" if season else "half_year" if part in _HALVES else "part_of_year"
    if "quarter" in fields:
        precision = "quarter"
    elif part[0] == part[1]:
        precision = "month"
    value = months_value(year, *part, precision)
    # The end or the beginning of a year is about its last or first month.
    return replace(value, approximate=precision == "month")


def read_fiscal_year(reading: Reading, year: int | None) -> Value:
    """A fiscal year (1 April to 31 March) or a part of one."""
    fields = reading.fields
    if year is None:
        year = fiscal_year_of(reading.base.start if reading.base else reading.need_anchor())
    part: tuple[int, int] | None = fields.get("part_of_fiscal")
    if "quarter" in fields:
        first = (int(fields["quarter"]) * 3) % 12 + 1
        part = (first, first + 2)
    if part is None:
        return months_value(year, 4, 3, "fiscal_year")
    # January to March belong to the fiscal year that began the April before.
    calendar_year = year + (part[0] < 4)
    precision = "quarter" if "quarter" in fields else "part_of_fiscal_year"
    if part[0] == part[1]:
        precision = "month"
    return months_value(calendar_year, *part, precision)


def read_week(reading: Reading) -> Value:
    """A week counted from the record's or a told one, its part, or a weekday in it."""
    fields = reading.fields
    if "week_word" in fields:
        start, by = reading.need_anchor(), int(fields["week_word"])
    else:
        start, by = reading.need_before(*DAY_PRECISIONS).start, int(fields["week_same"])
    day = add_days(start, 7 * by)
    if "weekday" in fields:
        at = week_value(day).start + timedelta(days=int(fields["weekday"]))
        return Value(at, at, "day")
    return week_value(day, fields.get("part_of_week", (1, 7)))


def read_weekday(reading: Reading) -> Value:
    """A weekday alone (金曜日に): the nearest, before or after as the clause tells."""
    weekday = int(reading.fields["weekday"])
    if reading.base is not None:
        ahead = (weekday - reading.base.start.weekday()) % 7
        at = add_days(reading.base.start, ahead or 7)
        return Value(at, at, "day")
    anchor = reading.need_anchor()
    ahead = (weekday - anchor.weekday()) % 7
    at = add_days(anchor, ahead if reading.tense == "future" else -((7 - ahead) % 7))
    return Value(at, at, "day")


def read_nth_weekday(reading: Reading, year: int, month: int) -> Value:
    """The third Monday of a month (11月第3月曜日)."""
    count, weekday = int(reading.fields["weekday_count"]), int(reading.fields["weekday"])
    first = month_value(year, month).start
    at = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    if at.month != month:
        raise UnreadableError("impossible_date", f"{year}-{month:02d} has no such weekday")
    return Value(at, at, "day")


def read_decade(reading: Reading) -> Value:
    """A decade (1990年代, 90年代) or its beginning, middle or end."""
    decade = (told_year(reading) if reading.has("era") else None) or int(reading.fields["decade"])
    if decade < 100:
        anchor = reading.need_anchor()
        decade += anchor.year // 100 * 100
        decade -= 100 if decade > anchor.year + 10 else 0
    elif not reading.has("era"):
        reading.calendar = "gregorian"
    first, last = reading.fields.get("part_of_year", (1, 12))
    years = {(1, 12): (0, 9), (1, 6): (0, 4), (7, 12): (5, 9), (1, 1): (0, 3), (5, 8): (4, 6)}
    begin, end = years.get((first, last), (7, 9))
    if not 1 <= decade <= 9900:
        raise UnreadableError("impossible_date", f"there are no {decade}s")
    return Value(date(decade + begin, 1, 1), date(decade + end, 12, 31), "decade")


def read_offset(reading: Reading) -> Value:
    """A span counted from the record's day, or with その from the date before (3日後)."""
    fields = reading.fields
    count, unit = int(fields.get("count", 1)), str(fields["unit"])
    by = count * int(fields["direction"])
    if reading.has("from_context"):
        start = reading.need_before().end
    else:
        start = reading.base.end if reading.base else reading.need_anchor()
    if unit in {"day", "week"}:
        day = add_days(start, by * (7 if unit == "week" else 1))
        return Value(day, day, "day")
    if unit == "month":
        return month_value(*shift_months(start.year, start.month, by))
    if unit == "year":
        return months_value(start.year + by, 1, 12, "year")
    raise UnreadableError("date_unresolved", f"{count} {unit} is shorter than a day")


def read_same_period(reading: Reading) -> Value:
    """同時期, 前年同期: the interval told before, in the same or another year."""
    told = reading.need_before(own=True)
    by = int(reading.fields.get("year_same", 0))
    if not by:
        return replace(told, clock="")
    start, end = (_in_year(day, day.year + by) for day in (told.start, told.end))
    return Value(start, end, told.precision)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)

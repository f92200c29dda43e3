"""Values as EDTF (ISO 8601-2): level 1, with level 2 for half-years and sets alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.stages.dates.values import Value

# Winter runs over New Year, for which EDTF has no agreed year: it is written as months.
_SEASONS = {3: 21, 6: 22, 9: 23}
_HALVES = {1: 40, 7: 41}


def edtf(value: Value) -> str:
    """One value as EDTF.

    >>> edtf(Value(date(2025, 6, 21), date(2025, 6, 30), "part_of_month"))
    '2025-06-21/2025-06-30'
    """
    start, end = value.start, value.end
    if value.clock:
        clock = value.clock if value.precision == "second" else f"{value.clock}:00"
        return f"{start}T{clock}"
    if value.precision == "season" and start.month in _SEASONS:
        return f"{start.year:04d}-{_SEASONS[start.month]}"
    if value.precision == "half_year" and start.month in _HALVES and start.day == 1:
        return f"{start.year:04d}-{_HALVES[start.month]}"
    if value.precision == "decade" and end.year - start.year == 9:
        return f"{start.year // 10:03d}X"
    mark = "~" if value.approximate else ""
    unit = whole_unit(start, end)
    if unit is not None:
        return f"{unit}{mark}"
    return interval(start, end)


def interval(start: date, end: date) -> str:
    """An interval, in months or years where it fills them."""
    after = end + timedelta(days=1)
    if (start.month, start.day, after.month, after.day) == (1, 1, 1, 1):
        return f"{start.year:04d}/{end.year:04d}"
    return f"{start}/{end}"


def whole_unit(start: date, end: date) -> str | None:
    """The day, month or year that the interval fills, None when it fills none."""
    if start == end:
        return str(start)
    if start.day != 1 or (end + timedelta(days=1)).day != 1 or start.year != end.year:
        return None
    if start.month == end.month:
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.year:04d}" if (start.month, end.month) == (1, 12) else None


def range_edtf(first: Value, last: Value) -> str:
    """From the first day of one value to the last day of another, in their own units."""
    left = whole_unit(first.start, first.end) or str(first.start)
    right = whole_unit(last.start, last.end) or str(last.end)
    return left if left == right else f"{left}/{right}"


def set_edtf(values: Sequence[Value]) -> str:
    """Several days or months, each by itself (11月9日・10日)."""
    units = [whole_unit(v.start, v.end) for v in values]
    if None in units:
        return range_edtf(values[0], values[-1])
    return "{" + ",".join(str(unit) for unit in units) + "}"

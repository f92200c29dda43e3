"""Values of temporal expressions: intervals of days, and how calendars divide them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAY_PRECISIONS = ("day", "daypart", "minute", "second")


@dataclass(frozen=True, slots=True)
class Value:
    """An inclusive interval of days, as precise as it was written.

    ``precision`` is ``minute``, ``second``, ``daypart``, ``day``, ``part_of_week``,
    ``week``, ``part_of_month``, ``month``, ``season``, ``quarter``, ``half_year``,
    ``part_of_year``, ``year``, ``part_of_fiscal_year``, ``fiscal_year`` or ``decade``.
    ``clock`` is the time of day (``11:18``) where one is told.
    """

    start: date
    end: date
    precision: str
    clock: str = ""
    approximate: bool = False


class UnreadableError(Exception):
    """An expression without a value: the flag to set, and the step that tells why."""

    def __init__(self, flag: str, step: str) -> None:
        super().__init__(step)
        self.flag = flag
        self.step = step


def day_value(year: int, month: int, day: int) -> Value:
    """A day. Raises :class:`UnreadableError` for one that no calendar has."""
    try:
        at = date(year, month, day)
    except ValueError:
        raise UnreadableError(
            "impossible_date", f"there is no day {year}-{month:02d}-{day:02d}"
        ) from None
    return Value(at, at, "day")


def months_value(year: int, first: int, last: int, precision: str) -> Value:
    """Whole months of a year; ``last`` before ``first`` lies in the next year (冬, 12–2)."""
    if not (1 <= year <= 9998 and 1 <= first <= 12 and 1 <= last <= 12):
        raise UnreadableError("impossible_date", f"there is no month {year}-{first:02d}")
    closing = year + (last < first)
    return Value(date(year, first, 1), date(closing, last, monthrange(closing, last)[1]), precision)


def month_value(year: int, month: int) -> Value:
    """A whole month."""
    return months_value(year, month, month, "month")


def month_part(year: int, month: int, days: tuple[int, int]) -> Value:
    """Some days of a month, cut at its end (下旬 is 21–31)."""
    whole = month_value(year, month)
    last = min(days[1], whole.end.day)
    return Value(
        whole.start.replace(day=min(days[0], last)), whole.end.replace(day=last), "part_of_month"
    )


def week_value(day: date, days: tuple[int, int] = (1, 7)) -> Value:
    """The week of ``day``, Monday to Sunday, or its days ``a`` to ``b`` (Monday is 1)."""
    monday = day - timedelta(days=day.weekday())
    precision = "week" if days == (1, 7) else "part_of_week"
    return Value(
        monday + timedelta(days=days[0] - 1), monday + timedelta(days=days[1] - 1), precision
    )


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year (April to March) that ``day`` lies in."""
    return day.year - (day.month < 4)


def shift_months(year: int, month: int, by: int) -> tuple[int, int]:
    """The month ``by`` months away."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def add_units(day: date, by: int, unit: str) -> date:
    """The day ``by`` days, weeks, months or years away; the last of a shorter month."""
    if unit in {"day", "week"}:
        return add_days(day, by * (7 if unit == "week" else 1))
    year, month = shift_months(day.year, day.month, by * (12 if unit == "year" else 1))
    last = months_value(year, month, month, "month").end.day
    return date(year, month, min(day.day, last))


def add_days(day: date, by: int) -> date:
    """The day ``by`` days away. Raises :class:`UnreadableError` past the calendar's ends."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        raise UnreadableError("impossible_date", f"{by} days from {day} is no date") from None


def day_of_month(year: int, month: int, day: int) -> date | None:
    """A day of a month; None where the month has no such day: 2月30日."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

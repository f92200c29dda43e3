"""Days, months and parts of months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.stages.dates.baredays import month_for
from pipeline.stages.dates.baremonths import year_for
from pipeline.stages.dates.scene import Antecedent, Reading
from pipeline.stages.dates.values import (
    DAY_PRECISIONS,
    UnreadableError,
    Value,
    add_days,
    day_value,
    month_part,
    month_value,
    shift_months,
)

# Days between the record and what is history to it, and what is its news.
_LONG_AGO = 60
_NEWS = 14
# How many days told before may be gone through for one that is an act's own.
_LOOK_BACK = 3
_MONTH_PRECISIONS = (*DAY_PRECISIONS, "month", "part_of_month")


def read_day(reading: Reading, year: int | None) -> Value:
    """The day that an expression names. Raises :class:`UnreadableError`."""
    fields = reading.fields
    if "day_word" in fields:
        at = add_days(reading.need_anchor(), int(fields["day_word"]))
        if fields.get("day", at.day) == at.day:
            return Value(at, at, "day")
        reading.flags.append("day_conflict")
        reading.steps.append(f"but {at} is not the {fields['day']}th")
        return _bare_day(reading, int(fields["day"]))
    if "day_same" in fields and "day" not in fields:
        month = _month_of_same(reading) if not int(fields["day_same"]) else None
        if month is not None:
            return reading.take(month)
        at = add_days(_last_day(reading), int(fields["day_same"]))
        return Value(at, at, "day")
    if "day_same" in fields and not reading.has("month", "month_word", "month_same"):
        told = _told_neighbour(reading, int(fields["day_same"]), int(fields["day"]))
        if told is not None:
            return told
    if "near" in fields and "month" not in fields:
        return _near_day(reading, fields["near"], int(fields["day"]))
    day = int(fields["day"])
    if reading.has("month", "month_word", "month_same"):
        return day_value(*read_month(reading, year, day), day)
    if year is not None:
        raise UnreadableError("date_unresolved", "a year and a day without a month")
    return _bare_day(reading, day)


def _month_of_same(reading: Reading) -> Antecedent | None:
    """The month that the sentence tells where 同日 stands for a day of it.

    >>> # 2021年3月、協定に署名し、同日発効した。 (of 同日) → 2021-03
    """
    last = reading.scene.past[-1] if reading.scene.past and reading.base is None else None
    if last is None or last.value.precision not in {"month", "part_of_month"}:
        return None
    near = reading.scene.same_sentence(last.end, reading.start)
    return last if near and not last.bounded else None


def _last_day(reading: Reading) -> date:
    news = _day_of_news(reading)
    if news is not None:
        return reading.take(news).end
    told = [] if reading.base else _single_days(reading)
    # 同日 is rather the day of an act than the end of a stay told in between, or the day
    # from which on a plan holds: 13日に会合を開き、8月10日から…を決めた。同日、….
    free = [
        a for a in told[:_LOOK_BACK]
        if not a.aside and (not a.bounded or reading.scene.same_sentence(a.end, reading.start))
    ]  # fmt: skip
    if told:
        return reading.take((free or told)[0]).end
    return reading.need_before(*DAY_PRECISIONS).end


def _single_days(reading: Reading) -> list[Antecedent]:
    """The single days told before, nearest first."""
    return [
        a for a in reversed(reading.scene.past)
        if a.value.precision in DAY_PRECISIONS and a.value.start == a.value.end
    ]  # fmt: skip


def _day_of_news(reading: Reading) -> Antecedent | None:
    """The day that 同日 at the head of a paragraph goes back to, past days of long ago.

    Only where the day told last lies far from the record's, and one before it near.
    """
    anchor, text = reading.scene.anchor, reading.scene.text
    if (
        anchor is None
        or reading.base is not None
        or text[: reading.start].rstrip(" 　")[-1:] != "\n"
    ):
        return None
    days = _single_days(reading)
    if not days or abs((days[0].value.start - anchor).days) <= _LONG_AGO:
        return None
    near = [a for a in days if 0 <= (anchor - a.value.start).days <= _NEWS and not a.own_year]
    return near[0] if near else None


def _told_neighbour(reading: Reading, step: int, day: int) -> Value | None:
    """前日の31日, where the date told before has such a neighbour."""
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        if value.precision not in DAY_PRECISIONS:
            continue
        at = add_days(value.end if step > 0 else value.start, step)
        if at.day == day:
            reading.take(antecedent)
            return Value(at, at, "day")
    return None


def _near_day(reading: Reading, near: str, day: int) -> Value:
    """翌11日, 同25日, 昨26日, 本10日, 明16日."""
    if near == "same":
        start = reading.need_before(*_MONTH_PRECISIONS, own=True).start
        return day_value(start.year, start.month, day)
    if near == "next":
        start = _last_day(reading)
        return _day_on(day, start + timedelta(days=1), +1)
    anchor = reading.need_anchor()
    if near == "before":
        return _day_on(day, anchor - timedelta(days=1), -1)
    if near == "after":
        return _day_on(day, anchor + timedelta(days=1), +1)
    return day_value(anchor.year, anchor.month, day)


def _day_on(day: int, start: date, way: int) -> Value:
    """The first such day of a month from ``start`` on, forwards or backwards."""
    for months in range(4):
        year, month = shift_months(start.year, start.month, months * way)
        try:
            at = date(year, month, day)
        except ValueError:
            continue
        if (at - start).days * way >= 0:
            return Value(at, at, "day")
    raise UnreadableError("impossible_date", f"no month near {start} has a day {day}")


def _bare_day(reading: Reading, day: int) -> Value:
    if reading.base is not None:
        reading.steps.append("month and year of the date before it")
        return _day_on(day, reading.base.start, +1)
    if reading.until is not None:
        anchor = reading.scene.anchor
        if anchor is not None:
            own = month_for(reading, day, None)
            at = day_value(*own, day)
            if timedelta(0) <= reading.until.end - at.start <= timedelta(days=62):
                return at
        reading.steps.append("month and year of the date after it")
        return _day_on(day, reading.until.end, -1)
    return day_value(*month_for(reading, day, reading.fields.get("weekday")), day)


def read_month(reading: Reading, year: int | None, day: int | None = None) -> tuple[int, int]:
    """The year and month that an expression names. Raises :class:`UnreadableError`."""
    fields = reading.fields
    if "month" not in fields:
        return _counted_month(reading, year)
    month = int(fields["month"])
    if not 1 <= month <= 12:
        raise UnreadableError("impossible_date", f"there is no month {month}")
    if year is None:
        year = _year_of_month(reading, month, day)
    return year, month


def _year_of_month(reading: Reading, month: int, day: int | None) -> int:
    """The year of a month from its neighbours: 翌12月, the other end of a range."""
    if "near" in reading.fields:
        start = reading.need_before().start
        later = reading.fields["near"] == "next" and month <= start.month
        return start.year + later
    if reading.base is not None:
        start = reading.base.start
        reading.steps.append("year of the date before it")
        return start.year + ((month, day or 31) < (start.month, start.day))
    if reading.until is not None:
        end = reading.until.end
        reading.steps.append("year of the date after it")
        return end.year - ((month, day or 1) > (end.month, end.day))
    return year_for(reading, month, day, reading.fields.get("weekday"))


def _counted_month(reading: Reading, year: int | None) -> tuple[int, int]:
    fields = reading.fields
    if "month_word" in fields:
        anchor = reading.need_anchor()
        return shift_months(anchor.year, anchor.month, int(fields["month_word"]))
    if "month_same" in fields:
        start = reading.need_before(*_MONTH_PRECISIONS).start
        if year is not None:
            return year, start.month
        return shift_months(start.year, start.month, int(fields["month_same"]))
    # A part of a month alone (中旬): the month told before, or the record's own.
    if reading.base is not None:
        return reading.base.start.year, reading.base.start.month
    anchor = reading.need_anchor()
    return anchor.year, anchor.month


def read_months(reading: Reading, year: int | None) -> Value:
    """A month or a part of one. Raises :class:`UnreadableError`."""
    at = read_month(reading, year)
    part = reading.fields.get("part_of_month")
    return month_value(*at) if part is None else month_part(*at, part)


def with_clock(reading: Reading, value: Value) -> Value:
    """The day with its time: 午後3時半 and 15:30 are ``15:30``, 25時 is 1 o'clock next day."""
    fields = reading.fields
    if "hour" not in fields:
        return replace(value, precision="daypart") if "daypart" in fields else value
    hour, minute = int(fields["hour"]), int(fields.get("minute", 30 if "half" in fields else 0))
    if fields.get("halfday") == "pm" and hour < 12:
        hour += 12
    if hour > 29 or minute > 59 or fields.get("second", 0) > 59:
        raise UnreadableError("impossible_time", f"there is no time {hour}:{minute:02d}")
    day = add_days(value.start, hour // 24)
    clock = f"{hour % 24:02d}:{minute:02d}"
    if "second" in fields:
        return Value(day, day, "second", f"{clock}:{fields['second']:02d}")
    return Value(day, day, "minute", clock)


def check_weekday(reading: Reading, value: Value) -> None:
    """Flag a weekday that the day does not have."""
    weekday = reading.fields.get("weekday")
    if weekday is not None and value.start.weekday() != weekday:
        reading.flags.append("weekday_conflict")
        reading.steps.append(f"but {value.start} is a {value.start:%A}")

"""Captured fields to a value: which resolver reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.rulefiles import deferred
from pipeline.stages.dates.days import check_weekday, read_day, read_month, read_months, with_clock
from pipeline.stages.dates.scene import Antecedent, Reading
from pipeline.stages.dates.units import (
    read_decade,
    read_fiscal_year,
    read_nth_weekday,
    read_offset,
    read_same_period,
    read_week,
    read_weekday,
    read_year_part,
)
from pipeline.stages.dates.values import UnreadableError, Value, week_value
from pipeline.stages.dates.years import check_era, told_year

# Days back to which a time at the head of a sentence may go on with the day told before.
_NEWS = 60
# From a day to such a time: the rest of its sentence, and no other.
_NEXT_SENTENCE = deferred(
    r"[^。\n!?]+。(?:[^。\n!?]{1,20}(?:が|は)(?:伝え|報じ)(?:てい)?た。)?[ 　\n]*"
    r"(?:また、?|続いて、?|さらに、?|まず、?|その後、?)?"
)
_MONTH_FIELDS = ("month", "month_word", "month_same", "part_of_month")


def resolve(reading: Reading, resolver: str) -> Value:
    """The value of an expression. Raises :class:`UnreadableError` when it has none."""
    if resolver == "offset":
        value = read_offset(reading)
    elif resolver == "same_period":
        value = read_same_period(reading)
    else:
        value = _read_date(reading)
    if "approximate" in reading.fields:
        value = replace(value, approximate=True)
    return _from_now(reading, value) if "within" in reading.fields else value


def _read_date(reading: Reading) -> Value:
    if reading.has("week_word", "week_same"):
        return with_clock(reading, read_week(reading))
    if reading.has("decade"):
        return read_decade(reading)
    if reading.has("named_day"):
        reading.fields["month"], reading.fields["day"] = reading.fields["named_day"]
    if _is_item_day(reading):
        fields = reading.fields
        fields["month"], fields["day"] = int(fields.pop("short_year")), int(fields["month"])
    year = told_year(reading)
    if reading.has("fiscal"):
        value = read_fiscal_year(reading, year)
    elif reading.has("weekday_count"):
        value = read_nth_weekday(reading, *read_month(reading, year))
    elif reading.has("day", "day_word", "day_same"):
        value = read_day(reading, year)
        check_weekday(reading, value)
        value = week_value(value.start) if "week_of" in reading.fields else value
        value = with_clock(reading, value)
    elif reading.has(*_MONTH_FIELDS):
        value = read_months(reading, year)
    elif reading.has("weekday"):
        value = with_clock(reading, read_weekday(reading))
    elif reading.has("hour", "daypart"):
        value = with_clock(reading, _day_of_clock(reading))
    else:
        value = read_year_part(reading, year)
    check_era(reading, value)
    return value


def _is_item_day(reading: Reading) -> bool:
    """10.8 at the head of an item of 8 October is its day, not August of the year 10."""
    anchor, fields = reading.scene.anchor, reading.fields
    if anchor is None or not reading.scene.of_item or "day" in fields or "stated" not in fields:
        return False
    told = (int(fields.get("short_year", 0)), int(fields.get("month", 0)))
    return told == (anchor.month, anchor.day)


def _day_of_clock(reading: Reading) -> Value:
    """The day of a time told alone: the sentence's or timetable's last, else the record's.

    >>> # 艦は6日に着いた。午前9時、岸壁に横付けした。 (of 午前9時) → 6日
    """
    if reading.base is not None:
        return Value(reading.base.end, reading.base.end, "day")
    for antecedent in reversed(reading.scene.past):
        if antecedent.value.start != antecedent.value.end:
            continue
        timetable = (
            antecedent.value.clock
            and "\n" not in reading.scene.text[antecedent.end : reading.start]
        )
        near = reading.scene.same_sentence(antecedent.end, reading.start)
        if timetable or near or _goes_on(antecedent, reading):
            day = reading.take(antecedent).start
            return Value(day, day, "day")
        break
    day = reading.need_anchor()
    return Value(day, day, "day")


def _goes_on(day: Antecedent, reading: Reading) -> bool:
    """Whether a time heads the sentence right after one that told a day of the news."""
    anchor, text = reading.scene.anchor, reading.scene.text
    if anchor is None or reading.scene.of_item or day.bounded:
        return False
    back = (anchor - day.value.start).days
    if not 0 < abs(back) <= _NEWS or (back < 0 and reading.tense == "past"):
        return False
    if day.value.clock and "\n" in text[day.end : reading.start]:
        return False
    return _NEXT_SENTENCE.fullmatch(text, day.end, reading.start) is not None


def _from_now(reading: Reading, value: Value) -> Value:
    """年内, 年度中: from the record's day to the end of the unit it lies in."""
    anchor: date | None = reading.scene.anchor
    if anchor is None:
        raise UnreadableError("date_unresolved", "the record has no date to count from")
    if value.start <= anchor <= value.end:
        reading.need_anchor()
        return replace(value, start=anchor)
    return value

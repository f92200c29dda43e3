"""The year of an expression, when it tells one."""

from __future__ import annotations

from datetime import date

from pipeline.stages.dates.eras import GREGORIAN_FROM, Era, era_of
from pipeline.stages.dates.scene import Reading
from pipeline.stages.dates.values import UnreadableError, Value, fiscal_year_of

# Two figures that surely are a Western year ('24, 17.4.26) in a text without a date.
PIVOT = 50
# Two figures are rather a year gone than one ahead, rather a Western year than an era's.
AHEAD_COST = 4
ERA_COST = 3


def told_year(reading: Reading) -> int | None:
    """The year as written or counted, None when the expression leaves it to be found.

    Raises :class:`UnreadableError` when an era and a year in brackets disagree.
    """
    fields = reading.fields
    if "era" in fields:
        return _era_year(reading)
    if "year" in fields:
        reading.calendar = "gregorian"
        return int(fields["year"])
    if "short_year" in fields:
        return _short_year(reading)
    if "year_word" in fields:
        anchor = reading.need_anchor()
        base = fiscal_year_of(anchor) if "fiscal" in fields else anchor.year
        return base + int(fields["year_word"])
    if "year_same" in fields:
        before = reading.need_before()
        base = fiscal_year_of(before.start) if "fiscal" in fields else _same_year(before)
        return base + int(fields["year_same"])
    return None


def _same_year(before: Value) -> int:
    """The year that 同年 means: after 2012年10月から2013年4月まで that of the last month."""
    months = before.precision in {"day", "month", "part_of_month"}
    return before.end.year if months else before.start.year


def _era_year(reading: Reading) -> int:
    fields = reading.fields
    era: Era = fields["era"]
    year = era.year(fields["era_year"])
    reading.calendar = "wareki"
    reading.steps.append(f"{era.name}{fields['era_year']}年 is {year}")
    bracket, short = fields.get("bracket_year", year), fields.get("bracket_short", year % 100)
    if bracket != year or short != year % 100:
        beside = fields.get("bracket_year", fields.get("bracket_short"))
        raise UnreadableError("era_year_conflict", f"but {beside} stands beside it")
    return year


def _short_year(reading: Reading) -> int:
    short = int(reading.fields["short_year"])
    stated = reading.has("stated")
    if stated:
        reading.calendar = "gregorian"
        if reading.scene.anchor is None and reading.base is None:
            reading.flags.append("century_assumed")
            return 2000 + short if short < PIVOT else 1900 + short
    own = _item_year(reading, short)
    if own is not None:
        reading.steps.append(f"{short:02d}年 is {own}, the year of the item")
        return own
    year = _full_year(reading, short, era_years=not (stated or reading.has("exact")))
    reading.steps.append(f"{short:02d}年 is {year}")
    return year


def _full_year(reading: Reading, short: int, *, era_years: bool = True) -> int:
    """The year that two figures stand for (24年, 30年度).

    Western or of the era: the one nearest to the record's day, or to the year before it in
    a range or after 翌. What lies ahead counts for farther off than what lies back.
    """
    told = reading.need_before() if reading.base or reading.has("near") else None
    near = told.start if told else reading.need_anchor()
    century = near.year // 100 * 100
    years = {century + by + short: 0 for by in (0, -100, 100)}
    era = era_of(near, reading.scene.eras)
    if era is not None and era_years and short > 0:
        years.setdefault(era.year(short), 0 if reading.has("fiscal") else ERA_COST)
    if told:
        years = {year: cost for year, cost in years.items() if year >= near.year}
    return min(years, key=lambda year: years[year] + _distance(year - near.year))


def _distance(years: int) -> int:
    return AHEAD_COST * years if years > 0 else -years


def _item_year(reading: Reading, short: int) -> int | None:
    """The item's year where it is these two figures of an era: its heading was read so."""
    anchor = reading.scene.anchor
    if not reading.scene.of_item or anchor is None or short < 1:
        return None
    fits = any(era.year(short) == anchor.year for era in reading.scene.eras)
    return anchor.year if fits else None


def check_era(reading: Reading, value: Value) -> None:
    """Refuse days outside the era they are written in (平成35年, 令和元年4月).

    A text from before the era ended may count on in it; the value stands and is flagged.
    Raises :class:`UnreadableError`.
    """
    era = reading.fields.get("era")
    if era is None:
        return
    if value.start < GREGORIAN_FROM and value.precision not in {"year", "fiscal_year"}:
        raise UnreadableError("lunar_calendar", "months were lunar until the end of 1872")
    if era.overlaps(value.start, value.end):
        return
    anchor: date | None = reading.scene.anchor
    if anchor is not None and era.end is not None and era.start <= anchor <= era.end < value.start:
        reading.flags.append("era_extended")
        reading.steps.append(f"written while {era.name} went on")
        return
    raise UnreadableError("era_out_of_range", f"{era.name} has no such day")

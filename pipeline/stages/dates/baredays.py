"""The month of a day written alone (20日), where the text leaves it out."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.rulefiles import deferred
from pipeline.stages.dates.headings import month_above, month_of_list
from pipeline.stages.dates.scene import Antecedent, Reading
from pipeline.stages.dates.values import DAY_PRECISIONS, UnreadableError, day_of_month, shift_months

# Across the end of a month: at most this many days from the record's day.
NEAR_DAYS = 10
HALF_MONTH = 15
# A day may take its month from a date this many sentences before, in the same paragraph.
SENTENCES = 3
_NEAR_ON_PAGE = 300
_LAST = deferred(r"まで(?:の(?:日程|予定|期間|会期)|[、。行開続滞停実])")


def month_for(reading: Reading, day: int, weekday: int | None) -> tuple[int, int]:
    """The year and month of a day written alone.

    In order: a month told earlier in the sentence, when the day comes after it, or by a line
    above; the weekday; the tense; the record's own month, or the nearest across its end.
    """
    told = _told_month(reading, day)
    if told is not None:
        return told
    last = _last_day_of(reading, day)
    if last is not None:
        return last
    above = month_above(reading.scene, reading.start, day) or month_of_list(
        reading.scene, reading.start
    )
    if above is not None:
        reading.take(above[2])
        return above[:2]
    if reading.scene.anchor is None and (near := _month_of_page(reading, day)):
        return near
    anchor = reading.need_anchor()
    own = (anchor.year, anchor.month)
    found = [
        (abs(at - anchor), at)
        for by in (-1, 0, 1)
        if (at := day_of_month(*shift_months(*own, by), day)) is not None
    ]
    if not found:
        raise UnreadableError("impossible_date", f"no month near {anchor} has a day {day}")
    days = [at for _, at in sorted(found)]
    if weekday is not None and (fitting := [at for at in days if at.weekday() == weekday]):
        if (fitting[0].year, fitting[0].month) != own:
            reading.steps.append(f"the weekday fits {fitting[0]}")
        return fitting[0].year, fitting[0].month
    chosen = _nearest_day(reading, anchor, days)
    if (chosen.year, chosen.month) != own:
        reading.steps.append(f"across the end of the month: {chosen}")
    return chosen.year, chosen.month


def _month_of_page(reading: Reading, day: int) -> tuple[int, int] | None:
    """On a page without a date: the month of the day told last, a little before."""
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        if antecedent.own_month and value.precision in DAY_PRECISIONS:
            near = reading.start - antecedent.end <= _NEAR_ON_PAGE and day >= value.end.day
            return (value.end.year, value.end.month) if near else None
    return None


def _last_day_of(reading: Reading, day: int) -> tuple[int, int] | None:
    """The month of a last day: 18日、演習を28日までの日程で始めた is no day before the 18th."""
    scene = reading.scene
    if not _LAST.match(scene.text, reading.end) or not scene.past:
        return None
    before = scene.past[-1]
    first = before.value.end
    if before.value.start != first or not scene.same_sentence(before.end, reading.start):
        return None
    own = (first.year, first.month)
    return own if day > first.day else shift_months(*own, 1)


def _told_month(reading: Reading, day: int) -> tuple[int, int] | None:
    """The month of the last day told with its month, when this day comes after it.

    A month told without a day lends nothing: 来年1月の実施を断ったことが20日、分かった.
    """
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        months = {(at.year, at.month) for at in (value.start, value.end)}
        if not antecedent.own_month or value.precision not in DAY_PRECISIONS or len(months) > 1:
            continue
        if reading.scene.in_dateline(antecedent.start) and value.start == reading.scene.anchor:
            return None  # 【9月1日 AFP】…は31日: counted from the record's day
        goes_on = _near_enough(reading, antecedent.end) or _schedule(reading, antecedent, day)
        if day < value.start.day or not goes_on:
            return None
        if antecedent.bounded and _ahead(reading, antecedent):
            return None
        reading.take(antecedent)
        return months.pop()
    return None


def _ahead(reading: Reading, antecedent: Antecedent) -> bool:
    """Whether the date before bounds what is planned for a later month, a sentence ago."""
    anchor, scene = reading.scene.anchor, reading.scene
    return (
        anchor is not None
        and (antecedent.value.start.year, antecedent.value.start.month)
        > (anchor.year, anchor.month)
        and not scene.same_sentence(antecedent.end, reading.start)
        and reading.tense != "future"
    )


def _schedule(reading: Reading, antecedent: Antecedent, day: int) -> bool:
    """Whether a paragraph goes on with days ahead that the one above it tells in their order.

    Days that lie ahead in the record's own month too are rather those.

    >>> # (of 17 October) 日本には11月5日から7日まで滞在する。⏎大統領は7日に韓国入りする → November
    """
    anchor, scene = reading.scene.anchor, reading.scene
    between = scene.text[antecedent.end : reading.start]
    return (
        anchor is not None
        and antecedent.value.start > anchor
        and day < anchor.day
        and between.count("\n") == 1
        and between.count("。") <= SENTENCES
        and reading.tense != "past"
        and not scene.is_of_saying(reading.start, reading.end)
    )


def _near_enough(reading: Reading, end: int) -> bool:
    """Within the paragraph, and no day counted from the record's own since."""
    between = reading.scene.text[end : reading.start]
    if "\n" in between or between.count("。") > SENTENCES:
        return False
    return not any(
        antecedent.end > end and not antecedent.own_month for antecedent in reading.scene.past
    )


def _nearest_day(reading: Reading, anchor: date, days: list[date]) -> date:
    """Of the same day in neighbouring months, the one meant; ``days`` are nearest first."""
    own = next((at for at in days if (at.year, at.month) == (anchor.year, anchor.month)), None)
    if own is None:
        return days[0]
    if reading.scene.of_item and own >= anchor:
        return own  # 9月、首相が訪中。29日、声明に調印: the item goes on
    near = abs(days[0] - anchor).days <= NEAR_DAYS and abs(own - anchor).days > HALF_MONTH
    if not near and own <= anchor + timedelta(days=1):
        return own
    tense = reading.outlook
    before = [at for at in days if at <= anchor]
    if tense == "past" and own > anchor + timedelta(days=1) and before:
        return before[0]
    if tense == "future":
        return days[0] if near and days[0] > anchor > own else own
    return days[0] if near and tense is None else own

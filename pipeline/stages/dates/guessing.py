"""Which year or month is meant where the text leaves it out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pipeline.rulefiles import deferred
from pipeline.stages.dates.eras import era_of
from pipeline.stages.dates.headings import month_above, year_above
from pipeline.stages.dates.scene import Antecedent, Reading
from pipeline.stages.dates.values import DAY_PRECISIONS, UnreadableError, shift_months

# Without a cue of tense, a month this far off in the record's own year is rather the near
# one across New Year; with a cue, the near one is taken wherever it is the nearer.
FAR_MONTHS = 10
FAR_DAYS = 290
HALF_YEAR_DAYS = 183
# Across the end of a month: at most this many days from the record's day.
NEAR_DAYS = 10
HALF_MONTH = 15
_MONTHLY = (*DAY_PRECISIONS, "month", "range")
# A month as near as this to the record's own is the record's, whatever was told before.
RECENT_MONTHS = 2
# A day may take its month from a date this many sentences before, in the same paragraph.
SENTENCES = 3
# Two figures are rather a year gone than one ahead, rather a Western year than an era's.
AHEAD_COST = 4
ERA_COST = 3
# 一昨年5月に署名された「…協定」に関し、: what the date before tells of a pact, apart from the news.
_OF_A_PAPER = deferred(
    r"[ただ](?:、|,)?[「『]?[^。]{0,120}?(?:協定|条約|議定書|覚書|取り?決め|合意|声明|決議|文書|公文)"
)
# 昨年の震災に…謝意を述べ、5月に: the year of a noun is not that of the months after it.
_OF_NOUN = deferred(r"の[^0-9、]+[をにがでは、]")
# The one year that a page without a date tells with its month (2019年5月), wherever.
_DAY_TOLD = deferred(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年[0-9]{1,2}月|[./-][0-9]{1,2}[./-][0-9])")
_NEAR_ON_PAGE = 300
_LAST = deferred(r"まで(?:の(?:日程|予定|期間|会期)|[、。行開続滞停実])")
_YEAR_BESIDE = deferred(r"(?:昨|去|前|先|来|翌)年$")


def year_for(reading: Reading, month: int, day: int | None, weekday: int | None) -> int:
    """The year of a month, or of a day in it, that is written without one.

    In order: a year told earlier in the sentence, or by a line above; the weekday, when only
    one year fits; the tense of the clause; the record's own year, or the nearest across New
    Year, unless the same month has just been told with another.
    """
    told = _told_year(reading, month, day, weekday)
    if told is not None:
        return told
    above = year_above(reading.scene, month)
    if above is not None:
        reading.take(above[1])
        return above[0]
    if reading.scene.anchor is None and (near := _year_of_page(reading, month)):
        return near
    anchor = reading.need_anchor()
    years = [anchor.year, anchor.year - 1, anchor.year + 1]
    if day is not None and weekday is not None:
        fitting = [y for y in years if _fits(y, month, day, weekday, anchor)]
        if fitting:
            if fitting[0] != anchor.year:
                reading.steps.append(f"the weekday fits {fitting[0]}")
            return fitting[0]
    year = anchor.year + _year_step(reading, anchor, month, day)
    if abs((year - anchor.year) * 12 + month - anchor.month) <= RECENT_MONTHS:
        return year
    return _year_of_same_month(reading, month) or year


def _year_of_same_month(reading: Reading, month: int) -> int | None:
    """The year of the same month told a sentence before: 2012年6月…。6月29日には…."""
    for antecedent in reversed(reading.scene.past):
        between = reading.scene.text[antecedent.end : reading.start]
        if "\n" in between or between.count("。") > 1:
            return None
        if antecedent.own_year and antecedent.value.start.month == month:
            near = antecedent.value.precision in (*DAY_PRECISIONS, "month")
            return reading.take(antecedent).start.year if near else None
    return None


def _year_of_page(reading: Reading, month: int) -> int | None:
    """On a page without a date: the year in which a month lies nearest to the day told last.

    >>> # 2022年11月7日から招待している。…12月3日には… → 2022
    """
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        if antecedent.wrote_year and value.precision in _MONTHLY:
            start = reading.take(antecedent).start
            near = start.year * 12 + start.month - month
            return round(near / 12)
    later = {int(match[1]) for match in _DAY_TOLD.finditer(reading.scene.text)}
    return later.pop() if len(later) == 1 else None


def _month_of_page(reading: Reading, day: int) -> tuple[int, int] | None:
    """On a page without a date: the month of the day told last, a little before."""
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        if antecedent.own_month and value.precision in DAY_PRECISIONS:
            near = reading.start - antecedent.end <= _NEAR_ON_PAGE and day >= value.end.day
            return (value.end.year, value.end.month) if near else None
    return None


def _told_year(reading: Reading, month: int, day: int | None, weekday: int | None) -> int | None:
    for antecedent in reversed(reading.scene.past):
        if not reading.scene.same_sentence(antecedent.end, reading.start):
            return None
        if antecedent.own_year and not antecedent.bounded:
            if antecedent.value.start == antecedent.value.end == reading.scene.anchor:
                return None  # 2025.10.2 …(9月30日): the record's own day leads its line
            value, anchor = antecedent.value, reading.scene.anchor
            if _is_news(reading, antecedent, month, day):
                return None
            if value.precision == "year" and _of_noun(antecedent, reading, month):
                return None
            if value.precision == "year" or month >= value.start.month:
                return reading.take(antecedent).start.year
            if day is not None and weekday is not None:
                same = _day_of_month(value.start.year, month, day)
                if same is not None and same.weekday() == weekday:
                    return reading.take(antecedent).start.year
            if anchor is not None and anchor.year == value.start.year:
                return None  # 2025年3月3日、先月の…: an earlier month of the record's own year
            return reading.take(antecedent).start.year + 1
    return None


def _is_news(reading: Reading, before: Antecedent, month: int, day: int | None) -> bool:
    """Whether a day is of the record's own news, the date before it only of an older paper.

    >>> # (4月9日) 一昨年5月22日に署名された協定に関し、4月8日、通告を受領した。 → True
    """
    anchor, scene = reading.scene.anchor, reading.scene
    if anchor is None or day is None or scene.of_item:
        return False
    at = _day_of_month(anchor.year, month, day)
    near = at is not None and 0 <= (anchor - at).days <= NEAR_DAYS
    return near and _OF_A_PAPER.search(scene.text, before.end, reading.start) is not None


def _of_noun(antecedent: Antecedent, reading: Reading, month: int) -> bool:
    """昨年の震災に…、5月に: whether a year beside the record's own belongs to a noun alone."""
    text, anchor = reading.scene.text, reading.scene.anchor
    if anchor is None or (reading.tense == "past" and month > anchor.month):
        return False
    if not _YEAR_BESIDE.search(text, max(0, antecedent.end - 2), antecedent.end):
        return False
    noun = _OF_NOUN.match(text, antecedent.end, reading.start)
    return noun is not None and "、" in text[antecedent.end : reading.start]


def _year_step(reading: Reading, anchor: date, month: int, day: int | None) -> int:
    """How many years to go from the record's own."""
    if reading.scene.of_item and (anchor.month, anchor.day) == (1, 1):
        # A heading that tells only a year: its months are that year's.
        return 0
    months = month - anchor.month
    days = months * 30.4 + (0 if day is None else day - anchor.day)
    if reading.lean == "future" and months < 0:
        return 1
    far = abs(months) >= FAR_MONTHS if day is None else abs(days) > FAR_DAYS
    if not far and abs(days) <= HALF_YEAR_DAYS:
        return 0
    tense = _tense(reading)
    if tense == "past" and days > 0:
        reading.steps.append("told as past: the year before")
        return -1
    if tense == "future" and days < 0:
        reading.steps.append("told as ahead: the year after")
        return 1
    if tense is None and far:
        reading.steps.append("the nearest across New Year")
        return -1 if months > 0 else 1
    return 0


def _tense(reading: Reading) -> Literal["past", "future"] | None:
    """The way to look; a page of dated happenings tells its own days in any tense."""
    return reading.lean or (None if reading.scene.of_item else reading.tense)


def _fits(year: int, month: int, day: int, weekday: int, anchor: date) -> bool:
    """True when the day of that year has the weekday and is not most of a year away."""
    at = _day_of_month(year, month, day)
    if at is None or at.weekday() != weekday:
        return False
    return year == anchor.year or abs(at - anchor).days < FAR_DAYS


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
    above = month_above(reading.scene, reading.start, day)
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
        if (at := _day_of_month(*shift_months(*own, by), day)) is not None
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
    tense = _tense(reading)
    before = [at for at in days if at <= anchor]
    if tense == "past" and own > anchor + timedelta(days=1) and before:
        return before[0]
    if tense == "future":
        return days[0] if near and days[0] > anchor > own else own
    return days[0] if near and tense is None else own


def _day_of_month(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(reading: Reading, short: int, *, era_years: bool = True) -> int:
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

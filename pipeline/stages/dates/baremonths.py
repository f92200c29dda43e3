"""The year of a month, or of a day in it, where the text leaves it out (5月, 3月3日)."""

from __future__ import annotations

from datetime import date

from pipeline.rulefiles import deferred
from pipeline.stages.dates.headings import year_above
from pipeline.stages.dates.scene import Antecedent, Reading
from pipeline.stages.dates.values import DAY_PRECISIONS, day_of_month

# Without a cue of tense, a month this far off in the record's own year is rather the near
# one across New Year; with a cue, the near one is taken wherever it is the nearer.
FAR_MONTHS = 10
FAR_DAYS = 290
HALF_YEAR_DAYS = 183
# 秋の訪日を求め、…: no day that a story goes on from.
_VAGUE = ("season", "half_year", "part_of_year", "quarter")
_MONTHLY = (*DAY_PRECISIONS, "month", "range")
# A month as near as this to the record's own is the record's, whatever was told before.
RECENT_MONTHS = 2
# How many days before the record's own its news may lie.
NEWS_DAYS = 10
# 一昨年5月に署名された「…協定」に関し、: what the date before tells of a pact, apart from the news.
_OF_A_PAPER = deferred(
    r"[ただ](?:、|,)?[「『]?[^。]{0,120}?(?:協定|条約|議定書|覚書|取り?決め|合意|声明|決議|文書|公文)"
)
# 昨年の震災に…謝意を述べ、5月に: the year of a noun is not that of the months after it.
_OF_NOUN = deferred(r"の[^0-9、]+[をにがでは、]")
# 2007年は友好年だった。8月には…: the year that what follows is told of.
_AS_TOPIC = deferred(r"(?:に)?は(?![じず])")
# The one year that a page without a date tells with its month (2019年5月), wherever.
_DAY_TOLD = deferred(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年[0-9]{1,2}月|[./-][0-9]{1,2}[./-][0-9])")
_YEAR = deferred(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[./-][0-9]{1,2}[./-][0-9])")
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
    if reading.scene.anchor is None and (near := _year_of_page(reading, month, day, weekday)):
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
        return _year_of_same_month(reading, month, chained=True) or year
    return _year_of_same_month(reading, month) or _year_of_story(reading, month) or year


def _year_of_same_month(reading: Reading, month: int, *, chained: bool = False) -> int | None:
    """The year of the same month told a sentence before: 2012年6月…。6月29日には….

    With ``chained`` only where that one goes on itself with a year told before (同月下旬).
    """
    for antecedent in reversed(reading.scene.past):
        between = reading.scene.text[antecedent.end : reading.start]
        if "\n" in between or between.count("。") > 1:
            return None
        if chained and antecedent.wrote_year:
            return None
        if antecedent.own_year and antecedent.value.start.month == month:
            near = antecedent.value.precision in (*DAY_PRECISIONS, "month", "part_of_month")
            return reading.take(antecedent).start.year if near else None
    return None


def _year_of_story(reading: Reading, month: int) -> int | None:
    """The bygone year of the sentence before, where the story goes on with a later month.

    >>> # (2024) 2022年5月に協定に署名した。7月には発効している。 (of 7月) → 2022
    """
    anchor, text = reading.scene.anchor, reading.scene.text
    if anchor is None or reading.scene.of_item:
        return None
    if reading.tense != "past" and (reading.tense or not reading.scene.ends_past(reading.end)):
        return None
    for antecedent in reversed(reading.scene.past):
        between = text[antecedent.end : reading.start]
        value = antecedent.value
        # What itself goes on with a year told before is a story that runs on.
        if "\n" in between or between.count("。") > (1 if antecedent.wrote_year else 2):
            return None
        vague = value.precision in _VAGUE or antecedent.aside
        if not antecedent.own_year or antecedent.bounded or vague or between.startswith("の"):
            continue
        told = value.start.year < anchor.year and value.start.month <= month
        if not told or not (
            _is_topic(antecedent, text) or value.precision in (*DAY_PRECISIONS, "month")
        ):
            return None
        return reading.take(antecedent).start.year
    return None


def _year_of_page(reading: Reading, month: int, day: int | None, weekday: int | None) -> int | None:
    """On a page without a date: the year in which a month lies nearest to the day told last.

    With a weekday the one year written on the page that it fits.

    >>> # 2022年11月7日から招待している。…12月3日には… → 2022
    """
    for antecedent in reversed(reading.scene.past):
        value = antecedent.value
        if antecedent.wrote_year and _is_topic(antecedent, reading.scene.text):
            return reading.take(antecedent).start.year
        if antecedent.wrote_year and value.precision in _MONTHLY:
            start = reading.take(antecedent).start
            near = start.year * 12 + start.month - month
            return round(near / 12)
    if day is not None and weekday is not None:
        years = {int(match.group()) for match in _YEAR.finditer(reading.scene.text)}
        days = [at for year in years if (at := day_of_month(year, month, day))]
        fitting = [at.year for at in days if at.weekday() == weekday]
        return fitting[0] if len(fitting) == 1 else None
    later = {int(match[1]) for match in _DAY_TOLD.finditer(reading.scene.text)}
    return later.pop() if len(later) == 1 else None


def _is_topic(antecedent: Antecedent, text: str) -> bool:
    """Whether a date is a year that a sentence is about: 2007年は友好年だった."""
    year = antecedent.value.precision == "year"
    return year and _AS_TOPIC.match(text, antecedent.end) is not None


def _told_year(reading: Reading, month: int, day: int | None, weekday: int | None) -> int | None:
    for antecedent in reversed(reading.scene.past):
        if not reading.scene.same_sentence(antecedent.end, reading.start):
            return None
        if antecedent.own_year and not antecedent.bounded and not antecedent.aside:
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
                same = day_of_month(value.start.year, month, day)
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
    at = day_of_month(anchor.year, month, day)
    near = at is not None and 0 <= (anchor - at).days <= NEWS_DAYS
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
    tense = reading.outlook
    told_ahead = tense == "past" and months > 0 and reading.scene.ends_past(reading.end)
    if not far and abs(days) <= HALF_YEAR_DAYS and not told_ahead:
        return 0
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


def _fits(year: int, month: int, day: int, weekday: int, anchor: date) -> bool:
    """True when the day of that year has the weekday and is not most of a year away."""
    at = day_of_month(year, month, day)
    if at is None or at.weekday() != weekday:
        return False
    return year == anchor.year or abs(at - anchor).days < FAR_DAYS

"""Dated lines that tell one affair: the days of a journey, an exercise, a paper, a diary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import FindDates, HeadDate
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import is_closed
from pipeline.stages.records.rowfinding import Row, written_dates
from pipeline.stages.records.rules import RecordRules

_CLOSED = 0.8  # so large a share of the dated lines are full sentences in a paper
_LONGEST = 200  # the days of an affair; a longer time is that of a table
_MONTH = 31
_NEAR = 2  # so few lines above the first day a sentence announces them
_LEGS = 2  # so many periods one after the other are a journey
_POLITE = deferred(r"(?:ました|ます|ません|です)(?:が)?[。!！♪]?[)）」]?\s*$")
# 1996年9月、…寄港した。翌97年4月には…; 同年4月、…: prose that goes on from year to year.
_NEXT_YEAR = deferred(
    r"\A[\s　]*(?:同年|同じ年|翌年)|。[ 　]*(?:また、|その後、|さらに、)?"
    r"(?:その翌年|翌年|翌?(?:19|20)?\d\d年|(?:昭和|平成|令和)(?:元|\d{1,2})年)"
)
_NUMBER = deferred(r"^[\s　]*[(（]?\d{1,2}[)）]?[.．、\s　]*")


def tells_one_affair(
    lines: Sequence[PageLine], rows: Sequence[Row], rules: RecordRules, find_dates: FindDates
) -> bool:
    """True when the dated ``rows`` are parts of one account and no list of happenings.

    Example: below 「5月20日~24日、市長の一行が訪韓しました。」 the lines 「・5月20日 国会議員と
    懇談」「・5月24日 帰国」 are the days of that visit.
    """
    starts = sorted({row.line for row in rows})
    return (
        _is_account(lines, starts, rules)
        or _is_itinerary(lines, rows, rules)
        or _is_diary(lines, rows, rules)
        or _is_narrative(lines, rows)
        or _is_within_period(lines, rows, rules, find_dates)
        or _is_career(lines, starts, rules)
        or _adjoin(rows)
        or _is_count(rows)
    )


def is_dateline(line: PageLine, rules: RecordRules) -> bool:
    """True for a line with the full date of a page or paper, not of the page's last change."""
    return line.full_date is not None and not rules["header.page_date"].search(line.text)


def _is_career(lines: Sequence[PageLine], starts: Sequence[int], rules: RecordRules) -> bool:
    """True for the years of a person's life: 「1985年 生まれ」「2012年 外務省入省」."""
    told = sum(rules["line.career"].search(lines[i].text) is not None for i in starts)
    return told * 2 >= len(starts)


def _is_count(rows: Sequence[Row]) -> bool:
    """True for parts of a whole that look like days: 「1/3」「2/3」「3/3」."""
    parts = [(row.date.month, row.date.day) for row in rows]
    return parts == [(n, len(parts)) for n in range(1, len(parts) + 1)]


def _adjoin(rows: Sequence[Row]) -> bool:
    """True for the legs of one journey, of which each begins when the one before it ends.

    Example: 「10日~12日 エストニア」「13日~14日 ラトビア」「15日~17日 リトアニア」.
    """
    days = [row.date for row in rows]
    if days[0].full and days[0].until is None:
        days = days[1:]  # the date line of the page
    if len(days) < _LEGS or sum(day.until is not None for day in days) < len(days) - 1:
        return False
    if any(day.same or day.day is None for day in days):
        return False
    ends = [(day.until[2] if day.until else day.day) or 0 for day in days]
    return all(0 <= (b.day or 0) - end <= 1 for end, b in zip(ends, days[1:], strict=False))


def _is_within_period(
    lines: Sequence[PageLine], rows: Sequence[Row], rules: RecordRules, find_dates: FindDates
) -> bool:
    """True where a sentence or a field above tells first and last day, and no row is outside.

    The period in the heading of a calendar or digest (8月11日-17日) is that of the list.
    """
    days = [row.date for row in rows if not row.date.same]
    if not days or any(day.month is None or day.day is None for day in days):
        return False
    above = lines[: rows[0].line]
    listed = any(rules["line.chronology"].search(line.text) for line in above)
    for i, line in enumerate(above):
        if not _tells_period(lines, i, rules) or (line.prose and listed):
            continue
        for period in written_dates(line.text, rules, find_dates):
            if _holds(period, days):
                return True
    return False


def _tells_period(lines: Sequence[PageLine], i: int, rules: RecordRules) -> bool:
    """True for running text, a field of days, or what stands right below the name of one."""
    line = lines[i]
    above = _NUMBER.sub("", lines[i - 1].text) if i else ""
    named = rules["line.date_field"].match(line.text) or (
        line.alone and rules["line.field"].match(above)
    )
    return line.prose or bool(named)


def _holds(period: HeadDate, days: Sequence[HeadDate]) -> bool:
    """True when all ``days`` lie within ``period``, which is of some days or months."""
    if period.until is None or period.month is None or period.day is None:
        return False
    first = period.month * _MONTH + period.day
    last = (period.until[1] or period.month) * _MONTH + (period.until[2] or _MONTH)
    last += 12 * _MONTH if last < first else 0
    if not 0 < last - first <= _LONGEST:
        return False
    told = [(day.month or 0) * _MONTH + (day.day or 0) for day in days]
    return all(first <= day <= last or first <= day + 12 * _MONTH <= last for day in told)


def _is_itinerary(lines: Sequence[PageLine], rows: Sequence[Row], rules: RecordRules) -> bool:
    """True for the days of one journey, which is one happening: 「2月16日 清水港出港」."""
    starts = sorted({row.line for row in rows})
    headings = [x.text for i, x in enumerate(lines) if not (x.sentence or i in starts)]
    legs = sum(
        any(rules["line.leg"].search(line.text) for line in lines[start:end])
        for start, end in pairwise([*starts, len(lines)])
    )
    named = any(rules["line.itinerary"].search(text) for text in headings)
    above = lines[max(starts[0] - _NEAR, 0) : starts[0]]
    announced = any(rules["line.schedule"].search(line.text) for line in above)
    return (named and legs * 2 >= len(starts)) or (announced and legs > 0)


def _is_diary(lines: Sequence[PageLine], rows: Sequence[Row], rules: RecordRules) -> bool:
    """True for paragraphs that take up day after day: 「16日(火) は国会で…」「17日(水) は…」."""
    taken = sum(
        lines[row.line].prose
        and row.date.day is not None
        and rules["line.topic_day"].match(lines[row.line].text, row.date.end) is not None
        for row in rows
    )
    return taken * 2 > len(rows)


def _is_narrative(lines: Sequence[PageLine], rows: Sequence[Row]) -> bool:
    """True for paragraphs that go through several years: 「1996年9月、…。翌97年4月には…。」."""
    starts = {row.line for row in rows}
    told = sum(lines[i].prose and _NEXT_YEAR.search(lines[i].text) is not None for i in starts)
    return told * 2 > len(starts)


def _is_account(lines: Sequence[PageLine], starts: Sequence[int], rules: RecordRules) -> bool:
    """True for a dated paper that tells its days in full sentences, and is no chronology.

    A table has notes for rows, and its date, if any, is that of its last change. Polite
    sentences are those of a paper without a date as well.
    """
    above = lines[: starts[0]]
    closed = sum(is_closed(lines[i], rules) for i in starts)
    polite = sum(lines[i].prose and bool(_POLITE.search(lines[i].text)) for i in starts)
    if closed < _CLOSED * len(starts):
        return False
    if any(is_dateline(line, rules) for line in above):
        return not any(rules["line.chronology"].search(line.text) for line in above)
    headed = any(line.headline for line in above) and not any(lines[i].sub_item for i in starts)
    listed = any(rules["line.past_days"].search(line.text) for line in above)
    return headed and not listed and polite >= _CLOSED * len(starts)

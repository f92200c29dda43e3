"""When an item was published, as its own lines tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as calendar_day

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import ERA_YEARS, HeadDate, clock, is_short_year
from pipeline.stages.records.items import HEAD_LINES, Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules

_WEEKDAY = deferred(r"(\d{1,2})月(\d{1,2})日[(（]([日月火水木金土])[)）]")
_WORD = deferred(r"[\p{Han}\p{Katakana}「『]")
_IN_FIGURES = deferred(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\s　|｜]")  # 2022-11-11 第3回…
_HALF_A_YEAR = 6  # months: what is so far off is of the year before or after
_HEADLINE = 8  # a headline behind its day has so many letters


def published(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> str | None:
    """The day (and time) on which ``item`` was published, as its own lines tell it."""
    if item.kind == "happening":
        return None
    dates = [i for i in item.dates if not _of_event(lines, i, rules)]
    if not dates and item.title is not None:
        # What was said at a press conference is published with its day.
        heard = rules["header.heard"].search(lines[item.title].text)
        dates = list(item.dates) if heard else []
    if item.title is not None and is_dated(lines[item.title], item):
        dates.append(item.title)
    dates.sort(key=lambda i: _rank(lines, i, item, rules))
    for i in dates:
        found = _moment(lines, i, rules)
        if found:
            return found
    if item.kind == "article":
        # A newspaper's date in brackets, or an archive's in figures, may open the first paragraph.
        for line in lines[item.first : item.last][:HEAD_LINES]:
            date = line.date
            if date is not None and date.full and date.until is None and _leads(line.text, date):
                return date.first_day()
            if line.prose:
                break
    return item.listed


def _leads(text: str, date: HeadDate) -> bool:
    """Whether a date at the head of running text is set off: (2023年4月1日)…, 2022-11-11 第3回…."""
    return (
        text[:1] in "【〔[(（" or _IN_FIGURES.fullmatch(text, date.start, date.end + 1) is not None
    )


def _rank(lines: Sequence[PageLine], i: int, item: Item, rules: RecordRules) -> tuple[bool, bool]:
    """How little the date in line ``i`` counts as that of publication; the least comes first.

    Of a page published on one day and revised on another the first counts; a date above the
    headline may be the day on which the page was looked at.
    """
    revised = rules["header.updated"].match(lines[i].text) is not None
    told = next((k for k in range(item.first, item.last) if lines[k].prose), item.last)
    return revised, item.kind == "article" and not item.first <= i < told


def _of_event(lines: Sequence[PageLine], i: int, rules: RecordRules) -> bool:
    """True for a date that its line, or a label on the line above, calls that of an event."""
    label = rules["header.event_day"]
    above = lines[i - 1].text if i else ""
    name = label.match(above)
    return label.match(lines[i].text) is not None or (
        name is not None and not above[name.end() :].strip(" 　:：】］])）")
    )


def _moment(lines: Sequence[PageLine], i: int, rules: RecordRules) -> str | None:
    """The date (and time) of a date line; the time may stand on the line below."""
    line = lines[i]
    date = line.full_date or next(
        (d for d in (line.date, line.closing_date) if d is not None and d.full), None
    )
    if date is None or date.until is not None:
        return None
    closing = rules["date.trailing"].search(line.text) if date is line.closing_date else None
    if is_short_year(closing["date"] if closing else line.text, date):
        date = _in_era(date, lines)
    day = date.first_day()
    if day is None:
        return None
    time = date.time
    if time is None and i + 1 < len(lines):
        below = rules["line.time"].fullmatch(lines[i + 1].text)
        match = rules["date.time"].search(lines[i + 1].text) if below else None
        time = clock(match) if match else None
    return f"{day}T{time}:00+09:00" if time else day


def _in_era(date: HeadDate, lines: Sequence[PageLine]) -> HeadDate:
    """A date with two figures for its year, counted in the era that the text counts in.

    Above 「平成28年1月12日から実施」 the date 「28.1.8」 is of 2016, and above 「5月16日(火)」
    the date 「29.5.12」 is of 2017, when the days of the week were so.
    """
    year = date.year or 0
    short = year - 2000
    for era, shift in ERA_YEARS.items():
        names = (f"{era}{short}年", f"{era}元年" if short == 1 else f"{era}{short}年")
        if any(name in line.text for line in lines for name in names):
            return replace(date, year=year + shift)
    told = [day for line in lines for day in _weekdays(line.text)]
    for shift in (0, *ERA_YEARS.values()):
        day = replace(date, year=year + shift)
        if day.first_day() and told and all(_was(day, *one) for one in told):
            return day
    return date


def _weekdays(text: str) -> list[tuple[int, int, str]]:
    """The days that ``text`` gives with their day of the week, as month, day and its letter."""
    return [(int(m[1]), int(m[2]), str(m[3])) for m in _WEEKDAY.finditer(text)]


def _was(date: HeadDate, month: int, day: int, weekday: str) -> bool:
    """Whether month and day next to ``date`` fell on ``weekday``: before it or soon after."""
    later = (date.month or 0) - month >= _HALF_A_YEAR
    earlier = month - (date.month or 0) >= _HALF_A_YEAR
    near = replace(date, year=(date.year or 0) + later - earlier, month=month, day=day).first_day()
    return (
        near is not None
        and "月火水木金土日".index(weekday) == calendar_day.fromisoformat(near).weekday()
    )


def is_dated(line: PageLine, item: Item) -> bool:
    """True for the headline of an article that its day closes in brackets or opens.

    Example: 「帰国の報告 (2013年6月25日)」, 「平成25年4月19日艦艇の入港について」.
    """
    date = line.closing_date
    closed = date is not None and date.full and date.until is None
    return item.kind == "article" and (closed or opens_headline(line))


def opens_headline(line: PageLine) -> bool:
    """True where a full day opens a headline, right before its first word."""
    date = line.date
    if date is None or not date.full or date.until is not None or date.start or line.sentence:
        return False
    rest = line.text[date.end :]
    return len(rest) >= _HEADLINE and _WORD.match(rest) is not None

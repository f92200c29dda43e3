"""When an item was published, as its own lines tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as calendar_day

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import ERA_YEARS, HeadDate, clock, is_short_year
from pipeline.stages.records.items import HEAD_LINES, Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules

_WEEKDAY = deferred(r"(\d{1,2})月(\d{1,2})日[(（]([日月火水木金土])[)）]")
_WORD = deferred(r"[\p{Han}\p{Katakana}「『]")
_IN_FIGURES = deferred(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[\s　|｜]")  # 2022-11-11 第3回…
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

    Above 「平成28年1月12日から実施」 the date 「28.1.8」 is of 2016, and above 「4月18日(木)」
    the date 「25.4.18」 is of 2013, when that day was a Thursday.
    """
    year = date.year or 0
    for era, shift in ERA_YEARS.items():
        if any(f"{era}{year - 2000}年" in line.text for line in lines):
            return replace(date, year=year + shift)
    told = {"月火水木金土日".index(d) for line in lines for d in _weekdays(line.text, date)}
    for shift in (0, *ERA_YEARS.values()):
        day = replace(date, year=year + shift).first_day()
        if len(told) == 1 and day and calendar_day.fromisoformat(day).weekday() in told:
            return replace(date, year=year + shift)
    return date


def _weekdays(text: str, date: HeadDate) -> list[str]:
    """The days of the week that ``text`` gives for the month and day of ``date``."""
    found = _WEEKDAY.finditer(text)
    return [m[3] for m in found if (int(m[1]), int(m[2])) == (date.month, date.day)]


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

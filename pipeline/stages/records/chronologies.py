"""Chronologies: pages of dated happenings, in rows, lines or under dated headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.stages.records.headdates import ERA_YEARS, FindDates, is_short_year
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import headings_above
from pipeline.stages.records.rowfinding import Row, written_dates
from pipeline.stages.records.rowitems import RowItems
from pipeline.stages.records.rows import ROWS, dated_rows
from pipeline.stages.records.rowtitles import with_titles
from pipeline.stages.records.rules import RecordRules

_HEADING = 100  # a page's heading is not longer than this
_MONTHS = 12


def happenings(
    lines: Sequence[PageLine],
    rules: RecordRules,
    find_dates: FindDates,
    furniture: Sequence[str] = (),
) -> list[Item]:
    """The dated happenings of a page, or nothing when it is no chronology.

    ``furniture`` are the lines above the news: the year or month may stand in one of them.
    """
    under = _dates_below(lines, find_dates)
    if under:
        return under
    headings = _year_headings(lines)
    rows = dated_rows(lines, headings, furniture, rules, find_dates)
    if not rows:
        return []
    rows = _with_era_years(lines, rows, rules, find_dates)
    items = RowItems(lines, rules, find_dates, headings, rows, furniture).items()
    return with_titles(_titled_above(lines, items), lines, rules)


def _titled_above(lines: Sequence[PageLine], items: list[Item]) -> list[Item]:
    """The happenings, each from the headline above its date where all have one there.

    Example: 「総領事の表敬」「8月29日(水)」「着任した総領事が市役所を訪れた。」.
    """
    heads = [item.first for item in items if lines[item.first].alone and item.span is None]
    if len(heads) < len(items) or not heads or not heads[0]:
        return items
    for head in heads:
        above, below = lines[head - 1], lines[head + 1 : head + 2]
        if above.sentence or above.date is not None or not (below and below[0].sentence):
            return items
    starts = [head - 1 for head in heads]
    titles = {lines[start].text for start in starts}
    return [
        replace(
            item,
            first=start,
            last=end,
            title=start,
            headings=tuple(text for text in item.headings if text not in titles),
        )
        for item, start, end in zip(items, starts, [*starts[1:], items[-1].last], strict=True)
    ]


def _with_era_years(
    lines: Sequence[PageLine], rows: list[Row], rules: RecordRules, find_dates: FindDates
) -> list[Row]:
    """The rows, years of two digits counted in the era that the page's heading counts in.

    Under 「平成28年1月~平成29年8月」 a row 「28. 4.12」 is of 2016.
    """
    short = [row for row in rows if is_short_year(lines[row.line].text, row.date)]
    if _are_month_days(short, rows):
        return [
            replace(
                row,
                date=replace(row.date, year=None, month=row.date.year - 2000, day=row.date.month),
            )
            if row in short and row.date.year is not None
            else row
            for row in rows
        ]
    above = [line.text for line in lines[: rows[0].line] if len(line.text) <= _HEADING]
    told = {d.year for text in above for d in written_dates(text, rules, find_dates)}
    if any(str(row.date.year) in text for row in short for text in above):
        return rows
    for era, shift in ERA_YEARS.items():
        years = {row.date.year + shift for row in short if row.date.year is not None}
        if years & told and any(era in text for text in above):
            return [
                replace(row, date=replace(row.date, year=row.date.year + shift))
                if row in short and row.date.year is not None
                else row
                for row in rows
            ]
    return rows


def _are_month_days(short: Sequence[Row], rows: Sequence[Row]) -> bool:
    """True where 「10.8」 among 「9.30」 is the 8th of October and no month of 2010."""
    others = [row.date for row in rows if row not in short]
    return (
        bool(short)
        and any(d.year is None and d.month is not None and d.day is not None for d in others)
        and all(d.year is None for d in others)
        and all((row.date.year or 0) - 2000 <= _MONTHS and row.date.month for row in short)
        and all(row.date.day is None for row in short)
    )


def _dates_below(lines: Sequence[PageLine], find_dates: FindDates) -> list[Item]:
    """Happenings that each end with a line for their date."""
    rows = [i for i, line in enumerate(lines) if line.alone and line.date is not None]
    if len(rows) < ROWS or rows[-1] < len(lines) - 1:
        return []
    told = [other - one - 1 for one, other in pairwise(rows)]
    first = rows[0] - max(told)
    dates = [line.date for i in rows if (line := lines[i]).date is not None]
    if min(told) < 1 or first < 0 or any(date.year is None for date in dates):
        return []
    starts = [first, *(row + 1 for row in rows[:-1])]
    page = headings_above(lines, first)
    return [
        Item("happening", start, row + 1, (row,), None, None, date.resolved(find_dates), page)
        for start, row, date in zip(starts, rows, dates, strict=True)
    ]


def _year_headings(lines: Sequence[PageLine]) -> set[int]:
    """Lines that are a year or a month of one, and nothing else, above finer dates."""
    found = set()
    for i, line in enumerate(lines):
        date = line.date
        if date is None or not line.alone or date.day is not None or date.same:
            continue
        following = next((x.date for x in lines[i + 1 : i + 4] if x.date is not None), None)
        if following is not None and following.year is None:
            found.add(i)
    return found

"""Chronologies: pages of dated happenings, in rows, lines or under dated headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.model import Span
from pipeline.stages.records.headdates import FindDates, HeadDate, find_head_date, head_date
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules

_ROWS = 3  # fewer dated lines than this are taken for a chronology only when they are all
_LEAD = 0.25  # more prose than this above the rows, and the page is an article with a list
# What follows a date in a row but not in a sentence.
_BREAK = regex.compile(r"\s|[|｜:：…・】\]）)>＞（(【「—–―-]|$")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    date: HeadDate
    span: Span | None = None


def happenings(lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates) -> list[Item]:
    """The dated happenings of a page, or nothing when it is no chronology."""
    headings = _year_headings(lines)
    rows = [
        row
        for i, line in enumerate(lines)
        if i not in headings
        for row in _rows(i, line, rules, find_dates)
    ]
    if not _is_chronology(lines, rows):
        return []
    return _Builder(lines, rules, find_dates, headings, rows).items()


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


def _rows(number: int, line: PageLine, rules: RecordRules, find_dates: FindDates) -> list[_Row]:
    """The dated rows that begin in a line: one, or one per dated cell of a table."""
    if line.note:
        return []
    cells = [
        (cell, date)
        for cell in line.cells
        if (date := _whole_date(line.text, cell, line.span.start, rules, find_dates))
    ]
    if len(cells) > 1:
        if cells[0][1].day is None and cells[1][1].year is None:
            # A column for the year and one for the day: one date in two cells.
            merged = replace(cells[1][1], year=cells[0][1].year)
            return [_Row(number, merged)]
        starts = [cell.start for cell, _ in cells]
        ends = [*starts[1:], line.span.end]
        return [
            _Row(number, date, Span(start, end) if k else Span(line.span.start, end))
            for k, ((_, date), start, end) in enumerate(zip(cells, starts, ends, strict=True))
        ]
    date = cells[0][1] if cells else _opening_date(line)
    return [_Row(number, date)] if date is not None else []


def _opening_date(line: PageLine) -> HeadDate | None:
    """The date that a line opens with as a row does, not as a sentence does."""
    date = line.date
    if date is None or not (date.same or date.month or date.year):
        return None
    return date if _BREAK.match(line.text, date.end) else None


def _whole_date(
    text: str, cell: Span, at: int, rules: RecordRules, find_dates: FindDates
) -> HeadDate | None:
    """The date that a whole cell consists of."""
    content = text[cell.start - at : cell.end - at].strip(" 　()（）[]【】")
    date = head_date(content, rules, find_dates)
    return date if date is not None and len(content) - date.end <= 4 else None


def _is_chronology(lines: Sequence[PageLine], rows: Sequence[_Row]) -> bool:
    if len(rows) < 2:
        return False
    first = rows[0].line
    after = lines[first:]
    lead = sum(len(line.text) for line in lines[:first] if line.prose)
    if lead > _LEAD * sum(len(line.text) for line in after):
        return False
    if len(rows) >= _ROWS:
        # Long texts between few dates are articles; happenings are told in a line or two.
        starts = sorted({row.line for row in rows})
        return len(starts) * 6 >= len(after)
    return len({row.line for row in rows}) * 3 >= len(after)


class _Builder:
    """Walks down the rows, carrying the year, the month and the headings along."""

    def __init__(
        self,
        lines: Sequence[PageLine],
        rules: RecordRules,
        find_dates: FindDates,
        year_headings: set[int],
        rows: Sequence[_Row],
    ) -> None:
        self.lines = lines
        self.rules = rules
        self.find_dates = find_dates
        self.year_headings = year_headings
        self.rows = rows
        self.year: int | None = None
        self.month: int | None = None
        self.last: HeadDate | None = None
        self.descends = _descends(rows)
        self._take_context(lines[: rows[0].line])

    def _take_context(self, above: Sequence[PageLine]) -> None:
        """The year (and month) that the page's heading sets, when it sets just one."""
        dates = []
        for line in above:
            if not line.sentence:
                dates += _written_dates(line.text, self.rules, self.find_dates)
        years = {date.year for date in dates if date.year}
        if len(years) == 1:
            self.year = years.pop()
            months = {date.month for date in dates if date.month}
            self.month = months.pop() if len(months) == 1 else None

    def items(self) -> list[Item]:
        starts = sorted({row.line for row in self.rows})
        pre = [line.text for line in self.lines[: starts[0]] if not line.sentence]
        section: list[str] = []
        items: list[Item] = []
        by_line: dict[int, list[_Row]] = {}
        for row in self.rows:
            by_line.setdefault(row.line, []).append(row)
        sections = self._sections(starts)
        page = tuple(text for i, text in enumerate(pre) if i not in sections)[:2]
        for i in range(len(self.lines)):
            if i in self.year_headings:
                self._enter_year(self.lines[i])
                if i not in sections:
                    section = [s for s in section if s.startswith("§")]
            if i in sections:
                section = [self.lines[i].text]
            for k, row in enumerate(by_line.get(i, ())):
                date = self._complete(row.date)
                columns = self._column(k, len(by_line[i]))
                items.append(
                    Item(
                        "happening",
                        i,
                        self._end(i, starts, sections),
                        (i,),
                        self._title(i, row, starts),
                        row.span,
                        date,
                        (*page, *columns, *section),
                    )
                )
        return items

    def _enter_year(self, line: PageLine) -> None:
        if line.date is not None:
            if line.date.year is not None:
                self.year = line.date.year
            self.month = line.date.month
            self.last = None

    def _complete(self, date: HeadDate) -> HeadDate:
        if date.same:
            return self.last or date
        if date.year is not None:
            self.year = date.year
        elif date.month is not None and self.month is not None and self.last is not None:
            # December is followed by January of the next year, or in a list from new to
            # old January by December of the year before.
            if not self.descends and date.month < self.month and self.month - date.month > 6:
                self.year = self.year + 1 if self.year is not None else None
            if self.descends and date.month > self.month and date.month - self.month > 6:
                self.year = self.year - 1 if self.year is not None else None
        full = date.within(self.year, self.month)
        if full.month is not None:
            self.month = full.month
        self.last = full
        return full

    def _sections(self, starts: Sequence[int]) -> set[int]:
        """Lines between rows that head a part of the table."""
        rows = set(starts)
        found = set()
        for i, line in enumerate(self.lines):
            if i in rows or line.sentence or line.note or line.date is not None:
                continue
            follows = i + 1 in rows or i + 1 in self.year_headings
            if line.section and follows and (i > starts[0] or i == starts[0] - 1):
                found.add(i)
        return found

    def _end(self, start: int, starts: Sequence[int], sections: set[int]) -> int:
        """Where the item ends: at the next row, heading or closing note."""
        end = start + 1
        rows = set(starts)
        last = start == starts[-1]
        while end < len(self.lines):
            line = self.lines[end]
            if end in rows or end in sections or end in self.year_headings:
                break
            if line.note or (last and line.gap and not line.sentence):
                break
            end += 1
        return end

    def _title(self, i: int, row: _Row, starts: Sequence[int]) -> int | None:
        """A dated line is a headline when running text stands below it."""
        following = i + 1
        if row.span is not None or self.lines[i].cells or self.lines[i].sentence:
            return None
        if following >= len(self.lines) or following in set(starts):
            return None
        below = self.lines[following]
        has_words = len(self.lines[i].text) - row.date.end > 6
        if has_words and below.prose and not below.sub_item:
            return i
        return None

    def _column(self, k: int, of: int) -> tuple[str, ...]:
        """The column heading above the k-th of several items in one row."""
        if of < 2:
            return ()
        above = self.lines[: self.rows[0].line]
        if not above or len(above[-1].cells) != of:
            return ()
        line = above[-1]
        cell = line.cells[k]
        return (line.text[cell.start - line.span.start : cell.end - line.span.start].strip(),)


def _descends(rows: Sequence[_Row]) -> bool:
    """True when the list runs from new to old."""
    keys = [(row.date.year or 0, row.date.month, row.date.day or 0) for row in rows]
    pairs = [
        (one, other) for one, other in pairwise(keys) if one[1] is not None and other[1] is not None
    ]
    down = sum(tuple(map(_zero, one)) > tuple(map(_zero, other)) for one, other in pairs)
    return down * 2 > len(pairs)


def _zero(value: int | None) -> int:
    return value or 0


def _written_dates(text: str, rules: RecordRules, find_dates: FindDates) -> list[HeadDate]:
    found = []
    at = 0
    while at < len(text):
        date = find_head_date(text[at:], rules, find_dates)
        if date is None:
            break
        found.append(date)
        at += max(date.end, 1)
    return found

"""Chronologies: pages of dated happenings, in rows, lines or under dated headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Span
from pipeline.stages.records.headdates import (
    FindDates,
    HeadDate,
    find_head_date,
    head_date,
    last_day,
)
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules

_ROWS = 3  # fewer dated lines than this are taken for a chronology only when they are all
_TITLE = 4  # a headline beside a date has so many characters at least
_MANY = 4
_LONG = 8
_ARTICLE = 3  # a list in an article must outweigh the text so many times
_PARAGRAPH = 40
_DENSE = 0.6  # so large a share of the lines are rows where a list stands by itself
_LEAD = 0.25  # more prose than this above the rows, and the page is an article with a list


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    date: HeadDate
    span: Span | None = None


def happenings(lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates) -> list[Item]:
    """The dated happenings of a page, or nothing when it is no chronology."""
    under = _dates_below(lines, find_dates)
    if under:
        return under
    headings = _year_headings(lines)
    found: list[list[_Row]] = []
    for find_rows in (_rows, _sentence_rows, _closing_rows, _inner_rows):
        rows = [
            row
            for i, line in enumerate(lines)
            if i not in headings
            for row in find_rows(i, line, rules, find_dates)
        ]
        rows = _without_bare_years(_without_datelines(lines, rows))
        rows = _without_bare_days(rows, lines, rules, find_dates)
        if _is_chronology(lines, rows, rules, dense=find_rows is not _rows):
            found.append(rows)
    if not found:
        return []
    # Where some rows go on as sentences, they are rows none the less.
    rows = found[0]
    if len(found) > 1 and {r.line for r in rows} < {r.line for r in found[1]}:
        rows = found[1]
    return _Builder(lines, rules, find_dates, headings, rows).items()


def _dates_below(lines: Sequence[PageLine], find_dates: FindDates) -> list[Item]:
    """Happenings that each end with a line for their date."""
    rows = [i for i, line in enumerate(lines) if line.alone and line.date is not None]
    if len(rows) < _ROWS or rows[-1] < len(lines) - 1:
        return []
    told = [other - one - 1 for one, other in pairwise(rows)]
    first = rows[0] - max(told)
    dates = [line.date for i in rows if (line := lines[i]).date is not None]
    if min(told) < 1 or first < 0 or any(date.year is None for date in dates):
        return []
    starts = [first, *(row + 1 for row in rows[:-1])]
    page = tuple(line.text for line in lines[:first] if not line.sentence)[:2]
    return [
        Item("happening", start, row + 1, (row,), None, None, date.resolved(find_dates), page)
        for start, row, date in zip(starts, rows, dates, strict=True)
    ]


def _without_datelines(lines: Sequence[PageLine], rows: list[_Row]) -> list[_Row]:
    """The rows but for date lines of the page: no text stands under them, or they are few."""
    starts = {row.line for row in rows}
    bare = {i for i in starts if lines[i].alone}
    empty = {i for i in bare if i + 1 in starts or i + 1 == len(lines)}
    full = {i for i in bare - empty if lines[i].full_date is not None}
    if len(full) < _ROWS and full != starts:
        empty |= full
    return [row for row in rows if row.line not in empty]


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
    dated = [
        (cell, *found)
        for cell in line.cells
        if (found := _cell_date(line.text, cell, line.span.start, rules, find_dates))
    ]
    if len(dated) > 1 and dated[0][2] and dated[0][1].day is None and dated[1][1].year is None:
        # A column for the year and one for the day: one date in two cells.
        return [_Row(number, replace(dated[1][1], year=dated[0][1].year))]
    if len(dated) > 1:
        starts = [line.span.start, *(cell.start for cell, *_ in dated[1:])]
        ends = [*starts[1:], line.span.end]
        return [
            _Row(number, date, Span(start, end))
            for (_, date, _), start, end in zip(dated, starts, ends, strict=True)
        ]
    date = dated[0][1] if dated else line.row_date
    return [_Row(number, date)] if date is not None else []


def _cell_date(
    text: str, cell: Span, at: int, rules: RecordRules, find_dates: FindDates
) -> tuple[HeadDate, bool] | None:
    """The date that a cell opens with, and whether it is all of the cell."""
    content = text[cell.start - at : cell.end - at].strip(" 　()（）[]【】")
    date = head_date(content, rules, find_dates, before=rules["line.row_break"])
    if date is None or date.same:
        return None
    return date, len(content) - date.end <= 4


def _sentence_rows(
    number: int, line: PageLine, rules: RecordRules, find_dates: FindDates
) -> list[_Row]:
    """A row that goes on as a sentence: 「2018年2月、…を開催」."""
    date = line.date
    if date is None or line.note or (line.sub_item and not (date.month or date.year)):
        return []
    return [_Row(number, date)]


def _closing_rows(
    number: int, line: PageLine, rules: RecordRules, find_dates: FindDates
) -> list[_Row]:
    """A row that its date closes: 「英国と署名(2017年1月26日)」."""
    date = line.closing_date
    return [_Row(number, date)] if date is not None and not (line.note or line.sentence) else []


def _inner_rows(
    number: int, line: PageLine, rules: RecordRules, find_dates: FindDates
) -> list[_Row]:
    """A row with its date amid its words: 「第2回 2019年5月30日 東京」."""
    if line.note or line.prose:
        return []
    date = find_head_date(line.text, rules, find_dates)
    return [_Row(number, date)] if date is not None and date.year is not None else []


def _without_bare_years(rows: list[_Row]) -> list[_Row]:
    """The rows, bare numbers among them (1972 国交正常化) only where they are the rule."""
    bare = [row for row in rows if row.date.bare]
    return rows if len(bare) * 2 > len(rows) else [row for row in rows if row not in bare]


def _without_bare_days(
    rows: list[_Row], lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[_Row]:
    """The rows, bare days among them only where a heading tells their month."""
    bare = [row for row in rows if row.date.month is None and row.date.year is None]
    bare = [row for row in bare if not row.date.same]
    if not bare:
        return rows
    above = [line for line in lines[: bare[0].line] if not line.sentence]
    if any(
        date.month is not None
        for line in above
        for date in _written_dates(line.text, rules, find_dates)
    ):
        return rows
    return [row for row in rows if row not in bare]


def _is_chronology(
    lines: Sequence[PageLine], rows: Sequence[_Row], rules: RecordRules, *, dense: bool
) -> bool:
    """True when the rows are what the page is about, not a list inside an article.

    ``dense`` asks that nearly every line is a row, as the sign of a row is faint.
    """
    starts = sorted({row.line for row in rows})
    if len(rows) < 2:
        return False
    above, after = lines[: starts[0]], lines[starts[0] :]
    density = len(starts) / len(after)
    around = _prose(above)
    if not _tell_in_prose(lines, starts):
        around += _prose(lines[starts[-1] + 1 :])
    told = sum(len(line.text) for line in after)
    if around and any(_is_dateline(line, rules) for line in above):
        # A headline, its date and running text: an article, unless the list outweighs it.
        return len(rows) >= _LONG and _ARTICLE * around <= told
    if len(rows) >= _MANY and density >= _DENSE:
        # So long a list is the page's matter, whatever introduces it.
        return around <= told
    if dense or _prose(above) > _LEAD * told:
        return False
    return density >= (1 / 6 if len(rows) >= _ROWS else 1 / 3)


def _tell_in_prose(lines: Sequence[PageLine], starts: Sequence[int]) -> bool:
    """True when running text stands under most of the dates."""
    told = sum(
        any(line.prose for line in lines[one + 1 : other]) for one, other in pairwise(starts)
    )
    return told * 2 >= len(starts) - 1 > 0


def _prose(lines: Sequence[PageLine]) -> int:
    """The characters of running text in paragraphs of their own."""
    return sum(len(line.text) for line in lines if line.prose and len(line.text) >= _PARAGRAPH)


def _is_dateline(line: PageLine, rules: RecordRules) -> bool:
    return line.full_date is not None and not rules["header.page_date"].search(line.text)


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
        sections = self._sections(starts)
        page = self._page_headings(starts[0], sections)
        by_line: dict[int, list[_Row]] = {}
        for row in self.rows:
            by_line.setdefault(row.line, []).append(row)
        section: tuple[str, ...] = ()
        year: tuple[str, ...] = ()
        items: list[Item] = []
        for i, line in enumerate(self.lines):
            if i in self.year_headings:
                self._enter_year(line)
                year = (line.text,)
            elif i in sections:
                section = (line.text,)
            for k, row in enumerate(by_line.get(i, ())):
                end = self._end(i, starts, sections)
                happened = self._complete(self._with_last_day(row, i, end))
                title = self._title(i, row, starts)
                columns = self._column(k, len(by_line[i]))
                context = (*page, *columns, *section, *year)
                items.append(Item("happening", i, end, (i,), title, row.span, happened, context))
        return items

    def _page_headings(self, first: int, sections: set[int]) -> tuple[str, ...]:
        """What stands above the rows and is neither a sentence nor a heading of a part."""
        return tuple(
            line.text
            for i, line in enumerate(self.lines[:first])
            if not line.sentence and i not in sections and i not in self.year_headings
        )[:2]

    def _with_last_day(self, row: _Row, first: int, end: int) -> HeadDate:
        """The row's date with the last day that its text gives in brackets: (~13)."""
        date = row.date
        if date.until is not None or date.day is None:
            return date
        for line in self.lines[first:end]:
            span = row.span or line.span
            text = line.text[span.start - line.span.start : span.end - line.span.start]
            until = last_day(text, self.rules)
            if until is not None:
                return replace(date, until=until)
        return date

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
        full = date.within(self.year, self.month).resolved(self.find_dates)
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
            under_date = i > 0 and i - 1 in rows and self.lines[i - 1].alone
            if (
                line.section
                and follows
                and not under_date
                and (i > starts[0] or i == starts[0] - 1)
            ):
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
        """A dated line, or the line under a bare date, is a headline over running text."""
        rows = set(starts)
        line = self.lines[i]
        if row.span is not None or line.cells or line.sentence:
            return None
        head = i + 1 if line.alone else i
        if head + 1 >= len(self.lines) or head in rows - {i} or head + 1 in rows:
            return None
        title, below = self.lines[head], self.lines[head + 1]
        words = len(title.text) - (row.date.end if head == i else 0)
        told = below.prose and not below.sub_item and not title.sentence
        return head if told and words >= _TITLE else None

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

"""From the dated rows of a chronology to its items, with years, titles and headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import FindDates, HeadDate, last_day, number_of
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rowfinding import Row, written_dates
from pipeline.stages.records.rows import ROWS
from pipeline.stages.records.rowtitles import is_place
from pipeline.stages.records.rules import RecordRules

# What names a part of a page: 【読者へ】, [よびかけ].
_PART = deferred(r"[【\[［《〈<＜■◆●◎]")
# 〈5月〉, 5月の動き, 重要日誌(5月分): the month of the bare days below; no issue, no day.
_MONTH = deferred(
    r"(?<![0-9０-９/.])(?P<month>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?!号|[ 　]?[0-9０-９])"
)
_WORDS = deferred(r"\w")
_BREAK = deferred(r"[\s　:：|｜・,、→—―–▼▽●○■□◆◇★☆【「『(（-]")  # between a day and its words
_NEAR = 4  # so many lines above the first row may tell its month
_SHORT = 12  # a line between rows that is hardly more than a month
_HALF_YEAR = 6
_TITLE = 4  # a headline beside a date has so many characters at least


class RowItems:
    """Walks down the rows, carrying the year, the month and the headings along."""

    def __init__(
        self,
        lines: Sequence[PageLine],
        rules: RecordRules,
        find_dates: FindDates,
        year_headings: set[int],
        rows: Sequence[Row],
        furniture: Sequence[str],
    ) -> None:
        self.lines = lines
        self.rules = rules
        self.find_dates = find_dates
        self.year_headings = year_headings
        self.furniture = furniture
        self.rows = rows
        self.starts = sorted({row.line for row in rows})
        self.row_lines = frozenset(self.starts)
        self.day_headings = frozenset(row.heading for row in rows if row.heading is not None)
        # Below the last row the page goes on: an item there is as long as the others.
        lengths = [other - one for one, other in pairwise(self.starts)]
        self.most = max(lengths) if len(self.starts) > ROWS else len(lines)
        self.year: int | None = None
        self.month: int | None = None
        self.last: HeadDate | None = None
        self.descends = _descends(rows)
        above = [line.text for line in lines[: rows[0].line] if not line.sentence]
        self._take_context(above)
        if self.year is None:
            self._take_context(furniture)
        if self.year is None:
            # An introduction may tell it: 「…は、2017年2月16日から42日間です。」.
            self._take_context([line.text for line in lines[: rows[0].line] if line.sentence])
        if rows[0].date.month is None and rows[0].date.day is not None:
            above = [text for text in furniture if len(text) <= _SHORT and _WORDS.search(text)]
            dropped = next(iter(above[-1:]), "")
            dated = any(x.alone and x.date and x.date.full for x in lines[: rows[0].line])
            told = self._near_month(0, rows[0].line) or month_told(dropped)
            self._enter_month(told, ahead=-1 if dated else 0)

    def _take_context(self, above: Sequence[str]) -> None:
        """The year (and month) that the page's heading sets, when it sets just one."""
        dates = []
        for text in above:
            dates += written_dates(text, self.rules, self.find_dates)
        years = {date.year for date in dates if date.year}
        if len(years) == 1:
            self.year = years.pop()
            # 「2014年1月1日~12月31日」 over 「9月」: a table of the year, a page of one month.
            months = {date.month for date in dates if date.month and not _spans_months(date)}
            self.month = months.pop() if len(months) == 1 else None

    def items(self) -> list[Item]:
        """The happenings in the order of their rows, each with its full date. Call it once."""
        sections = self._sections()
        page = self._page_headings(self.starts[0], sections)
        by_line: dict[int, list[Row]] = {}
        for row in self.rows:
            by_line.setdefault(row.line, []).append(row)
        section: tuple[str, ...] = ()
        year: tuple[str, ...] = ()
        items: list[Item] = []
        head: int | None = None
        for i, line in enumerate(self.lines):
            if i in self.year_headings:
                self._enter_year(line)
                year = (line.text,)
            elif i in sections:
                section = (line.text,)
            between = self.starts[0] < i and i not in self.row_lines | self.year_headings
            if between and len(line.text) <= _SHORT and not line.sentence:
                self._enter_month(month_told(line.text), ahead=0 if self.descends else 1)
            for k, row in enumerate(by_line.get(i, ())):
                if head is not None and row.date.month is None and row.date.day is not None:
                    # 2018.04.02 / 三月の夕食会です。 / 1日 …: the day is that of the page.
                    self._enter_month(self._near_month(head + 1, i), ahead=-1)
                head = i if row.date.full and k == 0 else None
                end = self._end(i, sections)
                happened = self._complete(self._with_last_day(row, i, end))
                if happened.month is None and row.span is None:
                    self.month = month_told(line.text[row.date.end :])  # 平成25年 5月の動き
                title = self._title(i, row)
                columns = self._column(k, len(by_line[i]))
                context = (*page, *columns, *section, *year)
                items.append(Item("happening", i, end, (i,), title, row.span, happened, context))
        return items

    def _page_headings(self, first: int, sections: set[int]) -> tuple[str, ...]:
        """What stands above the rows and is neither a sentence nor a heading of a part.

        Where nothing does, the page's title among what was cut above the news.
        """
        above = tuple(
            line.text
            for i, line in enumerate(self.lines[:first])
            if not line.sentence and i not in sections and i not in self.year_headings
        )[:2]
        return (
            above
            or tuple(
                text for text in self.furniture if self.rules["line.chronology_title"].search(text)
            )[-1:]
        )

    def _with_last_day(self, row: Row, first: int, end: int) -> HeadDate:
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
            self.month = line.date.month or month_told(line.text[line.date.end :])
            self.last = None

    def _near_month(self, first: int, row: int) -> int | None:
        """The month that the lines right above a row tell, from line ``first`` on."""
        near = reversed(self.lines[max(first, row - _NEAR) : row])
        return next((month for line in near if (month := month_told(line.text))), None)

    def _enter_month(self, month: int | None, *, ahead: int) -> None:
        """A month that a line tells; a far later one is of the year before, ``ahead`` of it."""
        if month is None:
            return
        if self.year is not None and self.month is not None:
            if ahead < 0 and month > self.month:
                self.year -= 1
            elif ahead > 0 and self.month - month > _HALF_YEAR:
                self.year += 1
        self.month = month

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

    def _sections(self) -> set[int]:
        """Lines between rows that head a part of the table."""
        rows, starts = self.row_lines, self.starts
        found = set()
        single = _usual(starts) == 1
        for i, line in enumerate(self.lines):
            if i in rows or line.sentence or line.note or line.date is not None:
                continue
            follows = i + 1 in rows or i + 1 in self.year_headings | self.day_headings
            if line.section and i + 2 in rows and not follows:
                # A heading may stand above a heading.
                below = self.lines[i + 1]
                follows = below.date is None and below.section and not below.sentence
            under_date = i > 0 and i - 1 in rows and self.lines[i - 1].alone
            apart = single or line.gap or line.mark or not line.text[-1:].isalnum()
            heads = (line.section and apart) or (single and i > starts[0] and not line.sub_item)
            if i > starts[0] and not (line.gap or line.mark) and self._goes_on(i):
                continue
            if heads and follows and not under_date and i >= starts[0] - 1:
                found.add(i)
        if 2 * len(found) > len(starts) and not single:
            # Before nearly every row: the last cell of an item, not the heading of the next.
            return {i for i in found if self.lines[i].mark}
        return found

    def _goes_on(self, i: int) -> bool:
        """True where the days run on over line ``i`` within one year: it heads no new part.

        Below a row it is one more happening of that date; the days of a part begin anew.
        """
        above = next((row.date for row in reversed(self.rows) if row.line < i), None)
        below = next((row.date for row in self.rows if row.line > i), None)
        if above is None or below is None or None in (above.month, below.month):
            return False
        one, other = ((d.month or 0, d.day or 0) for d in (above, below))
        same_year = below.year is None or below.year == above.year
        return same_year and (other <= one if self.descends else one <= other) and one != other

    def _end(self, start: int, sections: set[int]) -> int:
        """Where the item ends: at the next row, heading or closing note."""
        end = start + 1
        rows = self.row_lines
        last = start == self.starts[-1]
        stop = min(len(self.lines), start + self.most) if last else len(self.lines)
        while end < stop:
            line = self.lines[end]
            if end in rows or end in sections or end in self.year_headings | self.day_headings:
                break
            if line.note or (last and line.gap and not line.sentence):
                break
            if last and self.lines[start].sub_item and line.section and _PART.match(line.text):
                break  # 【読者へ】 below the last bullet: what follows is no happening
            end += 1
        return end

    def _title(self, i: int, row: Row) -> int | None:
        """A dated line, or the line under a bare date, is a headline over running text."""
        rows = self.row_lines
        line = self.lines[i]
        if row.span is not None or line.cells or line.sentence:
            return None
        head = i + 1 if line.alone else i
        if head + 1 >= len(self.lines) or head in rows - {i} or head + 1 in rows:
            return None
        title, below = self.lines[head], self.lines[head + 1]
        words = len(title.text) - (row.date.end if head == i else 0)
        told = below.prose and not below.sub_item and not title.sentence
        least = _TITLE if head == i or title.headline else 2 * _TITLE
        if is_place(title.text, row.date.end if head == i else 0, self.rules):
            return None
        if head == i and _BREAK.match(title.text, row.date.end):
            return None  # the words of a row, and no headline that its day opens
        return head if told and words >= least else None

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


def month_told(text: str) -> int | None:
    """The one month that a line tells without a day: 〈5月〉, 重要日誌(5月分). Pure."""
    told = {number_of(match["month"]) for match in _MONTH.finditer(text)}
    month = told.pop() if len(told) == 1 else None
    return month if month is not None and 1 <= month <= 12 else None


def _usual(starts: Sequence[int]) -> int:
    """How many lines most items have."""
    counts = Counter(other - one for one, other in pairwise(starts))
    return counts.most_common(1)[0][0] if counts else 0


def _descends(rows: Sequence[Row]) -> bool:
    """True when the list runs from new to old."""
    keys = [(row.date.year or 0, row.date.month, row.date.day or 0) for row in rows]
    pairs = [
        (one, other) for one, other in pairwise(keys) if one[1] is not None and other[1] is not None
    ]
    down = sum(tuple(map(_zero, one)) > tuple(map(_zero, other)) for one, other in pairs)
    return down * 2 > len(pairs)


def _spans_months(date: HeadDate) -> bool:
    """True for a first and a last day in different months."""
    return date.until is not None and date.until[1] not in (None, date.month)


def _zero(value: int | None) -> int:
    return value or 0

"""The dated rows in a line: as a table, a sentence, a headline or a line of words has them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model import Span
from pipeline.stages.records.headdates import FindDates, HeadDate, find_head_date, head_date
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules

_STEPS = 3  # so many days behind a name are those of a pact
_PERIOD = 2  # the cells of a first and a last day


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or a part of one, that a date heads.

    ``heading`` is the line of the date where it stands above several happenings of a day.
    """

    line: int
    date: HeadDate
    span: Span | None = None
    heading: int | None = None


def table_rows(number: int, line: PageLine, rules: RecordRules, find_dates: FindDates) -> list[Row]:
    """The dated rows that begin in a line: one, or one per dated cell of a table."""
    if line.note or (line.cells and rules["line.date_field"].match(line.text)):
        return []
    dated = [
        (cell, *found)
        for cell in line.cells
        if (found := _cell_date(line.text, cell, line.span.start, rules, find_dates))
    ]
    if len(dated) > 1 and dated[0][2] and dated[0][1].day is None and dated[1][1].year is None:
        # A column for the year and one for the day: one date in two cells.
        return [Row(number, replace(dated[1][1], year=dated[0][1].year))]
    if len(dated) == _PERIOD and _is_period(line, *dated):
        (_, first, _), (_, last, _) = dated
        return [Row(number, replace(first, until=(last.year, last.month, last.day)))]
    if len(dated) > 1:
        starts = [line.span.start, *(cell.start for cell, *_ in dated[1:])]
        ends = [*starts[1:], line.span.end]
        return [
            Row(number, date, Span(start, end))
            for (_, date, _), start, end in zip(dated, starts, ends, strict=True)
        ]
    date = dated[0][1] if dated else line.row_date
    if date is None and line.alone and not (line.post or line.full_date):
        date = line.date  # and a word that tells what the day is of: 「8月25日放送」
    return [Row(number, date)] if date is not None else []


def lists_steps(line: PageLine, rules: RecordRules, find_dates: FindDates) -> bool:
    """True for a row of a table of pacts: a name, and the days of its signing and other steps."""
    if len(line.cells) <= _STEPS:
        return False
    dates = [_cell_date(line.text, cell, line.span.start, rules, find_dates) for cell in line.cells]
    full = [found for found in dates if found is not None and found[0].full]
    return len(full) >= _STEPS and dates[0] is None


def _is_period(
    line: PageLine, one: tuple[Span, HeadDate, bool], other: tuple[Span, HeadDate, bool]
) -> bool:
    """True for the first and the last day in cells of their own, side by side: 入港 | 出港."""
    side_by_side = line.cells.index(other[0]) == line.cells.index(one[0]) + 1
    days = one[1].until is None and other[1].until is None and one[1].day and other[1].day
    return side_by_side and one[2] and other[2] and bool(days)


def _cell_date(
    text: str, cell: Span, at: int, rules: RecordRules, find_dates: FindDates
) -> tuple[HeadDate, bool] | None:
    """The date that a cell opens with, and whether it is all of the cell."""
    content = text[cell.start - at : cell.end - at].strip(" 　()（）[]【】")
    date = head_date(content, rules, find_dates, before=rules["line.row_break"])
    if date is None or date.same:
        return None
    return date, len(content) - date.end <= 4


def sentence_rows(
    number: int, line: PageLine, rules: RecordRules, find_dates: FindDates
) -> list[Row]:
    """A row that goes on as a sentence: 「2018年2月、…を開催」."""
    date = line.date
    if date is None or line.note or (line.sub_item and not (date.month or date.year)):
        return []
    return [Row(number, date)]


def closing_rows(
    number: int, line: PageLine, rules: RecordRules, find_dates: FindDates
) -> list[Row]:
    """A row that its date closes: 「英国と署名(2017年1月26日)」."""
    date = line.closing_date
    if date is None or line.note or (line.sentence and not (line.sub_item or line.mark)):
        return []
    return [Row(number, date)]


def inner_rows(number: int, line: PageLine, rules: RecordRules, find_dates: FindDates) -> list[Row]:
    """A row with its date amid its words: 「第2回 2019年5月30日 東京」."""
    if line.note or line.prose:
        return []
    date = find_head_date(line.text, rules, find_dates)
    return [Row(number, date)] if date is not None and date.year is not None else []


def written_dates(text: str, rules: RecordRules, find_dates: FindDates) -> list[HeadDate]:
    """All the dates written in a heading, in order."""
    found = []
    at = 0
    while at < len(text):
        date = find_head_date(text[at:], rules, find_dates)
        if date is None:
            break
        found.append(date)
        at += max(date.end, 1)
    return found

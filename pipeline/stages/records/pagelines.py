"""The kept text of a page as lines, each with what can be told from the line alone."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.model import Span
from pipeline.stages.records.headdates import FindDates, HeadDate, find_head_date, head_date
from pipeline.stages.records.rules import RecordRules

_CELL = regex.compile(r"\t|\s*[|｜]\s*")
_NOISE = regex.compile(r"[\s\p{P}\p{S}]")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of kept text (page offsets, white space at its ends left out).

    ``date`` is the date it begins with; ``alone`` tells that the line is a date and hardly
    more; ``full_date`` is the first complete date anywhere in a line that is ``alone``.
    ``gap`` tells whether blank lines stand above.
    """

    span: Span
    text: str
    gap: bool
    sentence: bool
    headline: bool
    mark: str
    sub_item: bool
    note: bool
    section: bool
    date: HeadDate | None
    alone: bool
    full_date: HeadDate | None
    cells: tuple[Span, ...]

    @property
    def prose(self) -> bool:
        """Running text: a sentence that is no note."""
        return self.sentence and not self.note


def page_lines(text: str, rules: RecordRules, find_dates: FindDates) -> list[PageLine]:
    """The lines of ``text`` that are not blank, in order."""
    lines: list[PageLine] = []
    at = 0
    gap = False
    for piece in text.splitlines(keepends=True):
        body = piece.strip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        stripped = body.strip()
        if stripped:
            start = at + body.index(stripped)
            lines.append(
                _line(Span(start, start + len(stripped)), stripped, gap, rules, find_dates)
            )
            gap = False
        else:
            gap = True
        at += len(piece)
    return lines


def _line(span: Span, text: str, gap: bool, rules: RecordRules, find_dates: FindDates) -> PageLine:
    mark = rules["line.mark"].match(text)
    opening = mark.end() if mark else 0
    while opening < len(text) and text[opening] in " \t　|｜(（[【<〔":
        opening += 1
    date = head_date(text, rules, find_dates, opening)
    full = find_head_date(text, rules, find_dates, full=True)
    alone = _alone(text, full or date, rules)
    sentence = rules["line.sentence"].search(text) is not None
    return PageLine(
        span=span,
        text=text,
        gap=gap,
        sentence=sentence,
        headline=not sentence and not alone and rules["line.particle"].search(text) is not None,
        mark=mark["mark"] if mark else "",
        sub_item=rules["line.sub_item"].match(text) is not None,
        note=rules["line.note"].match(text) is not None,
        section=rules["line.section"].match(text) is not None,
        date=date,
        alone=alone,
        full_date=full if alone else None,
        cells=_cells(text, span.start),
    )


def _alone(text: str, date: HeadDate | None, rules: RecordRules) -> bool:
    if rules["line.time"].fullmatch(text):
        return True
    if date is None or date.same:
        return False
    rest = text[: date.start] + text[date.end :]
    for _, pattern in rules.dates:
        rest = pattern.sub("", rest)
    rest = rules["date.time"].sub("", rest)
    rest = rules["date.extra"].sub("", rest)
    rest = _NOISE.sub("", rest)
    return len(rest) <= 4 or (len(rest) <= 20 and not rules["line.particle"].search(rest))


def _cells(text: str, at: int) -> tuple[Span, ...]:
    """The cells of a table row as spans; none when the line is no row."""
    spans: list[Span] = []
    start = 0
    for match in _CELL.finditer(text):
        if match.start() > start:
            spans.append(Span(at + start, at + match.start()))
        start = match.end()
    if start < len(text):
        spans.append(Span(at + start, at + len(text)))
    return tuple(spans) if _CELL.search(text) else ()

"""Headline, date and text that a flattened page has on one line."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model import Span
from pipeline.stages.records.rules import RecordRules

_ROWS = 4  # so many days on one line are the rows of a table


def unglued(text: str, rules: RecordRules) -> tuple[Span, ...]:
    """The headline, date and text that a flattened page has on one line, parted.

    Example: 「日豪が署名 2023年5月1日(月) 10:15 両国は1日、…」 is three lines. A table of many
    days is as many: 「年月 要人名 1999年5月 外務大臣 2006年9月 …」.
    """
    twice = rules["line.repeated"].match(text)
    if twice:
        day, title = twice.span("date"), twice.span("title")
        parts = (day, title, (title[1], twice.end("again")), (twice.end(), len(text)))
        return tuple(_stripped(text, *part) for part in parts if part[0] < part[1])
    rows = [row.start() for row in rules["line.rows"].finditer(text)]
    # A mark at the very head of the line begins a row as well.
    marks = {text[at] for at in rows if not text[at].isdigit()}
    least = _ROWS - 1 if text[:1] in marks else _ROWS
    if len(rows) >= least and text.count("。") < len(rows):
        return tuple(_stripped(text, *part) for part in pairwise([0, *rows, len(text)]))
    match = rules["line.glued"].match(text)
    if not match:
        return (Span(0, len(text)),)
    spans = (match.span("title"), match.span("date"), (match.end(), len(text)))
    return tuple(Span(*span) for span in spans if span[0] < span[1])


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))

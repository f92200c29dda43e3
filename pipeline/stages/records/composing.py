"""The text of a record: its lines put together again, and what each part of it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model import AlignedText, Part, PartRole, Span
from pipeline.rulefiles import deferred
from pipeline.stages.records.headers import Header
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import is_closed
from pipeline.stages.records.punctuation import with_plain_marks
from pipeline.stages.records.rules import RecordRules

_OPEN = deferred(r"[(（「『【〔［\[]")
_CLOSE = deferred(r"[)）」』】〕］\]]")
_LATIN = deferred(r"[A-Za-z0-9]")
_NO_START = deferred(r"[」』）)】、。,.・をがはにへとでもの]")
_WIDTH_SLACK = 4  # wrapped lines differ by no more than this many characters
_WIDTH_LINES = 3  # so many lines of one width show that a text was wrapped
_LEAST_WIDTH = 18
_PARAGRAPH = 8


class _Piece(NamedTuple):
    """A stretch of the page that becomes text of the record, on a line of its own or not."""

    span: Span
    role: PartRole
    joined: bool


def compose(
    page: AlignedText,
    lines: Sequence[PageLine],
    item: Item,
    nested: Sequence[Item],
    header: Header,
    rules: RecordRules,
) -> tuple[AlignedText, tuple[Part, ...]]:
    r"""The text of ``item`` without its ``nested`` items, and its parts.

    Lines that one sentence runs across are joined; all others are parted by ``\n``. Commas
    and full stops are 、 and 。, whatever the page writes.
    """
    pieces = _pieces(page.text, lines, item, nested, header, rules)
    texts: list[tuple[str, Span]] = []
    parts: list[Part] = []
    at = 0
    before: Span | None = None
    for piece in pieces:
        if before is not None:
            gap = _gap(page, before, piece.span)
            glue = "\n"
            if piece.joined:
                one, other = page.text[before.end - 1], page.text[piece.span.start]
                glue = " " if _LATIN.match(one) and _LATIN.match(other) else ""
            if glue:
                texts.append((glue, gap))
                at += len(glue)
        cut = page.slice(*piece.span)
        plain = with_plain_marks(cut.text)
        texts += [(plain[s.start : s.start + s.length], s.source) for s in cut.segments]
        span = Span(at, at + len(cut.text))
        if piece.joined and parts and parts[-1].role == piece.role:
            span = Span(parts[-1].span.start, span.end)
            parts.pop()
        parts.append(Part(piece.role, span))
        at = span.end
        before = piece.span
    return AlignedText.join(texts), tuple(parts)


def _gap(page: AlignedText, before: Span, after: Span) -> Span:
    """The source between two pieces, which the break between them stands for."""
    end = page.to_source(before.end - 1, before.end).end
    start = page.to_source(after.start, after.start + 1).start
    return Span(end, max(end, start))


def _pieces(
    text: str,
    lines: Sequence[PageLine],
    item: Item,
    nested: Sequence[Item],
    header: Header,
    rules: RecordRules,
) -> list[_Piece]:
    inside = {i for card in nested for i in range(card.first, card.last)}
    numbers = [i for i in range(item.first, item.last) if i not in inside]
    body = [lines[i] for i in numbers if i != item.title and i not in item.dates]
    wrapped = _Wrapping(text, body, rules)
    told = next((i for i in numbers if lines[i].prose), item.last)
    pieces: list[_Piece] = []
    previous: PageLine | None = None
    for i in numbers:
        line = lines[i]
        role = _role(i, line, item, rules, above_text=i < told)
        for k, span in enumerate(_cells(line, item)):
            joined = (
                k == 0
                and previous is not None
                and role == "body"
                and pieces[-1].role in {"body", "heading"}
                and wrapped.runs_on(previous, line)
            )
            if joined:
                # What runs on into the next line was no heading.
                pieces[-1] = pieces[-1]._replace(role="body")
            pieces += _around_title(_Piece(span, role, joined), header.title_span)
        previous = line
    return pieces


def _cells(line: PageLine, item: Item) -> list[Span]:
    spans = list(line.cells) or [line.span]
    if item.span is not None:
        spans = [s for s in spans if item.span.covers(s)]
    return spans


def _around_title(piece: _Piece, title: Span | None) -> list[_Piece]:
    """A piece that holds the headline beside date, outlet or number, parted at its ends."""
    if title is None or not piece.span.covers(title):
        return [piece]
    around = [
        _Piece(Span(piece.span.start, title.start), "dateline", False),
        _Piece(title, "title", False),
        _Piece(Span(title.end, piece.span.end), "dateline", False),
    ]
    return [p for p in around if p.span]


def _role(i: int, line: PageLine, item: Item, rules: RecordRules, *, above_text: bool) -> PartRole:
    if i == item.title:
        return "title"
    if line.note:
        return "note"
    if _is_dateline(i, line, item, rules, above_text=above_text):
        return "dateline"
    if line.sentence or line.sub_item or line.cells or item.kind == "happening":
        return "body"
    return "heading" if line.section or (not line.headline and len(line.text) <= 20) else "body"


def _is_dateline(
    i: int, line: PageLine, item: Item, rules: RecordRules, *, above_text: bool
) -> bool:
    if i in item.dates and (line.alone or item.kind == "report"):
        return True
    accessory = line.alone or any(
        rules[name].fullmatch(line.text)
        for name in ("line.channel", "outlet.name", "header.reference")
    )
    return above_text and accessory and item.kind in {"report", "article"}


class _Wrapping:
    """Tells a line break inside a sentence from one between lines that stand alone."""

    def __init__(self, text: str, lines: Sequence[PageLine], rules: RecordRules) -> None:
        self.text = text
        self.rules = rules
        widths = sorted((len(line.text) for line in lines), reverse=True)
        self.width = sys.maxsize  # no line is so long: nothing shows a common width
        if len(widths) >= _WIDTH_LINES and widths[0] - widths[_WIDTH_LINES - 1] <= _WIDTH_SLACK:
            self.width = widths[0]
        long = [line for line in lines if len(line.text) >= _PARAGRAPH and not line.alone]
        self.indented = bool(long) and self._indent(long[0])

    def _indent(self, line: PageLine) -> bool:
        before = self.text[max(0, line.span.start - 1) : line.span.start]
        return before in {" ", "　"}

    def runs_on(self, line: PageLine, following: PageLine) -> bool:
        """True when a sentence runs from ``line`` on into ``following``."""
        return (
            not self._stands_alone(line)
            and not self._begins_anew(following)
            and (
                _open_bracket(line.text)
                or (self.indented and not self._indent(following))
                or (len(line.text) >= _LEAST_WIDTH and _NO_START.match(following.text) is not None)
                or self.width - _WIDTH_SLACK <= len(line.text) >= _LEAST_WIDTH
            )
        )

    def _stands_alone(self, line: PageLine) -> bool:
        field = self.rules["line.field"].match(line.text) is not None
        closed = is_closed(line, self.rules)
        heading = line.section and not (self.indented and self._indent(line))
        ended = closed or line.note or heading or line.alone
        return ended or field or bool(line.cells)

    def _begins_anew(self, line: PageLine) -> bool:
        field = self.rules["line.field"].match(line.text) is not None
        opened = line.gap or line.note or line.sub_item or bool(line.mark)
        return opened or field or bool(line.cells)


def _open_bracket(text: str) -> bool:
    return len(_OPEN.findall(text)) > len(_CLOSE.findall(text))

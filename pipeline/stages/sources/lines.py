"""Text pieces of an HTML page to lines, white space folded as a browser folds it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import east_asian_width

from pipeline.model import AlignedText, Dropped, Line, Span
from pipeline.stages.sources.breaks import Break
from pipeline.stages.sources.characters import CONTROL, INVISIBLE, Rule, ignorable
from pipeline.stages.sources.elements import Element
from pipeline.stages.sources.references import reference

SPACE = Rule("white space", "html.space")
SECTION = Rule("markup", "html.markup")
MOST_TAGS = 24
_SPACES = " \t\n\r\f\u2028\u2029"
_PIECE = re.compile(
    rf"(?P<space>[{_SPACES}]+)|(?P<ignorable>[{CONTROL}{INVISIBLE}]+)|(?P<reference>&)"
    rf"|(?P<section>\]\]>)|\]|[^{_SPACES}{CONTROL}{INVISIBLE}&\]]+"
)
# A date in a narrow table column: 3月<br>12日.
_DATE_WRAP = re.compile(r"[年月]\d|\d[年月日]")
_LINE_END = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")


@dataclass(slots=True)
class _Gap:
    """What stands between two kept pieces, until it is known what it comes to."""

    drops: list[tuple[int, int, Rule]] = field(default_factory=list)
    breaks: int = 0
    spaced: bool = False
    space_at: int | None = None  # a space that may be kept
    wrapped: bool = False  # a line end stood in running text, with no markup beside it
    tagged: bool = False


@dataclass(slots=True)
class _Open:
    """The line being written."""

    start: int
    element: Element
    letters: int = 0
    linked: int = 0


class _Piece(NamedTuple):
    """A kept stretch; ``text`` is None where it is the source's own."""

    text: str | None
    span: Span


class LineBuilder:
    """Takes the parts of a source in order; every character is kept or dropped once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[_Piece] = []
        self.length = 0
        self.dropped: list[Dropped] = []
        self.lines: list[Line] = []
        self.line: _Open | None = None
        self.last: Element | None = None
        self.last_character = ""
        self.gap = _Gap()
        self.shallowest = 0

    def drop(self, start: int, end: int, rule: Rule, breaks: Break = Break.NONE) -> None:
        """Leave out a stretch that is not text, and break the line as it does."""
        gap = self.gap
        last = gap.drops[-1] if gap.drops else None
        if last and last[2] is rule and last[1] == start:
            gap.drops[-1] = (last[0], end, rule)
        else:
            gap.drops.append((start, end, rule))
        gap.tagged = True
        if breaks:
            gap.breaks = breaks.after(gap.breaks)

    def add_text(self, start: int, end: int, element: Element, shallowest: int) -> None:
        """Text of the source, white space and character references and all.

        ``shallowest`` is how shallow the page has been since the text before.
        """
        self.shallowest = min(self.shallowest, shallowest)
        at = start
        while at < end:
            piece = _PIECE.match(self.source, at, end)
            assert piece is not None
            stop = piece.end()
            if piece["space"]:
                self._space(at, stop, element)
            elif piece["ignorable"]:
                self._ignore(at, stop)
            elif piece["section"]:
                self.drop(at, stop, SECTION)
            elif piece["reference"]:
                stop = self._reference(at, end, element)
            else:
                self._keep(self.source[at:stop], Span(at, stop), element)
            at = stop

    def finish(self) -> tuple[AlignedText, tuple[Line, ...], tuple[Dropped, ...]]:
        """The page's text, its lines, and what was left out, in order."""
        self._flush(keep=None)
        self._end_line()
        text = AlignedText.join(
            (self.source[span.start : span.end] if text is None else text, span)
            for text, span in self.pieces
        )
        return text, tuple(self.lines), tuple(self.dropped)

    def _ignore(self, start: int, end: int) -> None:
        for found in ignorable(self.source, start, end):
            self.gap.drops.append((*found.span, Rule(found.reason, found.rule_id)))

    def _reference(self, at: int, end: int, element: Element) -> int:
        resolved = reference(self.source, at)
        if resolved is None or resolved[1] > end:
            self._keep("&", Span(at, at + 1), element)
            return at + 1
        text, stop = resolved
        if text.strip(_SPACES) and not any(ignorable(text)):
            self._keep(text, Span(at, stop), element)
        else:
            rule = SPACE if text in _SPACES else SECTION
            self.gap.drops.append((at, stop, rule))
            self.gap.spaced |= text in _SPACES and text != ""
        return stop

    def _space(self, start: int, end: int, element: Element) -> None:
        if element.preformatted:
            self._preformatted(start, end, element)
            return
        gap = self.gap
        gap.drops.append((start, end, SPACE))
        gap.spaced = True
        if gap.space_at is None:
            found = self.source.find(" ", start, end)
            gap.space_at = found if found >= 0 else None
        if _LINE_END.search(self.source, start, end):
            gap.wrapped = True

    def _preformatted(self, start: int, end: int, element: Element) -> None:
        at = start
        for found in _LINE_END.finditer(self.source, start, end):
            self._indent(at, found.start(), element)
            self.gap.drops.append((*found.span(), SPACE))
            self.gap.breaks = Break.LINE.after(self.gap.breaks)
            at = found.end()
        self._indent(at, end, element)

    def _indent(self, start: int, end: int, element: Element) -> None:
        """Spaces of preformatted text: kept within a line, dropped at its edges."""
        if start == end:
            return
        if self.gap.breaks or self.line is None:
            self.gap.drops.append((start, end, SPACE))
        else:
            self._keep(self.source[start:end], Span(start, end), element)

    def _keep(self, text: str, span: Span, element: Element) -> None:
        self._separate(text[0], element)
        line = self.line
        if line is None:
            line = self.line = _Open(self.length, element)
        else:
            line.element = line.element.within(self.shallowest)
        self.shallowest = element.depth
        letters = len(text) - text.count(" ") - text.count("\u3000") - text.count("\xa0")
        line.letters += letters
        line.linked += letters if element.link else 0
        self._put(text, span)
        self.last = element
        self.last_character = text[-1]

    def _put(self, text: str, span: Span) -> None:
        own = text == self.source[span.start : span.end]
        last = self.pieces[-1] if self.pieces else None
        if own and last and last.text is None and last.span.end == span.start:
            self.pieces[-1] = _Piece(None, Span(last.span.start, span.end))
        else:
            self.pieces.append(_Piece(None if own else text, span))
        self.length += len(text)

    def _separate(self, first: str, element: Element) -> None:
        """Put what the gap before ``first`` comes to: nothing, a space, tab or new line."""
        gap = self.gap
        between = self._between(first, element, self.last) if self.last else ""
        if between == " " and gap.space_at is not None and not gap.breaks:
            self._flush(keep=gap.space_at)
            return
        for number, mark in enumerate(between):
            if mark == "\n" and number == 0:
                self._end_line()
            elif mark == "\n":
                self.lines.append(Line(Span(self.length, self.length)))
            self._insert(mark)
        self._flush(keep=None)

    def _between(self, first: str, element: Element, last: Element) -> str:
        gap = self.gap
        cell, before = element.cell, last.cell
        if cell and before and cell.row is before.row and cell.row.is_data:
            if cell is not before:
                return "\t" * max(1, cell.index - before.index)
            if gap.breaks and cell.is_short:
                return "" if _DATE_WRAP.match(self.last_character + first) else " "
        if gap.breaks:
            return "\n" * min(gap.breaks, 2)
        if gap.spaced:
            return "" if self._is_wrap(first) else " "
        return " " if gap.tagged and _side_by_side(last, element) else ""

    def _is_wrap(self, first: str) -> bool:
        """True when the gap is only a line end within Japanese text, which joins on."""
        gap = self.gap
        wide = east_asian_width(first) in "WF" or east_asian_width(self.last_character) in "WF"
        return gap.wrapped and not gap.tagged and wide

    def _insert(self, mark: str) -> None:
        """A character that stands nowhere in the source: at an empty span."""
        at = self.pieces[-1].span.end
        self.pieces.append(_Piece(mark, Span(at, at)))
        self.length += 1

    def _end_line(self) -> None:
        line = self.line
        if line is not None:
            share = line.linked / line.letters if line.letters else 0.0
            tags = line.element.labels(MOST_TAGS)
            self.lines.append(Line(Span(line.start, self.length), tags, round(share, 3)))
        self.line = None

    def _flush(self, keep: int | None) -> None:
        """Book the gap's stretches as dropped, all but the space at ``keep``."""
        if not self.gap.drops:
            return
        for start, end, rule in self.gap.drops:
            if keep is not None and start <= keep < end:
                self._book(start, keep, rule)
                self._put(" ", Span(keep, keep + 1))
                self._book(keep + 1, end, rule)
            else:
                self._book(start, end, rule)
        self.gap = _Gap()

    def _book(self, start: int, end: int, rule: Rule) -> None:
        """Add to what was dropped; white space beside markup counts as markup."""
        if start == end:
            return
        if self.dropped and self.dropped[-1].span.end == start:
            before = self.dropped[-1]
            ids = {before.rule_id, rule.rule_id}
            if ids <= {SPACE.rule_id, SECTION.rule_id} or len(ids) == 1:
                kept = SECTION if SECTION.rule_id in ids else rule
                self.dropped[-1] = kept.drop(before.span.start, end)
                return
        self.dropped.append(rule.drop(start, end))


def _side_by_side(one: Element, other: Element) -> bool:
    """True for two links, or two named spans: apart to the eye though no space is between."""
    first, second = one.unit, other.unit
    if first is second:
        return False
    if first is None or second is None:
        return "time" in {first and first.name, second and second.name}
    return first.label != second.label or first.name == "a"

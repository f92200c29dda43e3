"""Plain text to a page: its lines, and nothing left out but what nobody can see."""

from __future__ import annotations

import re

from pipeline.model import AlignedText, Line, Page, Source, Span
from pipeline.stages.sources.characters import ignorable

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")


def plain_page(source: Source) -> Page:
    """The page of a plain text. Line ends are kept as they are, whichever kind."""
    dropped = tuple(ignorable(source.text))
    edges = [0, *(edge for d in dropped for edge in d.span), len(source.text)]
    kept = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    text = AlignedText.keep(source.text, kept)
    return Page(source, text, tuple(lines(text.text)), dropped)


def lines(text: str) -> list[Line]:
    """The lines of a text, blank ones too; a line end at its very end begins no line."""
    found = []
    at = 0
    for end in _LINE_END.finditer(text):
        found.append(Line(Span(at, end.start())))
        at = end.end()
    if at < len(text):
        found.append(Line(Span(at, len(text))))
    return found

"""HTML to a page: its text in lines as a reader sees them, each with what encloses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Page, Source
from pipeline.stages.sources.characters import Rule
from pipeline.stages.sources.elements import BLOCKS, Element, OpenElements
from pipeline.stages.sources.lines import LineBuilder
from pipeline.stages.sources.markup import Token, attributes, tokens

MARKUP = Rule("markup", "html.markup")
COMMENT = Rule("comment", "html.comment")
RAW = {
    "script": Rule("script", "html.script"),
    "style": Rule("style sheet", "html.style"),
    "title": Rule("page title, kept as a hint", "html.title"),
    "textarea": Rule("form field", "html.form"),
    "iframe": Rule("embedded page", "html.embedded"),
    "noembed": Rule("embedded page", "html.embedded"),
}


class Text(NamedTuple):
    """A stretch of text and the element that it stands in."""

    start: int
    end: int
    element: Element


class Markup(NamedTuple):
    """A stretch that is not text, and the break that it makes in the lines."""

    start: int
    end: int
    rule: Rule
    breaks: bool = False
    forced: bool = False


def html_page(source: Source) -> Page:
    """The page of an HTML source.

    A page whose text all stands after a script or drawing that is never closed is read
    again as if that tag had no content: text that is there is never lost in silence.
    """
    page = _page(source, whole=False)
    return page if page.lines else _page(source, whole=True)


def _page(source: Source, *, whole: bool) -> Page:
    # Whether a table row is one line can only be said at its end: read first, then write.
    parts = list(_parts(source.text, whole=whole))
    builder = LineBuilder(source.text)
    for part in parts:
        if isinstance(part, Markup):
            builder.drop(part.start, part.end, part.rule)
            if part.breaks:
                builder.add_break(forced=part.forced)
        elif part.element.unseen and not whole:
            builder.drop(part.start, part.end, part.element.unseen)
        else:
            builder.add_text(part.start, part.end, part.element)
    text, lines, dropped = builder.finish()
    return Page(source, text, lines, dropped)


def _parts(text: str, *, whole: bool) -> Iterator[Text | Markup]:
    stack = OpenElements()
    for token in tokens(text, raw=not whole):
        current = stack.current
        if token.kind == "text":
            if current.cell and not current.unseen:
                letters = len(text[token.start : token.end].strip())
                if letters:
                    current.cell.add_text(letters)
            yield Text(token.start, token.end, current)
        elif token.kind == "open":
            stack.open(token.name, attributes(text, token))
            yield _tag(token, stack)
        elif token.kind == "close":
            stack.close(token.name)
            yield _tag(token, stack)
        elif token.kind == "raw":
            stack.close(token.name)
            yield Markup(token.start, token.end, RAW[token.name])
        else:
            yield Markup(token.start, token.end, COMMENT)


def _tag(token: Token, stack: OpenElements) -> Markup:
    forced = token.name == "br"
    breaks = forced or token.name in BLOCKS
    cell = stack.current.cell
    if breaks and cell:
        cell.add_break(forced=forced)
    return Markup(token.start, token.end, MARKUP, breaks, forced)

"""HTML to a page: its text in lines as a reader sees them, each with what encloses it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Page, Source
from pipeline.stages.sources.breaks import Break
from pipeline.stages.sources.characters import CONTROL_RULE, INVISIBLE_RULE, Rule
from pipeline.stages.sources.elements import BLOCKS, RUBY, Element
from pipeline.stages.sources.lines import LineBuilder
from pipeline.stages.sources.main_content import DEEPEST, main_lines
from pipeline.stages.sources.markup import attributes, tokens
from pipeline.stages.sources.stack import OpenElements

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
_HIDDEN_FROM_EXTRACTION = {rule.rule_id for rule in (RUBY, CONTROL_RULE, INVISIBLE_RULE)}


def html_page(source: Source) -> Page:
    """The page of an HTML source.

    A page whose text all stands after a script or drawing that is never closed is read
    again as if that tag had no content: text that is there is never lost in silence.
    """
    page = _page(source, whole=False)
    return page if page.lines else _page(source, whole=True)


def _page(source: Source, *, whole: bool) -> Page:
    # Whether a table row is one line can only be said at its end: read first, then write.
    stack = OpenElements()
    parts = list(_parts(source.text, stack, whole=whole))
    builder = LineBuilder(source.text)
    for start, end, rule, breaks, element, shallowest in parts:
        if element is not None:
            builder.add_text(start, end, element, shallowest)
        elif rule is not None:
            builder.drop(start, end, rule, breaks)
    text, lines, dropped = builder.finish()
    page = Page(source, text, lines, dropped)
    return _with_main(page) if lines and stack.deepest <= DEEPEST else page


def _with_main(page: Page) -> Page:
    hidden = [d for d in page.dropped if d.rule_id in _HIDDEN_FROM_EXTRACTION]
    texts = [page.text.text[line.span.start : line.span.end] for line in page.lines]
    found = main_lines(page.source.text, hidden, texts)
    if found is None:
        return page
    pairs = zip(page.lines, found, strict=True)
    return replace(page, lines=tuple(replace(line, main=main) for line, main in pairs))


# Start, end; why it is left out and the break it makes; the element it stands in and how
# shallow the page has been since the text before.
_Part = tuple[int, int, Rule | None, Break, Element | None, int]


def _parts(text: str, stack: OpenElements, *, whole: bool) -> Iterator[_Part]:
    for token in tokens(text, raw=not whole):
        kind, start, end, name, _ = token
        if kind == "text":
            element = stack.current
            unseen = None if whole else element.unseen
            if unseen:
                yield start, end, unseen, Break.NONE, None, 0
            else:
                if element.cell:
                    element.cell.add_text(len(text[start:end].strip()))
                yield start, end, None, Break.NONE, element, stack.shallowest()
        elif kind == "comment":
            yield start, end, COMMENT, Break.NONE, None, 0
        else:
            if kind == "open":
                stack.open(name, attributes(text, token))
            else:
                stack.close(name)
            rule = RAW[name] if kind == "raw" else MARKUP
            yield start, end, rule, _break(name, stack), None, 0


def _break(name: str, stack: OpenElements) -> Break:
    breaks = Break.LINE if name == "br" else Break.BLOCK if name in BLOCKS else Break.NONE
    cell = stack.current.cell
    if breaks and cell:
        cell.add_break(breaks)
    return breaks

"""HTML elements: what kinds there are, and what each means for the text in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.stages.sources.characters import Rule
from pipeline.stages.sources.tables import Cell, Row


def names(words: str) -> frozenset[str]:
    """A set of element names, written with spaces between."""
    return frozenset(words.split())


VOID = names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param "
    "source track wbr"
)
# Elements that begin and end a line.
BLOCKS = names(
    "address article aside blockquote body button caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html "
    "iframe legend li listing main menu nav noscript ol optgroup option p pre search section "
    "select summary table tbody td textarea tfoot th thead title tr ul video xmp"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})

RUBY = Rule("ruby reading", "html.ruby")
GRAPHIC = Rule("drawing or formula", "html.graphic")
TEMPLATE = Rule("template", "html.template")
UNSEEN = {"rt": RUBY, "rp": RUBY, "rtc": RUBY, "template": TEMPLATE, "svg": GRAPHIC}

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_LABEL = 120
_WORD = re.compile(r"[a-z]{3,}(?:[-_]+[a-z]+)*", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An open element, and what holds for the text in it.

    ``label`` is its name with its class and id words. ``unit`` is the link, ``time`` or
    named span that the text belongs to: two of them side by side are two things to the
    reader, even with no space between. ``unseen`` tells why the text is not of the page.
    """

    name: str
    label: str
    parent: Element | None
    depth: int
    link: bool = False
    unit: Element | None = None
    unseen: Rule | None = None
    preformatted: bool = False
    row: Row | None = None
    cell: Cell | None = None

    def within(self, depth: int) -> Element:
        """The innermost element around this one, itself included, at most so deep."""
        element = self
        while element.depth > depth and element.parent is not None:
            element = element.parent
        return element

    def labels(self, most: int) -> tuple[str, ...]:
        """The labels of the elements around and this one, outermost first, at most so many."""
        found: list[str] = []
        element = self
        while element.parent is not None and len(found) < most:
            if element.name not in {"html", "body"}:
                found.append(element.label)
            element = element.parent
        return tuple(reversed(found))


def element_in(parent: Element, name: str, attributes: dict[str, str]) -> Element:
    """The element that a start tag opens inside ``parent``."""
    row, cell = parent.row, parent.cell
    if name == "table" or name in HEADINGS:
        if cell is not None:
            cell.row.layout = True
        if name == "table":
            row = cell = None
    elif name == "tr":
        row, cell = Row(), None
    elif name in {"td", "th"}:
        if parent.row is None:
            parent.row = Row()  # a cell whose <tr> was left out
        row = parent.row
        cell = row.cell()
    element = Element(
        name,
        _label(name, attributes),
        parent,
        parent.depth + 1,
        parent.link or (name == "a" and "href" in attributes),
        parent.unit,
        parent.unseen or UNSEEN.get(name),
        parent.preformatted or name in PREFORMATTED,
        row,
        cell,
    )
    if _is_unit(name, attributes):
        element.unit = element
    return element


def _is_unit(name: str, attributes: dict[str, str]) -> bool:
    """True for a link, a time, or a span whose class is a word (``date``, not ``s1``)."""
    if name == "span":
        return any(_WORD.fullmatch(word) for word in attributes.get("class", "").split())
    return name == "time" or (name == "a" and "href" in attributes)


def _label(name: str, attributes: dict[str, str]) -> str:
    if not attributes:
        return name
    words = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        words.append("hidden")
    return ".".join((name, *words))[:_LONGEST_LABEL]

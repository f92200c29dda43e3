"""Which elements enclose what: the open elements of an HTML page, for any nesting.

A small part of the tree construction of the HTML standard: enough to know the elements
around each stretch of text, whether it stands in a link, a table cell or a ruby reading.
Misnested and unclosed tags are borne, and every step takes constant time on average.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pipeline.stages.sources.characters import Rule
from pipeline.stages.sources.tables import Cell, Row


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param "
    "source track wbr"
)
# Elements that begin and end a line.
BLOCKS = _names(
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

# A start tag ends these, up to the nearest barrier: <li> ends an open <li>.
_ENDS = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "tr": ("tr",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "thead": ("thead", "tbody", "tfoot", "tr"),
    "tbody": ("thead", "tbody", "tfoot", "tr"),
    "tfoot": ("thead", "tbody", "tfoot", "tr"),
    "a": ("a",),
    "rt": ("rt", "rp"),
    "rp": ("rt", "rp"),
    "rb": ("rt", "rp", "rb", "rtc"),
    "rtc": ("rt", "rp", "rb", "rtc"),
    "body": ("head",),
    **dict.fromkeys(HEADINGS, HEADINGS),
}
# Where the search for an element to end stops: a cell's content does not end the row.
_TABLE_BARRIERS = frozenset({"table", "template"})
_BARRIERS = _TABLE_BARRIERS | {"td", "th", "caption", "button"}
_ITEM_BARRIERS = _BARRIERS | {"ul", "ol", "menu", "dir", "dl", "select"}
_TABLE_PARTS = _names("td th tr thead tbody tfoot caption table")
_ITEMS = _names("li dt dd option optgroup")
_INLINE_BLOCKS = frozenset({"button", "option", "optgroup", "select"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_LABEL = 120
_WORD = re.compile(r"[a-z]{4,}(?:[-_]+[a-z]+)*", re.IGNORECASE)


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

    def labels(self, most: int) -> tuple[str, ...]:
        """The labels of the elements around and this one, outermost first, at most so many."""
        found: list[str] = []
        element = self
        while element.parent is not None and len(found) < most:
            if element.name not in {"html", "body"}:
                found.append(element.label)
            element = element.parent
        return tuple(reversed(found))


def common(one: Element, other: Element) -> Element:
    """The innermost element that encloses both."""
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
    return one


class OpenElements:
    """The stack of open elements; ``current`` is the innermost."""

    def __init__(self) -> None:
        self._stack = [Element("", "", None, 0)]
        self._places: dict[str, list[int]] = defaultdict(list)

    @property
    def current(self) -> Element:
        """The innermost open element, or the root above all."""
        return self._stack[-1]

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element; those that its start tag ends are left first."""
        if name in BLOCKS and name not in _INLINE_BLOCKS:
            self._end("p", _BARRIERS)
            self._end_inline_content()
        barriers = _barriers(name)
        for ended in _ENDS.get(name, ()):
            self._end(ended, barriers)
        if name not in VOID:
            element = _element(name, attributes, self.current)
            self._places[name].append(len(self._stack))
            self._stack.append(element)

    def close(self, name: str) -> None:
        """Leave the innermost element of that name, and all inside it; else do nothing."""
        if name in BLOCKS:
            self._end_inline_content()
        self._end(name, _barriers(name) - {name} if name in _TABLE_PARTS else _BARRIERS - {name})

    def _end_inline_content(self) -> None:
        """Readings and drawings that were left open end with the line."""
        for name in UNSEEN:
            if name != "template":
                self._end(name, _BARRIERS)

    def _end(self, name: str, barriers: frozenset[str]) -> None:
        places = self._places.get(name)
        if not places:
            return
        at = places[-1]
        for barrier in barriers:
            above = self._places.get(barrier)
            if above and above[-1] > at:
                return
        while len(self._stack) > at:
            self._places[self._stack.pop().name].pop()


def _barriers(name: str) -> frozenset[str]:
    if name in _TABLE_PARTS:
        return _TABLE_BARRIERS
    return _ITEM_BARRIERS if name in _ITEMS else _BARRIERS


def _element(name: str, attributes: dict[str, str], parent: Element) -> Element:
    row, cell = parent.row, parent.cell
    if name == "table" or name in HEADINGS:
        if cell is not None:
            cell.row.layout = True
        if name == "table":
            row = cell = None
    elif name == "tr":
        row, cell = Row(), None
    elif name in {"td", "th"}:
        row = row or Row()
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

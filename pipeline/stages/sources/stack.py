"""Which elements enclose what: the open elements of an HTML page, for any nesting.

A small part of the tree construction of the HTML standard: enough to know the elements
around each stretch of text, whether it stands in a link, a table cell or a ruby reading.
Misnested and unclosed tags are borne, and every step takes constant time on average.
"""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum

from pipeline.stages.sources.elements import (
    BLOCKS,
    HEADINGS,
    VOID,
    Element,
    element_in,
    names,
)

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
    "ruby": ("rt", "rp", "rtc"),
    "rt": ("rt", "rp"),
    "rp": ("rt", "rp"),
    "rb": ("rt", "rp", "rb", "rtc"),
    "rtc": ("rt", "rp", "rb", "rtc"),
    "body": ("head",),
    **dict.fromkeys(HEADINGS, HEADINGS),
}
_TABLE_PARTS = names("td th tr thead tbody tfoot caption table")
_ITEMS = names("li dt dd option optgroup")
_SELF_ENDING = _ITEMS | names("p td th tr thead tbody tfoot caption rt rp rb rtc")
# Those that may stand in a paragraph or drawing without ending it.
_BLOCKS = BLOCKS - names("button option optgroup select title video")


class _Scope(IntEnum):
    """How far the search for an element to end may go out, by what it must not leave."""

    TABLE = 0
    CELL = 1
    LIST = 2


# Those that shut a scope in: what stands in a cell does not end the row.
_SHUTS = {
    **dict.fromkeys(("table", "template"), _Scope.TABLE),
    **dict.fromkeys(("td", "th", "caption", "button"), _Scope.CELL),
    **dict.fromkeys(("ul", "ol", "menu", "dir", "dl", "select"), _Scope.LIST),
}


class OpenElements:
    """The stack of open elements; ``current`` is the innermost.

    ``deepest`` bounds the depth that any parser may see so far, tags without end and all.
    """

    def __init__(self) -> None:
        self._stack = [Element("", "", None, 0)]
        # For each open element, how far out a search in each scope may go.
        self._limits: list[tuple[int, ...]] = [(0, 0, 0)]
        self._places: dict[str, list[int]] = defaultdict(list)
        self._unclosed: dict[str, int] = defaultdict(int)
        self._depth = 0
        self._shallowest = 0
        self.deepest = 0

    @property
    def current(self) -> Element:
        """The innermost open element, or the root above all."""
        return self._stack[-1]

    def shallowest(self) -> int:
        """The least depth since this was last asked: elements up to it have stayed open."""
        least = min(self._shallowest, len(self._stack) - 1)
        self._shallowest = len(self._stack) - 1
        return least

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """Enter an element; those that its start tag ends are left first."""
        if name in _BLOCKS:
            self._end("p", _Scope.CELL)
            self._end_inline_content()
        ended = _ENDS.get(name)
        if ended:
            scope = _scope(name)
            for other in ended:
                self._end(other, scope)
        if name not in VOID:
            self._count(name, 1)
            self._push(element_in(self.current, name, attributes))

    def close(self, name: str) -> None:
        """Leave the innermost element of that name, and all inside it; else do nothing."""
        if name in _BLOCKS:
            self._end_inline_content()
        if name in self._unclosed:
            self._count(name, -1)
        self._end(name, _Scope.TABLE if name in _TABLE_PARTS else _Scope.CELL)

    def _count(self, name: str, step: int) -> None:
        """Keep ``deepest``: how deep any parser can come to nest the elements.

        Elements whose end tag may be left out do not nest by themselves.
        """
        if name not in _SELF_ENDING and self._unclosed[name] + step >= 0:
            self._unclosed[name] += step
            self._depth += step
            self.deepest = max(self.deepest, self._depth)

    def _push(self, element: Element) -> None:
        place = len(self._stack)
        limits = self._limits[-1]
        shut = _SHUTS.get(element.name)
        if shut is not None:
            limits = tuple(place if scope >= shut else at for scope, at in enumerate(limits))
        self._limits.append(limits)
        self._places[element.name].append(place)
        self._stack.append(element)

    def _end_inline_content(self) -> None:
        """Readings and drawings that were left open end with the line."""
        if self.current.unseen:
            for name in ("rt", "rp", "rtc", "svg"):
                self._end(name, _Scope.CELL)

    def _end(self, name: str, scope: _Scope) -> None:
        places = self._places.get(name)
        if not places or places[-1] < self._limits[-1][scope]:
            return
        at = places[-1]
        while len(self._stack) > at:
            self._places[self._stack.pop().name].pop()
        del self._limits[at:]
        self._shallowest = min(self._shallowest, at - 1)


def _scope(name: str) -> _Scope:
    if name in _TABLE_PARTS:
        return _Scope.TABLE
    return _Scope.LIST if name in _ITEMS else _Scope.CELL

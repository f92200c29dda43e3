"""Characters that carry no text: they are left out of pages, plain or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.model import Dropped, Span

# Control characters but tab and line ends (escape sequences of terminals among them);
# characters without width, among them marks of direction; variation selectors, which
# part 葛 with its variant from every list that names it.
CONTROL = r"\x00-\x08\x0e-\x1f\x7f"
INVISIBLE = (
    r"\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_IGNORABLE = re.compile(f"(?P<control>[{CONTROL}]+)|[{INVISIBLE}]+")


class Rule(NamedTuple):
    """Why a stretch is left out, as dropped.csv tells it."""

    reason: str
    rule_id: str

    def drop(self, start: int, end: int) -> Dropped:
        """The stretch as a row."""
        return Dropped(Span(start, end), self.reason, self.rule_id)


CONTROL_RULE = Rule("control character", "page.control")
INVISIBLE_RULE = Rule("invisible character", "page.invisible")


def ignorable(text: str, start: int = 0, end: int | None = None) -> Iterator[Dropped]:
    """The stretches of ``text[start:end]`` that carry no text, in order."""
    for found in _IGNORABLE.finditer(text, start, len(text) if end is None else end):
        rule = CONTROL_RULE if found["control"] else INVISIBLE_RULE
        yield rule.drop(*found.span())

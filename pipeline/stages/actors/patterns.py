"""The pattern language of ``rules/actors``: slots for classes of words, regex between.

``{state}の?{name}{office}`` reads: a country, perhaps の, a person's name, an office.
Slots with a capital meaning (state, office, person …) capture what they match, so that
the mention can be coded from them.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from pipeline.rulefiles import deferred, guarded
from pipeline.stages.actors.scanning import SYMBOLS
from pipeline.stages.actors.schema import Pattern

_SLOT = deferred(r"\{([a-z_]+)\}")
MAX_DEPTH = 8


class UnknownSlotError(ValueError):
    """A pattern speaks of a slot that neither the words nor the rule file define."""


def expand(pattern: str, slots: Mapping[str, str]) -> str:
    """The pattern with its slots written out. Raises :class:`UnknownSlotError`."""

    def replace(match: regex.Match[str]) -> str:
        name = match[1]
        if name in slots:
            return f"(?:{slots[name]})"
        if name in SYMBOLS:
            return f"(?P<{name}>{SYMBOLS[name]})"
        raise UnknownSlotError(f"unknown slot '{{{name}}}'")

    for _ in range(MAX_DEPTH):
        expanded = _SLOT.sub(replace, pattern)
        if expanded == pattern:
            return pattern
        pattern = expanded
    raise UnknownSlotError("slots refer to each other in a circle")


def symbols(pattern: str) -> str:
    """Replace ``<office>`` inside character classes by the symbol of the class."""
    for name, symbol in SYMBOLS.items():
        pattern = pattern.replace(f"<{name}>", symbol)
    return pattern


def compile_pattern(pattern: Pattern, slots: Mapping[str, str]) -> regex.Pattern[str]:
    """The regular expression of one pattern over encoded text.

    Raises ``ValueError`` (``regex.error`` among them) when it is not one.
    """
    classes = {name: symbols(value) for name, value in slots.items()}
    return guarded(expand(symbols(pattern.pattern), classes), pattern.id)

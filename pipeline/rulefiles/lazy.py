"""Patterns that are compiled when they are first used: a start needs few of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import regex

_TAKEN = (
    "findall",
    "finditer",
    "flags",
    "fullmatch",
    "groupindex",
    "groups",
    "match",
    "search",
    "split",
    "sub",
    "subn",
)


class LazyPattern:
    """Stands for the pattern that ``make`` compiles of ``pattern``, with its methods.

    From the first use on it costs what the compiled pattern costs: its methods are taken
    over. What ``make`` raises is raised then.
    """

    __slots__ = ("_make", "pattern", *_TAKEN)

    def __init__(self, pattern: str, make: Callable[[str], regex.Pattern[str]]) -> None:
        self.pattern = pattern
        self._make = make

    def __getattr__(self, name: str) -> Any:
        # Called only for what is not there yet.
        if name not in _TAKEN:
            raise AttributeError(name)
        compiled = self._make(self.pattern)
        for taken in _TAKEN:
            setattr(self, taken, getattr(compiled, taken))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"LazyPattern({self.pattern!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return LazyPattern, (self.pattern, self._make)

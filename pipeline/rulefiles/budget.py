"""Patterns on a time budget: one that runs away is stopped, noted, and the work goes on.

A limit costs microseconds on every call, many times what most patterns take, so only a
pattern whose form does not rule out long backtracking is guarded, and only on texts long
enough for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Any

import regex

from pipeline.rulefiles.formreading import form_of
from pipeline.rulefiles.memory import compile_regex, remembered

# Seconds that a pattern may take in one call on one text.
SECONDS = 0.5
# In how many ways a pattern may try to match at one place and still need no limit.
WAYS_WITHOUT_LIMIT = 10_000_000
# How many steps a pattern may take on a whole text without: a fraction of the seconds.
STEPS_WITHOUT_LIMIT = 10_000_000

_stopped: ContextVar[dict[str, str] | None] = ContextVar("stopped", default=None)


class GuardedPattern:
    """A compiled pattern under a time limit; a call that exceeds it finds nothing.

    It has the methods of a pattern that stages use. Stopped calls are noted for
    :func:`noting_stops`.
    """

    __slots__ = ("_compiled", "_short", "pattern", "rule_id")

    def __init__(self, compiled: regex.Pattern[str], rule_id: str, short: int = 0) -> None:
        self._compiled = compiled
        # Texts up to this length need no limit.
        self._short = short
        self.rule_id = rule_id
        self.pattern: str = compiled.pattern

    @property
    def groupindex(self) -> dict[str, int]:
        """As of a pattern."""
        return dict(self._compiled.groupindex)

    @property
    def groups(self) -> int:
        """As of a pattern."""
        return int(self._compiled.groups)

    def search(self, text: str, *where: Any, **more: Any) -> regex.Match[str] | None:
        """As of a pattern."""
        if len(text) <= self._short:
            return self._compiled.search(text, *where, **more)
        return self._one(self._compiled.search, text, where, more)

    def match(self, text: str, *where: Any, **more: Any) -> regex.Match[str] | None:
        """As of a pattern."""
        if len(text) <= self._short:
            return self._compiled.match(text, *where, **more)
        return self._one(self._compiled.match, text, where, more)

    def fullmatch(self, text: str, *where: Any, **more: Any) -> regex.Match[str] | None:
        """As of a pattern."""
        if len(text) <= self._short:
            return self._compiled.fullmatch(text, *where, **more)
        return self._one(self._compiled.fullmatch, text, where, more)

    def finditer(self, text: str, *where: Any, **more: Any) -> Iterator[regex.Match[str]]:
        """As of a pattern; matches found before the time is up stand."""
        if len(text) <= self._short:
            yield from self._compiled.finditer(text, *where, **more)
            return
        try:
            yield from self._compiled.finditer(text, *where, **{**more, "timeout": SECONDS})
        except TimeoutError:
            self._note(text)

    def sub(self, put: Any, text: str, *more: Any) -> str:
        """As of a pattern; the text itself when the time is up."""
        if len(text) <= self._short:
            return str(self._compiled.sub(put, text, *more))
        try:
            return str(self._compiled.sub(put, text, *more, timeout=SECONDS))
        except TimeoutError:
            self._note(text)
            return text

    def within(self, seconds: float, text: str) -> None:
        """Search a text once. Raises ``TimeoutError`` when that takes longer."""
        self._compiled.search(text, timeout=seconds)

    def _one(
        self, call: Any, text: str, where: tuple[Any, ...], more: dict[str, Any]
    ) -> regex.Match[str] | None:
        try:
            return call(text, *where, **{**more, "timeout": SECONDS})
        except TimeoutError:
            self._note(text)
            return None

    def _note(self, text: str) -> None:
        stopped = _stopped.get()
        if stopped is not None:
            stopped.setdefault(self.rule_id, text)


def guarded(pattern: str, rule_id: str) -> Any:
    """The compiled pattern of a rule, guarded where its form may need it.

    Raises ``regex.error``.

    >>> type(guarded("(?:会|談)+談", "x")).__name__, type(guarded("会談", "x")).__name__
    ('GuardedPattern', 'Pattern')
    """
    compiled = compile_regex(pattern)
    short = remembered("short 2", pattern, _length_without_limit)
    return compiled if short == _ANY else GuardedPattern(compiled, rule_id, short)


@contextmanager
def noting_stops() -> Iterator[dict[str, str]]:
    """Gathers, by rule id, a text on which each pattern was stopped inside."""
    found: dict[str, str] = {}
    token = _stopped.set(found)
    try:
        yield found
    finally:
        _stopped.reset(token)


_ANY = -1


def _length_without_limit(pattern: str) -> int:
    """The length of texts up to which a pattern needs no limit, _ANY where none does."""
    length = form_of(pattern).longest(WAYS_WITHOUT_LIMIT, STEPS_WITHOUT_LIMIT)
    return _ANY if length == inf else int(length)

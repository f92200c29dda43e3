"""Patterns that cannot stall: those that might backtrack for long run under a time limit.

A limit costs microseconds on every call, more than most patterns take, so it is only set
where the form of a pattern and the length of the text do not rule a stall out.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.errors import RenkeiError
from pipeline.rulefiles import remembered
from pipeline.rulefiles.formreading import form_of

# Seconds that one pattern may take on one text.
PATTERN_SECONDS = 2.0
# In how many ways a pattern may try to match at one place and still need no limit.
WAYS_WITHOUT_LIMIT = 50_000_000
# How many steps it may take on a whole text without.
STEPS_WITHOUT_LIMIT = 10_000_000


@dataclass
class PatternTimeout(RenkeiError):  # noqa: N818 - a timeout is an error by its name
    """A pattern that takes too long on a text; ``where`` is the rule's id."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern of the rule ``rule_id``.

    ``short`` tells up to which length a text needs no limit.
    Every method raises :class:`PatternTimeout` when the pattern comes to no end.
    """

    compiled: regex.Pattern[str]
    rule_id: str
    short: float

    @classmethod
    def of(cls, compiled: regex.Pattern[str], rule_id: str) -> Pattern:
        """The pattern, under a time limit where its form may need one."""
        short = remembered("date short 1", compiled.pattern, _length_without_limit)
        return cls(compiled, rule_id, short)

    def matches(self, text: str) -> list[regex.Match[str]]:
        """Every match in ``text``, none overlapping another."""
        if len(text) <= self.short:
            return list(self.compiled.finditer(text))
        try:
            return list(self.compiled.finditer(text, timeout=PATTERN_SECONDS))
        except TimeoutError:
            raise self._timeout() from None

    def match(self, text: str, at: int) -> regex.Match[str] | None:
        """The match that starts at ``at``."""
        if len(text) <= self.short:
            return self.compiled.match(text, at)
        try:
            return self.compiled.match(text, at, timeout=PATTERN_SECONDS)
        except TimeoutError:
            raise self._timeout() from None

    def search(self, text: str, start: int, end: int) -> regex.Match[str] | None:
        """The first match within ``text[start:end]``."""
        if len(text) <= self.short:
            return self.compiled.search(text, start, end)
        try:
            return self.compiled.search(text, start, end, timeout=PATTERN_SECONDS)
        except TimeoutError:
            raise self._timeout() from None

    def _timeout(self) -> PatternTimeout:
        return PatternTimeout(
            self.rule_id,
            f"its pattern takes over {PATTERN_SECONDS:g} s on a text",
            "Do not repeat what already repeats: (a+)+ can match in endless ways.",
        )


def _length_without_limit(pattern: str) -> float:
    return form_of(pattern).longest(WAYS_WITHOUT_LIMIT, STEPS_WITHOUT_LIMIT)

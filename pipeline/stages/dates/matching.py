"""Folded text to atoms: what each rule finds, the longest where several do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.errors import RenkeiError
from pipeline.stages.dates.folding import Folded
from pipeline.stages.dates.fragments import Fields, read_fields
from pipeline.stages.dates.rules import Compiled, DateRules
from pipeline.stages.dates.schema import ExpressionRule

# Seconds that one pattern may take on one text. Ours take microseconds: only a pattern
# that backtracks without end comes near.
PATTERN_SECONDS = 2.0

_DAY_FIELDS = frozenset({"day", "day_word", "day_same", "weekday"})


@dataclass
class PatternTimeout(RenkeiError):  # noqa: N818 - a timeout is an error by its name
    """A pattern that takes too long on a text; ``where`` is the rule's id."""


@dataclass(slots=True)
class Atom:
    """One written piece: where it stands, the rule that reads it, what was captured."""

    start: int
    end: int
    rule: ExpressionRule
    fields: Fields

    @property
    def names_day(self) -> bool:
        """True when it tells a day, so that a weekday or time may follow."""
        return not _DAY_FIELDS.isdisjoint(self.fields)


def find_atoms(folded: Folded, rules: DateRules) -> list[Atom]:
    """The atoms of a text in order, none overlapping another; ignored ones are left out.

    The leftmost match wins, then the longest, then the rule that comes first in the files.
    Raises :class:`PatternTimeout`.
    """
    candidates = [
        (match.start(), -match.end(), compiled.order, match, compiled)
        for compiled in rules.expressions
        for match in _matches(compiled, folded.marked)
    ]
    candidates.sort(key=lambda candidate: candidate[:3])
    atoms = []
    reached = 0
    for start, _, _, match, compiled in candidates:
        if start < reached:
            continue
        fields = read_fields(match, rules.words)
        if fields is None:
            continue
        atom = Atom(start, match.end(), compiled.rule, compiled.given | fields)
        if compiled.rule.resolve != "ignore":
            _read_tails(atom, folded, rules)
            _trim(atom, folded.plain)
            atoms.append(atom)
        reached = atom.end
    return atoms


def _matches(compiled: Compiled[ExpressionRule], text: str) -> Iterator[regex.Match[str]]:
    try:
        yield from compiled.pattern.finditer(text, timeout=PATTERN_SECONDS)
    except TimeoutError:
        raise _timeout(compiled.rule.id) from None


def _timeout(rule_id: str) -> PatternTimeout:
    return PatternTimeout(
        rule_id,
        f"its pattern takes over {PATTERN_SECONDS:g} s on this text",
        "Repeat less inside a repetition: (a+)+ can be matched in endless ways.",
    )


def match_at(
    pattern: regex.Pattern[str], text: str, at: int, rule_id: str
) -> regex.Match[str] | None:
    """The match of ``pattern`` that starts at ``at``. Raises :class:`PatternTimeout`."""
    try:
        return pattern.match(text, at, timeout=PATTERN_SECONDS)
    except TimeoutError:
        raise _timeout(rule_id) from None


def _read_tails(atom: Atom, folded: Folded, rules: DateRules) -> None:
    """Read on after the atom: each kind of tail once, in any order the files give."""
    if atom.rule.resolve not in {"date", "offset", "same_period"}:
        return
    for tail in rules.tails:
        if tail.rule.after == "day" and not atom.names_day:
            continue
        match = match_at(tail.pattern, folded.marked, atom.end, tail.rule.id)
        if match is None:
            continue
        fields = read_fields(match, rules.words)
        if fields is None or atom.fields.keys() & fields.keys():
            continue
        atom.fields |= fields | tail.given
        atom.end = match.end()


def _trim(atom: Atom, text: str) -> None:
    while text[atom.start] == " ":
        atom.start += 1
    while text[atom.end - 1] == " ":
        atom.end -= 1

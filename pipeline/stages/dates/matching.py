"""Folded text to atoms: what each rule finds, the longest where several do."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.stages.dates.folding import Folded
from pipeline.stages.dates.fragments import Fields, read_fields
from pipeline.stages.dates.rules import DateRules
from pipeline.stages.dates.schema import ExpressionRule

_DATED = frozenset({"date", "offset", "same_period"})
_DAY_FIELDS = frozenset({"day", "day_word", "day_same", "weekday", "named_day"})


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
        for compiled in rules.expressions_for(folded.full)
        for match in compiled.pattern.matches(folded.full)
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
            if folded.elided(atom.end - 1):
                atom.end -= 1
            else:
                _read_tails(atom, folded, rules)
            _trim(atom, folded.plain)
            atoms.append(atom)
        reached = atom.end
    return atoms


def _read_tails(atom: Atom, folded: Folded, rules: DateRules) -> None:
    """Read on after the atom: each kind of tail once, in any order the files give."""
    if atom.rule.resolve not in _DATED or rules.any_tail.match(folded.full, atom.end) is None:
        return
    for tail in rules.tails:
        if tail.rule.after == "day" and not atom.names_day:
            continue
        match = tail.pattern.match(folded.full, atom.end)
        if match is None:
            continue
        fields = read_fields(match, rules.words)
        if fields is None or atom.fields.keys() & fields.keys():
            continue
        atom.fields |= fields | tail.given
        atom.end = match.end()


def _trim(atom: Atom, text: str) -> None:
    """Leave out spaces at both ends."""
    while text[atom.start] == " ":
        atom.start += 1
    while text[atom.end - 1] == " ":
        atom.end -= 1

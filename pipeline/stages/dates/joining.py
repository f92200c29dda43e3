"""Atoms to phrases: ranges, lists, and days with a length."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.stages.dates.folding import Folded
from pipeline.stages.dates.matching import Atom
from pipeline.stages.dates.rules import Compiled, DateRules
from pipeline.stages.dates.schema import JoinRule

_DATED = frozenset({"date", "offset", "same_period"})
# What an item of a list may tell when it takes the rest from the item before.
_LIST_ITEM = frozenset({"day", "weekday", "daypart"})
_LONGEST_GAP = 12


@dataclass(slots=True)
class Phrase:
    """One expression: an atom, or several joined by a rule."""

    parts: list[Atom]
    join: JoinRule | None = None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.parts[-1].end


def join_atoms(atoms: list[Atom], folded: Folded, rules: DateRules) -> list[Phrase]:
    """Phrases in order. A list goes on as long as its joiner does; others have two parts."""
    phrases: list[Phrase] = []
    for atom in atoms:
        if phrases:
            phrase = phrases[-1]
            join = _joiner(phrase, atom, folded, rules)
            if join is not None:
                phrase.parts.append(atom)
                phrase.join = join
                continue
        phrases.append(Phrase([atom]))
    return phrases


def _joiner(phrase: Phrase, atom: Atom, folded: Folded, rules: DateRules) -> JoinRule | None:
    gap = atom.start - phrase.end
    if not 0 <= gap <= _LONGEST_GAP or (phrase.join and phrase.join.join != "list"):
        return None
    for compiled in rules.joins:
        if phrase.join is not None and compiled.rule is not phrase.join:
            continue
        match = compiled.pattern.match(folded.plain, phrase.end)
        if (
            match is not None
            and match.end() == atom.start
            and _fits(compiled, phrase, atom, folded)
        ):
            return compiled.rule
    return None


def _fits(join: Compiled[JoinRule], phrase: Phrase, atom: Atom, folded: Folded) -> bool:
    before = phrase.parts[-1]
    if before.rule.resolve not in _DATED:
        return False
    kind = join.rule.join
    if kind in {"end_and_length", "start_and_length"}:
        return atom.rule.resolve == "duration" and _lasts(before, atom)
    if atom.rule.resolve not in _DATED:
        return False
    if kind == "list":
        elided = any(folded.elided(at) for at in range(before.end, atom.start))
        return elided or (before.names_day and _next_day_alone(before, atom))
    return True


def _lasts(before: Atom, atom: Atom) -> bool:
    """True when the length is exact, and in units no finer than the date before it."""
    units = {"day", "week", "month", "year"} if before.names_day else {"month", "year"}
    exact = "count" in atom.fields and "approximate" not in atom.fields
    return exact and atom.fields.get("unit") in units and "hour" not in before.fields


def _next_day_alone(before: Atom, atom: Atom) -> bool:
    """8日、9日; not 14日夜、20日に予定していた訪問を取りやめた."""
    return (
        "day" in atom.fields
        and ("daypart" not in before.fields or "daypart" in atom.fields)
        and atom.fields.keys() <= _LIST_ITEM
        and before.fields.get("day", 31) < atom.fields["day"]
    )

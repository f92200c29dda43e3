"""Which phrases of event rules occur in which records: what an edit of a rule can change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.flow.reading import Occurring, Reading
from pipeline.stages.events import EventRules
from pipeline.stages.events.identity import identity_of, occurs
from pipeline.stages.events.rules import Phrase


@dataclass(frozen=True, slots=True, eq=False)
class LookedFor:
    """What was looked for in a document, by the phrases' hashes.

    ``triggers`` were looked for in all records, each of ``conditions`` only where one of
    certain triggers occurs, which stand beside it.
    """

    triggers: frozenset[str] = frozenset()
    conditions: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __or__(self, other: LookedFor) -> LookedFor:
        """What was looked for in either."""
        # Conditions of one rule share their set of triggers, here and in JSON.
        joined: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
        conditions: dict[str, frozenset[str]] = {}
        for name in sorted({*self.conditions, *other.conditions}):
            pair = self.beside(name), other.beside(name)
            if pair not in joined:
                joined[pair] = pair[0] | pair[1]
            conditions[name] = joined[pair]
        return LookedFor(self.triggers | other.triggers, conditions)

    def beside(self, condition: str) -> frozenset[str]:
        """The triggers of the records in which a condition was looked for."""
        return self.conditions.get(condition, _NONE)

    def to_json(self) -> str:
        """As JSON; equal for equals."""
        groups: dict[frozenset[str], list[str]] = defaultdict(list)
        for name, triggers in sorted(self.conditions.items()):
            groups[triggers].append(name)
        listed = sorted([sorted(triggers), names] for triggers, names in groups.items())
        return json.dumps([sorted(self.triggers), listed])

    @classmethod
    def from_json(cls, data: str) -> LookedFor:
        """What :meth:`to_json` wrote."""
        triggers, listed = json.loads(data)
        conditions: dict[str, frozenset[str]] = {}
        for beside, names in listed:
            conditions |= dict.fromkeys(names, frozenset(beside))
        return cls(frozenset(triggers), conditions)


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Missing:
    """What is still to be looked for: triggers, and conditions where triggers are new."""

    triggers: tuple[str, ...]
    conditions: tuple[tuple[str, frozenset[str], frozenset[str]], ...]


class PhraseIndex:
    """The phrases of one set of event rules; ``phrases`` tells all of them by their hashes."""

    def __init__(self, rules: EventRules) -> None:
        self._rules = [identity_of(rule) for rule in rules.rules]
        # Several rules may share a phrase.
        self._of_trigger: dict[str, list[int]] = defaultdict(list)
        self._of_condition: dict[str, list[int]] = defaultdict(list)
        self._triggers: dict[str, Phrase] = {}
        self._conditions: dict[str, Phrase] = {}
        for number, rule in enumerate(self._rules):
            for name in rule.triggers:
                self._of_trigger[name].append(number)
            for name in rule.conditions:
                self._of_condition[name].append(number)
            self._triggers |= rule.triggers
            self._conditions |= rule.conditions
        beside = [frozenset(rule.triggers) for rule in self._rules]
        self.phrases = LookedFor(
            frozenset(self._triggers),
            {name: _joined(beside, of) for name, of in self._of_condition.items()},
        )
        self._missing: dict[LookedFor, _Missing] = {}

    def within(self, known: LookedFor) -> bool:
        """Whether all phrases were looked for, each wherever it may count."""
        missing = self._missing_from(known)
        return not (missing.triggers or missing.conditions)

    def look_for(self, known: LookedFor, reading: Reading) -> None:
        """Note where phrases occur that are not ``known`` yet."""
        places = reading.occurring.places
        missing = self._missing_from(known)
        everywhere = range(len(reading.articles))
        for name in missing.triggers:
            if found := _found(self._triggers[name], reading, everywhere):
                places[name] = found
        spoken: dict[tuple[frozenset[str], frozenset[str]], list[int]] = {}
        for name, now, before in missing.conditions:
            if (now, before) not in spoken:
                # Where it was looked for under other triggers, what was found stands.
                spoken[now, before] = sorted(_holding(now, places) - _holding(before, places))
            if found := _found(self._conditions[name], reading, spoken[now, before]):
                places[name] = sorted({*places.get(name, ()), *found})

    def _missing_from(self, known: LookedFor) -> _Missing:
        """What of the phrases is not ``known``."""
        # Documents of one run know the same phrases, nearly all of them.
        if known not in self._missing:
            self._missing[known] = _Missing(
                tuple(name for name in self._triggers if name not in known.triggers),
                tuple(
                    (name, now, before)
                    for name, now in self.phrases.conditions.items()
                    if not now <= (before := known.beside(name))
                ),
            )
        return self._missing[known]

    def speaking(self, occurring: Occurring, records: int) -> list[str]:
        """For each record the rules that speak of it, with their phrases in it, as one text."""
        told: list[dict[int, list[str]]] = [{} for _ in range(records)]
        for name, places in occurring.places.items():
            for rule in self._of_trigger.get(name, ()):
                for number in places:
                    told[number].setdefault(rule, []).append(name)
        for name, places in occurring.places.items():
            for rule in self._of_condition.get(name, ()):
                for number in places:
                    if rule in told[number]:
                        told[number][rule].append(name)
        return [
            ";".join(
                f"{self._rules[rule].rest} {' '.join(sorted(names))}"
                for rule, names in sorted(rules.items())
            )
            for rules in told
        ]


def _joined(sets: list[frozenset[str]], numbers: list[int]) -> frozenset[str]:
    """Some of the sets as one; a single one as it is, for rules share it."""
    first, *others = (sets[number] for number in numbers)
    return first.union(*others) if others else first


def _holding(triggers: Iterable[str], places: Mapping[str, list[int]]) -> set[int]:
    """The records in which one of the triggers occurs."""
    return {number for name in triggers for number in places.get(name, ())}


def _found(phrase: Phrase, reading: Reading, numbers: Iterable[int]) -> list[int]:
    """Those of the records in which a phrase occurs."""
    found: list[int] = []
    if phrase.anchors and reading.lacks(phrase.anchors):
        return found
    for number in numbers:
        head = reading.records[number].head
        if occurs(phrase, head.record.text.text, head.sentences):
            found.append(number)
    return found

"""Which phrases of event rules occur in which records: what an edit of a rule can change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.flow.reading import Occurring, Reading
from pipeline.stages.events import EventRules
from pipeline.stages.events.identity import identity_of, occurs
from pipeline.stages.events.rules import Phrase

_Places = list[tuple[str, int]]


class PhraseIndex:
    """The phrases of one set of event rules; ``hashes`` are their hashes."""

    def __init__(self, rules: EventRules) -> None:
        self._rules = [identity_of(rule) for rule in rules.rules]
        # Several rules may share a phrase.
        self._of_trigger: dict[str, list[int]] = defaultdict(list)
        self._of_condition: dict[str, list[int]] = defaultdict(list)
        for number, rule in enumerate(self._rules):
            for phrase in rule.triggers:
                self._of_trigger[phrase].append(number)
            for phrase in rule.conditions:
                self._of_condition[phrase].append(number)
        self.hashes = frozenset((*self._of_trigger, *self._of_condition))
        self._missing: dict[frozenset[str], tuple[_Places, _Places]] = {}

    def look_for(self, known: frozenset[str], reading: Reading) -> None:
        """Note where phrases occur that are not ``known`` yet."""
        places = reading.occurring.places
        triggers, conditions = self._missing_from(known)
        everywhere = range(len(reading.articles))
        for name, first in triggers:
            _note(places, name, self._rules[first].triggers[name], reading, everywhere)
        spoken: dict[int, list[int]] = {}
        for name, first in conditions:
            rule = self._rules[first]
            if first not in spoken:
                spoken[first] = sorted({n for t in rule.triggers for n in places.get(t, ())})
            _note(places, name, rule.conditions[name], reading, spoken[first])

    def _missing_from(self, known: frozenset[str]) -> tuple[_Places, _Places]:
        """Triggers and conditions that are not ``known``, each with its first rule's place."""
        # Documents of one run know the same phrases, nearly all of them.
        if known not in self._missing:
            triggers, conditions = (
                [(name, rules[0]) for name, rules in of.items() if name not in known]
                for of in (self._of_trigger, self._of_condition)
            )
            self._missing[known] = triggers, conditions
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
                        told[number][rule].append(self._rules[rule].asked[name])
        return [
            ";".join(
                f"{self._rules[rule].rest} {' '.join(sorted(names))}"
                for rule, names in sorted(rules.items())
            )
            for rules in told
        ]


def _note(
    places: dict[str, list[int]],
    name: str,
    phrase: Phrase,
    reading: Reading,
    numbers: Iterable[int],
) -> None:
    found = []
    for number in numbers:
        head = reading.records[number].head
        if occurs(phrase, head.record.text.text, head.sentences):
            found.append(number)
    if found:
        places[name] = found

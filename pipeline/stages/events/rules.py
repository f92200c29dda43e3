"""Event rules, compiled: what the stage evaluates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from pipeline.rulefiles import guarded
from pipeline.stages.events.confidence import Confidence
from pipeline.stages.events.schema import EventType, Roles, RuleEntry, Status


@dataclass(frozen=True)
class Phrase:
    """One trigger phrase: its pattern, compiled when first needed, and its anchors."""

    pattern: str
    anchors: frozenset[str]
    rule_id: str

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        """The pattern, ready to search."""
        return guarded(self.pattern, self.rule_id)


@dataclass(frozen=True, slots=True)
class EventRule:
    """A compiled rule. ``order`` is its place in the folder: earlier wins a tie.

    ``phrases`` are those of its trigger, ``conditions`` those of needs, unless and without.
    """

    entry: RuleEntry
    type: EventType
    roles: Roles
    trigger: regex.Pattern[str]
    needs: regex.Pattern[str] | None
    unless: regex.Pattern[str] | None
    without: regex.Pattern[str] | None
    order: int
    phrases: tuple[Phrase, ...] = ()
    conditions: tuple[Phrase, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled status cue; ``types`` are the only event types it speaks of, all if empty."""

    id: str
    status: Status
    words: regex.Pattern[str]
    unless: regex.Pattern[str] | None
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A compiled entry of ``not_acts``."""

    id: str
    after: regex.Pattern[str]
    types: frozenset[str]


@dataclass(frozen=True)
class EventRules:
    """Everything in ``rules/events``, compiled."""

    rules: tuple[EventRule, ...]
    cues: tuple[Cue, ...]
    not_acts: tuple[Exclusion, ...]
    members: dict[str, tuple[str, ...]]
    namesakes: dict[str, str]
    bodies: frozenset[str]
    missions: dict[str, str]
    peacekeeping: regex.Pattern[str]
    flags: dict[str, str]
    outlets: dict[str, str]
    own_land: regex.Pattern[str]
    together: regex.Pattern[str]
    bystander_after: regex.Pattern[str]
    bystander_before: regex.Pattern[str]
    bystander_name: regex.Pattern[str]
    saying: regex.Pattern[str]
    background: regex.Pattern[str]
    same_day: regex.Pattern[str]
    of_talks: regex.Pattern[str]
    period_label: regex.Pattern[str]
    lasting: dict[str, regex.Pattern[str]]
    told_later: dict[str, regex.Pattern[str]]
    asking: regex.Pattern[str]
    no_news: regex.Pattern[str]
    private: regex.Pattern[str]
    official: regex.Pattern[str]
    quoted: regex.Pattern[str]
    instruments: dict[str, regex.Pattern[str]]
    pact_letters: dict[str, str]
    bare_kinds: frozenset[str]
    confidence: Confidence

    def is_state(self, code: str) -> bool:
        """Whether a code is a state's: three letters, and none of an organisation's."""
        return len(code) == 3 and code.isalpha() and code not in self.bodies

    @cached_property
    def _by_anchor(self) -> list[tuple[str, list[tuple[EventRule, Phrase]]]]:
        index: dict[str, list[tuple[EventRule, Phrase]]] = {}
        for rule in self.rules:
            for phrase in rule.phrases:
                for anchor in phrase.anchors or {""}:
                    index.setdefault(anchor, []).append((rule, phrase))
        return list(index.items())

    @cached_property
    def _by_start(self) -> dict[str, list[tuple[int, str]]]:
        """The anchors by their first two characters, each with its place in ``_by_anchor``."""
        index: dict[str, list[tuple[int, str]]] = {}
        for place, (anchor, _) in enumerate(self._by_anchor):
            index.setdefault(anchor[:2], []).append((place, anchor))
        return index

    def _anchored(self, sentence: str) -> Iterator[tuple[EventRule, Phrase]]:
        """The phrases of which an anchor stands in the sentence, in the order of the rules."""
        starts = {"", *sentence, *(a + b for a, b in pairwise(sentence))}
        places = sorted(
            place
            for start in starts & self._by_start.keys()
            for place, anchor in self._by_start[start]
            if anchor in sentence
        )
        for place in places:
            yield from self._by_anchor[place][1]

    def matches(self, sentence: str) -> Iterator[tuple[EventRule, regex.Match[str]]]:
        """Every match of a trigger phrase in a sentence; matches may overlap."""
        tried: set[int] = set()
        for rule, phrase in self._anchored(sentence):
            if id(phrase) not in tried:
                tried.add(id(phrase))
                for match in phrase.compiled.finditer(sentence):
                    yield rule, match

    def rule(self, rule_id: str) -> EventRule | None:
        """The rule of that id."""
        return next((r for r in self.rules if r.id == rule_id), None)

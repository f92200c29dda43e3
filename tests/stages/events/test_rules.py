"""Every example in the event rules holds when it is read through the stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.model import Annotation, Event
from pipeline.stages.events import load_event_rules
from pipeline.stages.events.rules import EventRule
from pipeline.stages.events.schema import MatchExample, SkipExample

RULES = load_event_rules(Path(__file__).parents[3] / "rules" / "events").rules
MATCH = [(rule, example) for rule in RULES for example in rule.entry.match]
SKIP = [(rule, example) for rule in RULES for example in rule.entry.skip]
Examples = list[tuple[EventRule, MatchExample | SkipExample]]


@dataclass(frozen=True)
class Reading:
    """What the stages find in the text of each example."""

    found: dict[tuple[str, str | None, bool], tuple[Event, ...]]

    def of(self, rule: EventRule, example: MatchExample | SkipExample) -> list[Event]:
        """The events that this rule finds in its example."""
        key = (example.text, example.day, rule.entry.headline)
        return [e for e in self.found[key] if e.rule_id == rule.id]


@pytest.fixture(scope="module")
def reading(scoring: ModuleType, annotate: Callable[[Sequence[str]], list[Annotation]]) -> Reading:
    examples: Examples = [*MATCH, *SKIP]
    keys = list(dict.fromkeys((e.text, e.day, r.entry.headline) for r, e in examples))
    events = scoring.read_events([scoring.Told(*key) for key in keys], annotate)
    return Reading(dict(zip(keys, events, strict=True)))


def names(examples: Sequence[tuple[EventRule, MatchExample | SkipExample]]) -> list[str]:
    return [f"{rule.id}-{example.text[:24]}" for rule, example in examples]


def told(event: Event) -> dict[str, str | None]:
    """An event in the words of an example."""
    day = event.date
    return {
        "participants": ";".join(event.codes),
        "status": event.status,
        "stage": event.stage,
        "date": day.start if day.start == day.end else f"{day.start}/{day.end}",
    }


def wanted(example: MatchExample) -> dict[str, str | None]:
    """What an example asks for: the fields it names."""
    fields: dict[str, str | None] = {
        "participants": ";".join(sorted(example.participants)) or None,
        "status": example.status,
        "stage": example.stage,
        "date": example.date,
    }
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), MATCH, ids=names(MATCH))
def test_what_a_rule_must_read(rule: EventRule, example: MatchExample, reading: Reading) -> None:
    asked = wanted(example)
    found = [told(event) for event in reading.of(rule, example)]
    assert asked in [{name: event[name] for name in asked} for event in found], found


@pytest.mark.model
@pytest.mark.parametrize(("rule", "example"), SKIP, ids=names(SKIP))
def test_what_a_rule_must_leave_alone(
    rule: EventRule, example: SkipExample, reading: Reading
) -> None:
    assert reading.of(rule, example) == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_proves_itself(rule: EventRule) -> None:
    """Two sentences to read and two to leave alone, each found in the rule's own words."""
    assert len(rule.entry.match) >= 2
    assert len(rule.entry.skip) >= 2
    for example in rule.entry.match:
        assert rule.trigger.search(example.text), example.text

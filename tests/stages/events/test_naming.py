"""Whether two names may mean one pact, exercise or paper."""

from __future__ import annotations

import pytest

from pipeline.model import Event, Participant, Span
from pipeline.stages.events import EventRules
from pipeline.stages.events.naming import names_agree, one_exercise, two_papers


def named(kind: str, name: str) -> Event:
    """An event of a type that goes by a name."""
    return Event(
        type=kind,
        status="completed",
        participants=(Participant("JPN"), Participant("GBR")),
        evidence=Span(0, 1),
        trigger=Span(0, 1),
        rule_id=f"{kind}.test",
        instrument=name,
    )


@pytest.mark.parametrize(
    ("kind", "one", "two", "agree"),
    [
        ("agreement", "「円滑化協定」", "円滑化協定", True),
        ("agreement", "日英円滑化協定", "円滑化協定", True),
        ("agreement", "RAA", "円滑化協定", True),
        ("agreement", "円滑化協定", "協定", True),
        ("agreement", "円滑化協定", "物品役務相互提供協定", False),
        ("agreement", "ACSA", "円滑化協定", False),
        ("exercise", "リムパック", "RIMPAC", True),
        ("exercise", "マラバール", "リムパック", False),
        ("meeting", "2プラス2", "首脳会談", True),
    ],
)
def test_names_of_one_thing(
    event_rules: EventRules, kind: str, one: str, two: str, *, agree: bool
) -> None:
    first, second = named(kind, one), named(kind, two)
    assert names_agree(first, second, event_rules) is agree
    assert names_agree(second, first, event_rules) is agree


def test_papers_of_two_kinds(event_rules: EventRules) -> None:
    letter, pact = named("agreement", "書簡"), named("agreement", "協定")
    assert two_papers(letter, pact, event_rules)
    assert not two_papers(letter, letter, event_rules)
    assert not two_papers(pact, named("agreement", "円滑化協定"), event_rules)


def test_one_exercise_goes_by_one_name(event_rules: EventRules) -> None:
    drill = named("exercise", "「マラバール」")
    assert one_exercise(drill, named("exercise", "マラバール"), event_rules)
    assert not one_exercise(drill, named("exercise", "リムパック"), event_rules)
    assert not one_exercise(drill, named("agreement", "マラバール"), event_rules)

"""Which words tell an act: the longest match wins, and refusals say why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.stages.events import EventRules, load_event_rules
from pipeline.stages.events.triggers import find_triggers

OWN = """type: {type}
note: Rules of a test
roles: mutual
rules:
"""
MEETING = (
    OWN.format(type="meeting")
    + """
  - {id: meeting.talks, note: '', trigger: [会談, 会談する], unless: [会談場, 党首会談]}
  - {id: meeting.phone, note: '', trigger: [電話会談]}
  - {id: meeting.needing, note: '', trigger: [面会], needs: ['/大使|大臣/']}
  - {id: meeting.passage, note: '', trigger: [懇談], needs: [大使], within: passage}
  - {id: meeting.headline, note: '', trigger: [談義], headline: true}
"""
)
EXERCISE = (
    OWN.format(type="exercise")
    + "  - {id: exercise.joint, note: '', trigger: [共同訓練, '{forces}の訓練']}\n"
)
FRAMEWORK = (
    OWN.format(type="framework")
    + "  - {id: framework.found, note: '', trigger: ['/対話を(?:開|始め)/', '/定例会談の新設/']}\n"
)


@pytest.fixture(scope="module")
def rules(project: Path, tmp_path_factory: pytest.TempPathFactory) -> EventRules:
    """A few rules of this test beside the project's own words, cues and context."""
    folder = tmp_path_factory.mktemp("rules") / "events"
    folder.mkdir()
    for name in ("status", "context", "confidence"):
        shutil.copy(project / "rules" / "events" / f"{name}.yaml", folder)
    words = "note: ''\nlists:\n  forces: {note: '', words: [陸軍, 海軍]}\n"
    files = {"words": words, "meeting": MEETING, "exercise": EXERCISE, "framework": FRAMEWORK}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_event_rules(folder)


def found(text: str, rules: EventRules, *, title: bool = False, before: str = "") -> list[str]:
    """The ids of the rules that read something, each with its words."""
    triggers, _ = find_triggers(text, 0, rules, title=title, before=before)
    return [f"{t.rule.id} {t.text}" for t in triggers]


def refused(text: str, rules: EventRules, *, title: bool = False) -> set[str]:
    """The ids of the rules that read nothing, each with why."""
    _, refusals = find_triggers(text, 0, rules, title=title)
    return {f"{r.rule.id} {r.reason} {r.detail}".strip() for r in refusals}


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("両首脳の会談が開かれた。", ["meeting.talks 会談"]),
        ("両首脳は電話会談に臨んだ。", ["meeting.phone 電話会談"]),  # the longest
        ("両首脳は会談した。", ["meeting.talks 会談し"]),
        ("会談と共同訓練", ["meeting.talks 会談", "exercise.joint 共同訓練"]),  # in text order
        ("会談後、再び会談", ["meeting.talks 会談", "meeting.talks 会談"]),
        ("海軍の訓練", ["exercise.joint 海軍の訓練"]),  # a word of a list
        ("定例会談の新設", ["framework.found 定例会談の新設"]),  # no talks yet
        ("株価は大きく下がった。", []),
        ("", []),
    ],
)
def test_the_words_that_tell_an_act(text: str, triggers: list[str], rules: EventRules) -> None:
    assert found(text, rules) == triggers


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("会談場の警備を強めた。", "meeting.talks unless 会談場"),
        ("与野党の党首会談", "meeting.talks unless 党首会談"),
        ("両氏は旧友と面会した。", "meeting.needing needs"),
        ("国防談義", "meeting.headline headline"),
        ("共同訓練について議論した。", "exercise.joint not_act context.agenda"),
        ("首脳は会談を欠席した。", "meeting.talks not_act context.absent"),
    ],
)
def test_refusals_say_why(text: str, why: str, rules: EventRules) -> None:
    assert why in refused(text, rules)
    assert found(text, rules) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("両首脳は電話会談に臨んだ。", "meeting.talks longer meeting.phone"),
        ("定例会談の新設", "meeting.talks longer framework"),
    ],
)
def test_what_gives_way_to_longer_words_is_told(text: str, why: str, rules: EventRules) -> None:
    assert why in refused(text, rules)


def test_a_veto_counts_where_it_stands(rules: EventRules) -> None:
    assert found("会談場で会談", rules) == ["meeting.talks 会談"]


def test_conditions_of_a_rule(rules: EventRules) -> None:
    assert found("両氏は大使と面会", rules) == ["meeting.needing 面会"]
    assert found("国防談義", rules, title=True) == ["meeting.headline 談義"]


def test_a_passage_has_the_sentence_before(rules: EventRules) -> None:
    assert found("その後懇談した。", rules) == []
    told = found("その後懇談した。", rules, before="大使が来訪した。")
    assert told == ["meeting.passage 懇談"]
    # The other rules look at their own sentence alone.
    assert found("その後面会した。", rules, before="大使が来訪した。") == []


def test_offsets_are_the_record_s(rules: EventRules) -> None:
    text = "両首脳の会談"
    (trigger,), _ = find_triggers(text, 100, rules, title=False)
    assert trigger.span == (100 + text.index("会談"), 100 + len(text))


def test_triggers_of_one_type_do_not_overlap(event_rules: EventRules) -> None:
    for rule in event_rules.rules:
        for example in rule.entry.match:
            triggers, _ = find_triggers(example.text, 0, event_rules, title=True)
            for one in triggers:
                same = [t for t in triggers if t.rule.type == one.rule.type and t is not one]
                assert not [t for t in same if t.span.overlaps(one.span)], example.text

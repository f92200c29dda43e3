from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RuleFilesError
from pipeline.rulefiles import load_rule_file
from pipeline.stages.linking import Knowledge, load_linking
from pipeline.stages.linking.knowledge import (
    AGREEMENTS,
    LEVELS,
    AgreementFile,
    LevelFile,
    NameRule,
)

RULES = Path(__file__).parents[3] / "rules"
NAMES, _ = load_rule_file(RULES / AGREEMENTS, AgreementFile)
RANKS, _ = load_rule_file(RULES / LEVELS, LevelFile)


@pytest.mark.parametrize("rule", NAMES.families, ids=[r.id for r in NAMES.families])
def test_examples_of_every_family(rule: NameRule, knowledge: Knowledge) -> None:
    for written in rule.examples.match:
        assert knowledge.name(written).family == rule.id, written
    for written in rule.examples.no_match:
        assert knowledge.name(written).family != rule.id, written


@pytest.mark.parametrize("rule", NAMES.anaphora, ids=[r.id for r in NAMES.anaphora])
def test_examples_of_vague_names(rule: NameRule, knowledge: Knowledge) -> None:
    assert all(knowledge.name(written).vague for written in rule.examples.match)
    assert not any(knowledge.name(written).vague for written in rule.examples.no_match)


@pytest.mark.parametrize("rule", NAMES.parties, ids=[r.id for r in NAMES.parties])
def test_examples_of_party_names_in_front(rule: NameRule, knowledge: Knowledge) -> None:
    for written in rule.examples.match:
        assert knowledge.name(written).core != written
    for written in rule.examples.no_match:
        assert knowledge.name(written).core == written


@pytest.mark.parametrize("rule", RANKS.levels, ids=[r.id for r in RANKS.levels])
def test_examples_of_levels(rule: NameRule, knowledge: Knowledge) -> None:
    assert all(rule.id in knowledge.levels_of(text) for text in rule.examples.match)
    assert not any(rule.id in knowledge.levels_of(text) for text in rule.examples.no_match)


@pytest.mark.parametrize(
    ("written", "core"),
    [
        ("「日伊アクションプラン（行動計画）」", "アクションプラン"),
        ("日・ニュージーランド情報保護協定", "情報保護協定"),
        ("物品役務相互提供協定 (\nACSA)", "物品役務相互提供協定"),
        ("(ACSA)", "ACSA"),
    ],
)
def test_the_core_of_a_name(written: str, core: str, knowledge: Knowledge) -> None:
    assert knowledge.name(written).core == core


def broken(folder: Path, old: str, new: str) -> Path:
    """A copy of the rules with one change in the agreements."""
    (folder / "linking").mkdir()
    for path in (AGREEMENTS, LEVELS):
        text = (RULES / path).read_text(encoding="utf-8")
        (folder / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "物品.{0,5}役務",
            "物品(役務",
            r"agreements\.yaml:\d+:9 pattern does not read: missing \)",
        ),
        ("id: linking.access", "id: linking.acsa", r"id 'linking\.acsa' is used before"),
        (
            "    recurring: true",
            "    recuring: true",
            r"unknown key 'recuring'; did you mean 'recurring'",
        ),
    ],
)
def test_a_broken_file_is_told_by_line(old: str, new: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleFilesError, match=message):
        load_linking(broken(tmp_path, old, new))


def test_an_explosive_pattern_is_stopped_and_told(tmp_path: Path) -> None:
    slow = load_linking(broken(tmp_path, "物品.{0,5}役務", r"'(協|協協)+[あ]\1$'"))
    assert slow.name("協" * 60 + "定").family == ""
    (problem,) = slow.problems()
    assert (problem.stage, problem.problem) == ("linking", "pattern timed out")
    assert "linking.acsa" in problem.detail
    assert slow.problems() == ()

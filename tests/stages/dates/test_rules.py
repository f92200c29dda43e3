"""Rules as data: the examples they carry, rules of one's own, and what is refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import RuleError, RuleFilesError
from pipeline.stages.dates import DateRules, PatternTimeout, find_dates, load_date_rules
from pipeline.stages.dates.eras import MODERN_ERAS
from pipeline.stages.dates.examples import check_examples

RULE = """
rules:
  - id: dates.own.{name}
    note: of one's own
    pattern: '{pattern}'
    resolve: {resolve}
    examples:
      - {{text: 3月期の決算, find: 3月期, anchor: 2025-10-15, value: 2025-03-01/2025-03-31}}
    near_misses: [3月に]
"""


def rule(pattern: str, name: str = "term", resolve: str = "date") -> str:
    return RULE.format(pattern=pattern, name=name, resolve=resolve)


@pytest.fixture
def folder(project: Path, tmp_path: Path) -> Path:
    """A copy of the project's rules that a test may change."""
    return shutil.copytree(project / "rules" / "dates", tmp_path / "rules" / "dates")


def refused(folder: Path, text: str) -> str:
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFilesError) as caught:
        load_date_rules(folder)
    return str(caught.value)


def test_every_rule_does_what_it_shows(rules: DateRules):
    assert [str(failure) for failure in check_examples(rules)] == []
    assert len(list(rules)) > 100


def test_a_new_expression_needs_no_python(folder: Path):
    (folder / "own.yaml").write_text(rule("{alone}{month}期(?!間)"), encoding="utf-8")
    rules = load_date_rules(folder)
    found = find_dates("3月期の決算と4～6月期の見通し", date(2025, 10, 15), rules)
    assert [(t.text, t.start, t.end) for t in found] == [
        ("3月期", "2025-03-01", "2025-03-31"),
        ("4～6月期", "2025-04-01", "2025-06-30"),
    ]
    assert found[0].rule_id == "dates.own.term"
    assert check_examples(rules) == ()


def test_a_new_word_needs_no_python(folder: Path):
    path = folder / "fragments.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{今年: 0,", "{今年: 0, 弊年: 0,"), encoding="utf-8")
    (found,) = find_dates("弊年3月に", date(2025, 10, 15), load_date_rules(folder))
    assert (found.text, found.start) == ("弊年3月", "2025-03-01")


def test_a_new_era_needs_no_python(folder: Path):
    era = "eras:\n  - {name: 未来, start: 2040-04-01, written: [未来]}\n"
    (folder / "own.yaml").write_text(era, encoding="utf-8")
    rules = load_date_rules(folder)
    new, old = find_dates("未来2年5月3日と令和22年3月31日に", None, rules)
    assert (new.start, old.start) == ("2041-05-03", "2040-03-31")
    (late,) = find_dates("令和22年4月1日に", None, rules)
    assert (late.start, late.flags) == (None, ("era_out_of_range",))


def test_failing_examples_are_told(folder: Path):
    text = rule("{alone}{month}期").replace("2025-03-31", "2025-03-30").replace("3月に", "8月期")
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    value, miss = check_examples(load_date_rules(folder))
    assert str(value) == (
        "dates.own.term: 「3月期の決算」 value is 2025-03-01/2025-03-31, not 2025-03-01/2025-03-30"
    )
    assert str(miss) == "dates.own.term: 「8月期」 is read as 8月期, but must not be"


def test_the_longest_match_wins_then_the_first_file(folder: Path):
    (folder / "own.yaml").write_text(rule("{alone}{month}期?(?!間)"), encoding="utf-8")
    first, second = find_dates("3月に、3月期に", date(2025, 10, 15), load_date_rules(folder))
    assert (first.rule_id, second.rule_id) == ("dates.own.term", "dates.own.term")
    (folder / "own.yaml").rename(folder / "zz.yaml")
    first, second = find_dates("3月に、3月期に", date(2025, 10, 15), load_date_rules(folder))
    assert (first.rule_id, second.rule_id) == ("dates.partial.month", "dates.own.term")


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (rule("{monht}期"), "5:14", "unknown fragment 'monht'; known: alone, "),
        (rule("{month}[期"), "5:14", "is not a pattern: "),
        (rule("(?P<moon>{n})期"), "5:14", "group 'moon' is not a field; fields: "),
        (rule("(?P<year_word>前世)期"), "5:14", "no fragment gives '前世' a value as year_word"),
        (rule("{month}?"), "5:14", "matches the empty text"),
        (rule("{month}期", resolve="guess"), "6:14", "resolve"),
        (rule("{month}期", name="Term"), "3:9", "'dates.own.Term' is not a name like dates."),
        (rule("{month}期").replace("note:", "nota:"), "4:5", "unknown key 'nota'"),
        (rule("{month}期").replace("    near_misses: [3月に]\n", ""), "3:5", "'near_misses'"),
        ("fragments:\n  loop: {note: x, pattern: '{loop}月'}\n" + rule("{loop}"), "2:28", "itself"),
        ("fragments:\n  month: {note: x, pattern: 月}\n", "2:10", "defined twice"),
        ("fragments:\n  moon: {note: x}\n", "2:9", "either a pattern or values"),
        ("fragments:\n  moon: {note: x, values: {月: 1}}\n", "2:9", "no field 'moon'; fields: "),
        ("tense:\n  past: ['(た']\n", "2:10", "is not a pattern"),
        ("eras:\n  - {name: 未来, start: 2040-13-01, written: [未来]}\n", "2:23", "no day"),
    ],
)
def test_a_faulty_file_is_told_with_its_place(folder: Path, text: str, place: str, problem: str):
    message = refused(folder, text)
    assert f"rules/dates/own.yaml:{place} " in message
    assert problem in message


def test_a_ring_of_fragments_is_told_once_with_its_way_out(folder: Path):
    ring = "fragments:\n  hen: {note: x, pattern: '{egg}'}\n  egg: {note: x, pattern: '{hen}'}\n"
    message = refused(folder, ring + rule("{hen}月"))
    assert message.count("holds itself") == 1
    assert "hen → egg → hen" in message
    assert "Did you mean '{month}'?" in refused(folder, rule("{monht}期"))


def test_an_id_used_twice_is_told_with_both_files(folder: Path):
    message = refused(folder, rule("{month}期").replace("dates.own.term", "dates.week.week"))
    assert message.startswith("rules/dates/weeks.yaml:")
    assert "id 'dates.week.week' is used before, at rules/dates/own.yaml:" in message


def test_all_faults_are_told_at_once(folder: Path):
    (folder / "two.yaml").write_text("rulez: []\n", encoding="utf-8")
    (folder / "three.yaml").write_text("rules: [\n", encoding="utf-8")
    message = refused(folder, "eros: []\n")
    assert {line.split(":")[0] for line in message.splitlines() if line.startswith("rules/")} == {
        "rules/dates/own.yaml",
        "rules/dates/two.yaml",
        "rules/dates/three.yaml",
    }


def test_a_missing_folder_is_told(tmp_path: Path):
    with pytest.raises(RuleError, match="is not a folder of rules"):
        load_date_rules(tmp_path / "none")


def test_a_pattern_that_does_not_end_is_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.stages.dates.patterns.PATTERN_SECONDS", 0.05)
    (folder / "own.yaml").write_text(rule("(?:(?:あ|い|ああ)+)+[期機]"), encoding="utf-8")
    rules = load_date_rules(folder)
    with pytest.raises(PatternTimeout) as caught:
        find_dates("あ" * 60 + "、期", None, rules)
    assert str(caught.value).startswith("dates.own.term: its pattern takes over 0.05 s on a text")


def test_the_eras_of_the_rules_are_those_of_the_calendar(rules: DateRules):
    assert rules.eras == MODERN_ERAS

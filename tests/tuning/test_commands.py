"""What each command finds, and that none needs the language model's libraries."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.flow import load_rules
from pipeline.tuning.catalogue import read_rules
from pipeline.tuning.checking import check_rules
from pipeline.tuning.schemas import modelines, schema_texts

RULES = Path(__file__).parents[2] / "rules"
LIGHT = """
import sys, json
from pipeline.cli.app import main
sys.argv = ["renkei", *json.loads(sys.argv[1])]
try:
    main()
finally:
    heavy = [m for m in ("spacy", "ginza", "sudachipy", "pandas", "numpy") if m in sys.modules]
    print(json.dumps(heavy))
"""


def test_the_projects_own_rules_have_no_findings() -> None:
    assert [str(finding) for finding in check_rules(RULES)] == []


@pytest.mark.model
def test_every_example_of_the_projects_own_rules_holds(renkei: Any, cache: Path) -> None:
    tested = renkei("rules", "test", "--rules", str(RULES), "--cache", str(cache))
    assert tested.status == 0, tested.out


def test_every_rule_has_an_id_of_its_own_and_a_place() -> None:
    rules, errors = read_rules(RULES)
    assert errors == []
    assert len({rule.id for rule in rules}) == len(rules) > 400
    assert all(rule.place.startswith("rules/") for rule in rules)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "events/meeting.yaml",
            "      - 会談\n",
            "      - 会談\n      - 会談\n",
            "'会談' stands in this rule twice",
        ),
        (
            "events/visit.yaml",
            "    trigger:\n",
            "    trigger:\n      - 訪問している\n",
            "'訪問している' is inflected and matches no other form",
        ),
        (
            "events/visit.yaml",
            "    trigger:\n",
            "    trigger:\n      - /(?:訪|訪訪)+問/\n",
            "runs away: over 0.1 s",
        ),
        (
            "cleaning/sharing.yaml",
            "    pattern: '",
            "    pattern: '(?:共|共共)+有|",
            "runs away: over 0.1 s",
        ),
        (
            "events/words.yaml",
            "lists:\n",
            "lists:\n  birds:\n    note: x\n    words: [鳥]\n",
            "word list 'birds' is used nowhere",
        ),
        (
            "actors/patterns.yaml",
            "    pattern: '",
            "    pattern: 'ＮＡＴＯ軍|",
            "'Ｎ' is never found",
        ),
        (
            "events/visit.yaml",
            "    match:\n",
            "    match:\n      - {text: 豪首相が来日した。, participants: [AUZ, JPN]}\n",
            "no rule gives the code 'AUZ'",
        ),
        (
            "events/port_call.yaml",
            "    unless:\n",
            "    unless:\n      - 錨泊\n",
            "'錨泊' is never read: 「錨泊」 of `unless` of its own rule stands in it",
        ),
    ],
)
def test_check_finds_what_loads_but_makes_no_sense(
    file: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    [finding] = [f for f in check_rules(rules) if told in f.problem]
    assert finding.where == f"rules/{file}"
    assert "^" in str(finding)
    assert finding.way_out
    assert finding.line > 1


def test_a_runaway_is_told_at_its_own_line(tmp_path: Path) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    path = rules / "events" / "meeting.yaml"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("      - 会談\n", "      - 会談\n      - /(?:談|談談)+会/\n", 1)
    path.write_text(edited, encoding="utf-8")
    [finding] = [f for f in check_rules(rules) if "runs away" in f.problem]
    assert edited.splitlines()[finding.line - 1] == "      - /(?:談|談談)+会/"


SECOND = """\
  - id: port_call.second
    note: x
    trigger: [{trigger}]
    {condition}: [漁船]
    match: [{{text: 米艦が入った。}}]
    skip: [{{text: 米艦が出た。}}]
"""


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        (("/入(?:港|津|泊地)/", "unless"), ("入泊地", "unless"), True),
        (("/入(?:港|津|泊地)/", "unless"), ("入泊所", "unless"), False),
        (("/入泊地(?!外)/", "unless"), ("入泊地", "unless"), False),
        (("入泊地", "unless"), ("入泊地", "without"), False),
        (("入泊地", "needs"), ("入泊地", "needs"), True),
        (("入泊地", "needs"), ("入泊地", "unless"), False),
    ],
)
def test_a_phrase_that_an_earlier_rule_always_reads_is_told(
    first: tuple[str, str], second: tuple[str, str], shadowed: bool, tmp_path: Path
) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    head = "type: port_call\nnote: x\nroles: call\nrules:\n"
    one, other = (SECOND.format(trigger=f"'{t}'", condition=c) for t, c in (first, second))
    path = rules / "events" / "zz.yaml"
    path.write_text(head + one.replace("second", "first") + other, encoding="utf-8")
    found = [f for f in check_rules(rules) if f.where == "rules/events/zz.yaml"]
    told = [(f.line, f.problem) for f in found if "never read here" in f.problem]
    problem = f"'{second[0]}' is never read here: port_call.first comes first and always reads it"
    assert told == ([(13, problem)] if shadowed else [])


def test_an_example_that_fails_is_told_where_it_stands(bench: Any) -> None:
    wrong = "      - {text: 米艦が横須賀に寄港した。, participants: [FRA, JPN]}\n"
    bench.edit("events/port_call.yaml", "    match:\n", f"    match:\n{wrong}")
    tested = bench("rules", "test", "port_call.call", "--json")
    assert tested.status == 1
    [failure] = tested.data["failures"]
    name, line, _ = failure["place"].rsplit(":", 2)
    lines = (bench.folder / name).read_text(encoding="utf-8").splitlines()
    assert lines[int(line) - 1] == wrong.rstrip("\n")


def test_word_lists_that_hold_each_other_are_told_with_their_chain(tmp_path: Path) -> None:
    rules = shutil.copytree(RULES, tmp_path / "rules")
    path = rules / "events" / "words.yaml"
    text = path.read_text(encoding="utf-8")
    ring = "  hen:\n    note: x\n    words: ['{egg}']\n  egg:\n    note: x\n    words: ['{hen}']\n"
    path.write_text(text.replace("lists:\n", f"lists:\n{ring}", 1), encoding="utf-8")
    [finding] = [f for f in check_rules(rules) if "contains itself" in f.problem]
    assert "hen → egg → hen" in (finding.way_out or "")


@pytest.mark.model
def test_a_source_goes_by_the_start_of_its_files_name(bench: Any) -> None:
    whole = bench("rules", "explain", "meeting.talks", "会談.txt:1")
    short = bench("rules", "explain", "meeting.talks", "会:1")
    assert (short.status, short.out) == (whole.status, whole.out)
    assert whole.status in {0, 1}


def test_schemas_are_current_and_every_rule_file_names_its_own() -> None:
    for name, text in schema_texts().items():
        assert (RULES / "schema" / name).read_text(encoding="utf-8") == text, name
    lacking = [path.name for path, _, there in modelines(RULES) if not there]
    assert lacking == []


def test_editors_can_tell_what_each_key_of_an_event_rule_is_for() -> None:
    schema = json.loads(schema_texts()["event-rules.json"])
    for name in ("RuleEntry", "MatchExample", "SkipExample"):
        for key, told in schema["$defs"][name]["properties"].items():
            assert told.get("description"), f"{name}.{key}"


@pytest.mark.model
def test_an_explosive_rule_is_a_problem_and_the_run_goes_on(bench: Any) -> None:
    """In every stage: the rule is named in problems.csv, and the other rules still read."""
    bench.edit(
        "events/meeting.yaml", "      - 会談\n", "      - 会談\n      - /(?:会|会会)+議長/\n"
    )
    bench.edit("cleaning/sharing.yaml", "    pattern: '", "    pattern: '(?:会|会会)+談$|")
    bench.edit("actors/patterns.yaml", "    pattern: '", "    pattern: '(?:会|会会)+談$|")
    relative = bench.folder / "rules" / "dates" / "zz.yaml"
    relative.write_text(
        "rules:\n  - id: dates.zz\n    note: x\n    pattern: '(?:会|会会)+談$'\n"
        "    resolve: vague\n    examples: [{text: 会談, find: 会談}]\n    near_misses: [x]\n",
        encoding="utf-8",
    )
    trap = bench.folder / "docs" / "罠.txt"
    trap.write_text(
        "岩屋外相、英外相と会談\n2025年3月7日\n岩屋毅外相は7日、英国のラミー外相と会談した。\n"
        + "会" * 60 + "、談議長\n",
        encoding="utf-8",
    )  # fmt: skip
    start = time.perf_counter()
    assert bench("run", "docs").status == 1
    assert time.perf_counter() - start < 90
    problems = (bench.folder / "outputs" / "problems.csv").read_text(encoding="utf-8-sig")
    rows = [line for line in problems.splitlines() if "罠.txt" in line]
    for stage in ("cleaning", "dates", "actors", "events"):
        assert any(f",{stage}," in row and "timed out" in row for row in rows), (stage, rows)
    events = (bench.folder / "outputs" / "events.csv").read_text(encoding="utf-8-sig")
    assert "罠.txt" in events


@pytest.mark.model
@pytest.mark.parametrize(
    "command",
    [
        ["rules", "check"],
        ["rules", "test", "meeting.talks", "dates"],
        ["rules", "explain", "meeting.talks", "会談.txt:1"],
        ["rules", "near", "meeting.talks"],
        ["rules", "diff", "rules"],
        ["rules", "from-reviews"],
        ["rules", "schema", "--json"],
    ],
    ids=lambda command: command[1],
)
def test_commands_load_neither_model_nor_tables(bench: Any, command: list[str]) -> None:
    if command[1] == "test":
        assert bench(*command).status in {0, 1}
    cache = [] if command[1] == "schema" else ["--cache", str(bench.cache)]
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, json.dumps([*command, *cache])],
        capture_output=True,
        text=True,
        cwd=bench.folder,
        timeout=120,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.model
def test_an_edited_rule_reads_anew_only_the_records_it_speaks_of(bench: Any) -> None:
    bench.edit("events/port_call.yaml", "      - 寄港\n", "      - 寄港\n      - 入津\n")
    diff = bench("rules", "diff", "--json")
    assert (diff.status, diff.data["touched"], diff.data["records"]) == (0, 0, 3)
    bench.edit("events/port_call.yaml", "    unless:\n", "    unless:\n      - マニラに寄港\n")
    diff = bench("rules", "diff", "--json")
    assert [c["change"] for c in diff.data["changes"]] == ["lost"]
    assert diff.data["touched"] == 1


def test_usage_errors_end_with_status_2_and_a_way_out(
    renkei: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    unknown = renkei("rules", "near", "meeting.talk", "--docs", "docs")
    assert (unknown.status, "Did you mean meeting.talks" in unknown.err) == (2, True)
    nowhere = renkei("rules", "diff", "--docs", "docs")
    assert (nowhere.status, "not in a git repository" in nowhere.err) == (2, True)
    assert renkei("rules", "check", "--rules", "nowhere").status in {1, 2}
    day = renkei("rules", "new", "meeting", "--from", "会談した。", "--day", "tomorrow")
    assert (day.status, "2025-03-07" in day.err) == (2, True)


def test_loading_from_memory_gives_the_same_rules(tmp_path: Path) -> None:
    fresh, _ = load_rules(RULES), load_rules(RULES, cache=tmp_path)
    known = load_rules(RULES, cache=tmp_path)
    assert known.digest == fresh.digest
    ours, theirs = known.events, fresh.events
    assert [r.entry for r in ours.rules] == [r.entry for r in theirs.rules]
    assert [r.trigger.pattern for r in ours.rules] == [r.trigger.pattern for r in theirs.rules]
    assert ours.together.pattern == theirs.together.pattern

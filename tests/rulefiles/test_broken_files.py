"""Broken rule files: each is told with file, line, column, problem and a way out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import RuleError, RuleFilesError
from pipeline.flow import load_rules
from pipeline.rulefiles import remembering
from pipeline.tuning.checking import check_rules

HEAD = "type: visit\nnote: x\nroles: visit\nrules:\n"
RULE = "  - id: visit.x\n    note: x\n    trigger: [訪問]\n"
BOMB = "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 12))

# name: (content, line, column, words of the message)
BROKEN: dict[str, tuple[str | bytes, int, int, str]] = {
    "misspelt key": (HEAD + RULE.replace("trigger", "triger"), 7, 5, "did you mean 'trigger'?"),
    "unknown key": (HEAD + RULE + "    colour: red\n", 8, 5, "unknown key 'colour'"),
    "missing key": (HEAD + "  - id: visit.x\n    trigger: [訪問]\n", 5, 5, "'note' is missing"),
    "text for a list": (HEAD + RULE.replace("[訪問]", "訪問"), 7, 14, "must be a list"),
    "mapping for text": (HEAD + RULE.replace("[訪問]", "[{a: b}]"), 7, 15, "must be text"),
    "nothing for text": (HEAD + RULE.replace("[訪問]", "[~]"), 7, 15, "must be text"),
    "empty list": (HEAD + RULE.replace("[訪問]", "[]"), 7, 14, "is empty"),
    "empty phrase": (HEAD + RULE.replace("[訪問]", '[""]'), 7, 15, "is empty"),
    "unknown value": (HEAD.replace("visit", "vist", 1) + RULE, 1, 7, "Did you mean 'visit'?"),
    "neither true nor false": (HEAD + RULE + "    headline: maybe\n", 8, 15, "true or false"),
    "no day": (HEAD + RULE + "    skip: [{text: 訪問, day: 明日}]\n", 8, 28, "2025-03-07"),
    "no day of the calendar": (
        HEAD + RULE + "    match: [{text: 訪問, day: 2024-02-31}]\n",
        8,
        29,
        "no day of the calendar",
    ),
    "no date": (HEAD + RULE + "    match: [{text: 訪問, date: 2024-04-30/31}]\n", 8, 30, "'31'"),
    "bad pattern": (HEAD + RULE.replace("[訪問]", '["/(訪問/"]'), 7, 15, "missing )"),
    "bad repeat": (HEAD + RULE.replace("[訪問]", '["/訪{2,1}/"]'), 7, 15, "min repeat"),
    "unknown list": (HEAD + RULE.replace("[訪問]", '["{personel}"]'), 7, 15, "'{personnel}'"),
    "id used twice": (HEAD + RULE + RULE, 8, 9, "used before, at rules/events/zz.yaml:5:9"),
    "key given twice": (HEAD + "  - id: a\n    id: b\n", 6, 5, "given twice"),
    "anchor and alias": (HEAD + "  - &a\n    id: a\n  - *a\n", 5, 5, "anchor '&a'"),
    "alias bomb": ("a0: &a0 [x, x]\n" + BOMB, 1, 5, "anchor '&a0'"),
    "merge key": (HEAD + "  - <<: {id: visit.x}\n", 5, 5, "merge key"),
    "tag": (HEAD + "  - id: !!python/name:os.system x\n", 5, 9, "tag "),
    "two documents": (HEAD + RULE + "---\n" + HEAD + RULE, 8, 1, "second document"),
    "list as a key": (HEAD + "  - ? [a, b]\n    : c\n", 5, 7, "key must be a word"),
    "tab": (HEAD + "\t- id: visit.x\n", 5, 1, "replace the tab"),
    "tab after CRLF": ((HEAD + "\t- id: a\n").replace("\n", "\r\n"), 5, 1, "replace the tab"),
    "BOM and a typo": ("\ufeff" + HEAD.replace("note", "nota") + RULE, 2, 1, "unknown key 'nota'"),
    "unclosed quote": (HEAD + '  - id: visit.x\n    note: "x\n', 6, 11, "never closed"),
    "unclosed bracket": (HEAD + RULE.replace("]", ""), 7, 14, "never closed"),
    "second colon": (HEAD + RULE.replace("note: x", "note: a: b"), 6, 12, "in quotes"),
    "control character": (HEAD + '  - id: "visit\x00x"\n', 5, 15, "control character"),
    "a list as a file": ("- a\n", 1, 1, "must be keys with values"),
    "a word as a file": ("visit\n", 1, 1, "must be keys with values"),
    "nothing at all": ("", 1, 1, "'type' is missing"),
    "too deep": ("a: " + "[" * 60 + "]" * 60, 1, 28, "levels deep"),
    "too long": ("note: " + "x" * 2_100_000, 1, 1, "Split it"),
    "Shift_JIS": ((HEAD + RULE).encode("cp932"), 7, 1, "UTF-8"),
    "UTF-16": ((HEAD + RULE).encode("utf-16"), 1, 1, "UTF-8"),
}


@pytest.fixture(scope="module")
def rules(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(project / "rules", tmp_path_factory.mktemp("broken") / "rules")


@pytest.fixture(scope="module", autouse=True)
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The good files are read once, as they are between runs."""
    with remembering(tmp_path_factory.mktemp("memory")):
        yield


@pytest.fixture
def put(rules: Path) -> Callable[[str | bytes], Path]:
    """Puts a file beside the good ones."""

    def write(content: str | bytes) -> Path:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (rules / "events" / "zz.yaml").write_bytes(data)
        return rules

    return write


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_place_and_way_out(
    name: str, put: Callable[[str | bytes], Path]
) -> None:
    content, line, column, words = BROKEN[name]
    with pytest.raises((RuleError, RuleFilesError)) as caught:
        load_rules(put(content))
    errors = caught.value.errors if isinstance(caught.value, RuleFilesError) else (caught.value,)
    here = [e for e in errors if (e.line, e.column) == (line, column)]
    assert here, [str(error) for error in errors]
    assert any(words in str(error) for error in here), str(here[0])
    for error in errors:
        assert error.where == "rules/events/zz.yaml"
        assert error.way_out
        assert str(error).startswith(f"rules/events/zz.yaml:{error.line}:{error.column} ")


def test_check_tells_the_same_findings(put: Callable[[str | bytes], Path]) -> None:
    [finding] = check_rules(put(BROKEN["misspelt key"][0]))
    assert str(finding).splitlines()[:3] == [
        "rules/events/zz.yaml:7:5 unknown key 'triger'; did you mean 'trigger'?",
        "        triger: [訪問]",
        "        ^",
    ]


def test_every_broken_file_is_told_at_once(put: Callable[[str | bytes], Path]) -> None:
    """One look mends all: mistakes in several stages come together."""
    rules = put(HEAD + RULE.replace("trigger", "triger"))
    broken = rules / "dates" / "zz.yaml"
    broken.write_text("rulez: []\n", encoding="utf-8")
    try:
        places = {error.where for error in check_rules(rules)}
    finally:
        broken.unlink()
    assert places == {"rules/events/zz.yaml", "rules/dates/zz.yaml"}

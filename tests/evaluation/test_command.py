"""``renkei eval`` as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli.app import app
from pipeline.errors import InputError
from pipeline.evaluation import Gold
from pipeline.evaluation.folds import TUNED, fold
from pipeline.model import Document
from pipeline.stages.tables import build_tables, write_tables

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="module")
def outputs(
    seeds: Gold,
    development: Gold,
    documents: Callable[[Gold], list[Document]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The tables of a run without mistake, save that each page's first event is lost."""
    out = tmp_path_factory.mktemp("outputs")
    run = [
        replace(
            document,
            records=(
                replace(document.records[0], events=document.records[0].events[1:]),
                *document.records[1:],
            ),
        )
        for document in (*documents(seeds), *documents(development))
    ]
    tables = build_tables(
        run, names=lambda _: None, wareki=lambda *_: None, codes=lambda *_: ("", "")
    )
    write_tables(tables, out, versions={})
    return out


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == 0
    return result


def test_the_seeds_are_the_default_gold(outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(outputs)  # the gold is found wherever the command runs
    data = json.loads(run("--out", outputs, "--json").output)
    assert data["files"] == 5
    events = data["events"]
    assert (events["relaxed"]["gold"], events["relaxed"]["predicted"]) == (156, 151)
    assert events["relaxed"]["precision"] == 1
    assert events["strict"]["recall"] == round(151 / 156, 4)
    assert len(events["misses"]) == 5
    assert {"file", "type", "participants", "evidence", "char_start"} <= set(events["misses"][0])
    assert data["records"]["exact"]["f1"] == data["cleaning"]["pooled"]["f1"] == 1
    assert data["dates"]["body"]["exact"] == {"rate": 1.0, "right": 132, "of": 132}
    assert sum(kind["count"] for kind in data["kinds"]["misses"]) == 5


def test_tables_and_lists_for_people(outputs: Path) -> None:
    text = run("--out", outputs).output
    assert "port_call" in text
    assert "Missed: 5" in text
    evidence = "地雷除去コアリション"
    assert evidence in text
    assert evidence not in run("--out", outputs, "--no-list").output


def test_folds_are_selected(outputs: Path, development: Gold) -> None:
    counts = [
        json.loads(run("--gold", GOLD / "dev", "--out", outputs, "--json", *chosen).output)["files"]
        for chosen in (
            ["--folds", "tuned"],
            ["--folds", "validation"],
            ["--folds", "unseen"],
            ["--fold", 0, "--fold", 1],
            [],
        )
    ]
    assert counts[0] + counts[1] + counts[2] == counts[4] == len(development.files)
    assert counts[3] == sum(fold(file) in {0, 1} for file in development.files)


@pytest.mark.parametrize("more", [["--json"], [], ["--by", "fold", "--json"]])
def test_pages_that_nobody_reads_are_counted_but_not_shown(
    outputs: Path, development: Gold, more: list[str]
) -> None:
    unread = [e for e in development.events if fold(e.file) not in TUNED]
    command = ["--gold", GOLD / "dev", "--out", outputs, *more]
    hidden, shown = run(*command).output, run(*command, "--show-unseen").output
    assert not [e for e in unread if e.file in hidden or e.evidence in hidden]
    assert [e for e in unread if e.file in shown]


def test_families_stand_beside_all_the_others(outputs: Path) -> None:
    text = run("--gold", GOLD / "dev", "--out", outputs, "--by", "family").output
    for name in ("0xx", "1xx", "5xx", "6xx"):
        assert f"all but {name}" in text


def test_tables_without_the_gold_files_are_told(outputs: Path, tmp_path: Path) -> None:
    write_tables(
        build_tables([], names=lambda _: None, wareki=lambda *_: None, codes=lambda *_: ("", "")),
        tmp_path,
        versions={},
    )
    with pytest.raises(InputError, match="no document of the gold"):
        run("--out", tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        run("--out", outputs, "--gold", tmp_path / "none", "--docs", tmp_path / "no")

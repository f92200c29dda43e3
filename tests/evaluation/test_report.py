"""The report: tuned beside unseen, nothing of unseen pages but counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from pipeline.evaluation import Gold, Predicted
from pipeline.evaluation.folds import FOLDS, SELECTIONS, UNSEEN, family, fold, is_read
from pipeline.evaluation.report import (
    NAMES,
    OWN,
    Part,
    Report,
    build_report,
    families,
    report_data,
    report_tables,
)
from pipeline.model import Span


def shown(tables: Iterable[Table]) -> str:
    console = Console(file=StringIO(), width=200)
    for table in tables:
        console.print(table)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


@pytest.fixture(scope="module")
def report(
    seeds: Gold, development: Gold, own: Gold, fresh: Gold, copy: Callable[[Gold], Predicted]
) -> Report:
    """Of a run that tells every event, but on the unseen fold all as meetings."""
    perfect = copy(development)
    events = [
        replace(e, type="meeting", confidence=0.3)
        if fold(e.file) == UNSEEN
        else replace(e, confidence=0.8)
        for e in perfect.events
    ]
    quiet = next(f for f in development.files if not any(e.file == f for e in development.events))
    extra = replace(events[0], file=quiet, span=Span(0, 9))
    run = replace(perfect, events=(*events, extra))
    others = (Part(copy(gold), gold) for gold in (own, fresh))
    return build_report(Part(copy(seeds), seeds), Part(run, development), *others)


def test_parts_are_the_folds_that_they_name(report: Report, development: Gold) -> None:
    files = {name: set(part.gold.files) for name, part in report.parts.items()}
    for selection, folds in SELECTIONS.items():
        assert files[NAMES[selection]] == {f for f in development.files if fold(f) in folds}
    assert not files[NAMES["tuned"]] & files[NAMES["unseen"]]
    assert sum(scores.relaxed.gold for scores in report.folds.values()) == 840
    assert list(report.folds) == list(range(FOLDS))


def test_own_and_fresh_pages_stand_apart(report: Report, own: Gold, fresh: Gold) -> None:
    assert report.parts[OWN["own"]].gold.files == own.files
    assert report.parts[OWN["fresh"]].gold.files == fresh.files
    assert not set(own.files) & set(fresh.files)


def test_the_gap_between_tuned_and_unseen(report: Report) -> None:
    unseen = report.parts[NAMES["unseen"]].scores.events
    assert report.parts["seeds"].scores.events.strict.f1 == 1
    assert report.folds[0].relaxed.f1 > 0.99
    assert unseen.relaxed.f1 < 0.6
    assert report.gap[0] == pytest.approx(
        report.parts[NAMES["tuned"]].scores.events.relaxed.f1 - unseen.relaxed.f1
    )
    kinds = {kind.name for kind in report.parts[NAMES["unseen"]].kinds.misses}
    assert "told as meeting" in kinds


def test_events_on_pages_without_any_are_counted(report: Report) -> None:
    everything = report.parts[NAMES["all"]].scores
    assert everything.quiet_files == 18
    assert len(everything.quiet_extras) == 1
    assert not report.parts["seeds"].scores.quiet_extras


def test_tables_of_the_report_tell_no_text(report: Report, development: Gold) -> None:
    text = shown(report_tables(report))
    for heading in (
        *NAMES.values(),
        *OWN.values(),
        "Tuned minus unseen",
        "Confidence on",
        "told as meeting",
    ):
        assert heading in text
    assert not any(e.evidence in text or e.file in text for e in development.events)


def test_data_of_the_report_hide_what_nobody_reads(report: Report) -> None:
    def files(part: dict[str, Any]) -> set[str]:
        return {row["file"] for row in part["events"]["misses"]}

    hidden = json.loads(json.dumps(report_data(report)))["parts"]
    shown_all = report_data(report, show_unseen=True)["parts"]
    assert all(is_read(file) for part in hidden.values() for file in files(part))
    assert not files(hidden[NAMES["unseen"]])
    assert files(shown_all[NAMES["unseen"]])
    unseen = hidden[NAMES["unseen"]]
    assert unseen["events"]["relaxed"]["right"] < unseen["events"]["relaxed"]["gold"]
    assert unseen["calibration"]["bins"][0]["confidence"] == pytest.approx(0.3)


def test_families(report: Report, development: Gold) -> None:
    everything = report.parts[NAMES["all"]]
    groups = everything.grouped(family)
    assert list(groups) == ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx", "6xx"]
    assert sum(len(group.gold.files) for group in groups.values()) == len(development.files)
    text = shown(families(everything))
    assert "all but 6xx" in text


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("06_blog.txt", "0xx"),
        ("w3_05_blog.txt", "w3"),
        ("w8_05_blog.txt", "w8"),
        ("with_us.txt", "other"),
        ("36_city_maizuru_mayor.html", "0xx"),
        ("106_gsdf_chief_message.html", "1xx"),
        ("601_quiet.txt", "6xx"),
        ("記事.txt", "other"),
    ],
)
def test_family_of_a_file(file: str, name: str) -> None:
    assert family(file) == name

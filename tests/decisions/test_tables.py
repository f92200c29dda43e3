"""Decisions in the written tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from pipeline.decisions import DecisionLog, content_hash, content_of, decision, refresh_tables
from pipeline.model import (
    AlignedText,
    Cleaned,
    Document,
    Event,
    Participant,
    Record,
    RecordResult,
    Source,
    Span,
)
from pipeline.stages.tables import build_tables, load_codes, read_table, write_tables

TEXT = "フランス国防相が訪日する。日仏は会談した。"


@pytest.fixture
def outputs(tmp_path: Path, project: Path) -> Path:
    """A folder with one event."""
    record = Record(1, Span(0, len(TEXT)), AlignedText.whole(TEXT), (), title="日仏")
    visit = Event(
        "visit", "planned", (Participant("FRA", "visitor"),), Span(0, 12), Span(8, 12), "visit.go"
    )
    document = Document(
        Source("a.txt", TEXT, "0" * 64),
        Cleaned(AlignedText.whole(TEXT), ()),
        (RecordResult(record, events=(visit,)),),
    )
    tables = build_tables(
        [document],
        names=lambda code: ("フランス", "France", "country"),
        wareki=lambda start, end: None,
        codes=load_codes(project / "rules"),
    )
    write_tables(tables, tmp_path / "outputs", versions={"renkei": "test"})
    return tmp_path / "outputs"


def rows(outputs: Path, name: str = "events") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read_table(outputs / f"{name}.csv").to_dict("records")
    return found


def test_the_trigger_is_in_the_table(outputs: Path) -> None:
    [event] = rows(outputs)
    assert (event["trigger"], event["trigger_start"], event["trigger_end"]) == ("訪日する", 8, 12)


def test_decisions_reach_the_tables_and_leave_them_again(outputs: Path) -> None:
    before = {path.name: path.read_bytes() for path in outputs.glob("*.csv")}
    assert not refresh_tables(outputs)
    [event] = rows(outputs)
    log = DecisionLog(outputs)
    parts = {"at": "2025-11-03T10:00:00+09:00", "reviewer": "山田"}
    edit = decision(
        salt="1",
        action="edit",
        event_id=event["event_id"],
        content_hash=content_hash(content_of(event, rows(outputs, "participants"))),
        after={"review": "edited", "status": "completed"},
        **parts,
    )
    added = {
        "review": "accepted",
        "record_id": event["record_id"],
        "event_type": "meeting",
        "status": "completed",
        "participants": ["FRA:party", "JPN:party"],
        "evidence": "日仏は会談した",
        "evidence_start": 13,
        "evidence_end": 20,
    }
    add = decision(salt="2", action="add", event_id="ev_" + "a" * 16, after=added, **parts)
    log.append([edit, add])
    assert refresh_tables(outputs)
    first, second = rows(outputs)
    assert (first["review"], first["status"], first["edited_status"], first["edited_fields"]) == (
        "edited",
        "planned",
        "completed",
        "status",
    )
    assert (second["event_id"], second["review"]) == ("ev_" + "a" * 16, "accepted")
    assert [row["code"] for row in rows(outputs, "participants")] == ["FRA", "FRA", "JPN"]
    report = Package(str(outputs / "datapackage.json")).validate()
    assert report.valid, report.flatten()
    assert not refresh_tables(outputs)
    undo = [
        decision(
            salt=d.decision_id, action="undo", event_id=d.event_id, undoes=d.decision_id, **parts
        )
        for d in (edit, add)
    ]
    log.append(undo)
    assert refresh_tables(outputs)
    assert {path.name: path.read_bytes() for path in outputs.glob("*.csv")} == before

"""Decisions on the rows of a run: kept, to recheck, vanished, edited, added."""

from __future__ import annotations

from typing import Any

from pipeline.decisions import (
    EDIT_COLUMNS,
    Decision,
    apply_decisions,
    content_hash,
    content_of,
    decision,
)

VISIT = {
    "event_id": "ev_1",
    "record_id": "rec_1",
    "source": "a.txt",
    "record_no": 1,
    "event_type": "visit",
    "status": "planned",
    "date_edtf": "2025-11",
    "evidence": "フランス国防相が訪日する",
    "evidence_start": 10,
    "rule_id": "visit.go",
}
FRANCE = {"event_id": "ev_1", "position": 1, "code": "FRA", "role": "visitor"}
RECORD = {"record_id": "rec_1", "source": "a.txt", "record_no": 1, "title": "日仏", "doc_id": "d"}


def decided(action: str, after: dict[str, Any], event: dict[str, Any] = VISIT) -> Decision:
    content = content_of(event, [FRANCE])
    return decision(
        salt=action,
        at="2025-11-03T10:00:00+09:00",
        reviewer="山田",
        action=action,
        event_id=event["event_id"],
        content_hash=content_hash(content),
        program=content,
        after=after,
    )


def applied(event: dict[str, Any], *decisions: Decision) -> dict[str, Any]:
    [row] = apply_decisions([event], [FRANCE], [RECORD], decisions).events
    return row


def test_every_row_is_pending_without_decisions() -> None:
    row = applied(VISIT)
    assert (row["review"], row["reviewer"], row["reviewed_at"]) == ("pending", None, None)
    assert all(row[column] is None for column in EDIT_COLUMNS)


def test_a_decision_stays_when_offsets_rule_and_line_breaks_change() -> None:
    moved = VISIT | {
        "evidence_start": 400,
        "rule_id": "visit.other",
        "evidence": "フランス国防相が\n訪日する",
    }
    row = applied(moved, decided("accept", {"review": "accepted"}))
    assert (row["review"], row["reviewer"]) == ("accepted", "山田")
    assert row["reviewed_at"] == "2025-11-03T10:00:00+09:00"


def test_a_changed_value_or_participant_is_to_recheck() -> None:
    accept = decided("accept", {"review": "accepted"})
    assert applied(VISIT | {"status": "completed"}, accept)["review"] == "recheck"
    rows = apply_decisions([VISIT], [FRANCE | {"role": "host"}], [RECORD], [accept])
    assert rows.events[0]["review"] == "recheck"


def test_edited_values_stand_beside_the_programs_own() -> None:
    edit = decided("edit", {"review": "edited", "status": "completed", "date_edtf": None})
    row = applied(VISIT, edit)
    assert (row["review"], row["status"], row["edited_status"]) == (
        "edited",
        "planned",
        "completed",
    )
    assert row["edited_fields"] == "status;date_edtf"
    assert (row["date_edtf"], row["edited_date_edtf"]) == ("2025-11", None)


def test_vanished_events_are_listed_and_accepted_ones_first() -> None:
    gone = VISIT | {"event_id": "ev_0"}
    rows = apply_decisions(
        [VISIT],
        [FRANCE],
        [RECORD],
        [
            decided("reject", {"review": "rejected"}, gone),
            decided("accept", {"review": "accepted"}, VISIT | {"event_id": "ev_9"}),
        ],
    )
    assert [(o.event_id, o.loud) for o in rows.orphans] == [("ev_9", True), ("ev_0", False)]


def test_an_added_event_becomes_a_row_at_its_place() -> None:
    fields = {
        "review": "accepted",
        "record_id": "rec_1",
        "event_type": "meeting",
        "status": "completed",
        "participants": ("JPN:party", "FRA:party"),
        "evidence": "会談した",
        "evidence_start": 3,
        "evidence_end": 7,
    }
    add = decided("add", fields, VISIT | {"event_id": "ev_new"})
    rows = apply_decisions([VISIT], [FRANCE], [RECORD], [add])
    first, second = rows.events
    assert (first["event_id"], first["review"], first["rule_id"]) == (
        "ev_new",
        "accepted",
        "review.added",
    )
    assert (first["participants"], first["title"]) == ("FRA;JPN", "日仏")
    assert second["event_id"] == "ev_1"
    assert [(r["event_id"], r["position"], r["code"]) for r in rows.participants] == [
        ("ev_new", 1, "JPN"),
        ("ev_new", 2, "FRA"),
        ("ev_1", 1, "FRA"),
    ]
    without = apply_decisions([], [], [], [add])
    assert [o.event_id for o in without.orphans] == ["ev_new"]


def test_nothing_that_was_passed_in_changes() -> None:
    event = dict(VISIT)
    applied(event, decided("edit", {"review": "edited", "status": "completed"}))
    assert event == VISIT

"""Decisions onto the rows of a run: verdicts, edits beside the program's own, added events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.decisions.content import EDITABLE, content_hash, content_of
from pipeline.decisions.entries import Decision
from pipeline.decisions.states import State, states_of

Row = dict[str, Any]

# Right-end columns of events.csv. `edited_fields` lists what reviewers changed, so that an
# emptied field can be told from one that was left alone.
EDIT_COLUMNS = (
    "edited_fields",
    *(f"edited_{name}" for name in EDITABLE),
    "merged_into",
    "review_note",
)
ADDED_RULE = "review.added"
_FROM_RECORD = (
    "record_id",
    "doc_id",
    "source",
    "record_no",
    "title",
    "outlet",
    "published",
    "url",
)


@dataclass(frozen=True, slots=True)
class Orphan:
    """An event that somebody decided on and that the program no longer finds."""

    event_id: str
    state: State

    @property
    def loud(self) -> bool:
        """True when it had been accepted: somebody counts on it."""
        return self.state.verdict in {"accepted", "edited"}


@dataclass(frozen=True, slots=True)
class Applied:
    """Rows of events.csv and participants.csv with the decisions in them.

    ``orphans`` are decided events without a row, the accepted ones first.
    """

    events: list[Row]
    participants: list[Row]
    orphans: tuple[Orphan, ...]


def apply_decisions(
    events: Iterable[Mapping[str, Any]],
    participants: Iterable[Mapping[str, Any]],
    records: Iterable[Mapping[str, Any]],
    decisions: Iterable[Decision],
) -> Applied:
    """Fill ``review``, ``reviewer``, ``reviewed_at`` and :data:`EDIT_COLUMNS` of every row.

    ``events``, ``participants`` and ``records`` are rows of the tables, unknown cells None.
    The program's own values stay where they are. An event added by a reviewer becomes a
    row at its place, as long as its record is there. Equal input gives equal rows; nothing
    that was passed in is changed.

    >>> apply_decisions([{"event_id": "ev_1"}], [], [], []).events[0]["review"]
    'pending'
    """
    by_event: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    actors: list[Row] = []
    for row in participants:
        by_event[row["event_id"]].append(row)
        actors.append(dict(row))
    states = states_of(decisions)
    rows: list[Row] = []
    for row in events:
        state = states.pop(row["event_id"], State())
        fingerprint = content_hash(content_of(row, by_event[row["event_id"]]))
        rows.append(_reviewed(row, state, fingerprint))
    heads = {row["record_id"]: row for row in records}
    orphans: list[Orphan] = []
    added = 0
    for event_id, state in states.items():
        head = heads.get(state.edits.get("record_id")) if state.added else None
        if head is not None:
            added += 1
            rows.append(_reviewed(_added_row(event_id, state, head), state, ""))
            actors += participant_rows(event_id, state.edits.get("participants") or ())
        elif state.decided:
            orphans.append(Orphan(event_id, state))
    if added:
        rows.sort(key=_table_order)
        order = {row["event_id"]: number for number, row in enumerate(rows)}
        actors.sort(key=lambda row: (order[row["event_id"]], row["position"]))
    return Applied(rows, actors, tuple(sorted(orphans, key=lambda o: (not o.loud, o.event_id))))


def _table_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["source"], row["record_no"], row["evidence_start"] or 0, row["event_type"])


def cell_of(name: str, value: Any) -> Any:
    """A field's value as a cell: participants joined with ``;``."""
    return ";".join(value) if name == "participants" and value else value


def participant_rows(event_id: str, participants: Iterable[str]) -> list[Row]:
    """Rows of participants.csv for ``CODE:role`` entries; names and mentions unknown."""
    rows: list[Row] = []
    for position, entry in enumerate(participants, 1):
        code, _, role = entry.partition(":")
        rows.append(
            {"event_id": event_id, "position": position, "code": code, "role": role or "party"}
        )
    return rows


def _reviewed(row: Mapping[str, Any], state: State, fingerprint: str) -> Row:
    last = state.last
    found: Row = dict(row)
    found["review"] = state.review(fingerprint)
    found["reviewer"] = last.reviewer if last else None
    found["reviewed_at"] = last.at if last else None
    edits = {} if state.added or state.verdict != "edited" else state.edits
    found["edited_fields"] = ";".join(name for name in EDITABLE if name in edits) or None
    for name in EDITABLE:
        found[f"edited_{name}"] = cell_of(name, edits.get(name))
    found["merged_into"] = state.merged_into or None
    found["review_note"] = state.note or None
    return found


def _added_row(event_id: str, state: State, record: Mapping[str, Any]) -> Row:
    """A row for a missed event: its fields from the reviewer, its place from the record."""
    fields = state.edits
    codes = {entry.partition(":")[0] for entry in fields.get("participants") or ()}
    return {
        **{name: record.get(name) for name in _FROM_RECORD},
        **{name: fields.get(name) for name in EDITABLE},
        "evidence_start": fields.get("evidence_start"),
        "evidence_end": fields.get("evidence_end"),
        "event_id": event_id,
        "participants": ";".join(sorted(codes)) or None,
        "date_precision": fields.get("date_precision") or "none",
        "date_basis": "explicit" if fields.get("date_edtf") else "none",
        "rule_id": ADDED_RULE,
        "confidence": 1.0,
    }

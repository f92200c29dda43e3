"""Decisions into the index: the state of every event that they touch."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from pipeline.decisions import (
    Decision,
    State,
    edited,
    frozen,
    parse_decision,
    participant_rows,
    state_of,
)
from pipeline.decisions.applying import ADDED_RULE
from pipeline.review.building import effective, insert_event


def take_in(db: sqlite3.Connection, decisions: Sequence[Decision], *, anew: bool = False) -> None:
    """Add decisions, or forget all there were (``anew``). Runs inside a transaction."""
    touched = dict.fromkeys(entry.event_id for entry in decisions)
    if anew:
        rows = db.execute("SELECT DISTINCT event_id FROM decisions").fetchall()
        touched = dict.fromkeys(row["event_id"] for row in rows)
        db.execute("DELETE FROM decisions")
    db.executemany(
        "INSERT INTO decisions (decision_id, event_id, reviewer, batch, line) VALUES (?,?,?,?,?)",
        [(d.decision_id, d.event_id, d.reviewer, d.batch, d.line()) for d in decisions],
    )
    for event_id in touched:
        _settle(db, event_id)


def _settle(db: sqlite3.Connection, event_id: str) -> None:
    rows = db.execute("SELECT line FROM decisions WHERE event_id = ? ORDER BY n", (event_id,))
    state = state_of(parse_decision(row["line"]) for row in rows.fetchall())
    row = db.execute("SELECT seq, added FROM events WHERE event_id = ?", (event_id,)).fetchone()
    if row is not None and row["added"]:
        _forget(db, row["seq"])
        row = None
    if row is None and state.added:
        row = _added(db, event_id, state)
    db.execute("DELETE FROM orphans WHERE event_id = ?", (event_id,))
    if row is None:
        if state.decided:
            loud = state.verdict in {"accepted", "edited"}
            db.execute("INSERT INTO orphans VALUES (?,?,?)", (event_id, state.verdict, int(loud)))
        return
    _store(db, row["seq"], state)


def _store(db: sqlite3.Connection, seq: int, state: State) -> None:
    detail = db.execute("SELECT content, content_hash FROM details WHERE seq = ?", (seq,))
    row = detail.fetchone()
    edits = {} if state.added or state.verdict != "edited" else state.edits
    content = edited(frozen(json.loads(row["content"])), edits)
    last = state.last
    db.execute(
        "UPDATE events SET event_type=?, status=?, stage=?, date_start=?, date_end=?, review=?,"
        " disagreement=?, skipped=? WHERE seq=?",
        (
            *effective(content),
            state.review(row["content_hash"]),
            int(state.disagreement),
            int(state.skipped),
            seq,
        ),
    )
    db.execute(
        "UPDATE details SET edits=?, reviewer=?, reviewed_at=?, note=?, merged_into=? WHERE seq=?",
        (
            json.dumps(edits, ensure_ascii=False),
            last.reviewer if last else None,
            last.at if last else None,
            state.note or None,
            state.merged_into or None,
            seq,
        ),
    )
    db.execute("DELETE FROM verdicts WHERE seq = ?", (seq,))
    db.executemany(
        "INSERT INTO verdicts VALUES (?,?,?)",
        [(seq, reviewer, verdict) for reviewer, verdict in state.verdicts.items()],
    )
    codes = {entry.partition(":")[0] for entry in content.get("participants", ())}
    db.execute("DELETE FROM codes WHERE seq = ?", (seq,))
    db.executemany("INSERT INTO codes VALUES (?,?)", [(code, seq) for code in sorted(codes)])


def _added(db: sqlite3.Connection, event_id: str, state: State) -> sqlite3.Row | None:
    """Put an event that a reviewer added behind those of its record; None without it."""
    fields = state.edits
    found = db.execute("SELECT * FROM records WHERE record_id = ?", (fields.get("record_id"),))
    record = found.fetchone()
    if record is None:
        return None
    [place] = db.execute(
        "SELECT coalesce(max(seq), ?) FROM events WHERE seq >= ? AND seq < ?",
        (record["seq"], record["seq"], record["seq"] + 1000),
    ).fetchone()
    row = {
        **fields,
        **{name: record[name] for name in ("record_id", "source", "outlet", "published")},
        **{name: record[name] for name in ("record_no", "title", "url", "doc_id")},
        "event_id": event_id,
        "rule_id": ADDED_RULE,
        "confidence": 1.0,
    }
    names = {r["code"]: r for r in db.execute("SELECT * FROM names").fetchall()}
    actors = participant_rows(event_id, fields.get("participants") or ())
    for actor in actors:
        known = names.get(actor["code"])
        actor |= {key: known[key] if known else None for key in ("name_ja", "name_en", "kind")}
    insert_event(db, place + 1, row, actors, added=True)
    seq: sqlite3.Row = db.execute(
        "SELECT seq, added FROM events WHERE event_id = ?", (event_id,)
    ).fetchone()
    return seq


def _forget(db: sqlite3.Connection, seq: int) -> None:
    for table in ("events", "details", "searchable", "codes", "flags", "verdicts"):
        db.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))  # noqa: S608  # own names

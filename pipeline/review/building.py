"""The tables of a run into a fresh index."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from pipeline.decisions import content_hash, content_of
from pipeline.review.outputs import Outputs, Row

# Room between neighbours for events that reviewers add.
STEP = 1000
_DATES = (
    *("record_id", "char_start", "char_end", "text", "edtf", "anchor", "anchor_source"),
    *("rule_id", "flags"),
)
_STEPS = (
    *("thread_id", "step_no", "name", "parties", "stage", "status", "date_start"),
    *("event_id", "published"),
)


def build(db: sqlite3.Connection, outputs: Outputs, known_before: frozenset[str] | None) -> None:
    """Fill an empty database. ``known_before`` are the ids of the run before, None at first."""
    _script(db, "schema.sql")
    _insert(db, "documents", outputs.rows("documents"), ("source", "sha256", "media_type"))
    actors: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, Row] = {}
    for row in outputs.rows("participants"):
        actors[row["event_id"]].append(row)
        names.setdefault(row["code"], row)
    _insert(db, "names", names.values(), ("code", "name_ja", "name_en", "kind"))
    last_of_record = _events(db, outputs, actors, known_before)
    _records(db, outputs, last_of_record)
    _insert(db, "dates", outputs.rows("dates"), _DATES)
    _insert(db, "dropped", outputs.rows("dropped"), ("source", "char_start", "char_end", "reason"))
    _insert(db, "steps", outputs.rows("agreements"), _STEPS)
    _script(db, "schema_indexes.sql")
    db.execute("ANALYZE")


def _script(db: sqlite3.Connection, name: str) -> None:
    """Run a script within the transaction, which ``executescript`` would end."""
    text = files("pipeline.review").joinpath(name).read_text(encoding="utf-8")
    for statement in text.split(";\n"):
        db.execute(statement)


def _insert(
    db: sqlite3.Connection, table: str, rows: Iterable[Row], columns: tuple[str, ...]
) -> None:
    marks = ",".join("?" * len(columns))
    db.executemany(
        # Table and column names are this module's own.
        f"INSERT OR REPLACE INTO {table} ({','.join(columns)}) VALUES ({marks})",  # noqa: S608
        (tuple(row[column] for column in columns) for row in rows),
    )


def _events(
    db: sqlite3.Connection,
    outputs: Outputs,
    actors: dict[str, list[Row]],
    known_before: frozenset[str] | None,
) -> dict[str, int]:
    last_of_record: dict[str, int] = {}

    def numbered() -> Iterator[tuple[int, Row]]:
        for number, row in enumerate(outputs.rows("events"), 1):
            last_of_record[row["record_id"]] = number * STEP
            yield number * STEP, row

    for seq, row in numbered():
        new = known_before is not None and row["event_id"] not in known_before
        insert_event(db, seq, row, actors.get(row["event_id"], []), is_new=new)
    return last_of_record


def insert_event(
    db: sqlite3.Connection,
    seq: int,
    row: Row,
    actors: list[Row],
    *,
    is_new: bool = False,
    added: bool = False,
) -> None:
    """One event into the tables that speak of the program's values."""
    content = content_of(row, actors)
    fingerprint = "" if added else content_hash(content)
    db.execute(
        "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,'pending',0,0)",
        (
            seq,
            row["event_id"],
            row["record_id"],
            row["source"],
            *effective(content),
            row.get("outlet"),
            row["rule_id"],
            row["confidence"],
            row.get("published"),
            int(is_new),
            int(added),
        ),
    )
    db.execute(
        "INSERT INTO details VALUES (?,?,?,?,?,'{}',NULL,NULL,NULL,NULL)",
        (seq, _json(content), fingerprint, _json(row), _json(actors)),
    )
    text = " ".join(
        str(part)
        for part in (
            row["event_id"],
            row.get("title"),
            row.get("evidence"),
            row.get("instrument"),
            row.get("location"),
            row.get("outlet"),
            row.get("source"),
            *(actor.get(key) for actor in actors for key in ("name_ja", "name_en", "person")),
        )
        if part
    )
    db.execute("INSERT INTO searchable VALUES (?,?)", (seq, text.casefold()))
    codes = {actor["code"] for actor in actors}
    db.executemany("INSERT INTO codes VALUES (?,?)", [(code, seq) for code in sorted(codes)])
    flags = {flag for flag in (row.get("flags") or "").split(";") if flag}
    db.executemany("INSERT INTO flags VALUES (?,?)", [(flag, seq) for flag in sorted(flags)])


def effective(content: dict[str, Any]) -> tuple[Any, ...]:
    """What filters see of an event's content."""
    return tuple(
        content.get(name) for name in ("event_type", "status", "stage", "date_start", "date_end")
    )


def _records(db: sqlite3.Connection, outputs: Outputs, last_of_record: dict[str, int]) -> None:
    seq = 0
    for row in outputs.rows("records"):
        # A record without events stands behind the last event before it.
        seq = last_of_record.get(row["record_id"], seq)
        db.execute(
            "INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                row["record_id"],
                row["doc_id"],
                row["source"],
                row["record_no"],
                row["published"],
                row["outlet"],
                row["title"],
                row["url"],
                row["char_start"],
                row["char_end"],
                seq,
            ),
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

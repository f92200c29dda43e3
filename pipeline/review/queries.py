"""What pages ask of the index: the queue, progress, facets and one event in full."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.decisions import Content, Decision, State, edited, frozen, state_of
from pipeline.review.filters import CONFIDENCES, DAY, REVIEWS, Filters, where
from pipeline.review.index import Index

PAGE = 60
_SNIPPET = 60
_ORDER = {
    "order": ("e.seq", "e.seq > ?"),
    "confidence": ("e.confidence, e.seq", "(e.confidence, e.seq) > (?, ?)"),
    "date": (
        f"{DAY}, e.seq",
        f"({DAY}, e.seq) > (?, ?)",
    ),
}
_SORT_KEY = {
    "confidence": "e.confidence",
    "date": DAY,
    "order": "e.seq",
}
_QUEUE = """
SELECT e.seq, e.event_id, e.event_type, e.review, e.confidence, e.is_new, e.disagreement,
       e.skipped, e.date_start, e.date_end, d.content, d.edits, d.row, {key} AS sort_key
FROM events e JOIN details d ON d.seq = e.seq
WHERE {where} ORDER BY {order} LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the queue."""

    seq: int
    event_id: str
    content: Content
    review: str
    confidence: float
    snippet: str
    outlet: str
    cursor: str
    new: bool = False
    disagreement: bool = False
    skipped: bool = False

    @property
    def codes(self) -> list[str]:
        """The participants' codes in order, without repeats."""
        entries = self.content.get("participants", ())
        return list(dict.fromkeys(entry.partition(":")[0] for entry in entries))


@dataclass(frozen=True, slots=True)
class Full:
    """One event with everything the page shows of it.

    ``program`` are the program's values, ``content`` those that hold (with edits), ``row``
    the row of events.csv, ``actors`` the rows of participants.csv.
    """

    seq: int
    event_id: str
    row: dict[str, Any]
    actors: list[dict[str, Any]]
    program: Content
    content: Content
    content_hash: str
    review: str
    state: State
    decisions: list[Decision] = field(default_factory=list)
    new: bool = False
    added: bool = False


def queue(
    index: Index, filters: Filters, reviewer: str, *, after: str = "", limit: int = PAGE
) -> list[Item]:
    """A page of the queue behind the cursor ``after`` of an earlier one's last item."""
    condition, values = where(filters, reviewer)
    order, behind = _ORDER[filters.sort]
    position = _cursor(filters.sort, after)
    if position:
        condition, values = f"({condition}) AND {behind}", [*values, *position]
    sql = _QUEUE.format(key=_SORT_KEY[filters.sort], where=condition, order=order)
    return [_item(row) for row in index.all(sql, [*values, limit])]


def _cursor(sort: str, after: str) -> list[object]:
    key, _, seq = after.rpartition(",")
    try:
        if sort == "order":
            return [int(seq)] if seq else []
        if not key:
            return []
        return [float(key) if sort == "confidence" else key, int(seq)]
    except ValueError:
        return []  # a mistyped address starts from the top


def _item(row: Any) -> Item:
    content = edited(_content(row["content"]), _content(row["edits"]))
    evidence = " ".join(str(content.get("evidence", "")).split())
    return Item(
        seq=row["seq"],
        event_id=row["event_id"],
        content=content,
        review=row["review"],
        confidence=row["confidence"],
        snippet=evidence[:_SNIPPET] + ("…" if len(evidence) > _SNIPPET else ""),
        outlet=json.loads(row["row"]).get("outlet") or "",
        cursor=f"{row['sort_key']},{row['seq']}",
        new=bool(row["is_new"]),
        disagreement=bool(row["disagreement"]),
        skipped=bool(row["skipped"]),
    )


def progress(index: Index, filters: Filters, reviewer: str) -> dict[str, int]:
    """How many of the filtered events stand at each verdict, whatever verdict is filtered."""
    condition, values = where(filters, reviewer, but="review")
    rows = index.all(
        f"SELECT review, count(*) FROM events e WHERE {condition} GROUP BY review",  # noqa: S608
        values,
    )
    counts = {row[0]: row[1] for row in rows}
    return {name: counts.get(name, 0) for name in REVIEWS}


def matching(index: Index, filters: Filters, reviewer: str) -> list[str]:
    """The ids of all filtered events, in order."""
    condition, values = where(filters, reviewer)
    rows = index.all(
        f"SELECT event_id FROM events e WHERE {condition} ORDER BY seq",  # noqa: S608
        values,
    )
    return [row[0] for row in rows]


def facets(index: Index, filters: Filters, reviewer: str) -> dict[str, list[tuple[str, int]]]:
    """For each filter its values with the number of events, all other filters applied."""
    found: dict[str, list[tuple[str, int]]] = {}
    plain = {"type": "event_type", "status": "status", "outlet": "outlet", "rule": "rule_id"}
    for name, column in plain.items():
        condition, values = where(filters, reviewer, but=name)
        found[name] = _counted(
            index,
            f"SELECT {column}, count(*) AS n FROM events e WHERE {condition}"  # noqa: S608
            f" AND {column} <> '' GROUP BY 1 ORDER BY n DESC, 1 LIMIT 40",
            values,
        )
    for name, table, column in (("country", "codes", "code"), ("flag", "flags", "flag")):
        # Countries narrow each other down, so what is chosen stays applied.
        condition, values = where(filters, reviewer, but="flag" if name == "flag" else "")
        found[name] = _counted(
            index,
            f"SELECT x.{column}, count(*) AS n FROM {table} x JOIN events e ON e.seq = x.seq"  # noqa: S608
            f" WHERE {condition} GROUP BY 1 ORDER BY n DESC, 1 LIMIT 40",
            values,
        )
    condition, values = where(filters, reviewer, but="confidence")
    cases = " ".join(
        f"WHEN e.confidence < {high} THEN '{name}'" for name, (_, high) in CONFIDENCES.items()
    )
    found["confidence"] = _counted(
        index,
        f"SELECT CASE {cases} END, count(*) FROM events e WHERE {condition} GROUP BY 1",  # noqa: S608
        values,
    )
    found["special"] = [
        (name, _count(index, filters, reviewer, name))
        for name in ("new", "disagreement", "skipped", "mine")
    ]
    return found


def _counted(index: Index, sql: str, values: Sequence[object]) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in index.all(sql, values) if row[0] is not None]


def _count(index: Index, filters: Filters, reviewer: str, name: str) -> int:
    cells = {key: getattr(filters, key) for key in filters.__dataclass_fields__}
    condition, values = where(Filters(**{**cells, name: True}), reviewer)
    row = index.one(f"SELECT count(*) FROM events e WHERE {condition}", values)  # noqa: S608
    return int(row[0]) if row else 0


def full(index: Index, event_id: str) -> Full | None:
    """One event in full, None when there is none of this id."""
    row = index.one(
        "SELECT e.*, d.content, d.content_hash, d.row, d.actors, d.edits"
        " FROM events e JOIN details d ON d.seq = e.seq WHERE e.event_id = ?",
        (event_id,),
    )
    if row is None:
        return None
    decisions = index.decisions(event_id)
    program = _content(row["content"])
    return Full(
        seq=row["seq"],
        event_id=event_id,
        row=json.loads(row["row"]),
        actors=json.loads(row["actors"]),
        program=program,
        content=edited(program, _content(row["edits"])),
        content_hash=row["content_hash"],
        review=row["review"],
        state=state_of(decisions),
        decisions=decisions,
        new=bool(row["is_new"]),
        added=bool(row["added"]),
    )


def _content(text: str) -> Content:
    return frozen(json.loads(text))

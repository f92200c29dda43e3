"""What the templates show of an event: labels, old beside new, explanations, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.decisions import EDITABLE, Content, Decision, live
from pipeline.review.edtf import read_date
from pipeline.review.index import Index
from pipeline.review.labels import FIELDS, labelled
from pipeline.review.names import Names
from pipeline.review.queries import Full
from pipeline.review.rulenotes import RuleNote

_LISTED = tuple(n for n in EDITABLE if n not in {"participants", "evidence", "date_edtf"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A value with the one that it replaces, both as people read them."""

    name: str
    label: str
    value: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A participant as shown."""

    code: str
    name: str
    role: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything the event template needs beside the event itself."""

    fields: list[Shown]
    actors: list[Actor]
    dates: dict[str, str]
    rechecks: list[Shown]
    explained: RuleNote | None
    url: str
    same: list[dict[str, Any]] = field(default_factory=list)
    threads: list[Any] = field(default_factory=list)
    history: list[Decision] = field(default_factory=list)
    last: str = ""


def event_view(
    index: Index, event: Full, names: Names, notes: Mapping[str, RuleNote], *, blind: bool
) -> EventView:
    """The view of an event; ``blind`` hides what other reviewers said of it."""
    shown = event.program if blind else event.content
    old = {} if event.added else event.program
    fields = [
        Shown(
            name,
            FIELDS[name],
            labelled(shown.get(name)),
            labelled(old.get(name)) if old and old.get(name) != shown.get(name) else "",
        )
        for name in _LISTED
        if shown.get(name) or (old.get(name) and old.get(name) != shown.get(name))
    ]
    threads = index.all(
        "SELECT s.* FROM steps s WHERE s.thread_id IN"
        " (SELECT thread_id FROM steps WHERE event_id = ?) ORDER BY thread_id, step_no",
        (event.event_id,),
    )
    return EventView(
        fields=fields,
        actors=actors_of(shown, event.actors, names),
        dates=date_view(shown, event.row),
        rechecks=rechecks(event, names),
        explained=notes.get(event.row.get("rule_id") or ""),
        url=web_address(event.row.get("url")),
        same=siblings(index, event),
        threads=[dict(step) for step in threads],
        history=[] if blind else live(event.decisions),
        last=event.decisions[-1].decision_id if event.decisions else "",
    )


def actors_of(content: Content, rows: list[dict[str, Any]], names: Names) -> list[Actor]:
    """The participants of an event's content, with what the text says of each."""
    known = {f"{row['code']}:{row['role']}": row for row in rows}
    found: list[Actor] = []
    for entry in content.get("participants", ()):
        code, _, role = entry.partition(":")
        row = known.get(entry, {})
        detail = " ".join(str(row[k]) for k in ("person", "office", "mention") if row.get(k))
        found.append(Actor(code, names.ja(code), role or "party", detail))
    return found


def date_view(content: Content, row: Mapping[str, Any]) -> dict[str, str]:
    """The date in EDTF, in ISO days, in the Japanese calendar and as written."""
    edtf = str(content.get("date_edtf") or "")
    start, end = content.get("date_start"), content.get("date_end")
    own = edtf == (row.get("date_edtf") or "")
    wareki = row.get("date_wareki") if own else None
    if edtf and not wareki:
        try:
            wareki = read_date(edtf).wareki
        except ValueError:
            wareki = None  # a form of the program's own that has no Japanese reading
    days = str(start or "") if start == end else f"{start or '…'} – {end or '…'}"
    return {
        "edtf": edtf,
        "days": days if start or end else "",
        "wareki": wareki or "",
        "text": str(row.get("date_text") or ""),
        "basis": str(row.get("date_basis") or "") if own else "",
        "precision": str(row.get("date_precision") or "") if own else "",
    }


def rechecks(event: Full, names: Names) -> list[Shown]:
    """What the program said when somebody decided, beside what it says now."""
    last = event.state.last
    if event.review != "recheck" or last is None:
        return []
    found: list[Shown] = []
    for name in EDITABLE:
        then, now = last.program.get(name), event.program.get(name)
        if then != now:
            found.append(
                Shown(name, FIELDS[name], as_text(name, now, names), as_text(name, then, names))
            )
    return found


def as_text(name: str, value: Any, names: Names) -> str:
    """A field's value on one line."""
    if name == "participants":
        entries = (entry.partition(":") for entry in value or ())
        return "、".join(f"{names.ja(code)} ({role})" for code, _, role in entries)
    return labelled(str(value)) if value else "—"


def web_address(url: object) -> str:
    """The address when a browser may be led there: http and https alone.

    >>> web_address("javascript:alert(1)")
    ''
    """
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


def siblings(index: Index, event: Full) -> list[dict[str, Any]]:
    """Events that may be the same: of one group, of the record, or of the same day and type."""
    row = event.row
    rows = index.all(
        "SELECT e.event_id, e.event_type, e.date_start, e.review, e.source, d.content, d.row"
        " FROM events e JOIN details d ON d.seq = e.seq"
        " WHERE e.event_id <> ? AND e.review <> 'rejected' AND (e.record_id = ? OR"
        " (e.event_type = ? AND e.date_start = ?)) ORDER BY e.record_id = ? DESC, e.seq LIMIT 12",
        (
            event.event_id,
            row.get("record_id"),
            event.content.get("event_type"),
            event.content.get("date_start"),
            row.get("record_id"),
        ),
    )
    return [dict(found) for found in rows]

"""What an event says, as reviewers see and change it; and its fingerprint."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

Content = dict[str, Any]

# What reviewers can change, in the order of the form. Participants are "CODE:role".
EDITABLE = (
    "event_type",
    "status",
    "stage",
    "date_edtf",
    "date_start",
    "date_end",
    "participants",
    "location",
    "location_code",
    "instrument",
    "outcome",
    "evidence",
)
# Where it stands: kept with decisions so that a vanished event can still be shown.
PLACE = ("record_id", "source", "title", "published", "evidence_start", "evidence_end")
# The evidence is part of the event's id; other line breaks in it change nothing.
_HASHED = tuple(name for name in EDITABLE if name != "evidence")


def content_of(event: Mapping[str, Any], participants: Iterable[Mapping[str, Any]]) -> Content:
    """The editable content of a row of events.csv with its rows of participants.csv.

    Unknown is left out, so that empty cells and missing ones are the same.

    >>> content_of({"event_type": "visit", "stage": None}, [{"code": "FRA", "role": "visitor"}])
    {'event_type': 'visit', 'participants': ('FRA:visitor',)}
    """
    content: Content = {}
    for name in EDITABLE:
        value: Any = event.get(name)
        if name == "participants":
            value = tuple(f"{row['code']}:{row['role']}" for row in participants)
        if value not in {None, "", ()}:
            content[name] = value
    return content


def place_of(event: Mapping[str, Any]) -> Content:
    """Where the event stands, unknown left out."""
    return {name: event[name] for name in PLACE if event.get(name) not in {None, ""}}


def content_hash(content: Mapping[str, Any]) -> str:
    """Changes when any value does; blind to offsets, rule ids and the order of participants.

    >>> content_hash({"event_type": "visit"}) == content_hash({"event_type": "meeting"})
    False
    """
    values = {name: content[name] for name in _HASHED if content.get(name)}
    if "participants" in values:
        values["participants"] = sorted(values["participants"])
    data = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return blake2b(data.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def frozen(cells: Mapping[str, Any]) -> Content:
    """Content as read from JSON: lists become tuples."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in cells.items()}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Content:
    """The fields of ``after`` that differ from ``before``; None for one that is emptied."""
    found: Content = {}
    for name in EDITABLE:
        old, new = before.get(name) or None, after.get(name) or None
        if old != new:
            found[name] = new
    return found


def edited(content: Mapping[str, Any], edits: Mapping[str, Any]) -> Content:
    """``content`` with ``edits`` on top; a field that is edited to None is gone."""
    merged = {**content, **edits}
    return {name: value for name, value in merged.items() if value not in {None, "", ()}}

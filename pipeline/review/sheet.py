"""The reviewers' spreadsheet: one row per event, with what they may change in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.decisions import EDITABLE, Content
from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.review.filters import REVIEWS, Filters
from pipeline.review.index import Index
from pipeline.review.names import Names
from pipeline.review.queries import Full, full, matching
from pipeline.review.views import as_text, date_view, web_address

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its width in characters, and the values to choose from."""

    name: str
    width: int
    choices: tuple[str, ...] = ()
    number: bool = False

    @property
    def editable(self) -> bool:
        """True when a reviewer's change in it is taken in."""
        return self.name in EDITABLE or self.name in {"review", "review_note"}


COLUMNS = (
    SheetColumn("event_id", 22),
    SheetColumn("review", 11, REVIEWS),
    SheetColumn("event_type", 18, EVENT_TYPES),
    SheetColumn("status", 12, STATUSES),
    SheetColumn("stage", 12, STAGES),
    SheetColumn("date_edtf", 23),
    SheetColumn("date_wareki", 26),
    SheetColumn("date_start", 12),
    SheetColumn("date_end", 12),
    SheetColumn("participants", 34),
    SheetColumn("participant_names", 34),
    SheetColumn("location", 16),
    SheetColumn("location_code", 8),
    SheetColumn("instrument", 26),
    SheetColumn("outcome", 26),
    SheetColumn("evidence", 70),
    SheetColumn("review_note", 26),
    SheetColumn("title", 44),
    SheetColumn("published", 12),
    SheetColumn("outlet", 14),
    SheetColumn("url", 30),
    SheetColumn("source", 28),
    SheetColumn("record_no", 7, number=True),
    SheetColumn("rule_id", 22),
    SheetColumn("confidence", 7, number=True),
    SheetColumn("flags", 18),
    SheetColumn("reviewer", 12),
    SheetColumn("reviewed_at", 22),
    SheetColumn("base", 40),
)


def sheet_rows(index: Index, filters: Filters, reviewer: str, names: Names) -> Iterator[Cells]:
    """The filtered events as rows of cells; values are those that hold, edits included."""
    for event_id in matching(index, filters, reviewer):
        event = full(index, event_id)
        if event is not None:
            yield _row(event, names)


def _row(event: Full, names: Names) -> Cells:
    row, state = event.row, event.state
    cells = {name: _text(row.get(name)) for name in (c.name for c in COLUMNS)}
    cells |= content_cells(event.content)
    last = state.last
    cells |= {
        "event_id": event.event_id,
        "review": event.review,
        "date_wareki": date_view(event.content, row)["wareki"],
        "participant_names": as_text("participants", event.content.get("participants"), names)
        if event.content.get("participants")
        else "",
        "review_note": state.note,
        "url": web_address(row.get("url")),
        "published": _text(row.get("published"))[:10],
        "reviewer": last.reviewer if last else "",
        "reviewed_at": last.at if last else "",
        "base": base_of(event),
    }
    return cells


def content_cells(content: Content) -> Cells:
    """The editable fields as cells."""
    return {
        name: ";".join(content.get(name, ()))
        if name == "participants"
        else _text(content.get(name))
        for name in EDITABLE
    }


def base_of(event: Full) -> str:
    """What a row was made from: the program's values and the last decision, by their ids."""
    last = event.decisions[-1].decision_id if event.decisions else ""
    return f"{event.content_hash}:{last}"


def _text(value: Any) -> str:
    return "" if value is None else str(value)

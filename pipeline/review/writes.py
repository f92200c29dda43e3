"""The routes that write: each makes decisions and nothing else."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from pipeline.decisions import Decision
from pipeline.errors import RenkeiError
from pipeline.review.checking import LONGEST, FieldErrorsError
from pipeline.review.deciding import ChangedMeanwhileError, UnknownEventError
from pipeline.review.filters import filters_of
from pipeline.review.pages import item_html
from pipeline.review.site import Site


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Verdict(_Body):
    """Accept, reject, skip or annotate."""

    event_id: str = Field(max_length=64)
    action: Literal["accept", "reject", "skip", "note"]
    note: str = Field("", max_length=LONGEST)
    seen: str | None = Field(None, max_length=64)


class Verdicts(_Body):
    """Verdicts in the order in which they were given."""

    decisions: list[Verdict] = Field(max_length=500)


class Fields(_Body):
    """The form of an event; ``start`` and ``end`` are the place of a new evidence."""

    fields: dict[str, str | list[str] | None]
    note: str = Field("", max_length=LONGEST)
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)

    @property
    def span(self) -> tuple[int, int] | None:
        """The place of the evidence, when it was selected anew."""
        if self.start is None or self.end is None:
            return None
        return self.start, self.end


class Edit(Fields):
    """An event with other values."""

    event_id: str = Field(max_length=64)
    seen: str | None = Field(None, max_length=64)


class Addition(Fields):
    """An event that the program missed."""

    record_id: str = Field(max_length=64)


class Bulk(_Body):
    """Everything that waits in a filter; ``expected`` is the number that was shown."""

    query: str = Field(max_length=4000)
    expected: int


class Undo(_Body):
    """The last decision, or a batch."""

    batch: str = Field("", max_length=64)


class Merge(_Body):
    """An event that is the same as another."""

    event_id: str = Field(max_length=64)
    into: str = Field(max_length=64)


def writes(site: Site) -> APIRouter:
    """All writing routes."""
    router = APIRouter(prefix="/api")
    desk = site.desk

    def told(entry: Decision) -> dict[str, Any]:
        # The line of the queue as it is now saves the page a second request.
        items = {entry.event_id: item_html(site, entry.event_id)}
        return {"event_id": entry.event_id, "items": items}

    @router.post("/decide")
    def decide(body: Verdict) -> dict[str, Any]:
        entry = desk.decide(body.event_id, body.action, note=body.note, seen=body.seen)
        return told(entry)

    @router.post("/decisions")
    def decide_all(body: Verdicts) -> dict[str, Any]:
        given = [(v.event_id, v.action, v.note) for v in body.decisions]
        entries, unknown = desk.decide_all(given)
        items = {e.event_id: item_html(site, e.event_id) for e in entries}
        problems = [f"{event_id} is not in the tables any more: reload" for event_id in unknown]
        return {"items": items, "problems": problems}

    @router.post("/edit")
    def edit(body: Edit) -> dict[str, Any]:
        entry = desk.edit(
            body.event_id, body.fields, note=body.note, seen=body.seen, span=body.span
        )
        return told(entry)

    @router.post("/add")
    def add(body: Addition) -> dict[str, Any]:
        if body.span is None:
            raise FieldErrorsError({"evidence": "select the evidence in the text"})
        entry = desk.add(body.record_id, body.fields, body.span)
        return told(entry)

    @router.post("/merge")
    def merge(body: Merge) -> dict[str, Any]:
        entry = desk.merge(body.event_id, body.into)
        return told(entry)

    @router.post("/bulk")
    def bulk(body: Bulk) -> dict[str, Any]:
        batch, count = desk.accept_all(filters_of(parse_qsl(body.query)), body.expected)
        return {"batch": batch, "count": count}

    @router.post("/undo")
    def undo(body: Undo) -> dict[str, Any]:
        return {"events": desk.undo(body.batch)}

    return router


def error_response(error: Exception) -> JSONResponse:
    """What the page is told of a decision that was not made."""
    if isinstance(error, FieldErrorsError):
        return JSONResponse({"error": "some fields need another look", "fields": error.errors}, 422)
    if isinstance(error, ChangedMeanwhileError):
        problem = "somebody decided meanwhile: look again, then decide"
        return JSONResponse({"error": problem}, 409)
    if isinstance(error, UnknownEventError):
        return JSONResponse({"error": "this event is not in the tables any more: reload"}, 404)
    return JSONResponse({"error": str(error)}, 507)


ERRORS: tuple[type[Exception], ...] = (
    FieldErrorsError,
    ChangedMeanwhileError,
    UnknownEventError,
    RenkeiError,
)

"""The pages and parts of pages: everything that only reads."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from pipeline.review import labels
from pipeline.review.agreement import agreements
from pipeline.review.edtf import read_date
from pipeline.review.filters import Filters, described, filters_of
from pipeline.review.queries import PAGE, facets, full, progress, queue
from pipeline.review.site import Site
from pipeline.review.texts import record_text
from pipeline.review.views import as_text, event_view

_SAMPLE = 5


def filters_in(request: Request) -> Filters:
    """The filters in a request's address."""
    return filters_of(request.query_params.multi_items())


def pages(site: Site) -> APIRouter:
    """All reading routes."""
    router = APIRouter()
    for part in (_queue_pages, _event_pages, _other_pages, _lookups):
        part(router, site)
    return router


def _queue_pages(router: APIRouter, site: Site) -> None:
    @router.get("/", response_class=HTMLResponse)
    def home(request: Request) -> str:
        site.index.refresh()
        filters = filters_in(request)
        items = queue(site.index, filters, site.reviewer)
        wanted = request.query_params.get("open", "")
        record_id = filters.record[0] if filters.record and not items else ""
        record = _record(site, record_id) if record_id else None
        return site.render(
            "queue.html",
            filters=filters,
            items=items,
            more=items[-1].cursor if len(items) == PAGE else "",
            progress=progress(site.index, filters, site.reviewer),
            chips=described(filters, {**labels.VALUES, **labels.CONFIDENCES}),
            opened=wanted if wanted and full(site.index, wanted) else "",
            record=record,
            text=record_text(site.index, site.sources, record_id, None) if record else None,
            names=site.names,
        )

    @router.get("/queue", response_class=HTMLResponse)
    def more(request: Request) -> HTMLResponse:
        after = request.query_params.get("after", "")
        items = queue(site.index, filters_in(request), site.reviewer, after=after)
        cursor = items[-1].cursor if len(items) == PAGE else ""
        html = site.fragment("_items.html", items=items, names=site.names)
        return HTMLResponse(html, headers={"x-cursor": cursor})

    @router.get("/facets", response_class=HTMLResponse)
    def facet_lists(request: Request) -> str:
        filters = filters_in(request)
        counted = facets(site.index, filters, site.reviewer)
        return site.fragment("_facets.html", filters=filters, facets=counted, names=site.names)

    @router.get("/api/progress")
    def progress_now(request: Request) -> dict[str, int]:
        site.index.sync()
        return progress(site.index, filters_in(request), site.reviewer)

    @router.get("/api/bulk")
    def bulk_preview(request: Request) -> dict[str, Any]:
        filters = filters_in(request)
        waiting = site.desk.waiting(filters)
        sample = [event for i in waiting[:_SAMPLE] if (event := full(site.index, i))]
        lines = [
            " · ".join(
                part
                for part in (
                    labels.labelled(event.content.get("event_type")),
                    str(event.content.get("date_edtf") or ""),
                    as_text("participants", event.content.get("participants"), site.names),
                    str(event.content.get("evidence") or "")[:80],
                )
                if part
            )
            for event in sample
        ]
        return {"count": len(waiting), "sample": lines}


def _record(site: Site, record_id: str) -> Any:
    return site.index.one("SELECT * FROM records WHERE record_id = ?", (record_id,))


def _event_pages(router: APIRouter, site: Site) -> None:
    @router.get("/event/{event_id}", response_class=HTMLResponse)
    def event(event_id: str, request: Request) -> str:
        site.index.sync()
        found = full(site.index, event_id)
        if found is None:
            raise HTTPException(404, "there is no such event")
        blind = filters_in(request).mine and site.reviewer not in found.state.verdicts
        whole = request.query_params.get("whole") == "1"
        record_id = str(found.row.get("record_id") or "")
        return site.fragment(
            "_event.html",
            event=found,
            view=event_view(site.index, found, site.names, site.notes, blind=blind),
            text=record_text(site.index, site.sources, record_id, found, whole=whole),
            blind=blind,
            names=site.names,
            json=json,
        )

    @router.get("/item/{event_id}", response_class=HTMLResponse)
    def item(event_id: str) -> str:
        return item_html(site, event_id)


def item_html(site: Site, event_id: str) -> str:
    """An event as a line of the queue; empty when there is none of this id."""
    items = queue(site.index, Filters(event=(event_id,)), site.reviewer)
    return site.fragment("_items.html", items=items, names=site.names)


def _other_pages(router: APIRouter, site: Site) -> None:
    @router.get("/overview", response_class=HTMLResponse)
    def overview_page(request: Request) -> str:
        site.index.refresh()
        filters = filters_in(request)
        figures = site.overview(filters)
        chips = described(filters, {**labels.VALUES, **labels.CONFIDENCES})
        return site.render("overview.html", filters=filters, figures=figures, chips=chips)

    @router.get("/api/overview")
    def overview_figures(request: Request) -> dict[str, Any]:
        site.index.sync()
        figures = site.overview(filters_in(request))
        return asdict(figures) | {"labels": labels.TYPES, "stages": labels.STAGES}

    @router.get("/records", response_class=HTMLResponse)
    def records(request: Request) -> str:
        after = request.query_params.get("after", "")
        rows = site.index.all(
            "SELECT r.*, (SELECT count(*) FROM events e WHERE e.record_id = r.record_id) AS n"
            " FROM records r WHERE (r.source, r.record_no) > (?, ?)"
            " ORDER BY r.source, r.record_no LIMIT 200",
            _record_cursor(after),
        )
        more = f"{rows[-1]['record_no']}:{rows[-1]['source']}" if len(rows) == 200 else ""
        return site.render("records.html", rows=rows, more=more)

    @router.get("/agreement", response_class=HTMLResponse)
    def agreement_page() -> str:
        site.index.sync()
        return site.render("agreement.html", rows=agreements(site.index))

    @router.get("/orphans", response_class=HTMLResponse)
    def orphans() -> str:
        site.index.sync()
        rows = site.index.all("SELECT * FROM orphans ORDER BY loud DESC, event_id")
        shown = []
        for row in rows:
            entries = [d for d in site.index.decisions(row["event_id"]) if d.program or d.after]
            shown.append((row, entries[-1] if entries else None))
        return site.render("orphans.html", rows=shown, names=site.names, as_text=as_text)

    @router.get("/static/{name}")
    def static(name: str) -> Response:
        asset = site.assets.get(name)
        if asset is None:
            raise HTTPException(404, "there is no such file")
        kept = {"cache-control": "max-age=31536000, immutable"}
        return Response(asset.data, media_type=asset.media_type, headers=kept)


def _record_cursor(after: str) -> tuple[str, int]:
    number, _, source = after.partition(":")
    return (source, int(number)) if number.isdecimal() and len(number) < 10 else ("", 0)


def _lookups(router: APIRouter, site: Site) -> None:
    @router.get("/api/date")
    def date(value: str = "") -> JSONResponse:
        try:
            return JSONResponse(asdict(read_date(value)))
        except ValueError as error:
            return JSONResponse({"error": str(error)}, status_code=422)

    @router.get("/api/names")
    def names(q: str = "") -> list[dict[str, str]]:
        return [entry._asdict() for entry in site.names.search(q[:100])]

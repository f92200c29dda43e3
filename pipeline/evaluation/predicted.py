"""What a run says, in the shape of the gold: from documents in memory, or from its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any, Final

from pipeline.errors import InputError
from pipeline.evaluation.rows import DateRow, EventRow, Predicted, RecordRow
from pipeline.model import Document, Event, Record, Span, Timex
from pipeline.stages.tables import read_table

HEADER: Final = (
    "published",
    "outlet",
    "via",
    "title",
    "article_ref",
    "item_date_start",
    "item_date_end",
)


def from_documents(documents: Iterable[Document]) -> Predicted:
    """The rows of documents that were just run."""
    dropped: dict[str, tuple[Span, ...]] = {}
    events: list[EventRow] = []
    records: list[RecordRow] = []
    dates: list[DateRow] = []
    for document in documents:
        file = PurePath(document.source.name).name
        if document.cleaned is not None:
            dropped[file] = tuple(d.span for d in document.cleaned.dropped)
        for result in document.records:
            record = result.record
            records.append(_record(file, record))
            events += [_event(file, record, e, document.source.text) for e in result.events]
            dates += [_date(file, record, timex) for timex in result.dates]
    return Predicted(dropped, tuple(events), tuple(records), tuple(dates))


def _record(file: str, record: Record) -> RecordRow:
    values = (
        record.published,
        record.outlet,
        record.via,
        record.title,
        record.article_ref,
        record.item_start,
        record.item_end,
    )
    header = dict(zip(HEADER, values, strict=True))
    return RecordRow(file, record.number, record.span, header)


def _event(file: str, record: Record, event: Event, source: str) -> EventRow:
    span = record.text.to_source(*event.evidence)
    return EventRow(
        file=file,
        type=event.type,
        participants=frozenset(event.codes),
        status=event.status,
        stage=event.stage,
        date_start=event.date.start,
        date_end=event.date.end,
        span=span,
        evidence=source[span.start : span.end],
        confidence=event.confidence,
        rule_id=event.rule_id,
    )


def _date(file: str, record: Record, timex: Timex) -> DateRow:
    span = record.text.to_source(*timex.span)
    return DateRow(file, span, timex.text, timex.type, timex.start, timex.end)


def from_tables(folder: Path) -> Predicted:
    """The rows of the tables that ``renkei run`` left in a folder, in either profile.

    Events that a reviewer rejected are left out. Raises ``InputError`` for a table that
    is missing, cannot be read or has other columns.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder", "write tables with: renkei run SOURCES")
    dropped: dict[str, list[Span]] = {_file(row): [] for row in _rows(folder, "documents")}
    for row in _rows(folder, "dropped"):
        dropped[_file(row)].append(_span(row))
    return Predicted(
        {file: tuple(spans) for file, spans in dropped.items()},
        tuple(_event_row(row) for row in _rows(folder, "events") if row["review"] != "rejected"),
        tuple(
            RecordRow(_file(row), row["record_no"], _span(row), {c: row[c] for c in HEADER})
            for row in _rows(folder, "records")
        ),
        tuple(
            DateRow(_file(row), _span(row), row["text"], row["type"], row["start"], row["end"])
            for row in _rows(folder, "dates")
        ),
    )


def _event_row(row: Mapping[str, Any]) -> EventRow:
    return EventRow(
        file=_file(row),
        type=row["event_type"],
        participants=frozenset((row["participants"] or "").split(";")) - {""},
        status=row["status"],
        stage=row["stage"],
        date_start=row["date_start"],
        date_end=row["date_end"],
        span=Span(row["evidence_start"], row["evidence_end"]),
        evidence=row["evidence"] or "",
        confidence=row["confidence"],
        rule_id=row["rule_id"] or "",
    )


def _file(row: Mapping[str, Any]) -> str:
    return PurePath(row["source"]).name


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["char_start"], row["char_end"])


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, None where a cell is empty."""
    table = read_table(folder / f"{name}.csv")
    known = table.astype(object).where(table.notna(), None)
    return [{str(column): cell for column, cell in row.items()} for row in known.to_dict("records")]

"""What a run says, in the shape of the gold: from documents in memory, or from its tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Final, TypeVar

from pipeline.errors import InputError
from pipeline.evaluation.rows import DateRow, EventRow, Predicted, RecordRow
from pipeline.model import Document, Event, Record, Span, Timex

T = TypeVar("T")
BOM: Final = "\ufeff"

HEADER: Final = (
    "published",
    "outlet",
    "via",
    "title",
    "article_ref",
    "item_date_start",
    "item_date_end",
)
GUARDED: Final = tuple("=+-@\t\r\0＝＋－＠'")


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
    is missing, cannot be read, or lacks a column or a value.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder", "write tables with: renkei run SOURCES")
    dropped: dict[str, list[Span]] = {f: [] for f in _table(folder, "documents.csv", _file)}
    for file, span in _table(folder, "dropped.csv", lambda row: (_file(row), _span(row))):
        dropped.setdefault(file, []).append(span)
    return Predicted(
        {file: tuple(spans) for file, spans in dropped.items()},
        tuple(filter(None, _table(folder, "events.csv", _event_row))),
        tuple(_table(folder, "records.csv", _record_row)),
        tuple(_table(folder, "dates.csv", _date_row)),
    )


def _event_row(row: Mapping[str, str]) -> EventRow | None:
    if row["review"] == "rejected":
        return None
    return EventRow(
        file=_file(row),
        type=row["event_type"],
        participants=frozenset(filter(None, row["participants"].split(";"))),
        status=row["status"],
        stage=row["stage"] or None,
        date_start=_day(row["date_start"]),
        date_end=_day(row["date_end"]),
        span=Span(int(row["evidence_start"]), int(row["evidence_end"])),
        evidence=row["evidence"],
        confidence=float(row["confidence"]) if row["confidence"] else None,
        rule_id=row["rule_id"],
    )


def _record_row(row: Mapping[str, str]) -> RecordRow:
    header = {column: row[column] or None for column in HEADER}
    return RecordRow(_file(row), int(row["record_no"]), _span(row), header)


def _date_row(row: Mapping[str, str]) -> DateRow:
    value = (row["type"], row["start"] or None, row["end"] or None)
    return DateRow(_file(row), _span(row), row["text"], *value)


def _file(row: Mapping[str, str]) -> str:
    return PurePath(row["source"]).name


def _span(row: Mapping[str, str]) -> Span:
    return Span(int(row["char_start"]), int(row["char_end"]))


def _day(value: str) -> str | None:
    return date.fromisoformat(value).isoformat() if value else None


def _table(folder: Path, name: str, make: Callable[[dict[str, str]], T]) -> list[T]:
    """What ``make`` reads in each row of a table, with the formula guard undone."""
    path = folder / name
    way_out = "write the tables again with: renkei run SOURCES"
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}", way_out) from error
    excel = text.startswith(BOM)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    rows = csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""), restval="")
    made = []
    for row in rows:
        try:
            made.append(make({k: unguarded(v) for k, v in row.items()} if excel else row))
        except KeyError as error:
            raise InputError(str(path), f"has no column {error}", way_out) from error
        except ValueError as error:
            raise InputError(f"{path}:{rows.line_num}", str(error), way_out) from error
    return made


def unguarded(cell: str) -> str:
    """The cell's own text: without the quote that keeps spreadsheets from calculating it.

    >>> unguarded("'=1+1"), unguarded("'24年")
    ('=1+1', "'24年")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(GUARDED) else cell

"""Documents to plain rows: what each column of each table holds, without pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.model import Document, Event, EventDate, Problem, Record, RecordResult, Span
from pipeline.stages.tables.foundrows import date_rows, joined, mention_rows
from pipeline.stages.tables.ids import article_key, event_key, hashed
from pipeline.stages.tables.schema import PRECISIONS, SCHEMA
from pipeline.stages.tables.sheets import Sheet

Names = Callable[[str], tuple[str, str, str] | None]
Wareki = Callable[[str | None, str | None], str | None]

# Spreadsheets cut a cell at 32,767 UTF-16 units, many CSV readers refuse 131,072 characters.
LONGEST_CELL = 16_000

_COLUMNS = SCHEMA["events"].column_names
_UNREVIEWED = dict.fromkeys(_COLUMNS[_COLUMNS.index("edited_fields") :])


def sheet_of(document: Document, *, names: Names, wareki: Wareki) -> Sheet:
    """The rows of a document.

    ``names`` gives a code's Japanese name, English name and kind, or None; ``wareki`` the
    Japanese-calendar reading of two days.
    """
    return _Rows(document, names, wareki).sheet()


def problem_row(problem: Problem, record: int | None) -> dict[str, Any]:
    """The row of a problem; ``record`` is the place of its record's key in the sheet."""
    return {
        "source": shown(problem.source),
        "record_id": record,
        "stage": problem.stage,
        "problem": problem.problem,
        "detail": problem.detail,
        "action": problem.action,
    }


class _Rows:
    """Gathers the rows of one document."""

    def __init__(self, document: Document, names: Names, wareki: Wareki) -> None:
        self._page = document
        self._names = names
        self._wareki = wareki
        self._sheet = Sheet(shown(document.source.name))
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMA}

    def sheet(self) -> Sheet:
        """All rows, column by column, which is the quickest way to join those of many."""
        self._document()
        numbers: dict[int, int] = {}
        for result in sorted(self._page.records, key=lambda r: r.record.number):
            numbers[result.record.number] = len(self._sheet.record_keys)
            self._record(result)
        for problem in self._page.problems:
            number = numbers.get(problem.record) if problem.record else None
            self._row("problems", **problem_row(problem, number))
        self._sheet.tables = {
            table: {name: [row[name] for row in rows] for name in SCHEMA[table].column_names}
            for table, rows in self._rows.items()
            if rows
        }
        return self._sheet

    def _row(self, table: str, **cells: Any) -> None:
        """Add a row; every column of the table needs its cell."""
        self._rows[table].append(cells)

    def _document(self) -> None:
        document, source = self._page, self._sheet.source
        cleaned = document.cleaned
        chars = len(document.source.text)
        gone = sum(d.span.end - d.span.start for d in cleaned.dropped) if cleaned else 0
        self._row(
            "documents",
            doc_id=hashed("doc", source),
            source=source,
            sha256=document.source.sha256,
            media_type=document.source.media_type,
            encoding=document.source.encoding,
            chars=chars,
            chars_kept=chars - gone if cleaned else None,
            records=len(document.records),
            status="problem" if document.problems else "ok",
        )
        if cleaned is None or not cleaned.dropped:
            return
        line, at = 1, 0
        for dropped in sorted(cleaned.dropped, key=lambda d: d.span):
            for span in _pieces(dropped.span):
                line += document.source.text.count("\n", at, span.start)
                at = span.start
                self._row(
                    "dropped",
                    source=source,
                    line_no=line,
                    char_start=span.start,
                    char_end=span.end,
                    text=document.source.text[span.start : span.end],
                    reason=dropped.reason,
                    rule_id=dropped.rule_id,
                )

    def _record(self, result: RecordResult) -> None:
        record, name = result.record, self._sheet.source
        number = len(self._sheet.record_keys)
        self._sheet.record_keys.append(article_key(record))
        self._sheet.stories.append(record.text.text)
        self._row(
            "records",
            record_id=number,
            doc_id=hashed("doc", name),
            source=name,
            record_no=record.number,
            published=record.published,
            outlet=record.outlet,
            via=record.via,
            title=record.title,
            article_ref=record.article_ref,
            url=record.url,
            char_start=record.span.start,
            char_end=record.span.end,
            item_date_start=record.item_start,
            item_date_end=record.item_end,
            same_as=None,
        )
        where = {"record_id": number, "source": name}
        for row in date_rows(result, self._page.source.text):
            self._row("dates", **where, **row)
        for row in mention_rows(result, self._page.source.text):
            self._row("mentions", **where, **row)
        for event in sorted(result.events, key=_event_order):
            self._event(event, record, number)

    def _event(self, event: Event, record: Record, number: int) -> None:
        source, name = self._page.source, self._sheet.source
        key = len(self._sheet.event_keys)
        span = record.text.to_source(*event.evidence)
        evidence = source.text[span.start : span.end]
        self._sheet.event_keys.append(event_key(self._sheet.record_keys[number], event, evidence))
        trigger = record.text.to_source(*event.trigger)
        date = event.date
        self._row(
            "events",
            event_id=key,
            same_as=None,
            record_id=number,
            doc_id=hashed("doc", name),
            source=name,
            record_no=record.number,
            event_type=event.type,
            plover=None,
            cameo=None,
            status=event.status,
            stage=event.stage,
            date_start=date.start,
            date_end=date.end,
            date_precision=_precision(date),
            date_edtf=date.edtf,
            date_wareki=self._wareki(date.start, date.end) if date.start or date.end else None,
            date_text=date.text,
            date_basis=date.basis,
            participants=";".join(event.codes),
            location=event.location,
            location_code=event.location_code,
            instrument=event.instrument,
            outcome=event.outcome,
            evidence=evidence,
            evidence_start=span.start,
            evidence_end=span.end,
            rule_id=event.rule_id,
            confidence=round(event.confidence, 4),
            flags=joined(event.flags),
            title=record.title,
            outlet=record.outlet,
            published=record.published,
            url=record.url,
            review="pending",
            reviewer=None,
            reviewed_at=None,
            latest_status=None,
            latest_event_id=None,
            trigger=source.text[trigger.start : trigger.end],
            trigger_start=trigger.start,
            trigger_end=trigger.end,
            **_UNREVIEWED,
        )
        for position, participant in enumerate(event.participants, 1):
            name_ja, name_en, kind = self._names(participant.code) or ("", "", "")
            at = record.text.to_source(*participant.span) if participant.span else None
            self._row(
                "participants",
                event_id=key,
                position=position,
                code=participant.code,
                name_ja=name_ja,
                name_en=name_en,
                kind=kind,
                role=participant.role,
                mention=source.text[at.start : at.end] if at else participant.mention,
                mention_start=at.start if at else None,
                mention_end=at.end if at else None,
                person=participant.person,
                office=participant.office,
            )


def shown(name: str) -> str:
    """A source's name as the tables give it: bytes that are no UTF-8 escaped, others kept."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _event_order(event: Event) -> tuple[Any, ...]:
    """Text order, then what keeps equals in one order whichever way they were found."""
    return (
        event.evidence.start,
        event.type,
        event.evidence.end,
        event.trigger,
        event.codes,
        event.instrument or "",
        event.stage or "",
        event.status,
        event.date.start or "",
        event.date.end or "",
        event.location or "",
        event.rule_id,
    )


def _precision(date: EventDate) -> str:
    """How fine an event's date is, in the words of the table: 夕方 is a day, 来週 a range."""
    if date.precision in PRECISIONS:
        return date.precision
    if not date.start and not date.end:
        return "none"
    return "day" if date.start == date.end else "range"


def _pieces(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.end, LONGEST_CELL):
        yield Span(start, min(span.end, start + LONGEST_CELL))

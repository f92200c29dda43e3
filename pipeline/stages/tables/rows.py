"""Documents to plain rows: what each column of each table holds, without pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.model import Document, Event, EventDate, Problem, Record, RecordResult, Source, Span
from pipeline.stages.tables.gathered import Extent, Gathered
from pipeline.stages.tables.ids import article_key, event_key, hashed, normalised
from pipeline.stages.tables.schema import PRECISIONS, SCHEMA

Names = Callable[[str], tuple[str, str, str] | None]
Wareki = Callable[[str | None, str | None], str | None]
Codes = Callable[[str, str, str | None], tuple[str, str]]

# Spreadsheets cut a cell at 32,767 UTF-16 units, many CSV readers refuse 131,072 characters.
LONGEST_CELL = 16_000

_COLUMNS = SCHEMA["events"].column_names
_UNREVIEWED = dict.fromkeys(_COLUMNS[_COLUMNS.index("edited_fields") :])


class Rows(Gathered):
    """Gathers the rows of documents.

    ``names`` gives a code's Japanese name, English name and kind, or None; ``wareki`` the
    Japanese-calendar reading of two days; ``codes`` PLOVER and CAMEO from type, status and
    stage.
    """

    def __init__(self, *, names: Names, wareki: Wareki, codes: Codes) -> None:
        super().__init__()
        self._names = names
        self._wareki = wareki
        self._codes = codes

    def add(self, document: Document) -> None:
        """Take in one document. Raises ``ValueError`` when its source is already in."""
        source = shown(document.source.name)
        if source in self.extents:
            raise ValueError(f"two documents are called {source}")
        before = self.heights()
        records, events = len(self.record_keys), len(self.event_keys)
        self._document(document, source)
        numbers: dict[int, int] = {}
        for result in sorted(document.records, key=lambda r: r.record.number):
            numbers[result.record.number] = len(self.record_keys)
            self._record(result, document.source, source)
        for problem in document.problems:
            self.problem(problem, numbers)
        after = self.heights()
        self.extents[source] = Extent(
            source,
            {name: range(start, after[name]) for name, start in before.items()},
            range(records, len(self.record_keys)),
            range(events, len(self.event_keys)),
        )

    def problem(self, problem: Problem, numbers: dict[int, int] | None = None) -> None:
        """Take in a problem; ``numbers`` leads from its record's number in the file."""
        self.row(
            "problems",
            source=shown(problem.source),
            record_id=(numbers or {}).get(problem.record) if problem.record else None,
            stage=problem.stage,
            problem=problem.problem,
            detail=problem.detail,
            action=problem.action,
        )

    # --- one document -----------------------------------------------------------------

    def _document(self, document: Document, source: str) -> None:
        cleaned = document.cleaned
        chars = len(document.source.text)
        gone = sum(d.span.end - d.span.start for d in cleaned.dropped) if cleaned else 0
        self.row(
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
                self.row(
                    "dropped",
                    source=source,
                    line_no=line,
                    char_start=span.start,
                    char_end=span.end,
                    text=document.source.text[span.start : span.end],
                    reason=dropped.reason,
                    rule_id=dropped.rule_id,
                )

    def _record(self, result: RecordResult, source: Source, name: str) -> None:
        record = result.record
        number = len(self.record_keys)
        self.record_keys.append(article_key(record))
        self.stories.append(record.text.text)
        self.row(
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
        self._dates(result, number, source, name)
        self._mentions(result, number, source, name)
        for event in sorted(result.events, key=_event_order):
            self._event(event, record, number, source, name)

    def _dates(self, result: RecordResult, number: int, source: Source, name: str) -> None:
        keys = _Occurrences()
        for timex in sorted(result.dates, key=lambda t: (t.span, t.type, t.rule_id)):
            span = result.record.text.to_source(*timex.span)
            text = source.text[span.start : span.end]
            self.row(
                "dates",
                date_id=keys.next(normalised(text)),
                record_id=number,
                source=name,
                text=text,
                char_start=span.start,
                char_end=span.end,
                type=timex.type,
                start=timex.start,
                end=timex.end,
                precision=timex.precision,
                edtf=timex.edtf,
                relation=timex.relation,
                calendar=timex.calendar,
                anchor=timex.anchor,
                anchor_source=timex.anchor_source,
                rule_id=timex.rule_id,
                flags=_joined(timex.flags),
            )

    def _mentions(self, result: RecordResult, number: int, source: Source, name: str) -> None:
        found = [
            (m.span, m.origin, m.label, _joined(m.codes, ordered=True), m.canonical)
            for m in result.mentions
        ]
        # The model's entities stand in the annotation; the actors stage may have taken
        # some over with a code, and those rows say more.
        taken = {(span, label) for span, origin, label, _, _ in found if origin == "ginza"}
        found += [
            (entity.span, "ginza", entity.label, "", None)
            for entity in (result.annotation.entities if result.annotation else ())
            if (entity.span, entity.label) not in taken
        ]
        keys = _Occurrences()
        for span, origin, label, code, canonical in sorted(
            found, key=lambda m: (*m[:4], m[4] or "")
        ):
            at = result.record.text.to_source(*span)
            text = source.text[at.start : at.end]
            self.row(
                "mentions",
                mention_id=keys.next(f"{origin}\x1f{label}\x1f{normalised(text)}"),
                record_id=number,
                source=name,
                text=text,
                char_start=at.start,
                char_end=at.end,
                label=label,
                origin=origin,
                code=code,
                canonical=canonical,
            )

    def _event(self, event: Event, record: Record, number: int, source: Source, name: str) -> None:
        key = len(self.event_keys)
        span = record.text.to_source(*event.evidence)
        evidence = source.text[span.start : span.end]
        self.event_keys.append(event_key(self.record_keys[number], event, evidence))
        self.told.append((event, evidence, number))
        trigger = record.text.to_source(*event.trigger)
        plover, cameo = self._codes(event.type, event.status, event.stage)
        date = event.date
        self.row(
            "events",
            event_id=key,
            same_as=None,
            record_id=number,
            doc_id=hashed("doc", name),
            source=name,
            record_no=record.number,
            event_type=event.type,
            plover=plover,
            cameo=cameo,
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
            flags=_joined(event.flags),
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
            self.row(
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


class _Occurrences:
    """Keys told apart by how often each has come before."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, key: str) -> str:
        occurrence = self._seen[key] = self._seen.get(key, 0) + 1
        return f"{key}\x1f{occurrence}"


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


def _joined(values: tuple[str, ...], *, ordered: bool = False) -> str:
    return ";".join(dict.fromkeys(values) if ordered else sorted(set(values)))


def _pieces(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.end, LONGEST_CELL):
        yield Span(start, min(span.end, start + LONGEST_CELL))

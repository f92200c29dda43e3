"""One source through the stages, in their order: the only place that knows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.annotations import Annotate
from pipeline.flow.attempts import Attempts, Stopwatch
from pipeline.flow.readers import read_anew
from pipeline.flow.reading import Reading, RecordReading
from pipeline.flow.results import ResultStore, sheet_key
from pipeline.flow.rules import Rules
from pipeline.model import (
    Annotation,
    Document,
    Event,
    RecordResult,
    Source,
)
from pipeline.stages.dates import wareki
from pipeline.stages.events import Trace, extract_events
from pipeline.stages.tables import Sheet, sheet_of

STAGES = ("sources", "cleaning", "records", "nlp", "dates", "actors", "events", "tables")


def process_source(
    source: Source,
    rules: Rules,
    annotate: Annotate,
    watch: Stopwatch | None = None,
    results: ResultStore | None = None,
) -> Document:
    """Everything the stages find in a source.

    ``annotate`` gives the language model's analyses of record texts. A stage that fails
    costs its own results: the failure is a :class:`Problem` of the document and the rest
    goes on. A model or a store of annotations that cannot be used is raised. What is in
    ``results``, kept under the same rules, is taken from there, and the rest is put there.
    """
    attempt = Attempts(source.name, [], watch or Stopwatch())
    if results is None:
        reading, annotations = read_anew(source, rules, annotate, attempt)
        told = [
            record_events(record, annotation, rules, attempt) if annotation else ()
            for record, annotation in zip(reading.records, annotations, strict=True)
        ]
    else:
        with results.together():
            reading, annotations = stored_reading(source, rules, annotate, attempt, results)
            keys = _event_keys(source, reading, attempt, results)
            told = _told(keys, reading, annotations, rules, annotate, attempt, results)
            if results.sheet_key(source) != sheet_key(keys):
                _keep_sheet(_bare(source, reading, told, attempt), keys, rules, results)
    records = tuple(
        RecordResult(
            record.record,
            Annotation((), record.found.entities) if record.head.analysed else None,
            record.found.dates,
            record.found.mentions,
            events,
        )
        for record, events in zip(reading.records, told, strict=True)
    )
    return Document(source, reading.cleaned, records, tuple(dict.fromkeys(attempt.problems)))


def process_events(
    source: Source, rules: Rules, annotate: Annotate, watch: Stopwatch, results: ResultStore
) -> tuple[Document, Sheet]:
    """The events of a source, as rows of tables; with a document that has only its problems.

    As :func:`process_source`, without what no event rule changes: the cleaned page, dates
    and mentions. Where no event can have changed, the rows are those kept last time.
    """
    attempt = Attempts(source.name, [], watch)
    with results.together():
        reading, annotations = stored_reading(source, rules, annotate, attempt, results)
        keys = _event_keys(source, reading, attempt, results)
        sheet = results.sheet(source, sheet_key(keys))
        if sheet is None:
            told = _told(keys, reading, annotations, rules, annotate, attempt, results)
            document = _bare(source, reading, told, attempt)
            sheet = _keep_sheet(document, keys, rules, results)
    return Document(source, None, problems=tuple(dict.fromkeys(attempt.problems))), sheet


def _bare(
    source: Source, reading: Reading, told: list[tuple[Event, ...]], attempt: Attempts
) -> Document:
    """A document with nothing but its events."""
    records = tuple(
        RecordResult(record.record, events=events)
        for record, events in zip(reading.records, told, strict=True)
    )
    return Document(source, None, records, tuple(dict.fromkeys(attempt.problems)))


def _keep_sheet(
    document: Document, keys: Sequence[bytes | None], rules: Rules, results: ResultStore
) -> Sheet:
    """The rows of a document, kept unless something failed."""
    sheet = sheet_of(document, names=rules.name_of, wareki=wareki)
    if not document.problems:
        results.keep_sheet(document.source, sheet_key(keys), sheet)
    return sheet


def stored_reading(
    source: Source, rules: Rules, annotate: Annotate, attempt: Attempts, results: ResultStore
) -> tuple[Reading, list[Annotation | None]]:
    """A document's reading from the store, else read now and kept; annotations if read now."""
    known = results.reading(source)
    if known is None:
        reading, annotations = read_anew(source, rules, annotate, attempt)
        results.keep_reading(source, reading)
        return reading, annotations
    for stage in ("cleaning", "records", "nlp", "dates", "actors"):
        attempt.watch.passed(stage)
    return known, [None] * len(known.articles)


def stored_events(
    source: Source,
    reading: Reading,
    annotations: Sequence[Annotation | None],
    rules: Rules,
    annotate: Annotate,
    attempt: Attempts,
    results: ResultStore,
    only: Collection[int] | None = None,
) -> list[tuple[Event, ...]]:
    """The events of each record of a reading, from the store as far as they are there.

    With ``only``, places of records, the others are passed over and have none.
    """
    keys = _event_keys(source, reading, attempt, results)
    return _told(keys, reading, annotations, rules, annotate, attempt, results, only)


def _event_keys(
    source: Source, reading: Reading, attempt: Attempts, results: ResultStore
) -> list[bytes | None]:
    """For each record the key of its events in the store, None where they cannot be kept."""
    with attempt("events"):
        # What failed in a reading is tried again next time, and so are its events.
        if not reading.problems:
            return [*results.event_keys(source, reading)]
    return [None] * len(reading.articles)


def _told(
    keys: Sequence[bytes | None],
    reading: Reading,
    annotations: Sequence[Annotation | None],
    rules: Rules,
    annotate: Annotate,
    attempt: Attempts,
    results: ResultStore,
    only: Collection[int] | None = None,
) -> list[tuple[Event, ...]]:
    """The events of each record, taken from the store under ``keys`` or found and put there."""
    wanted = [key for n, key in enumerate(keys) if key and (only is None or n in only)]
    kept = results.events(wanted)
    told: list[tuple[Event, ...]] = []
    for number, (annotation, key) in enumerate(zip(annotations, keys, strict=True)):
        if only is not None and number not in only:
            told.append(())
            continue
        events = kept.get(key) if key else None
        if events is None and reading.records[number].head.analysed:
            before = len(attempt.problems)
            record = reading.records[number]
            if annotation is None:
                with attempt("nlp", record.record.number):
                    [annotation] = annotate([record.record.text.text])  # noqa: PLW2901
            if annotation is not None:
                events = record_events(record, annotation, rules, attempt)
                if key and len(attempt.problems) == before:
                    results.keep_events(key, events)
        told.append(events or ())
    return told


def record_events(
    record: RecordReading,
    annotation: Annotation,
    rules: Rules,
    attempt: Attempts,
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """The events of a record; none when the stage fails, which ``attempt`` hears of."""
    with attempt("events", record.record.number):
        return extract_events(
            record.record,
            annotation,
            record.found.dates,
            record.found.mentions,
            rules.events,
            background=record.head.background,
            trace=trace,
        )
    return ()

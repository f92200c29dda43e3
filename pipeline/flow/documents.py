"""One source through the stages, in their order: the only place that knows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from pipeline.annotations import Annotate
from pipeline.flow.attempts import Attempts, Stopwatch
from pipeline.flow.reading import Found, Head, Reading, RecordReading
from pipeline.flow.results import ResultStore
from pipeline.flow.rules import Rules
from pipeline.model import (
    Annotation,
    Cleaned,
    Document,
    Event,
    Mention,
    Problem,
    Record,
    RecordResult,
    Source,
    Timex,
)
from pipeline.stages.actors import find_mentions
from pipeline.stages.cleaning import clean
from pipeline.stages.dates import find_dates
from pipeline.stages.events import Trace, extract_events
from pipeline.stages.records import split
from pipeline.stages.sources import read_page
from pipeline.stages.tables.ids import article_key, hashed

FindDates = Callable[[str, date | None], tuple[Timex, ...]]
STAGES = ("sources", "cleaning", "records", "nlp", "dates", "actors", "events", "tables")


def process_source(
    source: Source,
    rules: Rules,
    annotate: Annotate,
    watch: Stopwatch | None = None,
    results: ResultStore | None = None,
    *,
    events_only: bool = False,
) -> Document:
    """Everything the stages find in a source.

    ``annotate`` gives the language model's analyses of record texts. A stage that fails
    costs its own results: the failure is a :class:`Problem` of the document and the rest
    goes on. A model or a store of annotations that cannot be used is raised. What is in
    ``results``, kept under the same rules, is taken from there, and the rest is put there.
    With ``events_only`` the cleaned page, dates and mentions are left out, which unpacks less.
    """
    attempt = Attempts(source.name, [], watch or Stopwatch())
    if results is None:
        reading, annotations = _read(source, rules, annotate, attempt)
        told = [
            record_events(record, annotation, rules, attempt) if annotation else ()
            for record, annotation in zip(reading.records, annotations, strict=True)
        ]
    else:
        with results.together():
            reading, told = _read_through(source, rules, annotate, attempt, results)
    if events_only:
        bare = tuple(
            RecordResult(record.record, events=events)
            for record, events in zip(reading.records, told, strict=True)
        )
        return Document(source, None, bare, tuple(dict.fromkeys(attempt.problems)))
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


def _read_through(
    source: Source, rules: Rules, annotate: Annotate, attempt: Attempts, results: ResultStore
) -> tuple[Reading, list[tuple[Event, ...]]]:
    """A document's reading and events, from the store as far as they are there."""
    reading, annotations = stored_reading(source, rules, annotate, attempt, results)
    told = stored_events(source, reading, annotations, rules, annotate, attempt, results)
    return reading, told


def stored_reading(
    source: Source, rules: Rules, annotate: Annotate, attempt: Attempts, results: ResultStore
) -> tuple[Reading, list[Annotation | None]]:
    """A document's reading from the store, else read now and kept; annotations if read now."""
    known = results.reading(source)
    if known is None:
        reading, annotations = _read(source, rules, annotate, attempt)
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
    # What failed in a reading is tried again next time, and so are its events.
    keys: list[bytes | None] = [None] * len(reading.articles)
    with attempt("events"):
        if not reading.problems:
            keys = [*results.event_keys(source, reading)]
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


def _read(
    source: Source, rules: Rules, annotate: Annotate, attempt: Attempts
) -> tuple[Reading, list[Annotation | None]]:
    """The stages before events, and the annotation of each record."""
    cleaned: Cleaned | None = None
    records: tuple[Record, ...] = ()
    with attempt("cleaning"):
        cleaned = clean(read_page(source), rules.cleaning, rules.templates.of(source))
    if cleaned is not None:
        with attempt("records"):
            records = split(cleaned, source, rules.records, _date_finder(rules, attempt))
    annotations = _annotations(records, annotate, attempt)
    readings = tuple(
        _record_reading(record, annotation, rules, attempt)
        for record, annotation in zip(records, annotations, strict=True)
    )
    articles = tuple(hashed("art", article_key(record)) for record in records)
    return Reading(cleaned, readings, articles, tuple(attempt.problems)), annotations


def _date_finder(rules: Rules, attempt: Attempts) -> FindDates:
    """Date reading for finding records; a line whose dates fail is a line without dates."""
    # The seconds are the records stage's, which counts them already.
    untimed = Attempts(attempt.source, attempt.problems, Stopwatch())

    def find(text: str, anchor: date | None) -> tuple[Timex, ...]:
        with untimed("dates"):
            return find_dates(text, anchor, rules.dates)
        return ()

    return find


def _annotations(
    records: tuple[Record, ...], annotate: Annotate, attempt: Attempts
) -> list[Annotation | None]:
    """All records at once, for speed; one by one when one of them fails."""
    texts = [record.text.text for record in records]
    found: list[Annotation | None] = []
    trial: list[Problem] = []
    with Attempts(attempt.source, trial, attempt.watch)("nlp"):
        found += annotate(texts)
    if not trial:
        return found
    for record, text in zip(records, texts, strict=True):
        one: Annotation | None = None
        with attempt("nlp", record.number):
            [one] = annotate([text])
        found.append(one)
    return found


def _record_reading(
    record: Record, annotation: Annotation | None, rules: Rules, attempt: Attempts
) -> RecordReading:
    text = record.text.text
    day = date.fromisoformat(record.anchor) if record.anchor else None
    dates: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities = annotation.entities if annotation else ()
    with attempt("dates", record.number):
        above = "" if day else "\n".join(record.headings)
        dates = find_dates(text, day, rules.dates, anchor_source=record.anchor_source, above=above)
    with attempt("actors", record.number):
        mentions = find_mentions(text, day, rules.lexicon, entities)
    head = Head(
        record,
        tuple(sentence.span for sentence in annotation.sentences) if annotation else (),
        _background(record, day, rules),
        annotation is not None,
    )
    return RecordReading(head, Found(entities, dates, mentions))


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


def _background(record: Record, day: date | None, rules: Rules) -> tuple[str, ...]:
    """The codes that the headings above the record name, outermost first.

    Before them the land that a mission abroad writes from (在ペルー日本国大使館).
    """
    missions = find_mentions(record.outlet or "", day, rules.lexicon)
    posts = [code for mission in missions for code in mission.posted]
    named = [
        code
        for heading in record.headings
        for mention in find_mentions(heading, day, rules.lexicon)
        for code in mention.codes
    ]
    return (*posts, *named)

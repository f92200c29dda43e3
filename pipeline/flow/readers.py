"""The stages before events, for a source that is read for the first time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pipeline.annotations import Annotate
from pipeline.flow.attempts import Attempts, Stopwatch
from pipeline.flow.reading import Found, Head, Reading, RecordReading
from pipeline.flow.rules import Rules
from pipeline.model import (
    Annotation,
    Cleaned,
    Mention,
    Problem,
    Record,
    Source,
    Timex,
)
from pipeline.stages.actors import find_mentions
from pipeline.stages.cleaning import clean
from pipeline.stages.dates import find_dates
from pipeline.stages.records import split
from pipeline.stages.sources import read_page
from pipeline.stages.tables.ids import article_key, hashed

FindDates = Callable[[str, date | None], tuple[Timex, ...]]


def read_anew(
    source: Source, rules: Rules, annotate: Annotate, attempt: Attempts
) -> tuple[Reading, list[Annotation | None]]:
    """A source's reading, and the annotation of each record, None where the model failed.

    ``attempt`` hears of stages that fail; what they would have found is then missing.
    """
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

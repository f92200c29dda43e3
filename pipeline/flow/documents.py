"""One source through the stages, in their order: the only place that knows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from pipeline.annotations import Annotate
from pipeline.errors import RenkeiError
from pipeline.flow.rules import Rules
from pipeline.model import (
    Annotation,
    Cleaned,
    Document,
    Problem,
    Record,
    RecordResult,
    Source,
    Timex,
)
from pipeline.stages.actors import find_mentions
from pipeline.stages.cleaning import clean
from pipeline.stages.dates import find_dates
from pipeline.stages.events import extract_events
from pipeline.stages.records import split
from pipeline.stages.sources import read_page

FindDates = Callable[[str, date | None], tuple[Timex, ...]]
STAGES = ("sources", "cleaning", "records", "nlp", "dates", "actors", "events", "tables")


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent in each stage; ``tell`` hears of each stage as it ends."""

    seconds: dict[str, float] = field(default_factory=dict)
    tell: Callable[[str], None] | None = None

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Count the time spent inside as the stage's."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - start)
            if self.tell:
                self.tell(stage)

    def add(self, stage: str, seconds: float) -> None:
        """Count seconds that were measured elsewhere."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


def process_source(
    source: Source, rules: Rules, annotate: Annotate, watch: Stopwatch | None = None
) -> Document:
    """Everything the stages find in a source.

    ``annotate`` gives the language model's analyses of record texts. A stage that fails
    costs its own results: the failure is a :class:`Problem` of the document and the rest
    goes on. A model or a store of annotations that cannot be used is raised.
    """
    watch = watch or Stopwatch()
    problems: list[Problem] = []
    attempt = _Attempts(source.name, problems, watch)
    cleaned: Cleaned | None = None
    records: tuple[Record, ...] = ()
    with attempt("cleaning"):
        cleaned = clean(read_page(source), rules.cleaning)
    if cleaned is not None:
        with attempt("records"):
            records = split(cleaned, source, rules.records, _date_finder(rules, attempt))
    annotations = _annotations(records, annotate, attempt)
    results = tuple(
        _record_result(record, annotation, rules, attempt)
        for record, annotation in zip(records, annotations, strict=True)
    )
    return Document(source, cleaned, results, tuple(dict.fromkeys(problems)))


def _date_finder(rules: Rules, attempt: _Attempts) -> FindDates:
    """Date reading for finding records; a line whose dates fail is a line without dates."""
    # The seconds are the records stage's, which counts them already.
    untimed = _Attempts(attempt.source, attempt.problems, Stopwatch())

    def find(text: str, anchor: date | None) -> tuple[Timex, ...]:
        with untimed("dates"):
            return find_dates(text, anchor, rules.dates)
        return ()

    return find


def _annotations(
    records: tuple[Record, ...], annotate: Annotate, attempt: _Attempts
) -> list[Annotation | None]:
    """All records at once, for speed; one by one when one of them fails."""
    texts = [record.text.text for record in records]
    found: list[Annotation | None] = []
    trial: list[Problem] = []
    with _Attempts(attempt.source, trial, attempt.watch)("nlp"):
        found += annotate(texts)
    if not trial:
        return found
    for record, text in zip(records, texts, strict=True):
        one: Annotation | None = None
        with attempt("nlp", record.number):
            [one] = annotate([text])
        found.append(one)
    return found


def _record_result(
    record: Record, annotation: Annotation | None, rules: Rules, attempt: _Attempts
) -> RecordResult:
    text = record.text.text
    day = date.fromisoformat(record.anchor) if record.anchor else None
    result = RecordResult(record, annotation)
    dates, mentions, events = result.dates, result.mentions, result.events
    with attempt("dates", record.number):
        dates = find_dates(text, day, rules.dates, anchor_source=record.anchor_source)
    with attempt("actors", record.number):
        entities = annotation.entities if annotation else ()
        mentions = find_mentions(text, day, rules.lexicon, entities)
    if annotation is not None:
        with attempt("events", record.number):
            events = extract_events(
                record,
                annotation,
                dates,
                mentions,
                rules.events,
                background=_background(record, day, rules),
            )
    return RecordResult(record, annotation, dates, mentions, events)


def _background(record: Record, day: date | None, rules: Rules) -> tuple[str, ...]:
    """The codes that the headings above the record name, outermost first."""
    return tuple(
        code
        for heading in record.headings
        for mention in find_mentions(heading, day, rules.lexicon)
        for code in mention.codes
    )


@dataclass(frozen=True, slots=True)
class _Attempts:
    """Runs a stage on a time budget of its own name, and turns its failure into a problem."""

    source: str
    problems: list[Problem]
    watch: Stopwatch

    @contextmanager
    def __call__(self, stage: str, record: int | None = None) -> Iterator[None]:
        try:
            with self.watch(stage):
                yield
        except Exception as error:
            # A model that does not load or a full disk concerns every document.
            if stage == "nlp" and isinstance(error, RenkeiError):
                raise
            # A stage that names the rule in an error of its own has the timeout as context.
            timed_out = any(isinstance(e, TimeoutError) for e in (error, error.__context__))
            shown = str(error) if isinstance(error, RenkeiError) else _named(error)
            self.problems.append(
                Problem(
                    self.source,
                    stage,
                    "timed out" if timed_out else "failed",
                    shown,
                    "skipped",
                    record,
                )
            )


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")

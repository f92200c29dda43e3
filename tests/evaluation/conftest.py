"""The gold, read once, and runs that repeat it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.evaluation import EventRow, Gold, Predicted, RecordRow, load_gold
from pipeline.model import (
    AlignedText,
    Cleaned,
    Document,
    Dropped,
    Event,
    EventDate,
    Participant,
    Record,
    RecordResult,
    Source,
    Span,
    Timex,
)

FOLDER = Path(__file__).parents[1] / "gold"


def _dropped(gold: Gold, file: str) -> tuple[Span, ...]:
    return tuple(s.span for s in gold.stretches.get(file, ()) if not s.content and s.span)


def _copy(gold: Gold) -> Predicted:
    dropped = {file: _dropped(gold, file) for file in gold.files}
    return Predicted(dropped, gold.events, gold.records, gold.dates or ())


def _event(row: EventRow, record: RecordRow) -> Event:
    evidence = Span(row.span.start - record.span.start, row.span.end - record.span.start)
    return Event(
        type=row.type,
        status=row.status,
        participants=tuple(Participant(code) for code in sorted(row.participants)),
        evidence=evidence,
        trigger=evidence,
        rule_id="gold.copy",
        stage=row.stage,
        date=EventDate(row.date_start, row.date_end),
        confidence=0.9,
    )


def _result(gold: Gold, row: RecordRow) -> RecordResult:
    text = gold.texts[row.file]
    aligned = AlignedText.keep(text, [row.span])
    head = {
        {"item_date_start": "item_start", "item_date_end": "item_end"}.get(name, name): value
        for name, value in row.header.items()
    }
    dates = tuple(
        Timex(
            Span(d.span.start - row.span.start, d.span.end - row.span.start),
            d.text,
            d.type,
            d.start,
            d.end,
        )
        for d in gold.dates or ()
        if d.file == row.file and row.span.covers(d.span)
    )
    mine = [e for e in gold.events if (e.file, e.record) == (row.file, row.number)]
    events = tuple(_event(e, row) for e in mine)
    return RecordResult(Record(row.number, row.span, aligned, (), **head), None, dates, (), events)


def _document(gold: Gold, file: str) -> Document:
    text = gold.texts[file]
    dropped = tuple(Dropped(span, "not content", "gold.copy") for span in _dropped(gold, file))
    records = tuple(_result(gold, r) for r in gold.records if r.file == file)
    source = Source(f"pages/{file}", text, "0" * 64)
    return Document(source, Cleaned(AlignedText.whole(text), dropped), records)


@pytest.fixture(scope="session", params=["seeds", "dev", "own", "fresh"])
def gold(request: pytest.FixtureRequest) -> Gold:
    return load_gold(FOLDER / request.param)


@pytest.fixture(scope="session")
def seeds() -> Gold:
    return load_gold(FOLDER / "seeds")


@pytest.fixture(scope="session")
def development() -> Gold:
    return load_gold(FOLDER / "dev")


@pytest.fixture(scope="session")
def own() -> Gold:
    """The gold of the project's own pages."""
    return load_gold(FOLDER / "own")


@pytest.fixture(scope="session")
def fresh() -> Gold:
    """The gold of the pages that nobody reads."""
    return load_gold(FOLDER / "fresh")


@pytest.fixture(scope="session")
def copy() -> Callable[[Gold], Predicted]:
    """What a run would say that makes no mistake."""
    return _copy


@pytest.fixture(scope="session")
def documents() -> Callable[[Gold], list[Document]]:
    """The documents of a run that makes no mistake."""
    return lambda gold: [_document(gold, file) for file in gold.files]

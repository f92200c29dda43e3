"""A text by itself read as a record, and events told in the words of an example."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.flow.reading import Found, Head, RecordReading
from pipeline.flow.session import Session
from pipeline.model import AlignedText, Event, Part, Record, Span
from pipeline.stages.actors import find_mentions
from pipeline.stages.dates import find_dates


def as_record(
    text: str, day: str | None, session: Session, *, headline: bool = False
) -> RecordReading:
    """A text as the only line of a record published on ``day`` (ISO).

    Raises ``NotAnalysedError`` when the language model never read it and may not load.
    """
    whole = Span(0, len(text))
    role: Any = "title" if headline else "body"
    record = Record(1, whole, AlignedText.whole(text), (Part(role, whole),), published=day)
    [annotation] = session.annotate([text])
    anchor = date.fromisoformat(day) if day else None
    source = "published" if day else ""
    dates = find_dates(text, anchor, session.rules.dates, anchor_source=source)
    mentions = find_mentions(text, anchor, session.rules.lexicon, annotation.entities)
    spans = tuple(sentence.span for sentence in annotation.sentences)
    return RecordReading(Head(record, spans), Found(annotation.entities, dates, mentions))


def told(event: Event) -> dict[str, str | None]:
    """An event in the words of an example: participants, status, stage, date."""
    day = event.date
    shown = None
    if day.start or day.end:
        same = day.start == day.end
        shown = day.start if same else f"{day.start or '..'}/{day.end or '..'}"
    return {
        "participants": ";".join(event.codes),
        "status": event.status,
        "stage": event.stage,
        "date": shown,
    }


def shown(event: Event) -> str:
    """An event on one line: ``meeting completed 2024-11-16 JPN;UKR``."""
    parts = told(event)
    words = (event.type, parts["stage"], parts["status"], parts["date"], parts["participants"])
    return " ".join(word for word in words if word)

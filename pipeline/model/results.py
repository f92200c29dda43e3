"""What a run gives for each document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.events import (
    Event,
)
from pipeline.model.language import Annotation, Mention, Timex
from pipeline.model.pages import (
    Cleaned,
    Record,
    Source,
)
from pipeline.model.problems import Problem


@dataclass(frozen=True, slots=True)
class RecordResult:
    """A record with everything the later stages found in it."""

    record: Record
    annotation: Annotation | None = None
    dates: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its cleaning, its records and their results, and its problems."""

    source: Source
    cleaned: Cleaned | None
    records: tuple[RecordResult, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

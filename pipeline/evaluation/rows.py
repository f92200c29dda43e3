"""What is compared: rows of the gold and rows of a run, in one shape.

All offsets count code points of the decoded source; files go by their base name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from pipeline.model import Span

NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as the guideline's scoring sees it.

    ``record`` is the number of the gold record it stands in (None: in none of them).
    ``span`` and ``evidence`` say where; they break ties and fill lists, no score hangs on
    them. ``in_pieces`` (gold alone): the text tells the first and the last day in two
    places. ``confidence`` and ``rule_id`` are known of predictions alone.
    """

    file: str
    type: str
    participants: frozenset[str]
    status: str
    stage: str | None = None
    date_start: str | None = None
    date_end: str | None = None
    record: int | None = None
    span: Span = NOWHERE
    evidence: str = ""
    confidence: float | None = None
    rule_id: str = ""
    in_pieces: bool = False


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A news item: its span and what its header says, None where it says nothing."""

    file: str
    number: int
    span: Span
    header: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DateRow:
    """A temporal expression and its value; ``zone`` (header, body, furniture) is the gold's."""

    file: str
    span: Span
    text: str
    type: str
    start: str | None = None
    end: str | None = None
    zone: str = "body"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source line that the gold calls content or not."""

    span: Span
    content: bool


@dataclass(frozen=True)
class Gold:
    """The answers for a set of files, with the files' decoded texts.

    ``stretches`` are the judged lines of each file (ambiguous lines are not among them);
    a file without any has no line gold. ``dates`` is None where the gold has no table of
    expressions. ``folded`` tells that the files belong to the folds of a development
    corpus.
    """

    texts: Mapping[str, str]
    events: tuple[EventRow, ...]
    records: tuple[RecordRow, ...]
    stretches: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)
    dates: tuple[DateRow, ...] | None = None
    folded: bool = False

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files, in the order of their names."""
        return tuple(sorted(self.texts))

    def only(self, files: Iterable[str]) -> Gold:
        """The answers for some of the files."""
        chosen = set(files) & set(self.texts)
        return replace(
            self,
            texts={f: t for f, t in self.texts.items() if f in chosen},
            events=tuple(e for e in self.events if e.file in chosen),
            records=tuple(r for r in self.records if r.file in chosen),
            stretches={f: s for f, s in self.stretches.items() if f in chosen},
            dates=None if self.dates is None else tuple(d for d in self.dates if d.file in chosen),
        )


@dataclass(frozen=True)
class Predicted:
    """What a run says of a set of files; rows as in :class:`Gold`.

    ``dropped`` are the source spans that cleaning removed, for every file the run read.
    """

    dropped: Mapping[str, tuple[Span, ...]]
    events: tuple[EventRow, ...] = ()
    records: tuple[RecordRow, ...] = ()
    dates: tuple[DateRow, ...] = ()

    def only(self, files: Iterable[str]) -> Predicted:
        """What the run says of some of the files."""
        chosen = set(files)
        return Predicted(
            {f: s for f, s in self.dropped.items() if f in chosen},
            tuple(e for e in self.events if e.file in chosen),
            tuple(r for r in self.records if r.file in chosen),
            tuple(d for d in self.dates if d.file in chosen),
        )


def place(events: Iterable[EventRow], records: Iterable[RecordRow]) -> list[EventRow]:
    """The events, each standing in the record that owns the start of its evidence.

    Spans nest (cards inside an article): the innermost one owns a position. So an event
    is judged by where its words stand, not by how the run numbered its records: a page
    split too finely or not at all costs an event only what it got wrong by it (its date,
    its parties), and the wrong split itself is counted once, among the records. An event
    outside every record stands in none and can match nothing.
    """
    by_file: dict[str, list[RecordRow]] = {}
    for record in sorted(records, key=lambda r: r.span.end - r.span.start):
        by_file.setdefault(record.file, []).append(record)

    def owner(event: EventRow) -> int | None:
        at = event.span.start
        for record in by_file.get(event.file, ()):
            if record.span.start <= at < record.span.end:
                return record.number
        return None

    return [replace(event, record=owner(event)) for event in events]

"""What is known of a document before its events are looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.model import Cleaned, Entity, Mention, Problem, Record, Span, Timex


@dataclass(frozen=True, slots=True)
class Head:
    """A record with the spans of its sentences and the codes of the headings above it.

    ``analysed`` is false when the language model failed on it.
    """

    record: Record
    sentences: tuple[Span, ...] = ()
    background: tuple[str, ...] = ()
    analysed: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The entities, dates and mentions of a record."""

    entities: tuple[Entity, ...] = ()
    dates: tuple[Timex, ...] = ()
    mentions: tuple[Mention, ...] = ()


class RecordReading:
    """A record with what was found in it; findings from the store are unpacked on demand."""

    __slots__ = ("_found", "head")

    def __init__(self, head: Head, found: Found | Callable[[], Found]) -> None:
        self.head = head
        self._found = found

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.head.record

    @property
    def found(self) -> Found:
        """Its entities, dates and mentions."""
        if not isinstance(self._found, Found):
            self._found = self._found()
        return self._found


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as the stages before events leave it.

    ``occurring`` tells in which records (by place) the trigger of each event rule occurs,
    by the trigger's hash, as far as that was looked up.
    """

    cleaned: Cleaned | None
    records: tuple[RecordReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    occurring: dict[str, list[int]] = field(default_factory=dict)

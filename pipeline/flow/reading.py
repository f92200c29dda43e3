"""What is known of a document before its events are looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    """A record with what was found in it; what comes from the store is unpacked on demand."""

    __slots__ = ("_found", "_head")

    def __init__(self, head: Head | Callable[[], Head], found: Found | Callable[[], Found]) -> None:
        self._head = head
        self._found = found

    @property
    def head(self) -> Head:
        """The record, its sentences and what stands above it."""
        if not isinstance(self._head, Head):
            self._head = self._head()
        return self._head

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


Records = tuple[RecordReading, ...]


@dataclass(slots=True)
class Occurring:
    """In which records (by place) phrases of event rules occur, by the phrases' hashes.

    ``looked_for`` names the set of phrases that were looked for, empty for none.
    """

    places: dict[str, list[int]] = field(default_factory=dict)
    looked_for: str = ""


class Reading:
    """A document as the stages before events leave it; unpacked when it is asked for.

    ``articles`` tells by a hash which article each record is, as the tables see it.
    ``lacks`` tells for sure that none of some words stands in any record, without unpacking.
    """

    __slots__ = ("_cleaned", "_records", "articles", "lacks", "occurring", "problems")

    def __init__(
        self,
        cleaned: Cleaned | Callable[[], Cleaned] | None,
        records: Records | Callable[[], Records],
        articles: tuple[str, ...],
        problems: tuple[Problem, ...] = (),
        occurring: Occurring | None = None,
        lacks: Callable[[Iterable[str]], bool] = lambda _: False,
    ) -> None:
        self._cleaned = cleaned
        self._records = records
        self.articles = articles
        self.problems = problems
        self.occurring = occurring or Occurring()
        self.lacks = lacks

    @property
    def cleaned(self) -> Cleaned | None:
        """The cleaned page, None when cleaning failed."""
        if self._cleaned is not None and not isinstance(self._cleaned, Cleaned):
            self._cleaned = self._cleaned()
        return self._cleaned

    @property
    def records(self) -> Records:
        """The records in order."""
        if not isinstance(self._records, tuple):
            self._records = self._records()
        return self._records

"""The stored documents that rules are tried on, with their records and events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.flow import NotAnalysedError, Session, inputs_of, stored_sources
from pipeline.flow.reading import Reading, RecordReading
from pipeline.model import Event, Sentence, Source, Span
from pipeline.stages.tables.ids import article_key, event_key, numbered


@dataclass(frozen=True, slots=True)
class Story:
    """A record of the corpus with its events. ``key`` stays while its events must."""

    source: Source
    record: RecordReading
    key: bytes

    @property
    def place(self) -> str:
        """``003.txt:4``: the source and the record's number in it."""
        return f"{self.source.name}:{self.record.record.number}"

    def text(self, span: Span) -> str:
        """Words of the record."""
        return self.record.record.text.text[span.start : span.end]

    def evidence(self, event: Event) -> str:
        """The source text of an event's evidence, as in the tables."""
        at = self.record.record.text.to_source(*event.evidence)
        return self.source.text[at.start : at.end]

    def sentence_at(self, position: int) -> Span:
        """The sentence that a position of the record stands in."""
        for span in self.record.head.sentences:
            if span.start <= position < span.end:
                return span
        return Span(0, len(self.record.record.text.text))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where documents are read from."""

    paths: tuple[Path, ...]

    @classmethod
    def find(cls, cache: Path, out: Path, given: Iterable[Path] = ()) -> Corpus:
        """The files and folders given, else those of the last run into ``out``, else seeds/.

        Raises :class:`InputError` when there are none.
        """
        paths = tuple(given) or tuple(inputs_of(cache, out))
        if not paths and Path("seeds").is_dir():
            paths = (Path("seeds"),)
        if not paths:
            raise InputError(
                out.as_posix(),
                "no run has left its tables there",
                "Run renkei run SOURCES first, or name the sources with --docs.",
            )
        return cls(paths)

    def sources(self) -> list[Source]:
        """All documents, in the order of the tables."""
        return sorted(stored_sources(self.paths), key=lambda source: source.name)

    def readings(
        self, session: Session, unread: list[str] | None = None
    ) -> Iterator[tuple[Source, Reading]]:
        """Documents with their records; ``unread`` gathers those no model has analysed."""
        for source in self.sources():
            try:
                yield source, session.reading(source)
            except NotAnalysedError:
                if unread is not None:
                    unread.append(source.name)

    def stories(self, session: Session, unread: list[str] | None = None) -> Iterator[Story]:
        """Every record of every document."""
        for source, reading in self.readings(session, unread):
            keys = session.event_keys(source, reading)
            for record, key in zip(reading.records, keys, strict=True):
                yield Story(source, record, key)

    def told(self, session: Session) -> dict[str, tuple[Story, Event]]:
        """All events of the corpus by their id in the tables."""
        rows: list[tuple[Story, Event]] = []
        for source, reading in self.readings(session):
            keys = session.event_keys(source, reading)
            found = session.events(source, reading)
            for record, key, events in zip(reading.records, keys, found, strict=True):
                story = Story(source, record, key)
                rows += [(story, event) for event in events]
        ids = event_ids(rows)
        return dict(zip(ids, rows, strict=True))


def event_ids(rows: Iterable[tuple[Story, Event]]) -> list[str]:
    """The ids that the tables give to events, which must come in the tables' order."""
    articles: dict[int, str] = {}
    keys = []
    for story, event in rows:
        article = articles.get(id(story.record))
        if article is None:
            article = articles[id(story.record)] = article_key(story.record.record)
        keys.append(event_key(article, event, story.evidence(event)))
    return list(numbered("ev", keys))


def sentence_of(sentences: Iterable[Sentence], position: int) -> Sentence | None:
    """The analysed sentence at a position of its record."""
    return next((s for s in sentences if s.span.start <= position < s.span.end), None)

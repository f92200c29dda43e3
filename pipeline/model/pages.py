"""Sources, and what cleaning and splitting make of them: pages, lines, records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.spans import AlignedText, Span

MediaType = Literal["text/plain", "text/html"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What a scraper said about a page beside its text; None where it said nothing."""

    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded document. ``name`` is the path as in the tables (``file.jsonl#12``).

    ``sha256`` is the hash of the bytes it was decoded from, empty for a text of no file.
    """

    name: str
    text: str
    sha256: str = ""
    media_type: MediaType = "text/plain"
    encoding: str = "utf-8"
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A stretch of the source that cleaning removed, and why."""

    span: Span
    reason: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, with what the markup said of it (page text offsets).

    The span leaves out the line break. ``tags`` are the enclosing elements, outermost
    first, each with its class and id words (``div.sidebar``); empty for flattened text.
    ``links`` is the share of its characters inside links. ``main`` tells whether an
    extraction library counts it as main content, None when no library was asked.
    """

    span: Span
    tags: tuple[str, ...] = ()
    links: float = 0.0
    main: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A source as lines of text: markup is gone, nothing else is.

    ``text`` is aligned to the source. ``dropped`` are the stretches of markup, scripts
    and ruby readings that reading the page removed.
    """

    source: Source
    text: AlignedText
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()


PartRole = Literal["title", "dateline", "heading", "body", "note"]


@dataclass(frozen=True, slots=True)
class Part:
    """A line or paragraph of a record: what it is, and where (record text offsets)."""

    role: PartRole
    span: Span


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page after cleaning: its kept text, and every stretch that was removed.

    ``page`` is aligned to the source and keeps the line breaks of kept lines. Kept and
    dropped spans together partition the source.
    """

    page: AlignedText
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One news item of a document.

    ``text`` is its kept text with hard-wrapped lines joined, without the text of records
    nested in it. ``span`` is its stretch of the source. ``published`` is ISO 8601 (a date,
    or date-time with +09:00). ``item_start``/``item_end`` are the days in the heading of
    an item on a page that lists dated happenings. ``headings`` are the section headings
    above it, outermost first, as context for its parties and years.
    """

    number: int
    span: Span
    text: AlignedText
    parts: tuple[Part, ...]
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    via: str | None = None
    article_ref: str | None = None
    url: str | None = None
    item_start: str | None = None
    item_end: str | None = None
    headings: tuple[str, ...] = ()

    @property
    def anchor(self) -> str | None:
        """The ISO day that relative dates start from: the item's, else the publication's."""
        day = self.item_start or self.published
        return day[:10] if day else None

    @property
    def anchor_source(self) -> str:
        """Where ``anchor`` comes from: ``item``, ``published`` or empty."""
        return "item" if self.item_start else "published" if self.published else ""

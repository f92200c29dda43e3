"""Every type that passes between stages: frozen, slotted, standard library only.

Two coordinate systems exist and no third:

* *source* offsets count Unicode code points of the decoded source (``Source.text``);
  every table of ``outputs/`` uses them.
* *text* offsets count code points of one :class:`AlignedText` (a page or a record).
  Stages work in them and ``AlignedText.to_source`` leads back.

All spans are half-open. Cleaning deletes and joins; it never rewrites what it keeps, save
for character references in HTML, where one kept character stands for ``&amp;``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of text: ``text[start:end]``."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Segment(NamedTuple):
    """A run of aligned text: ``length`` characters at ``start`` come from ``source``.

    When the source stretch is as long as the run, characters correspond one to one;
    otherwise the run as a whole stands for the stretch (``&amp;``, or a line break put
    where markup stood).
    """

    start: int
    length: int
    source: Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    r"""Text with the way back to the source it was cut from.

    >>> page = AlignedText.keep("広告\n本文です", [Span(3, 7)])
    >>> page.text, page.to_source(0, 2)
    ('本文です', Span(start=3, end=5))
    """

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def whole(cls, text: str) -> AlignedText:
        """The text itself, aligned one to one."""
        return cls.keep(text, [Span(0, len(text))])

    @classmethod
    def keep(cls, source: str, spans: Iterable[Span]) -> AlignedText:
        """The given spans of ``source``, in order, joined without separators."""
        return cls.join((source[s.start : s.end], s) for s in spans)

    @classmethod
    def join(cls, pieces: Iterable[tuple[str, Span]]) -> AlignedText:
        """Pieces of ``(text, source span)`` in order; empty pieces are skipped."""
        segments: list[Segment] = []
        texts: list[str] = []
        at = 0
        for text, span in pieces:
            if not text:
                continue
            segments.append(Segment(at, len(text), Span(*span)))
            texts.append(text)
            at += len(text)
        return cls("".join(texts), tuple(segments))

    def to_source(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``; gaps inside it are included.

        Raises ``IndexError`` when the range is outside the text. An empty range maps to
        an empty span.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is outside a text of {len(self.text)} characters")
        if start == end:
            at = self._position(start, first=True) if self.segments else 0
            return Span(at, at)
        return Span(self._position(start, first=True), self._position(end - 1, first=False))

    def _position(self, index: int, *, first: bool) -> int:
        at = max(0, bisect_right(self.segments, index, key=lambda s: s.start) - 1)
        segment = self.segments[at]
        offset = index - segment.start
        if segment.source.end - segment.source.start == segment.length:
            return segment.source.start + offset + (0 if first else 1)
        return segment.source.start if first else segment.source.end

    def slice(self, start: int, end: int) -> AlignedText:
        """The part ``text[start:end]``, aligned to the same source."""
        return self.select([Span(start, end)])

    def select(self, spans: Iterable[Span]) -> AlignedText:
        """Several parts in order, joined, aligned to the same source."""
        return AlignedText.join(piece for span in spans for piece in self._pieces(span))

    def _pieces(self, span: Span) -> Iterable[tuple[str, Span]]:
        at = max(0, bisect_right(self.segments, span.start, key=lambda s: s.start) - 1)
        for segment in self.segments[at:]:
            if segment.start >= span.end:
                break
            start = max(span.start, segment.start)
            end = min(span.end, segment.start + segment.length)
            if start < end:
                yield self.text[start:end], self.to_source(start, end)


# --- sources ------------------------------------------------------------------------------

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


# --- pages, cleaning and records ----------------------------------------------------------


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


# --- language analysis --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One token of GiNZA (record text offsets; ``head`` indexes the sentence's tokens).

    ``bunsetsu`` numbers the phrase that the token belongs to, from 0 in each sentence.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    inflection: str
    dep: str
    head: int
    bunsetsu: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a record with its tokens (record text offsets)."""

    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the language model reports it (record text offsets)."""

    span: Span
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the language model says of one record; kept apart from every rule result."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


# --- dates --------------------------------------------------------------------------------

TimexType = Literal["DATE", "RANGE", "DURATION", "SET", "VAGUE"]


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression and its value (offsets into the text it was found in).

    ``start``/``end`` are inclusive ISO 8601 days, with ``THH:MM`` when the text tells the
    time; None where unknown, open, or not a date. ``anchor`` is the ISO day that missing
    parts were taken from, ``anchor_source`` says what that day is (``published``,
    ``item``, ``context``), both empty for a date that stands by itself. ``steps`` tells
    how the value came about, for people.
    """

    span: Span
    text: str
    type: TimexType
    start: str | None = None
    end: str | None = None
    precision: str = "none"
    edtf: str | None = None
    relation: str | None = None
    calendar: str | None = None
    anchor: str | None = None
    anchor_source: str = ""
    rule_id: str = ""
    flags: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


# --- actors -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names someone or something (record text offsets).

    ``kind`` says what is named: ``country``, ``organisation``, ``force``, ``ministry``,
    ``office``, ``person``, ``ship``, ``place``, ``demonym`` … ``codes`` are the
    participants it stands for, in order of the text (日米韓 has three). ``origin`` is
    ``rule`` for the lexicon, ``ginza`` for the model. ``basis`` says where the codes come
    from: ``named`` in the text, ``holder`` of the office on that day, ``former`` (the person
    is known, the office or the day does not fit), ``memory`` (the same person, coded
    elsewhere in the text), ``default`` (外相 alone is taken for Japan's); empty without codes.
    """

    span: Span
    text: str
    label: str
    origin: Literal["rule", "ginza"]
    kind: str = ""
    codes: tuple[str, ...] = ()
    canonical: str | None = None
    person: str | None = None
    office: str | None = None
    entry_id: str = ""
    basis: str = ""


# --- events -------------------------------------------------------------------------------

EVENT_TYPES = (
    "meeting",
    "visit",
    "port_call",
    "exercise",
    "agreement",
    "dispatch",
    "aid",
    "equipment",
    "framework",
    "partnership",
    "information_sharing",
)
STATUSES = ("considered", "planned", "ongoing", "completed", "cancelled")
STAGES = ("proposed", "negotiating", "agreed", "signed", "approved", "in_force")
ROLES = ("host", "visitor", "provider", "beneficiary", "party")


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: a code, the role, and the words that say so (record text offsets)."""

    code: str
    role: str = "party"
    mention: str = ""
    span: Span | None = None
    person: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event takes place; all None/empty when the text does not tell.

    ``basis`` is ``explicit`` (the expression carries its year), ``anchored`` or ``none``.
    """

    start: str | None = None
    end: str | None = None
    precision: str = "none"
    edtf: str | None = None
    text: str | None = None
    basis: Literal["explicit", "anchored", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Event:
    """An act of cooperation that a record tells (record text offsets).

    ``grounds`` name what ``confidence`` is made of (``actors:compound``, ``date:own``).
    """

    type: str
    status: str
    participants: tuple[Participant, ...]
    evidence: Span
    trigger: Span
    rule_id: str
    stage: str | None = None
    date: EventDate = field(default_factory=EventDate)
    location: str | None = None
    location_code: str | None = None
    instrument: str | None = None
    outcome: str | None = None
    confidence: float = 0.0
    grounds: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The participants' codes, sorted and without repeats."""
        return tuple(sorted({p.code for p in self.participants}))


# --- linking across records ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the record that tells it: what linking across records looks at.

    ``evidence`` is the source text of its evidence.
    """

    event_id: str
    event: Event
    evidence: str
    record_id: str
    source: str
    record_no: int
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The steps of one agreement across records: event ids, in the order they came about.

    ``key`` tells threads apart and outlives new steps; ``name`` is the agreement's name as
    written, empty when it has none; ``parties`` are sorted codes.
    """

    key: str
    name: str
    parties: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """How the events of different records belong together.

    ``same`` are groups of event ids that tell one event, first-told first. ``updates``
    leads from an event to the later-told event that says how it turned out. ``problems``
    are rules that could not be tried.
    """

    same: tuple[tuple[str, ...], ...] = ()
    threads: tuple[Thread, ...] = ()
    updates: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


# --- results ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be fully processed, told once."""

    source: str
    stage: str
    problem: str
    detail: str = ""
    action: str = ""
    record: int | None = None


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

"""Events with their participants and dates, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pipeline.model.problems import Problem
from pipeline.model.spans import Span

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


class Party(NamedTuple):
    """A participant as linking looks at it."""

    code: str
    role: str
    person: str | None = None


class Told(NamedTuple):
    """An event as a record tells it, in the words of its row: what linking looks at.

    ``evidence`` is source text, which starts at ``evidence_start`` there. ``start`` and
    ``end`` are ISO days.
    """

    event_id: str
    type: str
    status: str
    stage: str | None
    parties: tuple[Party, ...]
    start: str | None
    end: str | None
    edtf: str | None
    location: str | None
    location_code: str | None
    instrument: str | None
    evidence: str
    evidence_start: int
    record_id: str
    source: str
    record_no: int
    published: str | None


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

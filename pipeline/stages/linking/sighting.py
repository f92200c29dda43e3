"""One told event, made ready for comparison with those of other records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model import Told
from pipeline.stages.linking.knowledge import Knowledge, Name, plain

# Days. A sharp date (up to 下旬) tells the occasion; a coarse one (a month, a season) leaves room
# for several; a wide one (年内, a year) for many.
SHARP = 10
COARSE = 92


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``first`` to ``last``, as ordinals, both within."""

    first: int
    last: int

    @property
    def width(self) -> int:
        """How many days it leaves open."""
        return self.last - self.first

    def meets(self, other: Days) -> bool:
        """True when a day lies in both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Sighting:
    """An event as one record tells it.

    ``days`` is when it takes place, None when the text does not tell; ``published`` the
    record's day. ``name`` is the instrument's name for comparison.
    """

    told: Told
    parties: frozenset[str]
    days: Days | None
    published: int | None
    name: Name | None
    evidence: str
    levels: frozenset[str]

    @property
    def sharpness(self) -> int:
        """0 for a sharp date, then coarse, wide, undated, and neither dated nor published."""
        if self.days is None:
            return 3 if self.published is not None else 4
        return 0 if self.days.width <= SHARP else 1 if self.days.width <= COARSE else 2

    @property
    def likely(self) -> Days | None:
        """When an undated event may have taken place, from its status and publication."""
        if self.published is None:
            return None
        before, after = _REACH[self.told.status]
        return Days(self.published - before, self.published + after)

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """Sharpest first, then by time; the id makes the order of equals fixed."""
        days = self.days or self.likely
        return (
            self.sharpness,
            days.width if days else 0,
            days.first if days else 0,
            self.published or 0,
            self.told.event_id,
        )


# How many days before and after its report an undated event may lie.
_REACH = {
    "completed": (14, 0),
    "ongoing": (31, 7),
    "planned": (0, 62),
    "considered": (0, 92),
    "cancelled": (14, 62),
}


def sight(told: Told, knowledge: Knowledge) -> Sighting:
    """The event with its features for comparison."""
    evidence = plain(told.evidence)
    return Sighting(
        told,
        frozenset(party.code for party in told.parties),
        _days(told.start, told.end),
        _ordinal(told.published),
        knowledge.name(told.instrument) if told.instrument else None,
        evidence,
        knowledge.levels_of(evidence),
    )


def _days(start: str | None, end: str | None) -> Days | None:
    first, last = _ordinal(start), _ordinal(end)
    if first is None and last is None:
        return None
    # Of an open interval one end is known, and that day is what two reports share.
    low = first if first is not None else last
    high = last if last is not None else first
    assert low is not None
    assert high is not None
    return Days(min(low, high), max(low, high))


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day[:10]).toordinal() if day else None


def pairs(text: str) -> frozenset[str]:
    """The letter pairs of a text, the text itself when it is a single letter."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def dice(one: str, other: str) -> float:
    """How alike two texts are by their letter pairs, 0 to 1.

    >>> round(dice("クロセット国防相", "クロゼット国防相"), 2)
    0.71
    """
    if one == other:
        return 1.0
    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b))

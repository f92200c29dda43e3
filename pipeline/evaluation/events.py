"""Events against the gold, exactly by the guideline's section "Scoring"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final

from pipeline.evaluation.rows import EventRow
from pipeline.model import EVENT_TYPES

ENOUGH: Final = 0.5  # the least Jaccard of the participants at which two events match
FIELDS: Final = ("participants", "dates", "status", "stage")
STRICT: Final = frozenset({"participants", "dates", "status"})


@dataclass(frozen=True, slots=True)
class Rates:
    """How many of the predicted and of the gold things are right.

    Where neither side has anything all three rates are 1; where one side alone has, 0.
    """

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of predicted things that are right."""
        return self.right / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """The share of gold things that were found."""
        return self.right / self.gold if self.gold else float(not self.predicted)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.predicted + self.gold
        return 2 * self.right / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number of things are right; the rate of nothing is None."""

    right: int
    of: int

    @property
    def rate(self) -> float | None:
        """The share as a number from 0 to 1."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the prediction that matches it."""

    gold: EventRow
    predicted: EventRow

    @property
    def differences(self) -> tuple[str, ...]:
        """The fields (of ``FIELDS``) in which the two differ."""
        gold, predicted = self.gold, self.predicted
        equal = (
            gold.participants == predicted.participants,
            (gold.date_start, gold.date_end) == (predicted.date_start, predicted.date_end),
            gold.status == predicted.status,
            gold.stage == predicted.stage,
        )
        return tuple(name for name, same in zip(FIELDS, equal, strict=True) if not same)

    @property
    def strict(self) -> bool:
        """Whether participants, both dates and status are all equal."""
        return STRICT.isdisjoint(self.differences)


@dataclass(frozen=True)
class EventScores:
    """The outcome: pairs that match, gold events missed, predictions too many."""

    pairs: tuple[Pair, ...]
    misses: tuple[EventRow, ...]
    extras: tuple[EventRow, ...]

    @cached_property
    def relaxed(self) -> Rates:
        """Rates over events that match."""
        return self._rates(len(self.pairs))

    @cached_property
    def strict(self) -> Rates:
        """Rates over events that match and agree in participants, dates and status."""
        return self._rates(sum(pair.strict for pair in self.pairs))

    def _rates(self, right: int) -> Rates:
        pairs = len(self.pairs)
        return Rates(right, pairs + len(self.extras), pairs + len(self.misses))

    @cached_property
    def fields(self) -> dict[str, Share]:
        """Over the pairs, how often each field is equal; the stage among agreements alone."""
        shares = {}
        for name in FIELDS:
            asked = [p for p in self.pairs if name != "stage" or p.gold.type == "agreement"]
            shares[name] = Share(sum(name not in p.differences for p in asked), len(asked))
        return shares

    @cached_property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs that differ in some field."""
        return tuple(pair for pair in self.pairs if pair.differences)

    def of_type(self, event_type: str) -> EventScores:
        """The same for one event type alone."""
        return EventScores(
            tuple(p for p in self.pairs if p.gold.type == event_type),
            tuple(e for e in self.misses if e.type == event_type),
            tuple(e for e in self.extras if e.type == event_type),
        )

    @cached_property
    def by_type(self) -> dict[str, EventScores]:
        """The same for each event type that either side has, in the guideline's order."""
        rows = [*(p.gold for p in self.pairs), *self.misses, *self.extras]
        seen = {row.type for row in rows}
        order = [*(t for t in EVENT_TYPES if t in seen), *sorted(seen - set(EVENT_TYPES))]
        return {event_type: self.of_type(event_type) for event_type in order}


def score_events(predicted: Iterable[EventRow], gold: Iterable[EventRow]) -> EventScores:
    """Match predictions to gold events and count.

    Both sides' ``record`` must number the gold's records (see :func:`~.rows.place`).
    Within a record two events of one type match when the Jaccard of their participants is
    at least 0.5; each is matched at most once, best Jaccard first, then best overlap of
    dates. What is still equal goes to the nearest evidence, then to text order.

    >>> signed = EventRow("記事.txt", "agreement", frozenset({"JPN", "ITA"}), "completed", record=1)
    >>> score_events([signed], [signed]).strict.f1
    1.0
    """
    gold = sorted(gold, key=_order)
    predicted = sorted(predicted, key=_order)
    groups: dict[tuple[str, int | None, str], tuple[list[int], list[int]]]
    groups = defaultdict(lambda: ([], []))
    for side, rows in enumerate((gold, predicted)):
        for index, row in enumerate(rows):
            if row.record is not None or side == 0:
                groups[row.file, row.record, row.type][side].append(index)
    matched: dict[int, int] = {}
    for ours, theirs in groups.values():
        matched |= _match(gold, predicted, ours, theirs)
    taken = set(matched.values())
    return EventScores(
        tuple(Pair(gold[g], predicted[p]) for g, p in sorted(matched.items())),
        tuple(row for index, row in enumerate(gold) if index not in matched),
        tuple(row for index, row in enumerate(predicted) if index not in taken),
    )


def _order(row: EventRow) -> tuple[object, ...]:
    text = (row.type, row.status, row.stage or "", row.date_start or "", row.date_end or "")
    return (row.file, row.record or 0, row.span, *text, sorted(row.participants))


def _match(
    gold: Sequence[EventRow], predicted: Sequence[EventRow], ours: list[int], theirs: list[int]
) -> dict[int, int]:
    candidates = []
    for g, p in product(ours, theirs):
        likeness = jaccard(gold[g].participants, predicted[p].participants)
        if likeness >= ENOUGH:
            overlap = date_overlap(gold[g], predicted[p])
            away = abs(gold[g].span.start - predicted[p].span.start)
            candidates.append((-likeness, -overlap, away, g, p))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for *_, g, p in sorted(candidates):
        if g not in matched and p not in taken:
            matched[g] = p
            taken.add(p)
    return matched


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of codes that both have among those that either has (1 when none has any)."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def date_overlap(one: EventRow, other: EventRow) -> float:
    """How well the days of two events agree, from 0 to 1.

    Equal dates, or none on both sides, give 1. Otherwise it is the share of days that
    both have among those that either has; an open end reaches as far as the other
    interval does, at half the worth, since it claims less.
    """
    ours, theirs = (one.date_start, one.date_end), (other.date_start, other.date_end)
    if ours == theirs:
        return 1.0
    if not any(ours) or not any(theirs):
        return 0.0
    starts = [_day(value) for value in (ours[0] or theirs[0], theirs[0] or ours[0])]
    ends = [_day(value) for value in (ours[1] or theirs[1], theirs[1] or ours[1])]
    if None in starts or None in ends:  # both open on the same side
        return 0.25
    worth = 1.0 if all((*ours, *theirs)) else 0.5
    both = min(filter(None, ends)) - max(filter(None, starts)) + 1
    either = max(filter(None, ends)) - min(filter(None, starts)) + 1
    return worth * max(0, both) / either if either > 0 else 0.0


def _day(value: str | None) -> int | None:
    return date.fromisoformat(value[:10]).toordinal() if value else None

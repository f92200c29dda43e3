"""Mistakes by kind: why an event was missed, invented or told wrongly.

Kinds come from comparing rows alone, so a report can count them on pages whose text
nobody is to read. Each mistake is of the first kind that holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.evaluation.events import EventScores, Pair
from pipeline.evaluation.rows import EventRow, Gold, Predicted, RecordRow


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake: how often, and how often for each event type."""

    name: str
    count: int
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of misses, of extras and of differing fields, the most frequent first."""

    misses: tuple[Kind, ...]
    extras: tuple[Kind, ...]
    differences: tuple[Kind, ...]


def kinds(scores: EventScores, predicted: Predicted, gold: Gold) -> Kinds:
    """Count the mistakes of ``scores`` by kind; the rows are those that were scored."""
    rest = (scores, predicted, gold)
    return Kinds(
        _counted((next(_miss_kinds(_Around(row, *rest))), row.type) for row in scores.misses),
        _counted((next(_extra_kinds(_Around(row, *rest))), row.type) for row in scores.extras),
        _counted((name, pair.gold.type) for pair in scores.differing for name in differing(pair)),
    )


def _counted(found: Iterable[tuple[str, str]]) -> tuple[Kind, ...]:
    types: dict[str, Counter[str]] = {}
    for name, event_type in found:
        types.setdefault(name, Counter())[event_type] += 1
    all_kinds = [
        Kind(name, counter.total(), tuple(sorted(counter.items(), key=lambda i: (-i[1], i[0]))))
        for name, counter in types.items()
    ]
    return tuple(sorted(all_kinds, key=lambda kind: (-kind.count, kind.name)))


def differing(pair: Pair) -> list[str]:
    """The kinds of difference between two events that match."""
    gold, ours = pair.gold, pair.predicted
    found = []
    for field in pair.differences:
        if field == "participants":
            found.append(f"participants: {_code_difference(gold, ours)}")
        elif field == "dates":
            found.append(f"dates: {_date_difference(gold, ours)}")
        else:
            found.append(f"{field}: {getattr(gold, field)} told as {getattr(ours, field)}")
    return found


def _code_difference(gold: EventRow, ours: EventRow) -> str:
    lacking = gold.participants - ours.participants
    surplus = ours.participants - gold.participants
    if not ours.participants:
        return "none found"
    return "some exchanged" if lacking and surplus else "some lack" if lacking else "some too many"


def _date_difference(gold: EventRow, ours: EventRow) -> str:
    if not (gold.date_start or gold.date_end):
        return "given where the gold has none"
    if not (ours.date_start or ours.date_end):
        return "empty where the gold has one"
    if gold.date_start == ours.date_start:
        return "another end"
    if gold.date_end == ours.date_end:
        return "another start"
    return "another day or interval"


class _Around:
    """A mistaken row with the rows around it, and the questions that tell its kind."""

    def __init__(
        self, row: EventRow, scores: EventScores, predicted: Predicted, gold: Gold
    ) -> None:
        self.row = row
        self.scores = scores
        self.gold = gold
        self.predicted = predicted
        self.records = _inner_first(predicted.records, row.file)
        self.gold_records = _inner_first(gold.records, row.file)
        self.misses = self._here(scores.misses)
        self.surplus = self._here(scores.extras)
        self.matched_gold = self._here([pair.gold for pair in scores.pairs])
        self.matched = self._here([pair.predicted for pair in scores.pairs])

    def _here(self, rows: Iterable[EventRow]) -> list[EventRow]:
        place = (self.row.file, self.row.record)
        return [r for r in rows if (r.file, r.record) == place and r is not self.row]

    def alike(self, rows: Iterable[EventRow]) -> list[EventRow]:
        """Those of the rows that have this one's type, the nearest first."""
        found = [r for r in rows if r.type == self.row.type]
        return sorted(found, key=lambda r: abs(r.span.start - self.row.span.start))

    def touching(self, rows: Iterable[EventRow]) -> list[EventRow]:
        """Those of the rows whose evidence shares words with this one's."""
        return [r for r in rows if r.span.overlaps(self.row.span)]

    def same_act(self, rows: Iterable[EventRow]) -> bool:
        """Whether one of the rows has the same type and participants, in the same file."""
        act = (self.row.file, self.row.type, self.row.participants)
        return any((r.file, r.type, r.participants) == act for r in rows)

    def dropped(self) -> bool:
        """Whether cleaning dropped more than half of the words."""
        lost = sum(
            max(0, min(span.end, self.row.span.end) - max(span.start, self.row.span.start))
            for span in self.predicted.dropped[self.row.file]
        )
        return 2 * lost > self.row.span.end - self.row.span.start

    def unsplit(self) -> bool:
        """Whether the predicted record here holds the starts of several gold records."""
        owner = _owner(self.records, self.row.span.start)
        starts = [record.span.start for record in self.gold_records]
        return len([s for s in starts if _owner(self.records, s) is owner]) > 1


def _miss_kinds(near: _Around) -> Iterator[str]:
    """The kinds that a missed gold event is of, the most telling first."""
    if near.row.file not in near.predicted.dropped:
        yield "the file was not read"
        return
    if near.dropped():
        yield "cleaning dropped its words"
    for other in near.alike(near.surplus):
        yield f"its type is there, participants: {_code_difference(near.row, other)}"
    for other in near.touching(near.surplus):
        yield f"told as {other.type}"
    if _owner(near.records, near.row.span.start) is None:
        yield "its words are in no record"
    if near.same_act(near.scores.extras):
        yield "found, but in another record"
    if near.unsplit():
        yield "its record was not split off"
    if near.alike(near.touching(near.matched_gold)):
        yield "one of several of its type at the same words"
    if near.touching(near.matched_gold):
        yield "the same words gave another event only"
    if near.alike(near.matched_gold):
        yield "nothing at its words, another of its type in the record"
    if near.matched or near.surplus:
        yield "nothing at its words, other types in the record"
    yield "nothing in its record"


def _extra_kinds(near: _Around) -> Iterator[str]:
    """The kinds that a prediction without gold event is of, the most telling first."""
    if near.row.record is None:
        yield "outside every record of the gold"
    for other in near.alike(near.misses):
        yield f"its type is there, participants: {_code_difference(other, near.row)}"
    for other in near.touching(near.misses):
        yield f"is {other.type} in the gold"
    if near.same_act(near.matched):
        yield "told twice"
    if near.touching(near.matched):
        yield "one act too many at the words of another"
    if all(event.file != near.row.file for event in near.gold.events):
        yield "on a page without events"
    if not (near.misses or near.matched_gold):
        yield "in a record without events"
    yield "nothing there in the gold"


def _inner_first(records: Iterable[RecordRow], file: str) -> list[RecordRow]:
    here = [record for record in records if record.file == file]
    return sorted(here, key=lambda record: record.span.end - record.span.start)


def _owner(records: Iterable[RecordRow], at: int) -> RecordRow | None:
    return next((r for r in records if r.span.start <= at < r.span.end), None)

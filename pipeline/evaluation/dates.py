"""Temporal expressions against the gold: found, and with exactly the right days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from pipeline.evaluation.events import Share
from pipeline.evaluation.rows import DateRow, Gold, Predicted, RecordRow
from pipeline.model import Span

VALUED: Final = frozenset({"DATE", "RANGE"})
ZONES: Final = ("body", "header")


@dataclass(frozen=True)
class ZoneScores:
    """The expressions of one zone.

    ``exact``: dates and ranges whose start and end are both right (both empty where the
    gold leaves the value unresolved). ``found``: those that some prediction overlaps.
    ``same_span``: those that a prediction covers exactly. ``undated``: durations, sets
    and vague words that were rightly given no date. ``wrong``: the dates and ranges that
    are not exact, each with its prediction.
    """

    exact: Share
    found: Share
    same_span: Share
    undated: Share
    wrong: tuple[tuple[DateRow, DateRow | None], ...]


@dataclass(frozen=True)
class DateScores:
    """Scores by zone, and the predictions in the body where the gold has no expression."""

    zones: Mapping[str, ZoneScores]
    spurious: tuple[DateRow, ...]


@dataclass(frozen=True)
class BorneScores:
    """Of the days that the gold's events bear, the share that some expression has.

    The measure for documents without a gold of expressions: an event's value (start and
    end) counts as found when an expression of the same record has just that value, or,
    where the gold says that the text tells them in two places, one its start and one its end.
    """

    share: Share
    missed: tuple[tuple[str, int | None, str | None, str | None], ...]


def score_dates(predicted: Predicted, gold: Gold) -> DateScores:
    """Pair expressions by their spans, the most alike first, and compare the values.

    The gold's furniture (side lists that cleaning removes) is left out. Times compare to
    the minute. A predicted date or range is spurious when it stands in content of the
    gold outside every expression of any zone.
    """
    rows = gold.dates or ()
    match: dict[int, DateRow] = {}
    for file in gold.files:
        ours = [(i, r) for i, r in enumerate(rows) if r.file == file]
        theirs = [r for r in predicted.dates if r.file == file]
        match |= _match(ours, theirs)
    zones = {
        zone: _zone([(r, match.get(i)) for i, r in enumerate(rows) if r.zone == zone])
        for zone in ZONES
    }
    return DateScores(zones, tuple(_spurious(predicted.dates, gold)))


def _match(ours: list[tuple[int, DateRow]], theirs: list[DateRow]) -> dict[int, DateRow]:
    candidates = sorted(
        (-_likeness(row.span, theirs[p].span), g, p)
        for (g, row), p in product(ours, range(len(theirs)))
        if row.span.overlaps(theirs[p].span)
    )
    matched: dict[int, DateRow] = {}
    taken: set[int] = set()
    for _, g, p in candidates:
        if g not in matched and p not in taken:
            matched[g] = theirs[p]
            taken.add(p)
    return matched


def _likeness(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start))


def _zone(pairs: list[tuple[DateRow, DateRow | None]]) -> ZoneScores:
    valued = [(g, p) for g, p in pairs if g.type in VALUED]
    others = [(g, p) for g, p in pairs if g.type not in VALUED]
    exact = [(g, p) for g, p in valued if p is not None and _same_value(g, p)]
    return ZoneScores(
        exact=Share(len(exact), len(valued)),
        found=Share(sum(p is not None for _, p in valued), len(valued)),
        same_span=Share(sum(p is not None and p.span == g.span for g, p in valued), len(valued)),
        undated=Share(sum(p is None or p.type not in VALUED for _, p in others), len(others)),
        wrong=tuple(pair for pair in valued if pair not in exact),
    )


def _same_value(one: DateRow, other: DateRow) -> bool:
    return _minute(one.start) == _minute(other.start) and _minute(one.end) == _minute(other.end)


def _minute(value: str | None) -> str | None:
    return value[: len("2025-10-15T13:43")] if value else None


def _spurious(dates: Iterable[DateRow], gold: Gold) -> Iterable[DateRow]:
    known: dict[str, list[Span]] = {}
    for row in gold.dates or ():
        known.setdefault(row.file, []).append(row.span)
    for row in dates:
        stretches = gold.stretches.get(row.file, ())
        inside = any(s.content and s.span.overlaps(row.span) for s in stretches)
        told = any(span.overlaps(row.span) for span in known.get(row.file, ()))
        if row.type in VALUED and inside and not told:
            yield row


def score_borne_dates(predicted: Predicted, gold: Gold) -> BorneScores:
    """See :class:`BorneScores`.

    An open interval needs an expression with its start; a deadline, which runs from the
    day of publication, one with its end. The days in the heading of a dated item, which
    its record bears, are an expression like any other.
    """
    records = {(r.file, r.number): r for r in gold.records}
    expressions: dict[str, list[DateRow]] = {}
    for row in predicted.dates:
        expressions.setdefault(row.file, []).append(row)
    borne: dict[tuple[str, int | None, str | None, str | None], bool] = {}
    for event in gold.events:
        if (event.date_start or event.date_end) and event.record is not None:
            key = (event.file, event.record, event.date_start, event.date_end)
            borne[key] = borne.get(key, False) or event.in_pieces
    missed = []
    for (file, number, start, end), in_pieces in borne.items():
        record = records[file, number or 0]
        published = (record.header.get("published") or "")[:10]
        inside = [row for row in expressions.get(file, ()) if record.span.covers(row.span)]
        whole = any(
            (_day(row.start) == start or (start == published and end is not None))
            and (_day(row.end) == end or end is None)
            for row in inside
        )
        told_apart = in_pieces and {start} <= {_day(row.start) for row in inside}
        told_apart = told_apart and {end} <= {_day(row.end) for row in inside}
        if not (whole or told_apart) and (start, end) not in _heading_days(record, predicted):
            missed.append((file, number, start, end))
    return BorneScores(Share(len(borne) - len(missed), len(borne)), tuple(missed))


def _heading_days(record: RecordRow, predicted: Predicted) -> set[tuple[str | None, str | None]]:
    """The days that the run read in the heading of an item."""
    return {
        (_day(row.header.get("item_date_start")), _day(row.header.get("item_date_end")))
        for row in predicted.records
        if row.file == record.file and row.span.overlaps(record.span)
    }


def _day(value: str | None) -> str | None:
    return value[:10] if value else None

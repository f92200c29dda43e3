"""Does confidence mean something? The share of right events for each level of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.evaluation.events import EventScores

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of one tenth of the scale: how sure they were, how often right."""

    low: float
    high: float
    events: int
    confidence: float
    relaxed: float
    strict: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The bins that hold predictions, and the mean distance of confidence from truth.

    ``error`` weighs each bin's gap between mean confidence and the share of events that
    match the gold (``strict_error``: that agree strictly) by its events; 0 is perfect.
    """

    bins: tuple[Bin, ...]
    error: float
    strict_error: float


def calibration(scores: EventScores) -> Calibration:
    """Sort the predictions that tell their confidence into tenths and count."""
    told: dict[int, list[tuple[float, bool, bool]]] = {}
    rows = [(pair.predicted, True, pair.strict) for pair in scores.pairs]
    rows += [(extra, False, False) for extra in scores.extras]
    for row, right, strict in rows:
        if row.confidence is not None:
            place = min(BINS - 1, int(row.confidence * BINS))
            told.setdefault(place, []).append((row.confidence, right, strict))
    bins = tuple(_bin(place, told[place]) for place in sorted(told))
    return Calibration(
        bins,
        _error([(b.events, b.confidence - b.relaxed) for b in bins]),
        _error([(b.events, b.confidence - b.strict) for b in bins]),
    )


def _bin(place: int, rows: list[tuple[float, bool, bool]]) -> Bin:
    count = len(rows)
    return Bin(
        place / BINS,
        (place + 1) / BINS,
        count,
        sum(confidence for confidence, *_ in rows) / count,
        sum(right for _, right, _ in rows) / count,
        sum(strict for *_, strict in rows) / count,
    )


def _error(gaps: list[tuple[int, float]]) -> float:
    events = sum(count for count, _ in gaps)
    return sum(count * abs(gap) for count, gap in gaps) / events if events else 0.0

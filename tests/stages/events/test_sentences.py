"""Sentences that nobody tuned on are read well enough, and quiet ones stay quiet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest

from pipeline.model import EVENT_TYPES, Annotation

# Recall and precision that the half never read while rules are written must keep.
RECALL = 0.84
PRECISION = 0.82

Annotate = Callable[[Sequence[str]], list[Annotation]]


@pytest.fixture(scope="module")
def entries(scoring: ModuleType) -> list[Any]:
    return list(scoring.load_sentences())


@pytest.mark.model
def test_the_half_nobody_tuned_on(
    scoring: ModuleType, entries: list[Any], annotate: Annotate
) -> None:
    halves = scoring.score(entries, annotate)
    rates = halves[False].relaxed
    assert rates.recall >= RECALL, scoring.table(halves[False])
    assert rates.precision >= PRECISION, scoring.table(halves[False])


def test_the_file_is_broad(scoring: ModuleType, entries: list[Any]) -> None:
    rows = [scoring.row_of(entry, line) for entry in entries for line in entry.events]
    assert {row.type for row in rows} == set(EVENT_TYPES)
    assert len({entry.text for entry in entries}) == len(entries) >= 570
    assert sum(not entry.events for entry in entries) >= 120
    assert 0.4 < sum(entry.tune for entry in entries) / len(entries) < 0.6


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("meeting completed", id="no day"),
        pytest.param("meeting signed completed - JPN KOR", id="stage outside agreements"),
        pytest.param("agreement completed - JPN KOR", id="agreement without stage"),
        pytest.param("talks completed - JPN KOR", id="unknown type"),
    ],
)
def test_ill_formed_events_are_refused(scoring: ModuleType, entries: list[Any], line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of two messages
        scoring.row_of(entries[0], line)

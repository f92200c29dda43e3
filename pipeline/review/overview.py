"""The overview's figures: events over time, partners by type, who with whom, threads."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from pipeline.model import EVENT_TYPES, STAGES
from pipeline.review.filters import Filters, where
from pipeline.review.index import Index
from pipeline.review.names import Names

MATRIX_ROWS = 24
NETWORK_EDGES = 80
LANES = 40
_MANY_MONTHS = 60
# Whose partners are looked at: in Japanese news nearly every event has Japan in it.
HOME = "JPN"
_BY_MONTH = """
SELECT substr(coalesce(e.date_start, e.date_end), 1, 7) AS month, e.event_type AS type,
       count(*) AS n
FROM events e WHERE {where} GROUP BY 1, 2
"""
_BY_EVENT = """
SELECT e.event_type, group_concat(c.code) AS codes
FROM events e JOIN codes c ON c.seq = e.seq WHERE {where} GROUP BY e.seq
"""
_STEPS = """
SELECT s.* FROM steps s WHERE s.thread_id IN (
  SELECT t.thread_id FROM steps t JOIN events e ON e.event_id = t.event_id WHERE {where})
ORDER BY s.thread_id, s.step_no
"""


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures ready for charts; rejected events are left out unless they are filtered for.

    ``periods`` are months, or years over long stretches, without gaps; ``series`` counts
    events by type along them. ``matrix`` counts by partner and type. ``nodes`` and
    ``edges`` are the network. ``lanes`` are agreement threads with their dated steps.
    """

    total: int
    undated: int
    periods: list[str] = field(default_factory=list)
    series: dict[str, list[int]] = field(default_factory=dict)
    matrix: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[dict[str, Any]] = field(default_factory=list)
    lanes: list[dict[str, Any]] = field(default_factory=list)


def overview(index: Index, filters: Filters, reviewer: str, names: Names) -> Overview:
    """The overview of the filtered events."""
    condition, values = where(filters, reviewer)
    if not filters.review:
        condition = f"({condition}) AND e.review <> 'rejected'"
    periods, series, total, undated = _over_time(index, condition, values)
    codes = _codes(index, condition, values)
    nodes, edges = _network(codes, names)
    return Overview(
        total=total,
        undated=undated,
        periods=periods,
        series=series,
        matrix=_matrix(codes, names),
        nodes=nodes,
        edges=edges,
        lanes=_lanes(index, condition, values, names),
    )


def _over_time(
    index: Index, condition: str, values: list[object]
) -> tuple[list[str], dict[str, list[int]], int, int]:
    rows = index.all(_BY_MONTH.format(where=condition), values)
    total = sum(row["n"] for row in rows)
    dated = [row for row in rows if row["month"]]
    undated = total - sum(row["n"] for row in dated)
    if not dated:
        return [], {}, total, undated
    months = [row["month"] for row in dated]
    first, last = min(months), max(months)
    span = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    width = 4 if span > _MANY_MONTHS else 7
    periods = _years(first, last) if width == 4 else _months(first, span)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in dated:
        counts[row["type"]][row["month"][:width]] += row["n"]
    series = {
        name: [counts[name][period] for period in periods] for name in EVENT_TYPES if name in counts
    }
    return periods, series, total, undated


def _years(first: str, last: str) -> list[str]:
    return [f"{year:04d}" for year in range(int(first[:4]), int(last[:4]) + 1)]


def _months(first: str, span: int) -> list[str]:
    start = int(first[:4]) * 12 + int(first[5:7]) - 1
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, start + span)]


def _codes(index: Index, condition: str, values: list[object]) -> list[tuple[str, list[str]]]:
    """The type and participants of every filtered event."""
    rows = index.all(_BY_EVENT.format(where=condition), values)
    return [(row["event_type"], sorted(row["codes"].split(","))) for row in rows]


def _matrix(codes: list[tuple[str, list[str]]], names: Names) -> list[dict[str, Any]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for event_type, members in codes:
        for code in members:
            if code != HOME:
                counts[code][event_type] += 1
    ranked = sorted(counts, key=lambda code: (-counts[code].total(), code))[:MATRIX_ROWS]
    highest = max((max(counts[code].values()) for code in ranked), default=1)
    return [
        {
            "code": code,
            "name": names.ja(code),
            "total": counts[code].total(),
            "cells": [
                {
                    "type": name,
                    "n": counts[code][name],
                    "level": _level(counts[code][name], highest),
                }
                for name in EVENT_TYPES
            ],
        }
        for code in ranked
    ]


def _level(count: int, highest: int) -> int:
    """A shade from 0 (none) to 5 (most)."""
    return 0 if not count else 1 + round(4 * (count - 1) / max(highest - 1, 1))


def _network(
    codes: list[tuple[str, list[str]]], names: Names
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    pairs: Counter[tuple[str, str]] = Counter()
    single: Counter[str] = Counter()
    for _, members in codes:
        single.update(members)
        pairs.update(combinations(members, 2))
    strongest = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:NETWORK_EDGES]
    shown = sorted({code for pair, _ in strongest for code in pair})
    nodes = [{"code": code, "name": names.ja(code), "n": single[code]} for code in shown]
    edges = [{"a": a, "b": b, "n": n} for (a, b), n in strongest]
    return nodes, edges


def _lanes(
    index: Index, condition: str, values: list[object], names: Names
) -> list[dict[str, Any]]:
    rows = index.all(_STEPS.format(where=condition), values)
    threads: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        threads[row["thread_id"]].append(row)
    lanes = [
        {
            "thread": thread_id,
            "name": steps[0]["name"] or "（名称なし）",
            "parties": "・".join(names.ja(c) for c in (steps[0]["parties"] or "").split(";") if c),
            "steps": [_step(step) for step in steps],
        }
        # The threads that tell most come first, then those that moved last.
        for thread_id, steps in sorted(
            threads.items(),
            key=lambda thread: (len(thread[1]), thread[1][-1]["date_start"] or "", thread[0]),
            reverse=True,
        )
    ]
    return lanes[:LANES]


def _step(step: Any) -> dict[str, Any]:
    return {
        "event_id": step["event_id"],
        "stage": step["stage"],
        "level": STAGES.index(step["stage"]) if step["stage"] in STAGES else 0,
        "status": step["status"],
        "date": step["date_start"] or (step["published"] or "")[:10],
        "dated": bool(step["date_start"]),
    }

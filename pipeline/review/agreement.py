"""How far reviewers agree: Cohen's kappa for each pair, by type of event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from pipeline.review.index import Index

ALL = "all"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers on the events of one type that both decided.

    ``observed`` is the share of equal verdicts, ``kappa`` corrects it for chance; None
    where both gave one and the same verdict throughout, so that chance explains all.
    """

    first: str
    second: str
    event_type: str
    events: int
    observed: float
    kappa: float | None


def cohens_kappa(pairs: Iterable[tuple[str, str]]) -> tuple[float, float | None]:
    """Observed agreement and kappa of pairs of verdicts.

    >>> cohens_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    (0.75, 0.5)
    """
    counted = Counter(pairs)
    total = counted.total()
    if not total:
        raise ValueError("no verdict is shared")
    observed = sum(n for (a, b), n in counted.items() if a == b) / total
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (a, b), n in counted.items():
        first[a] += n
        second[b] += n
    chance = sum(first[verdict] * second[verdict] for verdict in first) / total**2
    return observed, None if chance == 1 else (observed - chance) / (1 - chance)


def agreements(index: Index) -> list[Agreement]:
    """Agreement of every pair of reviewers: over all types first, then by type."""
    rows = index.all(
        "SELECT v.seq, v.reviewer, v.verdict, e.event_type FROM verdicts v"
        " JOIN events e ON e.seq = v.seq ORDER BY v.seq, v.reviewer"
    )
    by_event: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        by_event[row["seq"]].append((row["reviewer"], row["verdict"], row["event_type"]))
    shared: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for verdicts in by_event.values():
        for (first, a, event_type), (second, b, _) in combinations(verdicts, 2):
            shared[first, second, ALL].append((a, b))
            shared[first, second, event_type].append((a, b))
    found: list[Agreement] = []
    for first, second, event_type in sorted(shared, key=lambda k: (k[0], k[1], k[2] != ALL, k[2])):
        pairs = shared[first, second, event_type]
        found.append(Agreement(first, second, event_type, len(pairs), *cohens_kappa(pairs)))
    return found

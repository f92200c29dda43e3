"""Records against the gold: are the items of a page found, with the right headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from pipeline.evaluation.events import Rates, Share
from pipeline.evaluation.rows import Gold, Predicted, RecordRow
from pipeline.model import Span
from pipeline.rulefiles import deferred

NEARLY: Final = 0.9  # the least share of common characters at which a boundary is near
_DAY: Final = deferred(r"\d{4}-\d{2}-\d{2}")
SAME_ITEM: Final = 0.5  # … and at which two spans are one item, whose headers are compared

_EMPTY_START = deferred(r"(?:\s|<[^<>]*+>)*+")
_EMPTY_END = deferred(r"(?:\s|>[^<>]*+<)*+")


@dataclass(frozen=True)
class RecordScores:
    """Rates of records with right boundaries, and of the fields in their headers.

    ``exact``: both ends agree, up to white space and markup around the text. ``near``:
    the two spans share at least 90 % of the characters that either has. ``fields`` is
    over the gold records of which some prediction has at least half.
    """

    exact: Rates
    near: Rates
    fields: Mapping[str, Share]
    missed: tuple[RecordRow, ...]
    extra: tuple[RecordRow, ...]


def score_records(predicted: Predicted, gold: Gold) -> RecordScores:
    """Pair predicted and gold records by their spans, best overlap first, and compare."""
    pairs: list[tuple[RecordRow, RecordRow, float]] = []
    for file in gold.files:
        ours = [r for r in gold.records if r.file == file]
        theirs = [r for r in predicted.records if r.file == file]
        pairs += _pair(ours, theirs, gold.texts[file])
    known = [r for r in predicted.records if r.file in gold.texts]
    totals = (len(known), len(gold.records))
    found = {id(g) for g, _, likeness in pairs if likeness >= NEARLY}
    used = {id(p) for _, p, likeness in pairs if likeness >= NEARLY}
    return RecordScores(
        exact=Rates(sum(likeness == 1 for *_, likeness in pairs), *totals),
        near=Rates(len(found), *totals),
        fields=_fields(pairs),
        missed=tuple(r for r in gold.records if id(r) not in found),
        extra=tuple(r for r in known if id(r) not in used),
    )


def _pair(
    ours: list[RecordRow], theirs: list[RecordRow], text: str
) -> list[tuple[RecordRow, RecordRow, float]]:
    spans = [trimmed(r.span, text) for r in ours], [trimmed(r.span, text) for r in theirs]
    candidates = sorted(
        (-_likeness(spans[0][g], spans[1][p]), g, p)
        for g, p in product(range(len(ours)), range(len(theirs)))
        if spans[0][g].overlaps(spans[1][p])
    )
    pairs: list[tuple[RecordRow, RecordRow, float]] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for likeness, g, p in candidates:
        if -likeness >= SAME_ITEM and g not in taken[0] and p not in taken[1]:
            pairs.append((ours[g], theirs[p], -likeness))
            taken[0].add(g)
            taken[1].add(p)
    return pairs


def _likeness(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both / (max(one.end, other.end) - min(one.start, other.start))


def trimmed(span: Span, text: str) -> Span:
    """The span without the white space and markup at its ends."""
    start, end = span
    start += len(_EMPTY_START.match(text, start, end).group())
    end -= len(_EMPTY_END.match(text[start:end][::-1]).group())
    return Span(start, end)


def _fields(pairs: list[tuple[RecordRow, RecordRow, float]]) -> dict[str, Share]:
    names = list(dict.fromkeys(name for gold, *_ in pairs for name in gold.header))
    shares = {}
    for name in names:
        asked = [(g.header[name], p.header.get(name)) for g, p, _ in pairs if name in g.header]
        shares[name] = Share(sum(_same(g, p) for g, p in asked), len(asked))
    return shares


def _same(gold: str | None, ours: str | None) -> bool:
    """Whether two header values agree; a gold day is met by any time of that day."""
    wanted, told = _value(gold), _value(ours)
    if wanted and told and _DAY.fullmatch(wanted) and _DAY.fullmatch(told[:10]):
        told = told[:10]
    return wanted == told


def _value(value: str | None) -> str | None:
    """Header values compare without white space, which flattening puts in or takes out."""
    return "".join(value.split()) if value else None

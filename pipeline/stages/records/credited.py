"""Paragraphs that each close with whose report they retell, and of which day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.headdates import FindDates
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import headings_above
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sourcenotes import note_of

_LEAST = 3  # so many paragraphs with their sources are a list
_MOST = 4  # a piece has no more lines than this
_SHARE = 0.8  # so large a share of the pieces name their source


def credited_pieces(
    lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[Item]:
    """Pieces without headlines, told apart by the sources at their ends; or nothing.

    The source stands behind the last sentence or on a line of its own below it.
    Example: 「海自の艦艇が寄港した。(時事通信、6/12)」「日豪が署名した。(共同通信、6/13)」.
    """
    noted = {
        i: note
        for i, line in enumerate(lines)
        if (note := note_of(lines, i, rules, find_dates))
        and (line.prose or not note.start or _is_listed(line, note.outlet, rules))
    }
    ends = sorted(noted)
    if len(ends) < _LEAST or any(other - one > _MOST for one, other in pairwise(ends)):
        return []
    if not any(rules["outlet.like"].search(note.outlet) for note in noted.values()):
        return []
    starts = [
        _first(lines, ends[0], alone=not noted[ends[0]].start),
        *(end + 1 for end in ends[:-1]),
    ]
    pieces = list(zip(starts, ends, strict=True))
    bare = all(s == e and not lines[s].prose for s, e in pieces)  # headlines alone
    if not (bare or all(any(line.prose for line in lines[s : e + 1]) for s, e in pieces)):
        return []
    if any(not lines[i].sentence and noted.get(i) is None for s, e in pieces for i in range(s, e)):
        return []  # headlines over their texts
    below = [i for i in range(ends[-1] + 1, len(lines)) if lines[i].prose]
    above = [line.text for line in lines[: starts[0]] if line.prose]
    if len(below) > (1 - _SHARE) * len(ends) + 1 or len(above) > _MOST:
        return []
    headings = headings_above(lines, starts[0])
    return [Item("digest", s, e + 1, (), s if bare else None, headings=headings) for s, e in pieces]


def led_pieces(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Paragraphs that each open with place and agency, or with place and writer; or nothing.

    Above them stand headings alone. Example: 「【ハノイ時事】…。」「【北京=白石透】…。」「…」.
    """
    starts = [
        i for i, line in enumerate(lines) if line.prose and rules["line.led"].match(line.text)
    ]
    dated = any(line.alone for line in lines[starts[0] + 1 :]) if starts else True
    if len(starts) < _LEAST or dated or any(line.prose for line in lines[: starts[0]]):
        return []
    pieces = list(pairwise([*starts, len(lines)]))
    if any(not (lines[i].prose or lines[i].note) for s, e in pieces for i in range(s, e)):
        return []  # headlines over their texts
    headings = headings_above(lines, starts[0])
    return [Item("digest", s, e, headings=headings) for s, e in pieces]


def _is_listed(line: PageLine, outlet: str, rules: RecordRules) -> bool:
    """True for a headline under a mark, or before what is an outlet's name by its form."""
    return bool(line.mark or line.sub_item or rules["outlet.like"].search(outlet))


def _first(lines: Sequence[PageLine], end: int, *, alone: bool) -> int:
    """Where the first piece begins: at its paragraph, which the source may stand below."""
    start = end - 1 if alone and end else end
    while start and not (lines[start].gap or lines[start].mark or lines[start].sub_item):
        above = lines[start - 1]
        if not above.prose or above.alone or end - start >= _MOST - 1 or not alone:
            break
        start -= 1
    return start

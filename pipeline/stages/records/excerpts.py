"""Pieces that a page breaks off one after the other, each with a link to the rest of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from itertools import pairwise

from pipeline.model import Cleaned
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import headings_above

_LEAST = 2  # so many links to the rest make a page of excerpts
_MOST = 8  # an excerpt has no more lines
# The rules that drop such links, and the feet of posts.
_LINKS = frozenset({"nav.more", "span.read_more", "related.post_foot", "share.comment_count"})


def read_more(cleaned: Cleaned, lines: Sequence[PageLine]) -> frozenset[int]:
    """The lines that a dropped link to the rest of a text, or the foot of a post, follows."""
    starts = [cleaned.page.to_source(*line.span).start for line in lines]
    links = [cut.span.start for cut in cleaned.dropped if cut.rule_id in _LINKS]
    return frozenset(bisect_right(starts, link) - 1 for link in links) - {-1}


def excerpts(lines: Sequence[PageLine], more: Collection[int]) -> list[Item]:
    """The pieces that end at the lines ``more``, or nothing when the page has no such list.

    Example: 「横須賀めぐり」「さて、…」(続きを読む)「舞鶴めぐり」「先週は、…」(続きを読む).
    """
    ends = sorted(i + 1 for i in more)
    if len(ends) < _LEAST:
        return []
    told = [i for i, line in enumerate(lines[: ends[0]]) if line.prose]
    if not told or len(told) > _MOST or told[-1] + 1 < ends[0]:
        return []
    start = told[0]
    titled = start > 0 and not (lines[start - 1].sentence or lines[start - 1].alone)
    pieces = list(pairwise([start - titled, *ends]))
    if any(not _is_excerpt(lines[slice(*piece)]) for piece in pieces):
        return []
    above = headings_above(lines, pieces[0][0])
    return [
        Item("digest", s, e, (), None if lines[s].sentence else s, headings=above)
        for s, e in pieces
    ]


def _is_excerpt(piece: Sequence[PageLine]) -> bool:
    dated = any(line.alone for line in piece)
    return len(piece) <= _MOST and not dated and any(line.prose for line in piece)

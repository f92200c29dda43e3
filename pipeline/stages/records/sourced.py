"""Pieces that each name whose report they retell, in the same place in all of them.

The name stands on a line of its own above or below a headline, opens the text in brackets or
closes it. One name proves little; in the same place of piece after piece names are a habit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.rulefiles import deferred
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import HEADLINE, headings_above
from pipeline.stages.records.rules import RecordRules

_LEAST = 3  # so many pieces with their sources are a list
_LINES = 3  # a piece of source, headline and text has no fewer lines …
_MOST = 7  # … and none has more
_NAME = 20  # the name of a source on a line of its own is no longer
_AROUND = " 　[]【】〔〕〈〉《》「」"
_TELLING = deferred(r"[、。「『をがへに…]")  # what no name has
_BRACKETED = deferred(
    r"[\s　]*[\[【〔〈《「][^\[\]【】〔〕〈〉《》「」\d。、]{2,16}[\]】〕〉》」][\s　]*"
)


class _Piece(NamedTuple):
    """Lines ``first`` to ``last`` (exclusive), the line that names its source, its headline."""

    first: int
    last: int
    credit: int
    title: int | None


def sourced_pieces(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """The pieces of a page that is nothing but such pieces; or nothing.

    Example: 「中東の朝刊」 above 「【カイロ日報】軍参謀総長が…。」「【湾岸報知】両国は…。」….
    """
    pieces = _blocks(lines, rules) or _paragraphs(lines, rules)
    if not pieces or _is_introduced(lines, pieces):
        return []
    above = headings_above(lines, pieces[0].first)
    return [
        Item(
            "digest", piece.first, piece.last, (), piece.title, headings=above, credit=piece.credit
        )
        for piece in pieces
    ]


def sourced_cards(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> list[Item]:
    """The pieces as cards inside an article whose own words stand above or below them."""
    pieces = _blocks(lines, rules)
    if not pieces or not _is_introduced(lines, pieces) or pieces[0].first < item.first:
        return []
    return [
        Item("card", piece.first, piece.last, (), piece.title, credit=piece.credit)
        for piece in pieces
    ]


def _is_introduced(lines: Sequence[PageLine], pieces: Sequence[_Piece]) -> bool:
    around = [*lines[: pieces[0].first], *lines[pieces[-1].last :]]
    return any(line.prose for line in around)


def _blocks(lines: Sequence[PageLine], rules: RecordRules) -> list[_Piece]:
    """Blocks apart by blank lines, each with headline, text and a source in the same place."""
    starts = [i for i, line in enumerate(lines) if i == 0 or line.gap]
    blocks = [range(*block) for block in pairwise([*starts, len(lines)])]
    for place in (0, 1, -1):
        told = [n for n, block in enumerate(blocks) if _is_told(lines, block, place, rules)]
        if len(told) < _LEAST or told[-1] - told[0] + 1 > len(told):
            continue
        named = [blocks[n][place] for n in told]
        like = [i for i in named if rules["outlet.like"].search(bare_name(lines[i].text))]
        if like and (len(like) * 2 >= len(named) or _all_bracketed(lines, named)):
            pieces = [_piece(lines, blocks[n], blocks[n][place]) for n in told]
            return pieces if all(piece.title is not None for piece in pieces) else []
    return []


def _is_told(lines: Sequence[PageLine], block: range, place: int, rules: RecordRules) -> bool:
    """True for a block of a headline and its text, with a possible source at ``place``."""
    if not _LINES <= len(block) <= _MOST or any(lines[i].alone for i in block):
        return False
    return _may_name(lines[block[place]], rules) and any(lines[i].prose for i in block)


def _piece(lines: Sequence[PageLine], block: range, credit: int) -> _Piece:
    """The piece that is ``block``: its headline is the first line that names nothing."""
    title = next((i for i in block if i != credit and not lines[i].prose), None)
    short = title is not None and len(lines[title].text) <= HEADLINE
    return _Piece(block.start, block.stop, credit, title if short else None)


def _may_name(line: PageLine, rules: RecordRules) -> bool:
    """True for a line that may be the name of an outlet and no more."""
    if line.prose or line.alone or line.date is not None or len(line.text) > _NAME:
        return False
    if rules["line.field"].match(line.text) or rules["line.numbered"].match(line.text):
        return False
    bracketed = _BRACKETED.fullmatch(line.text) is not None
    told = line.headline and _TELLING.search(line.text) is not None
    return bracketed or not (told or line.mark or line.sub_item or line.note)


def _all_bracketed(lines: Sequence[PageLine], named: Sequence[int]) -> bool:
    return all(_BRACKETED.fullmatch(lines[i].text) for i in named)


def bare_name(text: str) -> str:
    """A source's name without the brackets around it: 「【湾岸報知】」 → 湾岸報知."""
    return text.strip(_AROUND)


def _paragraphs(lines: Sequence[PageLine], rules: RecordRules) -> list[_Piece]:
    """Paragraphs that each open with a source in brackets, or close with one."""
    for pattern in ("header.source_opens", "header.source_closes"):
        found = {
            i: match["outlet"]
            for i, line in enumerate(lines)
            if (line.prose or pattern == "header.source_closes")
            and (match := rules[pattern].search(line.text))
        }
        like = sum(rules["outlet.like"].search(name) is not None for name in found.values())
        if len(found) < _LEAST or not like:
            continue
        places = sorted(found)
        if pattern == "header.source_opens":
            spans = list(pairwise([*places, len(lines)]))
            own = [start for start, _ in spans]
        else:
            spans = list(pairwise([_opening(lines, places[0]), *(i + 1 for i in places)]))
            own = places
        bodies = [i for start, end in spans for i in range(start, end) if i not in found]
        if any(not (lines[i].prose or lines[i].note) for i in bodies):
            continue  # headlines over their texts
        if all(end - start <= _MOST for start, end in spans):
            return [_Piece(s, e, i, None) for (s, e), i in zip(spans, own, strict=True)]
    return []


def _opening(lines: Sequence[PageLine], end: int) -> int:
    """Where the paragraph that ends at line ``end`` begins."""
    start = end
    while start and not lines[start].gap and lines[start - 1].prose:
        start -= 1
    return start

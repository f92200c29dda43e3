"""Pieces under bulleted headlines or under numbered labels: 「- 英空母が寄港」, 「■TOPICS 01」."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.passages import HEADLINE, begins_article, headings_above
from pipeline.stages.records.rules import RecordRules

_LEAST = 3  # so many bulleted headlines make a list
_LABELS = 2  # so many numbered labels make a digest
_SENTENCES = 2  # one in so many headlines may be a sentence
_HEAD = 4  # a headline stands so close below its label


def bulleted_pieces(lines: Sequence[PageLine]) -> list[Item]:
    """Headlines under one bullet, each over running text without one; or nothing.

    In a release the bullets are paragraphs, one below another.
    """
    heads = [i for i, line in enumerate(lines) if line.sub_item and line.text[:1] in "-–—・•"]
    if len(heads) < _LEAST or len({lines[i].text[:1] for i in heads}) > 1:
        return []
    sentences = sum(lines[i].sentence for i in heads)
    if sentences * _SENTENCES > len(heads) or any(len(lines[i].text) > HEADLINE for i in heads):
        return []
    if any(line.alone for line in lines) or begins_article(lines[: heads[0]]):
        return []
    pieces = list(pairwise([*heads, len(lines)]))
    if not all(end > start + 1 and lines[start + 1].prose for start, end in pieces):
        return []
    above = headings_above(lines, heads[0])
    return [Item("digest", start, end, (), start, headings=above) for start, end in pieces]


def numbered_topics(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Pieces under labels that differ in their numbers alone; or nothing.

    Their headlines stand below: 「■TOPICS 01」「5月3日 港で」「豪艦が入港」「…しました。」. A
    heading with the same mark above the first may be one more piece.
    """
    labels = [i for i, line in enumerate(lines) if rules["line.topic"].fullmatch(line.text)]
    if len(labels) < _LABELS:
        return []
    labels = [*_opening(lines, labels[0]), *labels]
    if begins_article(lines[: labels[0]]):
        return []
    pieces = list(pairwise([*labels, len(lines)]))
    if not all(any(line.prose for line in lines[slice(*piece)]) for piece in pieces):
        return []
    above = headings_above(lines, labels[0])
    return [
        Item("digest", start, end, (), _headline(lines, start, end, rules), headings=above)
        for start, end in pieces
    ]


def _opening(lines: Sequence[PageLine], first: int) -> list[int]:
    """The one heading above the ``first`` label that has its mark."""
    mark = lines[first].mark
    heads = [i for i, x in enumerate(lines[:first]) if x.mark == mark and not x.sentence]
    return heads if mark and len(heads) == 1 else []


def _headline(lines: Sequence[PageLine], start: int, end: int, rules: RecordRules) -> int | None:
    """The line above the text of a piece; the label itself where it names something."""
    text = next((i for i in range(start + 1, end) if lines[i].prose), end)
    if text > start + _HEAD:
        return None
    if text > start + 1:
        return text - 1
    return None if rules["line.topic"].fullmatch(lines[start].text) else start

"""Pieces under bullets, numbered labels or rubrics: 「- 英空母が寄港」, 「■TOPICS 01」, 「▼海」."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import (
    HEADLINE,
    are_news,
    begins_article,
    headings_above,
)
from pipeline.stages.records.rules import RecordRules

_LEAST = 3  # so many bulleted headlines make a list
_LABELS = 2  # so many numbered labels make a digest
_SENTENCES = 2  # one in so many headlines may be a sentence
_RUBRIC = 10  # the name of a rubric is no longer than this
_RUBRICS = 2  # so many rubrics with headlines below make a digest
_BULLETS = 2  # so many bullets below a rubric are pieces
_TITLE = 10  # headlines are on average no shorter
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


def rubrics(lines: Sequence[PageLine]) -> list[Item]:
    """Headlines over their texts, each below the name of a rubric; or nothing.

    Above the first rubric the leading piece stands, and below one of them there may be bullets
    alone. Example: 「▼原子力」「日米、炉の開発で覚書」「…」「▼会議だより」「・4月3日に来日」.
    """
    marks = [line.mark for line in lines if _is_rubric(line)]
    mark = max(marks, key=marks.count, default="")
    heads = [i for i, line in enumerate(lines) if _is_rubric(line) and line.mark == mark]
    pieces = [piece for piece in pairwise([*heads, len(lines)]) if piece[1] > piece[0] + 1]
    titled = [piece for piece in pieces if _is_titled(lines, piece[0] + 1, piece[1])]
    listed = [piece for piece in pieces if piece not in titled and _is_list(lines, *piece)]
    if len(titled) < _RUBRICS or len(titled) + len(listed) < len(pieces):
        return []
    titles = [lines[start + 1] for start, _ in titled]
    if not are_news(titles) or sum(len(x.text) for x in titles) < _TITLE * len(titles):
        return []
    items: list[Item] = []
    told = next((i for i in range(heads[0]) if lines[i].prose), heads[0])
    lead = next((i for i in range(told - 1, -1, -1) if not lines[i].alone), None)
    if told < heads[0] and lead is not None:
        items.append(Item("digest", lead, heads[0], (), lead))
    for start, end in pieces:
        if (start, end) in titled:
            items.append(Item("digest", start + 1, end, (), start + 1))
        else:
            items += [Item("digest", i, i + 1) for i in range(start + 1, end)]
    return items


def _is_rubric(line: PageLine) -> bool:
    named = bool(line.mark) and line.section and not line.headline
    return named and len(line.text.strip(line.mark + " 　】》>")) <= _RUBRIC


def _is_titled(lines: Sequence[PageLine], first: int, end: int) -> bool:
    head = lines[first] if first + 1 < end else None
    untold = head is not None and not (head.sentence or head.alone or head.sub_item or head.mark)
    return untold and lines[first + 1].prose


def _is_list(lines: Sequence[PageLine], start: int, end: int) -> bool:
    bullets = [line.sub_item for line in lines[start + 1 : end]]
    return len(bullets) >= _BULLETS and all(bullets)


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

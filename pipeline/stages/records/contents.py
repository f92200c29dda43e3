"""Pieces under the headings that a table of contents or an opening sentence announced."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.rulefiles import deferred
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import has_prose, headings_above
from pipeline.stages.records.rules import RecordRules

_LEAST = 2  # so many headings that were announced make a digest
_HEADING = 60  # a heading is not longer than this
_NAME = 5  # … nor shorter
_NUMBER = deferred(r"^[\s　■□●○◎◆◇▼▽▲△★☆▶►・*]*(?:[(（\[【<]?\d{1,2}[)）\]】>.．、][\s　]*)?")


def announced_pieces(
    lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str]
) -> list[Item]:
    """The pieces whose headings all stand above them as well, in the same order; or nothing.

    Above they are lines of their own, or named in one sentence, on a page that says it is an
    issue: an article may have a table of contents too. ``furniture`` are the lines that stood
    above the news. Example: 「【目次】」「1.日比が
    合意」「2.海峡で訓練」 above 「1.日比が合意」「…しました。」「2.海峡で訓練」「…しました。」.
    """
    names = [_NUMBER.sub("", line.text).strip() for line in lines]
    heads = [
        i
        for i, line in enumerate(lines[:-1])
        if i and _may_head(line, names[i]) and lines[i + 1].prose
    ]
    texts = [line.text for line in lines]
    # Told first of the whole page: comparing every heading with all lines above takes long.
    if len(heads) < _LEAST or not _is_issue([*furniture, *texts], rules):
        return []
    heads = [i for i in heads if any(names[i] in text for text in texts[:i])]
    if len(heads) < _LEAST or not _is_issue([*furniture, *texts[: heads[0]]], rules):
        return []
    first = heads[0]
    announced = [next((k for k in range(first) if names[i] in lines[k].text), first) for i in heads]
    listed = len(set(announced)) == len(heads) and announced == sorted(announced)
    told = len(set(announced)) == 1 and lines[announced[0]].sentence
    if (
        first in announced
        or not (listed or told)
        or (listed and has_prose(lines[announced[0] : first]))
    ):
        return []
    headings = headings_above(lines, announced[0])
    return [
        Item("digest", start, end, (), start, headings=headings)
        for start, end in pairwise([*heads, len(lines)])
    ]


def _is_issue(texts: Sequence[str], rules: RecordRules) -> bool:
    return any(rules[r].search(text) for text in texts for r in ("line.issue", "line.digest"))


def _may_head(line: PageLine, name: str) -> bool:
    return not (line.sentence or line.alone or line.note) and _NAME <= len(name) <= _HEADING

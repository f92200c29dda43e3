"""Reports whose headlines or dates are not as the others' are: polite, missing, further down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import ENDS, HEADLINE, is_closed
from pipeline.stages.records.rules import RecordRules

_CLOSED = 0.8  # so large a share of the sentences end in full stops
_NAMED = 6  # a headline has so many letters at least


def with_polite_headlines(
    lines: Sequence[PageLine], above: Collection[int], rules: RecordRules
) -> list[PageLine]:
    """The lines, those ``above`` dates that only lack a full stop taken for headlines.

    Example: 「大使が知事を訪ねました」 over 「令和6年9月30日」, where sentences end in 「。」.
    """
    settled = list(lines)
    told = [line for i, line in enumerate(lines) if line.prose and i not in above]
    closed = sum(is_closed(line, rules) for line in told)
    if closed >= _CLOSED * len(told):
        for i in above:
            line = lines[i]
            open_end = "。" not in line.text and not line.text.endswith(ENDS)
            if line.sentence and open_end and len(line.text) <= HEADLINE:
                settled[i] = replace(line, sentence=False, headline=True)
    return settled


def undated_first(
    lines: Sequence[PageLine], items: Sequence[Item], rules: RecordRules
) -> list[Item]:
    """A piece without a date above the first report, with a headline apart like the others'."""
    if not all(item.title is not None and lines[item.title].gap for item in items):
        return []
    told = next((i for i, line in enumerate(lines[: items[0].first]) if line.prose), 0)
    title = lines[told - 1] if told else None
    if title is None or not (title.gap and title.headline and len(title.text) >= _NAMED):
        return []
    names_page = any(rules[r].search(title.text) for r in ("line.published_list", "line.digest"))
    between = lines[told : items[0].first]
    if names_page or not all(line.prose for line in between):
        return []
    return [Item("report", told - 1, items[0].first, (), told - 1)]


def parted(lines: Sequence[PageLine], item: Item, items: Sequence[Item]) -> list[Item]:
    """A report, and the piece without a date below it that has the mark of all headlines.

    Example: 「■独艦が入港」「2024年9月5日」「…入った。」 and 「■今後の予定」「…来日する。」.
    """
    marks = {lines[one.title].mark if one.title is not None else "" for one in items}
    mark = next(iter(marks))
    told = next((i for i in range(item.first, item.last) if lines[i].prose), item.last)
    if len(marks) > 1 or not mark:
        return [item]
    starts = [
        i
        for i in range(told + 1, item.last - 1)
        if lines[i].mark == mark and not lines[i].sentence and lines[i + 1].prose
    ]
    parts = pairwise([*starts, item.last])
    return [
        replace(item, last=starts[0] if starts else item.last),
        *(Item("report", start, end, (), start) for start, end in parts),
    ]

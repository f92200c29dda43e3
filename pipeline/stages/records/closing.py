"""The piece at the end of a dated list whose heading is no date: 「今後の予定」, 「会長より」."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine

_LISTED = 3  # so many dated items show what an item looks like
_LABEL = 16  # a heading that is no date is no longer than this


def with_closing_piece(items: list[Item], lines: Sequence[PageLine]) -> list[Item]:
    """The items of a page, and the undated piece below the last one as one more.

    Where each item is paragraphs under its date, the piece below them all has a heading.
    Example: 「2023.6.12」「…が来日した。」 … 「今後の予定」「7月に総会を開く。」.
    """
    if len(items) < _LISTED or not all(_is_bare(item, lines) for item in items):
        return items
    *others, last = items
    if any(_label(lines, item.first + 1, item.last) is not None for item in others):
        return items
    alone = _lone_line(lines, items)
    if alone is not None:
        closing = Item(last.kind, alone, alone + 1, headings=last.headings)
        return [*others, replace(last, last=alone), closing]
    end = _label(lines, last.first + 1, len(lines))
    if end is None or last.last < end:
        return items
    stop = next((i for i in range(end + 1, len(lines)) if not lines[i].prose), len(lines))
    told = lines[end + 1 : stop]
    most = max(item.last - item.first for item in others)
    if not 0 < len(told) <= most or any(line.alone or line.sub_item for line in told):
        return items
    closing = Item(last.kind, end, stop, headings=last.headings)
    return [*others, replace(last, last=end), closing]


def _lone_line(lines: Sequence[PageLine], items: Sequence[Item]) -> int | None:
    """One more happening without a day: a line set apart below the last, as no other is."""
    last = items[-1]
    gaps = [i for item in items for i in range(item.first + 1, item.last) if lines[i].gap]
    if not gaps and last.last < len(lines) and lines[last.last].gap:
        gaps = [last.last]
    if len(gaps) != 1 or not last.first + 1 < gaps[0] or gaps[0] < last.last - 1:
        return None
    line = lines[gaps[0]]
    told = len(line.text) > _LABEL and line.headline and not (line.mark or line.sub_item)
    return gaps[0] if told else None


def _label(lines: Sequence[PageLine], first: int, stop: int) -> int | None:
    """The first short line below running text that is no sentence itself."""
    for i in range(first + 1, stop):
        line = lines[i]
        label = not (line.sentence or line.sub_item or line.note or line.alone)
        if label and lines[i - 1].prose and len(line.text) <= _LABEL:
            return i
    return None


def _is_bare(item: Item, lines: Sequence[PageLine]) -> bool:
    """True for an item under a line with its date and no headline."""
    dated = item.title is None and item.span is None and item.kind in {"report", "happening"}
    return dated and lines[item.first].alone and lines[item.first].date is not None

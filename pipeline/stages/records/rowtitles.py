"""What beside a day, or below it, is a headline, and what is a mere place or name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules


def is_place(text: str, start: int, rules: RecordRules) -> bool:
    """True where no act is told from ``start`` on, but what can be a place: 「6/1 パリ」."""
    named = rules["line.place"].fullmatch(text, start) is not None
    return named and rules["line.act"].search(text, start) is None


def with_titles(items: Sequence[Item], lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """The happenings, without their headlines where most of these tell of no act.

    Places, ships or persons stand there then: 「4月20日 鳥島の東方」「哨戒機が訓練した。」.
    """
    titles = [lines[item.title].text for item in items if item.title is not None]
    told = sum(rules["line.act"].search(text) is not None for text in titles)
    if not titles or told * 2 >= len(titles):
        return list(items)
    return [replace(item, title=None) for item in items]

"""Cards: pieces of other pages quoted inside an article, with date and source of their own."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules


def cards(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> list[Item]:
    """The cards inside an item: quoted lines that a line with source and address closes.

    A date line above the quoted lines belongs to the card; blank lines may stand between.
    """
    found: list[Item] = []
    floor = item.first
    for i in range(item.first, item.last):
        if not rules["card.credit"].search(lines[i].text):
            continue
        start = i
        while start > floor and rules["card.bullet"].match(lines[start - 1].text):
            start -= 1
        if start == i:
            continue
        dates: tuple[int, ...] = ()
        if start > floor and lines[start - 1].alone and lines[start - 1].full_date is not None:
            start -= 1
            dates = (start,)
        found.append(Item("card", start, i + 1, dates))
        floor = i + 1
    return found

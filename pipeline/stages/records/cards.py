"""Cards: pieces of other pages quoted inside an article, with date and source of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.rulefiles import deferred
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sourced import sourced_cards

_CARDS = 2  # so many cards with their sources' names above show that they are quoted
_TITLE_LINES = 1
_LEAD = 40  # an article of its own has so much text above its first card
_NAME = 2  # the least letters of a source's name
_NOISE = deferred(r"[\s\p{P}\p{S}\d]")


def cards(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> list[Item]:
    """The cards inside an item: quoted lines that a line with source and address closes.

    A date line above the quoted lines belongs to the card; blank lines may stand between.
    Where a line with source and date stands above the quoted text instead
    (▼産経新聞(2025年1月8日)), the card ends with the text. Where only their sources stand in
    the same place of block after block, the blocks are the cards.
    """
    return (
        _credited(lines, item, rules)
        or _named(lines, item, rules)
        or sourced_cards(lines, item, rules)
    )


def _named(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> list[Item]:
    """Cards below their source and date, in an article that has its headline, date and lead."""
    below = range(item.first, item.last)
    own = next((i for i in below if _opening_day(lines[i]) or _day(lines[i])), item.last)
    heads = [i for i in below if i > own and _day(lines[i])]
    if any(_day(line) for line in lines[: item.first]):
        return []
    if len(heads) < _CARDS or not item.first < own <= item.first + _CARDS:
        return []
    if not all(_is_card_head(lines, i, rules) for i in heads):
        return []
    if max(_day(lines[i]) for i in heads) > (_opening_day(lines[own]) or _day(lines[own])):
        return []
    if sum(len(line.text) for line in lines[own + 1 : heads[0]] if line.prose) < _LEAD:
        return []
    found = []
    for start, stop in pairwise([*heads, item.last]):
        text = next((i for i in range(start + 1, stop) if lines[i].prose), stop)
        if text == stop or text > start + 1 + _TITLE_LINES:
            return []
        end = text + 1
        while end < stop and lines[end].prose and not lines[end].gap:
            end += 1
        title = start + 1 if text > start + 1 else None
        found.append(Item("card", start, end, (start,), title))
    return found


def _opening_day(line: PageLine) -> str:
    """The day of an article's date line, which may tell its editor or section as well."""
    date = line.row_date
    full = date is not None and date.full and date.until is None and len(line.text) <= _LEAD
    return (date.first_day() or "") if date is not None and full and not line.sentence else ""


def _day(line: PageLine) -> str:
    """The day of a line that is a date with a name at most; empty when it is none."""
    closing = line.closing_date if line.mark and not line.sentence else None
    date = line.full_date or closing
    return (date.first_day() or "") if date is not None and date.full else ""


def _is_card_head(lines: Sequence[PageLine], i: int, rules: RecordRules) -> bool:
    """True for a source with its date that no headline stands above."""
    line, above = lines[i], lines[i - 1]
    rest = line.text
    for _, pattern in rules.dates:
        rest = pattern.sub("", rest)
    named = len(_NOISE.sub("", rest)) >= _NAME
    set_off = line.gap or bool(line.mark) or above.section or above.prose
    return named and set_off and (above.prose or above.section or not above.headline)


def _credited(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> list[Item]:
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

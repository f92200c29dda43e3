"""How a page lays out its items: reports by date, dated happenings, digests, one article.

Each layout is tried in turn, from the one with the plainest signs to the one with the
faintest; the first that explains the page wins. A page that none explains is one article.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.records.chronologies import happenings
from pipeline.stages.records.digests import marked_pieces, titled_blocks
from pipeline.stages.records.headdates import FindDates
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.reports import reports
from pipeline.stages.records.rules import RecordRules


def lay_out(lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates) -> list[Item]:
    """The items of a page in order; at least one when the page has any line."""
    if not lines:
        return []
    return (
        reports(lines, rules)
        or happenings(lines, rules, find_dates)
        or marked_pieces(lines, rules)
        or titled_blocks(lines, rules, find_dates)
        or [_article(lines, rules)]
    )


def _article(lines: Sequence[PageLine], rules: RecordRules) -> Item:
    """One article; a date or category line above its headline is not part of it."""
    first = 0
    while (
        first + 1 < len(lines)
        and first < 2
        and lines[first].alone
        and lines[first + 1].headline
        and not lines[first + 1].note
    ):
        first += 1
    title = None if lines[first].prose else first
    dates = tuple(i for i, line in enumerate(lines) if line.alone)
    return Item("article", first, len(lines), dates, title)

"""How a page lays out its items: reports by date, dated happenings, digests, one article.

Each layout is tried in turn, from the one with the plainest signs to the one with the
faintest; the first that explains the page wins. A page that none explains is one article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.stages.records.cards import cards
from pipeline.stages.records.chronologies import happenings
from pipeline.stages.records.closing import with_closing_piece
from pipeline.stages.records.credited import credited_pieces
from pipeline.stages.records.digests import (
    briefs,
    field_blocks,
    marked_headlines,
    marked_pieces,
    plain_blocks,
    ruled_pieces,
    titled_blocks,
)
from pipeline.stages.records.flashes import flashes
from pipeline.stages.records.headdates import FindDates
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.reports import reports
from pipeline.stages.records.rules import RecordRules

_HEAD_LINES = 6  # a headline stands within so many lines
_MOTTO = 3  # lines of a motto, a headline and the first of the text
_MENU_CELLS = 3  # a line of so many cells is a menu


def lay_out(
    lines: Sequence[PageLine],
    rules: RecordRules,
    find_dates: FindDates,
    furniture: Sequence[str] = (),
) -> list[Item]:
    """The items of a page in order; at least one when the page has any line.

    ``furniture`` are the lines that stood above the news: they tell what the page lists.
    """
    if not lines:
        return []
    article = _article(lines, rules)
    if cards(lines, article, rules):
        # The dates of quoted cards are not those of the page's items.
        return [article]
    found = (
        reports(lines, rules)
        or credited_pieces(lines, rules, find_dates)
        or field_blocks(lines, rules, find_dates)
        or _dated(happenings(lines, rules, find_dates, furniture), lines, rules, furniture)
        or flashes(lines, rules)
        or marked_pieces(lines, rules, furniture)
        or marked_headlines(lines, rules)
        or briefs(lines, rules)
        or ruled_pieces(lines, rules)
        or titled_blocks(lines, rules, find_dates)
        or plain_blocks(lines, rules)
        or [article]
    )
    return with_closing_piece(found, lines)


def _dated(
    items: list[Item],
    lines: Sequence[PageLine],
    rules: RecordRules,
    furniture: Sequence[str],
) -> list[Item]:
    """Dated lines as reports where they tell when something was published.

    The page's headings say so; where they are silent, full dates from new to old do.
    """
    if not items:
        return []
    above = [line.text for line in lines[: items[0].first]]
    if any(rules["line.chronology"].search(text) for text in (*above, *furniture)):
        return items
    full = [item.happened for item in items if item.happened is not None and item.happened.full]
    days = [date.first_day() or "" for date in full]
    listed = any(rules["line.published_list"].search(text) for text in above)
    falling = len(days) == len(items) and days == sorted(days, reverse=True) != sorted(days)
    if not (listed or falling) or any(item.span for item in items):
        return items
    return [
        replace(
            item,
            kind="report",
            title=_listed_title(lines, item),
            happened=None,
            listed=item.happened.first_day() if item.happened and item.happened.day else None,
        )
        for item in items
    ]


def _listed_title(lines: Sequence[PageLine], item: Item) -> int:
    """The headline of a listed report: beside its date or in the line below."""
    below = lines[item.first].alone and item.first + 1 < item.last
    return item.first + 1 if below else item.first


def _article(lines: Sequence[PageLine], rules: RecordRules) -> Item:
    """One article; names and dates above its headline are not part of it.

    With the kind of text or the office that issues it above the headline (お知らせ,
    統合幕僚監部) these lines are the head of the article.
    """
    title = _headline(lines, rules)
    first = title or 0
    while first and (lines[first - 1].alone or _is_label(lines[first - 1], rules)):
        first -= 1
    if not any(_is_label(line, rules) for line in lines[first : title or 0]):
        first = title or 0
    last = _end(lines, rules)
    dates = tuple(i for i, line in enumerate(lines[:last]) if line.alone)
    return Item("article", first, last, dates, title)


def _is_motto(lines: Sequence[PageLine]) -> bool:
    """True for a sentence at the top that stands apart above a headline with its day.

    Example: 「…、日々任務に励んでいます。」 above 「外国艦艇の入港(H28.3.16)」.
    """
    if len(lines) < _MOTTO or not lines[0].sentence or not lines[1].gap:
        return False
    title, text = lines[1:_MOTTO]
    return title.closing_date is not None and not title.sentence and text.gap and text.prose


def _is_site(line: PageLine, rules: RecordRules) -> bool:
    """True for the name of a site or a series, by its last word."""
    return rules["outlet.site"].search(line.text) is not None


def _is_label(line: PageLine, rules: RecordRules) -> bool:
    """True for a kind of text, an office, a byline: what stands above a headline."""
    return rules["header.not_title"].fullmatch(line.text) is not None


def _end(lines: Sequence[PageLine], rules: RecordRules) -> int:
    """Where the article ends: above a colophon with nothing but notices below."""
    told = [i for i, line in enumerate(lines) if line.prose]
    end = len(lines)
    for i in reversed(range(len(lines))):
        if rules["line.colophon"].search(lines[i].text):
            end = i
        elif lines[i].prose:
            break
    return end if told and end > told[0] else len(lines)


def _headline(lines: Sequence[PageLine], rules: RecordRules) -> int | None:
    """The line of the headline: above the text, and no date, label or byline.

    Of several such lines the first that is no site's name; with a date below that name, it
    may stand below the date as well.
    """
    found: list[int] = []
    date: int | None = None
    first = 1 if _is_motto(lines) else 0
    for i, line in enumerate(lines[first : first + _HEAD_LINES], first):
        if line.note or (line.sentence and (found or line.text.endswith("。"))):
            break
        if line.alone:
            date = i if date is None and line.full_date is not None else date
        elif len(line.cells) < _MENU_CELLS and not _is_label(line, rules):
            found.append(i)
    found = [i for i in found if not lines[i].sub_item] or found
    named = [i for i in found if rules["header.title_field"].match(lines[i].text)]
    if named:
        return named[0]
    if date is None or not found:
        return found[0] if found else None
    above = [i for i in found if i < date]
    below = [i for i in found if i > date]
    named = [i for i in above if not _is_site(lines[i], rules)]
    if named:
        return named[0]
    return below[0] if below and lines[below[0]].headline else found[0]

"""How a page lays out its items: reports by date, dated happenings, digests, one article.

Each layout is tried in turn, from the one with the plainest signs to the one with the
faintest; the first that explains the page wins. A page that none explains is one article.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pipeline.stages.records.blocks import field_blocks, plain_blocks, ruled_pieces, titled_blocks
from pipeline.stages.records.cards import cards
from pipeline.stages.records.chronologies import happenings
from pipeline.stages.records.closing import with_closing_piece
from pipeline.stages.records.contents import announced_pieces
from pipeline.stages.records.credited import credited_pieces, led_pieces
from pipeline.stages.records.digests import bare_headlines, briefs, marked_pieces
from pipeline.stages.records.excerpts import excerpts
from pipeline.stages.records.flashes import flashes, programmes
from pipeline.stages.records.headdates import FindDates
from pipeline.stages.records.headlines import (
    dated_headline,
    headline,
    is_label,
    labelled_headline,
    names_site,
)
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.reports import reports
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sourced import sourced_pieces
from pipeline.stages.records.topicparts import unlike_pieces
from pipeline.stages.records.topics import bulleted_pieces, numbered_topics, rubrics

_SEVERAL = 2


def lay_out(
    lines: Sequence[PageLine],
    rules: RecordRules,
    find_dates: FindDates,
    furniture: Sequence[str] = (),
    more: Collection[int] = (),
    below: Collection[str] = (),
) -> list[Item]:
    """The items of a page in order; at least one when the page has any line.

    ``furniture`` are the lines that stood above the news: they tell what the page lists.
    ``more`` are the lines that a link to the rest of their text follows, ``below`` the lines
    dropped below the text.
    """
    if not lines:
        return []
    article = _article(lines, rules, below)
    if cards(lines, article, rules):
        # The dates of quoted cards are not those of the page's items.
        return [article]
    found = (
        reports(lines, rules)
        or credited_pieces(lines, rules, find_dates)
        or sourced_pieces(lines, rules)
        or field_blocks(lines, rules, find_dates)
        or _dated(happenings(lines, rules, find_dates, furniture), lines, rules, furniture)
        or programmes(lines, rules)
        or flashes(lines, rules)
        or excerpts(lines, more)
        or marked_pieces(lines, rules, furniture)
        or numbered_topics(lines, rules)
        or rubrics(lines)
        or bulleted_pieces(lines)
        or bare_headlines(lines, rules, furniture)
        or briefs(lines, rules)
        or led_pieces(lines, rules)
        or ruled_pieces(lines, rules)
        or titled_blocks(lines, rules, find_dates)
        or plain_blocks(lines, rules, furniture)
        or announced_pieces(lines, rules, furniture)
        or unlike_pieces(lines, rules, furniture)
        or [article]
    )
    return with_closing_piece(_closed_by_days(found, lines), lines)


def _closed_by_days(items: list[Item], lines: Sequence[PageLine]) -> list[Item]:
    """The pieces of a digest as reports of the days that close all of them in brackets."""
    dates = [lines[item.last - 1].closing_date for item in items if item.kind == "digest"]
    days = [date for date in dates if date is not None and date.full and date.until is None]
    if len(items) < _SEVERAL or len(days) < len(items):
        return items
    return [replace(item, kind="report", dates=(item.last - 1,)) for item in items]


def _dated(
    items: list[Item],
    lines: Sequence[PageLine],
    rules: RecordRules,
    furniture: Sequence[str],
) -> list[Item]:
    """Dated lines as reports where they tell when something was published.

    The page's headings say so; where they are silent, full dates from new to old do, and
    those with a time of day.
    """
    if not items:
        return []
    above = [line.text for line in lines[: items[0].first]]
    posts = all(_is_post(lines[item.first]) for item in items)
    if not posts and any(rules["line.chronology"].search(text) for text in (*above, *furniture)):
        return items
    full = [item.happened for item in items if item.happened is not None and item.happened.full]
    days = [date.first_day() or "" for date in full]
    listed = any(rules["line.published_list"].search(text) for text in above)
    falling = len(days) == len(items) and days == sorted(days, reverse=True) != sorted(days)
    if not (listed or falling or posts) or any(item.span for item in items):
        return items
    return [
        replace(
            item,
            kind="report",
            title=None if posts else _listed_title(lines, item),
            happened=None,
            listed=item.happened.first_day() if item.happened and item.happened.day else None,
        )
        for item in items
    ]


def _is_post(line: PageLine) -> bool:
    """A full date with the minute on a line of its own: what is told below was posted then."""
    stamp = line.full_date if line.alone else None
    return stamp is not None and stamp.time is not None


def _listed_title(lines: Sequence[PageLine], item: Item) -> int:
    """The headline of a listed report: beside its date or in the line below."""
    below = lines[item.first].alone and item.first + 1 < item.last
    return item.first + 1 if below else item.first


def _article(lines: Sequence[PageLine], rules: RecordRules, below: Collection[str]) -> Item:
    """One article; names and dates above its headline are not part of it.

    With the kind of text or the office that issues it above the headline (お知らせ,
    統合幕僚監部) these lines are the head of the article.
    """
    title = headline(lines, rules, below)
    dated = dated_headline(lines, rules)
    if title is None or (dated is not None and dated < title and lines[title].section):
        title = dated
    if title is None:
        title = labelled_headline(lines, rules)
    first = title or 0
    if title is None:
        first = next((i for i, x in enumerate(lines) if not names_site(x, rules)), 0)
    while title and first and (lines[first - 1].alone or is_label(lines[first - 1], rules)):
        first -= 1
    if not any(is_label(line, rules) for line in lines[first : title or 0]):
        first = title if title is not None else first
    last = _end(lines, rules)
    dates = tuple(i for i, line in enumerate(lines[:last]) if line.alone)
    return Item("article", first, last, dates, title)


def _end(lines: Sequence[PageLine], rules: RecordRules) -> int:
    """Where the article ends: above a colophon with nothing but notices below."""
    told = [i for i, line in enumerate(lines) if line.prose]
    # Below the three strokes that end a release the office tells of itself.
    end = next((i for i, line in enumerate(lines) if line.ended), len(lines))
    for i in reversed(range(end)):
        if rules["line.colophon"].search(lines[i].text):
            end = i
        elif lines[i].prose:
            break
    return end if told and end > told[0] else len(lines)

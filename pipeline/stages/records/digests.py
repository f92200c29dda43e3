"""Digests: several short pieces under headings on one page, with no date line of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.headlines import share_told, terms_of
from pipeline.stages.records.items import Item
from pipeline.stages.records.numbering import counted_lines, is_numbered
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import (
    are_news,
    begins_article,
    has_prose,
    headings_above,
    may_head,
    tells_act,
)
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.topicparts import tell_apart

_BRACKETS = {"【", "《", "≪", "〈", "＜", "<"}  # the marks of a group's heading: <インド>
_COUNT = 5
_LISTED = 3  # so many headlines are a list
_OF_ALL = 0.2  # so much of a headline comes again below it where it is that of an article
_PIECE_TITLE = 12  # a headline, other than a subheading, is on average longer than this


def marked_pieces(
    lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str] = ()
) -> list[Item]:
    """Pieces under headings with one mark (●, ■ …), or nothing when they are subheadings.

    The parts of one article have headings too. Against a digest speak running text above
    the first heading and a headline with its date line there; for it speak a page title
    that says so, the number of an issue (also in the ``furniture`` above the news) and
    headings that read like headlines. A heading with another mark may head a group of
    pieces (▼1面) or one more piece (▼編集後記).
    """
    issue = any(rules["line.issue"].search(text) for text in furniture)
    by_mark: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        mark = line.mark or ("1" if rules["line.numbered"].match(line.text) else "")
        if mark and may_head(line, rules):
            by_mark.setdefault(mark, []).append(i)
    counted = [[i for i in heads if may_head(lines[i], rules)] for heads in counted_lines(lines)]
    groups = [(_without_contents(lines, all_), all_) for all_ in (*by_mark.values(), *counted)]
    for heads, named in sorted(groups, key=lambda group: len(group[0]), reverse=True):
        parts = bool(heads) and heads[0] - 1 not in named and is_numbered(lines, heads[0] - 1)
        if len(heads) < 2 or parts:
            continue
        # The text of the last piece may be cut off with the rest of the page.
        announced = len(named) > len(heads)
        told = sum(has_prose(lines[h + 1 : e]) for h, e in pairwise(heads))
        if (told == len(heads) - 1 or (announced and 2 * told >= len(heads))) and (
            _speaks_for_digest(lines, heads, rules, issue=issue, announced=announced)
        ):
            starts, ends = _bounds(lines, heads)
            above = headings_above(lines, heads[0])
            more = _closing_briefs(lines, starts[-1], ends[-1])
            ends[-1] = more[0] if more else ends[-1]
            return [
                *(
                    Item("digest", h, e, (), h, headings=above)
                    for h, e in zip(starts, ends, strict=True)
                ),
                *(Item("digest", i, i + 1, headings=above) for i in more),
            ]
    return []


def _closing_briefs(lines: Sequence[PageLine], start: int, end: int) -> list[int]:
    """The paragraphs under one mark that follow the text of the last piece, each news itself."""
    first = end
    while first - 1 > start + 1 and _opens_brief(lines[first - 1]):
        first -= 1
    marks = {line.text[:1] for line in lines[first:end]}
    if end - first < 2 or len(marks) != 1 or not lines[first].mark:
        return []
    return list(range(first, end))


def _without_contents(lines: Sequence[PageLine], heads: Sequence[int]) -> list[int]:
    """The headings without those of a table of contents, which stand again over a text."""
    again = {lines[h].text: h for h in heads}
    found = [h for h in heads if again[lines[h].text] == h]
    told = [h for h in heads if lines[h + 1 : h + 2] and lines[h + 1].prose and h + 1 not in heads]
    return sorted({*found, *told})


def bare_headlines(
    lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str] = ()
) -> list[Item]:
    """Headlines and nothing else, on a page that says it is such a list.

    Under one mark, or without one where they tell acts. ``furniture`` are the lines that stood
    above the news. Example: 「きょうの紙面」 above 「▽首相、訪米へ」「▽日比、協定で合意」.
    """
    if any(line.prose for line in lines):
        return []
    first = next((i for i, line in enumerate(lines) if line.mark or line.sub_item), len(lines))
    marked = len({line.text[:1] for line in lines[first:]}) == 1
    if not marked:
        first = len(lines)
        while first and _is_bare_headline(lines[first - 1], rules):
            first -= 1
    above = [*(line.text for line in lines[:first]), *furniture]
    named = ("line.headlines", "line.headline_list")
    says_so = any(rules[name].search(text) for name in named for text in above)
    if len(lines) - first < _LISTED or not says_so:
        return []
    headings = headings_above(lines, first)
    return [Item("digest", i, i + 1, (), i, headings=headings) for i in range(first, len(lines))]


def _is_bare_headline(line: PageLine, rules: RecordRules) -> bool:
    """True for words that tell an act, and neither a section's heading nor a table's row."""
    if line.section or line.cells:
        return False
    return len(line.text) > _PIECE_TITLE and tells_act(line, rules)


def briefs(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Paragraphs under one mark or numbered, each a piece of news in brief, on a page that says so.

    Example: 「短信」 above 「◇豪海軍の艦艇が1日、呉に入港した。」「◇…」.
    """
    opened = [_brief_mark(line, rules) for line in lines]
    first = next((i for i, mark in enumerate(opened) if mark), len(lines))
    mark = opened[first] if first < len(lines) else ""
    starts = [i for i, own in enumerate(opened) if own and own == mark]
    above = lines[:first]
    if len(starts) < _LISTED or any(line.prose for line in above):
        return []
    if not all(line.prose for line in lines[first:]):
        return []
    if not any(rules["line.briefs"].search(line.text) for line in above):
        return []
    headings = headings_above(lines, first)
    return [
        Item("digest", start, end, headings=headings)
        for start, end in pairwise([*starts, len(lines)])
    ]


def _brief_mark(line: PageLine, rules: RecordRules) -> str:
    """The mark that opens a piece of news in brief, 「1」 for all its numbers."""
    if line.prose and rules["line.numbered"].match(line.text):
        return "1"
    return line.text[:1] if _opens_brief(line) else ""


def _opens_brief(line: PageLine) -> bool:
    return line.prose and bool(line.mark or line.sub_item)


def _bounds(lines: Sequence[PageLine], heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """Where pieces begin and end, with the headings of another mark among them."""
    groups = set()
    more = set()
    parted = all(lines[h].gap or lines[h - 1].mark for h in heads[1:])
    for i in range(heads[0] + 1, len(lines) - 1):
        line = lines[i]
        bracketed = line.section and line.mark in _BRACKETS
        if i in heads or not line.mark or line.sentence or not (line.gap or bracketed):
            continue
        if i + 1 in heads:
            groups.add(i)
        elif lines[i + 1].prose and parted:
            more.add(i)
    starts = sorted({*heads, *more})
    stops = sorted({*starts[1:], *groups, len(lines)})
    ends = [next(stop for stop in stops if stop > start) for start in starts]
    inner = any(
        line.gap for s, e in zip(starts, ends[:-1], strict=False) for line in lines[s + 1 : e]
    )
    if not inner:
        told = next((i for i in range(starts[-1], len(lines)) if lines[i].prose), len(lines))
        ends[-1] = next((i for i in range(told, len(lines)) if lines[i].gap), len(lines))
    return starts, ends


def _speaks_for_digest(
    lines: Sequence[PageLine],
    heads: Sequence[int],
    rules: RecordRules,
    *,
    issue: bool,
    announced: bool,
) -> bool:
    above = lines[: heads[0]]
    names = [line.text for line in above if not line.sentence]
    says_so = issue or any(rules["line.digest"].search(line.text) for line in above)
    says_so = says_so or any(rules["line.briefs"].search(text) for text in names)
    score = int(says_so) + announced + tell_apart(lines, heads)
    words = [lines[h] for h in heads]
    if all(rules["header.source_note"].search(line.text) for line in words):
        score += 2  # each retells another outlet's report
    ends = [lines[end - 1].closing_date for end in (*heads[1:], len(lines))]
    if all(date is not None and date.full for date in ends):
        score += 2  # each closes with its day
    if are_news(words):
        score += 1
    if sum(len(line.text) for line in words) >= _PIECE_TITLE * len(words):
        score += 1
    score += (len(heads) >= _COUNT) + (len(heads) >= 2 * _COUNT - 2)
    if begins_article(above) or any(rules["line.announces"].search(x.text) for x in above):
        score -= 3
    elif has_prose(above) and not says_so:
        score -= 1  # an article's lead
    told = terms_of(lines[heads[0] :])
    headed = any(line.headline and share_told(line.text, told) >= _OF_ALL for line in above)
    titled = headed and any(line.alone for line in above)
    return (score - 1 if titled else score) > (0 if says_so else 1)

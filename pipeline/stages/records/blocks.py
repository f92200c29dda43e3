"""Digests whose pieces are blocks: apart by blank lines, lines of strokes, fields for days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import FindDates, find_head_date
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import (
    CALLS,
    HEADLINE,
    are_news,
    begins_article,
    has_prose,
    headings_above,
    is_closed,
)
from pipeline.stages.records.rules import RecordRules

_BLOCKS = 3
_BRACKETED = deferred(r"[\s　]*(?:[(（][^()（）]*[)）])?[\s　]*")
_TITLE = 8
_LABEL = 6  # the name of a category is no longer than this


def ruled_pieces(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Pieces that lines of strokes part, on a page that says it is a digest or shows it.

    It shows it where each piece opens with a headline, or with its place: 「東京 – …」.
    """
    starts = [0, *(i for i, line in enumerate(lines) if i and line.ruled)]
    blocks = list(pairwise([*starts, len(lines)]))
    opened = [b for b in blocks if _opens_piece(lines[slice(*b)], rules)]
    says_so = any(rules["line.briefs"].search(line.text) for line in lines[: blocks[0][1]])
    pieces = blocks[1:] if says_so and blocks[0] not in opened else opened
    told = all(has_prose(lines[slice(*b)]) for b in pieces)
    if len(pieces) < _BLOCKS or not told or len(blocks) - len(pieces) > 1:
        return []
    if any(line.full_date is not None for line in lines) or pieces[-1] != blocks[-1]:
        return []
    above = headings_above(lines, pieces[0][0])
    return [
        Item("digest", s, e, (), None if lines[s].sentence else s, headings=above)
        for s, e in pieces
    ]


def _opens_piece(block: Sequence[PageLine], rules: RecordRules) -> bool:
    head = block[0]
    titled = head.headline and len(block) > 1 and block[1].prose and len(head.text) <= HEADLINE
    return titled or (head.prose and rules["line.place_lead"].match(head.text) is not None)


def titled_blocks(
    lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[Item]:
    """Blocks apart by blank lines, each with a title and a date in its first lines.

    The date is a field (派遣期間 平成30年10月), which dates the happening, or opens the text
    (令和元年12月16日、防衛省において…), which does not.
    """
    starts = [i for i, line in enumerate(lines) if i == 0 or line.gap]
    blocks = [(s, e) for s, e in zip(starts, [*starts[1:], len(lines)], strict=True)]
    while blocks and not _is_titled(lines[slice(*blocks[0])], rules):
        blocks = blocks[1:]  # the page's own heading and preface
    blocks = [b for b in blocks if not all(line.note for line in lines[slice(*b)])]
    if len(blocks) < 2:
        return []
    items = []
    for start, end in blocks:
        if not _is_titled(lines[start:end], rules):
            return []
        field = _date_field(lines[start + 1 : end], rules)
        happened = find_head_date(field.text, rules, find_dates) if field is not None else None
        items.append(
            Item(
                "digest",
                start,
                end,
                (),
                start,
                happened=happened,
                headings=headings_above(lines, blocks[0][0]),
            )
        )
    return items


def _is_titled(block: Sequence[PageLine], rules: RecordRules) -> bool:
    """True for a headline over a date field, or over a text that a full date opens."""
    head = block[0]
    if head.sentence or head.alone or len(block) < 2 or len(head.text) > HEADLINE:
        return False
    opened = block[1].prose and block[1].date is not None and block[1].date.full
    return opened or _date_field(block[1:], rules) is not None


def _date_field(block: Sequence[PageLine], rules: RecordRules) -> PageLine | None:
    return next((line for line in block if rules["line.date_field"].match(line.text)), None)


def field_blocks(
    lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[Item]:
    """Pieces that each have a headline and, below it, a field for their days."""
    fields = [i for i, line in enumerate(lines) if rules["line.date_field"].match(line.text)]
    starts = [_headline_above(lines, i, rules) for i in fields]
    if len(fields) < 2 or None in starts or any(line.prose for line in lines[: starts[0]]):
        return []
    heads = [start for start in starts if start is not None]
    return [
        Item(
            "digest",
            start,
            end,
            (),
            start,
            happened=find_head_date(lines[field].text, rules, find_dates),
            headings=headings_above(lines, heads[0]),
        )
        for start, end, field in zip(heads, [*heads[1:], len(lines)], fields, strict=True)
    ]


def _headline_above(lines: Sequence[PageLine], field: int, rules: RecordRules) -> int | None:
    """The headline of a piece whose field of days is at ``field``, within a few lines."""
    for i in range(field - 1, max(field - 4, -1), -1):
        line = lines[i]
        if line.sentence or line.alone:
            return None
        if not rules["line.field"].match(line.text):
            return i
    return None


def plain_blocks(
    lines: Sequence[PageLine], rules: RecordRules, furniture: Sequence[str] = ()
) -> list[Item]:
    """Three or more pieces, each a news headline over its text, and nothing else.

    An article's parts look alike, but it has a date line, its text begins before its first
    subheading, and subheadings are short. A date may stand above them where the page is named
    as a list of news in brief, there or in the ``furniture``: 「きょうのニュース」.
    """
    starts = [
        i
        for i, line in enumerate(lines[:-1])
        if (not line.sentence or _is_call(lines, i, rules))
        and not _is_kicker(lines, i)
        and (lines[i + 1].prose or _is_kicker(lines, i + 1))
        and (i == 0 or line.gap or not lines[i - 1].sentence or is_closed(lines[i - 1], rules))
    ]
    # The text below a picture and the headline may be the same.
    starts = [i - 1 if i and lines[i - 1].text == lines[i].text else i for i in starts]
    first = lines[starts[0]] if len(starts) > _BLOCKS else None
    if first is not None and len(first.text) <= _LABEL and not first.headline:
        starts = starts[1:]  # the name of the page's category, and what it is about
    if len(starts) < _BLOCKS or begins_article(lines[: starts[0]]):
        return []
    heads = [lines[i] for i in starts]
    above = lines[: starts[0]]
    names = [*furniture, *(line.text for line in above)]
    says_so = any(_names_briefs(text, rules) for text in names)
    dated = any(line.alone for line in (lines[starts[0] :] if says_so else lines))
    dated = dated or (says_so and has_prose(above))
    length = sum(len(line.text) for line in heads)
    long = any(len(line.text) > HEADLINE for line in heads)
    if long or dated or length < _TITLE * len(heads):
        return []
    told = "".join(line.text for line in lines[starts[0] + 1 : starts[1]])
    if all(line.text in told for line in heads[1:]):
        return []  # the first announces the others, its parts
    if not are_news(heads):
        return []
    ends = [*starts[1:], len(lines)]
    headings = headings_above(lines, starts[0])
    return [
        Item("digest", start, end, (), start, headings=headings)
        for start, end in zip(starts, ends, strict=True)
    ]


def _names_briefs(text: str, rules: RecordRules) -> bool:
    """True for the name of a list of news in brief, but for what stands in brackets behind."""
    found = rules["line.briefs"].search(text)
    return found is not None and _BRACKETED.fullmatch(text, found.end()) is not None


def _is_call(lines: Sequence[PageLine], i: int, rules: RecordRules) -> bool:
    """True for a headline that is a question or a call, between two pieces."""
    text = lines[i].text
    apart = i == 0 or is_closed(lines[i - 1], rules)
    return apart and text.endswith(CALLS) and "。" not in text and len(text) <= HEADLINE // 2


def _is_kicker(lines: Sequence[PageLine], i: int) -> bool:
    """True for a second line of a headline, right below the first and above the text."""
    above = i > 1 and lines[i - 1].gap and not lines[i - 1].sentence
    below = lines[i + 1 : i + 2]
    return above and not (lines[i].sentence or lines[i].gap) and bool(below) and below[0].prose

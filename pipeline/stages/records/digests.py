"""Digests: several short pieces under headings on one page, with no date line of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.stages.records.headdates import FindDates, find_head_date
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules

_NEWS_LIKE = 0.7  # the least share of headings that read like news headlines
_POLITE = 40  # a heading that is a sentence is not longer than this
_HEADING = 60  # a heading is not longer than this
_BRACKETS = {"【", "《", "≪", "〈", "＜", "<"}  # the marks of a group's heading: <インド>
_COUNT = 5
_LISTED = 3  # so many headlines are a list
_LEAD = 60  # more text than this above the headings is the beginning of an article
_BLOCKS = 3
_TITLE = 8
_LABEL = 6  # the name of a category is no longer than this
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
        if mark and _may_head(line, rules):
            by_mark.setdefault(mark, []).append(i)
    groups = [_without_contents(lines, heads) for heads in by_mark.values()]
    for heads in sorted(groups, key=len, reverse=True):
        if len(heads) < 2:
            continue
        # The text of the last piece may be cut off with the rest of the page.
        if all(_told(lines[h + 1 : e]) for h, e in pairwise(heads)) and (
            _speaks_for_digest(lines, heads, rules, issue=issue)
        ):
            starts, ends = _bounds(lines, heads)
            above = _above(lines, heads[0])
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


def _may_head(line: PageLine, rules: RecordRules) -> bool:
    """True for a line without a sentence, or with one that no full stop ends (届けました)."""
    if len(line.text) > _HEADING:
        return False
    polite = len(line.text) <= _POLITE and not _closed(line, rules) and "。" not in line.text
    return not line.sentence or polite


def marked_headlines(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Headlines under one mark and nothing else, on a page that says it is such a list.

    Example: 「きょうの紙面」 above 「▽首相、来月訪米へ」「▽日比、部隊協定で大筋合意」.
    """
    first = next((i for i, line in enumerate(lines) if line.mark or line.sub_item), len(lines))
    heads = lines[first:]
    if len(heads) < _LISTED or any(line.prose for line in lines):
        return []
    if len({line.text[:1] for line in heads}) > 1:
        return []
    if not any(rules["line.headlines"].search(line.text) for line in lines[:first]):
        return []
    above = _above(lines, first)
    return [Item("digest", i, i + 1, (), i, headings=above) for i in range(first, len(lines))]


def briefs(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Paragraphs under one mark, each a piece of news in brief, on a page that says so.

    Example: 「短信」 above 「◇豪海軍の艦艇が1日、呉に入港した。」「◇…」.
    """
    first = next((i for i, line in enumerate(lines) if _opens_brief(line)), len(lines))
    mark = lines[first].text[:1] if first < len(lines) else ""
    starts = [i for i, line in enumerate(lines) if line.text[:1] == mark and _opens_brief(line)]
    above = lines[:first]
    if len(starts) < _LISTED or any(line.prose for line in above):
        return []
    if not all(line.prose for line in lines[first:]):
        return []
    if not any(rules["line.briefs"].search(line.text) for line in above):
        return []
    headings = _above(lines, first)
    return [
        Item("digest", start, end, headings=headings)
        for start, end in pairwise([*starts, len(lines)])
    ]


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


def ruled_pieces(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Pieces that lines of strokes part, on a page that says it is a digest or shows it.

    It shows it where each piece opens with a headline, or with its place: 「東京 – …」.
    """
    starts = [0, *(i for i, line in enumerate(lines) if i and line.ruled)]
    blocks = list(pairwise([*starts, len(lines)]))
    opened = [b for b in blocks if _opens_piece(lines[slice(*b)], rules)]
    says_so = any(rules["line.briefs"].search(line.text) for line in lines[: blocks[0][1]])
    pieces = blocks[1:] if says_so and blocks[0] not in opened else opened
    told = all(_told(lines[slice(*b)]) for b in pieces)
    if len(pieces) < _BLOCKS or not told or len(blocks) - len(pieces) > 1:
        return []
    if any(line.full_date is not None for line in lines) or pieces[-1] != blocks[-1]:
        return []
    above = _above(lines, pieces[0][0])
    return [
        Item("digest", s, e, (), None if lines[s].sentence else s, headings=above)
        for s, e in pieces
    ]


def _opens_piece(block: Sequence[PageLine], rules: RecordRules) -> bool:
    head = block[0]
    titled = head.headline and len(block) > 1 and block[1].prose and len(head.text) <= _HEADING
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
                headings=_above(lines, blocks[0][0]),
            )
        )
    return items


def _is_titled(block: Sequence[PageLine], rules: RecordRules) -> bool:
    """True for a headline over a date field, or over a text that a full date opens."""
    head = block[0]
    if head.sentence or head.alone or len(block) < 2 or len(head.text) > _HEADING:
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
            headings=_above(lines, heads[0]),
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


def plain_blocks(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Three or more pieces, each a news headline over its text, and nothing else.

    An article's parts look alike, but it has a date line, its text begins before its first
    subheading, and subheadings are short.
    """
    starts = [
        i
        for i, line in enumerate(lines[:-1])
        if not line.sentence
        and not _is_kicker(lines, i)
        and (lines[i + 1].prose or _is_kicker(lines, i + 1))
        and (i == 0 or line.gap or not lines[i - 1].sentence or _closed(lines[i - 1], rules))
    ]
    # The text below a picture and the headline may be the same.
    starts = [i - 1 if i and lines[i - 1].text == lines[i].text else i for i in starts]
    first = lines[starts[0]] if len(starts) > _BLOCKS else None
    if first is not None and len(first.text) <= _LABEL and not first.headline:
        starts = starts[1:]  # the name of the page's category, and what it is about
    if len(starts) < _BLOCKS or len(_prose(lines[: starts[0]])) > _LEAD:
        return []
    heads = [lines[i] for i in starts]
    news = sum(line.headline for line in heads)
    length = sum(len(line.text) for line in heads)
    long = any(len(line.text) > _HEADING for line in heads)
    if long or any(line.alone for line in lines) or length < _TITLE * len(heads):
        return []
    if news < _NEWS_LIKE * len(heads):
        return []
    ends = [*starts[1:], len(lines)]
    above = _above(lines, starts[0])
    return [
        Item("digest", start, end, (), start, headings=above)
        for start, end in zip(starts, ends, strict=True)
    ]


def _is_kicker(lines: Sequence[PageLine], i: int) -> bool:
    """True for a second line of a headline, right below the first and above the text."""
    above = i > 1 and lines[i - 1].gap and not lines[i - 1].sentence
    below = lines[i + 1 : i + 2]
    return above and not (lines[i].sentence or lines[i].gap) and bool(below) and below[0].prose


def _closed(line: PageLine, rules: RecordRules) -> bool:
    return rules["line.closed"].search(line.text) is not None


def _above(lines: Sequence[PageLine], first: int) -> tuple[str, ...]:
    return tuple(line.text for line in lines[:first] if not line.sentence)[:2]


def _prose(lines: Sequence[PageLine]) -> str:
    return "".join(line.text for line in lines if line.prose)


def _told(lines: Sequence[PageLine]) -> bool:
    return any(line.prose for line in lines)


def _speaks_for_digest(
    lines: Sequence[PageLine], heads: Sequence[int], rules: RecordRules, *, issue: bool
) -> bool:
    above = lines[: heads[0]]
    says_so = issue or any(rules["line.digest"].search(line.text) for line in above)
    score = 1 if says_so else 0
    words = [lines[h] for h in heads]
    if sum(line.headline for line in words) >= _NEWS_LIKE * len(words):
        score += 1
    if sum(len(line.text) for line in words) >= _PIECE_TITLE * len(words):
        score += 1
    score += (len(heads) >= _COUNT) + (len(heads) >= 2 * _COUNT - 2)
    if sum(len(line.text) for line in above if line.prose) > _LEAD:
        score -= 3
    titled = any(line.headline for line in above) and any(line.alone for line in above)
    return (score - 1 if titled else score) > (0 if says_so else 1)

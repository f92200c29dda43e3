"""Digests: several short pieces under headings on one page, with no date line of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.stages.records.headdates import FindDates, find_head_date
from pipeline.stages.records.items import Item
from pipeline.stages.records.pagelines import PageLine
from pipeline.stages.records.rules import RecordRules

_NEWS_LIKE = 0.7  # the least share of headings that read like news headlines
_HEADING = 60  # a heading is not longer than this
_PIECE_TITLE = 12  # a headline, other than a subheading, is on average longer than this


def marked_pieces(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """Pieces under headings with one mark (●, ■ …), or nothing when they are subheadings.

    The parts of one article have headings too. Against a digest speak running text above
    the first heading and a headline with its date line there; for it speak a page title
    that says so and headings that read like headlines.
    """
    marks = Counter(
        line.mark
        for line in lines
        if line.mark and not line.sentence and len(line.text) <= _HEADING
    )
    for mark, count in marks.most_common(2):
        if count < 2:
            continue
        heads = [
            i
            for i, line in enumerate(lines)
            if line.mark == mark and not line.sentence and len(line.text) <= _HEADING
        ]
        ends = [*heads[1:], len(lines)]
        if all(_told(lines[h + 1 : e]) for h, e in zip(heads, ends, strict=True)) and (
            _speaks_for_digest(lines, heads, rules) > 1
        ):
            return [
                Item("digest", h, e, (), h, headings=_above(lines, heads[0]))
                for h, e in zip(heads, ends, strict=True)
            ]
    return []


def titled_blocks(
    lines: Sequence[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[Item]:
    """Blocks apart by blank lines, each with a title and a date in its first lines.

    The date is a field (派遣期間 平成30年10月), which dates the happening, or opens the text
    (令和元年12月16日、防衛省において…), which does not.
    """
    starts = [i for i, line in enumerate(lines) if i == 0 or line.gap]
    blocks = [(s, e) for s, e in zip(starts, [*starts[1:], len(lines)], strict=True)]
    while blocks and blocks[0][1] - blocks[0][0] < 2 and not lines[blocks[0][0]].sentence:
        blocks = blocks[1:]
    blocks = [b for b in blocks if not all(line.note for line in lines[slice(*b)])]
    if len(blocks) < 2:
        return []
    items = []
    for start, end in blocks:
        head = lines[start]
        if head.sentence or head.alone or end - start < 2 or len(head.text) > _HEADING:
            return []
        field = next(
            (x for x in lines[start + 1 : end] if rules["line.date_field"].match(x.text)), None
        )
        happened = None
        if field is not None:
            happened = find_head_date(field.text, rules, find_dates)
        elif not _opens_with_day(lines[start + 1]):
            return []
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


def _opens_with_day(line: PageLine) -> bool:
    return line.prose and line.date is not None and line.date.full


def _above(lines: Sequence[PageLine], first: int) -> tuple[str, ...]:
    return tuple(line.text for line in lines[:first] if not line.sentence)[:2]


def _told(lines: Sequence[PageLine]) -> bool:
    return any(line.prose for line in lines)


def _speaks_for_digest(lines: Sequence[PageLine], heads: Sequence[int], rules: RecordRules) -> int:
    above = lines[: heads[0]]
    score = 0
    if any(rules["line.digest"].search(line.text) for line in above):
        score += 2
    words = [lines[h] for h in heads]
    if sum(line.headline for line in words) >= _NEWS_LIKE * len(words):
        score += 1
    if sum(len(line.text) for line in words) >= _PIECE_TITLE * len(words):
        score += 1
    if any(line.prose for line in above):
        score -= 3
    titled = any(line.headline for line in above) and any(line.alone for line in above)
    return score - 1 if titled else score

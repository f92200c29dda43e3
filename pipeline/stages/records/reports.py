"""Lists of reports: items with a publication date of their own, above or below the title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import CALLS, ENDS, HEADLINE
from pipeline.stages.records.reportheads import (
    Head,
    is_dated_title,
    is_head,
    is_table,
    report_heads,
    tells_days,
)
from pipeline.stages.records.reportpieces import parted, undated_first, with_polite_headlines
from pipeline.stages.records.rules import RecordRules

_OTHERS = 3  # so many vaguer dates by each full one, and it is a chronology
_TOLD = 0.6  # so large a share of the dates must have running text below
_CATEGORY = 6  # a category beside a headline is no longer than this
_NAMED = 6  # so many letters before a date in brackets are a title
_LISTED = 3  # so many headlines are a list
_OPEN = 14  # a text that no full stop ends has so many characters
_TITLE_LINES = 3  # how far above its date a headline may stand


def reports(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """The reports of a page, or nothing when it is no list of reports."""
    heads = report_heads(lines, rules)
    others = sum(x.alone and x.date is not None and not is_head(x, rules) for x in lines)
    if len(heads) < 2 or others > len(heads) * _OTHERS or is_table(lines, heads):
        return []
    if tells_days(lines, heads, rules):
        return []
    heads = _with_sources(lines, heads, rules)
    if _dates_close_items(lines, heads):
        return _closing(lines, heads)
    if _credits_close_items(lines, heads, rules):
        return _credited(lines, heads)
    told = [
        head
        for head, following in zip(heads, [*heads[1:], Head(len(lines), len(lines))], strict=True)
        if _has_text(lines, head.last, following.first, rules)
        or (lines[head.first].post and head.last < following.first)
    ]
    if len(told) < max(2, _TOLD * len(heads)):
        return _headlines(lines, heads)
    heads = [head for head in heads if head in told or _is_open(lines, head)]
    lines = with_polite_headlines(lines, {head.first - 1 for head in heads if head.first}, rules)
    if _titles_stand_above(lines, heads):
        items = _titled_above(lines, heads)
        items = [*undated_first(lines, items, rules), *items]
    else:
        items = _titled_below(lines, heads, rules)
    items = [part for item in items for part in parted(lines, item, items)]
    items = [replace(item, last=_last(lines, item)) for item in items]
    bare = sum(item.title is None for item in items)
    # Where most have no headline, a lone line under a date is text without a full stop.
    return [
        replace(item, title=None)
        if 2 * bare > len(items) and item.title is not None and item.title + 1 == item.last
        else item
        for item in items
    ]


def _with_sources(
    lines: Sequence[PageLine], heads: Sequence[Head], rules: RecordRules
) -> list[Head]:
    """The heads, with lines right below that tell whose report it is: 「出典:北都新聞」."""
    below = [lines[head.last : head.last + 1] for head in heads]
    sourced = all(x and not x[0].gap and rules["header.source"].match(x[0].text) for x in below)
    return [Head(head.first, head.last + 1) for head in heads] if sourced else list(heads)


def _headlines(lines: Sequence[PageLine], heads: Sequence[Head]) -> list[Item]:
    """Headlines in turn with the lines of their date and time, and no text between.

    Example: 「日韓、往来で一致」「共栄通信 2023/5/7 18:20」「日印、協定に署名」….
    """
    timed = all(lines[head.first].ago or _time(lines[head.first]) for head in heads)
    alternate = all(other.first - one.last == 1 for one, other in pairwise(heads))
    between = [lines[head.last] for head in heads[:-1]]
    if len(heads) < _LISTED or not (timed and alternate) or any(x.sentence for x in between):
        return []
    above = heads[-1].last == len(lines) and heads[0].first > 0
    if not above and heads[-1].last == len(lines):
        return []
    shift = -1 if above else 1
    return [
        Item(
            "report",
            min(head.first, head.first + shift),
            max(head.last, head.last + shift),
            tuple(range(*head)),
            head.first - 1 if above else head.last,
        )
        for head in heads
    ]


def _time(line: PageLine) -> str | None:
    return line.full_date.time if line.full_date is not None else None


def _last(lines: Sequence[PageLine], item: Item) -> int:
    """The end of a report without the blocks of mere labels below its text."""
    told = [i for i in range(item.first, item.last) if lines[i].sentence]
    if not told:
        return item.last
    gaps = [i for i in range(told[-1] + 1, item.last) if lines[i].gap]
    return gaps[0] if gaps else item.last


def _is_open(lines: Sequence[PageLine], head: Head) -> bool:
    """True for a date over a text that no full stop ends, among dates over texts."""
    below = lines[head.last : head.last + 1]
    return bool(below) and lines[head.first].alone and not below[0].alone and _is_text(below[0])


def _is_text(line: PageLine) -> bool:
    return line.headline and len(line.text) >= _OPEN and not (line.sub_item or line.note)


def _has_text(lines: Sequence[PageLine], first: int, last: int, rules: RecordRules) -> bool:
    """True when running text stands between two heads, or enough lines to be an item."""
    between = lines[first:last]
    # An excerpt may break off before the end of its sentence.
    return any(_tells(line) or len(line.text) > HEADLINE for line in between) or any(
        rules["line.reference"].search(line.text) for line in between
    )


def _tells(line: PageLine) -> bool:
    """True for running text; a short call (「…の検証!」) may be a headline as well."""
    call = "。" not in line.text and line.text.endswith(CALLS)
    return line.prose and not call


def _titles_stand_above(lines: Sequence[PageLine], heads: Sequence[Head]) -> bool:
    votes = 0
    for number, head in enumerate(heads):
        above = lines[head.first - 1] if head.first else None
        below = lines[head.last] if head.last < len(lines) else None
        if is_dated_title(lines[head.first]):
            votes -= 2
        if above is not None and _may_head(above) and not above.alone:
            # Above the first head the page's own title may stand: half a vote.
            votes += 1 if number else 0
            votes += 1 if below is not None and below.sentence else 0
        if below is not None and not below.sentence:
            votes -= 1
        if above is None or not _may_head(above):
            votes -= 1
    return votes > 0


def _may_head(line: PageLine) -> bool:
    """True for a line that no full stop ends, as a headline; 「…が終わりました」 may be one."""
    polite = line.gap and len(line.text) <= HEADLINE and not line.text.endswith(ENDS)
    return not line.sentence or polite


def _titled_above(lines: Sequence[PageLine], heads: Sequence[Head]) -> list[Item]:
    starts = []
    floor = 0
    for head in heads:
        start = head.first
        while start > floor and head.first - start < _TITLE_LINES and _may_be_title(lines, start):
            start -= 1
        starts.append(start)
        floor = head.last
    # Above the first item the page's own heading may stand too: take what the others have.
    usual = max(head.first - start for head, start in zip(heads[1:], starts[1:], strict=True))
    starts[0] = max(starts[0], heads[0].first - max(usual, 1))
    ends = [*starts[1:], len(lines)]
    titles = [_title(lines, start, head.first) for start, head in zip(starts, heads, strict=True)]
    return [
        Item("report", title or start, end, tuple(range(*head)), title)
        for start, end, head, title in zip(starts, ends, heads, titles, strict=True)
    ]


def _title(lines: Sequence[PageLine], start: int, date: int) -> int | None:
    """The headline among the lines above a date: a category may stand over it."""
    if start >= date:
        return None
    category = len(lines[start].text) <= _CATEGORY and not lines[start].headline
    return start + 1 if category and start + 1 < date and lines[start + 1].headline else start


def _may_be_title(lines: Sequence[PageLine], below: int) -> bool:
    """True when the line above ``below`` may belong to the headline over a date."""
    line = lines[below - 1]
    if not _may_head(line) or line.sub_item or line.note or line.full_date is not None:
        return False
    return below >= len(lines) or not lines[below].gap or lines[below].alone


def _titled_below(
    lines: Sequence[PageLine], heads: Sequence[Head], rules: RecordRules
) -> list[Item]:
    ends = [head.first for head in heads[1:]] + [len(lines)]
    items = []
    for head, end in zip(heads, ends, strict=True):
        title = next(
            (
                i
                for i in range(head.last, end)
                if not lines[i].sentence and not _is_accessory(lines[i], rules)
            ),
            None,
        )
        if title is not None and any(line.prose for line in lines[head.last : title]):
            title = None
        if _names_item(lines[head.first], rules):
            title = head.first
        if title is not None and lines[head.first].post:
            # A post says what it says in its first line; a headline would stand over a text.
            title = None
        # A head that carries its reference number carries the headline as well.
        last = lines[head.last - 1]
        if rules["line.reference"].search(last.text) or is_dated_title(last):
            title = head.last - 1
        items.append(Item("report", head.first, end, tuple(range(*head)), title))
    return items


def _names_item(line: PageLine, rules: RecordRules) -> bool:
    """True for a title whose date stands in brackets: 「大臣会見記録(2005年10月31日23時)」."""
    date = line.full_date
    if date is None or line.post or not 0 < date.start <= len(line.text):
        return False
    before = line.text[: date.start]
    name = before[:-1].strip()
    return (
        before[-1] in "(（"
        and len(name) >= _NAMED
        and not any(rules[r].search(name) for r in ("outlet.name", "header.page_date"))
    )


def _is_accessory(line: PageLine, rules: RecordRules) -> bool:
    """True for a line that tells the channel, outlet or number of a report, or its kind."""
    return (
        rules["header.not_title"].fullmatch(line.text) is not None
        or rules["line.channel"].fullmatch(line.text) is not None
        or rules["outlet.name"].fullmatch(line.text) is not None
        or rules["header.reference"].fullmatch(line.text) is not None
    )


def _dates_close_items(lines: Sequence[PageLine], heads: Sequence[Head]) -> bool:
    """True when every date stands at the end of an item: text above, a title below."""
    if any(line.prose for line in lines[heads[-1].last :]):
        return False
    if heads[-1].last < len(lines) - 1 or not any(line.prose for line in lines[: heads[0].first]):
        return False
    return all(
        any(line.prose for line in lines[one.last : other.first]) and not lines[one.last].sentence
        for one, other in pairwise(heads)
    )


def _closing(lines: Sequence[PageLine], heads: Sequence[Head]) -> list[Item]:
    starts = [0, *(head.last for head in heads[:-1])]
    # What stands above the first item's headline belongs to the page.
    first_prose = next(i for i, line in enumerate(lines) if line.prose)
    starts[0] = max(0, first_prose - 1)
    return [
        Item("report", start, head.last, tuple(range(*head)), start)
        for start, head in zip(starts, heads, strict=True)
    ]


def _credits_close_items(
    lines: Sequence[PageLine], heads: Sequence[Head], rules: RecordRules
) -> bool:
    """True where lines of an outlet and its day close texts without headlines.

    Example: 「…を始めた。」「北都新聞2021/3/17北都」「…が寄港した。」「南海日報2021/3/17南海」.
    """
    dates = [lines[head.first] for head in heads]
    if len(heads) < _LISTED or heads[-1].last < len(lines) or not heads[0].first:
        return False
    named = [x.alone and rules["outlet.name"].match(x.text) is not None for x in dates]
    above = [lines[head.first - 1] for head in heads]
    below = [lines[head.last] for head in heads[:-1]]
    return all(named) and all(x.prose for x in (*above, *below))


def _credited(lines: Sequence[PageLine], heads: Sequence[Head]) -> list[Item]:
    """The texts that their credits close; the first is no longer than the others."""
    most = max(other.first - one.last for one, other in pairwise(heads))
    first = heads[0].first
    while first and heads[0].first - first < most and lines[first - 1].prose:
        first -= 1
    starts = [first, *(head.last for head in heads[:-1])]
    return [
        Item("report", start, head.last, tuple(range(*head)))
        for start, head in zip(starts, heads, strict=True)
    ]

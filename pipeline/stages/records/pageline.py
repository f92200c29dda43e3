"""A line of a page, and what can be told from the line alone."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import (
    FindDates,
    HeadDate,
    find_head_date,
    head_date,
    without_dates,
)
from pipeline.stages.records.rules import RecordRules

_EMPTY_CELL = deferred(r"\s*(?:\t|[|｜])\s*(?:[|｜]\s*)*[\p{L}「『]")
_CELL = deferred(r"\t|\s*[|｜]\s*")
_HEAD = 200
_ACCESSORY = 4  # so short a word beside a day heads no row: 「3月1日 更新」
_CATEGORY = 12  # a category beside a date that a word explains is no longer
# Behind the day, the paper: 「2023年5月19日(金)「北都新聞」」.
_QUOTED = deferred(r"[\s　]*[「『]([^「」『』]{2,12})[」』][\s　]*")
# Behind the time of a post, its category: 「2023-05-19 07:10:33 | 港の話」.
_POSTED = deferred(r"[\s\d:：]*[|｜]\s*[^|｜、。\t]{1,24}")
_BYLINE = deferred(
    r"[\s　](?:編集|文|取材|執筆|構成|聞き手|訳|筆者|(?i:by))\s*[:：/／]\s*\S{2,16}\s*$"
)
_NOISE = deferred(r"[\s\p{P}\p{S}]")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of kept text (page offsets, white space at its ends left out).

    ``date`` is the date it begins with, ``row_date`` the one it begins with in the manner of
    a table's row, apart from what follows; ``alone`` tells that the line is a date and hardly
    more; ``full_date`` is the first complete date anywhere in a line that is ``alone``.
    ``gap`` tells whether blank lines stand above; ``words`` that words follow the date;
    ``closing_date`` is the date in brackets that a line ends with; ``post`` tells that the
    line heads a post on a board or timeline; ``ruled`` that a line of strokes stands above,
    ``ended`` that these are the three that end a release (# # #); ``ago`` that the line tells
    how long ago an item of a list came in, and no more.
    """

    span: Span
    text: str
    gap: bool
    sentence: bool
    headline: bool
    mark: str
    sub_item: bool
    note: bool
    section: bool
    date: HeadDate | None
    row_date: HeadDate | None
    alone: bool
    full_date: HeadDate | None
    cells: tuple[Span, ...]
    words: bool
    closing_date: HeadDate | None
    post: bool
    ruled: bool = False
    ended: bool = False
    ago: bool = False

    @property
    def prose(self) -> bool:
        """Running text: a sentence that is no note."""
        return self.sentence and not self.note


def read_line(
    span: Span, piece: str, gap: bool, rules: RecordRules, find_dates: FindDates
) -> PageLine:
    """The line that stands at ``span``; ``piece`` is its text as written, blanks around it.

    ``gap`` tells that a blank line stands above.
    """
    text = piece.strip()
    mark = rules["line.mark"].match(text)
    bullet = rules["line.bullet"].match(text)
    opening = bullet.end() if bullet else 0
    # Whatever the length of a line, its head is short, and so is a line that is a head.
    head, brief = text[:_HEAD], len(text) <= _HEAD
    date = head_date(head, rules, find_dates, opening)
    full = find_head_date(text, rules, find_dates, full=True) if brief else None
    post = brief and rules["line.post_head"].search(text) is not None
    alone = post or (brief and _alone(text, full or date, rules))
    sentence = rules["line.sentence"].search(text) is not None
    return PageLine(
        span=span,
        text=text,
        gap=gap,
        sentence=sentence,
        headline=not (sentence or alone) and rules["line.particle"].search(head) is not None,
        mark=mark["mark"] if mark else "",
        sub_item=rules["line.sub_item"].match(text) is not None,
        note=rules["line.note"].match(text) is not None,
        section=rules["line.section"].match(text) is not None,
        date=date,
        row_date=head_date(head, rules, find_dates, opening, rules["line.row_break"])
        or _date_above(piece),
        alone=alone,
        full_date=full if alone else None,
        cells=_cells(text, span.start),
        closing_date=_closing_date(text, rules, find_dates) if brief else None,
        post=post,
        words=date is not None and words_beside(head[date.end :], rules) > 1,
    )


def _alone(text: str, date: HeadDate | None, rules: RecordRules) -> bool:
    if rules["line.time"].fullmatch(text):
        return True
    if date is None or date.same:
        return False
    if date.full and rules["date.placed"].fullmatch(text):
        return True
    rest = text[: date.start] + _BYLINE.sub("", text[date.end :])
    beside = words_beside(rest, rules)
    if "\t" in text and beside > 1:
        return False  # a row of a table
    if beside <= (_ACCESSORY if date.day is not None else 1):
        return True
    # A few names may stand beside a full date: outlet, byline, category. In a table,
    # which tells no time of day, they are the cells of a row.
    closes = date.time is not None and words_beside(text[date.end :], rules) == 0
    few = beside <= 20 and (closes or not rules["line.particle"].search(rest))
    if date.full and not text[: date.start].strip():
        posted = date.time is not None and _POSTED.fullmatch(text, date.end) is not None
        paper = _QUOTED.fullmatch(text, date.end)
        few = few or posted or (paper is not None and _is_outlet(paper[1], rules))
    if date.full and beside <= _CATEGORY:
        few = few or rules["header.stamp_before"].search(text[: date.start]) is not None
    return (
        few
        and (date.time is not None or not _CELL.search(text))
        and date.full
        and "、" not in text
        and not rules["line.sub_item"].match(text)
    )


def _is_outlet(name: str, rules: RecordRules) -> bool:
    return name in rules.outlets or rules["outlet.name"].fullmatch(name) is not None


def _date_above(text: str) -> HeadDate | None:
    """A row whose first cell is empty: its date is that of the row above."""
    return HeadDate(0, 1, same=True) if _EMPTY_CELL.match(text) else None


def _closing_date(text: str, rules: RecordRules, find_dates: FindDates) -> HeadDate | None:
    """The date in brackets that a line ends with."""
    match = rules["date.trailing"].search(text)
    date = head_date(match["date"], rules, find_dates) if match else None
    if match is None or date is None:
        return None
    return date if not rules["date.time"].sub("", match["date"][date.end :]).strip() else None


def words_beside(rest: str, rules: RecordRules) -> int:
    """How many characters of a line are neither date nor an accessory of dates."""
    return len(_NOISE.sub("", without_dates(rest, rules)))


def _cells(text: str, at: int) -> tuple[Span, ...]:
    """The cells of a table row as spans; none when the line is no row."""
    spans: list[Span] = []
    start = 0
    for match in _CELL.finditer(text):
        if match.start() > start:
            spans.append(Span(at + start, at + match.start()))
        start = match.end()
    if start < len(text):
        spans.append(Span(at + start, at + len(text)))
    return tuple(spans) if _CELL.search(text) else ()

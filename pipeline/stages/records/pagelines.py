"""The kept text of a page as lines, each with what can be told from the line alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

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
from pipeline.stages.records.ungluing import unglued

_EMPTY_CELL = deferred(r"\s*(?:\t|[|｜])\s*(?:[|｜]\s*)*[\p{L}「『]")
_CELL = deferred(r"\t|\s*[|｜]\s*")
_RULE = deferred(r"[-‐–—―─━=＝_*＊~〜～・.…#＃◇◆■□○●+＋ 　]{3,}")
_CLOSING = deferred(r"(?:[#＃][\s　]*){3}")  # as releases end: # # #
_HEAD = 200
_LATE = 6  # a month so much later than that of a newer post is of the year before
_ACCESSORY = 4  # so short a word beside a day heads no row: 「3月1日 更新」
_CATEGORY = 12  # a category beside a date that a word explains is no longer
_STAMP = 30  # the longest line of a date and a category …
_STAMP_CELLS = 2  # … that a bar parts
# Behind the time of a post, its category: 「2023-05-19 07:10:33 | 港の話」.
_QUOTED = deferred(r"[\s　]*[「『]([^「」『』]{2,12})[」』][\s　]*")
_POSTED = deferred(r"[\s\d:：]*[|｜]\s*[^|｜、。\t]{1,24}")
_BYLINE = deferred(
    r"[\s　](?:編集|文|取材|執筆|構成|聞き手|訳|筆者|(?i:by))\s*[:：/／]\s*\S{2,16}\s*$"
)
_FLAT = 3  # a page of no more lines was made one of many
_BARRED = 2  # more lines with bars are a table
_ROWS = 3  # so many dated lines one below another are a list
_DAYS = 4  # so many numbers below a month are its days …
_DAYS_SHARE = 0.4  # … where so large a share of its lines have them
_SAME = frozenset({"〃", "″"})  # on a line of its own: the date of the row above
_WORDS = deferred(r"\w")
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


def page_lines(
    text: str, rules: RecordRules, find_dates: FindDates, year: int | None = None
) -> list[PageLine]:
    """The lines of ``text`` that are not blank, in order.

    ``year`` is that of the page, for the heads of posts that leave it out: 「@name · 5月10日」.
    """
    lines: list[PageLine] = []
    at = 0
    gap = ruled = ended = False
    pieces = text.splitlines(keepends=True)
    flat = sum(bool(piece.strip()) for piece in pieces) <= _FLAT
    for piece in pieces:
        stripped = piece.strip()
        if stripped and (_WORDS.search(stripped) or stripped in _SAME):
            start = at + piece.index(stripped)
            for part in unglued(stripped, rules) if flat else (Span(0, len(stripped)),):
                span = Span(start + part.start, start + part.end)
                cut = piece if len(part) == len(stripped) else stripped[slice(*part)]
                line = _line(span, cut, gap, rules, find_dates)
                lines.append(replace(line, ruled=True, ended=ended) if ruled else line)
                gap = ruled = ended = False
        else:
            gap = True
            ruled = ruled or _RULE.fullmatch(stripped) is not None
            ended = ended or _CLOSING.fullmatch(stripped) is not None
        at += len(piece)
    lines = _with_led_dates(_with_bare_days(_with_ages(lines, rules), rules), rules, find_dates)
    lines = _with_years(lines, rules, find_dates, year)
    return _with_rows(_with_stamps(lines, rules, find_dates))


def _with_ages(lines: list[PageLine], rules: RecordRules) -> list[PageLine]:
    """The lines, those that tell the age of a list's items taken for date lines: 「3時間前」."""
    ages = [i for i, line in enumerate(lines) if rules["line.ago"].fullmatch(line.text)]
    if len(ages) < _ROWS:
        return lines
    settled = list(lines)
    for i in ages:
        settled[i] = replace(lines[i], alone=True, ago=True, headline=False, sentence=False)
    return settled


def _with_bare_days(lines: list[PageLine], rules: RecordRules) -> list[PageLine]:
    """The lines, numbers that rise below the name of a month taken for its days.

    Example: 「4月」 above 「10通商代表が来日」「13首相、長官と電話で会談」「15 | 協定に署名」.
    """
    months = [i for i, x in enumerate(lines) if x.date and x.alone and _is_month(x.date)]
    settled = list(lines)
    # Where the month was dropped with the page's head, most lines must be days.
    least = _DAYS_SHARE if months else 2 * _DAYS_SHARE
    for start, end in pairwise([*(months or [-1]), len(lines)]):
        found = {
            i: match
            for i in range(start + 1, end)
            if lines[i].date is None and (match := rules["line.bare_day"].match(lines[i].text))
        }
        days = [int(match["day"]) for match in found.values()]
        # What happened on a day may stand below it.
        told = len(days) + sum(match.end() == len(lines[i].text) for i, match in found.items())
        few = len(days) < _DAYS or told < least * (end - start - 1)
        counted = [day - days[0] for day in days] == list(range(len(days)))
        if few or counted or days != sorted(days) or days[0] == days[-1]:
            continue
        for i, match in found.items():
            last = int(match["last"]) if match["last"] else None
            until = (None, None, last) if last else None
            date = HeadDate(0, match.end(), day=int(match["day"]), until=until)
            words = _beside(lines[i].text[match.end() :], rules) > 1
            settled[i] = replace(lines[i], date=date, row_date=date, words=words, alone=not words)
    return settled


def _with_led_dates(
    lines: list[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[PageLine]:
    """The lines, rows of a list whose days stand behind a category: 「報告 2019.05.10 覚書を…」."""
    led = {i: m.end() for i, x in enumerate(lines) if (m := rules["line.led_date"].match(x.text))}
    settled = list(lines)
    for i, at in led.items() if len(led) >= _ROWS else ():
        date = head_date(lines[i].text, rules, find_dates, at)
        settled[i] = replace(
            lines[i], date=date, row_date=date, alone=False, full_date=None, words=True
        )
    return settled


def _is_month(date: HeadDate) -> bool:
    return date.month is not None and date.day is None and date.until is None


def _with_stamps(
    lines: list[PageLine], rules: RecordRules, find_dates: FindDates
) -> list[PageLine]:
    """The lines, a date and a category set apart by blank lines taken for a date line.

    「2013-05-15 | お知らせ」 could be the row of a table, but rows stand close together. The
    only such lines of a page may stand between headline and text: 「5月 17, 2023 | 海の会」.
    """
    settled = list(lines)
    rows = [i for i, line in enumerate(lines) if line.cells]
    for i, line in enumerate(lines[:-1]):
        between = (
            len(rows) <= _BARRED
            and i in rows
            and i > 0
            and not lines[i - 1].sentence
            and lines[i + 1].prose
        )
        only = len(rows) == 1 and i > 0 and lines[i - 1].gap and not lines[i - 1].sentence
        apart = between or (line.gap and (lines[i + 1].gap or only))
        short = len(line.cells) == _STAMP_CELLS and len(line.text) <= _STAMP
        if not (apart and short) or line.alone:
            continue
        date = find_head_date(line.text, rules, find_dates, full=True)
        opens = line.date is not None and line.date.full
        if date is not None and (opens or (between and rules["header.source"].match(line.text))):
            settled[i] = replace(line, alone=True, full_date=date, headline=False)
    return settled


def _with_years(
    lines: list[PageLine], rules: RecordRules, find_dates: FindDates, year: int | None
) -> list[PageLine]:
    """The lines, heads of posts dated from the page's year: the newest post is of that year."""
    heads: dict[int, HeadDate] = {}
    for i, line in enumerate(lines):
        date = find_head_date(line.text, rules, find_dates) if line.post else None
        if date is not None and date.month is not None and line.full_date is None:
            heads[i] = date
    if year is None or not heads:
        return lines
    dates = [(date.month or 0, date.day or 0) for date in heads.values()]
    rises = sum(one < other for one, other in pairwise(dates))
    order = list(heads) if rises * 2 <= len(dates) - 1 else list(heads)[::-1]
    settled = list(lines)
    newer = None
    for i in order:
        date = heads[i]
        if newer is not None and (date.month or 0) - newer > _LATE:
            year -= 1
        newer = date.month
        settled[i] = replace(lines[i], full_date=date.within(year, None))
    return settled


def _with_rows(lines: list[PageLine]) -> list[PageLine]:
    """The lines, where dated lines follow each other closely taken for rows of a list.

    By itself 「2019年6月14日 国交樹立」 could be the date line of an article, with its
    category beside the date; one below another they are rows.
    """
    settled = list(lines)
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _opens_with_date(lines[end]):
            end += 1
        if sum(_has_words(line) for line in lines[start:end]) >= _ROWS:
            for i in range(start, end):
                if lines[i].alone and _has_words(lines[i]):
                    settled[i] = replace(lines[i], alone=False, full_date=None)
        start = end + 1
    return settled


def _opens_with_date(line: PageLine) -> bool:
    return line.date is not None and not line.note


def _has_words(line: PageLine) -> bool:
    """True when words stand behind the date that opens a line."""
    return line.date is not None and line.words


def _line(span: Span, piece: str, gap: bool, rules: RecordRules, find_dates: FindDates) -> PageLine:
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
        words=date is not None and _beside(head[date.end :], rules) > 1,
    )


def _alone(text: str, date: HeadDate | None, rules: RecordRules) -> bool:
    if rules["line.time"].fullmatch(text):
        return True
    if date is None or date.same:
        return False
    if date.full and rules["date.placed"].fullmatch(text):
        return True
    rest = text[: date.start] + _BYLINE.sub("", text[date.end :])
    beside = _beside(rest, rules)
    if "\t" in text and beside > 1:
        return False  # a row of a table
    if beside <= (_ACCESSORY if date.day is not None else 1):
        return True
    # A few names may stand beside a full date: outlet, byline, category. In a table,
    # which tells no time of day, they are the cells of a row.
    closes = date.time is not None and _beside(text[date.end :], rules) == 0
    few = beside <= 20 and (closes or not rules["line.particle"].search(rest))
    if date.full and date.time is not None and not text[: date.start].strip():
        few = few or _POSTED.fullmatch(text, date.end) is not None
    if date.full and not text[: date.start].strip():
        # 2021年9月14日(火)「北都新聞」: the paper and its day.
        paper = _QUOTED.fullmatch(text, date.end)
        few = few or (paper is not None and _is_outlet(paper[1], rules))
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


def _beside(rest: str, rules: RecordRules) -> int:
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

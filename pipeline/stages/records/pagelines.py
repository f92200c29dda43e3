"""The kept text of a page as lines, some of which only those around them explain."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import FindDates, HeadDate, find_head_date, head_date
from pipeline.stages.records.pageline import PageLine, read_line, words_beside
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.ungluing import unglued

_RULE = deferred(r"[-‐–—―─━=＝_*＊~〜～・.…#＃◇◆■□○●+＋ 　]{3,}")
_CLOSING = deferred(r"(?:[#＃][\s　]*){3}")  # as releases end: # # #
_LATE = 6  # a month so much later than that of a newer post is of the year before
_STAMP = 30  # the longest line of a date and a category …
_STAMP_CELLS = 2  # … that a bar parts
_FLAT = 3  # a page of no more lines was made one of many
_BARRED = 2  # more lines with bars are a table
_ROWS = 3  # so many dated lines one below another are a list
_DAYS = 4  # so many numbers below a month are its days …
_DAYS_SHARE = 0.4  # … where so large a share of its lines have them
_SAME = frozenset({"〃", "″"})  # on a line of its own: the date of the row above
_WORDS = deferred(r"\w")


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
                line = read_line(span, cut, gap, rules, find_dates)
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
            words = words_beside(lines[i].text[match.end() :], rules) > 1
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

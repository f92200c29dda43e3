"""The dated rows of a page: which lines are rows, and whether the page is made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.stages.records.headdates import FindDates, HeadDate
from pipeline.stages.records.oneaffair import is_dateline, tells_one_affair
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.passages import tells_act
from pipeline.stages.records.rowfinding import (
    Row,
    closing_rows,
    inner_rows,
    lists_steps,
    sentence_rows,
    table_rows,
    written_dates,
)
from pipeline.stages.records.rules import RecordRules

_MARKS = frozenset("▼▽▲△●○◎■□◆◇★☆・")
ROWS = 3  # fewer dated lines than this are taken for a chronology only when they are all
_MANY = 4
_LONG = 8
_ARTICLE = 3  # a list in an article must outweigh the text so many times
_PARAGRAPH = 40
_FEW = 2  # one paragraph among so many date lines
_DENSE = 0.6  # so large a share of the lines are rows where a list stands by itself
_TITLE = 8  # the least letters of a headline
_LEAD = 0.25  # more prose than this above the rows, and the page is an article with a list


def dated_rows(
    lines: Sequence[PageLine],
    headings: Collection[int],
    furniture: Sequence[str],
    rules: RecordRules,
    find_dates: FindDates,
) -> list[Row]:
    """The rows of the page's chronology; none when it is no chronology.

    ``headings`` are the lines that head a year or a month. Rows are looked for where their
    signs are plain (a date apart from its text) and then where they are fainter.
    """
    if any(lists_steps(line, rules, find_dates) for line in lines):
        return []
    found: list[list[Row]] = []
    for find_rows in (table_rows, sentence_rows, closing_rows, inner_rows):
        rows = [
            row
            for i, line in enumerate(lines)
            if i not in headings
            for row in find_rows(i, line, rules, find_dates)
        ]
        rows = _with_marked(lines, _without_title(lines, _of_one_mark(lines, rows), rules))
        rows = _without_bare_years(_without_datelines(lines, rows))
        rows = _without_bare_days(rows, lines, furniture, rules, find_dates)
        if _are_one_day(lines, rows):
            continue
        if _is_chronology(lines, rows, rules, find_dates, dense=find_rows is not table_rows):
            found.append(rows)
    if not found:
        return []
    # Where some rows go on as sentences, they are rows none the less.
    rows = found[0]
    if len(found) > 1 and {r.line for r in rows} < {r.line for r in found[1]}:
        rows = found[1]
    return _with_bulleted(lines, _without_told_dates(lines, rows), rules)


def _are_one_day(lines: Sequence[PageLine], rows: Sequence[Row]) -> bool:
    """True for the day of one article that its page tells twice, on lines of their own."""
    full = all(lines[row.line].alone and row.date.full for row in rows)
    return bool(rows) and full and len({row.date.first_day() for row in rows}) == 1


def _with_marked(lines: Sequence[PageLine], rows: Sequence[Row]) -> list[Row]:
    """The rows, and the happenings of the same day that a mark begins below them.

    In 「1日 ▼首相が来日。」「▼外相が出国。」 the mark, not the date, begins a happening.
    """
    found: list[Row] = []
    starts = {row.line for row in rows}
    for row in rows:
        found.append(row)
        mark = lines[row.line].text[row.date.end :].lstrip()[:1]
        below = row.line + 1
        while mark in _MARKS and below < len(lines) and below not in starts:
            if not lines[below].text.startswith(mark):
                break
            found.append(Row(below, HeadDate(0, 0, same=True)))
            below += 1
    return found


def _of_one_mark(lines: Sequence[PageLine], rows: Sequence[Row]) -> list[Row]:
    """The rows without a first one that lacks the mark of all the others.

    It is the line that names the issue: 「週刊『前途』(2011号)(2018/01/29)」 above 「□…(16日)」.
    """
    marks = {lines[row.line].mark for row in rows[1:]}
    odd = len(rows) > _LONG // 2 and len(marks) == 1 and "" not in marks
    return [*rows[1:]] if odd and lines[rows[0].line].mark not in marks else [*rows]


def _without_datelines(lines: Sequence[PageLine], rows: list[Row]) -> list[Row]:
    """The rows but for date lines of the page: no text stands under them, or they are few."""
    starts = {row.line for row in rows}
    bare = {i for i in starts if lines[i].alone}
    empty = {i for i in bare if i + 1 in starts or i + 1 == len(lines)}
    full = {i for i in bare - empty if lines[i].full_date is not None}
    # Where all dates stand on lines of their own, the first may carry the year for the rest.
    heads = len(bare - empty) >= ROWS and bare >= starts - empty
    if len(full) < ROWS and full != starts and not heads:
        empty |= full
    return [row for row in rows if row.line not in empty]


def _without_title(lines: Sequence[PageLine], rows: list[Row], rules: RecordRules) -> list[Row]:
    """The rows but for the page's title, when all others are bullets or finer dates.

    In 「2022年4月の主な動き」 above 「1(金) …」「4(月) …」 the first is no row.
    """
    others = rows[1:]
    if len(others) < ROWS or lines[rows[0].line].sub_item:
        return rows
    date, text = rows[0].date, lines[rows[0].line].text
    told = date.day is None and text[date.end :].lstrip(" 　").startswith("の")
    finer = all(row.date.year is None and row.date.day is not None for row in others)
    bullets = all(lines[row.line].sub_item for row in others)
    listed = finer or rules["line.table_name"].search(text) is not None
    return others if bullets or (told and listed) else rows


def _without_told_dates(lines: Sequence[PageLine], rows: list[Row]) -> list[Row]:
    """The rows but for paragraphs that open with a date, where date lines head the items.

    A bullet is a row however much it tells: 「・23日 首相が来日」「・29日 外相が訪中。協議は…」.
    """
    heads = [row for row in rows if lines[row.line].alone]
    # 同日、… below a day's heading goes on with it; what a mark begins does not.
    told = [row for row in rows if lines[row.line].prose and (not row.date.same or row.date.end)]
    told = [row for row in told if not lines[row.line].sub_item]
    if len(heads) < ROWS or len(told) * _FEW > len(heads):
        return rows
    return [row for row in rows if row not in told]


def _with_bulleted(lines: Sequence[PageLine], rows: list[Row], rules: RecordRules) -> list[Row]:
    """The rows, each line of a list below a day's heading one of its own.

    The lines have bullets, marks or numbers, or tell acts as headlines do:
    「<11日 月>」「・会談」「・入港」, 「■3日」「両首脳、原発の増設で合意」「国防相が歴訪」.
    """
    starts = {row.line for row in rows}
    heads = [row for row in rows if lines[row.line].alone]
    below = {
        row.line: list(range(row.line + 1, stop))
        for row, stop in zip(rows, [*(row.line for row in rows[1:]), len(lines)], strict=True)
    }
    if len(heads) < ROWS:
        return rows
    for is_entry in (_is_bullet, _is_numbered, _is_headline, _is_sourced):
        bullets = {line: _entries(lines, others, is_entry, rules) for line, others in below.items()}
        several = is_entry in (_is_bullet, _is_numbered) or any(
            len(entries) > 1 for entries in bullets.values()
        )
        whole = is_entry is _is_bullet or all(
            len(bullets[row.line]) == len(below[row.line]) for row in heads[:-1]
        )
        if several and whole and all(bullets[row.line] for row in heads):
            break
    else:
        return rows
    found: list[Row] = []
    for row in rows:
        if row not in heads:
            found.append(row)
            continue
        first, *others = bullets[row.line]
        found.append(Row(first, replace(row.date, start=0, end=0), heading=row.line))
        found += (
            Row(i, HeadDate(0, 0, same=True), heading=row.line) for i in others if i not in starts
        )
    return found


def _entries(
    lines: Sequence[PageLine],
    below: Sequence[int],
    is_entry: Callable[[PageLine, RecordRules], bool],
    rules: RecordRules,
) -> list[int]:
    """The lines ``below`` a day's heading up to the first that is no entry of its list."""
    return list(takewhile(lambda i: is_entry(lines[i], rules), below))


def _is_bullet(line: PageLine, _: RecordRules) -> bool:
    return line.sub_item or (line.prose and line.mark in _MARKS)


def _is_numbered(line: PageLine, rules: RecordRules) -> bool:
    """True for a line under a mark or a number, whatever it tells."""
    numbered = rules["line.entry_number"].match(line.text) is not None
    return not line.alone and (numbered or line.mark in _MARKS)


def _is_headline(line: PageLine, rules: RecordRules) -> bool:
    """True for a headline without a bullet that tells an act."""
    return len(line.text) >= _TITLE and tells_act(line, rules)


def _is_sourced(line: PageLine, rules: RecordRules) -> bool:
    """True for a paragraph that closes with its source: 「…が始まる。(北岬放送)」."""
    return line.prose and rules["header.source_closes"].search(line.text) is not None


def _without_bare_years(rows: list[Row]) -> list[Row]:
    """The rows, bare numbers among them (1972 国交正常化) only where they are the rule."""
    bare = [row for row in rows if row.date.bare]
    return rows if len(bare) * 2 > len(rows) else [row for row in rows if row not in bare]


def _without_bare_days(
    rows: list[Row],
    lines: Sequence[PageLine],
    furniture: Sequence[str],
    rules: RecordRules,
    find_dates: FindDates,
) -> list[Row]:
    """The rows, bare days among them only where a heading tells their month."""
    bare = [row for row in rows if row.date.month is None and row.date.year is None]
    bare = [row for row in bare if not row.date.same]
    if not bare:
        return rows
    told = any(row.date.month is not None and row.line < bare[0].line for row in rows)
    above = [line.text for line in lines[: bare[0].line] if not line.sentence]
    if told or any(
        date.month is not None
        for text in (*above, *furniture)
        for date in written_dates(text, rules, find_dates)
    ):
        return rows
    return [row for row in rows if row not in bare]


def _is_chronology(
    lines: Sequence[PageLine],
    rows: Sequence[Row],
    rules: RecordRules,
    find_dates: FindDates,
    *,
    dense: bool,
) -> bool:
    """True when the rows are what the page is about, not a list inside an article.

    ``dense`` asks that nearly every line is a row, as the sign of a row is faint.
    """
    starts = sorted({row.line for row in rows})
    if len(rows) < 2:
        return False
    above, after = lines[: starts[0]], lines[starts[0] :]
    density = len(starts) / len(after)
    around = _prose(above)
    if not _tell_in_prose(lines, starts):
        around += _prose(lines[starts[-1] + 1 :])
    told = sum(len(line.text) for line in after)
    own = sum(len(lines[i].text) for i in starts)
    if around * 2 > own and len(rows) <= _MANY and not _tell_in_prose(lines, starts):
        # A few dated lines beside as much running text: a report with its days.
        return False
    if tells_one_affair(lines, rows, rules, find_dates):
        return False
    if around and any(is_dateline(line, rules) for line in above):
        # A headline, its date and running text: an article, unless the list outweighs it.
        return len(rows) >= _LONG and _ARTICLE * around <= told
    if len(rows) >= _MANY and density >= _DENSE:
        # So long a list is the page's matter, whatever introduces it.
        return around <= told
    named = any(rules["line.chronology"].search(x.text) for x in above if not x.sentence)
    plain = _head_text(lines, starts) or (named and len(rows) >= ROWS and density >= _DENSE)
    if (dense and not plain) or _prose(above) > _LEAD * told:
        return False
    return density >= (1 / 6 if len(rows) >= ROWS else 1 / 3)


def _head_text(lines: Sequence[PageLine], starts: Sequence[int]) -> bool:
    """True for headlines that their dates close, each over its text."""
    closed = all(lines[i].closing_date is not None and not lines[i].sentence for i in starts)
    told = sum(lines[i].headline for i in starts) >= _DENSE * len(starts)
    return closed and told and len(starts) >= ROWS and _tell_in_prose(lines, starts)


def _tell_in_prose(lines: Sequence[PageLine], starts: Sequence[int]) -> bool:
    """True when running text stands under most of the dates."""
    told = sum(
        any(line.prose for line in lines[one + 1 : other]) for one, other in pairwise(starts)
    )
    return told * 2 >= len(starts) - 1 > 0


def _prose(lines: Sequence[PageLine]) -> int:
    """The characters of running text in paragraphs of their own."""
    return sum(len(line.text) for line in lines if line.prose and len(line.text) >= _PARAGRAPH)

"""The date lines that head the reports of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rowtitles import is_place
from pipeline.stages.records.rules import RecordRules


class Head(NamedTuple):
    """The date lines of one report: ``first`` to ``last`` (exclusive)."""

    first: int
    last: int


def report_heads(lines: Sequence[PageLine], rules: RecordRules) -> list[Head]:
    """Date lines in groups: neighbours with no text between them are one head."""
    heads: list[Head] = []
    for i, line in enumerate(lines):
        if not is_head(line, rules):
            continue
        updated = rules["line.updated"].match(line.text) is not None
        if heads and updated and not rules["line.updated"].match(lines[heads[0].first].text):
            continue
        last = i + 1
        while last < len(lines) and lines[last].alone and not is_head(lines[last], rules):
            last += 1
        if heads and heads[-1].last == i:
            heads[-1] = Head(heads[-1].first, last)
        else:
            heads.append(Head(i, last))
    return heads


def is_table(lines: Sequence[PageLine], heads: Sequence[Head]) -> bool:
    """True when dates of several days (6月7日~8日) head items among the full dates.

    News is published on one day; the days of what a report tells stand right by its date.
    """
    beside = {i + step for head in heads for i in range(*head) for step in (-1, 0, 1)}
    return any(
        line.alone and line.date is not None and line.date.until is not None
        for i, line in enumerate(lines)
        if i > heads[0].first and i not in beside
    )


def tells_days(lines: Sequence[PageLine], heads: Sequence[Head], rules: RecordRules) -> bool:
    """True for a chronology by its title, whose days run from old to new."""
    above = [line.text for line in lines[: heads[0].first]]
    if all(_is_placed(lines, head.first, rules) or _heads_text(lines, head) for head in heads):
        return False
    days = [(d.first_day() or "") for h in heads if (d := lines[h.first].full_date) is not None]
    titles = [line.text for line in lines[: heads[0].first] if not line.sentence]
    if any(rules["line.past_days"].search(text) for text in titles):
        return True
    if days != sorted(days) or days == sorted(days, reverse=True):
        return False
    placed = all(_has_place(lines, head, rules) for head in heads)
    return placed or any(rules["line.chronology"].search(text) for text in above)


def _has_place(lines: Sequence[PageLine], head: Head, rules: RecordRules) -> bool:
    """True for a day with a place behind it, right above its text: 「●7月3日 舞鶴」."""
    line = lines[head.first]
    date = line.full_date
    if date is None or line.post or not line.words or lines[head.last : head.last + 1] == []:
        return False
    outlet = rules["outlet.like"].search(line.text) or date.time is not None
    return is_place(line.text, date.end, rules) and not outlet and lines[head.last].prose


def _heads_text(lines: Sequence[PageLine], head: Head) -> bool:
    """True for a date between a headline that stands apart and its text, as in an article."""
    above = lines[head.first - 1] if head.first else None
    titled = above is not None and above.gap and above.headline and not above.sub_item
    return titled and head.last < len(lines) and lines[head.last].prose and lines[head.last].gap


def _is_placed(lines: Sequence[PageLine], i: int, rules: RecordRules) -> bool:
    """True for place and day in brackets between a headline and its text: (東京、2003年9月10日)."""
    placed = rules["date.placed"].fullmatch(lines[i].text) is not None
    titled = i > 0 and not lines[i - 1].sentence and not lines[i - 1].alone
    return placed and titled and i + 1 < len(lines) and lines[i + 1].prose


def is_head(line: PageLine, rules: RecordRules) -> bool:
    """True for a line whose full date is that of a report: a date line, a post, a dated title."""
    if line.note or rules["line.date_field"].match(line.text):
        return False
    if line.post or line.ago:
        return True
    if line.alone:
        return line.full_date is not None and line.full_date.until is None
    if is_dated_title(line):
        return True
    date = line.date
    return date is not None and date.full and rules["line.reference"].search(line.text) is not None


def is_dated_title(line: PageLine) -> bool:
    """A headline that its date closes: 「…に入港(2021年12月20日)」."""
    date = line.closing_date
    return date is not None and date.full and date.until is None and line.headline

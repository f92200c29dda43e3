"""What the last lines of an article say of its source: 「(2021年5月3日、北都通信)」."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.stages.records.headdates import FindDates, find_head_date
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.pagelines import page_lines
from pipeline.stages.records.rules import RecordRules

_LINES = 4  # so many lines below its text may say whose an article is
_LONGEST = 60  # … and none is longer
_BRACKETS = "【】[]［］()（） 　"


@dataclass(frozen=True, slots=True)
class EndNote:
    """The outlet that wrote an article and the ISO day on which it did, as far as told."""

    outlet: str | None = None
    day: str | None = None


def end_note(
    lines: Sequence[PageLine], below: str, rules: RecordRules, find_dates: FindDates
) -> EndNote:
    """The note in the lines below the last running text, or in the furniture ``below``.

    Example: 「…と述べた。」「ソース:北都通信」 → 北都通信.
    """
    told = [i for i, line in enumerate(lines) if line.prose]
    if not told:
        return EndNote()
    note = _note(lines, told[-1], below, rules, find_dates)
    if note.day is not None:
        return note
    return EndNote(note.outlet, _stamp(lines[: told[-1] + _LINES], told[-1], rules, find_dates))


def _stamp(
    lines: Sequence[PageLine], last: int, rules: RecordRules, find_dates: FindDates
) -> str | None:
    """The day that closes a paragraph: 「…を開いた。2024/5/27 18:20」.

    Without the time of day it counts from the ``last`` running text on alone.
    """
    for i, line in enumerate(lines):
        match = rules["header.end_stamp"].search(line.text)
        if match and (match["time"] or i >= last):
            return _day(match, rules, find_dates)
    return None


def _day(match: regex.Match[str], rules: RecordRules, find_dates: FindDates) -> str | None:
    date = find_head_date(match["date"], rules, find_dates, full=True)
    return date.first_day() if date is not None and date.until is None else None


def _note(
    lines: Sequence[PageLine], last: int, below: str, rules: RecordRules, find_dates: FindDates
) -> EndNote:
    """What the lines below the ``last`` running text and the first ones dropped there say."""
    # What is set in brackets ends with a full stop as little as a headline does.
    kept = lines[last + 1 :][:_LINES]
    dropped = page_lines(below, rules, find_dates)[:_LINES]
    names = (_named(line.text, rules) for line in (*kept, *dropped[:1]))
    outlet = next((name for name in names if name is not None), None)
    for line in (*kept, *dropped):
        if len(line.text) > _LONGEST:
            continue
        match = rules["header.end_note"].search(line.text) if outlet is None else None
        if match:
            date = find_head_date(line.text, rules, find_dates, full=True)
            day = date.first_day() if date is not None and date.until is None else None
            return EndNote(str(match["outlet"]).strip(), day)
        stamp = rules["header.foot_stamp"].search(line.text)
        if stamp:
            return EndNote(outlet, _day(stamp, rules, find_dates))
    return EndNote(outlet)


def _named(text: str, rules: RecordRules) -> str | None:
    """The outlet whose name alone stands in a line: 「(北都新聞)」."""
    name = text.strip(_BRACKETS)
    if name in rules.outlets:
        return rules.outlets[name]
    named = rules["outlet.name"].fullmatch(name)
    return name if named and not rules["outlet.not_a_name"].search(name) else None

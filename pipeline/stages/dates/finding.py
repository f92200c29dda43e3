"""Text to temporal expressions."""

from __future__ import annotations

from datetime import date

import regex

from pipeline.model import Span, Timex
from pipeline.stages.dates.rules import DateRules

_FULL = regex.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def find_dates(
    text: str, anchor: date | None, rules: DateRules, *, anchor_source: str = ""
) -> tuple[Timex, ...]:
    """All temporal expressions of ``text``, in order, none overlapping another.

    Spans are offsets into ``text``. ``anchor`` is the day that relative expressions count
    from, ``anchor_source`` tells what day that is (``published``, ``item``).
    """
    found = []
    for match in _FULL.finditer(text):
        day = "-".join(f"{int(part):02d}" for part in match.groups())
        found.append(
            Timex(Span(*match.span()), match[0], "DATE", day, day, "day", day, calendar="gregorian")
        )
    return tuple(found)

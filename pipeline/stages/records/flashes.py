"""News flashes: headlines of one day, the newest on top, each behind its time of day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from pipeline.stages.records.headdates import clock
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules

_LEAST = 4
_PROGRAMMES = 2  # so many programmes make a list
_TITLE = 6  # a headline has so many characters at least
_SHARE = 0.4  # so large a share of the lines are flashes where the page is a list of them


def flashes(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """The flashes of a page, each with the text below it; nothing when it is no such list.

    A day's schedule looks alike, but runs from morning to evening.
    Example: 「21:08　政府、巡視船の供与を検討」「19:40　日比、供与で調整」.
    """
    heads = [(i, time) for i, line in enumerate(lines) if (time := _time(line, rules))]
    if len(heads) < _LEAST or len(heads) < _SHARE * (len(lines) - heads[0][0]):
        return []
    times = [time for _, time in heads]
    if times != sorted(times, reverse=True) or times[0] == times[-1]:
        return []
    starts = [i for i, _ in heads]
    items = []
    for start, stop in pairwise([*starts, len(lines)]):
        end = start + 1
        while end < stop and lines[end].prose and not lines[end].gap:
            end += 1
        items.append(Item("digest", start, end, (), start))
    return items


def programmes(lines: Sequence[PageLine], rules: RecordRules) -> list[Item]:
    """What was broadcast, under the stations, hours and names of programmes; or nothing.

    Example: 「NHK総合 19:00~19:30 夜のニュース」「首相は…と述べた。」「TBS 22:54~…」.
    """
    starts = [i for i, line in enumerate(lines) if rules["line.programme"].match(line.text)]
    pieces = list(pairwise([*starts, len(lines)]))
    if len(starts) < _PROGRAMMES or not all(
        any(line.prose for line in lines[slice(*piece)]) for piece in pieces
    ):
        return []
    return [Item("digest", start, end, (), start) for start, end in pieces]


def _time(line: PageLine, rules: RecordRules) -> str | None:
    """The time of day that opens a headline, as ``HH:MM``."""
    match: regex.Match[str] | None = rules["date.time"].match(line.text)
    if match is None or line.alone or line.text.endswith("。"):
        return None
    rest = line.text[match.end() :]
    apart = rest[:1] in {" ", "　", "\t", "|", "｜"}
    return clock(match) if apart and len(rest.strip()) >= _TITLE else None

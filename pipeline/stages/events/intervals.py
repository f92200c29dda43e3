"""An act's date made an interval: by its last day, a length of time, or a finer interval."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.model import EventDate, Timex
from pipeline.rulefiles import deferred

_DAYS = deferred(
    r"(?:約|およそ)?(?:[0-9０-９]{1,2}泊)?([0-9０-９]{1,2}|[一二三四五六七八九十])(日間?|週間)"
)
_KANJI = "一二三四五六七八九十"
_LONGEST = timedelta(days=200)


def can_open_back(when: EventDate, start: str) -> bool:
    """Whether a date is a deadline alone (18日まで), and the day ``start`` lies before it. Pure."""
    if when.precision != "range" or when.end is None:
        return False
    return (
        bool(when.text)
        and start < (when.start or "")
        and date.fromisoformat(when.end) - date.fromisoformat(start) <= _LONGEST
        and "から" not in (when.text or "")
    )


def closed_by(when: EventDate, last: str, timex: Timex) -> EventDate | None:
    """The date with its last day (…18日まで), where it had none or was a single day. Pure."""
    if when.start is None or when.end not in {None, when.start} or last <= when.start:
        return None
    if date.fromisoformat(last) - date.fromisoformat(when.start) > _LONGEST:
        return None
    return replace(
        when,
        end=last,
        edtf=f"{when.start}/{last}",
        precision="range",
        text=f"{when.text}…{timex.text}" if when.text else timex.text,
    )


def whole_of(timex: Timex, when: EventDate) -> EventDate | None:
    """An interval for a coarser date that holds it (6月 … 12日から5日間), or for its first day."""
    start, last = (timex.start or "")[:10], (timex.end or "")[:10]
    if "月" not in timex.text and when.precision == "month" and start[:7] == last[:7]:
        # 6月には4隻が港に入った。12日から5日間とどまった: days of the month just told.
        month = (when.start or start)[:8]
        end = when.end or last
        start, last = min(month + start[8:], end), min(month + last[8:], end)
    inside = when.start is not None and when.start <= start and last <= (when.end or last)
    if not inside and not (
        when.start and when.start[:4] == start[:4] and when.end == f"{start[:4]}-12-31"
    ):
        return None
    return replace(
        when, start=start, end=last, edtf=f"{start}/{last}", precision="range", text=timex.text
    )


def for_days(timex: Timex, when: EventDate) -> EventDate | None:
    """停泊は4日間: the days counted from the first."""
    days = days_in(timex)
    if not days or not when.start or when.end not in {None, when.start}:
        return None
    last = date.fromisoformat(when.start) + timedelta(days=days - 1)
    return closed_by(when, last.isoformat(), timex)


def up_to(timex: Timex, when: EventDate) -> EventDate | None:
    """17日、2日間の討議を終えた: the days counted back from the last."""
    days = days_in(timex)
    if days < 2 or not when.end or when.end != when.start:
        return None
    first = (date.fromisoformat(when.end) - timedelta(days=days - 1)).isoformat()
    return replace(when, start=first, edtf=f"{first}/{when.end}", precision="range")


def days_in(timex: Timex) -> int:
    """The number of days that a length of time names; 0 where it counts no days."""
    match = _DAYS.fullmatch(timex.text)
    if match is None:
        return 0
    count = _KANJI.index(match[1]) + 1 if match[1] in _KANJI else int(match[1])
    return count * 7 if match[2] == "週間" else count

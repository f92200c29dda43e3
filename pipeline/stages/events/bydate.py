"""A status weighed against the day of its act: what lies ahead is not done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.model import EventDate
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import HAPPENED

# How a date tells its first and last day.
_STRETCH = deferred(r"日?[^。、]{0,12}(?:から|より|[~～〜－―-])[^。、]{0,14}日|まで|日間")
_BOTH_ENDS = deferred(r"[^。、]{0,12}(?:から|より|[~～〜－―-])[^。、]{0,14}(?:日|末|旬|間)")


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status and the words or the tense that tell it (for people)."""

    status: str
    because: str
    cue_id: str = ""


def checked(
    reading: StatusReading,
    event_date: EventDate,
    today: str | None,
    *,
    by_tense: bool = False,
    lasting: bool = False,
) -> StatusReading:
    """A date that contradicts the reading wins over tense, and over 'done' in any case.

    ``by_tense`` tells that no words of plan or course told the status, ``lasting`` that the
    act goes on for days. ``today`` is ISO. Pure.
    """
    if today is None or (event_date.start is None and event_date.end is None):
        return reading
    day = date.fromisoformat(today[:10])
    start = date.fromisoformat(event_date.start[:10]) if event_date.start else None
    end = date.fromisoformat(event_date.end[:10]) if event_date.end else None
    in_course = start and end and start <= day < end and _told_to_last(event_date)
    if in_course and lasting and reading.status == "completed":
        return StatusReading("ongoing", f"{reading.because}; until {end}")
    if in_course and lasting and by_tense and reading.status == "planned" and _from_to(event_date):
        return StatusReading("ongoing", f"{reading.because}; from {start} on")
    if start and start > day and reading.status in HAPPENED:
        return StatusReading("planned", f"{reading.because}; {start} lies ahead")
    if end and end < day and reading.status in {"planned", "ongoing"} and by_tense:
        return StatusReading("completed", f"{reading.because}; {end} is past")
    return reading


def goes_on(status: str, when: EventDate, today: str | None) -> bool:
    """Whether an act told as done has a first day behind ``today`` and no last one. Pure."""
    if status != "completed" or when.start is None or when.end is not None or today is None:
        return False
    return when.start <= today[:10]


def _from_to(when: EventDate) -> bool:
    """Whether a date tells both its ends (きょうから20日まで行う): a deadline alone is ahead."""
    return _BOTH_ENDS.search(when.text or "") is not None


def _told_to_last(when: EventDate) -> bool:
    """Whether a date is a stretch of days (21日から27日まで), not a month or a 中旬."""
    return _STRETCH.search(when.text or "") is not None

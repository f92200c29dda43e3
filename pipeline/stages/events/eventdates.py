"""The days of a date expression, or of a dated item's heading, as an event's date."""

from __future__ import annotations

import regex

from pipeline.model import EventDate, Record, Timex


def to_event_date(timex: Timex, record: Record) -> EventDate:
    """The value of an expression as an event's date; unresolved stays empty.

    An open start (4月から) has no end. A deadline (年内, 本年末まで) runs from the record's
    own day, or the first one of its item, to the last day of the unit.
    """
    if timex.start is None and timex.end is None:
        return EventDate(text=timex.text)
    start = timex.start[:10] if timex.start else None
    end = timex.end[:10] if timex.end else None
    edtf = _edtf_days(timex.edtf)
    precision = timex.precision
    if timex.type == "DATE" and timex.relation == "from" and "T" in (timex.start or ""):
        edtf = end = start  # 午後4時から tells the hour of one day
    elif timex.type == "DATE" and timex.relation == "from":
        edtf, end = f"{(edtf or start or '').split('/')[0]}/..", None  # 6月下旬から
    elif timex.relation == "until" and timex.type == "DATE" and end and record.anchor:
        start = min(record.item_start or record.anchor, end)
        edtf, precision = f"{start}/{end}", "range"
    return EventDate(
        start=start,
        end=end,
        precision=precision,
        edtf=edtf,
        text=timex.text,
        basis="anchored" if timex.anchor or timex.calendar == "relative" else "explicit",
    )


def _edtf_days(edtf: str | None) -> str | None:
    """EDTF without times of day: an event's date is days."""
    return regex.sub(r"T[\d:]+(?:Z|[+-]\d\d:?\d\d)?", "", edtf) if edtf else None


def item_date(record: Record) -> EventDate:
    """The days in the heading of a dated item, for acts that tell no date of their own."""
    if record.item_start is None:
        return EventDate()
    end = record.item_end or record.item_start
    single = record.item_start == end
    return EventDate(
        start=record.item_start,
        end=end,
        precision="day" if single else "range",
        edtf=record.item_start if single else f"{record.item_start}/{end}",
        text=None,
        basis="explicit",
    )

"""Whose report a piece of a digest retells: 「(北都新聞、6月4日)」 at the end of title or text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stages.records.headdates import FindDates, HeadDate, head_date
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules

_LEAST = 2  # a place beside a date looks the same: it is a habit of the page, or nothing


@dataclass(frozen=True, slots=True)
class SourceNote:
    """An outlet and the day on which it reported; ``start`` is where the note begins."""

    outlet: str
    date: HeadDate
    line: int
    start: int


def source_notes(
    lines: Sequence[PageLine], items: Sequence[Item], rules: RecordRules, find_dates: FindDates
) -> dict[Item, SourceNote]:
    """The notes of a digest's pieces, where the page is in the habit of giving them.

    Example: 「◆ケニア警察、ハイチへ追加要員(ネーション紙、8月19日)」 → ネーション紙, 19 August.
    """
    notes: dict[Item, SourceNote] = {}
    for item in items:
        if item.kind != "digest":
            return {}
        ends = [i for i in (item.title, item.last - 1) if i is not None]
        found = [note for i in ends if (note := note_of(lines, i, rules, find_dates))]
        found += _opening_note(lines, item, rules, find_dates)
        if found:
            notes[item] = found[0]
    named = any(rules["outlet.like"].search(note.outlet) for note in notes.values())
    return notes if named and len(notes) >= _LEAST else {}


def note_of(
    lines: Sequence[PageLine], i: int, rules: RecordRules, find_dates: FindDates
) -> SourceNote | None:
    """The note that line ``i`` ends with: an outlet and one day."""
    text = lines[i].text
    match = rules["header.source_note"].search(text)
    if not match:
        return None
    date = head_date(match["date"], rules, find_dates)
    if date is None or date.until is not None:
        return None
    rest = rules["date.extra"].sub("", match["date"][date.end :])
    return SourceNote(match["outlet"].strip(), date, i, match.start()) if not rest.strip() else None


def _opening_note(
    lines: Sequence[PageLine], item: Item, rules: RecordRules, find_dates: FindDates
) -> list[SourceNote]:
    """The source and day in brackets that a piece opens with: 「【北都通信 10月6日】両国は…」."""
    if item.credit is None or item.credit != item.first:
        return []
    match = rules["header.source_opens"].search(lines[item.credit].text)
    date = head_date(match["date"], rules, find_dates) if match and match["date"] else None
    return [SourceNote(match["outlet"].strip(), date, item.credit, 0)] if match and date else []

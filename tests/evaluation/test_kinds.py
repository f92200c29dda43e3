"""Mistakes are named for what went wrong, and confidence is held against truth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.evaluation import EventRow, Gold, Predicted, RecordRow, place, score_events
from pipeline.evaluation.calibration import calibration
from pipeline.evaluation.kinds import kinds
from pipeline.model import Span

FILE = "記事.txt"
RECORDS = (RecordRow(FILE, 1, Span(0, 100)), RecordRow(FILE, 2, Span(100, 200)))


def event(codes: str, at: int, **fields: object) -> EventRow:
    given = {"type": "meeting", "status": "completed", **fields}
    return EventRow(FILE, participants=frozenset(codes.split()), span=Span(at, at + 20), **given)


MEETING = event("JPN ITA", 10, record=1, date_start="2024-11-25", date_end="2024-11-25")
LATER = event("JPN DEU", 120, record=2)
GOLD = Gold({FILE: "会" * 200}, (MEETING, LATER), RECORDS)


def told(*events: EventRow, **fields: object):
    predicted = Predicted(**{"dropped": {FILE: ()}, "records": RECORDS, **fields})
    placed = place(events, RECORDS)
    return kinds(score_events(placed, GOLD.events), predicted, GOLD)


@pytest.mark.parametrize(
    ("events", "fields", "kind"),
    [
        ([], {"dropped": {}}, "the file was not read"),
        ([], {"dropped": {FILE: (Span(5, 25),)}}, "cleaning dropped its words"),
        ([], {"records": RECORDS[1:]}, "its words are in no record"),
        ([], {"records": (RecordRow(FILE, 1, Span(0, 200)),)}, "its record was not split off"),
        ([], {}, "nothing in its record"),
        ([event("JPN USA KOR", 50)], {}, "its type is there, participants: some exchanged"),
        ([event("", 50)], {}, "its type is there, participants: none found"),
        (
            [event("", 50), event("JPN ITA DEU FRA GBR", 25)],
            {},
            "its type is there, participants: some too many",
        ),
        ([event("JPN ITA", 15, type="visit")], {}, "told as visit"),
        (
            [event("JPN ITA", 60, type="visit")],
            {},
            "nothing at its words, other types in the record",
        ),
        ([event("JPN ITA", 150)], {}, "found, but in another record"),
    ],
)
def test_kinds_of_misses(events: list[EventRow], fields: dict[str, object], kind: str) -> None:
    found = told(LATER, *events, **fields).misses
    assert [(k.name, k.count, k.types) for k in found] == [(kind, 1, (("meeting", 1),))]


@pytest.mark.parametrize(
    ("extra", "kind"),
    [
        (MEETING, "told twice"),
        (event("JPN ITA", 15, type="visit"), "one act too many at the words of another"),
        (event("JPN ITA", 60, type="visit"), "nothing there in the gold"),
        (event("JPN ITA", 250), "outside every record of the gold"),
    ],
)
def test_kinds_of_extras(extra: EventRow, kind: str) -> None:
    assert [k.name for k in told(MEETING, LATER, extra).extras] == [kind]


def test_an_event_of_another_type_is_named_on_both_sides() -> None:
    found = told(replace(MEETING, type="visit"), LATER)
    assert [k.name for k in found.misses] == ["told as visit"]
    assert [k.name for k in found.extras] == ["is meeting in the gold"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"participants": frozenset({"JPN"})}, "participants: some lack"),
        ({"participants": frozenset({"JPN", "ITA", "USA"})}, "participants: some too many"),
        ({"date_start": None, "date_end": None}, "dates: empty where the gold has one"),
        ({"date_end": "2024-11-30"}, "dates: another end"),
        ({"date_start": "2024-11-20"}, "dates: another start"),
        ({"date_start": "2025-01-01", "date_end": None}, "dates: another day or interval"),
        ({"status": "planned"}, "status: completed told as planned"),
    ],
)
def test_kinds_of_differences(fields: dict[str, object], kind: str) -> None:
    found = told(replace(MEETING, **fields), LATER)
    assert not found.misses
    assert [k.name for k in found.differences] == [kind]


def test_frequent_kinds_come_first() -> None:
    found = told(replace(LATER, date_start="2024-11-25", status="planned"), MEETING, MEETING)
    assert [k.name for k in found.differences] == [
        "dates: given where the gold has none",
        "status: completed told as planned",
    ]
    assert [(k.name, k.count) for k in told(MEETING, MEETING, MEETING, LATER).extras] == [
        ("told twice", 2)
    ]


def test_confidence_beside_truth() -> None:
    right = replace(MEETING, confidence=0.95)
    loose = replace(LATER, confidence=0.9, status="planned")
    wrong = event("JPN USA", 30, confidence=0.21)
    unsure = event("JPN USA", 50, type="visit")
    scores = score_events(place([right, loose, wrong, unsure], RECORDS), GOLD.events)
    table = calibration(scores)
    assert [(b.low, b.events, b.relaxed, b.strict) for b in table.bins] == [
        (0.2, 1, 0, 0),
        (0.9, 2, 1, 0.5),
    ]
    assert table.error == pytest.approx((0.21 + 2 * 0.075) / 3)
    assert table.strict_error == pytest.approx((0.21 + 2 * 0.425) / 3)


def test_perfect_confidence_has_its_own_place() -> None:
    scores = score_events([replace(MEETING, confidence=1.0)], [MEETING])
    assert [b.high for b in calibration(scores).bins] == [1.0]
    assert calibration(scores).error == 0

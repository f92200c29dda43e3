"""One event per occasion: retellings become one, separate occasions stay apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Event, EventDate, Participant, Span
from pipeline.stages.events import EventRules
from pipeline.stages.events.merging import Candidate, merge


@pytest.mark.model
def test_a_title_that_tells_another_state_is_flagged(read: Any) -> None:
    text = "日英外相が会談へ\n上川外相は13日、ロンドンで英国のキャメロン外相と会談した。"
    (event,) = read([text], titled=True)[text].events()
    assert event.status == "completed"
    assert "status_conflict" in event.flags


def told(codes: str, day: str | None = None, **changes: Any) -> Candidate:
    """A candidate: a completed meeting on a day, with changes to it or to its event."""
    start, _, end = (day or "").partition("/")
    event = Event(
        type="meeting",
        status="completed",
        participants=tuple(Participant(code) for code in codes.split()),
        evidence=Span(0, 1),
        trigger=Span(0, 1),
        rule_id="meeting.talks",
        date=EventDate(start or None, end or start or None),
    )
    own = {k: changes.pop(k) for k in [*changes] if k not in Candidate.__dataclass_fields__}
    base = Candidate(replace(event, **own), "clause", False, day is not None, False, -1, 0)
    return replace(base, **changes)


TO_JAPAN = (Participant("GBR", "visitor"), Participant("JPN", "host"))
TO_BRITAIN = (Participant("GBR", "host"), Participant("JPN", "visitor"))

ONE = [
    pytest.param(told("JPN GBR"), told("GBR JPN"), id="the same, undated"),
    pytest.param(told("JPN GBR", "2024-05-13"), told("JPN GBR"), id="one of them dated"),
    pytest.param(
        told("JPN GBR", "2024-05-13"), told("JPN GBR", "2024-05-01/2024-05-31"), id="coarser date"
    ),
    pytest.param(
        told("JPN GBR", date=EventDate(text="21日")),
        told("JPN GBR", date=EventDate(text="同日")),
        id="the same day, told elsewhere",
    ),
    pytest.param(
        told("JPN GBR", date=EventDate("2024-05-16", None), title=True),
        told("JPN GBR", "2024-05-16/2024-05-19"),
        id="the first day alone, and both",
    ),
    pytest.param(told("JPN GBR FRA"), told("JPN GBR", title=True), id="a title names fewer"),
    pytest.param(told("JPN GBR FRA"), told("JPN", nominal=True), id="named again in passing"),
    pytest.param(
        told("JPN GBR", location="東京", location_code="JPN"),
        told("JPN GBR", location="東京都内", location_code="JPN"),
        id="a place told more finely",
    ),
    pytest.param(
        told("JPN GBR", type="agreement", stage="signed", instrument="円滑化協定"),
        told("JPN GBR", type="agreement", stage="signed", instrument="協定"),
        id="a name and its kind",
    ),
]
TWO = [
    pytest.param(told("JPN GBR"), told("JPN FRA"), id="other parties"),
    pytest.param(told("JPN GBR"), told("JPN GBR", type="visit"), id="another type"),
    pytest.param(
        told("JPN GBR", basis="compound"),
        told("JPN GBR FRA", basis="compound"),
        id="talks of two and of three",
    ),
    pytest.param(told("RUS SCO CHN"), told("RUS CHN"), id="a session and talks beside it"),
    pytest.param(
        told("JPN GBR", remote=True), told("JPN GBR", remote=False), id="a call and a visit"
    ),
    pytest.param(
        told("JPN GBR", type="agreement", stage="signed"),
        told("JPN GBR", type="agreement", stage="in_force"),
        id="another stage",
    ),
    pytest.param(told("JPN GBR", "2024-05-13"), told("JPN GBR", "2024-05-12"), id="other days"),
    pytest.param(
        told("JPN GBR", "2024-05-13"), told("JPN GBR", status="planned"), id="one is to come"
    ),
    pytest.param(
        told("JPN GBR"), told("JPN GBR", status="planned", by_cue=True), id="held and to come"
    ),
    pytest.param(
        told("JPN GBR", level="外相"), told("JPN GBR", level="首脳"), id="of ministers, of leaders"
    ),
    pytest.param(
        told("JPN GBR", date=EventDate(text="21日")),
        told("JPN GBR", date=EventDate(text="22日")),
        id="days of an unknown year",
    ),
    pytest.param(
        told("JPN GBR", type="visit", participants=TO_JAPAN),
        told("JPN GBR", type="visit", participants=TO_BRITAIN),
        id="a visit and the return visit",
    ),
    pytest.param(told("JPN GBR"), told("JPN GBR", further=9), id="set apart by the text"),
    pytest.param(
        told("JPN GBR", "2024-05-13", location="東京", location_code="JPN"),
        told("JPN GBR", "2024-05-13", location="ロンドン", location_code="GBR"),
        id="other places",
    ),
    pytest.param(
        told("JPN GBR", type="agreement", stage="signed", instrument="円滑化協定"),
        told("JPN GBR", type="agreement", stage="signed", instrument="情報保護協定"),
        id="other agreements",
    ),
]


@pytest.mark.parametrize(("name", "rows"), [("協定", 1), ("書簡", 2)])
def test_signed_and_in_force_on_one_day(event_rules: EventRules, name: str, rows: int) -> None:
    signed = told("JPN GBR", "2024-05-13", type="agreement", stage="signed", instrument=name)
    force = told("JPN GBR", "2024-05-13", type="agreement", stage="in_force", instrument="協定")
    assert len(merge([signed, force], event_rules)) == rows


@pytest.mark.parametrize(("first", "second"), ONE)
def test_tellings_of_one_occasion(
    event_rules: EventRules, first: Candidate, second: Candidate
) -> None:
    (merged,) = merge([first, second], event_rules)
    assert merged.tellings == 2


@pytest.mark.parametrize(("first", "second"), TWO)
def test_occasions_that_stay_apart(
    event_rules: EventRules, first: Candidate, second: Candidate
) -> None:
    assert merge([first, second], event_rules) == [first, second]


def test_the_best_telling_stays_and_takes_what_it_lacks(event_rules: EventRules) -> None:
    title = told("JPN GBR", title=True, status="planned", instrument="2プラス2")
    lead = told("JPN GBR", "2024-05-13", location="ロンドン", location_code="GBR")
    later = told("JPN GBR", outcome="連携で一致")
    (merged,) = merge([title, lead, later], event_rules)
    event = merged.event
    assert (event.status, event.date.start, event.location) == (
        "completed",
        "2024-05-13",
        "ロンドン",
    )
    assert (event.instrument, event.outcome) == ("2プラス2", "連携で一致")
    assert event.flags == ("status_conflict",)
    assert merged.tellings == 3


def test_the_finer_participants_stay(event_rules: EventRules) -> None:
    guessed = told("JPN GBR FRA", basis="discourse")
    named = told("JPN GBR")
    for pair in permutations([guessed, named]):
        (merged,) = merge(list(pair), event_rules)
        assert merged.event.codes == ("GBR", "JPN")


candidates = st.builds(
    told,
    st.sampled_from(["JPN GBR", "JPN FRA", "JPN GBR FRA", "JPN"]),
    st.sampled_from([None, "2024-05-13", "2024-05-01/2024-05-31"]),
    status=st.sampled_from(["completed", "planned"]),
    title=st.booleans(),
    nominal=st.booleans(),
)


@given(st.lists(candidates, max_size=6))
def test_nothing_is_lost_or_made_up(event_rules: EventRules, given_ones: list[Candidate]) -> None:
    merged = merge(given_ones, event_rules)
    assert sum(c.tellings for c in merged) == len(given_ones)
    assert {c.event.codes for c in merged} <= {c.event.codes for c in given_ones}
    assert merge(given_ones, event_rules) == merged


@pytest.mark.model
def test_the_last_day_of_a_headline_closes_the_call_that_the_text_dates(read: Any) -> None:
    text = "英海軍の艦艇が横須賀に寄港 20日まで停泊\n英海軍のフリゲート艦は12日、横須賀に寄港した。"
    (event,) = read([text], titled=True)[text].events()
    assert (event.date.start, event.date.end) == ("2024-05-12", "2024-05-20")

"""What each kind of mistake costs, on cases made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.events import date_overlap, jaccard, score_events
from pipeline.evaluation.rows import EventRow
from pipeline.model import EVENT_TYPES, STATUSES, Span


def event(codes: str = "JPN ITA", day: str | None = "2024-11-25", **fields: object) -> EventRow:
    start, _, end = (day or "").partition("/")
    given = {"type": "meeting", "status": "completed", "record": 1, **fields}
    participants = frozenset(codes.split())
    return EventRow(
        file="記事.txt",
        participants=participants,
        date_start=None if start in {"", ".."} else start,
        date_end=None if end == ".." else (end or start or None),
        **given,
    )


MEETING = event()
FOUR = [
    MEETING,
    event("JPN DEU", type="visit"),
    event("JPN USA KOR", type="exercise"),
    event("JPN GBR", type="agreement", stage="signed"),
]


def test_a_perfect_copy_scores_one() -> None:
    scores = score_events(FOUR, FOUR)
    assert scores.relaxed.precision == scores.relaxed.recall == scores.relaxed.f1 == 1
    assert scores.strict.f1 == 1
    assert [share.rate for share in scores.fields.values()] == [1, 1, 1, 1]
    assert not scores.misses
    assert not scores.extras


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(MEETING, participants=frozenset({"JPN", "ITA", "USA"})), "participants"),
        (replace(MEETING, participants=frozenset({"JPN"})), "participants"),
        (replace(MEETING, date_start="2024-11-24"), "dates"),
        (replace(MEETING, date_end=None), "dates"),
        (replace(MEETING, date_start=None, date_end=None), "dates"),
        (replace(MEETING, status="planned"), "status"),
    ],
)
def test_a_wrong_field_costs_the_strict_score_alone(wrong: EventRow, field: str) -> None:
    scores = score_events([wrong, *FOUR[1:]], FOUR)
    assert scores.relaxed.f1 == 1
    assert scores.strict.f1 == 3 / 4
    others = {name: share.rate for name, share in scores.fields.items() if name != field}
    assert scores.fields[field].rate == 3 / 4
    assert set(others.values()) == {1}
    assert [pair.differences for pair in scores.differing] == [(field,)]


def test_a_wrong_stage_costs_no_score_but_its_share_among_agreements() -> None:
    scores = score_events([*FOUR[:3], replace(FOUR[3], stage="agreed")], FOUR)
    assert scores.strict.f1 == 1
    assert (scores.fields["stage"].right, scores.fields["stage"].of) == (0, 1)
    assert scores.differing[0].differences == ("stage",)


def test_a_date_where_the_gold_has_none_is_wrong() -> None:
    undated = event(day=None)
    assert score_events([undated], [undated]).strict.f1 == 1
    assert score_events([event(day="2024-11-25")], [undated]).fields["dates"].rate == 0


@pytest.mark.parametrize(
    "wrong",
    [
        replace(MEETING, type="visit"),
        replace(MEETING, participants=frozenset({"JPN", "USA", "KOR"})),  # Jaccard 1/4
        replace(MEETING, participants=frozenset()),
        replace(MEETING, record=2),
        replace(MEETING, record=None),
        replace(MEETING, file="他の記事.txt"),
    ],
)
def test_another_event_is_a_miss_and_an_extra(wrong: EventRow) -> None:
    scores = score_events([wrong, *FOUR[1:]], FOUR)
    assert scores.relaxed.precision == scores.relaxed.recall == 3 / 4
    assert scores.misses == (MEETING,)
    assert scores.extras == (wrong,)


def test_jaccard_of_one_half_is_enough_and_less_is_not() -> None:
    gold = event("JPN USA KOR AUS")
    assert len(score_events([event("JPN USA")], [gold]).pairs) == 1
    assert not score_events([event("JPN")], [gold]).pairs


def test_a_duplicate_costs_precision_alone() -> None:
    scores = score_events([*FOUR, MEETING], FOUR)
    assert scores.relaxed.recall == 1
    assert scores.relaxed.precision == 4 / 5
    assert scores.relaxed.f1 == 8 / 9
    assert scores.extras == (MEETING,)


def test_two_equal_gold_events_need_two_predictions() -> None:
    assert score_events([MEETING], [MEETING, MEETING]).relaxed.recall == 1 / 2
    assert score_events([MEETING, MEETING], [MEETING, MEETING]).strict.f1 == 1


def test_the_best_jaccard_is_served_first_whatever_the_order() -> None:
    wide, narrow = event("JPN ITA GBR"), event("JPN ITA")
    for predicted in ([narrow, wide], [wide, narrow]):
        scores = score_events(predicted, [wide, narrow])
        assert scores.fields["participants"].rate == 1
    # the one prediction goes to the gold event it is more alike, though the other has its day
    gold = [event("JPN ITA", "2024-06-01"), event("JPN ITA GBR", "2024-11-25")]
    assert score_events([narrow], gold).pairs[0].gold.date_start == "2024-06-01"


def test_dates_decide_between_equal_participants() -> None:
    gold = [event(day="2024-06-01"), event(day="2024-11-01/2024-11-30"), event(day=None)]
    predicted = [event(day="2024-11-25"), event(day=None), event(day="2024-06-01")]
    scores = score_events(predicted, gold)
    matched = {pair.gold.date_start: pair.predicted.date_start for pair in scores.pairs}
    assert matched == {"2024-06-01": "2024-06-01", "2024-11-01": "2024-11-25", None: None}


def test_what_is_still_equal_goes_to_the_nearest_evidence() -> None:
    early, late = (
        event(span=Span(at, at + 5), status=status)
        for at, status in ((0, "completed"), (90, "planned"))
    )
    assert score_events([late], [early, late]).misses == (early,)
    assert score_events([late, early], [early, late]).strict.f1 == 1


def test_nothing_predicted_and_nothing_to_find() -> None:
    assert score_events([], []).relaxed.f1 == 1
    assert score_events([], FOUR).relaxed.f1 == 0
    alone = score_events([MEETING], [])
    assert (alone.relaxed.precision, alone.relaxed.recall, alone.relaxed.f1) == (0, 0, 0)
    assert alone.fields["status"].rate is None


def test_types_are_counted_apart() -> None:
    scores = score_events([MEETING, replace(FOUR[1], type="meeting")], FOUR)
    by_type = scores.by_type
    assert list(by_type) == ["meeting", "visit", "exercise", "agreement"]
    assert by_type["meeting"].relaxed.precision == 1 / 2
    assert by_type["visit"].relaxed.recall == 0


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2024-11-25", "2024-11-25", 1),
        (None, None, 1),
        (None, "2024-11-25", 0),
        ("2024-11-25", "2024-11-26", 0),
        ("2024-11-01/2024-11-10", "2024-11-06/2024-11-10", 0.5),
        ("2024-11-01/2024-11-10", "2024-11-10/2024-11-19", 1 / 19),
        ("2024-04-01/..", "2024-04-01/..", 1),
        ("2024-04-01/..", "2024-05-01/..", 0.25),
        ("2024-04-01/..", "2024-04-01/2024-04-30", 0.5),
        ("2024-04-01/..", "2024-03-01/2024-03-31", 0),
        ("../2024-04-30", "2024-04-01/..", 0.5),
    ],
)
def test_overlap_of_dates(one: str | None, other: str | None, overlap: float) -> None:
    assert date_overlap(event(day=one), event(day=other)) == pytest.approx(overlap)
    assert date_overlap(event(day=other), event(day=one)) == pytest.approx(overlap)


CODES = st.frozensets(st.sampled_from(["JPN", "USA", "KOR", "GBR", "NATO"]), max_size=4)
DAYS = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
EVENTS = st.lists(
    st.builds(
        EventRow,
        file=st.sampled_from(["一.txt", "二.txt"]),
        type=st.sampled_from(EVENT_TYPES[:3]),
        participants=CODES,
        status=st.sampled_from(STATUSES),
        date_start=DAYS,
        date_end=DAYS,
        record=st.integers(1, 2),
    ),
    max_size=8,
)


@given(EVENTS)
def test_anything_matches_its_copy(events: list[EventRow]) -> None:
    scores = score_events(reversed(events), events)
    assert scores.relaxed.f1 == 1
    assert scores.fields["participants"].rate in {1, None}


@given(EVENTS, EVENTS)
def test_every_event_is_counted_once(predicted: list[EventRow], gold: list[EventRow]) -> None:
    scores = score_events(predicted, gold)
    assert len(scores.pairs) + len(scores.misses) == len(gold)
    assert len(scores.pairs) + len(scores.extras) == len(predicted)
    assert 0 <= scores.strict.f1 <= scores.relaxed.f1 <= 1
    for pair in scores.pairs:
        assert pair.gold.type == pair.predicted.type
        assert jaccard(pair.gold.participants, pair.predicted.participants) >= 0.5
    # what is left over has no partner left: no pair could be added
    for miss in scores.misses:
        for extra in scores.extras:
            same = (miss.file, miss.record, miss.type) == (extra.file, extra.record, extra.type)
            assert not (same and jaccard(miss.participants, extra.participants) >= 0.5)

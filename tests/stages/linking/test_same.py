"""Which events of different records are taken for one."""

from __future__ import annotations

import random

import pytest

from pipeline.model import Told
from pipeline.stages.linking import Knowledge, link_events

from .conftest import tell


def groups(told: list[Told], knowledge: Knowledge) -> set[frozenset[str]]:
    return {frozenset(group) for group in link_events(told, knowledge).same}


def joined(one: Told, other: Told, knowledge: Knowledge) -> bool:
    return bool(groups([one, other], knowledge))


# --- the seeds ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "group",
    [
        # The carrier Cavour at Yokosuka: planned in June and on 17 August, there on the 22nd,
        # recalled on the 27th and the 30th.
        {"003/13.3", "003/9.1", "003/8.1", "003/7.4", "003/6.2"},
        # Polish and Japanese ministers, in the round-up and in its card.
        {"002/1.4", "002/3.1"},
        {"003/14.2", "003/9.5"},  # talks on ACSA begun: "6月に" and "14日"
        {"003/14.3", "003/13.4"},  # the action plan
        {"003/30.2", "003/28.2"},  # agreed in 2019, recalled in 2021
        {"003/37.1", "003/38.1"},  # one agreement under two names
        {"003/17.4", "003/18.1"},  # Italian fighters at Komatsu
        {"003/7.2", "003/9.4", "003/18.5"},  # the joint fighter, still under way
    ],
)
def test_one_event_in_several_records(
    group: set[str], gold_told: list[Told], knowledge: Knowledge
) -> None:
    assert frozenset(group) in groups(gold_told, knowledge)


def test_most_events_of_the_seeds_are_told_once(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    grouped = {event_id for group in groups(gold_told, knowledge) for event_id in group}
    assert len(grouped) < 0.25 * len(gold_told)


def test_groups_are_disjoint_and_never_join_one_record(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    record = {t.event_id: t.record_id for t in gold_told}
    seen: set[str] = set()
    for group in link_events(gold_told, knowledge).same:
        assert len(group) > 1
        assert not seen & set(group)
        seen |= set(group)
        assert len({record[event_id] for event_id in group}) == len(group)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_events_changes_nothing(
    seed: int, gold_told: list[Told], knowledge: Knowledge
) -> None:
    shuffled = random.Random(seed).sample(gold_told, len(gold_told))
    assert link_events(shuffled, knowledge) == link_events(gold_told, knowledge)


# --- what joins -----------------------------------------------------------------------------


def test_a_plan_and_its_outcome(knowledge: Knowledge) -> None:
    plan = tell("a", status="planned", days="2024-12-04", published="2024-12-02")
    done = tell("b", days="2024-12-04", published="2024-12-10")
    links = link_events([done, plan], knowledge)
    assert links.same == (("a", "b"),)
    assert links.updates == {"a": "b"}


def test_a_cancelled_visit_updates_its_plan(knowledge: Knowledge) -> None:
    told = [
        tell("a", "visit", "considered", days="2024-08-09/2024-08-12", published="2024-08-01"),
        tell("b", "visit", "planned", days="2024-08-09/2024-08-12", published="2024-08-08"),
        tell("c", "visit", "cancelled", days="2024-08-09/2024-08-12", published="2024-08-10"),
    ]
    assert link_events(told, knowledge).updates == {"a": "c", "b": "c"}


def test_an_earlier_report_updates_nothing(knowledge: Knowledge) -> None:
    told = [
        tell("a", status="completed", days="2024-12-04", published="2024-12-04"),
        tell("b", status="planned", days="2024-12-04", published="2024-12-04"),
        tell("c", status="planned", days="2024-12-04", published=None),
    ]
    assert link_events(told, knowledge).updates == {}


def test_a_month_joins_its_day_when_the_act_is_rare(knowledge: Knowledge) -> None:
    day = tell("a", "partnership", days="2023-01-10", published="2023-01-10")
    month = tell("b", "partnership", days="2023-01-01/2023-01-31", published="2026-01-17")
    assert joined(day, month, knowledge)


def test_a_month_of_frequent_acts_needs_support(knowledge: Knowledge) -> None:
    day = tell("a", days="2024-09-12", evidence="木原防衛相が防衛省で会談", location="防衛省")
    month = tell("b", days="2024-09-01/2024-09-30", evidence="9月に両国は協議した")
    assert not joined(day, month, knowledge)
    placed = tell("c", days="2024-09-01/2024-09-30", evidence="9月に協議", location="防衛省")
    assert joined(day, placed, knowledge)


def test_undated_reports_of_one_week_join_by_their_words(knowledge: Knowledge) -> None:
    words = "日米韓の防衛相はシンガポールで会談し"
    one = tell("a", evidence=words, published="2024-06-03")
    assert joined(
        one,
        tell("b", evidence="日米韓防衛相はシンガポールで会談", published="2024-06-05"),
        knowledge,
    )
    assert not joined(one, tell("c", evidence=words, published="2024-07-05"), knowledge)
    assert not joined(
        one, tell("d", evidence="北京で局長級協議", published="2024-06-03"), knowledge
    )


def test_larger_groups_of_parties_need_not_be_equal(knowledge: Knowledge) -> None:
    many = tell("a", "exercise", parties="JPN FRA USA GBR AUS", days="2023-03-13/2023-03-14")
    fewer = tell("b", "exercise", parties="JPN FRA USA GBR", days="2023-03-14")
    assert joined(many, fewer, knowledge)
    assert not joined(many, tell("c", "exercise", parties="JPN FRA", days="2023-03-14"), knowledge)


# --- what does not --------------------------------------------------------------------------

BASE = {"days": "2024-11-25", "evidence": "岩屋外相がローマで会談", "published": "2024-11-25"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"days": "2024-11-27"}),
        ({}, {"event_type": "visit"}),
        ({}, {"parties": "JPN DEU"}),
        ({}, {"parties": "JPN ITA GBR"}),
        ({"record": "r"}, {"record": "r"}),
        ({}, {"evidence": "中谷防衛相がローマで会談"}),
        ({"location_code": "ITA"}, {"location_code": "JPN"}),
        ({"instrument": "海洋協議"}, {"instrument": "サイバー対話"}),
        (
            {"event_type": "visit", "roles": {"JPN": "visitor", "ITA": "host"}},
            {"event_type": "visit", "roles": {"ITA": "visitor", "JPN": "host"}},
        ),
        (
            {"event_type": "agreement", "stage": "agreed", "instrument": "情報保護協定"},
            {"event_type": "agreement", "stage": "signed", "instrument": "情報保護協定"},
        ),
        (
            {"event_type": "agreement", "stage": "signed", "instrument": "情報保護協定"},
            {"event_type": "agreement", "stage": "signed", "instrument": "ACSA"},
        ),
        ({"days": "", "published": None}, {"days": "", "published": None, "evidence": "甲乙丙"}),
    ],
    ids=[
        "another day",
        "another type",
        "other parties",
        "one more party",
        "one record",
        "foreign and defence ministers",
        "another country",
        "another forum",
        "going and coming",
        "another stage",
        "another agreement",
        "nothing that dates either",
    ],
)
def test_kept_apart(one: dict[str, object], other: dict[str, object], knowledge: Knowledge) -> None:
    a, b = (tell(name, **(BASE | values)) for name, values in (("a", one), ("b", other)))  # type: ignore[arg-type]
    assert not joined(a, b, knowledge)
    # The same pair without the difference is one event.
    assert joined(tell("a", **BASE), tell("b", **BASE), knowledge)


def test_a_vague_event_that_fits_two_stays_alone(knowledge: Knowledge) -> None:
    told = [
        tell("a", "port_call", days="2024-08-05"),
        tell("b", "port_call", days="2024-08-22"),
        tell("c", "port_call", days="2024-08-01/2024-08-31"),
    ]
    assert groups(told, knowledge) == set()
    assert groups([told[0], told[2]], knowledge) == {frozenset({"a", "c"})}


def test_two_calls_of_one_record_take_their_own_counterparts(knowledge: Knowledge) -> None:
    foreign = "岩屋外相がシビハ外相と会談"
    leader = "ゼレンスキー大統領とも面会"
    told = [
        tell("a1", days="2024-11-16", evidence=foreign, record="a"),
        tell("a2", days="2024-11-16", evidence=leader, record="a"),
        tell("b1", days="2024-11-16", evidence="ゼレンスキー大統領が面会", record="b"),
        tell("b2", days="2024-11-16", evidence="岩屋外相とシビハ外相の会談", record="b"),
    ]
    assert groups(told, knowledge) == {frozenset({"a1", "b2"}), frozenset({"a2", "b1"})}


def test_lists_of_ships_share_one(knowledge: Knowledge) -> None:
    one = tell("a", "port_call", days="2024-08-22", instrument="Cavour、Alpino")
    assert joined(
        one, tell("b", "port_call", days="2024-08-22", instrument="Cavour、F-35"), knowledge
    )
    assert not joined(
        one, tell("c", "port_call", days="2024-08-22", instrument="Morosini"), knowledge
    )

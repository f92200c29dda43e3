"""The steps of one agreement over the years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import STAGES, STATUSES, Thread, Told
from pipeline.stages.linking import Knowledge, link_events

from .conftest import tell


def threads(told: list[Told], knowledge: Knowledge) -> dict[tuple[str, ...], list[Thread]]:
    found: dict[tuple[str, ...], list[Thread]] = {}
    for thread in link_events(told, knowledge).threads:
        found.setdefault(thread.parties, []).append(thread)
    return found


def shown(thread: Thread, told: list[Told]) -> list[tuple[str | None, str, str | None, str]]:
    events = {t.event_id: t for t in told}
    return [
        (e.stage, e.status, e.start, (e.published or "")[:10])
        for e in (events[step] for step in thread.steps)
    ]


# --- the seeds ------------------------------------------------------------------------------


def test_the_italian_acsa_from_talks_to_the_diet(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    (acsa,) = [t for t in threads(gold_told, knowledge)["ITA", "JPN"] if "物品役務" in t.name]
    assert acsa.name == "物品役務相互提供協定(ACSA)"
    assert shown(acsa, gold_told) == [
        ("negotiating", "completed", "2024-06-14", "2024-06-14"),
        ("agreed", "considered", "2024-08-17", "2024-08-17"),
        ("signed", "completed", "2024-11-25", "2024-11-25"),
        ("approved", "planned", "2025-01-01", "2024-11-25"),
    ]


def test_the_german_information_agreement_over_two_years(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    found = threads(gold_told, knowledge)["DEU", "JPN"]
    (information,) = [t for t in found if "情報保護" in t.name]
    assert information.name == "日独情報保護協定"
    assert shown(information, gold_told) == [
        ("agreed", "completed", "2019-02-04", "2019-02-04"),
        ("signed", "considered", "2021-03-22", "2021-03-19"),
        ("in_force", "completed", "2021-03-22", "2021-03-22"),
    ]


def test_the_considered_signing_is_updated_by_the_entry_into_force(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    updates = link_events(gold_told, knowledge).updates
    assert updates["003/28.1"] == "003/27.1"
    assert updates["003/9.6"] == "003/3.2"  # conclusion hoped for → signed
    assert "003/3.3" not in updates  # approval by the Diet: nothing later is told


def test_every_agreement_of_the_seeds_is_a_step_or_tells_one(
    gold_told: list[Told], knowledge: Knowledge
) -> None:
    links = link_events(gold_told, knowledge)
    steps = [step for thread in links.threads for step in thread.steps]
    assert len(steps) == len(set(steps))
    groups = {event_id: set(group) for group in links.same for event_id in group}
    for told in gold_told:
        if told.type == "agreement":
            assert ({told.event_id} | groups.get(told.event_id, set())) & set(steps)
    kinds = {t.event_id: t.type for t in gold_told}
    assert {kinds[step] for step in steps} == {"agreement"}


# --- how names and occasions divide ---------------------------------------------------------


def pact(event_id: str, stage: str, instrument: str | None, **values: object) -> Told:
    return tell(event_id, "agreement", stage=stage, instrument=instrument, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("日伊ACSA", "物品又は役務の相互の提供に関する協定", True),
        ("軍事情報包括保護協定(GSOMIA)", "情報保護協定", True),
        ("防衛装備品・技術移転協定", "防衛装備移転協定", True),
        ("海上保安協力に関する覚書", "海上保安分野の協力に関する覚書", True),
        ("情報保護協定", "物品役務相互提供協定", False),
        ("文化交流に関する覚書", "海上保安協力に関する覚書", False),
    ],
)
def test_names_of_one_agreement(one: str, other: str, joined: bool, knowledge: Knowledge) -> None:
    told = [
        pact("a", "agreed", one, days="2023-05-01", published="2023-05-01"),
        pact("b", "signed", other, days="2024-05-01", published="2024-05-01"),
    ]
    assert (len(threads(told, knowledge)["ITA", "JPN"]) == 1) is joined


def test_other_parties_make_another_agreement(knowledge: Knowledge) -> None:
    told = [
        pact("a", "signed", "ACSA", days="2023-05-01"),
        pact("b", "signed", "ACSA", days="2023-05-01", parties="JPN DEU"),
    ]
    assert set(threads(told, knowledge)) == {("ITA", "JPN"), ("DEU", "JPN")}


def test_joint_statements_are_one_thread_per_occasion(knowledge: Knowledge) -> None:
    told = [
        pact("a", "agreed", "共同声明", status="considered", published="2024-05-20"),
        pact("b", "agreed", "日伊共同声明", days="2024-06-14", published="2024-06-15"),
        pact("c", "agreed", "共同声明", days="2026-01-16", published="2026-01-17"),
    ]
    steps = [thread.steps for thread in threads(told, knowledge)["ITA", "JPN"]]
    assert sorted(steps) == [("a", "b"), ("c",)]


def test_the_same_agreement_stands_for_the_one_named_before(knowledge: Knowledge) -> None:
    told = [
        pact("a", "signed", "グアム移転協定", days="2009-02-17", source="s", at=10),
        pact("b", "approved", "同協定", days="2009-05-13", source="s", at=90),
        pact("c", "approved", "同協定", days="2009-05-13", source="other"),
    ]
    steps = sorted(thread.steps for thread in threads(told, knowledge)["ITA", "JPN"])
    assert ("a", "b") in steps or ("a", "c") in steps
    assert len(steps[0]) == 2


def test_a_nameless_agreement_is_a_thread_of_its_own(knowledge: Knowledge) -> None:
    told = [
        pact("a", "agreed", None, days="2020-01-01", published="2020-01-01"),
        pact("b", "signed", "情報保護協定", days="2021-01-01", published="2021-01-01"),
    ]
    found = {thread.steps: thread.name for thread in threads(told, knowledge)["ITA", "JPN"]}
    assert found == {("a",): "", ("b",): "情報保護協定"}


def test_a_step_without_a_name_belongs_to_the_one_agreement_of_its_record(
    knowledge: Knowledge,
) -> None:
    signed = pact("a", "signed", "ACSA", days="2024-11-25", record="r", source="s")
    later = pact("b", "approved", None, status="planned", record="r", source="s", at=50)
    other = pact("c", "signed", "情報保護協定", days="2024-11-25", record="r", source="s")
    assert [t.steps for t in threads([signed, later], knowledge)["ITA", "JPN"]] == [("a", "b")]
    assert len(threads([signed, later, other], knowledge)["ITA", "JPN"]) == 3


def test_a_forum_named_with_the_parties_does_not_part_the_thread(knowledge: Knowledge) -> None:
    begun = pact("a", "negotiating", "ACSA", days="2024-06-14")
    signed = pact("b", "signed", "日伊ACSA", days="2024-11-25", parties="JPN ITA G7")
    assert threads([begun, signed], knowledge).keys() == {("ITA", "JPN")}
    german = pact("c", "signed", "ACSA", days="2024-01-29", parties="JPN DEU")
    three = pact("d", "signed", "ACSA", days="2024-11-25", parties="JPN ITA DEU")
    assert ("DEU", "ITA", "JPN") in threads([begun, german, three], knowledge)


def test_a_step_told_twice_is_one_row_with_the_sharper_date(knowledge: Knowledge) -> None:
    told = [
        pact("late", "signed", "ACSA", days="2024-11-01/2024-11-30", published="2026-01-17"),
        pact("first", "signed", "ACSA", days="2024-11-25", published="2024-11-25"),
    ]
    (thread,) = threads(told, knowledge)["ITA", "JPN"]
    assert thread.steps == ("first",)


def test_a_plan_that_is_put_off_and_done_stays_visible(knowledge: Knowledge) -> None:
    told = [
        pact("a", "signed", "GSOMIA", status="considered", published="2012-05-01"),
        pact("b", "signed", "GSOMIA", status="planned", published="2012-06-20"),
        pact("c", "signed", "GSOMIA", status="cancelled", published="2012-06-29"),
        pact("d", "signed", "GSOMIA", days="2016-11-23", published="2016-11-23"),
    ]
    (thread,) = threads(told, knowledge)["ITA", "JPN"]
    assert thread.steps == ("a", "b", "c", "d")
    updates = link_events(told, knowledge).updates
    assert updates == {"a": "d", "b": "d"}


def test_the_key_of_a_thread_outlives_new_steps(knowledge: Knowledge) -> None:
    first = [pact("b", "signed", "ACSA", days="2024-11-25")]
    more = [*first, pact("a", "negotiating", "日伊ACSA", days="2024-06-14")]
    (one,), (two,) = (threads(t, knowledge)["ITA", "JPN"] for t in (first, more))
    assert one.key == two.key


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(STAGES),
        st.sampled_from(STATUSES),
        st.sampled_from([None, "ACSA", "共同声明", "同協定", "海洋協力の覚書", "情報保護協定"]),
        st.sampled_from(["", "2024-01-05", "2024-01-01/2024-01-31", "2024-01-01/2025-12-31"]),
        st.sampled_from([None, "2024-01-06", "2024-03-01", "2025-06-01"]),
        st.integers(0, 3),
    ),
    max_size=10,
)


@given(events=EVENTS, order=st.randoms(use_true_random=False))
def test_whatever_is_told_links_are_well_formed(
    events: list[tuple[str, str, str | None, str, str | None, int]],
    order: object,
    knowledge: Knowledge,
) -> None:
    told = [
        pact(
            f"e{n}",
            stage,
            name,
            status=status,
            days=days,
            published=published,
            record=f"r{record}",
            source=f"s{record}",
            at=n,
        )
        for n, (stage, status, name, days, published, record) in enumerate(events)
    ]
    links = link_events(told, knowledge)
    known = {t.event_id: t for t in told}
    steps = [step for thread in links.threads for step in thread.steps]
    assert len(steps) == len(set(steps))
    assert len({thread.key for thread in links.threads}) == len(links.threads)
    for group in links.same:
        assert len({known[event_id].record_id for event_id in group}) == len(group) > 1
    for old, new in links.updates.items():
        assert (known[old].published or "") < (known[new].published or "")
    shuffled = list(told)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert link_events(shuffled, knowledge) == links

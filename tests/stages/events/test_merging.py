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

PAGES = {
    # title, lead and retelling are one occasion
    "日英外相が会談\n上川外相は13日、ロンドンで英国のキャメロン外相と会談した。\n"
    "日英外相会談は今年2回目。両外相は東アジア情勢を協議した。": [
        "meeting completed 2024-05-13 GBR JPN"
    ],
    # the body tells it better than a title, its date and its state too
    "日英、首脳会談へ\n岸田首相は来月、ロンドンで英国のスナク首相と会談する予定だ。": [
        "meeting planned 2024-06-01/2024-06-30 GBR JPN"
    ],
    "日英、円滑化協定に署名\n日英両政府は13日、円滑化協定に署名した。": [
        "agreement signed completed 2024-05-13 GBR JPN"
    ],
    # a month is told more finely later
    "日独、共同訓練へ\n空自は5月、独空軍と国内で共同訓練を行う。\n"
    "空自は5月20~24日、独空軍と北海道で共同訓練を行う。": [
        "exercise planned 2024-05-20/2024-05-24 DEU JPN"
    ],
    # a date behind the headline's act may be that of something else
    "伊哨戒艦が横須賀に初寄港 昨年秋に就役したばかり\n伊海軍の哨戒艦が13日、横須賀に寄港した。": [
        "port_call completed 2024-05-13 ITA JPN"
    ],
    # a pact's letters and its name
    "カナダと韓国のFTA署名\n10日、オタワでカナダの通商相と韓国の通商相がFTAに署名した。\n"
    "カナダと韓国が自由貿易協定に署名した。": ["agreement signed completed 2024-05-10 CAN KOR"],
    # other days, other partners: other occasions
    "共同訓練を実施\n海上自衛隊と英海軍は10日、四国沖で共同訓練を実施した。\n"
    "海上自衛隊と英海軍は3月5日にも、沖縄周辺で共同訓練を実施した。": [
        "exercise completed 2024-05-10 GBR JPN",
        "exercise completed 2024-03-05 GBR JPN",
    ],
    "欧州歴訪\n上川外相は10日、英国のキャメロン外相と会談した。\n"
    "上川外相は12日、フランスのセジュルネ外相と会談した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "meeting completed 2024-05-12 FRA JPN",
    ],
    "連日の協議\n上川外相は10日、英国のキャメロン外相と会談した。12日にも電話で会談した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "meeting completed 2024-05-12 GBR JPN",
    ],
    # a call, and the talks in one place that follow it
    "日英首脳\n岸田首相はスナク英首相を迎賓館で迎えた。その後、対面で初の日英首脳会談が始まった。"
    "これに先立ち10日、両首脳は電話会談した。": [
        "meeting completed - GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    # talks held by officials, and those of the leaders that they arrange
    "日韓の協議\n日韓の外務次官は10日、東京で協議した。次官級協議では、日韓首脳会談を開くことで"
    "一致した。": [
        "meeting completed 2024-05-10 JPN KOR",
        "meeting planned - JPN KOR",
    ],
    # talks taken up again after another day, and a count of visits
    "日加の協議\n海上自衛隊とカナダ海軍は10日、東京で協議した。翌11日は両海軍が訓練した。"
    "本協議を通じ、日加海軍の連携を確認した。": [
        "meeting completed 2024-05-10 CAN JPN",
        "exercise completed 2024-05-11 CAN JPN",
    ],
    "首相が訪印へ\n岸田首相は16日から19日までインドを訪れる。今年2回目のインド訪問となる。": [
        "visit planned 2024-05-16/2024-05-19 IND JPN",
    ],
    # a visit is called off, and with it the talks that it was for
    "訪日を延期\nカナダの首相は訪日を延期した。カナダの首相は岸田首相と会談する予定だった。": [
        "visit cancelled - CAN JPN",
        "meeting cancelled - CAN JPN",
    ],
    # the talks of the morning, and those planned for the afternoon of the day
    "連日の協議\n日英両外相は14日午前、東京で会談した。14日午後に日英首脳会談が予定されている。": [
        "meeting completed 2024-05-14 GBR JPN",
        "meeting planned 2024-05-14 GBR JPN",
    ],
    # other people of the same state
    "連日の協議\n岸田首相は13日、英国のスナク首相と会談した。岸田首相は英国の"
    "チャールズ国王と会見した。": [
        "meeting completed 2024-05-13 GBR JPN",
        "meeting completed 2024-05-13 GBR JPN",
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(PAGES), titled=True)


@pytest.mark.model
@pytest.mark.parametrize("text", PAGES)
def test_occasions_of_a_page(text: str, pages: Any) -> None:
    assert pages[text].told() == PAGES[text]


UNDATED = {
    # days whose year nobody tells still set acts apart
    "日英、再び協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "両外相は昨年5月にも東京で会談している。": ["meeting completed - GBR JPN"] * 2,
    "日英が協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "日英の外相は7日にも電話で協議した。": ["meeting completed - GBR JPN"] * 2,
    # one day told twice is one
    "日英が協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "上川外相は13日午後、英外相と会談し、協力で一致した。": ["meeting completed - GBR JPN"],
}


@pytest.mark.model
def test_occasions_of_a_page_without_a_year(read: Any) -> None:
    pages = read(list(UNDATED), day=None, titled=True)
    assert {text: page.told() for text, page in pages.items()} == UNDATED


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
    base = Candidate(replace(event, **own), "clause", False, day is not None, False, False, 0)
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
    assert len(merge([signed, force], event_rules.is_state)) == rows


@pytest.mark.parametrize(("first", "second"), ONE)
def test_tellings_of_one_occasion(
    event_rules: EventRules, first: Candidate, second: Candidate
) -> None:
    (merged,) = merge([first, second], event_rules.is_state)
    assert merged.tellings == 2


@pytest.mark.parametrize(("first", "second"), TWO)
def test_occasions_that_stay_apart(
    event_rules: EventRules, first: Candidate, second: Candidate
) -> None:
    assert merge([first, second], event_rules.is_state) == [first, second]


def test_the_best_telling_stays_and_takes_what_it_lacks(event_rules: EventRules) -> None:
    title = told("JPN GBR", title=True, status="planned", instrument="2プラス2")
    lead = told("JPN GBR", "2024-05-13", location="ロンドン", location_code="GBR")
    later = told("JPN GBR", outcome="連携で一致")
    (merged,) = merge([title, lead, later], event_rules.is_state)
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
        (merged,) = merge(list(pair), event_rules.is_state)
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
    merged = merge(given_ones, event_rules.is_state)
    assert sum(c.tellings for c in merged) == len(given_ones)
    assert {c.event.codes for c in merged} <= {c.event.codes for c in given_ones}
    assert merge(given_ones, event_rules.is_state) == merged

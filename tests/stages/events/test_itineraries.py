"""Tables and lists of ports of call."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

LEAD = "海上自衛隊の練習艦「かしま」は5月20日に東京を出る。\n"
TABLE = (
    f"{LEAD}寄港地\t国名\t入港\t出港\n"
    "晴海\t日本\t-\t5月20日\n"
    "ホノルル\tアメリカ合衆国\t6月3日\t6月7日\n"
    "パペーテ\tフランス共和国(仏領ポリネシア)\t6月20日\t6月23日\n"
    "横須賀\t日本\t7月9日\t-\n"
)
LIST = (
    "豪海軍のフリゲート艦は各地を巡る。\n"
    "主な寄港予定地\n・マニラ 5月3日~7日\n・横須賀 5月21日~25日\n"
)
CRUISE = "豪華客船の旅を楽しむ。\n寄港地\n・マニラ 5月21日~25日\n"
PROSE = f"{LEAD}寄港地\n6月3日、米国の首相がホノルルの式典に出た。\n"
# Each page, and the calls that its rows tell.
PAGES = {
    TABLE: [
        ("JPN;USA", "planned", "2024-06-03", "2024-06-07"),
        ("FRA;JPN", "planned", "2024-06-20", "2024-06-23"),
    ],
    LIST: [
        ("AUS;PHL", "completed", "2024-05-03", "2024-05-07"),
        ("AUS;JPN", "planned", "2024-05-21", "2024-05-25"),
    ],
    CRUISE: [],
    PROSE: [],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(PAGES))


@pytest.mark.parametrize("text", PAGES, ids=["table", "list", "cruise", "prose"])
def test_the_calls_that_rows_tell(text: str, pages: Any) -> None:
    told = [
        (";".join(e.codes), e.status, e.date.start, e.date.end)
        for e in pages[text].events()
        if e.type == "port_call"
    ]
    assert told == PAGES[text]


def test_the_visitor_is_the_ships_side_and_the_port_is_pointed_at(pages: Any) -> None:
    event = pages[TABLE].events()[0]
    roles = {p.code: p.role for p in event.participants}
    assert roles == {"JPN": "visitor", "USA": "host"}
    assert TABLE[event.evidence.start : event.evidence.end].startswith("ホノルル")

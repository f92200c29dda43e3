"""Rows of a table of agreements."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

HEADED = (
    "名称\t署名\t効力発生\t備考\n"
    "日・カナダ物品役務相互提供協定\t平成30年4月21日 東京\t令和元年7月18日\t\n"
    "日仏部隊間協力円滑化協定\t―\t―\t\n"
    "日比部隊間協力円滑化協定\t令和7年9月1日 マニラ\t―\t\n"
)
BARE = "協定の一覧\n日英部隊間協力円滑化協定 | 2023年1月11日 | 2023年4月28日 | 2023年10月15日\n"
DIARY = "協定の一覧\n2023年1月11日 | 日英部隊間協力円滑化協定 | ロンドン\n"
# Each table, and the steps that its rows tell.
TABLES = {
    HEADED: [
        ("CAN;JPN", "signed", "completed", "2018-04-21"),
        ("CAN;JPN", "in_force", "completed", "2019-07-18"),
        ("JPN;PHL", "signed", "planned", "2025-09-01"),
    ],
    BARE: [
        ("GBR;JPN", "signed", "completed", "2023-01-11"),
        ("GBR;JPN", "approved", "completed", "2023-04-28"),
        ("GBR;JPN", "in_force", "completed", "2023-10-15"),
    ],
    DIARY: [],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TABLES))


@pytest.mark.parametrize("text", TABLES, ids=["headed", "bare", "diary"])
def test_the_steps_of_a_table(text: str, pages: Any) -> None:
    told = [
        (";".join(sorted(e.codes)), e.stage, e.status, e.date.start) for e in pages[text].events()
    ]
    assert told == TABLES[text]


def test_the_name_and_evidence_of_a_row(pages: Any) -> None:
    first = pages[HEADED].events()[0]
    assert first.instrument == "日・カナダ物品役務相互提供協定"
    evidence = HEADED[first.evidence.start : first.evidence.end]
    assert evidence == "日・カナダ物品役務相互提供協定\t平成30年4月21日"

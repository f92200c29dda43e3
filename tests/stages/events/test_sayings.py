"""The day of a saying is not that of the act it tells of."""

from __future__ import annotations

from typing import Any

import pytest

MEETING = "meeting completed 2024-05-13 GBR JPN"
# Read on Tuesday 2024-05-14.
TOLD = {
    # the day of an announcement is not the act's
    "外務省は14日、日英外相が10日に会談したと発表した。": ["meeting completed 2024-05-10 GBR JPN"],
    "防衛省は14日、海上自衛隊と英海軍が四国沖で共同訓練を実施したと発表した。": [
        "exercise completed - GBR JPN"
    ],
    "日英外相が10日に会談していたことが14日、分かった。": ["meeting completed 2024-05-10 GBR JPN"],
    "木原防衛相は10日の記者会見で、英国のシャップス国防相と先週会談したと明らかにした。": [
        "meeting completed 2024-05-06/2024-05-12 GBR JPN"
    ],
    "木原防衛相は10日の民放番組で、来月にも英国を訪問する考えを示した。": [
        "visit considered 2024-06-01/2024-06-30 GBR JPN"
    ],
    # a subject's day is that of what it says, whatever it rests on
    "防衛相は13日、英国で起きた洪水を受け、自衛隊の医療隊を英国に派遣すると発表した。": [
        "dispatch planned - GBR JPN"
    ],
    # a day ahead is not that of the saying, one gone by is
    "木原防衛相は来月、英国を訪れる計画を明らかにした。": [
        "visit planned 2024-06-01/2024-06-30 GBR JPN"
    ],
    "防衛省は10日、英海軍との日英共同訓練の実施を発表した。": ["exercise completed - GBR JPN"],
    # a press conference, with no partner, is no meeting
    "英国の国防相は13日、ロンドンで会見し、日本との共同訓練を行うと述べた。": [
        "exercise planned - GBR JPN"
    ],
    # coordinate clauses in front of a saying; kanji days before a relative clause
    "2024年5月13日、防衛省の一室で、日英の防衛相が会談し、考えを語った。": [MEETING],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_the_day_of_a_saying(text: str, pages: Any) -> None:
    assert pages[text].told() == TOLD[text]

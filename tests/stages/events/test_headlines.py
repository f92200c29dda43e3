"""Days of what a headline tells."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Read on Tuesday 2024-05-14: a title and a body, and the days of the title's act.
TOLD = {
    # the talks of the news brought it
    "日英、情報保護協定で大筋合意\n岸田首相は13日、英国のスナク首相と会談した。": (
        "agreement",
        "2024-05-13",
    ),
    # talks of long ago did not
    "日英、情報保護協定で大筋合意\n岸田首相は昨年5月13日、英国のスナク首相と会談した。": (
        "agreement",
        None,
    ),
    # the body tells the arrival in other words
    "英海軍のフリゲート艦、横須賀に入港\n任務の後、11日に盛大な歓迎を受けた。": (
        "port_call",
        "2024-05-11",
    ),
    # a visit shares the day of the talks that it was for
    "英国のスナク首相が来日\n岸田首相は13日、英国のスナク首相と都内で会談した。": (
        "visit",
        "2024-05-13",
    ),
    # the day of a report is not the arrival's
    "英海軍のフリゲート艦、横須賀に入港\n海上幕僚監部が13日に発表した。": ("port_call", None),
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD), titled=True)


@pytest.mark.parametrize("text", TOLD)
def test_the_day_of_a_headline(text: str, pages: Any) -> None:
    kind, day = TOLD[text]
    (event,) = [e for e in pages[text].events() if e.type == kind]
    assert (event.date.start, event.date.end) == (day, day)


# What the body tells of the news, where the headline alone would be read as another act.
RETOLD = {
    "ガーナ向け円借款、貸付契約に調印\nJICAは13日、ガーナ政府と港湾の貸付契約に調印した。": [
        "agreement signed"
    ],
    "エチオピアとスーダンが停戦で合意\nエチオピアとスーダンの両国は13日、停戦協定に署名した。": [
        "agreement signed"
    ],
    # a step that is still to come beside one that is done is another one
    "日印、税関協定に署名へ\n日本とインドは13日、税関協定で大筋合意した。": [
        "agreement agreed",
        "agreement signed",
    ],
}


@pytest.fixture(scope="module")
def retold(read: Any) -> Any:
    return read(list(RETOLD), titled=True)


@pytest.mark.parametrize("text", RETOLD)
def test_a_headline_that_the_body_tells_better_adds_nothing(text: str, retold: Any) -> None:
    told = [f"{e.type} {e.stage or ''}".strip() for e in retold[text].events()]
    assert sorted(told) == RETOLD[text]

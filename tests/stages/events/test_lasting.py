"""How long an act lasts, told in a clause or sentence after it."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Read on Tuesday 2024-05-14: the text, and the days of its first act.
TOLD = {
    "英海軍のフリゲート艦が10日、横須賀港に入港した。13日朝まで停泊する。": "2024-05-10/2024-05-13",
    "英海軍のフリゲート艦が10日、横須賀港に入港した。停泊は4日間。": "2024-05-10/2024-05-13",
    "英海軍のフリゲート艦が10日、横須賀港に入港した。13日に出港する。": "2024-05-10/2024-05-13",
    "日英両軍の共同訓練が10日に始まった。訓練は20日まで続く。": "2024-05-10/2024-05-20",
    "日英両軍の共同訓練が10日に始まった。18日まで、演習場で手順を確かめる。": (
        "2024-05-10/2024-05-18"
    ),
    "日英両軍は5月10日から共同訓練を行っている。期間は20日まで。": "2024-05-10/2024-05-20",
    "日英両軍は4月10日から共同訓練を行い、訓練は5月2日に幕を閉じた。": "2024-04-10/2024-05-02",
    "岸田首相は20日から英国を訪問する。訪問は23日に終わる。": "2024-05-20/2024-05-23",
    "岸田首相が10日に英国を訪問(~13日)。": "2024-05-10/2024-05-13",
    "3月には英海軍の艦艇が横須賀港に入った。同艦は12日から5日間とどまった。": (
        "2024-03-12/2024-03-16"
    ),
    # days that only a later sentence gives
    "日英両軍が共同訓練を行う。期間は5月20日から25日まで。": "2024-05-20/2024-05-25",
    "防衛相は13日、英軍と共同訓練を行う計画だと語った。時期は8月上旬。": "2024-08-01/2024-08-10",
    "日本政府はフィリピンに巡視船2隻を供与する方針を決めた。引き渡しは来年3月の見込み。": (
        "2025-03-01/2025-03-31"
    ),
    # days counted from the first, or back from the last
    "岸田首相は10日、2泊3日の日程で英国を訪問した。": "2024-05-10/2024-05-12",
    "日英の防衛相会合は12日、二日間の討議を終えた。": "2024-05-11/2024-05-12",
    # the days of something else, and a deadline for another act
    "日英両軍は10日に共同訓練を行った。次回の時期は20日までに決める。": "2024-05-10",
    "岸田首相は10日に英国を訪問した。両国は年内に協定を結ぶ。": "2024-05-10",
    "日英両軍は10日から12日まで共同訓練を行った。訓練は13日に公開された。": "2024-05-10/2024-05-12",
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.parametrize("text", TOLD)
def test_how_long_an_act_lasts(text: str, pages: Any) -> None:
    when = pages[text].events()[0].date
    days = when.start if when.start == when.end else f"{when.start}/{when.end or '..'}"
    assert days == TOLD[text]

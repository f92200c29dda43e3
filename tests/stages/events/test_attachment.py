"""To which of several acts or nouns a day attaches."""

from __future__ import annotations

from typing import Any

import pytest

MEETING = "meeting completed 2024-05-13 GBR JPN"
# Read on Tuesday 2024-05-14.
TOLD = {
    # a relative clause that describes the act tells its day; that of another noun does not
    "13日に行われた日英外相会談では、地域情勢が取り上げられた。": [MEETING],
    "15日に京都市で開く日英外相会談に合わせ、経済界の会合も予定されている。": [
        "meeting planned 2024-05-15 GBR JPN"
    ],
    "上川外相は13日、先月就任した英国のキャメロン外相と電話で会談した。": [MEETING],
    # に関する relates nouns to each other: no happening that the day could be of
    "日本とチリの外相は、9日に鉱物資源に関する覚書に署名した。": [
        "agreement signed completed 2024-05-09 CHL JPN"
    ],
    "両国の法相は来月12日に受刑者の移送をめぐる日本とタイの協定に調印する予定だ。": [
        "agreement signed planned 2024-06-12 JPN THA"
    ],
    "日本とケニアは6日に無償資金協力に係る交換公文を交わした。": [
        "agreement signed completed 2024-05-06 JPN KEN"
    ],
    # after the act
    "日英外相が会談したのは13日だった。": [MEETING],
    "上川外相は英国のキャメロン外相と会談した。会談は13日、ロンドンで行われた。": [MEETING],
    # a clause that runs on tells of its topic, not of what comes before the act
    "10日に行うはずだった日英の共同訓練は、準備が長引いて来年春へ延びることになった。": [
        "exercise planned 2025-03-01/2025-05-31 GBR JPN"
    ],
    # a noun of action ends the sentence after a relative clause
    "防衛装備庁と英国防省は11日、化学防護の研究に関する覚書に調印。": [
        "agreement signed completed 2024-05-11 GBR JPN"
    ],
    # a relative clause that says where the talks were held tells their day
    "今年4月にロンドンで実現した日英首脳会談で、両国は9月の訪日を打ち合わせた。": [
        "visit planned 2024-09-01/2024-09-30 GBR JPN",
        "meeting completed 2024-04-01/2024-04-30 GBR JPN",
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_which_act_a_day_attaches_to(text: str, pages: Any) -> None:
    assert pages[text].told() == TOLD[text]

"""The act before the one that is told, days that hang on it, and what is no act of its own."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Text → the lines that tell its events: type, stage, status, days, codes.
TOLD: dict[str, list[str]] = {
    # when the last one was is told with it
    "日本とカナダの首脳は10日、2019年6月以来5年ぶりに東京で会談した。": [
        "meeting completed 2019-06-01/2019-06-30 CAN JPN",
        "meeting completed 2024-05-10 CAN JPN",
    ],
    "海上自衛隊とケニア海軍の共同訓練は今年2回目で、1月18日にも実施していた。": [
        "exercise completed 2024-01-18 JPN KEN",
    ],
    # what is held is the nearest subject, and a plan that the talks tell is not theirs
    "日本とチリの外務次官による「政策対話」が、およそ3年ぶりにサンティアゴで行われ、"
    "ことし9月の首相のチリ訪問を有意義なものとするため、準備を進めていくことで一致した。": [
        "meeting completed - CHL JPN",
        "visit planned 2024-09-01/2024-09-30 CHL JPN",
    ],
    # a day goes past 係る to the verb of the sentence
    "ギリシャとは、2013年7月に防衛装備品等の移転に係る枠組みに署名している。": [
        "agreement signed completed 2013-07-01/2013-07-31 GRC JPN",
    ],
    # one aim for two papers
    "日本とEUの外相は12日に会談し、経済連携協定の大筋合意及び戦略協定の早期妥結に向け、"
    "努力を強めていくことを確認した。": [
        "meeting completed 2024-05-12 EU JPN",
        "agreement agreed planned - EU JPN",
        "agreement negotiating planned - EU JPN",
    ],
    # what something else serves, and who came to a meeting
    "海上保安庁は13日、マルタで開かれた会合で、訓練を通じて得た知見を"
    "能力向上支援等にも反映させていくと説明した。": [],
    "5月9日、ノルウェーとのサイバー協議が開かれ、先方からは国家サイバーセンターの代表者が"
    "参加しました。": ["meeting completed 2024-05-09 JPN NOR"],
    # on the days of what is to come
    "河野大臣は13日、ルクセンブルクの外相と会談した。7月に予定されている同外相の訪日を歓迎し、"
    "双方は、その機会に海洋協力について話し合うことで一致した。": [
        "meeting completed 2024-05-13 JPN LUX",
        "meeting planned 2024-07-01/2024-07-31 JPN LUX",
        "visit planned 2024-07-01/2024-07-31 JPN LUX",
    ],
    # a bare topic means the talks told before, with all who hold them
    "日本と韓国と中国の外相が10日、東京で会談した。"
    "会談は、去年11月に釜山で4年ぶりに開かれたもので、ことしは日本が議長国だ。": [
        "meeting completed 2023-11-01/2023-11-30 CHN JPN KOR",
        "meeting completed 2024-05-10 CHN JPN KOR",
    ],
    # what was to be done on a visit is off with it
    "政府は、今月8日から予定されていたヨルダンのフセイン皇太子の来日を延期すると発表した。"
    "皇太子は9日に岸田首相と会談することにしていた。": [
        "visit cancelled 2024-05-08/.. JOR JPN",
        "meeting cancelled 2024-05-09 JOR JPN",
    ],
    # from where somebody comes is no party
    "岸田首相は12日、UAEから次の訪問国カタールに移動し、首長と会談した。": [
        "meeting completed 2024-05-12 JPN QAT",
    ],
    # the force named last, and a place that only lies there
    "オランダのフリゲート「デ・ロイテル」は5月2日に西太平洋にあるグアム島へ立ち寄っている。": [
        "port_call completed 2024-05-02 NLD USA",
    ],
}


@pytest.mark.parametrize("text", TOLD)
def test_earlier_acts_and_asides(read: Any, text: str):
    assert sorted(read([text])[text].told()) == sorted(TOLD[text])

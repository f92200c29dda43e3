"""Who joins an act that others are told of."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Read on Tuesday 2024-05-14.
ACTS = {
    # the same body, told of before
    "防衛省は2019年3月から、エストニアのNATOサイバー防衛協力センターに職員を派遣している。"
    "昨年11月には同センターの活動に正式に加わった。": [
        "dispatch EST JPN NATO",
        "framework JPN NATO",
    ],
    # who came, a sentence on
    "多国間演習「コブラ・ゴールド」が10日、タイで始まった。20日までの日程で、北部の山岳も舞台になる。"
    "集まったのは、主催の米国をはじめ、韓国、マレーシアの計3カ国。": ["exercise KOR MYS USA"],
    # who joins in is a list too, and who only looks on, asked for it or names a place stays out
    "訓練は9日、東シナ海で行われ、海自の護衛艦と、米海軍の駆逐艦、豪海軍の補給艦が加わった。": [
        "exercise AUS JPN USA"
    ],
    "大統領府によると、トランプ大統領が見守る中、タイとカンボジアの首相は共同宣言に署名した。": [
        "agreement KHM THA"
    ],
    "9日、中国が滑走路を造成した礁に近い海域で、海自はフィリピン海軍と共同訓練を行った。": [
        "exercise JPN PHL"
    ],
    "外務次官は3日、日米豪次官級協議のため来日した英国の外務次官と会談した。": [
        "meeting GBR JPN",
        "visit GBR JPN",
    ],
    # the body that a state joins, named before; a state that another subject speaks of
    "アイスランドはEUへの加盟を申請し、今月、ノルウェーの新規加盟が認められた。": [
        "framework EU ISL",
        "framework EU NOR",
    ],
    "ロシアは上海協力機構の拡大を目指し、昨年はモンゴルも正式加盟した。": ["framework MNG SCO"],
    # who came stands in the next sentence
    "日英外相会談が13日、東京で行われた。会談には、豪州のウォン外相も同席した。": [
        "meeting AUS GBR JPN"
    ],
    "欧州委員長は13日、ウクライナ大統領と会談し、カナダとの協議に自身も参加すると述べた。": [
        "meeting CAN EU",
        "meeting EU UKR",
    ],
    "空母打撃群は13日、海上自衛隊と米、オランダ、カナダの各国海軍との共同訓練に参加した。": [
        "exercise CAN JPN NLD USA"
    ],
    # who is brought in, and talks of three beside those of two
    "日韓外相会合は13日、米国のブリンケン国務長官を交えて東京で開かれた。": ["meeting JPN KOR USA"],
    "木原防衛相は13日、マールズ豪国防相と会談した。米国の国防長官も交え、3カ国の会談も行った。": [
        "meeting AUS JPN",
        "meeting AUS JPN USA",
    ],
    "日豪の防衛相は13日に会談し、米国を交えた3カ国の協力を進めることで一致した。": [
        "meeting AUS JPN"
    ],
    # a framework's leaders, in the sentence after
    "2023年6月に機雷除去の多国間枠組みが立ち上げられた。オランダとベルギーが主導国。": [
        "framework BEL NLD"
    ],
    # told in the next sentence
    "海上自衛隊は13日、南シナ海で米海軍と共同訓練を実施した。カナダの艦艇も加わった。": [
        "exercise CAN JPN USA"
    ],
    "日米の共同訓練が13日に始まった。参加しているのはほかにスペインとノルウェー。": [
        "exercise ESP JPN NOR USA"
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(ACTS))


@pytest.mark.parametrize("text", ACTS)
def test_who_joins_in(text: str, pages: Any) -> None:
    assert pages[text].acts() == ACTS[text]

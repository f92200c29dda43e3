"""Sessions of groups: the group, the host where it is told, and those who go there."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

SESSIONS = {
    # the host is where the session opens
    "岸田首相は来月、イタリアで開かれるG7サミットに出席する。": ["meeting G7 ITA JPN"],
    "G7外相会合が13日、イタリアのカプリ島で開かれ、上川外相が出席した。": ["meeting G7 ITA JPN"],
    "上海協力機構(SCO)の首脳会議が13日、カザフスタンのアスタナで開かれた。": ["meeting KAZ SCO"],
    "G7外相会合が13日、イタリアで開かれた。次回会合は来月、カナダで開かれる。": [
        "meeting CAN G7",
        "meeting G7 ITA",
    ],
    "アフリカ連合(AU)は9日、ガーナの首都アクラで閣僚会議を開いた。": ["meeting AU GHA"],
    "今月9日、フランスにおいて、G7内務大臣会合が開催され、警察庁次長が出席した。": [
        "meeting FRA G7 JPN"
    ],
    "北極圏シンポジウムが10日、ノルウェーで開幕し、上川外相が出席した。": ["meeting JPN NOR"],
    # a body that meets, meets again and adopts a paper needs no other party
    "「OPECプラス」は9日、オンラインで閣僚級会合を開いた。": ["meeting OPEC"],
    "太平洋諸島フォーラム(PIF)の首脳会議が9日、トンガで開かれた。会議では「海の宣言」が"
    "採択された。": [
        "agreement PIF",
        "meeting PIF TON",
    ],
    "新興国グループBRICSは9日、ロシアのカザンで首脳会議を開き、共同声明を採択した。": [
        "agreement BRICS",
        "meeting BRICS RUS",
    ],
    "G7外相会合が13日、イタリアで開かれた。次の会合は来月、カナダが各国を迎えて開く。": [
        "meeting CAN G7",
        "meeting G7 ITA",
    ],
    # talks with a body are no session of it
    "上川外相は13日、東京で欧州宇宙機関(ESA)の長官と会合を開き、共同声明を発表した。": [
        "agreement ESA JPN",
        "meeting ESA JPN",
    ],
    # who goes there
    "岸田首相は11日、リトアニアで開かれるNATO首脳会議に出席する。": ["meeting JPN LTU NATO"],
    "尹大統領は20日、ケニアを訪れる。22日にペルーで開かれるG20首脳会議に出席する。": [
        "meeting G20 KOR PER",
        "visit KEN KOR",
    ],
    # what a session adopts, it adopts as those who meet
    "上海協力機構(SCO)の首脳会議は9日、中国の天津で「天津宣言」を採択した。": [
        "agreement CHN SCO",
        "meeting CHN SCO",
    ],
    # in the body's own house, and others' talks there
    "ブリュッセルのNATO本部で10日、加盟国の国防相会合が開かれ、事務総長が会見した。": [
        "meeting BEL NATO"
    ],
    "ニューヨークの国連本部で10日、日韓外相会談が行われた。": ["meeting JPN KOR"],
    # who came stands in the next sentence
    "上海協力機構の首脳会議が13日、ロシアのカザンで開かれた。中国の習近平国家主席、"
    "インドのモディ首相が会議に出席した。": ["meeting CHN IND RUS SCO"],
    "上海協力機構の首脳会議が13日、ロシアのカザンで開かれた。中国の習近平国家主席は、"
    "インドのモディ首相と会議に出席した。": ["meeting CHN IND RUS SCO"],
    "13日、フランスとポーランドの外相がパリで会談した。英国の外相もオンラインで加わった。": [
        "meeting FRA GBR POL"
    ],
    "ケニアとウガンダの首脳は13日、会談した。会談には南スーダンの外相も招かれた。": [
        "meeting KEN SSD UGA"
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(SESSIONS))


@pytest.mark.parametrize("text", SESSIONS)
def test_who_meets_in_a_session(text: str, pages: Any) -> None:
    assert pages[text].acts() == SESSIONS[text]

"""Talks and visits on pages of ministries, services, embassies, prefectures and newspapers."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Text → its events: type, status, codes, first day, last day; several alike stand several times.
TOLD: dict[str, list[tuple[str, str, str, str | None, str | None]]] = {
    # a call by those who live here, or by a captain, is no journey
    "呉地方総監は13日、ペルー海軍練習艦「ウニオン」艦長の訪問を受けた。": [
        ("meeting", "completed", "JPN PER", "2024-05-13", "2024-05-13"),
    ],
    "ケニアからは13日、観光・遺跡相の訪問を受けた。": [
        ("visit", "completed", "JPN KEN", "2024-05-13", "2024-05-13"),
    ],
    "駐カナダ武官は13日、防衛省にカナダの国防次官を訪ねた。": [
        ("meeting", "completed", "CAN JPN", "2024-05-13", "2024-05-13"),
    ],
    "横山大使は10日、ガーナのボチウェイ外務大臣を往訪した。"
    "その後、二国間関係の強化に関し、同大臣と懇談しました。": [
        ("meeting", "completed", "GHA JPN", "2024-05-10", "2024-05-10"),
    ],
    # whose house guests are received in, the subject tells
    "ノルウェーのストーレ首相は6日、インドのモディ首相を官邸に迎え、突っ込んだ議論をした。": [
        ("meeting", "completed", "IND NOR", "2024-05-06", "2024-05-06"),
    ],
    # several with one office, and one after the other
    "林外相は9日、ケニアのムダバディ、ガーナのボチウェイ両外相と順に会った。": [
        ("meeting", "completed", "GHA JPN", "2024-05-09", "2024-05-09"),
        ("meeting", "completed", "JPN KEN", "2024-05-09", "2024-05-09"),
    ],
    "林外相は9日、ケニアの外相とは東京で、ガーナの外相とは京都で会談した。": [
        ("meeting", "completed", "GHA JPN", "2024-05-09", "2024-05-09"),
        ("meeting", "completed", "JPN KEN", "2024-05-09", "2024-05-09"),
    ],
    # who sits in, told by the next sentence; and a body with a state adopts as two sides
    "米国の国防長官と豪州の国防相は6日、災害時の輸送について協議した。"
    "カナダの国防相もこれに加わった。": [
        ("meeting", "completed", "AUS CAN USA", "2024-05-06", "2024-05-06"),
    ],
    "日本とASEANは13日、都内で特別首脳会議を開き、共同声明を採択した。": [
        ("agreement", "completed", "ASEAN JPN", "2024-05-13", "2024-05-13"),
        ("meeting", "completed", "ASEAN JPN", "2024-05-13", "2024-05-13"),
    ],
    # a day on which talks to come are agreed on is not theirs
    "日韓両政府は9日、途絶えていた外相会談を開くことで合意した。": [
        ("meeting", "planned", "JPN KOR", None, None),
    ],
    # talks told as held before those told first
    "日本とペルーの閣僚は13日、東京で経済会議を開いた。両国の外相はこれに先立ち会談した。": [
        ("meeting", "completed", "JPN PER", "2024-05-13", "2024-05-13"),
        ("meeting", "completed", "JPN PER", "2024-05-13", "2024-05-13"),
    ],
    # a visit without a host goes where the one told before it went
    "米国の国務長官は13日、ラオスの首都に着いた。国務長官の訪問は1955年のダレス氏以来となる。": [
        ("visit", "completed", "LAO USA", "1955-01-01", "1955-12-31"),
        ("visit", "completed", "LAO USA", "2024-05-13", "2024-05-13"),
    ],
    # what is only spoken of
    "教授は「米中首脳会談の行方」と題して講演した。": [],
    "日独の局長級の会合は年に数回開かれている。": [],
    "日韓の首脳会談をいくら重ねても、懸案は残る。": [],
    # where a report was sent from takes no part
    "【シンガポール時事】統合幕僚長は2日、カナダ軍の参謀総長と会談した。": [
        ("meeting", "completed", "CAN JPN", "2024-05-02", "2024-05-02"),
    ],
    # the groups of a list, and a list of talks
    "8日、日本とタイの代表団、米国とインドの代表団はそれぞれ会談を行いました。": [
        ("meeting", "completed", "IND USA", "2024-05-08", "2024-05-08"),
        ("meeting", "completed", "JPN THA", "2024-05-08", "2024-05-08"),
    ],
    "9日、森下政務官は、ラオスの外相への表敬、ポンサワン外務副大臣との会談を行った。": [
        ("meeting", "completed", "JPN LAO", "2024-05-09", "2024-05-09"),
        ("meeting", "completed", "JPN LAO", "2024-05-09", "2024-05-09"),
    ],
    # one guest is received by two
    "タイの首相は13日、天皇陛下に謁見した。また、岸田首相と会談した。": [
        ("meeting", "completed", "JPN THA", "2024-05-13", "2024-05-13"),
        ("meeting", "completed", "JPN THA", "2024-05-13", "2024-05-13"),
    ],
    # someone is met whose land was told just before
    "先月、経済団とともにブータンを訪問いたしました。農林大臣とも会談に臨みました。": [
        ("visit", "completed", "BTN JPN", "2024-04-01", "2024-04-30"),
        ("meeting", "completed", "BTN JPN", "2024-04-01", "2024-04-30"),
    ],
    # of several partners the one that the clause names
    "日本の首相は14日、英国、フランス、ドイツの首脳と会談した。"
    "フランスとの間では、覚書に署名した。": [
        ("meeting", "completed", "DEU FRA GBR JPN", "2024-05-14", "2024-05-14"),
        ("agreement", "completed", "FRA JPN", "2024-05-14", "2024-05-14"),
    ],
    # the writer speaks for home
    "昨日は、トルコ、オマーンの外相と会談を行いました。私からは船舶の安全を求めました。": [
        ("meeting", "completed", "JPN OMN TUR", "2024-05-14", "2024-05-14"),
    ],
    # not that of a state that the record never names
    "陸上幕僚長は5月4日から6日の間、ヨルダンを訪問し、"
    "統合参謀本部議長と昨年10月以来となる懇談を実施した。": [
        ("visit", "completed", "JOR JPN", "2024-05-04", "2024-05-06"),
        ("meeting", "completed", "JOR JPN", "2024-05-04", "2024-05-06"),
        ("meeting", "completed", "JOR JPN", "2023-10-01", "2023-10-31"),
    ],
    # when the last talks were is not when these are
    "外務大臣は10日、チリのムニョス外相と、昨年10月以来となる会談を行った。": [
        ("meeting", "completed", "CHL JPN", "2024-05-10", "2024-05-10"),
        ("meeting", "completed", "CHL JPN", "2023-10-01", "2023-10-31"),
    ],
    # nor is the day of which a relative clause tells
    "岸田首相は10日、4月に再選されたセルビアの大統領と電話で会談した。": [
        ("meeting", "completed", "JPN SRB", "2024-05-10", "2024-05-10"),
    ],
    # how long the guest stays is told of the visit alone
    "国王は13日に日本に着いた。ヨルダンの国王は14日、首相と会談した。17日まで滞在する。": [
        ("visit", "ongoing", "JOR JPN", "2024-05-13", "2024-05-17"),
        ("meeting", "completed", "JOR JPN", "2024-05-14", "2024-05-14"),
    ],
    # each goal of a sentence is its own verb's
    "プーチン大統領は20日に北京を訪れるほか、ハノイも訪問する。": [
        ("visit", "planned", "CHN RUS", "2024-05-20", "2024-05-20"),
        ("visit", "planned", "RUS VNM", "2024-05-20", "2024-05-20"),
    ],
    # lands that nobody names
    "エルドアン大統領は今週、湾岸諸国を歴訪する。": [],
    "プーチン大統領は13日、インドの首相と会談した。他の首脳とも協議を行う可能性がある。": [
        ("meeting", "completed", "IND RUS", "2024-05-13", "2024-05-13"),
    ],
    # who leaves by air goes where the occasion is
    "上川外務大臣は16日、イタリアで開かれる会合のため、羽田空港を出発しました。": [
        ("visit", "planned", "ITA JPN", "2024-05-16", "2024-05-16"),
    ],
    # a plan that the same sentence calls off
    "来る29日に来日する予定だったチリの外務大臣は、わが国への訪問を取りやめた。": [
        ("visit", "cancelled", "CHL JPN", "2024-05-29", "2024-05-29"),
    ],
    # what was agreed is to come, the visit is not
    "陸自は、陸上幕僚長がネパールを訪れ、交流を強めていくことで一致したと発表した。": [
        ("visit", "completed", "JPN NPL", None, None),
    ],
    # the call is the ships', not that of those who receive them
    "海上自衛隊は13日から16日の間、インド海軍艦艇の訪日に伴ってホストシップを出した。": [
        ("port_call", "completed", "IND JPN", None, None),
    ],
    # asked, wished and looked forward to
    "自衛隊と米軍はどのくらい訓練をしているのかといった質問が相次いだ。": [],
    "長官は、韓国の大統領の訪日を楽しみにしていると述べた。": [],
    # whoever sits at the table joins no body
    "露側からは大統領補佐官が加わった。米側では国防総省の次官も初めて同席した。": [],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD), "2024-05-15")


@pytest.mark.parametrize("text", TOLD)
def test_what_pages_of_talks_tell(text: str, pages: Any) -> None:
    found = [
        (e.type, e.status, " ".join(sorted(e.codes)), e.date.start, e.date.end)
        for e in pages[text].events()
    ]
    assert sorted(found, key=str) == sorted(TOLD[text], key=str)

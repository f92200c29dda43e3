"""Which tellings on a page are of one occasion."""

from __future__ import annotations

from typing import Any

import pytest

PAGES = {
    # title, lead and retelling are one occasion
    "日英外相が会談\n上川外相は13日、ロンドンで英国のキャメロン外相と会談した。\n"
    "日英外相会談は今年2回目。両外相は東アジア情勢を協議した。": [
        "meeting completed 2024-05-13 GBR JPN"
    ],
    # the body tells it better than a title, its date and its state too
    "日英、首脳会談へ\n岸田首相は来月、ロンドンで英国のスナク首相と会談する予定だ。": [
        "meeting planned 2024-06-01/2024-06-30 GBR JPN"
    ],
    "日英、円滑化協定に署名\n日英両政府は13日、円滑化協定に署名した。": [
        "agreement signed completed 2024-05-13 GBR JPN"
    ],
    # a month is told more finely later
    "日独、共同訓練へ\n空自は5月、独空軍と国内で共同訓練を行う。\n"
    "空自は5月20~24日、独空軍と北海道で共同訓練を行う。": [
        "exercise planned 2024-05-20/2024-05-24 DEU JPN"
    ],
    # a date behind the headline's act may be that of something else
    "伊哨戒艦が横須賀に初寄港 昨年秋に就役したばかり\n伊海軍の哨戒艦が13日、横須賀に寄港した。": [
        "port_call completed 2024-05-13 ITA JPN"
    ],
    # a pact's letters and its name
    "カナダと韓国のFTA署名\n10日、オタワでカナダの通商相と韓国の通商相がFTAに署名した。\n"
    "カナダと韓国が自由貿易協定に署名した。": ["agreement signed completed 2024-05-10 CAN KOR"],
    # other days, other partners: other occasions
    "共同訓練を実施\n海上自衛隊と英海軍は10日、四国沖で共同訓練を実施した。\n"
    "海上自衛隊と英海軍は3月5日にも、沖縄周辺で共同訓練を実施した。": [
        "exercise completed 2024-05-10 GBR JPN",
        "exercise completed 2024-03-05 GBR JPN",
    ],
    "欧州歴訪\n上川外相は10日、英国のキャメロン外相と会談した。\n"
    "上川外相は12日、フランスのセジュルネ外相と会談した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "meeting completed 2024-05-12 FRA JPN",
    ],
    "連日の協議\n上川外相は10日、英国のキャメロン外相と会談した。12日にも電話で会談した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "meeting completed 2024-05-12 GBR JPN",
    ],
    # the ships of one side, those of the other, and those that fly
    "往来\nスペイン海軍の艦艇は来月、東京に寄港する。"
    "海自の練習艦隊もバルセロナに立ち寄る予定だ。": [
        "port_call planned 2024-06-01/2024-06-30 ESP JPN",
        "port_call planned - ESP JPN",
    ],
    "往来\nスペイン空軍の戦闘機が小松基地に飛来した。"
    "昨年はスペイン海軍のフリゲートが横須賀に寄港した。": [
        "port_call completed - ESP JPN",
        "port_call completed 2023-01-01/2023-12-31 ESP JPN",
    ],
    # one after the other, and again on the line
    "パラオ\n防衛相は10日、パラオの副大統領を表敬し、その後、国防相を相手に意見を交わした。": [
        "meeting completed 2024-05-10 JPN PLW",
        "meeting completed 2024-05-10 JPN PLW",
    ],
    "電話\n上川外相は10日、英外相と電話で協議し、夜には再び受話器を取って対応をすり合わせた。": [
        "meeting completed 2024-05-10 GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    # others of both sides sign, too; the day on which talks are set; what talks rest on
    "覚書\n日米は10日、東京で書簡を取り交わした。"
    "同じ週には、米宇宙軍と内閣府も、打ち上げに関する覚書に調印した。": [
        "agreement signed completed 2024-05-10 JPN USA",
        "agreement signed completed 2024-05-06/2024-05-12 JPN USA",
    ],
    "日程\n日豪の防衛相は10日、東京で会談し、首脳会談の日程を25日に決めた。": [
        "meeting completed 2024-05-10 AUS JPN",
        "meeting planned 2024-05-25 AUS JPN",
    ],
    "会合\n海保とベトナム海上警察は9日、福岡市で年次会合を開いた。"
    "2015年9月に両機関が締結した協力覚書に基づく。"
    "日本側は次長、ベトナム側は副司令官が席に着いた。": [
        "meeting completed 2024-05-09 JPN VNM",
        "agreement signed completed 2015-09-01/2015-09-30 JPN VNM",
    ],
    # two papers that one verb signs
    "署名\n日印両政府は10日、装備移転と情報保護の2協定に署名した。": [
        "agreement signed completed 2024-05-10 IND JPN",
        "agreement signed completed 2024-05-10 IND JPN",
    ],
    "署名\n日豪は10日、「円滑化協定」や、燃料を分け合う「物品役務相互提供協定」を結んだ。": [
        "agreement signed completed 2024-05-10 AUS JPN",
        "agreement signed completed 2024-05-10 AUS JPN",
    ],
    # a call, and the talks in one place that follow it
    "日英首脳\n岸田首相はスナク英首相を迎賓館で迎えた。その後、対面で初の日英首脳会談が始まった。"
    "これに先立ち10日、両首脳は電話会談した。": [
        "meeting completed - GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    # talks held by officials, and those of the leaders that they arrange
    "日韓の協議\n日韓の外務次官は10日、東京で協議した。次官級協議では、日韓首脳会談を開くことで"
    "一致した。": [
        "meeting completed 2024-05-10 JPN KOR",
        "meeting planned - JPN KOR",
    ],
    # talks taken up again after another day, and a count of visits
    "日加の協議\n海上自衛隊とカナダ海軍は10日、東京で協議した。翌11日は両海軍が訓練した。"
    "本協議を通じ、日加海軍の連携を確認した。": [
        "meeting completed 2024-05-10 CAN JPN",
        "exercise completed 2024-05-11 CAN JPN",
    ],
    "首相が訪印へ\n岸田首相は16日から19日までインドを訪れる。今年2回目のインド訪問となる。": [
        "visit planned 2024-05-16/2024-05-19 IND JPN",
    ],
    # a visit is called off, and with it the talks that it was for
    "訪日を延期\nカナダの首相は訪日を延期した。カナダの首相は岸田首相と会談する予定だった。": [
        "visit cancelled - CAN JPN",
        "meeting cancelled - CAN JPN",
    ],
    # the talks of the morning, and those planned for the afternoon of the day
    "連日の協議\n日英両外相は14日午前、東京で会談した。14日午後に日英首脳会談が予定されている。": [
        "meeting completed 2024-05-14 GBR JPN",
        "meeting planned 2024-05-14 GBR JPN",
    ],
    # other people of the same state
    "連日の協議\n岸田首相は13日、英国のスナク首相と会談した。岸田首相は英国の"
    "チャールズ国王と会見した。": [
        "meeting completed 2024-05-13 GBR JPN",
        "meeting completed 2024-05-13 GBR JPN",
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(PAGES), titled=True)


@pytest.mark.model
@pytest.mark.parametrize("text", PAGES)
def test_occasions_of_a_page(text: str, pages: Any) -> None:
    assert pages[text].told() == PAGES[text]


UNDATED = {
    # days whose year nobody tells still set acts apart
    "日英、再び協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "両外相は昨年5月にも東京で会談している。": ["meeting completed - GBR JPN"] * 2,
    "日英が協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "日英の外相は7日にも電話で協議した。": ["meeting completed - GBR JPN"] * 2,
    # one day told twice is one
    "日英が協議\n上川外相は13日、英国のキャメロン外相と会談した。"
    "上川外相は13日午後、英外相と会談し、協力で一致した。": ["meeting completed - GBR JPN"],
}


@pytest.mark.model
def test_occasions_of_a_page_without_a_year(read: Any) -> None:
    pages = read(list(UNDATED), day=None, titled=True)
    assert {text: page.told() for text, page in pages.items()} == UNDATED

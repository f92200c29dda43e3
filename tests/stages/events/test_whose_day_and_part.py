"""Whose day a date is, what became of an act, and who only stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Text → its events: type, status, codes, first day, last day.
TOLD: dict[str, list[tuple[str, str, str, str | None, str | None]]] = {
    # the day of a welcome is not that of what is welcomed
    "上川外相は9日、ベルリンでベアボック独外相と会談し、"
    "情報保護協定が実質合意に達したことを歓迎した。": [
        ("meeting", "completed", "DEU JPN", "2024-05-09", "2024-05-09"),
        ("agreement", "completed", "DEU JPN", None, None),
    ],
    # nor is that of what gave rise to an act
    "先月の大統領選をきっかけに、"
    "予定されていたセルビア大統領の訪日が延期されていたことが分かった。": [
        ("visit", "cancelled", "JPN SRB", None, None),
    ],
    # nor that of a round the day of negotiations
    "日・ペルー投資協定の締結交渉の第4回会合が4月8日から11日まで、リマで開かれた。": [
        ("agreement", "ongoing", "JPN PER", None, None),
        ("meeting", "completed", "JPN PER", "2024-04-08", "2024-04-11"),
    ],
    "木原防衛相は8日、ジブチを訪れ、海賊対処のため現地に派遣されている自衛隊員を激励した。": [
        ("visit", "completed", "DJI JPN", "2024-05-08", "2024-05-08"),
        ("dispatch", "ongoing", "DJI JPN", None, None),
    ],
    # who does so in a clause before takes part beside those named with と
    "フランスの原潜が12日、奄美沖に達し、海自、米海軍と技を高め合った。": [
        ("exercise", "completed", "FRA JPN USA", "2024-05-12", "2024-05-12"),
    ],
    # an agency's dateline dates nothing
    "【5月15日 AFP】欧州連合（EU）のカラス上級代表は14日、モルドバの首都キシナウを訪れ、"
    "サンドゥ大統領と会談した。両者は会談後、「安全保障対話」を発足させた。": [
        ("visit", "completed", "EU MDA", "2024-05-14", "2024-05-14"),
        ("meeting", "completed", "EU MDA", "2024-05-14", "2024-05-14"),
        ("framework", "completed", "EU MDA", "2024-05-14", "2024-05-14"),
    ],
    # a date with に is that of the relative clause it opens
    "来年4月に海上自衛隊の学校へ入る2人の士官候補生がナイロビの日本大使館を訪れ、"
    "松浦大使にあいさつした。": [
        ("dispatch", "planned", "JPN KEN", "2025-04-01", "2025-04-30"),
        ("visit", "completed", "JPN KEN", None, None),
        ("meeting", "completed", "JPN KEN", None, None),
    ],
    # what talks that are being held are to bring
    "岸田首相は、15日午後8時半すぎから、"
    "パリの大統領府でマクロン大統領との首脳会談に臨んでいます。\n"
    "「円滑化協定」について、両首脳は締結に向けた交渉に入ることで合意する見通しです。": [
        ("meeting", "ongoing", "FRA JPN", "2024-05-15", "2024-05-15"),
        ("agreement", "planned", "FRA JPN", "2024-05-15", "2024-05-15"),
    ],
    # told of several sentences on
    "エジプトで続いていた中国空軍との合同訓練「文明の鷲」が閉幕。4月17日から18日間だそう。": [
        ("exercise", "completed", "CHN EGY", "2024-04-17", "2024-05-04"),
    ],
    "EUは、防空システムの購入資金としてモルドバに6000万ユーロを拠出すると発表した。"
    "6月に一括して支払われる。": [
        ("aid", "planned", "EU MDA", "2024-06-01", "2024-06-30"),
    ],
    "日韓GSOMIA、署名直前で見送り。29日午後に東京で行うはずだった。": [
        ("agreement", "cancelled", "JPN KOR", "2024-05-29", "2024-05-29"),
    ],
    "豪空軍のKC30、千歳に飛来　空自と20日から訓練": [
        ("port_call", "completed", "AUS JPN", None, None),
        ("exercise", "planned", "AUS JPN", "2024-05-20", None),
    ],
    # what became of it
    "3月上旬に北京で開くはずだった日中の次官級協議は流れ、与党内に失望が広がった。": [
        ("meeting", "cancelled", "CHN JPN", "2024-03-01", "2024-03-10"),
    ],
    "日韓の実務者会合は昨年8月の開催が台風で流れたままです。": [
        ("meeting", "cancelled", "JPN KOR", "2023-08-01", "2023-08-31"),
    ],
    "2019年4月には第2回日仏包括的海洋対話が開かれている。": [
        ("meeting", "completed", "FRA JPN", "2019-04-01", "2019-04-30"),
    ],
    "日韓両政府は警戒情報を共有する仕組みを2024年1月から運用している。": [
        ("information_sharing", "ongoing", "JPN KOR", "2024-01-01", None),
    ],
    "日米は、脅威情報を共有する仕組みを今年度中に整える。": [
        ("information_sharing", "planned", "JPN USA", "2024-05-15", "2025-03-31"),
    ],
    # who speaks against an act has no part in it
    "ロシアのラブロフ外相は、日米韓が8日にソウルで開いた防衛相会談を批判した。": [
        ("meeting", "completed", "JPN KOR USA", "2024-05-08", "2024-05-08"),
    ],
    "岸田首相は9日、韓国の尹大統領と会談し、北朝鮮のミサイル発射を非難した。": [
        ("meeting", "completed", "JPN KOR", "2024-05-09", "2024-05-09"),
    ],
    # nor has the land that a pact is about
    "ロシアのエネルギー省と中国の国家能源局は2日、"
    "モンゴルを経由する新パイプラインの建設をめぐる覚書を北京で交わしました。": [
        ("agreement", "completed", "CHN RUS", "2024-05-02", "2024-05-02"),
    ],
    "フィンランドは2023年4月、スウェーデンは今年3月に北大西洋条約機構(NATO)へ加わった。": [
        ("framework", "completed", "FIN NATO", "2023-04-01", "2023-04-30"),
        ("framework", "completed", "NATO SWE", "2024-03-01", "2024-03-31"),
    ],
    # who acts in the clause before acts in this one, too
    "海自の護衛艦「あけぼの」が3日、コロンボを出港し、"
    "印・スリランカ両海軍の艦艇とともに共同訓練に臨んだ。": [
        ("exercise", "completed", "IND JPN LKA", "2024-05-03", "2024-05-03"),
    ],
    # talks in each town of a tour
    "藤井外務副大臣は、13日から18日までの間、ソロモン諸島及びツバルに出張する予定です。"
    "ホニアラではマネレ首相を表敬し、"
    "フナフティではペニタラ外務大臣と会談を行うこととしています。": [
        ("visit", "planned", "JPN SLB TUV", "2024-05-13", "2024-05-18"),
        ("meeting", "planned", "JPN SLB", None, None),
        ("meeting", "planned", "JPN TUV", None, None),
    ],
}
# Items of a chronology: the day of the item, the text, its events.
ITEMS: list[tuple[str, str, list[tuple[str, str, str, str | None, str | None]]]] = [
    (
        "2014-09-06",
        "安倍総理がバングラデシュ、スリランカを歴訪(~8日)",
        [("visit", "completed", "BGD JPN LKA", "2014-09-06", "2014-09-08")],
    ),
    (
        "2017-08-17",
        "ワシントンで2+2。フィリピンの能力構築に5億ドルを拠出すると日本側が表明",
        [
            ("aid", "planned", "JPN PHL", None, None),
            ("meeting", "completed", "JPN PHL", "2017-08-17", "2017-08-17"),
        ],
    ),
    (
        "2024-03-18",
        "フィリピン陸軍司令官の防衛大臣表敬(中止)",
        [("meeting", "cancelled", "JPN PHL", "2024-03-18", "2024-03-18")],
    ),
    (
        "2024-04-17",
        "米海軍の掃海艦「チーフ」が石垣港に入る。2泊。",
        [("port_call", "completed", "JPN USA", "2024-04-17", "2024-04-19")],
    ),
    (
        "2024-04-09",
        "カナダ沿岸警備隊の巡視船が釧路港に着岸。同船は11日、次の寄港地ダッチハーバーへ。",
        [("port_call", "completed", "CAN JPN", "2024-04-09", "2024-04-11")],
    ),
]


def _rows(page: Any) -> list[tuple[str, str, str, str | None, str | None]]:
    rows = [
        (e.type, e.status, " ".join(sorted(e.codes)), e.date.start, e.date.end)
        for e in page.events()
    ]
    return sorted(rows, key=str)


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD), "2024-05-15")


@pytest.mark.parametrize("text", TOLD)
def test_whose_day_and_whose_act(text: str, pages: Any) -> None:
    assert _rows(pages[text]) == sorted(TOLD[text], key=str)


@pytest.mark.parametrize(("day", "text", "told"), ITEMS)
def test_days_and_endings_of_items(day: str, text: str, told: Any, read: Any) -> None:
    page = read([text], None, item=(day, day))[text]
    assert _rows(page) == sorted(told, key=str)


def test_a_headline_takes_its_day_and_length_from_the_body(read: Any) -> None:
    called = (
        "オランダのフリゲート「トロンプ」、長崎へ\n"
        "東シナ海で監視をした後、11日に長崎港に姿を見せた。停泊は4日間。"
    )
    planned = (
        "トルコ・エジプト、海軍演習を13年ぶり再開へ\n"
        "国防筋によれば、両国は「友情の海」を今秋、地中海東部で行う方針を固めた。"
    )
    pages = read([called, planned], "2024-05-15", titled=True)
    assert _rows(pages[called]) == [
        ("port_call", "completed", "JPN NLD", "2024-05-11", "2024-05-14")
    ]
    assert _rows(pages[planned]) == [("exercise", "planned", "EGY TUR", "2024-09-01", "2024-11-30")]


def test_a_part_of_the_day_goes_on_with_the_day_told_last(read: Any) -> None:
    text = (
        "カナダ海軍のフリゲート「バンクーバー」が14日朝、室蘭港の岸壁に横付けした。\n"
        "昼過ぎには艦長のコーツ中佐らが市役所に青山市長を訪ね、懇談した。"
    )
    page = read([text], "2024-05-15")[text]
    days = {e.date.start for e in page.events() if e.type == "meeting"}
    assert days == {"2024-05-14"}


def test_a_paper_of_long_ago_lends_its_month_to_nobody(read: Any) -> None:
    text = (
        "海上保安庁とベトナム海上警察は5月9日、福岡市で年次会合を開いた。"
        "2015年9月に両機関が締結した協力覚書に基づくもので、今回が12回目。"
        "ベトナム側は来日したトゥアン副司令官が席に着いた。"
    )
    days = {e.type: e.date.start for e in read([text], "2024-05-15")[text].events()}
    assert days["agreement"] == "2015-09-01"
    assert days["visit"] != "2015-09-01"

"""Ships, forces and people on pages of navies, coast guards, ministries and newspapers."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Text → its events: type, status, codes, first day, last day.
TOLD: dict[str, set[tuple[str, str, str, str | None, str | None]]] = {
    # where no caller is named, the ships named last call, at the ports that に or を mark
    "フランスのフリゲートが2日、東京に着いた。今後、タイとインドに寄港する。": {
        ("port_call", "completed", "FRA JPN", "2024-05-02", "2024-05-02"),
        ("port_call", "planned", "FRA IND THA", None, None),
    },
    # ships named alike belong to the navy named first
    "中国海軍の駆逐艦「昆明」とミサイル護衛艦「臨沂」は3日、ロシアのウラジオストクに入港した。": {
        ("port_call", "completed", "CHN RUS", "2024-05-03", "2024-05-03"),
    },
    # whom the next act names does not call, and the caller was told before
    "空自の輸送機が国外で飛行訓練をした。1日にタイのウタパオ基地に、4日にシンガポールのパヤレバ基地に寄航し、"
    "タイ空軍の部隊と交流した。": {
        ("port_call", "completed", "JPN THA", "2024-05-01", "2024-05-01"),
        ("port_call", "completed", "JPN SGP", "2024-05-04", "2024-05-04"),
    },
    # ports and forces that are not named are those of the land reached before
    "米海軍のフリゲートが2日、ロシアのウラジオストクに着いた。5日には韓国海軍の艦艇も訪れた。": {
        ("port_call", "completed", "RUS USA", "2024-05-02", "2024-05-02"),
        ("port_call", "completed", "KOR RUS", "2024-05-05", "2024-05-05"),
    },
    "護衛艦「あさぎり」は3日、フィジーのスバに寄港した。4日には地元海軍と訓練した。": {
        ("port_call", "completed", "FJI JPN", "2024-05-03", "2024-05-03"),
        ("exercise", "completed", "FJI JPN", "2024-05-04", "2024-05-04"),
    },
    # a stay told with its first day and again with its days; what it is called later
    "海保の巡視船「みずほ」が4日、ベトナムのハイフォン港に寄港し、4日から8日まで同市を友好訪問した。"
    "海保による4度目のベトナム訪問である。": {
        ("port_call", "completed", "JPN VNM", "2024-05-04", "2024-05-08"),
    },
    # a time of day goes on with the day of the sentence before
    "中国海軍の第12次護衛艦隊は5日、オマーンのサラーラ港に着いた。"
    "午前9時、ミサイル護衛艦「塩城」が停泊した。": {
        ("port_call", "completed", "CHN OMN", "2024-05-05", "2024-05-05"),
    },
    # what the next clause tells of others says nothing of the plan
    "来月、米海軍の掃海艦が平良港へ入港する予定で、県は18日、自粛するよう外務省に要請した。": {
        ("port_call", "planned", "JPN USA", "2024-06-01", "2024-06-30"),
    },
    # the day of a disaster is not that of the help for it
    "日本は、6日に発生した地震の直後からトルコに国際緊急援助隊の医療チームを派遣した。": {
        ("dispatch", "completed", "JPN TUR", None, None),
    },
    # where something else is held is no port, nor is the land of what is watched for
    "護衛艦「いせ」が東南アジアを巡る。6月12日にインドネシアのパダンで開かれる国際観艦式に参加し、"
    "その後フィリピンのスービックに26日から29日まで停泊する。": {
        ("port_call", "planned", "JPN PHL", "2024-06-26", "2024-06-29"),
    },
    "ドイツ海軍のフリゲートが5日、東京に着いた。"
    "同艦は1月に本国を出発し、豪州、インドを経て来日。": {
        ("port_call", "completed", "DEU JPN", "2024-05-05", "2024-05-05"),
    },
    # the day of another act that a noun names
    "護衛艦「いせ」とEUの艦艇が10日、ケニアのモンバサに寄港した。"
    "この共同寄港は、8日に開いた式典に続くもの。": {
        ("port_call", "completed", "EU JPN KEN", "2024-05-10", "2024-05-10"),
    },
    # what began on a day is the drill, not the forces
    "6日に始まった陸自とインド陸軍との共同訓練で、隊員が手順を確かめた。": {
        ("exercise", "completed", "IND JPN", "2024-05-06", "2024-05-06"),
    },
    # whose acts are a topic do not meet
    "米印の首脳は6日、中国とロシアの演習について意見を交わした。": {
        ("meeting", "completed", "IND USA", "2024-05-06", "2024-05-06"),
    },
    # calls at each port say what the cruise as a whole was
    "空自の給油機が5月、タイとインドに寄航した。"
    "タイのウタパオ基地に6日、インドのアグラ基地に9日に寄航した。": {
        ("port_call", "completed", "JPN THA", "2024-05-06", "2024-05-06"),
        ("port_call", "completed", "IND JPN", "2024-05-09", "2024-05-09"),
    },
    # help below the heading that names the land
    "日本の人的支援\n1.インドネシア(医療チーム)\n"
    "5月3日から8日まで、医療チームが診療活動を実施した。": {
        ("aid", "completed", "IDN JPN", "2024-05-03", "2024-05-08"),
    },
    # whose base is there says nothing of who comes
    "ロシア海軍の艦隊の基地があるウラジオストクに2日、"
    "米海軍所属のフリゲート「マクラスキー」が到着した。": {
        ("port_call", "completed", "RUS USA", "2024-05-02", "2024-05-02"),
    },
    # who blames an act has no part in it
    "北朝鮮は、米韓の高官が10日にソウルで協議したことを非難した。": {
        ("meeting", "completed", "KOR USA", "2024-05-10", "2024-05-10"),
    },
    # groups with a place each come one by one
    "9日、フランス空軍の編隊が百里基地に、ドイツとスペインの編隊が千歳基地に、それぞれ着陸した。": {
        ("port_call", "completed", "FRA JPN", "2024-05-09", "2024-05-09"),
        ("port_call", "completed", "DEU ESP JPN", "2024-05-09", "2024-05-09"),
    },
    # a ship that comes is no visitor, and aircraft that carry are no help
    "オランダ海軍のフリゲート「トロンプ」が6日に来日した。": {
        ("port_call", "completed", "JPN NLD", "2024-05-06", "2024-05-06"),
    },
    "スペイン空軍の戦闘機や輸送機など9機が8日、千歳基地に着陸した。": {
        ("port_call", "completed", "ESP JPN", "2024-05-08", "2024-05-08"),
    },
    # how long they stay stands in a line of its own
    "イタリア海軍は、横須賀に艦艇が寄港すると発表した。\n停泊期間は6月20日から25日までの予定。": {
        ("port_call", "planned", "ITA JPN", "2024-06-20", "2024-06-25"),
    },
    # a day on which those come who train is not that of the training
    "横須賀に5月5日、海自との共同訓練に参加するインド海軍の駆逐艦が入港した。": {
        ("port_call", "completed", "IND JPN", "2024-05-05", "2024-05-05"),
        ("exercise", "planned", "IND JPN", None, None),
    },
    # nobody announces from a day on; what goes on since a year has no end
    "防衛省は5月9日から、日米韓のミサイル警戒データの共有を始めたと発表した。": {
        ("information_sharing", "ongoing", "JPN KOR USA", "2024-05-09", None),
    },
    "日本は2011年以来、国連南スーダン共和国ミッションに要員を派遣している。": {
        ("dispatch", "ongoing", "JPN SSD UN", "2011-01-01", None),
    },
    # each is sent where the words beside it say
    "防衛省は、隊員1名をNATO本部に派遣することと教官1名をケニアに派遣することを決めた。": {
        ("dispatch", "planned", "JPN NATO", None, None),
        ("dispatch", "planned", "JPN KEN", None, None),
    },
    # of some ships the kind alone tells the flag; the last call is another one
    "原潜が8日、佐世保に寄港した。原潜の佐世保寄港は2023年11月以来となる。": {
        ("port_call", "completed", "JPN USA", "2024-05-08", "2024-05-08"),
        ("port_call", "completed", "JPN USA", "2023-11-01", "2023-11-30"),
    },
    # the ships and the port told before
    "チリ海軍の帆船が3日、東京港に入港した。\n2015年6月に初入港し、2019年8月にも入港している。": {
        ("port_call", "completed", "CHL JPN", "2024-05-03", "2024-05-03"),
        ("port_call", "completed", "CHL JPN", "2015-06-01", "2015-06-30"),
        ("port_call", "completed", "CHL JPN", "2019-08-01", "2019-08-31"),
    },
    # the ship that lies in port, not the one beside it
    "英空母の隣に停泊中のノルウェー艦は8日、横須賀に着いた。": {
        ("port_call", "completed", "JPN NOR", "2024-05-08", "2024-05-08"),
    },
    # what a page says of daily work is no veto
    "海上自衛隊は日々警戒監視や訓練に取り組んでいます。\n"
    "8日、仏海軍のフリゲートが東京に入港しました。": {
        ("port_call", "completed", "FRA JPN", "2024-05-08", "2024-05-08"),
    },
    # a port in brackets stands inside the list of lands
    "護衛艦は5月、スリランカ(コロンボ)及びオマーン(マスカット)に寄港した。": {
        ("port_call", "completed", "JPN LKA OMN", "2024-05-01", "2024-05-31"),
    },
    # each force goes to the land beside it; peacekeepers to the land and to the UN
    "英軍の部隊がエストニアに、独軍の部隊がリトアニアにそれぞれ展開する予定だ。": {
        ("dispatch", "planned", "EST GBR", None, None),
        ("dispatch", "planned", "DEU LTU", None, None),
    },
    "政府は東ティモールでの国連のPKOに、2010年9月から自衛官2人を派遣した。": {
        ("dispatch", "completed", "JPN TLS UN", "2010-09-01", None),
    },
    # in a list of exercises each is of those that its own item names
    "海自が参加する訓練は、豪海軍主催の多国間共同訓練(KAKADU)、日印共同訓練(JIMEX)などとなる。": {
        ("exercise", "planned", "AUS JPN", None, None),
        ("exercise", "planned", "IND JPN", None, None),
    },
    # the whole list joins in, not its last names alone
    "空自は5日、多国間訓練「鷹の翼」に参加した。"
    "ほかに英国、ドイツ、スペイン、イタリア、ポーランド、オランダの空軍が加わった。": {
        (
            "exercise",
            "completed",
            "DEU ESP GBR ITA JPN NLD POL",
            "2024-05-05",
            "2024-05-05",
        ),
    },
    # the ships that the text is about, and a drill before that of the same two
    "イタリアの空母が9日、横須賀に寄港した。4月20日には南シナ海で米海軍と共同訓練をした。": {
        ("port_call", "completed", "ITA JPN", "2024-05-09", "2024-05-09"),
        ("exercise", "completed", "ITA USA", "2024-04-20", "2024-04-20"),
    },
    "海保は8日、沖縄沖でベトナム海上警察と合同訓練をした。2月に行った合同訓練に続く。": {
        ("exercise", "completed", "JPN VNM", "2024-05-08", "2024-05-08"),
        ("exercise", "completed", "JPN VNM", "2024-02-01", "2024-02-29"),
    },
    # the exercise told before goes on, others join in
    "フィリピン軍と米軍の「バリカタン」が7日に始まった。\n演習は18日までで、豪軍も参加する。": {
        ("exercise", "ongoing", "AUS PHL USA", "2024-05-07", "2024-05-18"),
    },
    # an exercise of another name is another one
    "インド海軍は今月6～8日、海自とJIMEXを実施した。今後、日米豪印のマラバールにも参加する。": {
        ("exercise", "completed", "IND JPN", "2024-05-06", "2024-05-08"),
        ("exercise", "planned", "AUS IND JPN USA", None, None),
    },
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD), "2024-05-15")


@pytest.mark.parametrize("text", TOLD)
def test_what_pages_of_forces_tell(text: str, pages: Any) -> None:
    found = {
        (e.type, e.status, " ".join(sorted(e.codes)), e.date.start, e.date.end)
        for e in pages[text].events()
    }
    assert found == TOLD[text]

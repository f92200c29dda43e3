"""Who takes part: by the ways in which Japanese news names the sides of an act."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

ACTS = {
    # where goods are kept gets none of them
    "JICAは9日、南アフリカの倉庫からマラウイに毛布を届けた。": ["aid JPN MWI"],
    # a ship known by its name alone, and the exercise told before with others
    "英海軍の哨戒艦「テイマー」は9日、横須賀に入港した。「テイマー」は13日、呉に入港した。": [
        "port_call GBR JPN",
        "port_call GBR JPN",
    ],
    "海自は8日、米海軍、豪海軍と共同訓練を行った。仏海軍とは9日に実施した。": [
        "exercise AUS JPN USA",
        "exercise FRA JPN",
    ],
    # every clause has a partner of its own
    "1月にはラトビアとの租税条約が発効し、3月にはペルーとの社会保障協定が発効した。": [
        "agreement JPN LVA",
        "agreement JPN PER",
    ],
    "日本とチリの経済連携協定が発効した。": ["agreement CHL JPN"],
    # one of several partners, seen alone
    "岩屋外相は10日、英国、ポーランドの外相と会合を開いた。"
    "続いてポーランドのシコルスキ外相とも会談した。": [
        "meeting GBR JPN POL",
        "meeting JPN POL",
    ],
    # of whom home is none: the land where it is held, or the pair told before
    "10日、ノルウェーのベルゲンでウクライナ支援の連絡会合が開かれた。": ["meeting NOR UKR"],
    "チェコのフィアラ首相は10日、韓国の尹錫悦大統領と会談した。"
    "両首脳は米国製兵器の導入で合意した。": [
        "equipment CZE KOR",
        "meeting CZE KOR",
    ],
    "カナダとイタリアの外相は10日、そろってキーウ入りし、ゼレンスキー大統領と会談した。"
    "カナダは年内に防空ミサイル100発を届ける。": [
        "aid CAN UKR",
        "meeting CAN ITA UKR",
        "visit CAN ITA UKR",
    ],
    # who brings the sides together has a part in it
    "カタールとエジプトの仲介で、コンゴ民主共和国とルワンダが9日、停戦に合意した。": [
        "agreement COD EGY QAT RWA"
    ],
    "13日の日英外相会談には、イタリアのタヤーニ外相も同席した。": ["meeting GBR ITA JPN"],
    "13日の日英外相会談では、豪州が主催する訓練に参加することを申し合わせた。": ["meeting GBR JPN"],
    "英国防省は14日、ドイツ、フランスとともにウクライナへ弾薬を供与すると発表した。": [
        "aid DEU FRA GBR UKR"
    ],
    # some sentences on, who takes part; a border names no party, nor does the venue
    "ポーランドとルーマニアは3日、合同軍事演習を始めた。演習は10日まで続く。"
    "演習にはイタリア、スペインの部隊も参加している。": ["exercise ESP ITA POL ROU"],
    "ベラルーシは3日、ウクライナやポーランドと国境を接する地域でロシアと合同軍事演習を始めた。": [
        "exercise BLR RUS"
    ],
    "13日にブリュッセルで開いた会合で、カナダと英国がウクライナへの追加の軍事支援を表明した。": [
        "aid CAN GBR UKR",
        "meeting CAN GBR",
    ],
    "復興を話し合う会議が13日、イギリスとドイツの主催で開かれた。": ["meeting DEU GBR"],
    # とともに ends a clause; a list that goes on past a relative clause stays whole
    "首相は13日、英首相と会談するとともに、議場でラオス首相に支援を約束した。": [
        "aid JPN LAO",
        "meeting GBR JPN",
    ],
    "首相は13日、ケニア、ガーナなどの首脳や、議長を務めるアンゴラの大統領と会談した。": [
        "meeting AGO GHA JPN KEN"
    ],
    # a topic far off, callers with a gloss, a body beside a state
    "ルッテ氏はデンマーク問題における進展に関連し、カナダ首相、ノルウェー首相と電話会談した。": [
        "meeting CAN NLD NOR"
    ],
    "護衛艦「おおなみ」と仏海軍部隊(太平洋巡航分隊)の艦艇および哨戒機は13日、ジブチに寄港した。": [
        "port_call DJI FRA JPN"
    ],
    "バーレーンは13日、湾岸協力会議(GCC)外相と日本の外相との会合を主催した。": [
        "meeting BHR GCC JPN"
    ],
    # help through a body; whose make it is; where people are sent that is no state
    "我が国は国連難民高等弁務官事務所を通じ、難民を受け入れているケニアに支援を行った。": [
        "aid JPN KEN UNHCR"
    ],
    "今般、日本は国連世界食糧計画を通じた人道支援を実施した。": ["aid JPN WFP"],
    "オランダは13日、米国製F16戦闘機をウクライナに供与した。": ["aid NLD UKR"],
    "ソマリア沖に派遣されているEUの部隊と海上自衛隊が13日、共同訓練を実施した。": [
        "exercise EU JPN"
    ],
    "首相は13日、各地で参加国の首脳らと会談した。ケニアにも触れた。": [],
    # a foreign agency's page speaks of its own country
    "（ハノイ・ベトナム通信社）首相は13日、わが国を訪れたラオスのソンサイ首相と会談した。": [
        "meeting LAO VNM",
        "visit LAO VNM",
    ],
    "【ソウル聯合ニュース】国防部長官は13日、訪韓したカナダの国防相と会談した。": [
        "meeting CAN KOR",
        "visit CAN KOR",
    ],
    # a list in brackets, a body's office in a land, a body's seat, ports of call before
    "13日、外務副大臣は、国連の機関(ILO, UNDP, UNHCR)の代表による表敬を受けた。": [
        "meeting ILO JPN UNDP UNHCR"
    ],
    "9日、丸山駐ミャンマー大使とUNOPSミャンマー事務所代表との間で交換公文の署名が行われた。": [
        "agreement JPN UNOPS"
    ],
    "首相は12日、ブリュッセルにある北大西洋条約機構(NATO)の本部を訪れた。": ["visit JPN NATO"],
    "空自のF15戦闘機は、カナダや英国の基地を訪問後、23日にドイツに到着した。": [
        "port_call CAN GBR JPN",
        "port_call DEU JPN",
    ],
    "オランダ海軍のフリゲート艦が9日、韓国の釜山に寄港した後、横須賀に入港した。": [
        "port_call JPN NLD",
        "port_call KOR NLD",
    ],
    # on a page without Japan, an office is that of the foreigner who was told to have it
    "スペインのサンチェス首相は9日、北京で習近平国家主席と会談した。"
    "首相は11日、ベトナムも訪れる。": [
        "meeting CHN ESP",
        "visit ESP VNM",
    ],
    # in the compound that ends in the act's noun
    "日英防衛相会談が13日、ロンドンで行われた。": ["meeting GBR JPN"],
    "日・ベトナム防衛次官協議が13日、ハノイで開催された。": ["meeting JPN VNM"],
    "日豪印3カ国の外相が13日、メルボルンで会談した。": ["meeting AUS IND JPN"],
    # by particles: は and と, が and と, と and が together
    "中谷防衛相は13日、ロンドンで英国のヒーリー国防相と会談した。": ["meeting GBR JPN"],
    "韓国の申源湜国防相は13日、オースティン米国防長官と会談した。": ["meeting KOR USA"],
    "木原防衛相とオースティン米国防長官が13日に会談した。": ["meeting JPN USA"],
    "米国とロシアの間で結ばれた条約が13日、失効した。": ["agreement RUS USA"],
    # who announces what he did himself, whomever a relative clause names
    "ポーランド政府は14日、韓国から戦車を購入する契約を13日に結んだと発表した。": [
        "agreement KOR POL"
    ],
    # the other side is no particular country, and no home either
    "中国は13日、アフリカ諸国に医薬品を届けた。": [],
    # goods come to whom they are handed, through those who pass them on
    "日本政府は13日、ソマリアに対し、国連児童基金、国連世界食糧計画を通じて医薬品を届けた。": [
        "aid JPN SOM UNICEF WFP"
    ],
    # in a list
    "木原防衛相は13日、オーストラリアのマールズ国防相、フィリピンのテオドロ国防相と会談した。": [
        "meeting AUS JPN PHL"
    ],
    "海上自衛隊の護衛艦「いずも」は13日、南シナ海でインド海軍、米海軍の艦艇と共同訓練を行った。": [
        "exercise IND JPN USA"
    ],
    # by apposition
    "フィンランドの国防相であるハッカネン氏が13日、木原防衛相と会談した。": ["meeting FIN JPN"],
    # in a relative clause, and by the noun that it describes
    "木原防衛相は13日、来日したノルウェーのグラム国防相と会談した。": [
        "meeting JPN NOR",
        "visit JPN NOR",
    ],
    "横須賀に寄港した伊空母カブールは14日、一般公開された。": ["port_call ITA JPN"],
    # who receives
    "ノルウェーのグラム国防相が13日、木原防衛相の表敬を受けた。": ["meeting JPN NOR"],
    "フィリピンは13日、日本から巡視船5隻の供与を受けた。": ["aid JPN PHL"],
    "13日、フィリピンに日本から巡視船5隻が供与された。": ["aid JPN PHL"],
    # what follows the next name is not the first one's own
    "キューバの医師団50人が13日、ロシアに到着した。": ["dispatch CUB RUS"],
    "自衛隊は13日、NATOの支援組織NSATUへ要員を派遣した。": ["dispatch JPN NATO NSATU"],
    # the doer of one clause is not that of the next, the one helped may be
    "フランスは3日にウクライナへ戦闘機を供与し、ドイツは13日に防空装備を供与した。": [
        "aid DEU UKR",
        "aid FRA UKR",
    ],
    # those who hold the course that people are sent to
    "陸上自衛隊は13日、豪州と英国が共同で実施する通信課程へ隊員2名を派遣した。": [
        "dispatch AUS GBR JPN"
    ],
    # separate talks: all meet the subject, whoever the record is about
    "木原防衛相は9日、英国の国防相と会談した。ヒーリー英国防相は13日、フランスの国防相、"
    "ドイツの国防相とそれぞれ会談した。": ["meeting DEU GBR", "meeting FRA GBR", "meeting GBR JPN"],
    "英国の国防相とフランスの国防相は13日、それぞれ木原防衛相と会談した。": [
        "meeting FRA JPN",
        "meeting GBR JPN",
    ],
    # an economic framework and those who want to join a pact's body
    "IPEF閣僚級会合が13日、シンガポールで開かれた。": ["meeting IPEF SGP"],
    "中国は13日、TPPへの加盟を正式に申請した。": ["framework CHN CPTPP"],
    # people go to a mission, in the land that its name tells
    "13日、国連南スーダン共和国ミッションに陸自の隊員が派遣された。": ["dispatch JPN SSD UN"],
    "UNMISSへの要員の派遣が13日に始まった。": ["dispatch JPN UN"],
    # a ship without a flag is that of the side told before
    "英空母が13日、シンガポールに寄港した。空母は20日に横須賀に寄港する。": [
        "port_call GBR JPN",
        "port_call GBR SGP",
    ],
    "13日、フリゲート艦「プレリアル」が八戸港に入港した。": ["port_call FRA JPN"],
    # a port of one's own is no call on anybody
    "護衛艦「あさひ」が13日、佐世保港に入港した。": [],
    # three ports: a call at each
    "練習艦隊は6月、インド、スリランカ、モルディブに寄港する。": [
        "port_call IND JPN",
        "port_call JPN LKA",
        "port_call JPN MDV",
    ],
    # one side meets several partners in turn
    "5日に英国のヒーリー国防相と会談し、イタリアのクロセット国防相とも会った。": [
        "meeting GBR JPN",
        "meeting ITA JPN",
    ],
    "中谷防衛相は13日、豪州のマールズ国防相、英国のヒーリー国防相と順に会談した。": [
        "meeting AUS JPN",
        "meeting GBR JPN",
    ],
    # groups of states with Japan, and joined to it by と
    "「中央アジア＋日本」対話・外相会合が13日、東京で開かれた。": [
        "meeting JPN KAZ KGZ TJK TKM UZB"
    ],
    "日本と中央アジア5か国の首脳会合が13日、開かれた。": ["meeting JPN KAZ KGZ TJK TKM UZB"],
    # posted at each other's; help to whom help went last
    "日豪の防衛相は13日、シンガポールで会談し、連絡官を6月に1人ずつ置き合うことを決めた。": [
        "dispatch AUS JPN",
        "meeting AUS JPN",
    ],
    "日本は13日、ウクライナに発電機を供与した。英国は14日、ミサイルを供与した。": [
        "aid GBR UKR",
        "aid JPN UKR",
    ],
    # a heading names the other side of what stands below it
    "■フィリピン\n5日、マニラで防衛相会談を行った。\n■ベトナム\n7日、国防次官級協議を開いた。": [
        "meeting JPN PHL",
        "meeting JPN VNM",
    ],
    # one side alone on foreign soil trains with the land
    "空自は13日、豪州での「ピッチ・ブラック」に参加した。": ["exercise AUS JPN"],
    # the home government needs no country
    "政府は13日、フィリピンに巡視船5隻を供与した。": ["aid JPN PHL"],
    "自衛隊は13日、トルコに医療チームを派遣した。": ["dispatch JPN TUR"],
    # the topic acts in later clauses too
    "上川外相は13日、国際会議の開会式で演説し、フランスのセジュルネ外相と会談した。": [
        "meeting FRA JPN"
    ],
    # those who are only talked about take no part
    "北朝鮮のミサイル発射を受け、日米の防衛相が13日、電話で会談した。": ["meeting JPN USA"],
    "岸田首相は13日、ウクライナ情勢をめぐりイタリアのメローニ首相と電話会談した。": [
        "meeting ITA JPN"
    ],
    "日比両政府は13日、中国の海洋進出を念頭に外務・防衛の協議を開いた。": ["meeting JPN PHL"],
    # third countries, without Japan
    "UAEのムハンマド大統領とエジプトのシシ大統領が13日、アブダビで会談した。": ["meeting ARE EGY"],
    "中国の董軍国防相は13日、北京でロシアのベロウソフ国防相と会談した。": ["meeting CHN RUS"],
    "韓国海軍の駆逐艦と米海軍の空母が13日、釜山沖で合同訓練を行った。": ["exercise KOR USA"],
    # a house is a place
    "ヨルダンの外相とエジプトの外相は13日、ホワイトハウスで共同宣言に署名した。": [
        "agreement EGY JOR"
    ],
    # who helps to give, and the soil on which a mission serves
    "政府は13日、国連薬物犯罪事務所(UNODC)を通じ、モルディブに3億円を供与した。": [
        "aid JPN MDV UNODC"
    ],
    "我が国は13日、UNICEFを通じ、シリア及びヨルダンにおける避難民に対する支援を行いました。": [
        "aid JOR JPN SYR UNICEF"
    ],
    # whom the name of the help tells, and who attacks them
    "英国の首相は13日にポーランドへ出発し、現地で対モルドバ軍事支援を発表する。": [
        "aid GBR MDA",
        "visit GBR POL",
    ],
    # a topic acts past a clause with a subject of its own
    "中国とトンガが協定を結んで以降、中国はトンガの警察に車両を贈ってきた。": [
        "agreement CHN TON",
        "aid CHN TON",
    ],
    # what a mission abroad tells is of the land where it is
    "在ケニア日本国大使館\n13日、浜口大使はナクル小学校の引渡式に出席しました。": ["aid JPN KEN"],
    # in the midst of something is no country
    "緊張が高まる中、岸田首相は13日、インドのモディ首相と会談した。": ["meeting IND JPN"],
    # a body named twice is one
    "EU＝ヨーロッパ連合とAU＝アフリカ連合は13日、外相会議を開いた。": ["meeting AU EU"],
    "政府は13日、国連南スーダン共和国ミッションに司令部要員を派遣した。": ["dispatch JPN SSD UN"],
    # a list that reaches over the edge of a clause
    "13日、東京で我が国、英国及びイタリアの防衛大臣が条約に署名した。": ["agreement GBR ITA JPN"],
    # where an ambassador serves
    "義本博司駐ガーナ大使は13日、ボッチウェイ外相と交換公文に署名した。": ["agreement GHA JPN"],
    # the state of two with one short name that the record names in full
    "コンゴ民主共和国の外相は13日、キガリを訪問した。コンゴはルワンダと停戦に合意した。": [
        "agreement COD RWA",
        "visit COD RWA",
    ],
    # all of a list, the last of which the noun of talks follows
    "海上幕僚監部、米海軍作戦本部及び英海軍本部の部長級協議が13日に行われた。": [
        "meeting GBR JPN USA"
    ],
    # two clauses that ほか joins
    "プーチン露大統領は13日、習近平国家主席と会談するほか、インドのモディ首相とも会う。": [
        "meeting CHN RUS",
        "meeting IND RUS",
    ],
    # who chairs a group, told of a state
    "今年のEU議長国を務めるポルトガルの外相が13日、上川外相と会談した。": ["meeting JPN PRT"],
    # home's own people among themselves
    "大臣は12日、フランスを訪問した。帰国後の13日には、榊原会長が岸田首相と面談した。": [
        "visit FRA JPN"
    ],
    # a single named side is no cooperation
    "岸田首相は13日、首相官邸で記者団の質問に答えた。": [],
    "木原防衛相は13日、沖縄県の玉城知事と会談した。": [],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(ACTS))


@pytest.mark.parametrize("text", ACTS)
def test_who_takes_part(text: str, pages: Any) -> None:
    assert pages[text].acts() == ACTS[text]


HEADLINES = {
    "日仏首脳が会談": ["meeting FRA JPN"],
    "岸田首相とマクロン仏大統領、電話会談": ["meeting FRA JPN"],
    "日米韓が共同訓練": ["exercise JPN KOR USA"],
    "防衛相、豪国防相と会談": ["meeting AUS JPN"],
    "露朝首脳が会談　軍事協力を協議": ["meeting PRK RUS"],
    "仏フリゲート艦が横須賀寄港": ["port_call FRA JPN"],
    "首相、13日から訪米": ["visit JPN USA"],
}


@pytest.fixture(scope="module")
def headlines(read: Any) -> Any:
    return read(list(HEADLINES), titled=True)


@pytest.mark.parametrize("text", HEADLINES)
def test_who_takes_part_in_headlines(text: str, headlines: Any) -> None:
    assert headlines[text].acts() == HEADLINES[text]


ROLES = {
    "岸田首相は13日、ブラジルを訪問した。": {"JPN": "visitor", "BRA": "host"},
    "ブラジルのルラ大統領が13日、来日した。": {"BRA": "visitor", "JPN": "host"},
    # who is invited travels
    "木原防衛相は13日、ドイツのピストリウス国防相に招かれ、ベルリンを訪問した。": {
        "JPN": "visitor",
        "DEU": "host",
    },
    "豪州のマールズ国防相の招きで、木原防衛相は13日、シドニーを訪れた。": {
        "JPN": "visitor",
        "AUS": "host",
    },
    "護衛艦「いずも」は13日、ベトナムのカムラン湾に寄港した。": {"JPN": "visitor", "VNM": "host"},
    "ドイツ海軍のフリゲート艦「バーデン」が13日、横須賀に寄港した。": {
        "DEU": "visitor",
        "JPN": "host",
    },
    "政府は13日、フィリピンに巡視船5隻を供与した。": {"JPN": "provider", "PHL": "beneficiary"},
    "フィリピンは13日、日本から巡視船5隻の供与を受けた。": {
        "JPN": "provider",
        "PHL": "beneficiary",
    },
    "自衛隊は13日、トルコに医療チームを派遣した。": {"JPN": "provider", "TUR": "host"},
    # by the soil that it takes place on
    "中谷防衛相は13日、ロンドンで英国のヒーリー国防相と会談した。": {
        "JPN": "visitor",
        "GBR": "host",
    },
    "日米比3カ国の首脳が13日、ワシントンで会談した。": {
        "JPN": "visitor",
        "USA": "host",
        "PHL": "visitor",
    },
    # on third soil nobody is at home
    "上川外相は13日、ニューヨークでドイツのベアボック外相と会談した。": {
        "JPN": "party",
        "DEU": "party",
    },
}


@pytest.fixture(scope="module")
def roles(read: Any) -> Any:
    return read(list(ROLES))


@pytest.mark.parametrize("text", ROLES)
def test_in_what_role(text: str, roles: Any) -> None:
    (event,) = roles[text].events()
    assert {p.code: p.role for p in event.participants} == ROLES[text]


def test_participants_are_told_with_their_words(read: Any) -> None:
    text = "中谷防衛相は13日、ロンドンで英国のヒーリー国防相と会談した。"
    page = read([text])[text]
    (event,) = page.events()
    for participant in event.participants:
        assert participant.span is not None
        assert page.text[slice(*participant.span)] == participant.mention
    british = next(p for p in event.participants if p.code == "GBR")
    assert british.mention in {"英国のヒーリー国防相", "ヒーリー国防相", "英国"}


def test_parties_of_a_section_come_from_its_headings(read: Any) -> None:
    # A chronology of 日・モンゴル関係 names its parties only there.
    text = "首脳会談で共同声明を発表した。"
    page = read([text], item=("1998-05-12", "1998-05-12"), background=("JPN", "MNG"))[text]
    assert {event.codes for event in page.events()} == {("JPN", "MNG")}

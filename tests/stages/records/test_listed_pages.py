"""Lists of mere headlines, entries below days, archives without dates."""

from __future__ import annotations

AGES = """国際ニュース速報

2時間前
韓国とカタール、造船の協力で覚書
5時間前
日加の外相、電話で退避の協力を確認
昨日
チリ、南極沿岸に調査船を派遣
"""
RESULTS = """ニュース検索:日伊

日英伊、戦闘機の共同機関の本部を決定
岬経済新報
3 時間前
機関は英国に置き、初代の長は日本から出す。

空自の輸送機、イタリアの基地に着陸
航空日報
1 日前
機体は美保を発ち、中東を経て飛んだ。

伊大統領の訪日、調整が続く
東岸新聞
2 日前
両政府は来春の訪日を軸に日程を詰めている。
"""
DAYS = """外電の見出し 2011年10月

■10月3日
露印首脳、原子炉の増設で合意へ
英国防相、湾岸諸国を歴訪
■10月5日
ハノイで国際会議が開幕
日・EU首脳、交渉の早期開始で一致
■10月9日
中国とタイ、合同訓練を開始
"""
BARE = """トップページ > 報道発表一覧(令和3年6月)
・日・ラオス外相電話会談
・フィジーに対する医療機材の供与に関する書簡の署名
・外務大臣臨時会見記録
・日・EUテレビ会議
"""
ARCHIVE = """北の国の駐在記
2015年11月

首相の来訪
北欧8か国の首相の会合が開かれ、町は警察だらけ。支援を続けるそうです。

きのこの季節
週末は森できのこ採り。掃除が大変です。

潜水艦騒ぎ
隣国で国籍不明の潜水艦を探しているとかで、職場もその話です。
"""
COUNTS = """Category:日仏
仏軍の掃海艇を見てきた
横須賀の一般公開で仏海軍の掃海艇に乗りました。海自といっしょに訓練するそうです。
コメント(3)
大使の講演会
学生向けの講演会。潜水艦の話も少し出ました。
コメント(0)
フランスのワイン
安くておいしい。
コメント(12)
"""
MONTH = """国際主要事項(1997年1月1日~12月31日)

5月
10通商代表訪日(~12日)。
13首相、国防長官と電話で会談。
15「港湾協定」に外相と駐日大使が署名(東京)。
15外相ら、安全保障の委員会に出席。
21大統領、国賓として来日。
"""
JOINED = (
    "防衛交流カレンダー 2016年11月 2日(水) 司令官が来日 7日(月) 日仏首脳会談(東京) "
    "12日(土) 日本海で共同訓練 16日(水) 参謀長、海幕長と会談 28日(月) カナダ艦が入港\n"
)
BOARD = """艦船談話室

来日する艦を教えて
投稿者 舵輪 » 2012/09/04(火) 20:11
来週、インド海軍の3隻が来るそうです。入港は10日と聞きました。

Re: 来日する艦を教えて
投稿者 ぽんぽん砲 » 2012/09/05(水) 07:40
海自との訓練もあると地元紙にありました。

Re: 来日する艦を教えて
投稿者 舵輪 » 2012/09/10(月) 18:25
本日、3隻の入港を確認。歓迎式もありました。
"""
TAILS = """●ロシアの練習船、伏木へ
練習船が港に着き、市民に公開された。船長は市長を表敬した。(2005年8月7日)

●韓国の訪問団、敦賀へ
姉妹都市から市長ら9人が訪れ、港の共同利用を話し合った。(2005年8月11日)
"""


def titles(found) -> list[str | None]:
    return [record.title for record in found]


def test_ages_stand_above_headlines(records) -> None:
    assert titles(records(AGES)) == [
        "韓国とカタール、造船の協力で覚書",
        "日加の外相、電話で退避の協力を確認",
        "チリ、南極沿岸に調査船を派遣",
    ]


def test_ages_do_not_open_comments(records) -> None:
    found = records(RESULTS)
    assert titles(found)[1] == "空自の輸送機、イタリアの基地に着陸"
    assert len(found) == 3
    assert "中東を経て" in found[1].text.text


def test_headlines_below_days_are_entries_of_their_own(records) -> None:
    found = records(DAYS)
    assert [r.item_start or (r.published or "")[:10] for r in found] == [
        "2011-10-03",
        "2011-10-03",
        "2011-10-05",
        "2011-10-05",
        "2011-10-09",
    ]


def test_a_list_of_headlines_without_a_sentence(records) -> None:
    assert len(records(BARE)) == 4


def test_an_archive_of_a_month(records) -> None:
    assert titles(records(ARCHIVE)) == ["首相の来訪", "きのこの季節", "潜水艦騒ぎ"]


def test_posts_that_the_numbers_of_their_comments_close(records) -> None:
    assert titles(records(COUNTS)) == ["仏軍の掃海艇を見てきた", "大使の講演会", "フランスのワイン"]


def test_numbers_below_a_month_are_days(records) -> None:
    assert [r.item_start for r in records(MONTH)] == [
        "1997-05-10",
        "1997-05-13",
        "1997-05-15",
        "1997-05-15",
        "1997-05-21",
    ]


def test_days_on_one_line_are_rows(records) -> None:
    assert [r.item_start for r in records(JOINED)] == [
        "2016-11-02",
        "2016-11-07",
        "2016-11-12",
        "2016-11-16",
        "2016-11-28",
    ]


def test_posts_of_a_board_under_their_subjects(records) -> None:
    found = records(BOARD)
    assert [(r.published or "")[:10] for r in found] == ["2012-09-04", "2012-09-05", "2012-09-10"]


def test_days_in_brackets_close_the_pieces(records) -> None:
    assert [r.published for r in records(TAILS)] == ["2005-08-07", "2005-08-11"]


CATEGORIES = """大使館連絡会 お知らせ一覧
行事 2020.06.03 コソボ大使の講演会を開きます
報告 2020.05.21 チェコ上院議長が市を訪れました
報告 2020.05.10 県と州の覚書を更新しました
"""
EVENTS = """2013年5月の出来事

5月18日
主要国の首脳会議が始まる。(東岸新聞)
セルビアの選挙、決選投票へ。(北岬放送)
5月20日
首脳会議、撤収の計画で合意。(北岬放送)
5月25日
島しょ国の会合、名護で開幕。(琉海日報)
"""
POSTS = """艦船のつぶやきまとめ

1/3 海自の潜水艦が豪州に入った。訓練のためらしい。
2/3 豪の潜水艦は来月、呉に来るとの話も。
3/3 以上、備忘まで。
"""


def test_rows_behind_a_category(records) -> None:
    found = records(CATEGORIES)
    assert [(r.published, r.title) for r in found][1:] == [
        ("2020-05-21", "チェコ上院議長が市を訪れました"),
        ("2020-05-10", "県と州の覚書を更新しました"),
    ]


def test_entries_below_days_close_with_their_sources(records) -> None:
    assert [r.item_start for r in records(EVENTS)] == [
        "2013-05-18",
        "2013-05-18",
        "2013-05-20",
        "2013-05-25",
    ]


def test_parts_counted_like_days_are_one_text(records) -> None:
    assert len(records(POSTS)) == 1

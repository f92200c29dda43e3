"""Layouts of whole pages, and where exactly each of their records begins and ends."""

from __future__ import annotations

import pytest

BULLETS = """定点観測:艦船のうごき(2019年4月~7月)
<寄港>
・豪海軍の補給艦、佐世保に入港。乗員400人が上陸した。(4月28日~5月5日)
・印海軍の2隻が横須賀へ。海自と親善訓練も。(5月24日)
<会談>
・岩屋防衛相、仏国防相と会談。(6月1日、シンガポール)
・日加の次官級協議が東京で。共同文書を出した。(7月3日)
"""
CALENDAR = """外交カレンダー(2025年8月11日-17日)
<11日 月>
・ベトナム書記長、国賓として韓国を訪問
・豪首相、ニュージーランドを訪問
<12日 火>
・英空母、横須賀に入港
<13日 水>
・独首相の呼びかけでオンライン会合
・日印の次官協議
<来週以降>
・18-28日 米韓の定例演習
・29-30日 モディ印首相訪日
"""
CELLS = """外国艦船の来航の記録(平成30年度)
期日
相手方
内容
備考
H30.4.17
米国
掃海艦が石垣港に入る。2泊。
乗員が図書館を訪問
H30.7.6~7.8
モルディブ
国防軍の幹部3名が巡視船で操船の研修を受ける。
JICA事業
H30.9.13
インドネシア
密漁の取締りに使う通報様式を定めた覚書を締結。
市民会館
同 9.14
同上
大しけのため、合同訓練は取りやめ。
代替日なし
"""
FLASHES = """共栄通信社
国際の速報
23:51　比大統領、岩屋外相の表敬受ける
【マニラ】フィリピンの大統領は15日、岩屋外相と面会した。
21:08　政府、巡視船の追加供与を検討
17:22　NATO事務総長「訪日に意欲」
12:12　豪空軍の輸送機、千歳に飛来
"""
SCHEDULE = """首相動静
9:05　官邸に入る、報道各社へ
10:30　豪首相と電話会談を始める
13:15　外務次官が官邸を訪れる
16:40　公邸へ帰り、夕食をとる
"""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            BULLETS,
            [
                ("2019-04-28", "2019-05-05"),
                ("2019-05-24", "2019-05-24"),
                ("2019-06-01", "2019-06-01"),
                ("2019-07-03", "2019-07-03"),
            ],
        ),
        (
            CALENDAR,
            [
                ("2025-08-11", "2025-08-11"),
                ("2025-08-11", "2025-08-11"),
                ("2025-08-12", "2025-08-12"),
                ("2025-08-13", "2025-08-13"),
                ("2025-08-13", "2025-08-13"),
                ("2025-08-18", "2025-08-28"),
                ("2025-08-29", "2025-08-30"),
            ],
        ),
    ],
)
def test_each_bullet_is_a_happening(records, text: str, days: list[tuple[str, str]]) -> None:
    found = records(text)
    bullets = [line for line in text.splitlines() if line.startswith("・")]
    assert [text[slice(*r.span)] for r in found] == bullets
    assert [(r.item_start, r.item_end) for r in found] == days


def test_cells_on_lines_of_their_own(records) -> None:
    found = records(CELLS)
    assert [text.splitlines()[0] for text in (CELLS[slice(*r.span)] for r in found)] == [
        "H30.4.17",
        "H30.7.6~7.8",
        "H30.9.13",
        "同 9.14",
    ]
    assert CELLS[slice(*found[0].span)].endswith("\n乗員が図書館を訪問")
    assert [(r.item_start, r.item_end) for r in found] == [
        ("2018-04-17", "2018-04-17"),
        ("2018-07-06", "2018-07-08"),
        ("2018-09-13", "2018-09-13"),
        ("2018-09-14", "2018-09-14"),
    ]


def test_years_are_counted_in_the_era_of_the_heading(records) -> None:
    text = """資料 各国との防衛交流の実績
(平成28年1月~29年8月)
28. 1. 8	英国	外務・防衛閣僚会合
28.10.17~11. 6	英国	空自との共同訓練
28.12.15	ロシア	大統領が訪日
〃 16	ロシア	2日目の会談
29. 1.26	英国	物品役務相互提供協定署名
"""
    assert [(r.item_start, r.item_end) for r in records(text)] == [
        ("2016-01-08", "2016-01-08"),
        ("2016-10-17", "2016-11-06"),
        ("2016-12-15", "2016-12-15"),
        ("2016-12-16", "2016-12-16"),
        ("2017-01-26", "2017-01-26"),
    ]


def test_flashes_of_a_day(records) -> None:
    found = records(FLASHES)
    assert [r.title for r in found] == [
        "比大統領、岩屋外相の表敬受ける",
        "政府、巡視船の追加供与を検討",
        "NATO事務総長「訪日に意欲」",
        "豪空軍の輸送機、千歳に飛来",
    ]
    assert "面会した。" in found[0].text.text


def test_a_schedule_is_one_record(records) -> None:
    assert len(records(SCHEDULE)) == 1


def test_posts_take_their_year_from_the_page(records) -> None:
    heads = ["1月4日", "12月28日", "12月20日"]
    told = "英外相が来日し、岩屋外相と会談しました。サイバー分野の協力を話し合ったとのこと。"
    posts = [f"海の便り @umi_tayori · {day}\n{told}" for day in heads]
    text = "\n返信 2 リポスト 9 いいね 30\n".join([*posts, "利用規約 © 2025"])
    found = records(text)
    assert [text[slice(*r.span)] for r in found] == posts
    assert [r.published for r in found] == ["2025-01-04", "2024-12-28", "2024-12-20"]


def test_cards_below_source_and_date(records) -> None:
    cards = [
        "▼南海放送(2023年11月3日)\n首相は3日、マルコス大統領と会談し、無償の供与で合意した。",
        "▼海外ウォッチ(2023年12月19日)\n書簡の署名は18日、首都スバで大使と首相が済ませた。",
    ]
    text = f"""装備品の供与、どこまで広がる
2024年12月5日
政府は5日、インドネシア海軍に警備艇を贈る交換公文を来週にも結ぶ方針を固めた。今年度で4カ国目となる。

{cards[0]}

詳しい話はこちらにあった。

{cards[1]}

監視をどうするかが課題だ。続報を待ちたい。
"""
    article, *inner = records(text)
    assert text[slice(*article.span)] == text.strip()
    assert article.published == "2024-12-05"
    assert [text[slice(*r.span)] for r in inner] == cards
    assert [r.published for r in inner] == ["2023-11-03", "2023-12-19"]
    assert "大使と首相" not in article.text.text


def test_groups_of_pieces_and_a_last_one_of_another_mark(records) -> None:
    pieces = [
        "◆日ASEAN、関係を格上げ\n首相は6日、各国の首脳と会議を開き、関係を引き上げた。",
        "◆首相、インド入り\n首相は8日、ニューデリーに入った。9日にモディ首相と会う。",
        "◆英が日本に調査団\n英政府は7日、担当官5人を日本へ送る計画を明らかにした。",
        "▽記者の目\n往来を支える家族の支援は追いついているか。気にかかる。",
    ]
    text = "きょうのヘッドライン\n2023年9月8日\n\n▼1面\n{}\n\n{}\n\n▼2面\n{}\n\n{}\n".format(
        *pieces
    )
    assert [text[slice(*r.span)] for r in records(text)] == pieces


@pytest.mark.parametrize(
    ("title", "marks"),
    [("国際短信", "◇"), ("今週の動き", "・")],
)
def test_news_in_brief(records, title: str, marks: str) -> None:
    told = [
        "豪海軍の艦艇が7日、呉に入港した。",
        "タイの国防相が来日し、会談した。",
        "対話を始めた。",
    ]
    briefs = [f"{marks}{text}" for text in told]
    text = "\n".join([title, *briefs])
    assert [text[slice(*r.span)] for r in records(text)] == briefs


def test_points_of_an_article_are_not_split(records) -> None:
    text = """日豪首脳会談の要点
2024年5月8日
岸田首相と豪首相は7日、東京で会談し、防衛協力の強化で一致した。要点は次の通り。
・共同訓練の拡大に向けて実務者が協議する。
・宇宙の情報を共有する枠組みをつくる。
・次回の会談は来年、キャンベラで開く。
"""
    assert len(records(text)) == 1


def test_a_dated_paper_in_sentences_is_not_split(records) -> None:
    text = """諸外国の規制機関との協力(令和5年度上期)
令和5年10月4日 長官官房国際室

1. 二国間
4月19日 委員長がパリで仏の委員と会合に臨んだ。
6月1日 米の委員長が視察のため来日した。
7月27日 英の規制局と取決めを更新した。
2. 多国間
8月30日 日中韓の上級規制者会合を東京で主催した。
"""
    [record] = records(text)
    assert record.published == "2023-10-04"


@pytest.mark.parametrize(
    "below",
    [
        "更新：2025年3月20日 20:05",
        "※動画は公式チャンネルでご覧いただけます。",
        "前の記事　英外相、来日へ",
    ],
)
def test_an_article_ends_above_its_colophon(records, below: str) -> None:
    told = "大統領は20日、オスロで首相と会談した。両首脳は砲弾の共同購入で合意したと発表した。"
    text = f"大統領、オスロで首相と会談\n2025年3月20日 19:12\n{told}\n\n{below}\n"
    [record] = records(text)
    assert text[slice(*record.span)].endswith(told)


def test_lines_with_a_time_of_day_head_posts(records) -> None:
    page = "#派遣部隊 のツイート\n" + "".join(
        f"2022/08/{day} 18:0{day % 10}\n{day - 1}日、派遣部隊は港で訓練を実施しました。\n"
        for day in (17, 19, 24)
    )
    found = records(page)
    days = [record.published[:10] if record.published else None for record in found]
    assert days == ["2022-08-17", "2022-08-19", "2022-08-24"]
    assert [record.item_start for record in found] == [None, None, None]

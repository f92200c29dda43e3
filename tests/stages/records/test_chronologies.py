"""Chronologies in every way to write a date, and lists of every make."""

from __future__ import annotations

from itertools import product

import pytest

ROWS = [
    (2018, 1, 12, "練習艦隊がペルーのカヤオに寄港"),
    (2018, 4, 3, "国交樹立"),
    (2018, 9, 25, "首脳会談で「戦略的パートナーシップ」の構築に合意。共同声明を発表"),
    (2018, 11, 5, "第3回防衛当局間協議"),
    (
        2019,
        2,
        8,
        "フィリピン国防長官が来日し、防衛大臣と会談。両国は防衛協力に関する覚書を交わした。",
    ),
    (2019, 6, 14, "大使館を開設"),
    (2020, 2, 17, "外相会談(電話)"),
]
TITLE = "日本と各国の防衛協力のあゆみ"
FORMS = {
    "2018年1月12日": lambda y, m, d: f"{y}年{m}月{d}日",
    "2018年(平成30年)1月12日": lambda y, m, d: f"{y - 10}年(平成{y - 1998}年){m}月{d}日",
    "平成20年1月12日": lambda y, m, d: f"平成{y - 1998}年{m}月{d}日",
    "H20.1.12": lambda y, m, d: f"H{y - 1998}.{m}.{d}",
    "2018.01.12": lambda y, m, d: f"{y}.{m:02}.{d:02}",
    "2018/01/12": lambda y, m, d: f"{y}/{m:02}/{d:02}",
    "2018-01-12": lambda y, m, d: f"{y}-{m:02}-{d:02}",
    "2018年1月": lambda y, m, d: f"{y}年{m}月",
    "・2018年1月12日": lambda y, m, d: f"・{y}年{m}月{d}日",
    "【2018年1月12日】": lambda y, m, d: f"【{y}年{m}月{d}日】",
    "2018年1月12日(水)": lambda y, m, d: f"{y}年{m}月{d}日(水)",
    "2018年1月12~14日": lambda y, m, d: f"{y}年{m}月{d}~{d + 2}日",
    "２０１８年１月": lambda y, m, d: f"{y}年{m}月".translate(WIDE),
    "18. 1.12": lambda y, m, d: f"{y % 100}. {m}.{d}",
    "2018年1月上旬": lambda y, m, d: (
        f"{y}年{m}月" + ("上旬", "中旬", "下旬")[min(2, (d - 1) // 10)]
    ),
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SEPARATORS = {"space": " ", "wide": "　", "tab": "\t", "pipe": " | ", "colon": "：", "dash": " - "}


@pytest.mark.parametrize(("form", "separator"), product(FORMS, SEPARATORS))
def test_every_row_is_a_record_with_its_day(records, form: str, separator: str) -> None:
    rows = [FORMS[form](y, m, d) + SEPARATORS[separator] + t for y, m, d, t in ROWS]
    text = "\n".join(
        ["資料館", "トップ | 年表 | リンク", TITLE, *rows, "ページトップへ", "© 資料館"]
    )
    found = records(text)
    assert [text[slice(*record.span)] for record in found] == rows
    assert all(record.item_start and record.item_end for record in found)
    assert all(record.headings == (TITLE,) for record in found)
    assert all(record.published is None for record in found)


@pytest.mark.parametrize("mark", ["", "■", "●"])
@pytest.mark.parametrize("between", [" ", "　", "\n"])
def test_the_year_comes_from_the_heading_above(records, mark: str, between: str) -> None:
    lines = [TITLE]
    year = 0
    for y, m, d, text in ROWS:
        lines += [f"{mark}{y}年"] if y != year else []
        lines.append(f"{m}月{d}日{between}{text}")
        year = y
    found = records("\n".join(lines))
    assert [record.item_start for record in found] == [f"{y}-{m:02}-{d:02}" for y, m, d, _ in ROWS]
    assert found[-1].headings == (TITLE, f"{mark}2020年")


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ("2018年9月26日~29日 会談", "2018-09-26", "2018-09-29"),
        ("2018年9月26日～10月3日 会談", "2018-09-26", "2018-10-03"),
        ("2018年12月30日～2019年1月2日 会談", "2018-12-30", "2019-01-02"),
        ("2018年9月26日 歴訪を開始(29日まで)", "2018-09-26", "2018-09-29"),
        ("2018年9月26日 歴訪(~10月3日、中東)", "2018-09-26", "2018-10-03"),
        ("2018年2月 研修", "2018-02-01", "2018-02-28"),
        ("2018年 国交樹立", "2018-01-01", "2018-12-31"),
        ("2018年度 派遣", "2018-04-01", "2019-03-31"),
        ("2018年9月下旬 協議", "2018-09-21", "2018-09-30"),
        ("736年 僧が渡来", "0736-01-01", "0736-12-31"),
    ],
)
def test_the_days_of_a_heading(records, row: str, start: str, end: str) -> None:
    text = "\n".join([TITLE, "1999年4月2日 発効", row, "2021年5月6日 署名"])
    item = records(text)[1]
    assert (item.item_start, item.item_end) == (start, end)


def test_the_year_turns_with_the_months(records) -> None:
    up = "年表 2019年\n10月3日 会談\n12月9日 署名\n1月5日 発効\n2月1日 訓練"
    assert [r.item_start for r in records(up)] == [
        "2019-10-03",
        "2019-12-09",
        "2020-01-05",
        "2020-02-01",
    ]
    down = "年表 2019年\n2月1日 訓練\n1月5日 発効\n12月9日 署名\n10月3日 会談"
    assert [r.item_start for r in records(down)] == [
        "2019-02-01",
        "2019-01-05",
        "2018-12-09",
        "2018-10-03",
    ]


def test_a_row_can_repeat_the_date_above(records) -> None:
    text = (
        "実績年表\n17.11\t政務官がUAEを訪問\n〃\t第1回協議(アブダビ)\n"
        "18. 5\t国防相が来日\n18. 7\t訓練"
    )
    assert [(r.item_start, r.item_end) for r in records(text)][:3] == [
        ("2017-11-01", "2017-11-30"),
        ("2017-11-01", "2017-11-30"),
        ("2018-05-01", "2018-05-31"),
    ]


def test_two_happenings_in_one_row_under_their_columns(records) -> None:
    text = (
        "国際関係日誌(2014年9月)\n日本関係\t国際関係\n"
        "1日\t首相がインド首相と会談\t5日\t停戦で合意\n"
        "6日\t首相が南アジアを歴訪(~8日)\t7日\t大洪水\n"
        "8日\t外相がドイツへ\t10日\t空爆を表明\n"
    )
    found = records(text)
    assert [(r.item_start, r.item_end, r.headings[-1]) for r in found[:4]] == [
        ("2014-09-01", "2014-09-01", "日本関係"),
        ("2014-09-05", "2014-09-05", "国際関係"),
        ("2014-09-06", "2014-09-08", "日本関係"),
        ("2014-09-07", "2014-09-07", "国際関係"),
    ]
    assert found[1].text.text == "5日\n停戦で合意"


def test_parts_of_a_table_are_context_not_items(records) -> None:
    text = (
        "最近の中東諸国との防衛協力・交流の主な実績\n【UAE】\n"
        "17. 4.26\t親善訓練\n17. 7\t部隊間交流\n"
        "【イラン】\n19.10\t電話会談\n(注)年月の「17」は2017年を示す。\n"
    )
    found = records(text)
    assert [r.headings[-1] for r in found] == ["【UAE】", "【UAE】", "【イラン】"]
    assert found[-1].text.text == "19.10\n電話会談"


def test_a_list_of_days_inside_an_article_stays_in_it(records) -> None:
    text = (
        "航空幕僚長、2カ国歴訪へ\n2022年12月5日\n"
        "航空自衛隊は、航空幕僚長が12月6日から10日までの日程で2カ国を歴訪すると公表した。\n"
        "・6日 羽田を発ち、マニラへ\n・7日 クラーク空軍基地に移り会談\n"
        "・8日 参謀長と会談\n・10日 成田着\n"
        "一方、パラオに赴いた連絡官は副大統領を表敬し、防衛協力のあり方をめぐって意見を交わした。\n"
    )
    [only] = records(text)
    assert only.published == "2022-12-05"
    assert only.item_start is None


def test_a_list_of_headlines_tells_when_they_were_published(records) -> None:
    text = (
        "ニュース一覧\n2017.04.28 送電網の近代化で覚書\n"
        "2017.04.11 尿素工場の契約\n2017.03.30 外相が来日"
    )
    assert [(r.published, r.title, r.item_start) for r in records(text)] == [
        ("2017-04-28", "送電網の近代化で覚書", None),
        ("2017-04-11", "尿素工場の契約", None),
        ("2017-03-30", "外相が来日", None),
    ]


def test_the_first_heading_may_carry_the_year_for_the_rest(records) -> None:
    text = (
        "出張日誌\n2018年4月1日(日)\n成田を発ち、ビエンチャンに着いた。\n4月2日(月)\n"
        "副外相と会談し、不発弾処理の支援を伝えた。\n4月3日(火)\n帰国した。\n"
    )
    assert [record.item_start for record in records(text)] == [
        "2018-04-01",
        "2018-04-02",
        "2018-04-03",
    ]


def test_a_mark_begins_another_happening_of_the_day(records) -> None:
    text = (
        "重要日誌 2014年9月\n1日 ▼首相がインド首相と会談。\n▼外相がスリランカへ。\n"
        "5日 ▼停戦で合意。\n8日 ▼外相がドイツへ。\n"
    )
    assert [(r.item_start, r.text.text[-8:]) for r in records(text)][:3] == [
        ("2014-09-01", "ンド首相と会談。"),
        ("2014-09-01", "がスリランカへ。"),
        ("2014-09-05", " ▼停戦で合意。"),
    ]


def test_a_page_of_one_month_under_the_title_of_the_year(records) -> None:
    rows = "4日 |\n首相がチリを訪問 |\n9日 |\n日EU首脳会談(東京) |\n17日 |\n租税条約が発効 |"
    page = f"国際年表(2014年1月1日~12月31日)\n日本関係 |\n9月 |\n|\n{rows}"
    assert [r.item_start for r in records(page)] == ["2014-09-04", "2014-09-09", "2014-09-17"]
    unknown = records(page.replace("9月 |\n", ""))
    assert [(r.item_start, r.item_end) for r in unknown] == [(None, None)] * 3


def test_the_title_of_a_table_is_known_where_it_was_cut_as_furniture(records) -> None:
    page = (
        "日本とペルー ―海の道―\n付録 日本・ペルー ─関係─ 略年表\n1972年\n・ 5月 覚書に署名\n"
        "1985年\n・ 3月 協定に調印\n2014年\n・ 1月 首相が訪問\n・ 9月 租税協定が発効"
    )
    assert [r.headings[0] for r in records(page)] == ["付録 日本・ペルー ─関係─ 略年表"] * 4


def test_the_days_of_one_journey_are_one_record(records) -> None:
    page = """航路と日程について
第12回研修航海は、2019年2月16日(土)から3月9日(土)まで、清水を出てポンペイに寄る行程です。
2月16日(土) | 出港式:清水港出港 |
2月18日(月)-2月21日(木) | 小笠原 二見港 |
2月27日(水)-2月28日(木) | ミクロネシア連邦 ポンペイ港 |
3月9日(土) | 清水港入港 帰港式 |
"""
    (record,) = records(page)
    assert record.title == "航路と日程について"


def test_a_diary_that_takes_up_day_after_day_is_one_record(records) -> None:
    page = """■ 慌ただしい一週間

 6月16日(火) は委員会で質疑に立ち、インドとの協定についてただしました。
 17日(水) は羽田でベトナムの議員団を出迎え、夜は懇親会に出ました。
 18日(木) は地元へ戻り、総会に出ました。
"""
    (record,) = records(page)
    assert record.title == "慌ただしい一週間"


def test_prose_that_goes_on_from_year_to_year_is_one_record(records) -> None:
    page = """日泰の防衛交流

1997年5月、護衛艦がサタヒープに入港した。翌1998年2月にはタイの国防相が東京を訪れた。
同年6月3日、次官級の協議がバンコクで始まった。年末には部隊の交流も決まった。
2001年7月、実務者の協議が持たれた。2003年4月には覚書が交わされた。
"""
    assert len(records(page)) == 1


def test_a_table_of_pacts_is_one_record(records) -> None:
    page = """二国間の取極の一覧
名称	署名	国会承認	効力発生
日加物品協定	平成30年4月21日 東京	令和元年5月24日	令和元年7月18日
日印物品協定	令和2年9月9日 デリー	令和3年4月21日	令和3年7月11日
日英円滑化協定	令和5年1月11日 ロンドン	令和5年4月28日	令和5年10月15日
"""
    assert len(records(page)) == 1


def test_past_days_under_a_title_that_says_so_are_happenings(records) -> None:
    page = """呉での最近の出来事

2007年2月14日

英海軍のフリゲートが呉に寄港した。

2006年12月8日

豪海軍の艦艇が入港した。

2006年11月21日

海自と豪海軍が共同で訓練した。
"""
    found = records(page)
    assert [(r.item_start, r.published) for r in found] == [
        ("2007-02-14", None),
        ("2006-12-08", None),
        ("2006-11-21", None),
    ]


def test_a_ditto_mark_on_its_own_line_heads_a_happening(records) -> None:
    page = """外交日誌 2025年10月
3日
日韓の次官が協議
4日
日比の外相が電話で会談
5日
日豪の防衛相が会談
〃
日加の外相が延期した会談を再調整
"""
    assert [r.item_start for r in records(page)][-2:] == ["2025-10-05", "2025-10-05"]


BARE_DAYS = """{head}
2日 首相がサウジアラビアを訪問
6日 外相がフィリピンの外相と会談
7日 防衛相がシンガポールの国防相と会談
"""


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ("平成25年 5月の動き", ["2013-05-02", "2013-05-06", "2013-05-07"]),
        ("2013年日誌\n〈5月〉", ["2013-05-02", "2013-05-06", "2013-05-07"]),
        ("海外論調 2013年6月号\n重要日誌(5月)", ["2013-05-02", "2013-05-06", "2013-05-07"]),
        (
            "2018.01.09\n食卓外交\n十二月の会食と表敬はこんな具合です。",
            ["2017-12-02", "2017-12-06", "2017-12-07"],
        ),
    ],
)
def test_bare_days_take_the_month_that_the_lines_above_tell(records, head, days):
    found = records(BARE_DAYS.format(head=head))
    assert [r.item_start for r in found if "日 " in r.text.text][-3:] == days


def test_a_month_between_the_rows_holds_for_those_below(records):
    text = BARE_DAYS.format(head="外交年表(2013年1月1日~12月31日)\n5月 |\n|")
    found = records(text + "6月 |\n|\n3日 首相がフランスの大統領と会談\n")
    assert [r.item_start for r in found] == ["2013-05-02", "2013-05-06", "2013-05-07", "2013-06-03"]


def test_a_bullet_that_tells_more_than_the_others_is_a_row(records) -> None:
    page = """安保週報 2025年6月2日号
<2日 月>
・豪首相がジャカルタを訪問
<3日 火>
・英艦が横須賀に入港
<4日 水>
・日比の次官が協議
<来週以降>
・12日 比大統領が来日、首相と会談する見込み
・17-18日 独首相が訪日。首脳会談は17日、新たな宣言も調整中
"""
    found = [(r.item_start, r.item_end) for r in records(page)]
    assert found[-2:] == [("2025-06-12", "2025-06-12"), ("2025-06-17", "2025-06-18")]


@pytest.mark.parametrize("part", ["[読者へ]", "【読者へ】", "■読者へ"])
def test_a_named_part_ends_the_last_row(records, part) -> None:
    page = f"""2024年9月の主な出来事
・3日 日豪の防衛相が会談した。
・7日 日比が共同訓練を行った。
・11日 日英の外相が会談した。
{part}
ご意見をお寄せください。
"""
    last = records(page)[-1]
    assert last.item_start == "2024-09-11"
    assert last.text.text.strip() == "・11日 日英の外相が会談した。"

"""Shapes that real pages take once their markup is gone, with their records and headers."""

from __future__ import annotations

CELLS = """国際主要事項
2002年 |
日本関係 |
|
国際関係 |
1月 |
|
1日 |
ペルー議会は、暫定大統領の後任を選出。 |
3~12日 |
田島外務大臣がトルコ、ポルトガルを訪問。 |
|
6~7日 |
歴訪中の英首相が、6日、インド首相と会談(デリー)。 |
9~15日 |
総理大臣がASEAN5か国を歴訪。 |
21~22日 |
復興支援国際会議開催(東京)。 |
"""
INDENTED = """日・ラオス関係年表(国交樹立以降)

令和5年2月8日
1972年 9月 外務大臣訪問、共同声明発表
  10月 動物園に象2頭贈呈
    航空覚書署名
  11月 議員団来日

1973年 1月 大使館開設
  5月 電力協力の取極め署名
  6月 姉妹都市提携(第1号)
"""
VOYAGE = """航路と日程について
第12回研修航海は、2019年2月16日(土)から3月9日(土)まで、清水を出てポンペイに寄る行程です。
2月16日(土) | 出港式:清水港出港 |
2月18日(月)-2月21日(木) | 小笠原 二見港 |
2月27日(水)-2月28日(木) | ミクロネシア連邦 ポンペイ港 |
3月9日(土) | 清水港入港 帰港式 |
"""
BLOG = """湾岸研究室

防衛のひろば:東の書斎/西の書斎(旧ブログ:2005.07.29~/新ブログ:2014.11.24~)

海自練習艦隊:今年の近海航海・日程発表

2024-03-15 07:00:26 | 湾岸研究室 広報

練習艦隊が江田島を出る季節になりました。

近海航海の部隊は3月18日に神戸へ入り、21日まで留まります。
"""
SITE_ABOVE = """しおかぜ日和 --日刊しおかぜ新報WEB--
2026年4月10日(金)
日比の両外相、2週で2度目の顔合わせ
マニラで9日、両国の外相が会談した。海上警備の協力を広げることで一致した。
"""
ANALYSIS = """北州経済新報 電子版
朝刊 夕刊 人事 株価 おすすめ
<焦点>半導体の同志国 枠組みの内実は
編集委員 浜中 学
2024年7月9日 2:00
半導体の競争は、企業名だけを追っていては読み解けない。政府同士の約束が土台にある。
日本とオランダは6月、研究人材の往来を促す覚書を取り交わした。
"""
TWICE = """ワールド
世界の出来事を広く解説します。
Category
豪首相が来日へ 燃料協力を協議

豪首相が来日へ 燃料協力を協議

外務省は10月22日、豪首相が来日し、首相と会談すると発表した。

比大統領、巡視艇を視察

比大統領、巡視艇を視察

フィリピン大統領は20日、マニラ港で供与された巡視艇を視察した。

リトアニア議会が国防費を上積み

リトアニア議会が国防費を上積み

議会は国家予算の修正案を可決した。
"""


def days(found) -> list[tuple[str | None, str | None]]:
    return [(r.item_start, r.item_end) for r in found]


def test_cells_on_lines_of_their_own_are_rows(records) -> None:
    found = records(CELLS)
    assert days(found) == [
        ("2002-01-01", "2002-01-01"),
        ("2002-01-03", "2002-01-12"),
        ("2002-01-06", "2002-01-07"),
        ("2002-01-09", "2002-01-15"),
        ("2002-01-21", "2002-01-22"),
    ]
    assert {r.outlet for r in found} == {None}


def test_a_row_without_a_date_is_of_the_date_above(records) -> None:
    found = records(INDENTED)
    assert len(found) == 6
    assert INDENTED[slice(*found[1].span)].endswith("航空覚書署名")
    assert found[2].item_start == "1972-11-01"


def test_the_introduction_tells_the_year_of_the_rows(records) -> None:
    assert days(records(VOYAGE)) == [
        ("2019-02-16", "2019-02-16"),
        ("2019-02-18", "2019-02-21"),
        ("2019-02-27", "2019-02-28"),
        ("2019-03-09", "2019-03-09"),
    ]


def test_the_headline_is_below_the_names_of_a_blog(records) -> None:
    [record] = records(BLOG)
    assert record.title == "海自練習艦隊:今年の近海航海・日程発表"
    assert record.published == "2024-03-15T07:00:00+09:00"


def test_the_headline_is_below_the_date_where_the_site_stands_above(records) -> None:
    [record] = records(SITE_ABOVE)
    assert record.title == "日比の両外相、2週で2度目の顔合わせ"
    assert record.published == "2026-04-10"


def test_a_labelled_headline_over_a_byline_is_no_menu(records) -> None:
    [record] = records(ANALYSIS)
    assert record.title == "<焦点>半導体の同志国 枠組みの内実は"


def test_a_headline_that_stands_twice_heads_one_piece(records) -> None:
    assert [r.title for r in records(TWICE)] == [
        "豪首相が来日へ 燃料協力を協議",
        "比大統領、巡視艇を視察",
        "リトアニア議会が国防費を上積み",
    ]

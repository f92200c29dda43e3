"""Reports with polite headlines, without a date, among fields and calls."""

from __future__ import annotations

POLITE = """県への来訪者
ペルー大使が知事を訪ねました
令和6年9月30日(月曜日)
ペルーの大使が着任の挨拶のため、知事を訪ねました。
知事は県産品の輸出に期待を示しました。
チリ大使が知事を訪ねました
令和6年7月19日(金曜日)
チリの大使が離任の挨拶のため、知事を訪ねました。
知事は感謝を伝えました。
"""
UNDATED = """主な要人の訪日

ペルー外相の訪日中止

来月に予定されていたペルー外相の訪日は、国内の事情により中止となった。

チリ外相の訪日について

令和6年4月16日

チリ外相は4月22日から25日まで訪日する。外相会談を行う予定である。

タイ首相の訪日について

令和6年4月20日

タイ首相は5月1日に訪日し、首相と会談する予定である。
"""
MARKED = """海の短信
■独艦が高雄に寄らず
2024年9月3日
ドイツのフリゲートは予定を変え、マニラへ向かった。
■印艦が横須賀に入港
2024年9月5日
インドの補給艦が横須賀に入った。
■今後の予定
来月はイタリアの空母が来日する。
"""
TABLE = """草の根無償の署名式を開催
令和6年2月4日
タイトル | 草の根無償の署名式を開催 | ||||
日付 | 2024年2月3日 | ||||
場所 | 大使公邸 | ||||
大使と団体の代表者が贈与契約に署名しました。両者は学校の建設で協力します。
"""
SAME_DAY = """2024年 04月 22日

港便り#12:「日越首脳会談」の検証!

2024年4月22日(月)

港便り#12:日越首脳会談の検証!

首脳会談に先立ち、両国は訓練の拡大を申し合わせていた。
会談は3時間に及んだ。
"""


def test_headlines_without_full_stop_over_their_dates(records) -> None:
    found = records(POLITE)
    assert [(r.title, r.published) for r in found] == [
        ("ペルー大使が知事を訪ねました", "2024-09-30"),
        ("チリ大使が知事を訪ねました", "2024-07-19"),
    ]


def test_a_first_piece_without_date(records) -> None:
    found = records(UNDATED)
    assert [(r.title, r.published) for r in found] == [
        ("ペルー外相の訪日中止", None),
        ("チリ外相の訪日について", "2024-04-16"),
        ("タイ首相の訪日について", "2024-04-20"),
    ]


def test_a_last_piece_with_the_mark_of_the_others(records) -> None:
    found = records(MARKED)
    assert [(r.title, r.published) for r in found][1:] == [
        ("印艦が横須賀に入港", "2024-09-05"),
        ("今後の予定", None),
    ]


def test_a_field_of_a_table_heads_no_report(records) -> None:
    (record,) = records(TABLE)
    assert (record.title, record.published) == ("草の根無償の署名式を開催", "2024-02-04")


def test_a_call_below_a_date_is_no_text(records) -> None:
    (record,) = records(SAME_DAY)
    assert record.published == "2024-04-22"

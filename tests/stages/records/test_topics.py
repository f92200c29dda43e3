"""Pieces under bullets, numbered labels and rubrics."""

from __future__ import annotations

BULLETS = """渚太郎と申します。船の話を書いています。
記事一覧
- 英空母の来日、寄港地を予想
この夏、英空母打撃群が日本に寄港します。どの港に入るのかを考えました。
- 日豪の新型フリゲート、選ばれた理由
豪州政府は日本の護衛艦の採用を決めました。背景には納期の問題があります。
- 練習艦隊、半年の航海を終えて帰国
練習艦隊が各国海軍との訓練を終えて帰国しました。
"""
TOPICS = """■市長から
姉妹港との交流が続いた春でした。これからも輪を広げていきます。
■TOPICS 01
4月14~17日 友好の航路をふたたび
6年ぶりに釜山を訪問
友好都市から港の祭典に招かれ、市長らが訪れました。
■TOPICS 02
4月19日 海の守りを知る
豪海軍の艦長が市長を表敬
訓練のために寄港した艦長が、市役所を訪れました。
"""
RUBRICS = """造船・港湾タイムス
2023.03.28 10:05
調査船の建造、来年度に延期へ 日印で工程を見直し

研究機構の幹部は27日、インドと建造する調査船の起工を延ばすと述べた。両国は来月、工程を協議する。

▼港湾
日米、荷役の規格で覚書延長
国土交通省と米運輸省は22日、荷役の規格に関する覚書を延ばす文書に署名した。

▼燃料
豪州産の燃料で揺れる官民の計画
川沿いの実証をめぐり、州政府の支援が見通せない。両国政府は計画を支える立場を保つ。
"""
RELEASE = """日・ケニア防衛相会談
2024年6月3日
- 両大臣は、地域の情勢について意見を交わしました。
- 両大臣は、訓練を続けることで一致しました。
- 両大臣は、来年も会うことを確かめました。
"""


def test_bulleted_headlines_head_pieces(records) -> None:
    assert [r.title for r in records(BULLETS)] == [
        "英空母の来日、寄港地を予想",
        "日豪の新型フリゲート、選ばれた理由",
        "練習艦隊、半年の航海を終えて帰国",
    ]


def test_labels_that_differ_in_their_numbers_head_pieces(records) -> None:
    found = records(TOPICS)
    assert [r.title for r in found] == [
        "市長から",
        "6年ぶりに釜山を訪問",
        "豪海軍の艦長が市長を表敬",
    ]
    assert [TOPICS[r.span.start :][:6] for r in found] == ["■市長から\n", "■TOPIC", "■TOPIC"]


def test_headlines_below_rubrics_head_pieces(records) -> None:
    found = records(RUBRICS)
    assert [r.title for r in found] == [
        "調査船の建造、来年度に延期へ 日印で工程を見直し",
        "日米、荷役の規格で覚書延長",
        "豪州産の燃料で揺れる官民の計画",
    ]
    assert {r.published for r in found} == {"2023-03-28"}


def test_the_bullets_of_a_release_are_its_paragraphs(records) -> None:
    (record,) = records(RELEASE)
    assert record.title == "日・ケニア防衛相会談"

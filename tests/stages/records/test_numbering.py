"""Pieces that count up, and numbered parts of one text."""

from __future__ import annotations

import pytest

TWO = """外交部会の便り
平成29年5月12日

{0}ノルウェー議員団と懇談
 5月10日、来日したノルウェーの議員団6名と北極海の航路について話し合った。
{1}ウガンダの訓練施設を視察
 5月2日から6日まで、部会の2名がウガンダを訪れ、工兵の訓練施設を見た。
"""
CONTENTS = """【海のNGO通信】No.12 2018/7/3

今号の内容
①ガボンと漁業監視で覚書
②ベリーズから研修生
③会費のお願い

①ガボンと漁業監視で覚書
事務局は6月4日、ガボンの漁業省と監視員の訓練を助ける覚書を交わしました。

②ベリーズから研修生
ベリーズの港湾庁の職員4人が6月11日に来日し、2週間の研修を受けました。

③会費のお願い
今年度の会費をお振り込みください。
"""
PARTS = """第4節 国際的な捜査の協力
(2) 外国の機関との連携
① 欧州の機関との情報交換
当局は昨年9月、欧州の機関と連絡員の派遣について協議した。情報交換の窓口も決めた。
② 東南アジア各国への研修
当局は各国の捜査員を招き、鑑識の研修を開いた。研修は今年で5回目となる。
"""
ANNOUNCED = """外務大臣政務官の中米訪問
令和5年3月9日

政務官は2か国を訪問しました。概要は次のとおりです。

(1)アルバレス外相との会談で往来の拡大に一致
政務官は3月2日、アルバレス外相と会談しました。
(2)港湾の施設で救難艇の引渡し式に出席
政務官は3月4日、救難艇の引渡し式に出席しました。
"""


@pytest.mark.parametrize(
    "numbers", [("(1)", "(2)"), ("一、", "二、"), ("①", "②"), ("[1] ", "[2] ")]
)
def test_two_pieces_are_told_apart_by_their_numbers(records, numbers: tuple[str, str]) -> None:
    found = records(TWO.format(*numbers))
    assert [r.published for r in found] == ["2017-05-12"] * 2
    assert "ウガンダ" in found[1].text.text
    assert "ウガンダ" not in found[0].text.text


def test_a_table_of_contents_announces_the_pieces(records) -> None:
    found = records(CONTENTS)
    assert len(found) == 3
    assert CONTENTS[slice(*found[1].span)].startswith("②ベリーズから研修生\nベリーズの港湾庁")


def test_the_parts_of_a_section_are_no_pieces(records) -> None:
    assert len(records(PARTS)) == 1


def test_what_a_sentence_announces_are_parts_of_its_text(records) -> None:
    assert len(records(ANNOUNCED)) == 1

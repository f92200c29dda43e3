"""Paragraphs that close with their source are records of that outlet and day."""

from __future__ import annotations

PAGE = """<html><head><title>【月次】海の動きまとめ 2024年1月 - 潮風ノート</title></head><body>
<h1>【月次】海の動きまとめ 2024年1月</h1><time datetime="2024-02-01">2024年2月1日</time>
<p>先月に報じられた動きを並べた。</p>
<ul class="list">
<li>米軍と陸自が訓練した。期間は10日間。 <span class="src">(沖縄日報、12/28)</span></li>
<li>英国の艦艇が寄港した。 <span class="src">(時事通信、1/4)</span></li>
<li>日比の次官が協議した。 <span class="src">(共同通信、1/15)</span></li></ul></body></html>
"""
BELOW = """海の動きまとめ 2024年6月
2024年7月2日

海自の護衛艦がマニラに寄港した。親善行事を行った。
（時事通信、6/12）

日豪の防衛相が電話で協議した。
（共同通信、6/13）

比沿岸警備隊と海保が訓練した。
（NHK、6/14）
"""


def test_list_items_that_close_with_their_source(records):
    found = records(PAGE, "text/html")
    assert [(r.outlet, r.published, r.title) for r in found] == [
        ("沖縄日報", "2023-12-28", None),
        ("時事通信", "2024-01-04", None),
        ("共同通信", "2024-01-15", None),
    ]
    assert found[0].text.text.startswith("米軍と陸自が訓練した。期間は10日間。")


def test_sources_below_their_paragraphs(records):
    found = records(BELOW)
    assert [(r.outlet, r.published) for r in found] == [
        ("時事通信", "2024-06-12"),
        ("共同通信", "2024-06-13"),
        ("NHK", "2024-06-14"),
    ]
    assert found[1].text.text == "日豪の防衛相が電話で協議した。\n（共同通信、6/13）"


def test_a_place_and_a_day_are_no_source(records):
    page = BELOW.replace("時事通信", "マニラ").replace("共同通信", "東京").replace("NHK", "セブ")
    assert all(r.outlet not in {"マニラ", "東京", "セブ"} for r in records(page))

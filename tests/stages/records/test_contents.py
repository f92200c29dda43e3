"""Issues whose headings a table of contents or an opening sentence announces."""

from __future__ import annotations

PIECES = """{head}

海峡の会議をふりかえって

 3月4日から6日まで、海の安全を話し合う会議が神戸で開かれました。
 12か国が参加し、共同の宣言を採択しました。

カンボジアの友人の手紙

 みなさん、お元気ですか。先月は村の学校に井戸が届き、引き渡しの式がありました。
"""
ISSUE = """みなとメールマガジン/第52号/2008年6月20日発行

 第52号は、「海峡の会議をふりかえって」「カンボジアの友人の手紙」をお届けします。"""
ARTICLE = """海の協力をめぐる考察

本稿は、「海峡の会議をふりかえって」「カンボジアの友人の手紙」の2つに分かれる。"""
LISTED = """アジア海洋通信 第58号 2016年11月4日
海峡の会議をふりかえって
カンボジアの友人の手紙"""


def test_headings_that_a_sentence_of_an_issue_announces(records) -> None:
    found = records(PIECES.format(head=ISSUE))
    assert [r.title for r in found] == ["海峡の会議をふりかえって", "カンボジアの友人の手紙"]
    assert {r.published for r in found} == {"2008-06-20"}


def test_headings_that_are_listed_above_the_pieces(records) -> None:
    found = records(PIECES.format(head=LISTED))
    assert [r.title for r in found] == ["海峡の会議をふりかえって", "カンボジアの友人の手紙"]


def test_an_article_may_announce_its_parts(records) -> None:
    assert len(records(PIECES.format(head=ARTICLE))) == 1

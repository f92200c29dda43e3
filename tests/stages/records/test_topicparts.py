"""Two posts on one page, told apart by what they tell of."""

from __future__ import annotations

POSTS = """みなとの雑記

スウェーデンの帆船を迎えて

先週から呉にスウェーデンの帆船が泊まっている。若い水兵さんたちが甲板で歌ってくれた。

ブラジルの補給艦、晴海へ

こちらは東京。ブラジルの補給艦が週末まで晴海ふ頭にいて、土曜には中を見せてくれるという。
"""
ARTICLE = """日仏、太平洋で連携強化へ 首脳が一致

首相は2日、パリで仏大統領と会談し、太平洋での連携を強めることで一致した。

円滑化協定の交渉入りで合意

両首脳は、太平洋での部隊の往来を簡素にする円滑化協定の交渉に入ることでも合意した。
"""


def test_two_posts_that_tell_of_different_things(records) -> None:
    found = records(POSTS)
    assert [r.title for r in found] == ["スウェーデンの帆船を迎えて", "ブラジルの補給艦、晴海へ"]


def test_a_subheading_tells_of_what_the_headline_says(records) -> None:
    assert [r.title for r in records(ARTICLE)] == ["日仏、太平洋で連携強化へ 首脳が一致"]

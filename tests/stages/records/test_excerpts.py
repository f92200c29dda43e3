"""Lists of pieces that a page breaks off, each with a link to the rest of it."""

from __future__ import annotations

EXCERPTS = """港めぐり、夏の横須賀

さて、港めぐりの続きです。今回は米海軍の艦艇を見てきました。天気に恵まれ…

続きを読む

舞鶴の桟橋から

先週は舞鶴に行きました。インドの艦艇が入港していて驚きました。

続きを読む

呉で一日を過ごす

久しぶりの呉です。潜水艦がよく見えました。豪州の艦艇もいました。

続きを読む
"""


def test_excerpts_are_told_apart_by_the_links_to_the_rest(records) -> None:
    found = records(EXCERPTS)
    assert [r.title for r in found] == [
        "港めぐり、夏の横須賀",
        "舞鶴の桟橋から",
        "呉で一日を過ごす",
    ]


def test_excerpts_without_headlines(records) -> None:
    page = "".join(f"{n}月に{name}の外相が来日し、会談した。 …続きを読む\n" for n, name in
                   ((4, "チリ"), (5, "タイ"), (6, "ペルー")))  # fmt: skip
    assert len(records(page)) == 3


def test_one_link_to_the_rest_parts_nothing(records) -> None:
    assert len(records(EXCERPTS[: EXCERPTS.index("舞鶴の桟橋")])) == 1

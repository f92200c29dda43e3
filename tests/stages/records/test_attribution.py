"""Whose an article is, as the lines of its head say."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("beside", "outlet"),
    [
        ("ハノイ・タイムズ 紙", "ハノイ・タイムズ"),
        ("hokuto.com", "hokuto.com"),
        ("山田 太郎", None),
    ],
)
def test_an_outlet_beside_the_date(records, beside: str, outlet: str | None) -> None:
    page = (
        f"日越防衛相が会談へ\n2024年05月27日付 {beside}\n両政府は会談を来月に開くことで一致した。\n"
    )
    (record,) = records(page)
    assert record.outlet == outlet


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("1990/04/09 北都新聞朝刊\n会議への道\n", "北都新聞"),
        ("会議への道\n放送日 2017年7月1日\n放送局 みなとテレビ\n", "みなとテレビ"),
        ("会議への道\n2019-04-23 21:58 CRI\n", "CRI"),
        ("会議への道\nRecord Asia 2017年7月1日\n", "Record Asia"),
    ],
)
def test_an_outlet_in_the_head_of_an_article(records, head: str, outlet: str) -> None:
    (record,) = records(
        f"{head}\n両国の外相は9日、会議の開催で一致した。来月にも担当者が協議する。\n"
    )
    assert record.outlet == outlet

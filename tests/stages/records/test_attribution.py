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

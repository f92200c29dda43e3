"""A page that stands on one line, parted into headline, date and text; or left whole."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("page", "title", "published"),
    [
        (
            "日越、港の利用で覚書に署名 2024年6月4日(火) 15:26 国内 両国政府は4日、港の利用の"
            "手続きを定めた覚書に都内で署名した。防衛相が立ち会った。",
            "日越、港の利用で覚書に署名",
            "2024-06-04T15:26:00+09:00",
        ),
        (
            " date 2024-06-04 資料 海上自衛隊の護衛艦が4日、ベトナム中部の港に入った。"
            "乗組員は現地の海軍と訓練する予定だ。",
            None,
            "2024-06-04",
        ),
        (
            "両国は 2024年6月4日に覚書に署名した。港の利用の手続きを定めたもので、防衛相が"
            "立ち会い、今後の訓練についても話し合った。",
            None,
            None,
        ),
    ],
)
def test_a_page_on_one_line(records, page: str, title: str | None, published: str | None) -> None:
    (record,) = records(page)
    assert (record.title, record.published) == (title, published)

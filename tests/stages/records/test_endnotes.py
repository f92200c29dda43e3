"""Whose an article is, as its last lines or the furniture below it say; and whose it is not."""

from __future__ import annotations

import pytest

ARTICLE = """日越防衛相が会談へ 来月にもハノイで

両政府は防衛相会談を来月ハノイで開く方向で調整に入った。複数の関係者が明らかにした。
会談では訓練の拡大を話し合う。
{}
"""


@pytest.mark.parametrize(
    ("end", "outlet", "published"),
    [
        ("「北都網日本語版」2024年5月27日", "北都網日本語版", "2024-05-27"),
        ("(2024年5月27日、北都通信)", "北都通信", "2024-05-27"),
        ("「北都ネット」2024年5月27日", None, "2024-05-27"),
        ("(北都支局 2024年5月27日)", None, "2024-05-27"),
        ("Posted by 山田 at 2024年5月27日 18:20", None, "2024-05-27"),
        ("ソース:北都通信", "北都通信", None),
        ("北都テレビ系(HTN)", "北都テレビ系(HTN)", None),
        ("ロイター", "ロイター", None),
        ("JIJI Press", "時事通信", None),
        ("※北都通信プラスに掲載の記事の無断転載を禁じます", "北都通信プラス", None),
        ("「北都プラス」は北都社が提供するニュースサービスです。", "北都プラス", None),
        ("関連ニュース\n・豪州と訓練へ\n・港まつり始まる", None, None),
        ("(2024年5月27日、ハノイ近郊の港にて撮影した写真)", None, None),
    ],
)
def test_the_last_lines_name_the_source(
    records, end: str, outlet: str | None, published: str | None
) -> None:
    (record,) = records(ARTICLE.format(end))
    assert (record.outlet, record.published) == (outlet, published)


@pytest.mark.parametrize(
    ("end", "published"),
    [
        (" 「北都網日本語版」 2024年5月27日", "2024-05-27"),
        ("(令和6年5月27日)", "2024-05-27"),
        ("(2024年5月27日、港で撮影)", None),
        ("次回は2024年5月27日", None),
    ],
)
def test_a_day_behind_the_last_sentence_is_that_of_the_article(
    records, end: str, published: str | None
) -> None:
    (record,) = records(ARTICLE.format("両国は来年も訓練を行うことで一致した。" + end))
    assert record.published == published


def test_a_day_and_hour_may_close_the_first_paragraph(records) -> None:
    (record,) = records(ARTICLE.format("").replace("入った。", "入った。2024/5/27 18:20\n"))
    assert record.published == "2024-05-27"


def test_the_site_comes_before_the_source(records) -> None:
    (record,) = records("岩手日報\nログイン | 検索\n" + ARTICLE.format("ソース:北都通信"))
    assert record.outlet == "岩手日報"


@pytest.mark.parametrize(
    "line",
    ["Calendar", "シェア", "スポンサーサイト", "https://example.org/a.jpg", "政治・経済", "募集"],
)
def test_a_button_or_section_is_no_outlet(records, line: str) -> None:
    (record,) = records(f"{line}\n" + ARTICLE.format(""))
    assert record.outlet is None

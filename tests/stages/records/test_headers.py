"""The header of an article: its headline and the day of its publication."""

from __future__ import annotations

TEXT = """
海上自衛隊の護衛艦「あさぎ」は3日、ベトナムのカムラン港に入った。乗組員は現地の海軍と訓練する。
訓練は5日まで続く。
"""
TITLE = "護衛艦「あさぎ」、カムラン港に入る"


def test_the_date_below_the_headline_is_that_of_the_article(records) -> None:
    (record,) = records(f"2024/06/09\n\n{TITLE}\n\n2024/06/04\n{TEXT}")
    assert record.published == "2024-06-04"


def test_a_number_is_no_part_of_a_headline(records) -> None:
    (record,) = records(f"2 {TITLE}\n2024年6月4日\n{TEXT}")
    assert record.title == TITLE


def test_a_revision_above_the_day_of_publication_does_not_count(records) -> None:
    (record,) = records(f"{TITLE}\n更新日:2024年6月9日\n公開日:2024年6月4日\n{TEXT}")
    assert record.published == "2024-06-04"


def test_the_day_of_an_event_is_not_that_of_publication(records) -> None:
    page = """チェコを知る夕べのご案内
【日時】2024年5月18日(土) 18:00~20:00
【場所】市民会館小ホール
大使が中欧の安全保障について講演します。市長も挨拶します。
"""
    (record,) = records(page)
    assert (record.published, record.outlet) == (None, None)

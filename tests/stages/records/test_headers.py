"""The header of an article: its headline and the day of its publication."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("海自艦がマニラに初めて入る 2024年10月21日", "海自艦がマニラに初めて入る", "2024-10-21"),
        ("外相が表敬、協力を確認 2025-08-02 10:15", "外相が表敬、協力を確認", "2025-08-02"),
        ("日印が共同訓練を開始 2022年10月9日 9:40 港の新聞", "日印が共同訓練を開始", "2022-10-09"),
        ("第10号 令和7年5月7日(水曜日)", None, "2025-05-07"),
    ],
)
def test_a_day_behind_a_headline_is_that_of_publication(records, head, title, published) -> None:
    page = f"{head}\n海上自衛隊の護衛艦が21日午前、フィリピンのマニラ港に親善のため入港した。\n"
    (record,) = records(page)
    assert (record.published or "")[:10] == published
    assert title is None or record.title == title

"""Which of the first lines of a page is its headline."""

from __future__ import annotations

import pytest

TEXT = """
海上自衛隊の護衛艦「あさぎ」は3日、ベトナムのカムラン港に入った。乗組員は現地の海軍と訓練する。
訓練は5日まで続く。
"""
TITLE = "護衛艦「あさぎ」、カムラン港に入る"


@pytest.mark.parametrize(
    "above",
    [
        "記事登録\n2024年6月4日 10:00\n\n",
        "Harbour Today\n\n",
        "第3章 わが国の取組\n\n",
        "ご挨拶と近況をお届けする欄\n\n",
        "現在メンテナンス中です\n",
    ],
)
def test_a_line_of_which_the_text_tells_nothing_is_no_headline(records, above: str) -> None:
    (record,) = records(f"{above}{TITLE}\n{TEXT}")
    assert record.title == TITLE


@pytest.mark.parametrize("title", ["静かな港の長い一日", "日越訓練", "これが最後の航海か?"])
def test_a_headline_stays_though_its_text_says_it_otherwise(records, title: str) -> None:
    (record,) = records(f"{title}\n2024年6月4日\n{TEXT}")
    assert record.title == title


def test_a_call_over_a_date_is_a_headline(records) -> None:
    page = f"みなと掲示ニュース\n{TITLE}! 初の寄港!\n2024-06-04 10:00:00\n{TEXT}"
    (record,) = records(page)
    assert record.title == f"{TITLE}! 初の寄港!"


def test_an_entry_of_a_diary_is_headed_by_its_day(records) -> None:
    (record,) = records(f"6月3日(月)活動報告\n{TEXT}")
    assert (record.title, record.published) == ("6月3日(月)活動報告", None)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("小休止 (2013年6月25日)\n\n", "小休止"),
        ("平成25年4月19日日越共同記者発表\n\n", "日越共同記者発表"),
        ("平成25年4月19日護衛艦の入港について\n\n", "護衛艦の入港について"),
        ("○第211回国会 外交防衛委員会 第17号\n", "第211回国会 外交防衛委員会 第17号"),
        (f"岬の覚え書き\n\n海のことを書いています。\n\n{TITLE}\n2016-09-30 22:41\n", TITLE),
        ("共同通信\n", None),
        ("2024年6月4日\n(左から)艦長、大使、司令官\n握手を交わす両司令官\n\n", None),
        ("ニュース 日越首脳会談の関連\n", "ニュース 日越首脳会談の関連"),
    ],
)
def test_headlines_of_other_forms(records, head: str, title: str | None) -> None:
    (record,) = records(f"{head}{TEXT}")
    assert record.title == title

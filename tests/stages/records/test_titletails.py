"""The site's name behind a headline."""

from __future__ import annotations

import pytest

TITLE = "日加、艦艇の燃料を融通へ"
TEXT = "日本とカナダは8日、艦艇の燃料を互いに融通する取り決めに合意した。防衛相が会談した。\n"


@pytest.mark.parametrize(
    ("tail", "outlet"),
    [
        (" | ロイター", "ロイター"),
        (" - 北都新聞", "北都新聞"),
        ("：時事ドットコム", "時事ドットコム"),
        ("(北都通信)", "北都通信"),
    ],
)
def test_the_name_of_an_outlet_is_no_part_of_the_headline(records, tail: str, outlet: str) -> None:
    (record,) = records(f"{TITLE}{tail}\n2024年6月8日\n{TEXT}")
    assert (record.title, record.outlet) == (TITLE, outlet)


def test_a_tail_without_which_the_headline_comes_again_names_the_site(records) -> None:
    (record,) = records(f"{TITLE} | 岬の覚え\n\n{TITLE}\n\n{TEXT}")
    assert (record.title, record.outlet) == (TITLE, "岬の覚え")


@pytest.mark.parametrize("tail", ["|防衛省", " - 防衛協力を確認"])
def test_other_tails_stay(records, tail: str) -> None:
    (record,) = records(f"{TITLE}{tail}\n2024年6月8日\n{TEXT}")
    assert record.title == TITLE + tail

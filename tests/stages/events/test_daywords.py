"""Days told without a year on pages without a day of their own: alike, or surely others."""

from __future__ import annotations

import pytest

from pipeline.stages.events.daywords import other_days

OTHERS = [
    ("昨年11月", "19～21日"),
    ("3月", "4月"),
    ("5月3日", "5月8日"),
    ("今年5月", "10日"),
    ("来年1月", "1月20日"),
]
PERHAPS_ONE = [
    ("7～8日", "8日"),
    ("１１日", "11日から15日"),
    ("5月", "5月12日"),
    ("6月末", "30日"),
    ("", "8日"),
    ("午前9時", "8日"),
    ("昨年11月", "昨年11月5日"),
    ("6月から8月", "7月"),
]


@pytest.mark.parametrize(("one", "two"), OTHERS)
def test_days_that_differ(one: str, two: str) -> None:
    assert other_days(one, two)
    assert other_days(two, one)


@pytest.mark.parametrize(("one", "two"), PERHAPS_ONE)
def test_days_that_may_be_one(one: str, two: str) -> None:
    assert not other_days(one, two)
    assert not other_days(two, one)

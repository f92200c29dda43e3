"""The parts: numerals, folding, the Japanese calendar for reading."""

from __future__ import annotations

import pytest

from pipeline.stages.dates import wareki
from pipeline.stages.dates.eras import MODERN_ERAS
from pipeline.stages.dates.folding import fold
from pipeline.stages.dates.numerals import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("07", 7),
        ("元", 1),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十一", 31),
        ("廿三", 23),
        ("卅一", 31),
        ("二五", 25),
        ("二〇二五", 2025),
        ("二千二十五", 2025),
        ("千九百四十五", 1945),
        ("二千", 2000),
        ("〇", 0),
        ("十十", None),
        ("二一十", None),
        ("〇十", None),
        ("x", None),
    ],
)
def test_numerals(text: str, value: int | None):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "plain", "full"),
    [
        ("３～５日", "3~5日", "3日5日"),
        ("13、14両日", "13、14両日", "13日14両日"),
        ("4〜6月期", "4~6月期", "4月6月期"),
        ("2024－25年", "2024-25年", "2024年25年"),
        ("3ー5日", "3ー5日", "3日5日"),
        ("2、3日間", "2、3日間", "2、3日間"),
        ("第2、3日", "第2、3日", "第2、3日"),
        ("令和７（２０２５）年", "令和7(2025)年", "令和7(2025)年"),
        ("ミサイル", "ミサイル", "ミサイル"),
        ("５⽉３⽇", "5月3日", "5月3日"),
    ],
)
def test_folding(text: str, plain: str, full: str):
    folded = fold(text)
    assert (folded.plain, folded.full) == (plain, full)
    assert len(folded.plain) == len(folded.full) == len(text)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2025-11-03", "2025-11-03", "令和7年11月3日"),
        ("2025-11-03T10:00", "2025-11-03T11:00", "令和7年11月3日"),
        ("2025-11-03", "2025-12-05", "令和7年11月3日〜12月5日"),
        ("2025-11-03", "2025-11-05", "令和7年11月3日〜5日"),
        ("2025-12-28", "2026-01-05", "令和7年12月28日〜令和8年1月5日"),
        ("2019-04-30", "2019-05-01", "平成31年4月30日〜令和元年5月1日"),
        ("1989-01-07", "1989-01-08", "昭和64年1月7日〜平成元年1月8日"),
        ("1926-12-24", "1926-12-25", "大正15年12月24日〜昭和元年12月25日"),
        ("1912-07-29", "1912-07-30", "明治45年7月29日〜大正元年7月30日"),
        ("2025-10-01", "2025-10-31", "令和7年10月"),
        ("2024-02-01", "2024-02-29", "令和6年2月"),
        ("2025-01-01", "2025-12-31", "令和7年"),
        ("2025-04-01", "2026-03-31", "令和7年度"),
        ("2019-01-01", "2019-12-31", "平成31年1月1日〜令和元年12月31日"),
        ("2019-04-01", "2020-03-31", "平成31年4月1日〜令和2年3月31日"),
        ("2025-04-01", None, "令和7年4月1日〜"),
        (None, "2025-12-31", "〜令和7年12月31日"),
        (None, None, None),
        ("1872-12-31", "1873-01-05", None),
        ("1854-03-31", "1854-03-31", None),
        ("1873-01-01", "1873-01-01", "明治6年1月1日"),
    ],
)
def test_wareki(start: str | None, end: str | None, written: str | None):
    assert wareki(start, end) == written


def test_wareki_of_other_eras():
    assert wareki("2025-11-03", "2025-11-03", MODERN_ERAS[:-1]) == "平成37年11月3日"

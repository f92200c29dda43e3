"""Headline, date and text on one line."""

from __future__ import annotations

import pytest

TITLE = "護衛艦と巡視船、沖で共同訓練"
TEXT = "海上自衛隊と海上保安庁は2日、舞鶴沖で共同訓練を行った。情報のやりとりの手順が確かめられた。"


@pytest.mark.parametrize(
    "line",
    [
        f"2024年06月04日(火) {TITLE} 06月04日(火) {TITLE} {TEXT}",
        f"{TITLE} 2024年6月4日(火) 10:00 国内 {TEXT}",
    ],
)
def test_headline_and_day_are_found(records, line: str) -> None:
    (record,) = records(line + "\n")
    assert (record.title, (record.published or "")[:10]) == (TITLE, "2024-06-04")


def test_a_text_that_its_day_alone_opens_has_no_headline(records) -> None:
    (record,) = records(f" date 2025-10-03 {TEXT}続いて巡視船が入港した。\n")
    assert (record.title, record.published) == (None, "2025-10-03")

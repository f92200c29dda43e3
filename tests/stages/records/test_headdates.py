"""Dates at the heads of lines, and what is left of a line without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.stages.records import load_record_rules
from pipeline.stages.records.headdates import without_dates

RULES = load_record_rules(Path(__file__).parents[3] / "rules" / "records")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2025年3月1日(土) 10:15 北都新聞", "北都新聞"),
        ("北都新聞 2025/03/01 配信", "北都新聞"),
        ("https://example.org/2025/03/01/news", ""),
        ("日豪が共同訓練", "日豪が共同訓練"),
    ],
)
def test_dates_addresses_and_their_accessories_go(text: str, left: str) -> None:
    assert without_dates(text, RULES).strip() == left


def test_the_filler_keeps_the_words_around_a_date_apart() -> None:
    assert without_dates("北都 2025年3月1日 朝刊", RULES, " ").split()[0] == "北都"
    assert "北都南海" not in without_dates("北都2025年3月1日南海", RULES, " ")
    assert without_dates("北都2025年3月1日南海", RULES) == "北都南海"

"""What a line looks like by itself: menus and headlines, date lines and what stands beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Line, Span
from pipeline.stages.cleaning import load_cleaning_rules
from pipeline.stages.cleaning.lineshapes import bare, beside_dates, own_shapes

RULES = load_cleaning_rules(Path(__file__).parents[3] / "rules" / "cleaning")


def shapes_of(text: str) -> set[str]:
    return own_shapes(text, Line(Span(0, len(text))), RULES)


@pytest.mark.parametrize(
    "text",
    ["ホーム ニュース 組織", "政治 経済 国際 社会", "トップへ戻る 印刷 共有"],
)
def test_short_words_side_by_side_are_a_menu(text: str) -> None:
    assert "menu" in shapes_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "貿易収支 市場の予想を下回る 財務省",  # one verb with its object
        "記念式典 in 神戸",  # an English name in Japanese
        "首相が訪米 外相も同行へ 来月",  # two phrases
        "護衛艦 2隻 哨戒機 1機",  # the cells of a table
    ],
)
def test_phrases_of_a_headline_and_cells_of_a_table_are_no_menu(text: str) -> None:
    assert "menu" not in shapes_of(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2025年3月1日", {"dateline"}),
        ("2025年3月1日(土) 10:15 更新 国際", {"dateline"}),
        (
            "2025年3月1日 日豪の外相が都内で会談し、訓練を拡大する方針を確かめた。",
            {"dated", "row"},
        ),
        ("日豪の外相が都内で会談し、訓練を拡大する方針を確かめた。", set()),
    ],
)
def test_a_date_line_has_hardly_more_than_its_date(text: str, names: set[str]) -> None:
    assert shapes_of(text) & {"dateline", "dated", "row", "timed"} == names


def test_beside_a_date_its_accessories_do_not_count() -> None:
    assert beside_dates("2025年3月1日(土) 10:15 更新 国際", RULES) == "国際"
    assert beside_dates("2025年3月1日", RULES) == ""


def test_the_edges_of_a_row_are_no_part_of_its_text() -> None:
    assert bare("| 3月1日 | 呉 |") == "3月1日 | 呉"
    assert bare(" | ") == "|"

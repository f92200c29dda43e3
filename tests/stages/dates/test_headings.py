"""What lines above tell of the dates below them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.stages.dates import DateRules, find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a year that heads the lines below it, and days under their month
            "1972年\n8月、両行が合意書に調印。\n9月、首相が訪問。29日、声明に調印。\n"
            "■1974年の主な動き\n1月、貿易協定に調印。",
            ["1972-08-01", "1972-09-01", "1972-09-29", "1974-01-01"],
        ),
        (  # the issue of a paper that tells no day
            "会報第58号(2025年5月)より\n去る四月五日、入校式。三月三日に来校。七月十四日には会議。",
            ["2025-04-05", "2025-03-03", "2025-07-14"],
        ),
        (
            "第9巻 第3号 2022年3月\n■ 2月のお客さま\n・15日に少将が来基。\n・21日に訪問した。",
            ["2022-02-01", "2022-02-15", "2022-02-21"],
        ),
        ("2019年に署名した。8月に発効した。", [None]),  # a year in a sentence lends nothing
    ],
)
def test_years_and_months_that_a_line_above_tells(
    rules: DateRules, text: str, expected: list[str | None]
):
    bare = [t for t in find_dates(text, None, rules) if "年" not in t.text]
    assert [t.start for t in bare] == expected


def test_a_heading_year_goes_before_the_day_of_the_page(rules: DateRules):
    text = "年表\n2018年\n3月 署名\n2019年\n4月 発効\n2019年11月に改めた。12月に続く。"
    found = [
        t.start for t in find_dates(text, date(2025, 10, 15), rules) if t.text in {"3月", "4月"}
    ]
    assert found == ["2018-03-01", "2019-04-01"]


def test_an_item_keeps_the_day_of_its_own_heading(rules: DateRules):
    found = find_dates("2018年\n3月に署名", date(2019, 1, 1), rules, anchor_source="item")
    assert [t.start for t in found if t.text == "3月"] == ["2019-03-01"]


@pytest.mark.parametrize(
    ("above", "text", "days"),
    [
        ("2015年", "9月15日に来日し、16日に会談した。", ["2015-09-15", "2015-09-16"]),
        ("2016年5月", "12月8日に訪れ、4月3日に会談した。", ["2015-12-08", "2016-04-03"]),
        (
            "2009年9月28日~10月2日",
            "29日に訪れた。\n2日には会談した。",
            ["2009-09-29", "2009-10-02"],
        ),
        ("首脳外交", "9月15日に来日した。", [None]),
    ],
)
def test_lines_above_a_text_without_a_day_tell_its_year(rules: DateRules, above, text, days):
    found = find_dates(text, None, rules, above=above)
    assert [timex.start for timex in found] == days
    assert all(text[slice(*timex.span)] == timex.text for timex in found)

"""The year of a month written without one."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.stages.dates import DateRules, find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2004年5月に会談し、12月に協議した", "2004-12-01"),
        ("2004年5月に会談し、3月に協議した", "2005-03-01"),
        ("2004年以来の訪問で、5月に会談した", "2024-05-01"),
        ("2004年5月に会談した。8月に訪日した", "2024-08-01"),
    ],
)
def test_a_bare_month_takes_the_year_told_in_its_sentence(
    rules: DateRules, text: str, expected: str
):
    assert find_dates(text, date(2024, 9, 5), rules)[-1].start == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2022年11月7日から招いている。\n中将は12月8日に着く。", "2022-12-08"),
        ("2022年11月7日から招いている。\n中将は翌8日に着く。", "2022-11-08"),
        ("令和5年度日米共同訓練について\n2月6日に行う。", "2024-02-06"),
        ("5月3日に会談した。(2019年5月8日)", "2019-05-08"),
        ("両国は2018年に国交を結んだ。\n3月5日に会談した。", None),
        ("2007年は友好の年だった。8月には首相が訪れた。", "2007-08-01"),
    ],
)
def test_a_page_without_a_date_tells_its_year(rules: DateRules, text: str, last: str | None):
    found = find_dates(text, None, rules)
    assert found[-1].start == last


@pytest.mark.parametrize(
    ("text", "anchor", "start"),
    [
        # an earlier month of the year just told is not that of the year after
        ("2025年3月3日、2月27日(木)に行った訓練を発表した。", date(2025, 3, 5), "2025-02-27"),
        ("2025年3月3日、2月に行った訓練を発表した。", date(2025, 3, 5), "2025-02-01"),
        ("2023年12月に署名し、1月に発効した。", date(2025, 3, 5), "2024-01-01"),
        # the same month a sentence later is that of the same year, unless it is just over
        ("2012年6月に延期された。6月29日、再び了承された。", date(2016, 11, 24), "2012-06-29"),
        ("2024年10月に署名した。10月14日、発効した。", date(2025, 10, 15), "2025-10-14"),
    ],
)
def test_months_beside_a_year_told_before(rules: DateRules, text: str, anchor: date, start: str):
    assert find_dates(text, anchor, rules)[1].start == start


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("両国は8月に東京で会談した。", "2023-08-01"),
        ("護衛艦は9月にダナンへ寄り、現地の海軍と訓練した。", "2023-09-01"),
        ("7月の会合の開催で合意した。", "2024-07-01"),
        ("7月に会合を開くことを決めました。", "2024-07-01"),
        ("7月には首相が赴きたいとしている。", "2024-07-01"),
        ("7月に部隊が島に向けた実射に挑みます。", "2024-07-01"),
        ("2022年5月に協定に署名した。協定は8月に発効している。", "2022-08-01"),
        ("2022年5月の署名を祝った。4月には会談も開いた。", "2024-04-01"),
        ("2022年は友好の年だった。8月には首相が訪れた。", "2022-08-01"),
    ],
)
def test_a_later_month_told_as_over_lies_a_year_back(rules: DateRules, text: str, start: str):
    assert find_dates(text, date(2024, 5, 15), rules)[-1].start == start


@pytest.mark.parametrize(
    ("text", "anchor", "last"),
    [
        # a story that goes on in a bygone year, past a season that somebody wished for
        (
            "1994年3月9日、新内閣が発足した。同年5月3日、両首脳は会談し、秋の訪日を求めた。"
            "11月6日、大統領が来日した。",
            date(2021, 8, 4),
            "1994-11-06",
        ),
        # since when talks had lain idle is not the month that is meant
        (
            "1999年6月3日から訪朝し、1991年4月以来絶えていた交渉の再開を申し入れた。"
            "同月下旬、北京で会談した。",
            date(2012, 2, 6),
            "1999-06-21",
        ),
        (
            "2003年9月3日に訪韓した。同月中旬に実務者が会った。9月26日、会談が開かれた。",
            date(2004, 10, 6),
            "2003-09-26",
        ),
        # nor is the visit after which this one comes
        (
            "2024年8月5日に百里へ飛来した。2023年2月に三沢へ降りたのに続いて2回目。"
            "22日に帰る予定だ。",
            None,
            "2024-08-22",
        ),
        # a weekday tells that the only year on the page is another's
        ("4月7日(火)に会談した。両国は2021年3月に協定を結んだ。", None, "2021-03-01"),
    ],
)
def test_background_does_not_lend_its_year(
    rules: DateRules, text: str, anchor: date | None, last: str
):
    found = find_dates(text, anchor, rules)
    assert found[-1].start == last
    assert all(t.start is None for t in found if "火" in t.text)

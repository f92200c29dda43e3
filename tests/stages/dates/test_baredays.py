"""The month of a day written alone."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.stages.dates import DateRules, find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7月19日に着いた。独は腰を据える。22日から25日まで訓練した", "2024-07-22"),
        ("7月19日に着いた。3日、首相は会談した", "2024-09-03"),
        ("5日、会談した。7月19日に着いた。\n4日に訓練した", "2024-09-04"),
        ("昨年11月に合意し、4日に署名した", "2024-09-04"),
        ("今年3月に合意した。12日に会合が予定されている", "2024-09-12"),
    ],
)
def test_a_bare_day_takes_the_month_told_near_it(rules: DateRules, text: str, expected: str):
    assert find_dates(text, date(2024, 9, 5), rules)[-1].start == expected


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("首相は12日に韓国へ移り、大統領と会談する。", "2025-11-12"),
        ("首相は12日、大統領と電話で会談した。", "2025-10-12"),
        ("政府は14日、日程を発表した。", "2025-10-14"),
    ],
)
def test_a_schedule_goes_on_in_the_next_paragraph(rules: DateRules, told, day):
    text = f"首相は11月10日に訪中する予定だ。\n{told}"
    assert find_dates(text, date(2025, 10, 15), rules)[-1].start == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("首相は、22日からの訪問を取りやめることにした。", "2024-05-22"),
        ("会談は22日の予定だったが、26日に変更された。", "2024-05-26"),
        ("両国は28日の会合の開催で合意した。", "2024-05-28"),
        ("両国の海軍は28日、洋上で訓練した。", "2024-04-28"),
        ("来月5日から実施する。訓練は15日までの11日間、沖合で実施されます。", "2024-06-05"),
    ],
)
def test_a_day_of_what_is_called_off_or_agreed_lies_ahead(rules: DateRules, text, day):
    assert find_dates(text, date(2024, 5, 15), rules)[-1].start == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【9月5日 通信】両首脳は31日、会談した", "2024-08-31"),
        ("【9月5日 通信】両首脳は4日、会談した", "2024-09-04"),
    ],
)
def test_the_day_of_a_dateline_lends_no_month_to_days_before_it(rules: DateRules, text, expected):
    assert find_dates(text, date(2024, 9, 5), rules)[-1].start == expected


def test_days_that_lead_lines_take_the_month_told_above_the_list(rules: DateRules):
    text = "八月の面会は次のとおりです。\n3日\n大使の表敬\n29日-30日(出張)\n31日\n昼食会"
    found = find_dates(text, date(2024, 9, 2), rules)
    assert [t.start for t in found[1:]] == ["2024-08-03", "2024-08-29", "2024-08-31"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3日、会談した。首相は4日に開く「島サミット」に関し説明した。同日、", "2024-09-03"),
        ("2日、終了を通告した2019年8月の文書を撤回した。同1日の会談で", "2024-09-01"),
        ("昨年に引き続き、首相は7月10、11日に出席した", "2024-07-10"),
        ("12年10月から13年4月まで協議した。同年2月、訪問した", "2013-02-01"),
    ],
)
def test_days_told_aside_lend_nothing(rules: DateRules, text: str, expected: str):
    assert find_dates(text, date(2024, 9, 5), rules)[-1].start == expected

"""What an expression takes from the record and from the dates before it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.model import Timex
from pipeline.stages.dates import DateRules, find_dates

ANCHOR = date(2025, 10, 15)


def find(rules: DateRules, text: str, anchor: date | None = ANCHOR, source: str = "published"):
    return find_dates(text, anchor, rules, anchor_source=source)


def values(found: tuple[Timex, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(timex.text, timex.start, timex.end) for timex in found]


def test_a_news_item_with_every_kind(rules: DateRules):
    text = (
        "防衛省は令和7(2025)年10月10日(金)11時18分、日本が参加する地雷除去コアリションへの"
        "支援を公表した。\n令和5年12月、参加した。11月3日から12月5日にかけて教官を派遣する。"
        "本年末までに約60分間の協議を毎年行うことで、今後も一致した。同日、12年ぶりに、"
    )
    assert [(t.type, t.text, t.start, t.end, t.relation) for t in find(rules, text)] == [
        (
            "DATE",
            "令和7(2025)年10月10日(金)11時18分",
            "2025-10-10T11:18",
            "2025-10-10T11:18",
            None,
        ),
        ("DATE", "令和5年12月", "2023-12-01", "2023-12-31", None),
        ("RANGE", "11月3日から12月5日", "2025-11-03", "2025-12-05", None),
        ("DATE", "本年末", "2025-12-01", "2025-12-31", "until"),
        ("DURATION", "約60分間", None, None, None),
        ("SET", "毎年", None, None, None),
        ("VAGUE", "今後", None, None, None),
        ("DATE", "同日", "2025-10-10", "2025-10-10", None),
        ("DURATION", "12年ぶり", None, None, None),
    ]


@pytest.mark.parametrize(
    ("text", "calendar", "anchor", "source"),
    [
        ("2025年11月3日に", "gregorian", None, ""),
        ("令和7年11月3日に", "wareki", None, ""),
        ("2025年(令和7年)11月3日に", "wareki", None, ""),
        ("令和7年8月20日~9月17日", "wareki", None, ""),
        ("2025年12月28日〜1月5日", "gregorian", None, ""),
        ("11月3日に", "relative", "2025-10-15", "published"),
        ("昨年11月3日に", "relative", "2025-10-15", "published"),
        ("24年11月に", "relative", "2025-10-15", "published"),
        ("本年末までに", "relative", "2025-10-15", "published"),
        ("30年度に", "relative", "2025-10-15", "published"),
        ("8日から9月2日まで", "relative", "2025-10-15", "published"),
    ],
)
def test_an_own_year_is_told_from_a_counted_one(
    rules: DateRules, text: str, calendar: str, anchor: str | None, source: str
):
    (found,) = find(rules, text)
    assert (found.calendar, found.anchor, found.anchor_source) == (calendar, anchor, source)


def test_context_is_told_as_the_anchor(rules: DateRules):
    _, found = find(rules, "2004年5月22日に訪朝し、同日署名した")
    assert (found.calendar, found.anchor, found.anchor_source) == (
        "relative",
        "2004-05-22",
        "context",
    )


def test_a_date_before_is_not_the_record_day(rules: DateRules):
    found = find(rules, "5月28日に実施した。同日、発表した。", date(2025, 5, 30))
    assert values(found)[1] == ("同日", "2025-05-28", "2025-05-28")


def test_records_do_not_see_each_other(rules: DateRules):
    find(rules, "2004年5月22日に訪朝した")
    (found,) = find(rules, "同日、署名した")
    assert (found.start, found.flags) == (None, ("date_unresolved",))


def test_an_item_of_a_chronology_tells_its_own_days(rules: DateRules):
    item = date(2014, 9, 21)
    found = find(rules, "首相は21日から27日まで訪米。25日、米大統領と会談", item, "item")
    assert [(t.start, t.anchor_source) for t in found] == [
        ("2014-09-21", "item"),
        ("2014-09-25", "item"),
    ]
    (later,) = find(rules, "4月27日に会談すると発表", date(2018, 3, 29), "item")
    assert later.start == "2018-04-27"
    (month,) = find(rules, "10月22日、来日", date(2008, 1, 1), "item")
    assert month.start == "2008-10-22"


def test_without_a_day_relative_dates_stay_open(rules: DateRules):
    found = find(rules, "昨年6月以来、年内に、8日、11月3日から5日、来週", None, "")
    assert {(t.start, t.end, t.edtf, t.precision, t.flags) for t in found} == {
        (None, None, None, "none", ("date_unresolved",))
    }
    assert [t.type for t in found] == ["DATE", "DATE", "DATE", "RANGE", "DATE"]


def test_a_list_tells_each_of_its_days(rules: DateRules):
    (found,) = find(rules, "11月9日・10日付けで発令")
    assert (found.type, found.edtf) == ("SET", "{2025-11-09,2025-11-10}")


@pytest.mark.parametrize(
    ("text", "edtf", "precision"),
    [
        ("2025年11月", "2025-11", "month"),
        ("2025年", "2025", "year"),
        ("2025年春ごろ", "2025-21", "season"),
        ("2025年冬", "2025-12-01/2026-02-28", "season"),
        ("2017年後半", "2017-41", "half_year"),
        ("2017年前半", "2017-40", "half_year"),
        ("2025年6月下旬", "2025-06-21/2025-06-30", "part_of_month"),
        ("2025年度", "2025-04-01/2026-03-31", "fiscal_year"),
        ("2025年末", "2025-12~", "month"),
        ("2025年11月ごろ", "2025-11~", "month"),
        ("1990年代", "199X", "decade"),
        ("2025年10月15日13時43分", "2025-10-15T13:43:00", "minute"),
        ("2025年10月15日朝", "2025-10-15", "daypart"),
        ("2025年6月から8月", "2025-06/2025-08", "month"),
        ("2025年11月3日から12月5日", "2025-11-03/2025-12-05", "day"),
        ("今週", "2025-10-13/2025-10-19", "week"),
        ("来週前半", "2025-10-20/2025-10-22", "part_of_week"),
        ("第3四半期", "2025-10-01/2025-12-31", "quarter"),
    ],
)
def test_edtf_and_precision(rules: DateRules, text: str, edtf: str, precision: str):
    (found,) = find(rules, text)
    assert (found.edtf, found.precision) == (edtf, precision)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("4月から駐在", "from"),
        ("2022年以降、訓練した", "from"),
        ("6月下旬より派遣", "from"),
        ("2022年以来の訪問", "since"),
        ("2024年1月に訪れて以来", "since"),
        ("2027年までの指針", "until"),
        ("17日までに回答", "until"),
        ("年内に来日", "within"),
        ("2022年以前の協定", "before"),
        ("4月1日の後に発効", "after"),
        ("4月に駐在", None),
        ("4月より多い", None),
        ("4月3日から5日まで", None),
    ],
)
def test_relations(rules: DateRules, text: str, relation: str | None):
    assert find(rules, text)[0].relation == relation


def test_steps_tell_how_a_value_came_about(rules: DateRules):
    (day,) = find(rules, "28日、抗議した", date(2025, 3, 1))
    assert day.steps == (
        "counted from the record's day 2025-03-01",
        "across the end of the month: 2025-02-28",
    )
    (span,) = find(rules, "平成24年1月から29年5月まで")
    assert span.steps[:2] == (
        "平成24年1月 by dates.absolute.era_month",
        "29年5月 by dates.partial.short_year_month",
    )
    (wrong,) = find(rules, "令和7(2024)年10月10日")
    assert wrong.steps == ("令和7年 is 2025", "but 2024 stands beside it")


def test_spans_hold_in_folded_text(rules: DateRules):
    text = "（１１月３日（月）〜５日）㋿７年⽇本　２０２５年　１１月"
    assert [t.text for t in find(rules, text)] == [
        "１１月３日（月）〜５日",
        "㋿７年",
        "２０２５年　１１月",
    ]


def test_nothing_in_nothing(rules: DateRules):
    assert find(rules, "") == ()
    assert find(rules, "首相は会談した。") == ()


def test_two_figures_are_the_years_of_the_era_that_the_heading_was_read_in(rules: DateRules):
    text = "28. 4.12 「いせ」がパダンに入港"
    (read,) = find(rules, text, date(2016, 4, 12), "item")
    assert read.start == "2016-04-12"
    (western,) = find(rules, text, date(2028, 4, 12), "item")
    assert western.start == "2028-04-12"


def test_the_same_day_at_the_head_of_a_paragraph_is_the_news_day(rules: DateRules):
    text = "10月13日に渡した。書簡は2023年12月16日に署名された。\n同日、先立って会った。"
    assert values(find(rules, text))[-1] == ("同日", "2025-10-13", "2025-10-13")
    running = text.replace("\n", "")
    assert values(find(rules, running))[-1] == ("同日", "2023-12-16", "2023-12-16")


def test_the_day_before_with_its_number(rules: DateRules):
    text = "式は1日に開かれた。大臣は前日の30日に着いた。"
    assert values(find(rules, text, date(2025, 10, 2)))[-1][1] == "2025-09-30"


def test_the_hours_of_a_timetable_keep_its_day(rules: DateRules):
    text = "10月13日8時31分、官邸。9時22分、大統領と会談。\n午後3時、帰宅"
    days = [timex.start for timex in find(rules, text)]
    assert days == ["2025-10-13T08:31", "2025-10-13T09:22", "2025-10-15T15:00"]


def test_a_time_at_the_head_of_a_sentence_goes_on_with_the_day_before_it(rules: DateRules):
    text = "艦は10月9日に着いた。午前9時頃、岸壁に横付けした。昨年4月9日も来た。午後1時、出港する。"
    days = [timex.start for timex in find(rules, text)]
    assert days == ["2025-10-09", "2025-10-09T09:00", "2024-04-09", "2025-10-15T13:00"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("局長は金曜日、初の会合に臨む。", "2025-10-17"),
        ("局長は金曜日、会合に臨んだ。", "2025-10-10"),
        ("局長は金曜日、大臣と語り合うほか、昨秋行われた訓練の成果を見る。", "2025-10-17"),
        ("局長は金曜日、世界食糧計画と食料を配った。", "2025-10-10"),
    ],
)
def test_a_weekday_lies_where_the_clause_says(rules: DateRules, text: str, start: str):
    assert find(rules, text)[0].start == start

"""Any date written by a formatter in any notation is read back exactly; no text raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.dates import DateRules, find_dates, wareki
from pipeline.stages.dates.eras import GREGORIAN_FROM, MODERN_ERAS, era_of
from pipeline.stages.dates.examples import shown_value

DAYS = st.dates(GREGORIAN_FROM, date(2099, 12, 31))
WEEKDAYS = "月火水木金土日"
KANJI = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789()/-.:", "０１２３４５６７８９（）／－．：")
LETTERS = {"明治": "M", "大正": "T", "昭和": "S", "平成": "H", "令和": "R"}


def era_year(day: date, first: str = "元") -> str:
    era = era_of(day)
    assert era is not None
    number = day.year - era.start.year + 1
    return f"{era.name}{first if number == 1 else number}"


def letter_year(day: date) -> str:
    year = era_year(day, "1")
    return LETTERS[year[:2]] + year[2:]


def figures(number: int) -> str:
    return "".join(KANJI[int(figure)] for figure in str(number))


def spelled(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else KANJI[tens]) + ("十" if tens else "") + (KANJI[ones] if ones else "")
    )


NOTATIONS: dict[str, Callable[[date], str]] = {
    "western": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "western weekday": lambda d: f"{d.year}年{d.month}月{d.day}日({WEEKDAYS[d.weekday()]})",
    "western long weekday": lambda d: (
        f"{d.year}年{d.month}月{d.day}日（{WEEKDAYS[d.weekday()]}曜日）"
    ),
    "western wide": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(WIDE),
    "western spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "western kanji": lambda d: f"{figures(d.year)}年{spelled(d.month)}月{spelled(d.day)}日",
    "western kanji figures": lambda d: f"{figures(d.year)}年{figures(d.month)}月{figures(d.day)}日",
    "iso": lambda d: d.isoformat(),
    "points": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "strokes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "wide strokes": lambda d: f"{d.year}/{d.month}/{d.day}".translate(WIDE),
    "run": lambda d: f"{d:%Y%m%d}" if d.year >= 1900 else d.isoformat(),
    "era": lambda d: f"{era_year(d)}年{d.month}月{d.day}日",
    "era one": lambda d: f"{era_year(d, '1')}年{d.month}月{d.day}日",
    "era wide": lambda d: f"{era_year(d)}年{d.month}月{d.day}日".translate(WIDE),
    "era and western": lambda d: f"{era_year(d)}({d.year})年{d.month}月{d.day}日",
    "era, western after": lambda d: f"{era_year(d)}年（{d.year}年）{d.month}月{d.day}日",
    "western and era": lambda d: f"{d.year}({era_year(d)})年{d.month}月{d.day}日",
    "western, era after": lambda d: f"{d.year}年（{era_year(d)}年）{d.month}月{d.day}日",
    "letter": lambda d: f"{letter_year(d)}.{d.month}.{d.day}",
    "letter year": lambda d: f"{letter_year(d)}年{d.month}月{d.day}日",
    "english": lambda d: f"{d:%B} {d.day}, {d.year}" if d.year >= 1900 else d.isoformat(),
}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_notation_is_read_back(notation: str, rules: DateRules):
    @given(day=DAYS)
    @settings(max_examples=120, deadline=None)
    def read_back(day: date) -> None:
        written = NOTATIONS[notation](day)
        (found,) = find_dates(f"政府は、{written}に発表した。", None, rules)
        assert (found.text, found.start, found.end) == (written, str(day), str(day))
        assert (found.edtf, found.precision, found.flags) == (str(day), "day", ())
        assert found.calendar in {"wareki", "gregorian"}
        assert found.anchor is None

    read_back()


@given(start=DAYS, length=st.integers(1, 300), sign=st.sampled_from([*"~～〜-－–—", "から"]))
@settings(max_examples=200, deadline=None)
def test_ranges_are_read_back(rules: DateRules, start: date, length: int, sign: str):
    end = min(start + timedelta(days=length), date(2099, 12, 31))
    same_year = f"{end.month}月{end.day}日" if end.year == start.year else ""
    closing = same_year or f"{end.year}年{end.month}月{end.day}日"
    written = f"{start.year}年{start.month}月{start.day}日{sign}{closing}"
    (found,) = find_dates(f"{written}に行う", None, rules)
    if start == end:
        return
    assert (found.text, found.type) == (written, "RANGE")
    assert (found.start, found.end) == (str(start), str(end))


@given(anchor=DAYS, offset=st.integers(-10, 10))
@settings(max_examples=300, deadline=None)
def test_a_bare_day_is_the_near_one_that_the_tense_allows(
    rules: DateRules, anchor: date, offset: int
):
    day = anchor + timedelta(days=offset)
    verb = "会談した" if offset <= 0 else "会談する予定だ"
    (found,) = find_dates(f"外相は{day.day}日、{verb}。", anchor, rules)
    assert found.start == str(day)
    assert (found.calendar, found.anchor) == ("relative", str(anchor))


@given(anchor=DAYS, offset=st.integers(-150, 150))
@settings(max_examples=300, deadline=None)
def test_a_month_and_day_fall_in_the_near_year_that_the_tense_allows(
    rules: DateRules, anchor: date, offset: int
):
    day = anchor + timedelta(days=offset)
    verb = "会談した" if offset <= 0 else "会談する予定だ"
    (found,) = find_dates(f"両国は{day.month}月{day.day}日に{verb}。", anchor, rules)
    assert found.start == str(day)


@given(start=DAYS, length=st.integers(0, 800))
@settings(max_examples=300, deadline=None)
def test_wareki_is_read_back(rules: DateRules, start: date, length: int):
    end = start + timedelta(days=length)
    written = wareki(str(start), str(end))
    assert written is not None
    (found,) = find_dates(written, None, rules)
    assert shown_value(found) == (f"{start}" if start == end else f"{start}/{end}")


CHARACTERS = "0123456789０１元一二三十年月日時分間度前後末春(（)）~～〜-－/.、。・ 　\n:"
WORDS = """令和 平成 R H 昨 今 来 翌 同 本 上旬 下旬 年度 から まで 以降 第 約 曜 週 北朝鮮 2025
2025年 11月 3日 31日 明治 昭和64年 2月30日 午後 両日 ㋿ ⽇ ごろ 年内 会談した"""
PIECES = st.sampled_from([*CHARACTERS, *WORDS.split()])


@given(
    text=st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)),
    anchor=st.none() | st.dates(),
    source=st.sampled_from(["", "published", "item"]),
)
@settings(max_examples=500, deadline=None)
def test_no_text_raises_and_spans_slice_to_it(
    rules: DateRules, text: str, anchor: date | None, source: str
):
    reached = 0
    for timex in find_dates(text, anchor, rules, anchor_source=source):
        assert reached <= timex.span.start < timex.span.end <= len(text)
        assert text[timex.span.start : timex.span.end] == timex.text
        reached = timex.span.end
        assert (timex.start is None) == (timex.end is None) == (timex.edtf is None)
        if timex.start is None or timex.end is None:
            continue
        assert timex.start <= timex.end
        assert timex.type in {"DATE", "RANGE", "SET"}
        assert (timex.anchor is None) == (timex.anchor_source == "") or source == ""


@given(text=st.lists(PIECES, max_size=25).map("".join), anchor=DAYS)
@settings(max_examples=250, deadline=None)
def test_edtf_is_accepted_and_tells_the_same_days(rules: DateRules, text: str, anchor: date):
    for timex in find_dates(text, anchor, rules):
        if timex.start is None or timex.end is None or timex.start < "1000":
            continue
        parsed = edtf.parse_edtf(timex.edtf)
        bounds = (parsed.lower_strict(), parsed.upper_strict())
        if timex.type != "SET":
            assert tuple(iso(*bound[:3]) for bound in bounds) == (timex.start[:10], timex.end[:10])


def iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def test_the_notations_span_every_era():
    assert {era_of(era.start) for era in MODERN_ERAS} == set(MODERN_ERAS)


@pytest.mark.slow
@given(
    text=st.lists(PIECES | st.text(max_size=3), max_size=200).map("".join),
    anchor=st.none() | st.dates(),
)
@settings(max_examples=10_000, deadline=None)
def test_a_long_soak(rules: DateRules, text: str, anchor: date | None):
    for timex in find_dates(text, anchor, rules):
        assert text[timex.span.start : timex.span.end] == timex.text
        if timex.start is not None and timex.end is not None:
            assert timex.start <= timex.end
            assert timex.edtf is not None

"""Dates outside the act's sentence: forms, schedules, diaries, captions, the sentence before."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import AlignedText, Record, Span, Timex
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.standing import standing_date

# Read on Tuesday 2024-05-14: the text, and the days of its last act.
TOLD = {
    # a form tells the days of what it announces
    "自衛隊は下記のとおり英海軍と共同訓練を実施しました。\n記\n1 期間 5月10日~12日\n2 場所 沖": (
        "exercise completed 2024-05-10/2024-05-12 GBR JPN"
    ),
    "海上自衛隊は、次のとおり英海軍と共同訓練を実施した。\n(1) 日 時:5月10日": (
        "exercise completed 2024-05-10 GBR JPN"
    ),
    "英艦の寄港について\n- 入港予定日時:5月20日午前9時\n- 出港予定日時:5月23日\n- 目的:親善": (
        "port_call planned 2024-05-20/2024-05-23 GBR JPN"
    ),
    # two such lines are two acts'
    "海上自衛隊は英海軍と共同訓練を実施した。\n期間 5月10日\n期間 5月12日": (
        "exercise completed - GBR JPN"
    ),
    # a schedule leads its line with the day
    "・8日 英国のスナク首相と会談。続いて英国のシャップス国防相を表敬。": (
        "meeting completed 2024-05-08 GBR JPN"
    ),
    # the day that closes a caption
    "会談を終え、握手を交わす上川陽子外相と英国のキャメロン外相=外務省で5月13日、代表撮影": (
        "meeting completed 2024-05-13 GBR JPN"
    ),
    # the sentence before ends on the day
    "転機が訪れたのは2014年5月。日本の首相と英国の首相が円滑化協定に署名した。": (
        "agreement signed completed 2014-05-01/2014-05-31 GBR JPN"
    ),
    # a deployment's days in running text date nothing else
    "5月2日から8日まで、海上保安庁は航空機を送った。英国の職員とは共同訓練を実施した。": (
        "exercise completed - GBR JPN"
    ),
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_a_date_beside_the_act(text: str, pages: Any) -> None:
    assert pages[text].told()[-1] == TOLD[text]


def page(text: str, *days: tuple[str, str]) -> tuple[Record, tuple[Timex, ...]]:
    """A record, and its days as the dates stage would find them."""
    dates, at = [], 0
    for words, value in days:
        at = text.index(words, at)
        span = Span(at, at + len(words))
        dates.append(Timex(span, words, "DATE", value, value, "day"))
        at = span.end
    whole = AlignedText.whole(text)
    return Record(0, Span(0, len(text)), whole, (), published="2017-11-27"), tuple(dates)


def standing(text: str, act: str, rules: EventRules, *days: tuple[str, str]) -> str | None:
    """The words of the date that stands for an act; its sentence ends before the act's."""
    record, dates = page(text, *days)
    at = text.index(act)
    start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
    found = standing_date(at, Span(start, len(text)), dates, record, rules)
    return found.text if found else None


def test_a_day_alone_on_its_line_leads_the_lines_below(event_rules: EventRules) -> None:
    text = "2017-11-27\n11月23日\n成田発\n11月24日\n11:10 日露外相会談"
    days = (("2017-11-27", "2017-11-27"), ("11月23日", "2017-11-23"), ("11月24日", "2017-11-24"))
    assert standing(text, "日露", event_rules, *days) == "11月24日"
    # one day is enough for a schedule by the clock
    schedule = "11月23日\n09:00 成田発\n11:10 日露外相会談"
    assert standing(schedule, "日露", event_rules, days[1]) == "11月23日"
    # one such line is rather the page's own day
    assert standing("11月24日\n日露外相会談", "日露", event_rules, days[2]) is None


def test_a_diary_tells_its_day_once(event_rules: EventRules) -> None:
    text = "本日は会議場に詰めた。\n続いて英国の外相に会い、"
    day = ("本日", "2017-11-27")
    assert standing(text, "会い", event_rules, day) == "本日"
    assert standing(text.replace("続いて", "かつて"), "会い", event_rules, day) is None


def test_there_goes_on_with_the_day_before(event_rules: EventRules) -> None:
    text = "11月24日に国際会議が始まる。日英の防衛相はそこで会談する。"
    day = ("11月24日", "2017-11-24")
    assert standing(text, "会談", event_rules, day) == "11月24日"
    assert standing(text.replace("そこで", ""), "会談", event_rules, day) is None
    said = "11月24日に会見で述べた。日英の防衛相はそこで会談する。"
    assert standing(said, "会談す", event_rules, day) is None

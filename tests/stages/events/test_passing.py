"""What a page only mentions: opinion, adverts, private deals, questions, asides."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.events import Trace

pytestmark = pytest.mark.model

VISIT = "首相の訪韓は関係の礎となった。"
SILENT = {
    # pages without news
    f"【社説】隣国との間合い\n{VISIT}",
    f"新刊案内『同盟の影』\n{VISIT}",
    "求人情報　横須賀基地の通訳職\n日本と米国の部隊が共同訓練を行う。",
    # a private deal
    "三菱重工業は13日、インドの造船会社と技術支援の協定を結んだ。",
    # a question is no report
    "韓国との協定に署名するのでしょうか。",
    # denied
    "首相は、韓国を訪問する予定はないと述べた。",
    # how rare, how long ago, how often
    "独空軍機の日本への飛来は初めてである。",
    "今年は日豪両国が友好協力基本条約に署名して50周年の節目に当たる。",
    "歴代の首相が訪米のたびに持ち帰った文書を読む。",
    # what the parties object to
    "両首脳は、北朝鮮の兵士がロシアに派遣されたことへの懸念を示した。",
}
TOLD = {
    # an editorial may report a dated act
    "【社説】隣国との間合い\n岸田首相は13日、韓国を訪問した。": ["visit JPN KOR"],
    # what stands below a land on a line of its own is what the record is about, however late
    "政務官の出張の概要\n外務大臣政務官が各地で会談に臨んだ。\n1 ウズベキスタン\n"
    "カリモフ外務次官と会談を行った。\n"
    "ウズベキスタンとの協力を確かめた。\n2 トルクメニスタン\nグルバノフ外務次官と会談を行った。\n"
    "トルクメニスタンとの協力を確かめた。\n3 オマーン\n(1)主な行事\n"
    "ハリド商業次官と会談を行った。": [
        "meeting JPN OMN",
        "meeting JPN TKM",
        "meeting JPN UZB",
    ],
    # a company beside a state
    "日英両国の防衛相は13日、航空機メーカーの工場で会談した。": ["meeting GBR JPN"],
    # an invitation and the visit that follows it are one
    "スナク英首相は岸田首相の招きに応じ、13日に日本を訪れた。": ["visit GBR JPN"],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read([*SILENT, *TOLD])


@pytest.mark.parametrize("text", sorted(SILENT))
def test_acts_in_passing_are_not_reported(text: str, pages: Any) -> None:
    assert pages[text].acts() == []


@pytest.mark.parametrize("text", TOLD)
def test_acts_that_are_reported(text: str, pages: Any) -> None:
    assert pages[text].acts() == TOLD[text]


def test_a_trace_says_that_a_page_has_no_news(pages: Any) -> None:
    trace = Trace()
    pages[f"【社説】隣国との間合い\n{VISIT}"].events(trace=trace)
    assert "a page without news" in [why for _, why in trace.lost]


def test_a_day_without_its_year_is_a_date_too(read: Any) -> None:
    text = (
        "上海協力機構首脳会議が開幕\n中国、ロシア、インドの首脳が集う。"
        "上海協力機構の首脳会議が31日、キルギスの首都ビシケクで開かれた。"
        "中国とインドの首脳は個別に会談した。"
    )
    assert "meeting KGZ SCO" in read([text], day=None)[text].acts()


# What a relative clause, a negation or a ground says of an act that is told elsewhere or before.
ASIDE = {
    "カナダがガーナに供与した巡視船が13日、漁船の乗員を助けた。": [],
    "日本が無償で提供するワクチン10万回分が13日、ラオスに届いた。": ["aid JPN LAO"],
    "日英両国は、部隊の訓練や装備の研究で関係を深めてきた。": [],
    "投資家は日本とペルーの協定の発効をにらみ、株を買った。": [],
    "日本とペルーの協定は、1990年の締結以来、見直されていない。": ["agreement JPN PER"],
    "日本の外相は、ガーナに救急車を贈ったことに触れた。": [],
    "日本とガーナの首脳会談が実現しても、課題は残る。": [],
    "日本政府は13日、医師3人をトンガに向かわせた。": ["dispatch JPN TON"],
}


@pytest.fixture(scope="module")
def asides(read: Any) -> Any:
    return read(list(ASIDE))


@pytest.mark.parametrize("text", ASIDE)
def test_what_is_said_of_an_act_is_no_other_act(text: str, asides: Any) -> None:
    told = [f"{e.type} {' '.join(sorted(e.codes))}" for e in asides[text].events()]
    assert told == ASIDE[text]

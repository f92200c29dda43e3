"""Acts told once for several days: each day has its own parties."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

TOLD = {
    "茂木外相は2日にラトビア、3日にリトアニアの外相と会談する。": {
        ("meeting", "JPN LVA", "2024-05-02"),
        ("meeting", "JPN LTU", "2024-05-03"),
    },
    "上川外相は10日に英国、12日にフランスを訪問した。": {
        ("visit", "GBR JPN", "2024-05-10"),
        ("visit", "FRA JPN", "2024-05-12"),
    },
    "首相は11日にマクロン仏大統領と、翌12日にはショルツ独首相と会談した。": {
        ("meeting", "FRA JPN", "2024-05-11"),
        ("meeting", "DEU JPN", "2024-05-12"),
    },
    # each day of a list has an act of its own, days that adjoin may be those of one
    "米原潜が3日と9日、ホワイトビーチに寄港した。": {
        ("port_call", "JPN USA", "2024-05-03"),
        ("port_call", "JPN USA", "2024-05-09"),
    },
    "豪海軍の艦艇は先月29日と今月4日、そして12日に佐世保に入港した。": {
        ("port_call", "AUS JPN", "2024-04-29"),
        ("port_call", "AUS JPN", "2024-05-04"),
        ("port_call", "AUS JPN", "2024-05-12"),
    },
    "タイ海軍の艦艇は昨年3月と今年4月、佐世保に入港した。": {
        ("port_call", "JPN THA", "2023-03-01"),
        ("port_call", "JPN THA", "2024-04-01"),
    },
    "日豪の外相は3日と4日に東京で協議した。": {("meeting", "AUS JPN", "2024-05-03")},
    # each caller has its day before it
    "7日にはインドの巡視船が、8日にはベトナムの巡視船が神戸港に入った。": {
        ("port_call", "IND JPN", "2024-05-07"),
        ("port_call", "JPN VNM", "2024-05-08"),
    },
    "7日に韓国の外相が、8日には中国の外相が来日した。": {
        ("visit", "JPN KOR", "2024-05-07"),
        ("visit", "CHN JPN", "2024-05-08"),
    },
    # each caller has its day behind it, each partner an exercise of its own
    "印海軍のコルベットが8日、豪海軍のフリゲートが9日、横須賀港にそれぞれ寄港した。": {
        ("port_call", "IND JPN", "2024-05-08"),
        ("port_call", "AUS JPN", "2024-05-09"),
    },
    "嘉手納には8日、豪空軍の哨戒機が、続いて仏海軍の哨戒機が飛来した。": {
        ("port_call", "AUS JPN", "2024-05-08"),
        ("port_call", "FRA JPN", "2024-05-08"),
    },
    "海自は8日、イタリア海軍、インドネシア海軍とそれぞれ訓練した。": {
        ("exercise", "ITA JPN", "2024-05-08"),
        ("exercise", "IDN JPN", "2024-05-08"),
    },
    # each partner with a paper of its own
    "政府は8日、エクアドルと査証免除に関する覚書、ボリビアと投資協定にそれぞれ署名した。": {
        ("agreement", "ECU JPN", "2024-05-08"),
        ("agreement", "BOL JPN", "2024-05-08"),
    },
    "日本は8日、英国と会談し、カナダと税関協力の覚書に署名した。": {
        ("meeting", "GBR JPN", "2024-05-08"),
        ("agreement", "CAN JPN", "2024-05-08"),
    },
    # each caller at a base of its own: それぞれ parts those, not the list of one of them
    "8日、スウェーデンの一団が三沢基地に、ノルウェーとデンマークの一団が小松基地に、"
    "それぞれ飛来した。": {
        ("port_call", "JPN SWE", "2024-05-08"),
        ("port_call", "DNK JPN NOR", "2024-05-08"),
    },
    # who joins a body, each with its day
    "アイルランドは2023年9月、キプロスは今年3月にNATOへ加わった。": {
        ("framework", "IRL NATO", "2023-09-01"),
        ("framework", "CYP NATO", "2024-03-01"),
    },
    # the partner first, its day behind it
    "日本政府はチリと昨年7月、ペルーとは今年2月に社会保障協定に署名した。": {
        ("agreement", "CHL JPN", "2023-07-01"),
        ("agreement", "JPN PER", "2024-02-01"),
    },
    # each place has its own host
    "上川外相は来週、ドイツではベアボック外相と、英国ではキャメロン外相と会談する。": {
        ("meeting", "DEU JPN", "2024-05-20"),
        ("meeting", "GBR JPN", "2024-05-20"),
    },
    "上川外相は10日、パリで英国のキャメロン外相と会談した。": {
        ("meeting", "GBR JPN", "2024-05-10")
    },
    # two days of one stay, and a tour
    "上川外相は10日から12日までフランスを訪問した。": {("visit", "FRA JPN", "2024-05-10")},
    "上川外相は10日から英国、フランスを歴訪した。": {("visit", "FRA GBR JPN", "2024-05-10")},
}


@pytest.mark.parametrize("text", TOLD)
def test_each_day_has_its_own_parties(read: Any, text: str) -> None:
    events = read([text], "2024-05-15")[text].events()
    assert {(e.type, " ".join(sorted(e.codes)), e.date.start) for e in events} == TOLD[text]


CALLS = {
    # the ports of an itinerary, each with its days behind it
    "護衛艦「さざなみ」は、タイに4月3日から6日まで、シンガポールに10日から13日まで寄港した。": {
        ("JPN THA", "2024-04-03", "2024-04-06"),
        ("JPN SGP", "2024-04-10", "2024-04-13"),
    },
    "練習船みうらは、サンフランシスコ(5/11~5/15)、パナマ運河(5/26~5/27)、"
    "ギリシャ・ピレウス港(6/21~6/25)の順に各地に寄港する予定。": {
        ("JPN USA", "2024-05-11", "2024-05-15"),
        ("GRC JPN", "2024-06-21", "2024-06-25"),
    },
    "海保の練習船の寄港予定地は、呉を4月26日に出て、米国のホノルルに5月11日から15日に、"
    "タイのバンコクに6月2日から6日に着く。": {
        ("JPN USA", "2024-05-11", "2024-05-15"),
        ("JPN THA", "2024-06-02", "2024-06-06"),
    },
    # who is where on one day
    "2日、米海軍の駆逐艦が横須賀に、英海軍のフリゲートが佐世保に、それぞれ入港した。": {
        ("JPN USA", "2024-05-02", "2024-05-02"),
        ("GBR JPN", "2024-05-02", "2024-05-02"),
    },
    # one ship, one port
    "米海軍の駆逐艦が2日、雨の中を横須賀に入港した。": {("JPN USA", "2024-05-02", "2024-05-02")},
}


@pytest.mark.parametrize("text", CALLS)
def test_each_port_has_its_own_days_and_each_caller_its_port(read: Any, text: str) -> None:
    events = read([text], "2024-05-15")[text].events()
    assert {(" ".join(sorted(e.codes)), e.date.start, e.date.end) for e in events} == CALLS[text]

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

"""Place, instrument, outcome and evidence of an act."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# (text, place as written, its country)
PLACES = [
    ("上川外相は13日、ロンドンで英国のキャメロン外相と会談した。", "ロンドン", "GBR"),
    ("岸田首相は13日、スイスのジュネーブでヨルダンのアブドラ国王と会談した。", "ジュネーブ", "CHE"),
    ("英空母クイーン・エリザベスが13日、横須賀に寄港した。", "横須賀", "JPN"),
    ("日英の外相は13日、電話で会談した。", None, None),
]
# (text, type, the instruments of the events of that type in order)
INSTRUMENTS = [
    ("日仏両政府は13日、装備品協力の覚書に署名した。", "agreement", ["覚書"]),
    ("日英両政府は13日、「円滑化協定」に署名した。", "agreement", ["円滑化協定"]),
    # each of the names that are listed is an agreement of its own
    (
        "日英両政府は13日、「円滑化協定」と「物品役務相互提供協定」に署名した。",
        "agreement",
        ["円滑化協定", "物品役務相互提供協定"],
    ),
    (
        "日豪両政府は13日、「防衛装備品移転協定」及び「情報保護協定」に署名した。",
        "agreement",
        ["情報保護協定", "防衛装備品移転協定"],
    ),
    # names in another sentence are not
    (
        "日英両政府は13日、「円滑化協定」に署名した。首相は「平和協定」に言及した。",
        "agreement",
        ["円滑化協定"],
    ),
    (
        "日英両軍は13日、北海道で共同訓練「ヴィジラント・アイルズ」を実施した。",
        "exercise",
        ["ヴィジラント・アイルズ"],
    ),
    ("日英両軍は13日、北海道で共同訓練を実施した。", "exercise", [None]),
    (
        "政府は13日、フィリピンに政府安全保障能力強化支援(OSA)として警備艇を供与した。",
        "aid",
        ["政府安全保障能力強化支援(OSA)"],
    ),
]
# (text, what the talks brought)
OUTCOMES = [
    (
        "上川外相は13日、英国のキャメロン外相と会談し、経済安全保障での連携を確認した。",
        "経済安全保障での連携を確認",
    ),
    ("日英両首脳は13日に会談し、共同訓練の拡大で一致した。", "共同訓練の拡大で一致"),
    ("上川外相は13日、英国のキャメロン外相と会談した。", None),
]
# (text, the evidence): from the first participant to the predicate
EVIDENCE = [
    (
        "会場は静かだった。上川外相は13日、英国のキャメロン外相と会談した。会見はなかった。",
        "上川外相は13日、英国のキャメロン外相と会談した。",
    ),
    (
        "上川外相は13日、英国のキャメロン外相と会談し、その後に帰国した。",
        "上川外相は13日、英国のキャメロン外相と会談し、",
    ),
]


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read([row[0] for table in (PLACES, INSTRUMENTS, OUTCOMES, EVIDENCE) for row in table])


@pytest.mark.parametrize(("text", "place", "code"), PLACES)
def test_the_place(text: str, place: str | None, code: str | None, pages: Any) -> None:
    (event,) = pages[text].events()
    assert (event.location, event.location_code) == (place, code)


@pytest.mark.parametrize(("text", "kind", "names"), INSTRUMENTS)
def test_the_instrument(text: str, kind: str, names: list[str | None], pages: Any) -> None:
    found = [e.instrument for e in pages[text].events() if e.type == kind]
    assert sorted(found, key=str) == names


@pytest.mark.parametrize(("text", "outcome"), OUTCOMES)
def test_what_talks_brought(text: str, outcome: str | None, pages: Any) -> None:
    assert [e.outcome for e in pages[text].events() if e.type == "meeting"] == [outcome]


@pytest.mark.parametrize(("text", "evidence"), EVIDENCE)
def test_the_evidence(text: str, evidence: str, pages: Any) -> None:
    (event,) = pages[text].events()
    assert text[slice(*event.evidence)] == evidence
    assert event.evidence.covers(event.trigger)

"""Parties that a sentence names together."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Read on Tuesday 2024-05-14.
ACTS = {
    # each of several groups, each of several partners, all the hosts of a tour
    "日米豪、日米韓の3カ国防衛相会談が13日、シンガポールで開かれた。": [
        "meeting AUS JPN USA",
        "meeting JPN KOR USA",
    ],
    "木原防衛相は13日、フランス、マレーシアとの二国間の防衛相会談に臨んだ。": [
        "meeting FRA JPN",
        "meeting JPN MYS",
    ],
    "首相は21日から、フィリピン、ベトナム、ラオスの3カ国を歴訪し、各国首脳と会談する。": [
        "meeting JPN LAO PHL VNM",
        "visit JPN LAO PHL VNM",
    ],
    "上川外相は19日から21日の日程でマダガスカルとコートジボワール、ナイジェリアを訪問する。": [
        "visit CIV JPN MDG NGA"
    ],
    # with others whom no code stands for
    "タイの警察長官が13日に来日した。警察庁幹部は各国駐日大使らと会談した。": ["visit JPN THA"],
    # another of home's own calls on the same guest; whom home speaks to is helped
    "木原防衛相は13日、トルコの参謀総長と会談した。統合幕僚長も同じ日の夜、参謀総長と懇談した。": [
        "meeting JPN TUR",
        "meeting JPN TUR",
    ],
    "ペルー外相と会談した。フィジーの保健相とも言葉を交わし、日本が医師団を送ると伝えた。": [
        "dispatch FJI JPN",
        "meeting FJI JPN",
        "meeting JPN PER",
    ],
    # a conference to come is none of 両国
    "日仏の首脳は13日、会談した。来月カナダで開くG7首脳会議で協力する。両国は覚書に署名した。": [
        "agreement FRA JPN",
        "meeting CAN G7",
        "meeting FRA JPN",
    ],
    # with nobody in particular
    "首相は20日から、タイ、ラオスを訪問する。訪問先の首脳と会談する。": [
        "meeting JPN LAO THA",
        "visit JPN LAO THA",
    ],
    "リトアニアを訪れた首相は12日、各国首脳との個別の会談に臨む。": ["visit JPN LTU"],
    # 日英両国 are those two, whoever met before; names may run together
    "日伊の防衛相は13日、電話で協議した。次期戦闘機は、日英両国が共同開発を検討している。": [
        "equipment GBR JPN",
        "meeting ITA JPN",
    ],
    "首相は13日、ポーランドハンガリーチェコの東欧各国首脳と会談した。": ["meeting CZE HUN JPN POL"],
    # both countries of the sentence before, and the same country
    "木原防衛相は13日、スウェーデンのヨンソン国防相と会談した。両国は覚書に署名した。": [
        "agreement JPN SWE",
        "meeting JPN SWE",
    ],
    "上川外相は13日、ケニアを訪問した。同国のムダバディ外相と会談した。": [
        "meeting JPN KEN",
        "visit JPN KEN",
    ],
    # four ministers: all who met before
    "日、米、豪、比の国防相が13日、ハワイで会談した。4閣僚は共同訓練の実施で一致した。": [
        "exercise AUS JPN PHL USA",
        "meeting AUS JPN PHL USA",
    ],
    # so many states: those of the last list of as many
    "アフリカ連合(AU)は9日、首脳会議を開いた。部隊にはチャド、ニジェール、ベナンが兵を出す。"
    "3カ国の軍幹部は10日、カメルーンで指揮系統を話し合った。": [
        "dispatch AU BEN NER TCD",
        "meeting AU",
        "meeting BEN NER TCD",
    ],
    # with the authorities of nine states that nobody names
    "国土交通省は13日、9カ国の航空当局と協議した。タイとは増便で合意した。": ["agreement JPN THA"],
    # separately: an act for each
    "岸田首相は13日、カンボジアのフン・マネット首相、ラオスのソンサイ首相と個別に会談した。": [
        "meeting JPN KHM",
        "meeting JPN LAO",
    ],
    "上川外相は13日、カナダのジョリー外相、ドイツのベアボック外相とそれぞれ会談した。": [
        "meeting CAN JPN",
        "meeting DEU JPN",
    ],
    # organisations
    "カンボジアを訪れている岸田首相、米大統領、韓国の大統領は13日、そろって会談した。": [
        "meeting JPN KOR USA",
    ],
    "岸田首相は13日、北大西洋条約機構(NATO)のストルテンベルグ事務総長と会談した。": [
        "meeting JPN NATO"
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(ACTS))


@pytest.mark.parametrize("text", ACTS)
def test_who_is_named_together(text: str, pages: Any) -> None:
    assert pages[text].acts() == ACTS[text]

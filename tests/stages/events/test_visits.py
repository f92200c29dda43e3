"""Who travels, and to whom."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.model

# Read on Tuesday 2024-05-14.
ACTS = {
    "IAEA並びに加、中、韓の分析機関の専門家が9日に来日し、試料を採取した。": [
        "visit CAN CHN IAEA JPN KOR"
    ],
    # who met the minister goes on, not he; and where he goes meets nobody
    "スペインのアルバレス外相は10日、東京で岩屋外相と会談した。"
    "12日には中谷防衛相と会談した後、タイに向かう。": [
        "meeting ESP JPN",
        "meeting ESP JPN",
        "visit ESP THA",
    ],
    # a stop of a tour is no visit of its own; a stay that goes on; who sent the report from where
    "努国防相の代表団は13日からロシア、ベラルーシの2カ国を歴訪。13日、モスクワに到着した。": [
        "visit BLR PRK RUS"
    ],
    "米議員団が13日、台湾を訪問した。16日まで滞在し、頼総統と会談する予定。": [
        "meeting TWN USA",
        "visit TWN USA",
    ],
    "【シンガポール共同】木原防衛相は13日、訪問先のシンガポールで米国の国防長官と会談した。": [
        "meeting JPN USA"
    ],
    "岸田首相は11月のAPECの折に、中国の習近平国家主席と会談する方向だ。": ["meeting CHN JPN"],
    # several travel together; nobody in particular makes no visit
    "英独仏の首脳は13日、キーウを訪れた。": ["visit DEU FRA GBR UKR"],
    "ドイツの首相が13日、キーウを訪問した。英国の首相、フランスの大統領も同行した。": [
        "visit DEU FRA GBR UKR"
    ],
    "博覧会の開幕後、海外から多くの要人が来日した。": [],
    # the stops of a journey, counted in the sentence after
    "首相は13日から欧州を歴訪する。訪問先は、エストニア、ラトビア、ブルガリアの3カ国。": [
        "visit BGR EST JPN LVA"
    ],
    # those who travel together, and all destinations of a tour
    "ブリンケン米国務長官とラミー英外相が13日、そろってキーウを訪問した。": ["visit GBR UKR USA"],
    "岸田首相は13日からソロモン諸島及びツバルを訪問する。": ["visit JPN SLB TUV"],
    "フランスとスペインの戦闘機が13日、百里基地に飛来した。": ["port_call ESP FRA JPN"],
    # the traveller stands in the sentence before; a list with commas of another width
    "岩屋防衛大臣は2日、シンガポールに滞在した。滞在後にはインドネシアも訪問した。": [
        "visit IDN JPN",
        "visit JPN SGP",
    ],
    "政務官は13日,エルサルバドル,ベリーズ及び米国を訪問した。": ["visit BLZ JPN SLV USA"],
    # home's own official at home's own place
    "米国の大統領が12日、来日した。首相は13日、皇居を訪れた。": ["visit JPN USA"],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(ACTS))


@pytest.mark.parametrize("text", ACTS)
def test_who_travels_where(text: str, pages: Any) -> None:
    assert pages[text].acts() == ACTS[text]

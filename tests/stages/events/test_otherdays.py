"""Days in the sentence of an act that are those of something else."""

from __future__ import annotations

from typing import Any

import pytest

# Read on Tuesday 2024-05-14.
TOLD = {
    # until when ships stay does not date what they do then
    "英海軍のフリゲートは20日まで横須賀に滞在し、その後、海自の護衛艦と共同訓練を行う。": [
        "port_call planned 2024-05-14/2024-05-20 GBR JPN",
        "exercise planned - GBR JPN",
    ],
    # since when the guest holds his office
    "4月に英首相が就任してから初めての来日が13日に実現した。": [
        "visit completed 2024-05-13 GBR JPN"
    ],
    # how long ago the last one was
    "首相の英国への公式訪問は、2019年の安倍首相以来で、議会での演説も調整されている。": [
        "visit completed 2019-01-01/2019-12-31 GBR JPN"
    ],
    "英国の首相の来日が実現すれば、2019年1月以来となる。": [
        "visit completed 2019-01-01/2019-01-31 GBR JPN"
    ],
    # since when it is the first, told of another act
    "英国の首相が13日に来日した。訪問は4月に協定で合意して以降で初めて。": [
        "visit completed 2024-05-13 GBR JPN",
        "agreement agreed completed 2024-04-01/2024-04-30 GBR JPN",
    ],
    # what led up to the news bears its own days
    "日英両政府は13日、租税協定に署名した。協定は2022年3月に英国側から提案があったことを踏まえ、"
    "今般署名を行うに至った。": [
        "agreement signed completed 2024-05-13 GBR JPN",
        "agreement proposed completed 2022-03-01/2022-03-31 GBR JPN",
    ],
    # of which turn of the year a day is
    "日英両軍は年明けの1月15日から26日まで共同訓練を行った。": [
        "exercise completed 2024-01-15/2024-01-26 GBR JPN"
    ],
    "5月10日~12日、沖縄に派遣されている英国の艦艇と海上自衛隊が、日英共同訓練を実施。": [
        "exercise completed 2024-05-10/2024-05-12 GBR JPN"
    ],
    # the cabinet's day is not that of the signing it decides on, nor is the day of a count
    "本13日、我が国政府は、閣議において、日英投資協定の署名に関する決定を行いました。": [
        "agreement signed planned - GBR JPN"
    ],
    "英国の在留邦人は令和5年10月1日現在6万人で、日英の社会保障協定が発効している。": [
        "agreement in_force completed - GBR JPN"
    ],
    # the days of a stay do not date the exercise it is for
    "英軍の戦闘機は、今月19日から25日にかけて千歳基地に展開し、航空自衛隊と訓練する。": [
        "port_call planned 2024-05-19/2024-05-25 GBR JPN",
        "exercise planned - GBR JPN",
    ],
    # since when, and not when
    "10日の就任以来、上川外相は初めて英国のキャメロン外相と会談した。": [
        "meeting completed - GBR JPN"
    ],
    # days in brackets beside an agreement's name, and in front of what it is the ground of
    "5月10日、日英円滑化協定(令和5年1月11日署名)に基づく日英の合同委員会会合が開かれた。": [
        "agreement signed completed 2023-01-11 GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    "昨年5月18日の共同声明に基づき、日英両政府は防衛当局の協議を始めた。": [
        "meeting completed - GBR JPN"
    ],
    # the last day alone, in brackets
    "10日、木原防衛相が英国を訪問(13日帰国)。": ["visit completed 2024-05-10/2024-05-13 GBR JPN"],
    # another act's day; the day on which something was called off; a former plan's days
    "上川外相は、本年4月の首相の訪英のフォローアップを行うとともに、英国の外相と会談する予定だ。": [
        "visit completed 2024-04-01/2024-04-30 GBR JPN",
        "meeting planned - GBR JPN",
    ],
    "岸田首相は14日、予定されていた英国への訪問を取りやめた。": ["visit cancelled - GBR JPN"],
    "岸田首相は英国訪問を延期すると述べた。首相は20日から22日まで英国を訪れる予定だった。": [
        "visit cancelled 2024-05-20/2024-05-22 GBR JPN"
    ],
    # the day of making up one's mind, of counting, and the year of a budget
    "我が国は13日、WFPを通じ、ガーナに450万ドルの資金協力を実施することとしました。": [
        "aid planned - GHA JPN WFP"
    ],
    # the day told again for the act, the year that acts are counted in
    "防衛省は13日、日英の戦闘機が同日、関東沖で共同訓練を行ったと発表した。": [
        "exercise completed 2024-05-13 GBR JPN"
    ],
    "5月10日から12日までの間、海自と英海軍が今年2回目となる共同訓練を行った。": [
        "exercise completed 2024-05-10/2024-05-12 GBR JPN"
    ],
    # what the act gave rise to, or what its record took up again, is of another day
    "木原防衛相は13日、英国防相と会談し、両国の協定の発効を受け、協力を進めると確認した。": [
        "meeting completed 2024-05-13 GBR JPN",
        "agreement in_force completed - GBR JPN",
    ],
    "日英両政府は来週にも、部隊の往来を円滑にする協定に署名する方向で調整している。英国は昨年9月、"
    "関与を強める方針を決め、空母の派遣を計画しており、今回の協定締結もその一環だ。": [
        "agreement signed considered 2024-05-20/2024-05-26 GBR JPN"
    ],
    # pacts listed by name are rows each, work towards them is of no day
    "林外相は3日、英国の外相とロンドンで会談し、両国間の投資協定や、社会保障協定の"
    "締結に向けた協力を確認した。": [
        "meeting completed 2024-05-03 GBR JPN",
        "agreement negotiating planned - GBR JPN",
        "agreement negotiating planned - GBR JPN",
    ],
    # the day of who came from a conference, and a tour that has begun
    "イタリアでのG20外相会合を終えた茂木外相が1日にエストニアでリーメッツ外相と会談し、"
    "ラトビア、リトアニアを含むバルト三国歴訪を開始した。": [
        "meeting completed 2024-05-01 EST JPN",
        "visit ongoing 2024-05-01 EST JPN LTU LVA",
    ],
    # the day of what came after talks, and that of a protest
    "日豪国防相が会談し両国の防衛協力について話し合ったのちの3月20日に、マールズ国防相が"
    "年内に両国軍が10件以上の共同訓練を行うと発表した。": [
        "meeting completed - AUS JPN",
        "exercise planned 2024-05-14/2024-12-31 AUS JPN",
    ],
    "中国国防省は5日、日本が沖縄でオーストラリア・フィリピンとの共同訓練を実施したことについて、"
    "強く非難した。": ["exercise completed - AUS JPN PHL"],
    # what talks are about, what another noun of the sentence is dated by
    "木原防衛相は英国防相と会い、来年度の部隊の派遣について意見を交わした。": [
        "meeting completed - GBR JPN"
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_days_of_something_else(text: str, pages: Any) -> None:
    assert pages[text].told() == TOLD[text]

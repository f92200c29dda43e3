"""When an act takes place: which date of the text is the act's."""

from __future__ import annotations

from typing import Any

import pytest

MEETING = "meeting completed 2024-05-13 GBR JPN"
# Read on Tuesday 2024-05-14.
TOLD = {
    # the month of an occasion is that of what leads up to it, still to come
    "石破首相は、来月開かれるサミットに先立ってチェコを訪れ、フィアラ首相と会談する方向で"
    "調整している。": [
        "visit considered 2024-06-01/2024-06-30 CZE JPN",
        "meeting considered 2024-06-01/2024-06-30 CZE JPN",
    ],
    "来月開かれる国連総会に先立ち、日伊両国の外相が電話で会談した。": [
        "meeting completed - ITA JPN"
    ],
    # a saying that the parser took into one piece with its act
    "海上自衛隊は13日、米英との共同訓練をインド洋で行ったと発表した。": [
        "exercise completed - GBR JPN USA"
    ],
    # from when on something runs, and from their leaving on, those who are sent
    "防衛相は14日、日英のレーダー情報の即時共有について、10日から運用を始めたと発表した。": [
        "information_sharing ongoing 2024-05-10/.. GBR JPN"
    ],
    "日本は英国に自衛官を派遣する。派遣されるのは自衛官2人で、20日に出国し、11月末まで残る。": [
        "dispatch planned 2024-05-20/2024-11-30 GBR JPN"
    ],
    "日本は英国に連絡官を派遣している。自衛官の派遣は2021年4月に始まり、今回が3次隊となる。": [
        "dispatch ongoing 2021-04-01/.. GBR JPN"
    ],
    # a plan and its doing, an exercise and what is done in it: one act
    "日本は英国に医療隊を派遣すると発表した。医療隊は13日、英国へ出発した。": [
        "dispatch completed 2024-05-13 GBR JPN"
    ],
    "日英両軍の共同訓練が13日に始まった。海自と英海軍の艦艇が加わり、通信訓練を行う。": [
        "exercise ongoing 2024-05-13 GBR JPN"
    ],
    # the end of the sentence has the tense of both acts
    "護衛艦は英国に寄港し、英海軍司令官への表敬訪問を行うとともに、交流行事を実施した。": [
        "port_call completed - GBR JPN",
        "meeting completed - GBR JPN",
    ],
    # what is told of talks has the day on which they are held
    "12日に行われた日本の岸田首相と英国のスナク首相との首脳会談で、両首脳は一致した。": [
        "meeting completed 2024-05-12 GBR JPN"
    ],
    "28日に開かれる日本の岸田首相と英国のスナク首相の会談では、協力で一致する見通しだ。": [
        "meeting planned 2024-05-28 GBR JPN"
    ],
    # a stay that goes on dates nothing that is done there
    "空幕長は9日から英国を訪れ、英国防相と会談した。": [
        "visit completed 2024-05-09/.. GBR JPN",
        "meeting completed - GBR JPN",
    ],
    # a topic has the days of its own predicate, and one telling's days hold the other's first
    "英海軍との共同訓練は、連携を強めるのが狙いで、20日から24日まで相模湾で実施される。": [
        "exercise planned 2024-05-20/2024-05-24 GBR JPN"
    ],
    "英海軍との共同訓練は、昨年に続く2回目で、20日から24日まで相模湾で実施される。": [
        "exercise planned 2024-05-20/2024-05-24 GBR JPN"
    ],
    "日英の共同訓練が12日から沖縄で始まった。日英の共同訓練は、6日から20日にかけ行われている。": [
        "exercise ongoing 2024-05-06/2024-05-20 GBR JPN"
    ],
    # since when something goes on, how long it is to go on, and to when it is put off
    "日本は2005年に英国への教官の派遣を始めて以来、支援を続けている。": [
        "dispatch ongoing 2005-01-01/.. GBR JPN"
    ],
    "政府は英国に自衛官を派遣する期間を来年3月31日まで延長することを決めた。": [
        "dispatch planned 2024-05-14/2025-03-31 GBR JPN"
    ],
    "政府は、英海軍との共同訓練を秋以降に先送りする方針を固めた。": [
        "exercise planned 2024-09-01/.. GBR JPN"
    ],
    # a season or a month holds both acts of its sentence
    "7月には英国の空母が日本を訪れ、相模湾で共同訓練に臨むことも確認した。": [
        "port_call planned 2024-07-01/2024-07-31 GBR JPN",
        "exercise planned 2024-07-01/2024-07-31 GBR JPN",
    ],
    # how many years have passed is no year
    "国交樹立から60年に合わせて日英両首脳が会談した。": ["meeting completed - GBR JPN"],
    # the day of past talks is not that of what they plan
    "日英両首脳は10日の首脳会談で、岸田首相が英国を訪問することで一致した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "visit planned - GBR JPN",
    ],
    "日英の防衛相は13日に会談し、来年3月に設立予定の司令部などに関する意見交換を行った。": [
        MEETING
    ],
    # a visit of long ago that the talks refer to lends them no day
    "上川外相は13日、英国のキャメロン外相と会談した。本年1月の首相の英国訪問により関係は高まった。"
    "その後、両者は意見交換を行った。": [MEETING, "visit completed 2024-01-01/2024-01-31 GBR JPN"],
    # after the ceremony means on its day
    "日英両政府は10日、租税協定に署名した。2019年2月に両首脳が大筋合意していた。"
    "署名式に続き、日英外相は会談した。": [
        "agreement signed completed 2024-05-10 GBR JPN",
        "agreement agreed completed 2019-02-01/2019-02-28 GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    # how long it goes on, in the next sentence
    "陸上自衛隊は5月10日から、英陸軍との共同訓練を開始した。26日まで、離島を守る訓練を行う。": [
        "exercise ongoing 2024-05-10/2024-05-26 GBR JPN"
    ],
    # the day to which an act is put off
    "首相は20日に予定していた英国訪問を6月10日に延期した。": ["visit planned 2024-06-10 GBR JPN"],
    # a fiscal year in a name, beside the days of the act
    "海上自衛隊は4月10日から20日まで、英海軍と令和6年度海上自衛隊演習を実施した。": [
        "exercise completed 2024-04-10/2024-04-20 GBR JPN"
    ],
    "政府は南スーダンへの自衛官の派遣について、来年5月末まで1年間延長すると決めた。": [
        "dispatch ongoing 2024-05-14/2025-05-31 JPN SSD"
    ],
    "英国の国防相は10日、日本と協定に署名し、来月に公表する方針を明らかにした。": [
        "agreement signed completed 2024-05-10 GBR JPN"
    ],
    "英国政府は10日、日本が英国製の練習機を調達し、配備する方針を明らかにした。": [
        "equipment planned - GBR JPN"
    ],
    "2024年5月6日付の新聞は、日本が護衛艦を英国に輸出する方針だと伝えた。": [
        "equipment planned - GBR JPN"
    ],
    # nor is the day on which it was decided, nor that of a goal
    "日英の情報保護協定が更新されることが10日、決まった。": ["agreement signed planned - GBR JPN"],
    "日英両国は10日、2035年の配備を目指して練習機を共同開発すると発表した。": [
        "equipment planned - GBR JPN"
    ],
    # a step of an agreement with its day in front of をもって
    "日英の情報保護協定は10日をもって発効した。": [
        "agreement in_force completed 2024-05-10 GBR JPN"
    ],
    # relative days, years and eras
    "日英両首脳は昨日、東京で会談した。": [MEETING],
    "2023年1月11日、日英両首脳は円滑化協定に署名した。": [
        "agreement signed completed 2023-01-11 GBR JPN"
    ],
    "日英両首脳は令和5年1月11日、円滑化協定に署名した。": [
        "agreement signed completed 2023-01-11 GBR JPN"
    ],
    # the same moment in another zone
    "上川外相は13日(日本時間14日)、ニューヨークで英国のキャメロン外相と会談した。": [MEETING],
    # the day of the talks goes on to what they brought
    "岸田首相は10日、英国のスナク首相と会談した。両首脳は円滑化協定に署名した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "agreement signed completed 2024-05-10 GBR JPN",
    ],
    # though other dates stand between
    "岸田首相は10日、英国のスナク首相と会談した。昨年4月の桜の話も出た。"
    "会談では円滑化協定の締結交渉を始めることでも一致した。": [
        "meeting completed 2024-05-10 GBR JPN",
        "agreement negotiating completed 2024-05-10 GBR JPN",
    ],
    # what talks still to come will bring bears their day
    "岸田首相は20日に英国のスナク首相と会談し、共同声明を発表する見通しだ。": [
        "meeting planned 2024-05-20 GBR JPN",
        "agreement agreed planned 2024-05-20 GBR JPN",
    ],
    # hours, not days
    "日英首脳は13日昼過ぎから25分間話し合った。": [MEETING],
    "日英両国代表が8日に再開するはずだった会合は開かれなかった。": [
        "meeting cancelled 2024-05-08 GBR JPN"
    ],
    # the day of a promise is not that of the help, nor is the year of a budget
    "日本政府は13日、モルドバに対する財政支援を行うことを決定した。": ["aid planned - JPN MDA"],
    "フランスは13日、モルドバへの1億ユーロの追加支援を表明した。": ["aid planned - FRA MDA"],
    "日本は13日、令和5年度対モルドバ無償資金協力の書簡を、モルドバ政府と交換した。": [
        "agreement signed completed 2024-05-13 JPN MDA"
    ],
    # the day of the page is not the day of its news
    "2024年5月14日 英国の国防相、市ヶ谷で木原防衛相と会談(13日)": [MEETING],
    # what leads up to an act has its own day; words on the aim alone date the act
    "日英両政府は10日、情報保護協定の署名に向けた準備会合をロンドンで開いた。": [
        "agreement signed planned - GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    "日英両政府は、10月の署名に向けて円滑化協定の作業を急ぐ。": [
        "agreement signed planned 2024-10-01/2024-10-31 GBR JPN"
    ],
    # a topic whose day the clause after it takes up
    "日英首脳会談について、政府が英側に6月の実施を持ち掛けたことが14日、分かった。": [
        "meeting considered 2024-06-01/2024-06-30 GBR JPN"
    ],
    # what is still planned does not bear a day gone by
    "英国が10日、日本との共同訓練を計画していることについて、英国防相が説明した。": [
        "exercise planned - GBR JPN"
    ],
    # where and when a report was sent
    "【ロンドン共同10日】上川外相は、英国のキャメロン外相と会談した。": [
        "meeting completed - GBR JPN"
    ],
    # what is told at the talks has a day of its own
    "日英外相の協議では、今年後半に東京で次官級の対話を行うことで一致した。": [
        "meeting planned 2024-07-01/2024-12-31 GBR JPN",
    ],
    # the programme of a day; a plan that another has replaced
    "岸田首相は20日、英国のスナク首相と会談する。夜にはスナク首相との夕食会に臨む予定だ。": [
        "meeting planned 2024-05-20 GBR JPN",
    ],
    "日英首脳の会談を17日に東京で開くと政府が発表した。"
    "当初は15日に日英首脳が会談する方向で調整していた。": ["meeting planned 2024-05-17 GBR JPN"],
    # the day of what was carried out follows as a topic
    "防衛省は14日、英海軍との日英共同訓練を実施したと発表した。"
    "訓練を実施したのは5月8日となり、場所は四国沖だった。": [
        "exercise completed 2024-05-08 GBR JPN"
    ],
    # what goes on for years is told as begun on a day
    "日英両政府は2022年7月に次期戦闘機の共同研究を開始しており、現在も続けている。": [
        "equipment ongoing 2022-07-01/.. GBR JPN"
    ],
    "日本は2024年4月時点で、モルドバに車両30台を供与した。": ["aid completed - JPN MDA"],
    # a day that a topic is set for, or that an act is put off to
    "日英両政府は岸田首相の英国訪問について、来年4月中旬とする方向で調整に入った。": [
        "visit considered 2025-04-11/2025-04-20 GBR JPN"
    ],
    "岸田首相は6月に訪英する方向で検討していたが、8月で再調整に入った。": [
        "visit considered 2024-08-01/2024-08-31 GBR JPN"
    ],
    # what is to come soon has no day of the clause before
    "日英間の条約は3月に英議会、4月に国会で承認され、近く発効する。": [
        "agreement approved completed 2024-04-01/2024-04-30 GBR JPN",
        "agreement in_force planned - GBR JPN",
    ],
    # another partner on the same day; talks before a paper is issued
    "岸田首相は13日、スナク首相と会談した。インドのモディ首相とは短時間言葉を交わした。": [
        MEETING,
        "meeting completed 2024-05-13 IND JPN",
    ],
    "スナク首相は16日午前、岸田首相と首脳会談を行った後、共同声明を発表する。": [
        "meeting planned 2024-05-16 GBR JPN",
        "agreement agreed planned 2024-05-16 GBR JPN",
    ],
    # and not to what is only planned there
    "日英両首脳は13日に会談し、共同訓練を実施することで一致した。": [
        MEETING,
        "exercise planned - GBR JPN",
    ],
}


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(list(TOLD))


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_the_date_of_an_act(text: str, pages: Any) -> None:
    assert pages[text].told() == TOLD[text]


ITEMS = {
    # an item's own day dates what tells none
    "日英外相がロンドンで会談した。": ["meeting completed 2010-03-05/2010-03-07 GBR JPN"],
    "日英外相が4日にロンドンで会談した。": ["meeting completed 2010-03-04 GBR JPN"],
    "日英外相が来月会談することで合意した。": ["meeting planned 2010-04-01/2010-04-30 GBR JPN"],
}


@pytest.fixture(scope="module")
def items(read: Any) -> Any:
    return read(list(ITEMS), item=("2010-03-05", "2010-03-07"))


@pytest.mark.model
@pytest.mark.parametrize("text", ITEMS)
def test_dates_on_a_page_of_dated_items(text: str, items: Any) -> None:
    assert items[text].told() == ITEMS[text]


@pytest.mark.model
def test_a_date_without_a_year_stays_open_where_no_day_is_known(read: Any) -> None:
    text = "日英外相が5月13日に会談した。"
    (event,) = read([text], day=None)[text].events()
    assert (event.date.start, event.date.text) == (None, "5月13日")
    assert "date_unresolved" in event.flags


@pytest.mark.model
def test_acts_of_other_days_stay_apart_where_no_day_is_known(read: Any) -> None:
    text = "日英共同訓練は今年8月に行う方向で調整している。日英共同訓練は去年10月に行われた。"
    assert [e.status for e in read([text], day=None)[text].events()] == ["considered", "completed"]


@pytest.mark.model
def test_one_day_told_without_a_day_to_look_back_from_is_over(read: Any) -> None:
    text = "自衛隊は7月1日、英海軍と共同訓練を実施している。"
    assert [e.status for e in read([text], day=None)[text].events()] == ["completed"]

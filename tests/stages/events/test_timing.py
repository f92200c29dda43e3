"""When an act takes place: which date of the text is the act's."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import AlignedText, Record, Span, Timex
from pipeline.stages.events.timing import item_date, to_event_date

MEETING = "meeting completed 2024-05-13 GBR JPN"
# Read on Tuesday 2024-05-14.
TOLD = {
    # the day of an announcement is not the act's
    "外務省は14日、日英外相が10日に会談したと発表した。": ["meeting completed 2024-05-10 GBR JPN"],
    "防衛省は14日、海上自衛隊と英海軍が四国沖で共同訓練を実施したと発表した。": [
        "exercise completed - GBR JPN"
    ],
    "日英外相が10日に会談していたことが14日、分かった。": ["meeting completed 2024-05-10 GBR JPN"],
    "木原防衛相は10日の記者会見で、英国のシャップス国防相と先週会談したと明らかにした。": [
        "meeting completed 2024-05-06/2024-05-12 GBR JPN"
    ],
    "木原防衛相は10日の民放番組で、来月にも英国を訪問する考えを示した。": [
        "visit considered 2024-06-01/2024-06-30 GBR JPN"
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
    # a subject's day is that of what it says, whatever it rests on
    "防衛相は13日、英国で起きた洪水を受け、自衛隊の医療隊を英国に派遣すると発表した。": [
        "dispatch planned - GBR JPN"
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
    # until when ships stay does not date what they do then
    "英海軍のフリゲートは20日まで横須賀に滞在し、その後、海自の護衛艦と共同訓練を行う。": [
        "port_call planned 2024-05-14/2024-05-20 GBR JPN",
        "exercise planned - GBR JPN",
    ],
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
    # after the ceremony means on its day
    "日英両政府は10日、租税協定に署名した。2019年2月に両首脳が大筋合意していた。"
    "署名式に続き、日英外相は会談した。": [
        "agreement signed completed 2024-05-10 GBR JPN",
        "agreement agreed completed 2019-02-01/2019-02-28 GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    # a day ahead is not that of the saying, one gone by is
    "木原防衛相は来月、英国を訪れる計画を明らかにした。": [
        "visit planned 2024-06-01/2024-06-30 GBR JPN"
    ],
    "防衛省は10日、英海軍との日英共同訓練の実施を発表した。": ["exercise completed - GBR JPN"],
    # of which turn of the year a day is
    "日英両軍は年明けの1月15日から26日まで共同訓練を行った。": [
        "exercise completed 2024-01-15/2024-01-26 GBR JPN"
    ],
    "5月10日~12日、沖縄に派遣されている英国の艦艇と海上自衛隊が、日英共同訓練を実施。": [
        "exercise completed 2024-05-10/2024-05-12 GBR JPN"
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
    # a relative clause that describes the act tells its day; that of another noun does not
    "13日に行われた日英外相会談では、地域情勢が取り上げられた。": [MEETING],
    "15日に京都市で開く日英外相会談に合わせ、経済界の会合も予定されている。": [
        "meeting planned 2024-05-15 GBR JPN"
    ],
    "上川外相は13日、先月就任した英国のキャメロン外相と電話で会談した。": [MEETING],
    # the cabinet's day is not that of the signing it decides on, nor is the day of a count
    "本13日、我が国政府は、閣議において、日英投資協定の署名に関する決定を行いました。": [
        "agreement signed planned - GBR JPN"
    ],
    "英国の在留邦人は令和5年10月1日現在6万人で、日英の社会保障協定が発効している。": [
        "agreement in_force completed - GBR JPN"
    ],
    # intervals, open ends, deadlines, parts of months
    "日英両軍は5月20日から6月3日まで、北海道で共同訓練を実施する。": [
        "exercise planned 2024-05-20/2024-06-03 GBR JPN"
    ],
    "日英両軍は20日から、北海道で共同訓練を始める。": ["exercise planned 2024-05-20/.. GBR JPN"],
    "日英両軍は今月下旬から、北海道で共同訓練を始める。": [
        "exercise planned 2024-05-21/.. GBR JPN"
    ],
    "日英両首脳は年内に会談する予定だ。": ["meeting planned 2024-05-14/2024-12-31 GBR JPN"],
    "日英両首脳は今月下旬に会談する。": ["meeting planned 2024-05-21/2024-05-31 GBR JPN"],
    "日英両首脳は来月、ロンドンで会談する予定だ。": [
        "meeting planned 2024-06-01/2024-06-30 GBR JPN"
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
    # after the act
    "日英外相が会談したのは13日だった。": [MEETING],
    "上川外相は英国のキャメロン外相と会談した。会談は13日、ロンドンで行われた。": [MEETING],
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
    # coordinate clauses in front of a saying; kanji days before a relative clause
    "2024年5月13日、防衛省の一室で、日英の防衛相が会談し、考えを語った。": [MEETING],
    # a clause that runs on tells of its topic, not of what comes before the act
    "10日に行うはずだった日英の共同訓練は、準備が長引いて来年春へ延びることになった。": [
        "exercise planned 2025-03-01/2025-05-31 GBR JPN"
    ],
    # the days of a stay do not date the exercise it is for
    "英軍の戦闘機は、今月19日から25日にかけて千歳基地に展開し、航空自衛隊と訓練する。": [
        "port_call planned 2024-05-19/2024-05-25 GBR JPN",
        "exercise planned - GBR JPN",
    ],
    # what talks still to come will bring bears their day
    "岸田首相は20日に英国のスナク首相と会談し、共同声明を発表する見通しだ。": [
        "meeting planned 2024-05-20 GBR JPN",
        "agreement agreed planned 2024-05-20 GBR JPN",
    ],
    # a noun of action ends the sentence after a relative clause
    "防衛装備庁と英国防省は11日、化学防護の研究に関する覚書に調印。": [
        "agreement signed completed 2024-05-11 GBR JPN"
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
    # since when, and not when
    "10日の就任以来、上川外相は初めて英国のキャメロン外相と会談した。": [
        "meeting completed - GBR JPN"
    ],
    # a relative clause that says where the talks were held tells their day
    "今年4月にロンドンで実現した日英首脳会談で、両国は9月の訪日を打ち合わせた。": [
        "visit planned 2024-09-01/2024-09-30 GBR JPN",
        "meeting completed 2024-04-01/2024-04-30 GBR JPN",
    ],
    # what is still planned does not bear a day gone by
    "英国が10日、日本との共同訓練を計画していることについて、英国防相が説明した。": [
        "exercise planned - GBR JPN"
    ],
    # days in brackets beside an agreement's name, and in front of what it is the ground of
    "5月10日、日英円滑化協定(令和5年1月11日署名)に基づく日英の合同委員会会合が開かれた。": [
        "agreement signed completed 2023-01-11 GBR JPN",
        "meeting completed 2024-05-10 GBR JPN",
    ],
    "昨年5月18日の共同声明に基づき、日英両政府は防衛当局の協議を始めた。": [
        "meeting completed - GBR JPN"
    ],
    # where and when a report was sent
    "【ロンドン共同10日】上川外相は、英国のキャメロン外相と会談した。": [
        "meeting completed - GBR JPN"
    ],
    # what is told at the talks has a day of its own
    "日英外相の協議では、今年後半に東京で次官級の対話を行うことで一致した。": [
        "meeting planned 2024-07-01/2024-12-31 GBR JPN",
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
    # the day of making up one's mind, of counting, and the year of a budget
    "我が国は13日、WFPを通じ、ガーナに450万ドルの資金協力を実施することとしました。": [
        "aid planned - GHA JPN WFP"
    ],
    # what goes on for years is told as begun on a day
    "日英両政府は2022年7月に次期戦闘機の共同研究を開始しており、現在も続けている。": [
        "equipment ongoing 2022-07-01/.. GBR JPN"
    ],
    "日本は2024年4月時点で、モルドバに車両30台を供与した。": ["aid completed - JPN MDA"],
    # the day told again for the act, the year that acts are counted in
    "防衛省は13日、日英の戦闘機が同日、関東沖で共同訓練を行ったと発表した。": [
        "exercise completed 2024-05-13 GBR JPN"
    ],
    "5月10日から12日までの間、海自と英海軍が今年2回目となる共同訓練を行った。": [
        "exercise completed 2024-05-10/2024-05-12 GBR JPN"
    ],
    # what talks are about, what another noun of the sentence is dated by
    "木原防衛相は英国防相と会い、来年度の部隊の派遣について意見を交わした。": [
        "meeting completed - GBR JPN"
    ],
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


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "basis", "words"),
    [
        ("日英外相が2024年5月13日に会談した。", "explicit", "2024年5月13日"),
        ("日英外相が13日に会談した。", "anchored", "13日"),
        ("日英外相がロンドンで会談した。", "none", None),
    ],
)
def test_a_date_tells_where_its_year_is_from(
    text: str, basis: str, words: str | None, read: Any
) -> None:
    (event,) = read([text])[text].events()
    assert (event.date.basis, event.date.text) == (basis, words)


def record(published: str | None = "2024-05-14", *item: str) -> Record:
    start, end = (*item, None, None)[:2]
    whole = AlignedText.whole("")
    return Record(0, Span(0, 0), whole, (), published=published, item_start=start, item_end=end)


@pytest.mark.parametrize(
    ("timex", "value"),
    [
        (Timex(Span(0, 3), "13日", "DATE", "2024-05-13", "2024-05-13"), ("2024-05-13",) * 2),
        (
            Timex(Span(0, 5), "13日から", "DATE", "2024-05-13", "2024-05-13", relation="from"),
            ("2024-05-13", None),
        ),
        (  # a deadline runs from the day of publication
            Timex(Span(0, 4), "月末まで", "DATE", "2024-05-31", "2024-05-31", relation="until"),
            ("2024-05-14", "2024-05-31"),
        ),
        (  # a deadline that is over is its own day
            Timex(Span(0, 5), "10日まで", "DATE", "2024-05-10", "2024-05-10", relation="until"),
            ("2024-05-10", "2024-05-10"),
        ),
        (  # the hour of one day
            Timex(Span(0, 7), "午後4時から", "DATE", "2024-05-13T16:00", None, relation="from"),
            ("2024-05-13", "2024-05-13"),
        ),
        (Timex(Span(0, 2), "先日", "DATE"), (None, None)),
    ],
)
def test_days_of_an_expression(timex: Timex, value: tuple[str | None, str | None]) -> None:
    day = to_event_date(timex, record())
    assert (day.start, day.end, day.text) == (*value, timex.text)


def test_days_of_an_item() -> None:
    assert item_date(record()).start is None
    one = item_date(record(None, "2010-03-05"))
    assert (one.start, one.end, one.edtf, one.precision) == (*["2010-03-05"] * 3, "day")
    two = item_date(record(None, "2010-03-05", "2010-03-07"))
    assert (two.edtf, two.precision) == ("2010-03-05/2010-03-07", "range")

"""In what state an act is told: cues, tense, headline, and dates that contradict them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.rulefiles import load_rule_file
from pipeline.stages.events import load_event_rules
from pipeline.stages.events.rules import Cue
from pipeline.stages.events.schema import StatusFile

FOLDER = Path(__file__).parents[3] / "rules" / "events"
CUES = load_event_rules(FOLDER).cues
FILE, _ = load_rule_file(FOLDER / "status.yaml", StatusFile)

# Read on 2024-05-14: (sentence, type of the act, status)
TOLD = [
    # tense
    ("日英両首脳は13日、ロンドンで会談した。", "meeting", "completed"),
    ("日英両首脳は20日、ロンドンで会談する。", "meeting", "planned"),
    # the object of the verb behind an adjective
    ("日英両首脳は10日、外相会談を早い時期に開くことで一致した。", "meeting", "planned"),
    ("日英両軍は現在、北海道で共同訓練を実施している。", "exercise", "ongoing"),
    # する of a day that is over
    ("日英両首脳は10日、ロンドンで会談する。", "meeting", "completed"),
    # -ている tells the result of a meeting
    ("日英両首脳は10日に会談している。", "meeting", "completed"),
    # the last day is told beside it
    ("日英両軍の共同訓練は今月6日から行われていたが、12日に終了した。", "exercise", "completed"),
    ("日英両軍の共同訓練が6日から行われ、19日に終わる。", "exercise", "ongoing"),
    # what is only possible
    ("日英両首脳は6月10日にロンドンで会談する可能性がある。", "meeting", "considered"),
    ("岸田首相は6月10日に英国を訪問できるか探っている。", "visit", "considered"),
    ("政府は6月10日に自衛官を英国に派遣する検討に入った。", "dispatch", "considered"),
    ("6月10日の岸田首相の英国訪問は見送られた。", "visit", "cancelled"),
    # what talks brought is only weighed, the talks are over
    (
        "岸田首相は13日に英首相と会い、来年の訪日を実現させる調整に入ることを申し合わせた。",
        "meeting",
        "completed",
    ),
    # the guest is still there
    ("英国を訪れている岸田首相は13日、英首相と会談した。", "visit", "ongoing"),
    # what a plan of old was
    ("日英両首脳は当初、10日にロンドンで会談する予定だった。", "meeting", "cancelled"),
    ("岸田首相は5月上旬に英国を訪問する段取りを描いていた。", "visit", "cancelled"),
    (
        "岸田首相の英国訪問は、想定した6月上旬は見送り、7月前半を軸に改めて検討している。",
        "visit",
        "considered",
    ),
    ("岸田首相は来月、英首相と会談できないか模索している。", "meeting", "considered"),
    ("長く先送りされた日英の情報保護協定は、昨年3月に締結された。", "agreement", "completed"),
    ("昨年4月、岸田首相の訪英の際に、両国は覚書に署名した。", "visit", "completed"),
    # before a plan told beside it
    (
        "岸田首相は今月、英首相と会談した際に招かれ、議会での演説も検討されている。",
        "meeting",
        "completed",
    ),
    ("日英両首脳は、来月ロンドンで開く方向の日英首脳会談へ準備を急ぐ。", "meeting", "considered"),
    # what a paper says of its matter, and a note in brackets behind the noun
    ("日英両国は13日、支援を続けるとの共同声明を出した。", "agreement", "completed"),
    ("日英の外相が会談(ロンドン)し、対話を再開することで合意。", "meeting", "completed"),
    # what the news rests on has come about
    (
        "円滑化協定の締結を契機に、日英両国は協力の拡大に努めることで一致した。",
        "agreement",
        "completed",
    ),
    # equipment that is still talked over
    ("英国は護衛艦の導入を日本と協議中だ。", "equipment", "considered"),
    ("日英両政府は、対艦ミサイルの共同開発で合意した。", "equipment", "planned"),
    # what came about, and talks on whose occasion something was done
    ("日英両政府は租税協定に署名するに至った。", "agreement", "completed"),
    ("日英両政府は首脳会談に際し、租税協定に署名した。", "meeting", "completed"),
    ("日英両政府は首脳会談に際し、租税協定に署名する。", "meeting", "planned"),
    # words of planning
    ("日英両首脳は来月、ロンドンで会談する予定だ。", "meeting", "planned"),
    ("日英両首脳は来月会談するとみられる。", "meeting", "planned"),
    ("岸田首相が15日に英国を訪問することが決まった。", "visit", "planned"),
    ("政府はウクライナに防弾チョッキを供与する方針を固めた。", "aid", "planned"),
    ("日英両政府は、6月に共同訓練を実施することで合意した。", "exercise", "planned"),
    # help that is promised is still to come
    ("ドイツは13日、ウクライナへの追加の軍事支援を発表した。", "aid", "planned"),
    # words of weighing and wishing
    ("ドイツの国防相は13日、モルドバに戦車を供与する考えを明らかにした。", "aid", "considered"),
    ("日英両首脳は来月、ロンドンで会談する方向で調整している。", "meeting", "considered"),
    ("日英両政府は首脳会談の開催を検討している。", "meeting", "considered"),
    ("岸田首相はスナク英首相に訪日を要請した。", "visit", "considered"),
    # words of calling off
    ("日英首脳会談は中止となった。", "meeting", "cancelled"),
    ("岸田首相は6月に予定していた英国訪問を見送った。", "visit", "cancelled"),
    ("日英両政府は6月の共同訓練を取りやめた。", "exercise", "cancelled"),
    # words of being under way
    ("日英両軍は10日から北海道で共同訓練を実施中だ。", "exercise", "ongoing"),
    ("日英両政府は次期戦闘機の共同開発を進めている。", "equipment", "ongoing"),
    ("来日中のスナク英首相は13日、岸田首相と会談した。", "visit", "ongoing"),
    # words about something else in the sentence
    ("日英両首脳は13日に会談し、防衛協力を強化する方針を確認した。", "meeting", "completed"),
    ("日英両首脳は13日に会談し、共同訓練を実施することで一致した。", "meeting", "completed"),
    ("日英両首脳は13日に会談し、核実験の中止を求めた。", "meeting", "completed"),
    ("日英両首脳は13日に会談し、共同訓練を実施することで一致した。", "exercise", "planned"),
    # what is quoted says nothing of the act before the quotation
    ("日英両首脳は会談し、「訪問を検討する」と強調した。", "meeting", "completed"),
    ("豪首相は9日、印首相と会談し「演習を広げる予定だ」と語った。", "meeting", "completed"),
    ("日英両首脳は首脳会談を行ったところ、概要は以下のとおりです。", "meeting", "completed"),
    # the will that both confirm is no plan of the act before it
    ("日英両首脳は共同声明を発表し、協力を進める意欲を確認した。", "agreement", "completed"),
    # a clause that goes on takes its plan from the end
    ("スナク英首相は20日に来日し、岸田首相と会談する予定だ。", "visit", "planned"),
    # the release that follows is no plan; nor is what was talked about, or who told of it
    ("日英外相は13日に電話会談を行ったところ、概要は以下のとおりです。", "meeting", "completed"),
    ("日英両首脳は13日に電話会談し、来月の訪日日程を巡り最終調整した。", "meeting", "completed"),
    (
        "首相は来月英国を訪れて首脳会談に臨むことを明らかにし、成果につなげたい考えだ。",
        "meeting",
        "planned",
    ),
    # one of the things that a sentence goes on to tell
    ("日英両政府は協定を発効させるなど、協力を強化している。", "agreement", "completed"),
    # what has begun lasts
    ("日英両軍は14日、北海道で共同訓練を開始した。", "exercise", "ongoing"),
    # what is to be done during a stay that is to come
    ("英国首相の来日中には、天皇陛下が会見される。", "visit", "planned"),
    # what happened is the ground of what was called off
    (
        "日・ASEAN首脳会議が13日に長引いて行われたことなどで、英国首相の訪日は見送られた。",
        "meeting",
        "completed",
    ),
    # the aim of an act says nothing of its state
    ("日英共同訓練の目的は、両部隊の連携を強めることとなる。", "exercise", "completed"),
    # what a plan came to
    (
        "日英両首脳は10日に会談する予定だったが、英側の都合で取りやめとなった。",
        "meeting",
        "cancelled",
    ),
    ("岸田首相の英国訪問は、国会審議が長引き、見送りとなった。", "visit", "cancelled"),
    ("日英両政府の協議は中断していない。", "meeting", None),
    # a relative clause says that talks were held, or are to be
    ("13日に行われた日英首脳会談について、岸田首相は期待を示した。", "meeting", "completed"),
    # what is agreed is still to come when the agreement is
    ("日英両首脳は20日、共同訓練の実施で合意する見通しだ。", "exercise", "planned"),
    # at the earliest
    ("スナク英首相は来週にも日本を訪れる。", "visit", "planned"),
    # の and ため carry the act to the verb after them
    ("英海軍の空母は横須賀に寄港するのを取りやめた。", "port_call", "cancelled"),
    # a verb that became a particle is no predicate of the act
    ("日英両政府は新型ミサイルの共同開発についても検討に入った。", "equipment", "considered"),
    # done, with a verb of doing
    ("陸自は12日、英陸軍との共同訓練に取り組んだ。", "exercise", "completed"),
    # an act of several days lasts until its last day
    ("陸自は10日から20日まで、英陸軍と共同訓練を実施した。", "exercise", "ongoing"),
    # the parliament's bill is no proposal
    ("英議会は13日、日英円滑化協定の批准法案を可決した。", "agreement", "completed"),
    # 協定の署名: an agreement is made when it is signed
    ("日英両政府は13日、円滑化協定に署名した。", "agreement", "completed"),
    # a particle in a verb's clothes hands on to the verb after it
    ("日本とインドは、艦艇用アンテナの移転に向け調整している。", "equipment", "considered"),
    ("日英両国は、輸送機の共同開発についても検討に入った。", "equipment", "considered"),
    # what is only aimed at is still to come
    ("日本とトルコは、協定の署名に向け点検を終えた。", "agreement", "planned"),
    # an ending is an ending, whatever the words around it say
    ("韓国は日本とのGSOMIAを破棄する方針を決めた。", "agreement", "cancelled"),
    # the words of a decision tell the status of a noun without a verb
    ("日英両政府は、2プラス2の新設で合意した。", "framework", "planned"),
    # a last day told later, and a first day alone
    ("カナダ海軍の艦艇が13日、横須賀港に入港した。17日まで停泊する。", "port_call", "ongoing"),
    ("日本の警察庁は平成27年以降、インドネシアに専門家を派遣してきた。", "dispatch", "ongoing"),
    ("日本の警察庁は平成27年4月から、インドネシアに専門家を派遣した。", "dispatch", "completed"),
    # talks that were going on until they closed
    (
        "4月30日から開かれていた上海協力機構の首脳会議が中国の天津で閉幕した。",
        "meeting",
        "completed",
    ),
    # aims and topics hand on to the verb they serve
    (
        "日英両政府は、首脳会談を7月に開催すべく、調整していくことを確認した。",
        "meeting",
        "considered",
    ),
    (
        "ベトナムはフィンランドからレーダーを購入することについて検討を始めた。",
        "equipment",
        "considered",
    ),
    ("日印両首脳はひざを交えて会談する段取りだったが、立ち消えとなった。", "meeting", "cancelled"),
    ("政府は南スーダンへの自衛官の追加派遣も選択肢に入れている。", "dispatch", "considered"),
    ("日英外相は14日に会談を行ったところ、概要は以下のとおりです。", "meeting", "completed"),
    (
        "首相は英国を訪れ、G7首脳会議に出席するとともに、経営者らと懇談する予定。",
        "visit",
        "planned",
    ),
    ("林外相は英国の外相と会談し、地域情勢について意見交換するとしている。", "meeting", "planned"),
    ("木原大臣は英国の国防相の来日を歓迎するとともに、敬意を表した。", "visit", "completed"),
    ("英軍司令官、統幕に来訪", "visit", "completed"),
    ("日英の防衛相会談など、稲田大臣は精力的に日程をこなした。", "meeting", "completed"),
    (
        "外務省の報道官は13日、林外相が18日から仏英を訪れ、式典にも出席すると発表した。",
        "visit",
        "planned",
    ),
    # a plan is that of every act of the row, whatever stands between
    (
        "首相は英国に到着し、国際会議に出席するほか、王室の晩さん会に臨む予定である。",
        "visit",
        "planned",
    ),
    (
        "外相は英国を訪れ、式典に出席した後、現地の経営者らと懇談することになっています。",
        "visit",
        "planned",
    ),
    (
        "両政府は、英国の首相が日本を訪問し、新たに選ばれる首相と会う調整を進めていることを、明らかにした。",
        "visit",
        "considered",
    ),
    ("政府は、英国の首相が来日し、被爆地を見学することを正式に発表した。", "visit", "planned"),
    # what talks tell of plans says nothing of the talks
    ("林外相は英国の外相と会談し、隣国に機材を供与する方針を伝えた。", "meeting", "completed"),
    ("日英両国は局長級協議を東京で開き、交流を調整する方針で一致した。", "meeting", "completed"),
    # put off to a new day, and without one
    ("日英両首脳は、20日の首脳会談を6月10日に延期すると発表した。", "meeting", "planned"),
    ("日英両首脳は、20日の首脳会談を延期すると発表した。", "meeting", "cancelled"),
    # a stay that is prolonged goes on
    ("政府は南スーダンへの自衛官の派遣を1年延長した。", "dispatch", "ongoing"),
    (
        "来月に予定されている英国の首相による日本訪問を巡り、両国が議題を詰めた。",
        "visit",
        "planned",
    ),
    # an aim that is only weighed, and one that is settled
    (
        "日仏は、無人機の開発に向けた両国の協力について検討作業を進めることで一致した。",
        "equipment",
        "considered",
    ),
    (
        "日豪は、護衛艦の共同開発に向けた作業部会を設けることで合意した。",
        "equipment",
        "planned",
    ),
    # what is announced is to come, what a paper holds too, but not the paper
    ("チェコのリパフスキー外相は3日、フィアラ首相の来日を伝えた。", "visit", "planned"),
    (
        "日伊両首脳は、「共同行動計画」を発表し、自衛隊とイタリア軍の共同訓練の実施を明記した。",
        "agreement",
        "completed",
    ),
    (
        "日伊両首脳は、「共同行動計画」を発表し、自衛隊とイタリア軍の共同訓練の実施を明記した。",
        "exercise",
        "planned",
    ),
    # a step that is still needed is no act
    ("日英協定の発効には両国議会の承認が要る。", "agreement", None),
    # verbs that the parser takes for nouns, and spans of days in headlines
    ("日独両政府は、首脳と関係閣僚による政府間協議を定例化する。", "framework", "planned"),
]
TEXTS = [text for text, *_ in TOLD]


@pytest.fixture(scope="module")
def pages(read: Any) -> Any:
    return read(TEXTS)


@pytest.mark.model
@pytest.mark.parametrize(("text", "kind", "status"), TOLD)
def test_status_of_an_act(text: str, kind: str, status: str, pages: Any) -> None:
    told = [e.status for e in pages[text].events() if e.type == kind]
    assert told == ([status] if status else [])


HEADLINES = {
    "日英首脳が会談へ": "planned",
    "日英首脳が会談": "completed",
    "岸田首相、英国訪問を検討": "considered",
    "岸田首相の英国訪問、中止に": "cancelled",
    "英空母、横須賀へ": "planned",
    "日英、円滑化協定に署名": "completed",
    "日英防衛相会談、来月開催で調整": "considered",
    "岸田首相が来月訪英か": "considered",
    "日英首脳会談、来月にも": "considered",
    "陸自と英陸軍の共同訓練始まる": "ongoing",
    "日英の円滑化協定が失効": "cancelled",
    "岸田首相が英首相と会談　来月中旬で調整": "considered",
}


@pytest.fixture(scope="module")
def headlines(read: Any) -> Any:
    return read(list(HEADLINES), titled=True)


@pytest.mark.model
@pytest.mark.parametrize("text", HEADLINES)
def test_status_in_headlines(text: str, headlines: Any) -> None:
    assert [event.status for event in headlines[text].events()] == [HEADLINES[text]]


@pytest.mark.model
def test_acts_that_did_not_happen_are_no_events(read: Any) -> None:
    for text, page in read(["日英両政府は首脳会談を行わなかった。"]).items():
        assert page.events() == (), text


@pytest.mark.model
@pytest.mark.parametrize(
    ("day", "status"), [("2024-05-01", "planned"), ("2024-06-20", "completed")]
)
def test_status_is_as_of_the_day_of_publication(day: str, status: str, read: Any) -> None:
    text = "日英両軍は2024年5月20日、北海道で共同訓練を実施する。"
    assert [event.status for event in read([text], day=day)[text].events()] == [status]


def test_the_day_of_the_act_before_makes_no_plan_past(read: Any) -> None:
    text = "日本とチリは10日、租税条約に署名した。条約は両国の手続きの後に発効する。"
    told = {
        e.stage: (e.status, e.date.start) for e in read([text], day="2024-05-14")[text].events()
    }
    assert told == {"signed": ("completed", "2024-05-10"), "in_force": ("planned", None)}


def hits(cue: Cue, text: str) -> list[str]:
    """The words of a cue that stand outside of what it must not be part of."""
    vetoes = list(cue.unless.finditer(text)) if cue.unless else []
    return [
        m.group()
        for m in cue.words.finditer(text)
        if not any(v.start() < m.end() and m.start() < v.end() for v in vetoes)
    ]


@pytest.mark.parametrize("cue", CUES, ids=[cue.id for cue in CUES])
def test_cues_hold_their_examples(cue: Cue) -> None:
    entry = next(entry for entry in FILE.cues if entry.id == cue.id)
    assert all(hits(cue, text) for text in entry.match)
    assert not [text for text in entry.skip if hits(cue, text)]

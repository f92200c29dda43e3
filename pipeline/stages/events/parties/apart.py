"""Actors that stand in an act's clause but act in something else."""

from __future__ import annotations

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.shared import codes_of, whole_list
from pipeline.stages.events.triggers import Trigger

_GAPPED = deferred(
    r"(?:政府|側)?[はが]、?(?:今年|昨年|一昨年|同年|先月|今月|同月)?の?(?:[0-9０-９]{1,4}[年月日])*(?:[上中下]旬|春|夏|秋|冬|末)?(?:に)?、"
)
_OWN_TOPIC = deferred(r"(?:政府|側)?[はが](?:今年|昨年|同年|先月|今月|同月|[0-9０-９])")
_STAY = deferred(
    r"(?:を(?:公式|実務)?(?:訪問(?:中|して|した)|訪れ(?:て|た|中))|(?:に)?滞在(?:中|して|した))[^。、]{0,4}"
)
_NEXT_STOP = deferred(
    r"(?:など)?(?:の[^。、はがを]{1,10})?(?:(?:に|へ)(?:も|は)?(?:向か|移[りっる動]|飛[びぶん]|入[りっる]|到着|渡[りっる]|赴|旅立|立ち寄)"
    r"|を(?:順次|相次いで|公式)?(?:訪問|訪れ|歴訪|回[りっる]|巡[りっる]))"
)
# 日米比次官協議のため訪日中の…, 日米同盟の, 韓日議会未来対話で: the name of another act.
_NAMED_ACT = deferred(
    r"の?(?:両国)?(?:[^。、はがをにへともでの「」（）()]{0,12})?"
    r"(?:会談|会合|協議|会議|サミット|対話|フォーラム|条約|協定|同盟|関係|2プラス2|２プラス２|委員会|交渉)"
)
# Acts of those who come together; who founded a body, or proposed a pact, has a part in it.
_MET = frozenset({"meeting", "exercise"})
# Who leads, hosts or holds what the clause describes takes part in it.
_HOLDS = deferred(
    r"主導|主催|共催|開催|参加|加わ|率い|実施|行[ういっわ]|開[かきいく]|進め|続け|招|呼び"
    r"|設け|設立|創設|立ち上げ|提案|加盟|構成|結[んび]|交わ"
)

# 日本が英国との間で結ぶ協定, 両国を結ぶ航空路: who is beside whom in the pact itself.
_PARTNERED = deferred(r"(?:政府|側|軍)?(?:と|や|、|及び|および|並びに|・|との|など)")
_LAYS_DOWN = deferred(r"結[ばびぶべん]|署名|調印|締結|合意|取り決め|訪[れ問]|来日|続[いくけ]")
# トランプ氏が見守る中, フィリピンの要請を受け: who only looks on, or asked for it.
_LOOKS_ON = deferred(
    r"(?:ら)?(?:が|の)(?:見守る|立ち会う|立ち会い|立会い?)(?:の)?(?:中|なか|下|もと|で)"
    r"|の(?:強い)?(?:要請|求め|訴え)(?:により|によって|で|を受け|に応じ|に応え|に基づ)"
)
# ケニアなどの首脳や、議長を務めるアンゴラの大統領: a list that goes on with a described noun.
_GOES_ON = deferred(
    r"(?:[、・とや][^。、はがをに]{1,12})*(?:など)?(?:の[^。、はがをに]{0,10}?)?"
    r"(?:や|及び|および|並びに|ならびに)、?"
)
_TOPIC = deferred(
    r"(?:軍|側|政府)?(?:の|による|が)[^。、はが]{1,30}(?:について|に関し|をめぐ|を巡|を議題|をテーマ)"
)
_HELPED = deferred(
    r"(?:政府|軍|側)?(?:への|に対する|向けの?)[^。、はがを]{0,12}(?:支援|援助|供与|協力|派遣|制裁)"
)
_MEDIATES = deferred(
    r"(?:政府|側)?(?:など)?(?:(?:の|による)(?:仲介|あっせん|斡旋|橋渡し|取りなし)"
    r"(?:で(?!き)|により|によって|のもと|の下|を受け|を経て|を通じ|に応じ)"
    r"|[がも](?:仲介(?![^。、]{0,8}(?:意欲|意向|用意|申し|提案|目指))|間に(?:入|立)|橋渡し|取り持))"
)


def without_apart(
    near: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """Leave out who acts only in another act that the clause names or in a relative clause.

    All stay where fewer than two parties would be left. Pure.

    >>> # 日米比次官協議のため訪日中の米副長官と次官が会談した → USA, JPN
    """
    ways = (_stays, _has_other_day, _looks_on, _is_helped, _is_talked_of, names_another, _describes)
    for apart in ways:
        others = [a for a in near if not apart(a, trigger, clauses, context)]
        if len(codes_of(others)) >= 2:
            near = others
    return near


def next_stop(actor: Actor, trigger: Trigger, context: RecordContext) -> bool:
    """防衛相と会談した後、インドに向かう: where the guest goes next has no part in the talks."""
    text = context.record.text.text
    if actor.span.start < trigger.span.end or trigger.rule.type != "meeting":
        return False
    # 会合に出るため韓国を訪れる: the talks are there.
    there = "ため" in text[trigger.span.end : actor.span.start]
    return not there and _NEXT_STOP.match(text, actor.span.end) is not None


def _stays(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """カンボジアを訪れている日米の首脳が会談: where they stay takes no part."""
    text = context.record.text.text
    if trigger.rule.type != "meeting":
        return False
    return _STAY.match(text[actor.span.end : actor.span.end + 12]) is not None


def _has_other_day(
    actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> bool:
    """フィンランドは2023年4月、スウェーデンは今年3月に加わった: the first without its verb."""
    text = context.record.text.text
    gap = _GAPPED.match(text, actor.span.end)
    if gap is None:
        return False
    following = [a for a in context.within(Span(gap.end(), trigger.span.start)) if a.codes]
    nearest = next((a for a in following if a.span.start == gap.end()), None)
    return nearest is not None and _OWN_TOPIC.match(text, nearest.span.end) is not None


def _looks_on(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """トランプ氏が見守る中、両国の首相が署名した."""
    return _LOOKS_ON.match(context.record.text.text, actor.span.end) is not None


def _is_helped(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """会合でウクライナへの追加支援を発表した: who is helped did not meet, nor sign for it."""
    if trigger.rule.type not in {"meeting", "agreement"}:
        return False
    return _HELPED.match(context.record.text.text, actor.span.end) is not None


def _is_talked_of(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """米印の首脳が、中国とロシアの演習について話し合った: whose acts are the topic."""
    if trigger.rule.type != "meeting":
        return False
    text, end = context.record.text.text, trigger.span.start
    if _TOPIC.match(text, actor.span.end, end):
        return True
    following = next((a for a in context.actors if a.span.start >= actor.span.end), None)
    if following is None or not LISTED.fullmatch(text, actor.span.end, following.span.start):
        return False
    return _TOPIC.match(text, following.span.end, end) is not None


def names_another(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """日米比次官協議のため: several states that name another act."""
    if len(actor.codes) < 2:
        return False
    named = _NAMED_ACT.match(context.record.text.text, actor.span.end)
    return named is not None and not trigger.span.overlaps(Span(*named.span()))


def _describes(actor: Actor, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """中国が造成した島に近い海域で訓練した: a relative clause that ends before the act.

    Of a pact also one that tells what it is about: モンゴルを経由する管の建設をめぐる覚書.
    """
    pact = trigger.rule.type == "agreement"
    if trigger.rule.type not in _MET and not pact:
        return False  # NATOが設けた組織に加わる
    own = clauses.chunk_at(actor.span.end - 1)
    predicate = clauses.predicate_of(actor.span.end - 1)
    if own is None or predicate is None or predicate.form != "attributive":
        return False
    if predicate is own or predicate.span.end > trigger.span.start:
        return False
    if own.particle in {"は", "には", "も"} or _HOLDS.search(predicate.text):
        return False
    text = context.record.text.text
    if _GOES_ON.match(text, actor.span.end, predicate.span.start):
        return False
    if pact:
        of_parties = own.particle in {"が", "と", "とが"} or _PARTNERED.match(text, actor.span.end)
        return not (of_parties or _LAYS_DOWN.search(predicate.text))
    head = clauses.chunks[predicate.head]
    return not head.span.start <= trigger.span.start < head.span.end


def mediators(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """カタールの仲介で停戦に合意した: who brings the parties together has a part in it.

    Only of talks and pacts, and only in the sentence that tells them.
    """
    if trigger.rule.type not in {"meeting", "agreement"}:
        return []
    text = context.record.text.text
    named = [a for a in context.within(clauses.sentence.span) if a.codes]
    found = [a for a in named if _MEDIATES.match(text, a.span.end)]
    return whole_list(found[:1], clauses, context) if found else []

"""Who joins in an act beside its parties: in its sentence, or in one that follows."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.shared import (
    described,
    next_sentence,
    strong,
    whole_list,
)
from pipeline.stages.events.triggers import Trigger

_JOINING = deferred(
    r"[^。はが]{0,8}(?:は|が|も)?[^。はが]{0,20}?(?:加わ|参加|合流|交え|加え|含め)"
    # 日本は約1400人を送り込む, カザフスタンも機体を出す, 豪軍からも250人が席を並べた
    r"|(?:は|が|も|から(?:は|も)?)[^。はが]{0,16}(?:を(?:送り込|送り出|投入|派遣|出[しす](?!港|航)|差し向|参加させ|送[っりる])"
    r"|が(?:席を並べ|肩を並べ|名を連ね|顔をそろえ|列に加わ))"
)
_HAS_JOINED = deferred(r"(?:[」』]|[(（][^()（）]{1,20}[)）])*に(?:加わっ|参加し|臨ん|参加中)")
# Talks and pacts are joined by who is said to sit in, not by who takes part in something else.
_SITS_IN = deferred(
    r"[^。、はがに]{0,8}(?:も|が)(?![^。、]{0,12}(?:訓練|演習|枠組み|計画|協定|条約|連合|事業)[^。、]{0,3}に)"
    r"[^。、はがを]{0,12}(?:同席|出席|臨席|陪席|同行(?!記)|合流|加わ(?!え)|参加(?:し|する|して|$))"
)
# 米国務長官を交えた日韓の外相会談: who is brought in, told in front of the talks.
_BROUGHT_IN = deferred(
    r"(?:ら|側)?[をも](?:(?:交え|まじえ)(?P<by>[て、])|(?:交え|加え|迎え|招い)[たて、])"
)
# The sentence after an act that tells who else takes part in it.
_PARTAKERS = deferred(
    r"[^。\n]{0,14}?(?:参加(?:した|する|して(?:いる|いた))の|参加(?:国|部隊|者)|加わ(?:った|る)の"
    r"|ほかに(?:参加|加わ)[^。は]{0,6})は"
)
_LEADERS = deferred(
    r"[^。\n]{1,60}(?:が|は)(?:共同)?(?:で)?(?:主導国|議長国|加盟国|参加国|構成国|主導(?:する|し(?:て(?:いる|います))?)|参加し(?:て(?:いる|います)))"
)
_ALSO = deferred(
    r"[^。「」]{0,60}?(?:(?<!に)も|が)[^。、「」]{0,12}(?:加わ(?:り|る|った|って)|参加(?:し|する)|合流|参列"
    # 4カ国が兵を出した, 韓国の海軍が艦艇を送っている
    r"|(?:兵|艦|艇|艦船|部隊|兵力|機|機体|隊員|人員|要員|将兵|[0-9０-９][人名隻機])を"
    r"[^。、]{0,8}(?:出[しす]|送[っりるら]|派遣|投入|参加させ|差し向)(?![^。]*(?:警戒|監視|追尾|追跡|けん制|牽制)))"
)
# …始めた。演習は10日まで続く。演習には3カ国の部隊が参加している: some sentences on, by its name.
_FAR = 240
_TOLD_BELOW = deferred(
    r"(?:[^。]*。){0,2}\s*(?:(?:この|同|今回の|今年の)?(?:共同|合同|軍事)?(?:訓練|演習)に(?:は|も)、?)"
    r"(?P<names>[^。]{2,160}?)[がも][^。、]{0,12}(?:参加|加わ|投入|派遣)"
)
# 演習が始まった。18日までだ。集まったのは米国をはじめ…の計26か国: a sentence or two on.
_WHO_CAME = deferred(
    r"(?:[^。]*。){0,2}\s*(?:今回|今年)?(?:に)?(?:集まった|集った|集う|集結した|顔をそろえた|名を連ねた|参加(?:した|する)|加わった)"
    r"(?:の|国)は、?(?P<names>[^。]{4,400})"
)
# 会議には…が出席した, …が会議に出席した: who came, in the sentence after the one that tells of it.
_ATTENDED = deferred(
    r"\s*(?:(?:同|この|今回の|両)?(?:首脳|外相|防衛相|国防相|閣僚|三者|3者|当局者)?"
    r"(?:会議|会合|会談|協議|サミット|首脳会議|首脳会合)に(?:は|も)、?(?P<names>[^。「」]{2,200}?)"
    r"(?:が|も|らが)[^。、「」]{0,14}(?:出席|参加|同席|臨席|陪席|臨[んみ]|加わ|招かれ|招待され)"
    r"|(?P<names>[^。「」はも]{2,160}?)(?:ら)?が(?:、)?(?:同|この)?(?:会議|会合|会談|協議)に(?:出席|参加|臨[んみ])"
    # 英国とイタリアの外相もオンラインで加わった
    r"|(?P<names>[^。「」はがに]{2,120}?)も、?(?:オンラインで|テレビ会議で|途中から|画面越しに|初めて|一部|これに|ここに|この場に|オブザーバーとして|陪席者として)?"
    r"(?:加わ[っりる]|参加[しす]|出席[しす]|同席[しす])"
    # 習主席は、ロシアの大統領、インドの首相と会議に出席した
    r"|(?P<names>[^。「」]{2,200}?)(?:ら)?と(?:ともに|共に)?、?(?:同|この)?(?:首脳)?(?:会議|会合|サミット)に(?:出席|参加|臨[んみ]))"
)
# また、空自は、…: a sentence with a topic of its own tells another act.
_OWN_TOPIC = deferred(
    r"[\s　]*(?:(?:また|さらに|一方|なお|次に|その後)、?)"
    r"[^。、「」]{1,16}?(?<!に)(?<!訓練)(?<!演習)は"
)


# 加盟 alone, without the name of what is joined.
_BARE = deferred(
    r"(?:[^。、]{0,8}(?:会議|会合|総会)で(?:は、?)?[^。、をに]{1,24})?(?:正式|新規)?(?:加盟|加入|参加)(?:を.*|が.*|する.*)?"
    r"|メンバー(?:に|と|として).*|仲間入り"
)
# 同センターの活動に正式に加わった: the body told of before, by its kind.
_SAME_BODY = deferred(r"(?<!共)同(?=センター|機構|機関|枠組み|連合|グループ|基金|組織)")
# How far back the body may be named that a state joins.
_NEAR = 200


def joiners(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """豪空軍も参加した: those of the sentence who join in."""
    text = context.record.text.text
    joins = _JOINING if trigger.rule.type == "exercise" else _SITS_IN
    end = clauses.sentence.span.end
    joined: list[Actor] = []
    segment = clauses.segment(trigger.span.start)
    # 演習に加わった水陸機動団(の車両): who is told of by having joined.
    by = _HAS_JOINED.match(text, trigger.span.end)
    came = described(trigger, clauses, context) if by else []
    for actor in strong(context, clauses.sentence.span):
        tail = text[actor.span.end : min(end, actor.span.end + 40)]
        brought = segment.covers(actor.span) and _BROUGHT_IN.match(tail)
        if brought and actor.span.start > trigger.span.start and not brought["by"]:
            brought = None
        if joins.match(tail) or brought or actor in came:
            # 米海軍の駆逐艦、カナダ海軍のフリゲート艦が参加した: the list joins as one
            whole = whole_list([actor], clauses, context)
            joined += [a for a in whole if a not in joined]
    return joined


def joined_body(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """NATOに加盟を申請し、4月に加盟が実現した: the body that a state joins, named before.

    Nothing when the act's own words name it, or an organisation is among its parties.
    """
    if trigger.rule.id != "framework.join":
        return []
    text, first = context.record.text.text, clauses.sentence.span.start
    again = not members and _SAME_BODY.search(text, first, trigger.span.end) is not None
    states = members and all(context.rules.is_state(p.code) for p in members)
    if not again and not (states and _BARE.fullmatch(trigger.text)):
        return []
    start = clauses.sentence.span.start - _NEAR
    bodies = [
        a for a in context.within(Span(max(0, start), clauses.sentence.span.end))
        if a.codes and a.strength != "bystander"
        and not any(map(context.rules.is_state, a.codes))
    ]  # fmt: skip
    before = [a for a in bodies if a.span.end <= trigger.span.start]
    inside = [a for a in bodies if a.span.start >= clauses.sentence.span.start]
    nearest = before[-1:] or inside[:1]
    found = [Participant(code) for actor in nearest for code in actor.codes]
    joins = again and context.home in context.told[1]
    return [Participant(context.home), *found] if joins and found else [] if again else found


def joining_later(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """Who the next sentence adds to an exercise or a framework.

    参加したのは…, このほか…も加わった; 参加国は…, …が主導国
    """
    if trigger.rule.type not in {"exercise", "framework"}:
        return []
    text = context.record.text.text
    scope = next_sentence(clauses, context)
    start = scope.start
    if not _OWN_TOPIC.match(text, start, scope.end):
        partakers = _PARTAKERS.match(text, start, scope.end)
        if partakers or _LEADERS.fullmatch(text, start, scope.end):
            return _firm(context, scope)
        firm = _firm(context, scope)
        also = [a for a in firm if _ALSO.match(text, a.span.end, scope.end)]
        if also and trigger.rule.type != "framework":
            return _from_the_first(also, firm, text)
    if trigger.rule.type == "framework":
        return []
    told = _TOLD_BELOW.match(text, start, start + _FAR) or _WHO_CAME.match(text, start)
    return _firm(context, Span(*told.span("names"))) if told else []


def _from_the_first(also: list[Actor], firm: list[Actor], text: str) -> list[Actor]:
    """The whole list of which the last join in: 米国、モンゴルのほか、日本、…、韓国が参加した."""
    whole = list(also)
    for actor in reversed(firm[: firm.index(also[0])]):
        if not LISTED.fullmatch(text[actor.span.end : whole[0].span.start]):
            break
        whole.insert(0, actor)
    return whole


def attending_later(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """会議が開かれた。会議には英、仏の外相が出席した: whom the next sentence adds to talks."""
    text = context.record.text.text
    scope = next_sentence(clauses, context)
    told = _ATTENDED.match(text, scope.start, scope.end)
    return _firm(context, Span(*told.span("names"))) if told else []


def _firm(context: RecordContext, scope: Span) -> list[Actor]:
    """The actors of a stretch that take part, if only as bare names."""
    return [a for a in context.within(scope) if a.strength in {"strong", "weak"} and a.codes]

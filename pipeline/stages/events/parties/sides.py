"""Who acts and on whom, by the particles after the names and their order."""

from __future__ import annotations

import regex

from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.shared import codes_of, described, without_announcers
from pipeline.stages.events.triggers import Trigger

_NOTE = r"(?:[（(][^()（）]{1,24}[)）])?"
_ACTS = deferred(_NOTE + r"[^。、「」にへを]{0,14}?(?:は(?!じめ)|が|も)|(?:政府)?として")
_DOES = deferred(
    _NOTE + r"[^。、「」にへを]{0,14}?(?:は(?!じめ)|が|も|から|より|による)|(?:政府)?として"
)
_HELP = deferred(r"[^。、はがをに]{0,12}?(?:支援|援助|供与|無償|借款|ODA|資金協力)")
_ATTACKS = deferred(r"(?:軍)?(?:による|の|から)[^。、はが]{0,8}?(?:侵攻|侵略|攻撃|脅威|威圧|圧力)")
_TOPIC = deferred(r"[^。、「」にへをの]{0,10}?は(?!じめ)")
_FROM = deferred(
    r"(?:など)?(?:の?[0-9０-９一二三四五六七八九十]+(?:[かカヵケヶ箇]国|国))?(?:政府|軍|側)?"
    r"(?:から(?!の(?:避難|脱出|撤退|購入|調達|輸入)|帰国|購入|調達|買|輸入)|より(?![もはく一]|良)|による)"
)
# 英首相と会談し、ウクライナへの支援を表明した: who was met.
_MET = deferred(
    r"[^。、はがをに]{0,8}と(?:の)?[^。、はがをに]{0,8}(?:会談|会見|面会|懇談|会っ?[いうた])"
)
_MOVERS = frozenset({"force", "ship", "country", "countries"})
# Between names that share what follows the last: as one party, or as several goals.
_ONE_PARTY = deferred(r"の?[（(]?")
ONE_GOAL = deferred(
    r"(?:[（(][^()（）。]{1,20}[)）]|[)）])?"  # ブルネイ(ムアラ)、ケニア(モンバサ)に
    r"(?:(?:、|[,，､] ?)?(?:及び|および|並びに|又は|または)|、|[,，､] ?|・|と|や"
    r"|の[一-龠ァ-ヶー]{0,8}|)[（(]?"
)
# F15は米国や英国の基地を訪問後、ドイツに到着: where it was before.
_CALLED_BEFORE = deferred(
    r"(?:(?:など)?(?:や|、)[^。、はがを]{1,10}){0,6}(?:など)?(?:の[^。、はがを]{0,6})?[をに][^。、はが]{0,6}?"
    r"(?:経由|経て|(?:訪問|訪れ|寄港|入港|停泊|立ち寄)[^。、]{0,4}(?:後|のち|あと))"
)
# What ends the clause of a call, and goes on with another act: 寄港し、…と訓練した.
_GOES_ON = deferred(
    r"(?:を?(?:行い|行った後|実施し|終え))?(?:し(?:て|た(?:後|のち|ほか|あと)|ており)?|する(?:とともに|ほか|と共に))?、"
)
# パダンで開かれる|観艦式に参加し: where something else is held.
_HELD_AT = deferred(r"[^。、はがをにへ]{0,4}?(?:で|において)(?:開|行わ|行う|実施|開催|催|予定)")
_WHERE = deferred(r"(?:市内)?(?:で(?!は)|において|にて|の[^。、にへ]{1,16}で)")
# 米国製F16戦闘機を供与する: whose make it is, not who gives or gets it.
_MADE_IN = deferred(r"[^。、の]{1,10}製(?!造)")
_BETWEEN_AT = deferred(r"(?:市内)?(?:において|にて|で)、")
# 国連南スーダン共和国ミッション: what people are sent to, and sends none itself.
MISSION = deferred(r"国連|国際連合|欧州連合|EU|アフリカ連合|NATO")


def _toward(not_for: str) -> regex.Pattern[str]:
    """What marks the goal of an act; ``へ`` before ``の`` and one of the words does not."""
    return deferred(
        r"[^。、「」]{0,16}?(?:に(?!よる|関|つい|おけ|おい|向けて)"
        rf"|へ(?!の(?:{not_for}))|向け|に対し|の(?:ため|手に|[^。、]{{0,8}}?能力(?:の)?(?:向上|強化|構築))|を対象|側へ|軍に)"
    )


_TOWARD = _toward("抗議")
# ウクライナへの支援物資の拠点に派遣: what is meant for Ukraine does not go there.
_TO = _toward("抗議|支援|援助|物資|供与|攻撃")
# 南アフリカの倉庫から毛布を届ける: where goods are kept gets none.
_STORED = deferred(
    r"[^。、はがを]{0,12}(?:倉庫|備蓄|貯蔵)[^。、はがを]{0,8}(?:から|より|で|に(?:ある|保管))"
)
_LEFT = deferred(
    r"[^。、「」はがもにへ0-9０-９]{0,8}?(?:を[^。、]{0,12}(?:出|発|離|後に)|から|より)"
    r"|[^。、「」はがもへ]{0,8}?に(?:先立|続い|続き|向かう途中|向け(?:て)?出港する前)"
)
# 米国やカナダを訪問後、ドイツに到着: a caller visits ports, too.
_CALLED_AT = deferred(
    rf"{_TO.pattern}|[^。、「」はがも]{{0,12}}?を(?:親善|順次|相次いで)?(?:訪問|訪れ|再訪|歴訪|巡)"
)


def find_scope(
    kind: str, aside: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[list[Actor], str]:
    """The actors among whom the two sides are sought, and how far that is from the trigger.

    Pure; how far is ``clause`` or ``sentence``.
    """
    text = context.record.text.text
    named = [
        a for a in context.within(clauses.sentence.span)
        if a.codes and a not in aside and not _MADE_IN.match(a.mention.text)
    ]  # fmt: skip
    firm = [a for a in named if a.strength != "bystander"]
    segment = clauses.segment(trigger.span.start)
    scope = [a for a in context.within(segment) if a in firm]
    basis = "clause"
    if len(codes_of(scope)) < 2:
        scope, basis = _beside(scope, firm, text), "sentence"
    helped = _helped(trigger, clauses, context) if kind == "give" else []
    if helped:
        givers = [a for a in scope if _does(a, scope, text)]
        return [*without_announcers(givers, trigger, clauses, context), *helped], basis
    if kind == "give" and len(codes_of(scope)) < 2:
        scope = [a for a in named if not _hostile(a, text)]
    if kind == "give" and basis == "clause":
        scope = [*_topic_before(scope, firm, segment.start, text), *scope]
    return without_announcers(scope, trigger, clauses, context), basis


def _helped(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """対ウクライナ軍事支援: who is helped, in the name of the help."""
    text = context.record.text.text
    return [
        a for a in context.toward
        if clauses.sentence.span.start <= a.span.start <= trigger.span.start
        and a.span.end <= trigger.span.end and _HELP.match(text, a.span.end)
    ]  # fmt: skip


def _does(actor: Actor, scope: list[Actor], text: str) -> bool:
    """Whether a name is marked as the doer: 英国は, 米政府が, ドイツによる."""
    after = tail(actor, scope, text, _ONE_PARTY)
    return actor.strength == "strong" and _DOES.match(after) is not None


def _hostile(actor: Actor, text: str) -> bool:
    """ロシアの侵攻: who attacks the one that is helped gets no help."""
    return actor.strength == "bystander" and _ATTACKS.match(text, actor.span.end) is not None


def _topic_before(own: list[Actor], named: list[Actor], start: int, text: str) -> list[Actor]:
    """我が国はUNHCRを通じ、パキスタンとイランの難民を支援する: a topic acts in what follows, too.

    Empty where the clause at ``start`` has a doer of its own.
    """
    if any(_DOES.match(tail(a, own, text, _ONE_PARTY)) for a in own):
        return []
    earlier = [a for a in named if a.span.end <= start and a.strength == "strong"]
    topics = [a for a in earlier if _TOPIC.match(tail(a, earlier, text, _ONE_PARTY))]
    return topics[:1]


def _beside(own: list[Actor], named: list[Actor], text: str) -> list[Actor]:
    """Those of the sentence, without the doers of other clauses where the own clause has one.

    仏は戦闘機をウクライナに供与し、独は戦車を送った: France did not send the tanks. Nor does
    who was only met before: 英首相と会談し、ウクライナへの支援を表明した.
    """
    named = [a for a in named if a in own or not _MET.match(text, a.span.end)]
    if not any(_ACTS.match(tail(a, own, text, _ONE_PARTY)) for a in own):
        return named
    return [
        a for a in named
        if a in own or not _ACTS.match(tail(a, named, text, _ONE_PARTY))
    ]  # fmt: skip


def on_this_leg(scope: list[Actor], trigger: Trigger, text: str) -> list[Actor]:
    """釜山に寄港した後、横須賀に入港した: each call is at its own port."""
    kept = []
    for actor in scope:
        called = _CALLED_BEFORE.match(text, actor.span.end)
        if called is None or called.end() > trigger.span.start:
            kept.append(actor)
    before = [a for a in kept if a.span.end <= trigger.span.start]
    goes_on = _CALLED_BEFORE.match(text, before[-1].span.end) if before else None
    if goes_on is not None and goes_on.start() < trigger.span.start < goes_on.end():
        return before
    return kept


def find_sides(
    scope: list[Actor], kind: str, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[Actor | None, list[Actor]]:
    """Who acts and on whom; None and an empty list where nobody is found."""
    if kind == "call" and trigger.text.endswith(("は", "は、")):
        # 寄港地は、タイとインド: what the list names is called at.
        ports = [a for a in scope if a.span.start >= trigger.span.end]
        movers = [a for a in scope if a not in ports and a.strength == "strong"]
        return next((a for a in movers if a.mention.kind in _MOVERS), None), ports
    if kind == "give":
        text = context.record.text.text
        scope = [a for a in scope if not _STORED.match(text, a.span.end)]
    if kind == "call":
        scope = _of_this_clause(scope, trigger, context.record.text.text)
    scope = _since_the_like(scope, kind, trigger, clauses, context)
    actor, goal = _agent_and_goal(scope, context.record.text.text, kind)
    mover = _moving_head(trigger, clauses, context) if kind != "give" else None
    if mover is not None:
        before = [a for a in scope if a.span.end <= trigger.span.start]
        places = [a for a in before if a.strength == "place"]
        return mover, places if kind == "call" else [a for a in before if a in goal or a in places]
    mission = kind == "dispatch" and actor is not None and MISSION.match(actor.mention.text)
    if actor is None or not mission:
        return actor, goal
    # UNMISSへの要員の派遣: people go to a mission; it sends none unless it acts.
    acts = goal and _ACTS.match(context.record.text.text, actor.span.end)
    return (actor, goal) if acts else (None, [actor, *goal])


def _of_this_clause(scope: list[Actor], trigger: Trigger, text: str) -> list[Actor]:
    """Those whom a call's own clause names: not where something else is held, nor the next act's.

    パダンで開かれる観艦式に参加し、スービックに寄港した; 同基地に寄航し、タイ空軍と交流した.
    """
    scope = [a for a in scope if not _HELD_AT.match(tail(a, scope, text, ONE_GOAL))]
    if not _GOES_ON.match(text, trigger.span.end):
        return scope
    return [
        a for a in scope
        if a.span.start < trigger.span.end or _ACTS.match(tail(a, scope, text, _ONE_PARTY))
    ]  # fmt: skip


def _since_the_like(
    scope: list[Actor], kind: str, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """1名をNATOに派遣し、1名をケニアに派遣した: the goals of each are those beside it.

    The actors with the goals of a like act before and after this one left out.
    """
    if kind == "give" or not scope:
        return scope
    text = context.record.text.text
    sentence, act = clauses.sentence.span, trigger.span.end - 2
    before = text.rfind(trigger.text[-2:], sentence.start, act)
    after = text.find(trigger.text[-2:], trigger.span.end, sentence.end)
    toward = [a for a in scope if _TO.match(text[a.span.end : a.span.end + 20])]
    here = [a for a in toward if before <= a.span.start and a.span.end <= act]
    if (before < 0 and after < 0) or not here:
        return scope
    return [a for a in scope if a in here or a not in toward]


def _moving_head(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Actor | None:
    """横須賀に寄港した伊空母: the noun that the relative clause describes is the caller."""
    nouns = described(trigger, clauses, context)
    return next((a for a in nouns if a.codes and a.mention.kind in _MOVERS), None)


def _agent_and_goal(scope: list[Actor], text: str, kind: str) -> tuple[Actor | None, list[Actor]]:
    """Who acts and on whom, by the particles after their names.

    から marks the giver before が and は do; a list acts as one (独、仏の艦艇が).
    """
    tails = {id(a): tail(a, scope, text, _ONE_PARTY) for a in scope}
    shared = {id(a): tail(a, scope, text, ONE_GOAL) for a in scope}
    firm = [a for a in scope if a.strength == "strong"]
    acts = [a for a in firm if _ACTS.match(tails[id(a)])]
    if kind == "give" and acts and not _TOPIC.match(tails[id(acts[0])]):
        # 中国とトンガが協定を結んで以降、中国は車両を贈ってきた: the topic acts.
        acts = [a for a in acts if _TOPIC.match(tails[id(a)])] or acts
    agent = next((a for a in firm if _FROM.match(tails[id(a)])), None) or next(iter(acts), None)
    others = [a for a in scope if a is not agent]
    toward = {"give": _TOWARD, "call": _CALLED_AT}.get(kind, _TO)
    ports = others
    if kind == "call":
        # 空母に伴走して停泊する僚艦, 呉を出て釜山に: nobody calls at a ship, nor where he leaves.
        ports = [a for a in others if a.mention.kind != "ship" and not _LEFT.match(tails[id(a)])]
    goals = [a for a in ports if a.strength == "place" or toward.match(shared[id(a)])]
    goals = [a for a in others if a.mention.kind == "toward"] or goals
    if kind == "give" and any(a.strength != "place" for a in goals):
        # ブリュッセルの会合でウクライナへの支援を発表した: where it was told gets nothing.
        goals = [a for a in goals if a.strength != "place" or not _WHERE.match(shared[id(a)])]
    rest = [a for a in others if a not in goals]
    movers = [a for a in firm if kind != "call" or a.mention.kind in _MOVERS]
    callers = [a for a in movers if a not in goals]
    if agent is None and kind == "call" and callers:
        agent = callers[0]
    if agent is None and rest:
        agent = rest[0]
    agent = _together(_listed(movers, agent, text)) or agent
    if kind == "give" and goals and all(a.strength == "place" for a in goals):
        # ローマにおいて、大使とWFP事務局長との間で…を行う: the place is not helped, the body is.
        here = any(_BETWEEN_AT.match(shared[id(a)]) for a in goals)
        bodies = [a for a in rest if a is not agent and a.strength == "strong"]
        goals = bodies if here and bodies else goals
    if not goals:
        goals = [a for a in rest if a in ports and a is not agent]
    own = set(agent.codes) if agent is not None else set()
    return agent, [g for g in goals if set(g.codes) - own]


def tail(actor: Actor, scope: list[Actor], text: str, joint: regex.Pattern[str]) -> str:
    """What follows an actor, up to the next name: キューバの医師団が|ロシアに渡った.

    Names that ``joint`` joins (NATOのNSATU) share what follows the last.
    """
    end = actor.span.end
    for other in sorted(scope, key=lambda a: a.span):
        if other.span.start < end:
            continue
        if joint.fullmatch(text[end : other.span.start]):
            end = other.span.end
            continue
        return text[end : min(other.span.start, end + 20)]
    return text[end : end + 20]


def _together(chain: list[Actor]) -> Actor | None:
    """A list of actors as one, None for fewer than two."""
    if len(chain) < 2:
        return None
    codes = tuple(dict.fromkeys(c for a in chain for c in a.codes))
    return Actor(chain[0].mention, codes, "strong")


def _listed(actors: list[Actor], last: Actor | None, text: str) -> list[Actor]:
    """The actors of the list around ``last``: 独、仏、伊(の艦艇)."""
    if last is None or last not in actors:
        return []
    chain = [last]
    for actor in actors[actors.index(last) + 1 :]:
        between = text[chain[-1].span.end : actor.span.start]
        if not LISTED.fullmatch(between) or not _ACTS.match(text[actor.span.end :][:40]):
            break
        chain.append(actor)
    for actor in reversed(actors[: actors.index(last)]):
        if not LISTED.fullmatch(text[actor.span.end : chain[0].span.start]):
            break
        chain.insert(0, actor)
    return chain

"""Acts of one side on the other: giving, sending, calling at a port."""

from __future__ import annotations

import regex

from pipeline.model import Participant
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.completion import NAMELESS
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    described,
    strong,
    whole_list,
    with_mentions,
    without_announcers,
)
from pipeline.stages.events.triggers import Trigger

_ACTS = deferred(r"[^。、「」にへを]{0,14}?(?:は(?!じめ)|が|も)|(?:政府)?として")
_FROM = deferred(
    r"(?:など)?(?:の?[0-9０-９一二三四五六七八九十]+(?:[かカヵケヶ箇]国|国))?(?:政府|軍|側)?"
    r"(?:から(?!の(?:避難|脱出|撤退)|帰国)|より(?![もはく一]|良)|による)"
)
# 世界食糧計画(WFP)と共同で, UNODCを通じ: who helps to give.
_ALONGSIDE = deferred(
    r"(?:両(?:国|政府))?(?:と(?:の)?(?:共同|連携|協力|協調|手を携え)(?:で|し|して|のもと|により|の下)?"
    r"|とともに|と共に|と歩調を合わせ|と並んで"
    r"|を(?:通じ|介し|経由し))"
)
_MUTUALLY = deferred(
    r"(?:置き|送り|派遣し|出し|受け入れ|交換し|行かせ)(?:合[うっいわ]|あ[うっいわ])|互いに|相互に"
)
# 米国が主催する演習に派遣, 豪と英が共同で行う課程へ: whose course or mission it is.
_ORGANISES = deferred(
    r"(?:政府|軍|側)?(?:など)?(?:[（(][^()（）]{1,12}[)）])?(?:が|の)?(?:、|共同で|合同で|ともに|新たに)*"
    r"(?:(?:主催|共催|実施|主導|開催|運営|企画)(?:し(?:た|ている)|する|の)|開[くい]|行[うっ]|率いる|設けた)"
)
# ウクライナ支援, 同国への人道支援: who is helped, as a name of the whole matter.
_NEEDY = deferred(
    r"(?:軍|国民|政府|避難民|難民)?(?:への|向けの?|に対する)?[一-龠]{0,4}支援(?!を受|国|組織|機関)"
)
_MOVERS = frozenset({"force", "ship", "country", "countries"})
_ONE_PARTY = deferred(r"の?[（(]?")
_ONE_GOAL = deferred(r"(?:、|・|と|や|及び|および|並びに|の[一-龠ァ-ヶー]{0,8}|)[（(]?")
# F15は米国や英国の基地を訪問後、ドイツに到着: where it was before.
_CALLED_BEFORE = deferred(
    r"(?:(?:など)?(?:や|、)[^。、はがを]{1,8}){0,2}(?:など)?(?:の[^。、はがを]{0,6})?[をに][^。、はが]{0,6}?"
    r"(?:経由|経て|(?:訪問|訪れ|寄港|入港|停泊|立ち寄)[^。、]{0,4}(?:後|のち|あと))"
)
_WHERE = deferred(r"(?:市内)?(?:で(?!は)|において|にて|の[^。、にへ]{1,16}で)")
_MISSION = deferred(r"国連|国際連合|欧州連合|EU|アフリカ連合|NATO")


def _toward(not_for: str) -> regex.Pattern[str]:
    """What marks the goal of an act; ``へ`` before ``の`` and one of the words does not."""
    return deferred(
        r"[^。、「」]{0,16}?(?:に(?!よる|関|つい|おけ|おい|向けて)"
        rf"|へ(?!の(?:{not_for}))|向け|に対し|の(?:ため|手に|[^。、]{{0,8}}?能力(?:の)?(?:向上|強化|構築))|を対象|側へ|軍に)"
    )


_TOWARD = _toward("抗議")
# ウクライナへの支援物資の拠点に派遣: what is meant for Ukraine does not go there.
_TO = _toward("抗議|支援|援助|物資|供与|攻撃")
_LEFT = deferred(
    r"[^。、「」はがもにへ0-9０-９]{0,8}?(?:を[^。、]{0,12}(?:出|発|離|後に)|から|より)"
)
# 米国やカナダを訪問後、ドイツに到着: a caller visits ports, too.
_CALLED_AT = deferred(
    rf"{_TO.pattern}|[^。、「」はがも]{{0,12}}?を(?:親善|順次|相次いで)?(?:訪問|訪れ|再訪|歴訪|巡)"
)


def directed_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """One side acts on the other: provider and beneficiary, sender and host, ship and port."""
    kind = trigger.rule.roles
    both = _each_other(trigger, clauses, context) if kind == "dispatch" else []
    if both:
        return Parties(with_mentions([Participant(c) for c in both], context, clauses), "clause")
    first, second = {
        "give": ("provider", "beneficiary"),
        "dispatch": ("provider", "host"),
        "call": ("visitor", "host"),
    }[kind]
    aside = _alongside(clauses, context) if kind == "give" else []
    scope, basis = _scope(kind, aside, trigger, clauses, context)
    held = _organisers(scope, trigger, context.record.text.text) if kind == "dispatch" else []
    scope = [a for a in scope if a not in held]
    if kind == "call":
        scope = _on_this_leg(scope, trigger, context.record.text.text)
    actor, goal = _sides(scope, kind, trigger, clauses, context)
    inner = [a for a in context.inner if a.span.overlaps(trigger.span)]
    if kind == "call" and inner:
        # 同艦は8月に来日した: the port is in the word.
        goal = inner
    agent_codes = list(actor.codes) if actor else []
    goal_codes = [c for a in goal for c in a.codes if c not in agent_codes]
    if kind == "dispatch":
        goal_codes += _mission_lands(goal, context)
        goal_codes += [c for a in held for c in a.codes]
        goal_codes = [c for c in goal_codes if c not in agent_codes]
    if kind != "give" and agent_codes and goal and not goal_codes:
        # 護衛艦が佐世保に入港した: a ship in a port of its own country calls on nobody.
        return Parties([Participant(c, first) for c in agent_codes], basis)
    if aside and not agent_codes and not goal_codes:
        # UNICEFを通じ、食料を届ける: home's help, to whom it went before.
        agent_codes = [context.home]
    if not agent_codes and goal_codes:
        agent_codes = _missing_agent(goal_codes, kind, trigger, clauses, context)
        basis = "discourse"
    if agent_codes and not goal_codes:
        goal_codes = _missing_goal(agent_codes, kind, trigger, context)
        basis = "discourse"
    if not agent_codes and not goal_codes:
        return Parties([], "none")
    members = [Participant(c, first) for c in agent_codes]
    members += [Participant(c, second) for c in dict.fromkeys(goal_codes)]
    named = {p.code for p in members}
    members += [Participant(c, first) for a in aside for c in a.codes if c not in named]
    return Parties(with_mentions(members, context, clauses), basis)


def _alongside(clauses: Clauses, context: RecordContext) -> list[Actor]:
    """Who helps to give: the bodies of a list before を通じ."""
    text = context.record.text.text
    named = [a for a in context.within(clauses.sentence.span) if a.codes]
    last = [a for a in named if _ALONGSIDE.match(text[a.span.end :][:12])]
    return [a for one in last for a in whole_list([one], clauses, context)]


def _each_other(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[str]:
    """連絡官を置き合う: the two sides told together in the sentence, else of the act before."""
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    if not _MUTUALLY.search(text, segment.start, min(segment.end, trigger.span.end + 12)):
        return []
    pairs = [a.codes for a in context.within(clauses.sentence.span) if len(a.codes) == 2]
    named = codes_of(strong(context, segment))
    pair = pairs[-1] if pairs else context.parties
    return list(pair) if len(pair) == 2 and named <= set(pair) else []


def _scope(
    kind: str, aside: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[list[Actor], str]:
    """The actors among whom the two sides are sought, and how far that is from the trigger."""
    named = [a for a in context.within(clauses.sentence.span) if a.codes and a not in aside]
    firm = [a for a in named if a.strength != "bystander"]
    segment = clauses.segment(trigger.span.start)
    scope = [a for a in context.within(segment) if a in firm]
    basis = "clause"
    if len(codes_of(scope)) < 2:
        scope, basis = _beside(scope, firm, context.record.text.text), "sentence"
    if kind == "give" and len(codes_of(scope)) < 2:
        scope = named
    return without_announcers(scope, trigger, clauses, context), basis


def _beside(own: list[Actor], named: list[Actor], text: str) -> list[Actor]:
    """Those of the sentence, without the doers of other clauses where the own clause has one.

    仏は戦闘機をウクライナに供与し、独は戦車を送った: France did not send the tanks.
    """
    if not any(_ACTS.match(_tail(a, own, text, _ONE_PARTY)) for a in own):
        return named
    return [
        a for a in named
        if a in own or not _ACTS.match(_tail(a, named, text, _ONE_PARTY))
    ]  # fmt: skip


def _on_this_leg(scope: list[Actor], trigger: Trigger, text: str) -> list[Actor]:
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


def _sides(
    scope: list[Actor], kind: str, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[Actor | None, list[Actor]]:
    """Who acts and on whom."""
    if kind == "call" and trigger.text.endswith(("は", "は、")):
        # 寄港地は、タイとインド: what the list names is called at.
        ports = [a for a in scope if a.span.start >= trigger.span.end]
        movers = [a for a in scope if a not in ports and a.strength == "strong"]
        return next((a for a in movers if a.mention.kind in _MOVERS), None), ports
    scope = _since_the_like(scope, kind, trigger, clauses, context)
    actor, goal = _agent_and_goal(scope, context.record.text.text, kind)
    mover = _moving_head(trigger, clauses, context) if kind != "give" else None
    if mover is not None:
        before = [a for a in scope if a.span.end <= trigger.span.start]
        places = [a for a in before if a.strength == "place"]
        return mover, places if kind == "call" else [a for a in before if a in goal or a in places]
    mission = kind == "dispatch" and actor is not None and _MISSION.match(actor.mention.text)
    if actor is None or not mission:
        return actor, goal
    # UNMISSへの要員の派遣: people go to a mission; it sends none unless it acts.
    acts = goal and _ACTS.match(context.record.text.text, actor.span.end)
    return (actor, goal) if acts else (None, [actor, *goal])


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


def _organisers(scope: list[Actor], trigger: Trigger, text: str) -> list[Actor]:
    """豪州と英国が行う課程へ派遣: those who hold what the people are sent to."""
    before = [a for a in scope if a.span.end <= trigger.span.start and a.strength != "weak"]
    return [a for a in before if _ORGANISES.match(_tail(a, before, text, _ONE_GOAL))]


def _mission_lands(goals: list[Actor], context: RecordContext) -> list[str]:
    """国連南スーダン共和国ミッションに派遣: a mission's people are posted in the land it names."""
    lands = context.rules.missions
    missions = [a.mention.text for a in goals if _MISSION.match(a.mention.text)]
    return [code for name, code in lands.items() if any(name in m for m in missions)][:1]


def _agent_and_goal(scope: list[Actor], text: str, kind: str) -> tuple[Actor | None, list[Actor]]:
    """Who acts and on whom, by the particles after their names.

    から marks the giver before が and は do; a list acts as one (独、仏の艦艇が).
    """
    tails = {id(a): _tail(a, scope, text, _ONE_PARTY) for a in scope}
    shared = {id(a): _tail(a, scope, text, _ONE_GOAL) for a in scope}
    firm = [a for a in scope if a.strength == "strong"]
    agent = next((a for a in firm if _FROM.match(tails[id(a)])), None) or next(
        (a for a in firm if _ACTS.match(tails[id(a)])), None
    )
    others = [a for a in scope if a is not agent]
    toward = {"give": _TOWARD, "call": _CALLED_AT}.get(kind, _TO)
    ports = others
    if kind == "call":
        # 空母に伴走して停泊する僚艦, 呉を出て釜山に: nobody calls at a ship, nor where he leaves.
        ports = [a for a in others if a.mention.kind != "ship" and not _LEFT.match(tails[id(a)])]
    goals = [a for a in ports if a.strength == "place" or toward.match(shared[id(a)])]
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
    if not goals:
        goals = [a for a in rest if a in ports and a is not agent]
    own = set(agent.codes) if agent is not None else set()
    return agent, [g for g in goals if set(g.codes) - own]


def _tail(actor: Actor, scope: list[Actor], text: str, joint: regex.Pattern[str]) -> str:
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
        if not LISTED.fullmatch(between) or not _ACTS.match(text[actor.span.end :][:20]):
            break
        chain.append(actor)
    for actor in reversed(actors[: actors.index(last)]):
        if not LISTED.fullmatch(text[actor.span.end : chain[0].span.start]):
            break
        chain.insert(0, actor)
    return chain


def _missing_agent(
    goals: list[str], kind: str, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[str]:
    """Home; at home (空母はこの後、横須賀に寄港する) the side that the text is about.

    Of calls the ships named last, where another country's were: next they call at …
    """
    if context.home not in goals:
        last = _last_ships(goals, trigger, context) if kind == "call" else None
        return [last or context.home]
    ships = [a for a in context.within(clauses.sentence.span) if a.mention.kind == "ship"]
    if kind != "call" or goals != [context.home] or all(a.codes for a in ships):
        return []
    partner = context.partner(trigger.span.start)
    return [partner] if partner else []


def _helped_so_far(trigger: Trigger, context: RecordContext) -> list[str]:
    """日本のウクライナ支援 … 支援を継続: whom the text before calls the one helped."""
    text = context.record.text.text
    named = [
        a for a in context.before(trigger.span.start)
        if len(a.codes) == 1 and _NEEDY.match(text, a.span.end)
    ]  # fmt: skip
    return list(named[0].codes) if named else []


def _last_ships(goals: list[str], trigger: Trigger, context: RecordContext) -> str | None:
    """The country of the ships or forces named last before an act, unless it is called at."""
    for actor in context.before(trigger.span.start):
        if len(actor.codes) == 1 and actor.mention.kind in {"ship", "force"}:
            return actor.codes[0] if actor.codes[0] not in goals else None
    return None


def _missing_goal(
    agents: list[str], kind: str, trigger: Trigger, context: RecordContext
) -> list[str]:
    others = [c for c in context.parties if c not in agents]
    if kind == "give":
        needy = _helped_so_far(trigger, context)
        if needy and not set(needy) & set(agents):
            return needy
    if kind == "give" and context.home not in agents:
        # 英国はミサイルを届ける: to whom help went last, else the land that the headings are on.
        helped = context.aided or next((c for c in context.background if c not in agents), None)
        if helped and helped not in agents and helped != context.home:
            return [helped]
    if kind == "call" and context.home not in agents:
        return [context.home]
    if others:
        return others[:1]
    if context.home not in agents:
        before = context.record.text.text[: trigger.span.end][-60:].rpartition("。")[2]
        # A page that never names Japan does not tell of help to Japan.
        known = context.home in context.dominant or context.record.item_start
        silent = kind == "give" and (not known or NAMELESS.search(before))
        return [] if silent else [context.home]
    partner = context.partner(trigger.span.start)
    return [partner] if partner else [c for c in context.dominant if c not in agents][:1]

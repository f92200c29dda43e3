"""Acts of one side on the other: giving, sending, calling at a port."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.home import HOME
from pipeline.stages.events.parties.collective import NAMELESS, both_alone
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    strong,
    whole_list,
    with_mentions,
)
from pipeline.stages.events.parties.sides import (
    MISSION,
    ONE_GOAL,
    find_scope,
    find_sides,
    on_this_leg,
    tail,
)
from pipeline.stages.events.triggers import Trigger

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
_MISSION_ABROAD = deferred("大使館|総領事館|代表部|出張駐在官事務所")
# ソマリア沖に派遣されている: to waters and regions, that is to no state.
_TO_REGION = deferred(
    r"(?:沖|湾|海|洋|海峡|方面|海域|空域|地域|前線|沿岸|大陸|諸国|海外|国外|世界各地)(?:など)?(?:に|へ)"
    r"(?:[^。、はがを]{0,10})$"
)
# ウクライナ支援, 同国への人道支援: who is helped, as a name of the whole matter.
_NEEDY = deferred(
    r"(?:軍|国民|政府|避難民|難民)?(?:への|向けの?|に対する)?[一-龠]{0,4}支援(?!を受|国|組織|機関)"
)
_OWN_CALL = deferred(r"[^。、はがをにでと]{0,10}の(?:再|初|相互|親善)?")
_QUOTED = deferred(r"「([^」]{2,16})」")
_SHIP_BEFORE = deferred(r"(?:艦|潜|船|艇|空母|フリゲート|コルベット|級)$")
# Words of coming to where the writer is.
_COMES = deferred("[来飛]|やって|母港|帰")
_SPOKEN_TO = deferred(
    r"(?:氏|ら)?(?:とも?(?:の間で)?[^。、]{0,12}(?:会[いっ談見]|話[しっ]|言葉を|懇談|面会|面談|協議|意見)|に対し、?)"
)
# How far back it may be told what people are sent for.
_NEAR = 200


def directed_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """One side acts on the other: provider and beneficiary, sender and host, ship and port."""
    kind = trigger.rule.roles
    both = _each_other(trigger, clauses, context) if kind == "dispatch" else []
    both = both_alone(trigger, clauses, context) if kind == "give" else both
    if both:
        return Parties(with_mentions([Participant(c) for c in both], context, clauses), "clause")
    first, second = {
        "give": ("provider", "beneficiary"),
        "dispatch": ("provider", "host"),
        "call": ("visitor", "host"),
    }[kind]
    aside = _alongside(clauses, context) if kind == "give" else []
    scope, basis = find_scope(kind, aside, trigger, clauses, context)
    held = _organisers(scope, trigger, context.record.text.text) if kind == "dispatch" else []
    scope = [a for a in scope if a not in held]
    if kind == "call":
        scope = on_this_leg(scope, trigger, context.record.text.text)
    inner = [a for a in context.inner if a.span.overlaps(trigger.span)] if kind == "call" else []
    # 防衛省は、伊空軍機が来日すると発表した: the port is in the word, none of its own calls there.
    scope = [a for a in scope if not codes_of([a]) & codes_of(inner)]
    actor, goal = find_sides(scope, kind, trigger, clauses, context)
    if inner:
        goal = inner
        actor = _whose_call(scope, inner, trigger, context.record.text.text) or actor
    agent_codes = list(actor.codes) if actor else []
    goal_codes = [c for a in goal for c in a.codes]
    if kind == "dispatch":
        goal_codes += [*_mission_lands(goal, context), *(c for a in held for c in a.codes)]
    goal_codes = [c for c in goal_codes if c not in agent_codes]
    if kind != "give" and agent_codes and goal and not goal_codes:
        # 護衛艦が佐世保に入港した: a ship in a port of its own country calls on nobody.
        return Parties([Participant(c, first) for c in agent_codes], basis)
    if aside and not agent_codes and not goal_codes:
        # UNICEFを通じ、食料を届ける: home's help, to whom it went before.
        agent_codes = [context.home]
    if aside and agent_codes and not goal_codes and _no_state(aside, context):
        # 日本は国連難民高等弁務官事務所を通じた支援を決めた: help to a body, for nobody named.
        helped = [c for c in (context.aided,) if c and c not in agent_codes]
        return _made(agent_codes, helped, aside, (first, second), (clauses, context), basis)
    flag = _flag(goal_codes, clauses, context) if kind == "call" and not agent_codes else None
    if flag is not None:
        agent_codes, goal_codes = [flag], goal_codes or [context.home]
    elif bool(agent_codes) != bool(goal_codes):
        agent_codes = agent_codes or _missing_agent(goal_codes, kind, trigger, clauses, context)
        goal_codes = goal_codes or _met_here(agent_codes, trigger, clauses, context)
        goal_codes = goal_codes or _missing_goal(agent_codes, kind, trigger, context)
        basis = "discourse"
    if kind == "dispatch":
        goal_codes += _mission_of(goal_codes, clauses, context)
    if not agent_codes and not goal_codes:
        agent_codes, goal_codes = _told_before(kind, trigger, context)
        basis = "discourse"
    return _made(agent_codes, goal_codes, aside, (first, second), (clauses, context), basis)


def _whose_call(scope: list[Actor], goal: list[Actor], trigger: Trigger, text: str) -> Actor | None:
    """海自は、印艦艇の訪日に伴い…: whose call a noun tells of is none of the subject's."""
    for actor in reversed(scope):
        between = text[actor.span.end : trigger.span.start]
        if actor.span.end <= trigger.span.start and _OWN_CALL.fullmatch(between):
            return actor if not codes_of([actor]) & codes_of(goal) else None
    return None


def _made(
    agents: list[str],
    goals: list[str],
    aside: list[Actor],
    roles: tuple[str, str],
    at: tuple[Clauses, RecordContext],
    basis: str,
) -> Parties:
    """The participants: who acts, toward whom, and who helps in it."""
    first, second = roles
    members = [Participant(c, first) for c in agents]
    members += [Participant(c, second) for c in dict.fromkeys(goals)]
    named = {p.code for p in members}
    members += [Participant(c, first) for a in aside for c in a.codes if c not in named]
    clauses, context = at
    return Parties(with_mentions(members, context, clauses), basis if members else "none")


def _told_before(
    kind: str, trigger: Trigger, context: RecordContext
) -> tuple[list[str], list[str]]:
    """Who acts toward whom where a sentence names nobody.

    2015年に初寄港し、2017年にも寄港: the ships and the port told before. 在ペルー日本国大使館:
    the land whose people home's mission there helps. 1.インドネシア: the land of the heading.
    """
    if kind == "call":
        came = [p.code for p in context.called if p.role == "visitor"]
        return came, [p.code for p in context.called if p.role != "visitor"]
    land = _land_of_mission(context) if kind == "give" else None
    above = [code for start, code in context.sections if start < trigger.span.start]
    land = land or next(reversed(above), None)
    return ([context.home], [land]) if land else ([], [])


def _no_state(actors: list[Actor], context: RecordContext) -> bool:
    return not any(context.rules.is_state(c) for a in actors for c in a.codes)


def _land_of_mission(context: RecordContext) -> str | None:
    """在ペルー日本国大使館: the land whose people home's mission there helps."""
    for actor in context.actors:
        posted = actor.mention.posted if actor.codes == (context.home,) else ()
        if posted and _MISSION_ABROAD.search(actor.mention.text):
            return posted[0]
    if context.background and _MISSION_ABROAD.search(context.record.outlet or ""):
        return context.background[0]
    return None


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


def _organisers(scope: list[Actor], trigger: Trigger, text: str) -> list[Actor]:
    """豪州と英国が行う課程へ派遣: those who hold what the people are sent to."""
    before = [a for a in scope if a.span.end <= trigger.span.start and a.strength != "weak"]
    return [a for a in before if _ORGANISES.match(tail(a, before, text, ONE_GOAL))]


def _mission_lands(goals: list[Actor], context: RecordContext) -> list[str]:
    """国連南スーダン共和国ミッションに派遣: a mission's people are posted in the land it names."""
    lands = context.rules.missions
    missions = [a.mention.text for a in goals if MISSION.match(a.mention.text)]
    return [code for name, code in lands.items() if any(name in m for m in missions)][:1]


def _mission_of(goals: list[str], clauses: Clauses, context: RecordContext) -> list[str]:
    """The UN and the land, one of which is named, of those sent to keep the peace there.

    >>> # 南スーダンでの国連PKOに自衛官を派遣 → SSD and UN
    """
    text = context.record.text.text
    near = text[max(0, clauses.sentence.span.start - _NEAR) : clauses.sentence.span.end]
    if not goals or not context.rules.peacekeeping.search(near):
        return []
    lands = {code: name for name, code in context.rules.missions.items() if name in near}
    if "UN" not in goals:
        return ["UN"] if lands.keys() & set(goals) else []
    here = text[clauses.sentence.span.start : clauses.sentence.span.end]
    of_mission = [code for code, name in lands.items() if f"国連{name}" in here]
    return of_mission[:1] if goals == ["UN"] else []


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
    if kind != "call" or set(goals) != {context.home}:
        return []
    if not ships:
        return _by_name(trigger, clauses, context)
    if all(a.codes for a in ships):
        return []
    partner = context.partner(trigger.span.start)
    return [partner] if partner else []


def _by_name(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[str]:
    """「キーウェスト」は14日に入港した: a ship named before, of the country that called last."""
    text, start = context.record.text.text, clauses.sentence.span.start
    for name in _QUOTED.findall(text, start, trigger.span.start):
        if _SHIP_BEFORE.search(text[: text.index(name) - 1]) and text.index(name) < start:
            return [p.code for p in context.called if p.role == "visitor"]
    return []


def _flag(goals: list[str], clauses: Clauses, context: RecordContext) -> str | None:
    """原潜が佐世保に寄港, 米軍基地に揚陸艦が入港: who alone has such ships, or the base, there."""
    named = context.within(clauses.sentence.span)
    nameless = [a for a in named if a.mention.kind == "ship" and not a.codes]
    at_home = set(goals) == {HOME} or (not goals and HOME in context.dominant)
    if context.home != HOME or not at_home or not nameless:
        return None
    bases = [a for a in named if a.mention.kind == "place"]
    texts = [a.mention.text for a in (*nameless, *bases)]
    flags = context.rules.flags
    return next((flags[word] for word in flags if any(word in t for t in texts)), None)


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


def _port_told_before(agents: list[str], trigger: Trigger, context: RecordContext) -> list[str]:
    """米艦がウラジオストクに着いた。先週は韓国の艦隊も訪れた: where the ships before called.

    Home where they called nowhere else, and where the word itself means home (来航).
    """
    if _COMES.search(trigger.text):
        return []
    return [p.code for p in context.called if p.role == "host" and p.code not in agents]


def _met_here(
    agents: list[str], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[str]:
    """ラオス外相とも会い、専門家を送る考えを伝えた: whom the same sentence has home speak to."""
    if agents != [context.home]:
        return []
    text = context.record.text.text
    named = strong(context, Span(clauses.sentence.span.start, trigger.span.start))
    met = [a for a in named if len(a.codes) == 1 and _SPOKEN_TO.match(text, a.span.end)]
    return [c for a in met[-1:] for c in a.codes if c not in agents]


def _missing_goal(
    agents: list[str], kind: str, trigger: Trigger, context: RecordContext
) -> list[str]:
    others = [c for c in context.parties if c not in agents]
    if kind == "give":  # 米英の外相がキーウに入った。英国はミサイルを届ける: not to who came along
        others = [c for c in others if c not in context.guests] or others
    if kind == "dispatch":
        before = context.record.text.text[: trigger.span.start][-40:]
        if _TO_REGION.search(before):
            return []
    if kind == "give":
        needy = _helped_so_far(trigger, context)
        if needy and not set(needy) & set(agents):
            return needy
    if kind == "give" and context.home not in agents:
        # 英国はミサイルを届ける: to whom help went last, else the land that the headings are on.
        helped = context.aided or next((c for c in context.background if c not in agents), None)
        if helped and helped not in agents and helped != context.home:
            return [helped]
    told = _port_told_before(agents, trigger, context) if kind == "call" else []
    if told or (kind == "call" and context.home not in agents):
        return told or [context.home]
    if others:
        return others[:1]
    if context.home not in agents:
        before = context.record.text.text[: trigger.span.end][-60:].rpartition("。")[2]
        # A page that never names Japan does not tell of help to Japan.
        known = context.home in context.dominant or context.record.item_start
        silent = kind == "give" and (not known or NAMELESS.search(before))
        return [] if silent else [context.home]
    partner = context.partner(trigger.span.start)
    acts = {c for a in context.actors if a.strength == "strong" for c in a.codes}
    if kind == "give" and partner and not context.rules.is_state(partner) and partner not in acts:
        return []  # 国連備蓄庫: a body that no sentence has act is not helped
    return [partner] if partner else [c for c in context.dominant if c not in agents][:1]

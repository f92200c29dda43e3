"""Who takes part: the codes of an act, from the words around its trigger outwards."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import regex

from pipeline.model import Participant, Span
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import Actor, RecordContext
from pipeline.stages.events.triggers import Trigger

# What may stand between the parties and the noun of a compound: 日比(防衛相)会談.
_COMPOUND = regex.compile(r"(?:の)?(?:[^。、\nをにはがともでへ]{0,16})")
_JOINING = regex.compile(r"(?:[^。]{0,24}?)(?:加わ|参加|合流|交え|加え|招き|招待)")
_PAIR = regex.compile(r"両|双方|二国間|2国間|互い|相互")
# Acts too common in passing to be told without naming anybody.
_NAMED_ONLY = frozenset({"exercise", "information_sharing"})
_DESTINATION = regex.compile(
    r"(?:[^。、\n]{0,10}?)(?:[をにへ]|など|の?(?:\d+|[0-9０-９一二三四五六七])(?:[かカヵケヶ箇]国)|[、・とや]|訪問|歴訪|入り|を?再訪)"
)
_NUMBER = regex.compile(r"([3-6３-６三四五六])\s?(?:[かカヵケヶ箇]国|首脳|閣僚|者(?!択))")
_IS_SUBJECT = regex.compile(r"[^。、「」]{0,8}?(?:は|が|も(?!交え))")
_WITH = regex.compile(r"[^。「」はが]{0,16}?(?:と(?!い)|らと|も?交え|を招き|とともに|を迎え|に臨)")
_MOVERS = {"force", "ship", "country", "countries"}
_LIST = regex.compile(r"、|・|と|や|及び|および|並びに")
_OF_PERSON = regex.compile(r"の|側|政府|軍|・")
_PLACE_OF = regex.compile(r"(?:市|県|内)?(?:で|にて|において)(?!は)[^。はが]{0,24}")
_GOES = regex.compile(r"(?:へ|に)?の?[^。、]{0,6}(?:出席|参加|出|臨|先[立だ]|合わせ|のため)")
_SEPARATELY = regex.compile(r"それぞれ|個別に|個別会談|相次[いぎ]|別々に|順次")
# Active 招く turns the sides round, passive 招かれる does not.
_INVITE = regex.compile(r"招(?!か?れ|きに応|かれ)|迎え(?!られ)")
_SUBJECT = regex.compile(r"[^。、「」]{0,14}?(?:は|が|も|、)")
_TOWARD = regex.compile(
    r"[^。、「」]{0,16}?(?:に(?!よる|関|つい|おけ|おい|向けて)|へ(?!の抗議)|向け|に対し|の(?:ため|手に)|を対象|側へ|軍に)"
)


@dataclass(slots=True)
class Parties:
    """Participants of an act and how surely they were found.

    ``basis`` names the step that found them: ``compound``, ``clause``, ``sentence``,
    ``discourse``.
    """

    members: list[Participant]
    basis: str

    @property
    def codes(self) -> set[str]:
        """The distinct codes."""
        return {p.code for p in self.members}


def find_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Parties]:
    """The participants of an act; several sets for acts told as separate (個別に, それぞれ).

    Pure; a set may be empty when the text names nobody.
    """
    roles = trigger.rule.roles
    if roles == "visit":
        return [_visit(trigger, clauses, context)]
    if roles in {"call", "give", "dispatch"}:
        parties = _directed(trigger, clauses, context)
        return _each_caller(parties, trigger, clauses, context) if roles == "call" else [parties]
    parties = _mutual(trigger, clauses, context)
    segment = clauses.segment(trigger.span.start)
    text = context.record.text.text[segment.start : segment.end]
    if trigger.rule.type == "meeting" and len(parties.codes) >= 2 and _SEPARATELY.search(text):
        return _separate(parties, context)
    return [parties]


def _each_caller(
    parties: Parties, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Parties]:
    """カナダ、ドイツの各艦艇が相次いで寄港した: a call for each."""
    segment = clauses.segment(trigger.span.start)
    callers = [p for p in parties.members if p.role == "visitor"]
    text = context.record.text.text[segment.start : trigger.span.end]
    if len(callers) < 2 or not _SEPARATELY.search(text):
        return [parties]
    hosts = [p for p in parties.members if p.role != "visitor"]
    return [Parties([caller, *hosts], parties.basis) for caller in callers]


def _separate(parties: Parties, context: RecordContext) -> list[Parties]:
    """One pair for each partner of the side that all of them meet."""
    hub = context.home
    if hub not in parties.codes:
        if context.home not in context.dominant:
            return [parties]
        parties.members.insert(0, Participant(hub))
    first = [p for p in parties.members if p.code == hub]
    others = [p for p in parties.members if p.code != hub]
    return [Parties([*first, other], parties.basis) for other in others]


# --- symmetric acts -----------------------------------------------------------------------


def _mutual(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    compound = _compound(trigger, clauses, context)
    if trigger.rule.type == "meeting" and any(a.strength == "occasion" for a in compound):
        return Parties(_conference(compound, trigger, clauses, context), "compound")
    if len({c for a in compound for c in a.codes}) >= 2:
        joined = [a for a in _joiners(trigger, clauses, context) if a not in compound]
        return Parties(_members(compound + joined), "compound")
    segment = clauses.segment(trigger.span.start)
    if len(context.parties) >= 2 and _together(segment, trigger, clauses, context):
        others = [p for p in _members(compound) if p.code not in context.parties]
        return Parties([Participant(c) for c in context.parties] + others, "clause")
    near = [a for a in context.within(segment) if a.strength == "strong"]
    parties = _members(compound + near)
    basis = "clause"
    if _count(parties) < 2:
        for earlier in clauses.segments_before(trigger.span.start):
            parties = _members(_strong(context, earlier) + compound + near)
            basis = "sentence"
            if _count(parties) >= 2:
                break
    if _count(parties) < 2:
        weak = [
            a for a in context.within(clauses.sentence.span) if a.strength == "weak" and a.codes
        ]
        strong = _strong(context, clauses.sentence.span)
        parties = _members(compound + near + strong + weak)
        basis = "sentence"
    if _count(parties) < 2:
        parties = _fill(parties, trigger, clauses, context)
        basis = "discourse"
    parties = _with_home(parties, trigger, clauses, context)
    return Parties(_counted(parties, trigger, clauses, context), basis)


def _together(segment: Span, trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """Whether the subject is 両首脳 or 4閣僚: all the parties of the act told before."""
    text = context.record.text.text
    pattern = context.rules.together if context.rules else None
    if pattern is None:
        return False
    for start in dict.fromkeys((segment.start, clauses.sentence.span.start)):
        for match in pattern.finditer(text, start, trigger.span.start):
            after = text[match.end() : match.end() + 14]
            if match.start() - start <= 24 and _IS_SUBJECT.match(after):
                if not _fits_number(match.group(), len(context.parties)):
                    return False
                named = [a for a in _strong(context, Span(start, match.start()))]
                return not any(set(a.codes) - set(context.parties) for a in named)
    return False


def _fits_number(words: str, parties: int) -> bool:
    """両国 are two; 3者 are three; 4閣僚 of two sides may be two or four."""
    if unicodedata.numeric(words[0], 0) > 2:
        number = int(unicodedata.numeric(words[0]))
        return parties == number or ("閣僚" in words and parties * 2 == number)
    return parties == 2


def _with_home(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """Add the unnamed subject of 米・豪・比の艦艇と訓練した: the side that the record is about.

    Only when nobody in the sentence is a subject, and every party is told with と or を交え.
    """
    have = {p.code for p in members}
    if context.home in have or context.home not in context.dominant[:2]:
        return members
    text = context.record.text.text
    named = [a for a in _strong(context, clauses.sentence.span) if a.span.end <= trigger.span.start]
    if not named or any(_IS_SUBJECT.match(text[a.span.end : a.span.end + 12]) for a in named):
        return members
    if not any(_WITH.match(text[a.span.end : a.span.end + 24]) for a in named):
        return members
    return [Participant(context.home), *members]


def _counted(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """日英伊… 3カ国: bring the parties up to the number that the clause tells."""
    segment = clauses.segment(trigger.span.start)
    text = context.record.text.text[segment.start : segment.end]
    match = _NUMBER.search(text)
    if match is None:
        return members
    number = int(unicodedata.numeric(match.group(1)))
    have = {p.code for p in members}
    if not 3 <= number <= 6 or len(have) >= number:
        return members
    pools = [context.parties]
    pools += [a.codes for a in context.before(trigger.span.end) if len(a.codes) == number]
    pools.append(context.dominant)
    for pool in pools:
        union = list(dict.fromkeys([*(p.code for p in members), *pool]))
        if len(union) >= number and (have <= set(pool) or len(union) == number):
            return members + [Participant(c) for c in union[:number] if c not in have]
    return members


def _conference(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """G7防衛相会合: the group, the host where the place tells it, and who goes there."""
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    first = compound[0].span.start
    hosts = [
        a for a in context.within(Span(segment.start, first))
        if a.codes and first - a.span.end < 30 and _PLACE_OF.match(text[a.span.end : first])
    ]  # fmt: skip
    members = _members(compound)
    members += [Participant(c, "host") for a in hosts[-1:] for c in a.codes]
    if _GOES.match(text[trigger.span.end : trigger.span.end + 20]):
        members += _members(_strong(context, Span(segment.start, first)))[:1]
    elif len({p.code for p in members}) < 2:
        members += _members(_strong(context, clauses.sentence.span))[:1]
    unique: dict[str, Participant] = {}
    for member in members:
        unique.setdefault(member.code, member)
    return list(unique.values())


def _compound(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The actors in the noun compound that ends in the trigger, as in 日英伊防衛相会談."""
    text = context.record.text.text
    found: list[Actor] = []
    edge = trigger.span.start
    inside = context.within(Span(clauses.sentence.span.start, trigger.span.end))
    for actor in reversed(inside):
        if actor.span.start >= edge or actor.strength == "bystander":
            continue
        between = text[actor.span.end : edge]
        if actor.span.end > edge or _COMPOUND.fullmatch(between):
            if actor.codes and actor.strength != "place":
                found.insert(0, actor)
                if found and actor.mention.kind in {"countries"}:
                    break
            edge = min(edge, actor.span.start)
        else:
            break
    return found


def _joiners(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    text = context.record.text.text
    end = clauses.sentence.span.end
    found = []
    for actor in _strong(context, clauses.sentence.span):
        if _JOINING.match(text[actor.span.end : min(end, actor.span.end + 40)]):
            found.append(actor)
    return found


def _strong(context: RecordContext, span: Span) -> list[Actor]:
    return [a for a in context.within(span) if a.strength == "strong"]


def _count(members: list[Participant]) -> int:
    return len({p.code for p in members})


def _members(actors: list[Actor], role: str = "party") -> list[Participant]:
    made: dict[str, Participant] = {}
    for actor in sorted(actors, key=lambda a: a.span):
        for code in actor.codes:
            known = made.get(code)
            if known is None or (known.person is None and actor.mention.person):
                made[code] = Participant(
                    code=code,
                    role=role,
                    mention=actor.mention.text,
                    span=actor.span,
                    person=actor.mention.person,
                    office=actor.mention.office,
                )
    return list(made.values())


def _fill(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """Complete the parties from what the record said before.

    両国 and a sentence that names nobody mean the parties of the act told last, else the
    pair that the record is about; one side alone is completed by its counterpart.
    """
    have = {p.code for p in members}
    span = clauses.sentence.span
    text = context.record.text.text[span.start : span.end]
    known = context.parties
    if not have:
        if (
            trigger.rule.type in _NAMED_ONLY
            and not _PAIR.search(text)
            and not context.record.item_start
        ):
            return []
        pair = known or context.dominant[:2]
        return [Participant(c) for c in pair]
    if have <= set(known) and (len(known) == 2 or _PAIR.search(text)):
        return members + [Participant(c) for c in known if c not in have]
    if context.home in have:
        partner = context.partner(trigger.span.start)
        return [*members, Participant(partner)] if partner else members
    other = _counterpart(have, context)
    return [*members, Participant(other)] if other else members


def _counterpart(have: set[str], context: RecordContext) -> str | None:
    """The other side of a foreign party: home when the record names it, else the record's."""
    abroad = len(context.parties) >= 2 and context.home not in context.parties
    if abroad and context.home not in context.dominant:
        return next((c for c in (*context.parties, *context.dominant) if c not in have), None)
    return context.home


# --- visits -------------------------------------------------------------------------------


def _visit(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    text = context.record.text.text
    hosts = _hosts(trigger, clauses, context)
    invited = bool(_INVITE.search(text[trigger.span.start : trigger.span.end + 3]))
    visitor, basis = _visitor(trigger, clauses, context, {c for a in hosts for c in a.codes})
    host_codes = list(dict.fromkeys(c for a in hosts for c in a.codes))
    head = _place_head(trigger, clauses, context, text)
    if head is not None and not context_codes(trigger, context):
        host_codes = list(head.codes)
        visitor, basis = _visitor(trigger, clauses, context, set(host_codes))
    if trigger.rule.entry.headline and not host_codes:
        return Parties([], "none")
    if invited and visitor:
        host_codes, visitor = _turn_invitation(trigger, clauses, context, host_codes, visitor)
    if visitor is None and host_codes:
        visitor, basis = _usual_visitor(trigger, context, host_codes), "discourse"
    if not host_codes and visitor:
        host_codes = _default_host(visitor, clauses, trigger, context, text)
        basis = "discourse"
    members = [Participant(visitor, "visitor")] if visitor else []
    members += [Participant(c, "host") for c in host_codes if c != visitor]
    return Parties(_with_mentions(members, context, clauses), basis)


def _place_head(
    trigger: Trigger, clauses: Clauses, context: RecordContext, text: str
) -> Actor | None:
    """訪れたカナダ東部: the noun that the relative clause describes is the destination."""
    chunk = clauses.predicate_of(trigger.span.start)
    if chunk is None or chunk.form != "attributive":
        return None
    for actor in context.within(Span(trigger.span.end, clauses.sentence.span.end)):
        if actor.span.start - trigger.span.end > 6:
            return None
        bare = actor.mention.kind in {"place", "country"}
        if bare and actor.codes and not _OF_PERSON.match(text[actor.span.end :][:8]):
            return actor
    return None


def _usual_visitor(trigger: Trigger, context: RecordContext, hosts: list[str]) -> str | None:
    """Who travels when the sentence does not say: who travelled last, home, the partner."""
    if context.visitor and context.visitor not in hosts:
        return context.visitor
    if context.home not in hosts:
        return context.home
    return context.partner(trigger.span.start)


def _turn_invitation(
    trigger: Trigger, clauses: Clauses, context: RecordContext, hosts: list[str], subject: str
) -> tuple[list[str], str | None]:
    """In 招く the subject is the host, and the other party travels."""
    others = [
        c
        for a in _strong(context, clauses.segment(trigger.span.start))
        for c in a.codes
        if c != subject
    ]
    if others:
        return [subject], others[0]
    rest = [c for c in hosts if c != subject]
    return ([subject], rest[0]) if rest else (hosts, subject)


def _hosts(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The destinations: in the trigger itself (来日, 訪米), else the places it governs."""
    fixed = context_codes(trigger, context)
    if fixed:
        return fixed
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    edge = trigger.span.start
    found: list[Actor] = []
    if trigger.rule.entry.headline:
        # 首相、インドへ: the destination touches the へ, or it is another kind of へ.
        return [a for a in context.within(segment) if a.codes and a.span.end == edge]
    for actor in reversed(context.within(Span(segment.start, trigger.span.end))):
        if actor.span.end > edge or not actor.codes or actor.mention.kind in {"office", "person"}:
            if found:
                break
            continue
        between = text[actor.span.end : edge]
        if (
            not between
            or _DESTINATION.fullmatch(between)
            or (not found and regex.fullmatch(r"[^。]{0,18}?[をにへの][^。をには]{0,14}", between))
        ):
            found.insert(0, actor)
            edge = actor.span.start
        elif found:
            break
    return found


def context_codes(trigger: Trigger, context: RecordContext) -> list[Actor]:
    """Destinations inside the trigger word: 来日 and 訪日 are to Japan, 訪米 to the USA."""
    return [a for a in context.inner if a.span.overlaps(trigger.span)]


def _visitor(
    trigger: Trigger, clauses: Clauses, context: RecordContext, hosts: set[str]
) -> tuple[str | None, str]:
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    people = [
        a for a in context.within(clauses.sentence.span)
        if a.codes and a.strength in {"strong", "weak"} and set(a.codes) - hosts
    ]  # fmt: skip
    chunk = clauses.predicate_of(trigger.span.start)
    attributive = (chunk is not None and chunk.form == "attributive") or text[
        trigger.span.end : trigger.span.end + 2
    ] in {"中の", "した", "する"}
    after = [
        a
        for a in people
        if a.span.start >= trigger.span.end and a.span.start - trigger.span.end < 30
    ]
    if attributive and after and _is_head(text[trigger.span.end : after[0].span.start]):
        return _code(_person_of(after, text), hosts), "clause"
    before = [a for a in people if a.span.end <= trigger.span.start]
    touching = [
        a
        for a in before
        if regex.fullmatch(r"[^。、はがを]{0,10}の?", text[a.span.end : trigger.span.start])
    ]
    if touching and touching[-1].mention.kind in {"office", "person", "force", "ship"}:
        return _code(touching[-1], hosts), "clause"
    subjects = [a for a in before if _SUBJECT.match(text[a.span.end : trigger.span.start] + "、")]
    inside = [a for a in subjects if a.span.start >= segment.start]
    for group in (inside, subjects, before):
        marked = [
            a
            for a in group
            if regex.match(r"[^。、]{0,8}?(?:は|が|も)", text[a.span.end : a.span.end + 12])
        ]
        if marked:
            return _code(marked[-1] if group is inside else marked[0], hosts), "clause"
    if before:
        return _code(before[-1], hosts), "sentence"
    return (_code(after[0], hosts), "sentence") if after else (None, "none")


def _is_head(between: str) -> bool:
    return len(between) <= 16 and "。" not in between and "、" not in between


def _person_of(actors: list[Actor], text: str) -> Actor:
    """フィンランドのオルポ首相: the person at the end of a chain of の."""
    chosen = actors[0]
    for actor in actors[1:]:
        if text[chosen.span.end : actor.span.start] in {"の", "・", ""}:
            chosen = actor
    return chosen


def _code(actor: Actor, hosts: set[str]) -> str | None:
    return next((c for c in actor.codes if c not in hosts), None)


def _default_host(
    visitor: str, clauses: Clauses, trigger: Trigger, context: RecordContext, text: str
) -> list[str]:
    places = [a for a in context.within(clauses.sentence.span) if a.strength == "place"]
    codes = [c for a in places for c in a.codes if c != visitor]
    if codes:
        return [codes[-1]]
    if visitor != context.home:
        return [context.home]
    partner = context.partner(trigger.span.start)
    return [partner] if partner else []


# --- giving, sending, calling -------------------------------------------------------------


def _directed(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """One side acts on the other: provider and beneficiary, sender and host, ship and port."""
    kind = trigger.rule.roles
    first, second = {
        "give": ("provider", "beneficiary"),
        "dispatch": ("provider", "host"),
        "call": ("visitor", "host"),
    }[kind]
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    scope = [a for a in context.within(segment) if a.codes and a.strength != "bystander"]
    basis = "clause"
    if _distinct(scope) < 2:
        scope = [
            a
            for a in context.within(clauses.sentence.span)
            if a.codes and a.strength != "bystander"
        ]
        basis = "sentence"
    if kind == "give" and _distinct(scope) < 2:
        scope = [a for a in context.within(clauses.sentence.span) if a.codes]
    actor, goal = _agent_and_goal(scope, text, kind)
    agent_codes = list(actor.codes) if actor else []
    goal_codes = [c for a in goal for c in a.codes if c not in agent_codes]
    if not agent_codes and goal_codes:
        agent_codes = [context.home] if context.home not in goal_codes else []
        basis = "discourse"
    if agent_codes and not goal_codes:
        goal_codes = _missing_goal(agent_codes, kind, trigger, context)
        basis = "discourse"
    if not agent_codes and not goal_codes:
        return Parties([], "none")
    members = [Participant(c, first) for c in agent_codes]
    members += [Participant(c, second) for c in dict.fromkeys(goal_codes)]
    return Parties(_with_mentions(members, context, clauses), basis)


def _distinct(actors: list[Actor]) -> int:
    return len({c for a in actors for c in a.codes})


def _agent_and_goal(scope: list[Actor], text: str, kind: str) -> tuple[Actor | None, list[Actor]]:
    agent: Actor | None = None
    goals: list[Actor] = []
    rest: list[Actor] = []
    for actor in scope:
        tail = text[actor.span.end : actor.span.end + 20]
        if (
            agent is None
            and actor.strength == "strong"
            and regex.match(r"[^。、「」にへを]{0,14}?(?:は(?!、?[^。]{0,4}に)|が|も)", tail)
        ):
            agent = actor
        elif actor.strength == "place" or _TOWARD.match(tail):
            goals.append(actor)
        else:
            rest.append(actor)
    if kind == "call" and (agent is None or agent in _listed(scope, agent, text)):
        movers = [a for a in scope if a.strength == "strong" and a.mention.kind in _MOVERS]
        chain = _listed(movers, agent or (movers[-1] if movers else None), text)
        if len(chain) > 1:
            fleet = Actor(chain[0].mention, tuple(c for a in chain for c in a.codes), "strong")
            return fleet, [g for g in goals if set(g.codes) - set(fleet.codes)]
        agent = agent or (movers[0] if movers else None)
    if agent is None and rest:
        agent = rest[0]
    if not goals:
        goals = [
            a for a in rest if a is not agent and (agent is None or set(a.codes) - set(agent.codes))
        ]
    return agent, [g for g in goals if agent is None or set(g.codes) - set(agent.codes)]


def _listed(actors: list[Actor], last: Actor | None, text: str) -> list[Actor]:
    """The actors of the list that ends in ``last``: 独、仏、伊(の艦艇)."""
    if last is None or last not in actors:
        return []
    chain = [last]
    for actor in reversed(actors[: actors.index(last)]):
        if not _LIST.fullmatch(text[actor.span.end : chain[0].span.start]):
            break
        chain.insert(0, actor)
    return chain


def _missing_goal(
    agents: list[str], kind: str, trigger: Trigger, context: RecordContext
) -> list[str]:
    others = [c for c in context.parties if c not in agents]
    if kind == "call" and context.home not in agents:
        return [context.home]
    if others:
        return others[:1]
    if context.home not in agents:
        return [context.home]
    partner = context.partner(trigger.span.start)
    return [partner] if partner else [c for c in context.dominant if c not in agents][:1]


def _with_mentions(
    members: list[Participant], context: RecordContext, clauses: Clauses
) -> list[Participant]:
    """Put the words that name each participant to its code: in the sentence, else before."""
    made = []
    here = context.within(clauses.sentence.span)
    earlier = context.before(clauses.sentence.span.start)
    for member in members:
        actor = next((a for a in [*here, *earlier] if member.code in a.codes), None)
        if actor is None:
            made.append(member)
            continue
        made.append(
            Participant(
                member.code,
                member.role,
                actor.mention.text,
                actor.span,
                actor.mention.person,
                actor.mention.office,
            )  # fmt: skip
        )
    return made

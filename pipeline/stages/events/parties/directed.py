"""Acts of one side on the other: giving, sending, calling at a port."""

from __future__ import annotations

import regex

from pipeline.model import Participant, Span
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import Actor, RecordContext
from pipeline.stages.events.parties.shared import Parties, with_mentions, without_announcers
from pipeline.stages.events.triggers import Trigger

_MOVERS = {"force", "ship", "country", "countries"}
_LIST = regex.compile(r"、|・|と|や|及び|および|並びに")
_TOWARD = regex.compile(
    r"[^。、「」]{0,16}?(?:に(?!よる|関|つい|おけ|おい|向けて)|へ(?!の抗議)|向け|に対し|の(?:ため|手に)|を対象|側へ|軍に)"
)


def directed_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
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
    scope = without_announcers(scope, trigger, clauses, context)
    actor, goal = _agent_and_goal(scope, text, kind)
    mover = _moving_head(trigger, clauses, context) if kind == "call" else None
    if mover is not None:
        actor = mover
        goal = [a for a in scope if a.span.end <= trigger.span.start and a.strength == "place"]
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
    return Parties(with_mentions(members, context, clauses), basis)


def _moving_head(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Actor | None:
    """横須賀に寄港した伊空母: the noun that the relative clause describes is the caller."""
    chunk = clauses.predicate_of(trigger.span.start)
    if chunk is None or chunk.form != "attributive":
        return None
    for actor in context.within(Span(trigger.span.end, clauses.sentence.span.end)):
        if actor.span.start - trigger.span.end > 6:
            return None
        if actor.codes and actor.mention.kind in _MOVERS:
            return actor
    return None


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

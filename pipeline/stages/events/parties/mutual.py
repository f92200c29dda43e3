"""Parties of symmetric acts: talks, exercises, agreements, forums.

The noun compound that ends in the trigger tells them first, then words that stand for
several, then what is around it, then the record.
"""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.apart import mediators
from pipeline.stages.events.parties.collective import (
    all_together,
    numbered,
    up_to_number,
    with_all_of_them,
    with_each_host,
)
from pipeline.stages.events.parties.completion import complete, with_home, with_subject
from pipeline.stages.events.parties.conferences import conference, of_body, with_session_host
from pipeline.stages.events.parties.joining import (
    attending_later,
    joiners,
    joining_later,
)
from pipeline.stages.events.parties.outwards import outwards
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    count,
    is_partner,
    is_subject,
    members_of,
    strong,
    whole_list,
)
from pipeline.stages.events.triggers import Trigger

# What may stand between the parties and the noun of a compound: 日比(防衛相)会談.
_COMPOUND = deferred(r"(?:の)?(?:[^。、\nをにはがともでへ]{0,16})")
# An item in a list of exercises ends with its name in brackets.
_ITEM_END = deferred(
    r"(?:[(（][^()（）。]{2,40}|[^()（）。、]{0,20})[)）](?:[、，,]|など|等|及び|や|と)"
)
_ITEM = deferred(
    r"(?:訓練|演習|観艦式|行事)(?:[(（][^()（）。]{2,40}[)）]|[0-9]{2,4})?[、，,]|[はにで)）][、，,]"
)


def mutual_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """The parties of a symmetric act, with who brings them together.

    Pure; fewer than two when the text names nobody.
    """
    parties = _sides(trigger, clauses, context)
    if trigger.rule.type == "meeting" and parties.basis != "discourse":
        came = members_of(attending_later(trigger, clauses, context))
        parties.members += [p for p in came if p.code not in parties.codes]
    if count(parties.members) >= 2:
        between = mediators(trigger, clauses, context)
        beside = members_of([a for a in between if not set(a.codes) & parties.codes])
        parties.members += beside
        parties.beside = frozenset(p.code for p in beside)
    return parties


def _sides(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    listed = _of_list_item(trigger, clauses, context)
    if listed:
        return Parties(listed, "clause")
    compound = _compound(trigger, clauses, context)
    if trigger.rule.type == "meeting" and any(a.strength == "occasion" for a in compound):
        members = conference(compound, trigger, clauses, context)
        # 日ASEAN首脳会議 names its two sides, SCO首脳会議 only the body that meets.
        both = any(len(a.codes) > 1 for a in compound)
        return Parties(members, "compound", conference=not both)
    # NATOのウクライナ支援組織への参加: a forum's own name does not tell who joins it.
    if trigger.rule.type != "framework" and len(codes_of(compound)) >= 2:
        compound = whole_list(_with_first(compound, context), clauses, context)
        joined = [a for a in joiners(trigger, clauses, context) if a not in compound]
        joined += joining_later(trigger, clauses, context)
        members = with_subject(members_of(compound + joined), trigger, clauses, context)
        return Parties(members, "compound")
    told = _collective(compound, trigger, clauses, context)
    if told is not None:
        return told
    members, basis = outwards(compound, trigger, clauses, context)
    named = {p.code for p in members}
    if trigger.rule.entry.resumes and context.met and (not named or named & set(context.met)):
        return Parties([Participant(c) for c in context.met], "clause")
    if count(members) == 1 and trigger.rule.type == "exercise":
        members = members + _soil(members, clauses, context)
    members = with_session_host(members, trigger, clauses, context)
    pair = _brought_together(members, trigger, clauses, context)
    if pair:
        members, basis = pair, "discourse"
    elif count(members) < 2:
        members, basis = complete(members, trigger, clauses, context), "discourse"
    hosts = with_each_host(members, trigger, clauses, context)
    members, basis = (members, basis) if hosts is members else (hosts, "clause")
    members = with_subject(with_home(members, trigger, clauses, context), trigger, clauses, context)
    return Parties(up_to_number(members, trigger, clauses, context), basis)


def _collective(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> Parties | None:
    """The parties where words stand for several at once (双方, 5カ国は, AUは会合を開き)."""
    together = all_together(trigger, clauses, context)
    if together:
        near = strong(context, clauses.segment(trigger.span.start))
        partners = [a for a in near if a not in compound and is_partner(a, trigger, context)]
        others = [p for p in members_of(compound + partners) if p.code not in together]
        return Parties([Participant(c) for c in together] + others, "clause")
    several = numbered(trigger, clauses, context)
    if several:
        return Parties([Participant(code) for code in several], "clause")
    body = of_body(compound, trigger, clauses, context)
    if body is not None:
        return body
    of_all = with_all_of_them(trigger, clauses, context)
    return Parties(of_all, "clause") if of_all else None


def _brought_together(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """オマーンの仲介の下で開いた協議: the pair of the record, not who brought it together.

    Empty where the sentence names more than the mediator, or the record no such pair.
    """
    between = {c for a in mediators(trigger, clauses, context) for c in a.codes}
    if len(members) != 1 or members[0].code not in between:
        return []
    pair = [c for c in context.parties or context.dominant if c not in between]
    return [Participant(c) for c in pair[:2]] if len(pair) > 1 else []


def _of_list_item(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Participant]:
    """米海軍主催の訓練(RIMPAC)、日印共同訓練(JIMEX)などに: those named in the item, and home."""
    if trigger.rule.type != "exercise":
        return []
    text = context.record.text.text
    start = clauses.sentence.span.start
    at = max(text.rfind(mark, start, trigger.span.start) for mark in "、，,")
    if at < 0 or not _ITEM_END.match(text, trigger.span.end):
        return []
    own = [a for a in context.within(Span(at, trigger.span.end)) if a.codes]
    own = [a for a in own if a.strength not in {"place", "bystander"}]
    if not own or not _ITEM.search(text, start, at + 1) or is_subject(own[-1], text):
        return []
    members = members_of(own)
    if context.home in {p.code for p in members} or context.home not in context.dominant:
        return members if count(members) >= 2 else []
    return [Participant(context.home), *members]


def _soil(
    members: list[Participant], clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """豪州での「タリスマン・セイバー」に臨んだ: the foreign soil that one side alone trains on."""
    have = {p.code for p in members}
    places = [
        a
        for a in context.within(clauses.sentence.span)
        if a.strength == "place" and a.codes and not set(a.codes) & {context.home, *have}
    ]
    return members_of(places)[:1]


def _compound(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The actors in the noun compound that ends in the trigger, as in 日英伊防衛相会談."""
    text = context.record.text.text
    found: list[Actor] = []
    edge = trigger.span.start
    inside = context.within(Span(clauses.sentence.span.start, trigger.span.end))
    for actor in reversed(inside):
        if trigger.span.covers(actor.span) and actor.strength == "occasion" and actor.codes:
            found.insert(0, actor)  # 第10回ASEAN国防相会議: all of it is the trigger
            continue
        if actor.span.start >= edge or actor.strength == "bystander":
            continue
        if actor.span.end <= edge and not _COMPOUND.fullmatch(text[actor.span.end : edge]):
            break
        if actor.codes and actor.strength != "place":
            found.insert(0, actor)
            if actor.mention.kind == "countries":
                break
        edge = min(edge, actor.span.start)
    return found


def groups_in_compound(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Parties]:
    """日米豪、日米韓の3カ国防衛相会談: the parties of each of the meetings, none for one."""
    compound = [a for a in _compound(trigger, clauses, context) if len(a.codes) >= 2]
    if len(compound) != 1:
        return []
    text = context.record.text.text
    groups = compound
    for actor in context.before(compound[0].span.start):
        linked = LISTED.fullmatch(text[actor.span.end : groups[0].span.start])
        if not linked or actor.mention.kind != "countries" or len(actor.codes) < 2:
            break
        groups = [actor, *groups]
    shared = set.intersection(*(set(a.codes) for a in groups))
    return [Parties(members_of([a]), "compound") for a in groups] if shared else []


def _with_first(compound: list[Actor], context: RecordContext) -> list[Actor]:
    """日本と中央アジア5か国の(首脳会合): the side that と joins to a group of states."""
    text = context.record.text.text
    before = context.before(compound[0].span.start)[:1]
    return [
        a
        for a in before
        if a.strength == "strong" and text[a.span.end : compound[0].span.start] == "と"
    ] + compound

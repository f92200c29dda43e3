"""Parties of symmetric acts: talks, exercises, agreements, forums.

The search goes outwards from the trigger and stops as soon as two sides are found: the
noun compound that ends in it, its clause, the clauses before it, the sentence, the record.
"""

from __future__ import annotations

import regex

from pipeline.model import Participant, Span
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.completion import (
    all_together,
    complete,
    up_to_number,
    with_home,
)
from pipeline.stages.events.parties.shared import (
    Parties,
    count,
    members_of,
    strong,
    without_announcers,
)
from pipeline.stages.events.triggers import Trigger

# What may stand between the parties and the noun of a compound: 日比(防衛相)会談.
_COMPOUND = regex.compile(r"(?:の)?(?:[^。、\nをにはがともでへ]{0,16})")
_JOINING = regex.compile(
    r"[^。はが]{0,8}(?:は|が|も)?[^。はが]{0,20}?(?:加わ|参加|合流|交え|加え|含め)"
)
_SUBJECT = regex.compile(r"[^。、「」]{0,6}?(?:は|が)")
_TOPIC = regex.compile(r"[^。、「」]{0,4}?は(?!、?[^。、\d]{0,6}に)")
_PLACE_OF = regex.compile(r"(?:市|県|内)?(?:で|にて|において)(?!は)[^。はが]{0,24}")
_GOES = regex.compile(r"(?:へ|に)?の?[^。、]{0,6}(?:出席|参加|出|臨|先[立だ]|合わせ|のため)")


def mutual_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """The parties of a symmetric act. Pure; fewer than two when the text names nobody."""
    compound = _compound(trigger, clauses, context)
    if trigger.rule.type == "meeting" and any(a.strength == "occasion" for a in compound):
        members = _conference(compound, trigger, clauses, context)
        return Parties(members, "compound", conference=True)
    # NATOのウクライナ支援組織への参加: a forum's own name does not tell who joins it.
    if trigger.rule.type != "framework" and len({c for a in compound for c in a.codes}) >= 2:
        joined = [a for a in _joiners(clauses, context) if a not in compound]
        return Parties(members_of(compound + joined), "compound")
    if len(context.parties) >= 2 and all_together(trigger, clauses, context):
        others = [p for p in members_of(compound) if p.code not in context.parties]
        return Parties([Participant(c) for c in context.parties] + others, "clause")
    members, basis = _outwards(compound, trigger, clauses, context)
    named = {p.code for p in members}
    if trigger.rule.entry.resumes and context.met and (not named or named & set(context.met)):
        return Parties([Participant(c) for c in context.met], "clause")
    if count(members) == 1 and trigger.rule.type == "exercise":
        members = members + _soil(members, clauses, context)
    if count(members) < 2:
        members, basis = complete(members, trigger, clauses, context), "discourse"
    members = with_home(members, trigger, clauses, context)
    return Parties(up_to_number(members, trigger, clauses, context), basis)


def _outwards(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[list[Participant], str]:
    segment = clauses.segment(trigger.span.start)
    near = compound + without_announcers(strong(context, segment), trigger, clauses, context)
    if trigger.rule.type == "exercise":
        near += [a for a in _joiners(clauses, context) if a not in near]
    members = members_of(near)
    if count(members) >= 2:
        return members_of(_topic(near, trigger, clauses, context) + near), "clause"
    # 外相は英外相と会談し、仏外相とも会談した: the British do not meet the French.
    with_topic = members_of(_topic(near, trigger, clauses, context) + near) if members else []
    if count(with_topic) >= 2:
        return with_topic, "clause"
    for earlier in clauses.segments_before(trigger.span.start):
        members = members_of(strong(context, earlier) + near)
        if count(members) >= 2:
            return members, "sentence"
    # Those named only after the trigger's clause seldom take part in its act.
    scope = clauses.sentence.span
    if members:
        scope = Span(scope.start, segment.end)
    weak = [a for a in context.within(scope) if a.strength == "weak" and a.codes]
    return members_of(near + strong(context, scope) + weak), "sentence"


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


def _topic(
    near: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """外相は…各国を結び、会合を開いた: the topic of the sentence acts in its later clauses too.

    Unless the clause has a subject of its own.
    """
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    own = [a for a in near if segment.covers(a.span)]
    if any(_SUBJECT.match(text[a.span.end : a.span.end + 10]) for a in own):
        return []
    before = strong(context, Span(clauses.sentence.span.start, segment.start))
    return [a for a in before if _TOPIC.match(text[a.span.end : a.span.end + 10])][:1]


def _conference(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """G7防衛相会合: the group, the host where the place tells it, and who goes there."""
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    first = compound[0].span.start
    hosts = [
        a
        for a in context.within(Span(segment.start, first))
        if a.codes and first - a.span.end < 30 and _PLACE_OF.match(text[a.span.end : first])
    ]
    members = members_of(compound)
    members += [Participant(c, "host") for a in hosts[-1:] for c in a.codes]
    if _GOES.match(text[trigger.span.end : trigger.span.end + 20]):
        members += members_of(strong(context, Span(segment.start, first)))[:1]
    elif count(members) < 2:
        members += members_of(strong(context, clauses.sentence.span))[:1]
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
        if actor.span.end <= edge and not _COMPOUND.fullmatch(text[actor.span.end : edge]):
            break
        if actor.codes and actor.strength != "place":
            found.insert(0, actor)
            if actor.mention.kind == "countries":
                break
        edge = min(edge, actor.span.start)
    return found


def _joiners(clauses: Clauses, context: RecordContext) -> list[Actor]:
    """豪空軍も参加した: those of the sentence who join in."""
    text = context.record.text.text
    end = clauses.sentence.span.end
    return [
        a
        for a in strong(context, clauses.sentence.span)
        if _JOINING.match(text[a.span.end : min(end, a.span.end + 40)])
    ]

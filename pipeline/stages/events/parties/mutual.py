"""Parties of symmetric acts: talks, exercises, agreements, forums.

The search goes outwards from the trigger and stops as soon as two sides are found: the
noun compound that ends in it, its clause, the clauses before it, the sentence, the record.
"""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.apart import mediators, without_apart
from pipeline.stages.events.parties.completion import (
    all_together,
    complete,
    same_side,
    up_to_number,
    with_each_host,
    with_home,
)
from pipeline.stages.events.parties.joining import (
    attending_later,
    joined_body,
    joiners,
    joining_later,
)
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    count,
    is_partner,
    members_of,
    strong,
    whole_list,
    without_announcers,
)
from pipeline.stages.events.triggers import Trigger

# What may stand between the parties and the noun of a compound: 日比(防衛相)会談.
_COMPOUND = deferred(r"(?:の)?(?:[^。、\nをにはがともでへ]{0,16})")
# Acts that one side does with several partners in turn.
_SERIAL = frozenset({"meeting", "agreement", "partnership"})
_SUBJECT = deferred(r"[^。、「」]{0,6}?(?<![とにでへ]|から)(?:は|が)")
_TOPIC = deferred(
    r"[^。、「」]{0,4}?(?<![とにでへ]|から)は"
    r"(?!、?[^。、\d]{0,6}に(?!おけ|関|つい|向け|基づ|先立|合わせ|伴))"
)
_OWN_SUBJECT = deferred(r"[^。、「」]{0,6}?(?<![とにでへ]|から)(?:は|が|も)")
_PLACE_OF = deferred(r"(?:市|県|内)?(?:で|にて|において)(?!は)[^。はが]{0,24}")
# サヘル諸国連合を結成した: what is founded does not found.
_FOUNDED = deferred(r"[」』）)]*を[^。、]{0,4}(?:結成|設立|創設|立ち上げ|発足|設置|旗揚げ)")
_ATTENDED = deferred(r"(?:会議|会合|総会|サミット)[^。、]{0,4}(?:出席|参加|臨|の席に)")
_OPENS_AT = deferred(
    r"[^。、はがをにへと]{0,8}(?:で|にて|において)(?:[^。、はがをにへと]{0,8})"
    r"(?:開か|開催|開幕|開会|行わ|行い|始ま|催さ|実施|閉幕|開き|開い|開く)"
)
_COMES = deferred(r"[^。、はがも]{0,6}(?:が|は|も)[^。、]{0,10}(?:出席|参加|臨[みむん])")
_GOES = deferred(r"(?:へ|に)?の?[^。、]{0,6}(?:出席|参加|出|臨|先[立だ]|合わせ|のため)")
# 次回会合は6月、カナダで: the forum that met before meets again, elsewhere.
_NEXT = deferred(r"(?:次回|次の|次期|来年の|今年の)(?:の)?[^。、はがを]{0,8}$")


def mutual_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """The parties of a symmetric act, with who brings them together.

    Pure; fewer than two when the text names nobody.
    """
    parties = _sides(trigger, clauses, context)
    if trigger.rule.type == "meeting" and parties.basis in {"compound", "clause"}:
        came = members_of(attending_later(trigger, clauses, context))
        parties.members += [p for p in came if p.code not in parties.codes]
    if count(parties.members) >= 2:
        between = mediators(trigger, clauses, context)
        beside = members_of([a for a in between if not set(a.codes) & parties.codes])
        parties.members += beside
        parties.beside = frozenset(p.code for p in beside)
    return parties


def _sides(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    compound = _compound(trigger, clauses, context)
    if trigger.rule.type == "meeting" and any(a.strength == "occasion" for a in compound):
        members = _conference(compound, trigger, clauses, context)
        # 日ASEAN首脳会議 names its two sides, SCO首脳会議 only the body that meets.
        both = any(len(a.codes) > 1 for a in compound)
        return Parties(members, "compound", conference=not both)
    # NATOのウクライナ支援組織への参加: a forum's own name does not tell who joins it.
    if trigger.rule.type != "framework" and len(codes_of(compound)) >= 2:
        compound = whole_list(_with_first(compound, context), clauses, context)
        joined = [a for a in joiners(trigger, clauses, context) if a not in compound]
        joined += joining_later(trigger, clauses, context)
        return Parties(members_of(compound + joined), "compound")
    if len(context.parties) >= 2 and all_together(trigger, clauses, context):
        near = strong(context, clauses.segment(trigger.span.start))
        partners = [a for a in near if a not in compound and is_partner(a, trigger, context)]
        others = [p for p in members_of(compound + partners) if p.code not in context.parties]
        return Parties([Participant(c) for c in context.parties] + others, "clause")
    if trigger.rule.type == "meeting" and not compound:
        again = _next_session(trigger, clauses, context)
        if len(again) >= 2:
            return Parties(again, "clause")
    members, basis = _outwards(compound, trigger, clauses, context)
    named = {p.code for p in members}
    if trigger.rule.entry.resumes and context.met and (not named or named & set(context.met)):
        return Parties([Participant(c) for c in context.met], "clause")
    if count(members) == 1 and trigger.rule.type == "exercise":
        members = members + _soil(members, clauses, context)
    if count(members) < 2:
        members, basis = complete(members, trigger, clauses, context), "discourse"
    hosts = with_each_host(members, trigger, clauses, context)
    members, basis = (members, basis) if hosts is members else (hosts, "clause")
    members = with_home(members, trigger, clauses, context)
    return Parties(up_to_number(members, trigger, clauses, context), basis)


def _outwards(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[list[Participant], str]:
    segment = clauses.segment(trigger.span.start)
    acting = without_announcers(strong(context, segment), trigger, clauses, context)
    near = compound + whole_list(acting, clauses, context)
    if trigger.rule.type == "framework":
        text = context.record.text.text
        near = [a for a in near if not _FOUNDED.match(text[a.span.end :][:16])]
    if trigger.rule.type in {"exercise", "meeting"}:
        near += [a for a in joiners(trigger, clauses, context) if a not in near]
    near += joining_later(trigger, clauses, context)
    near = without_apart(near, trigger, clauses, context)
    members = members_of(near)
    body = joined_body(members, trigger, clauses, context)
    if body:
        return members + body, "clause"
    if count(members) >= 2:
        return members_of(_topic(near, trigger, clauses, context) + near), "clause"
    # 外相は英外相と会談し、仏外相とも会談した: the British do not meet the French.
    with_topic = members_of(_topic(near, trigger, clauses, context) + near) if members else []
    if count(with_topic) >= 2:
        return with_topic, "clause"
    if members and trigger.rule.type in _SERIAL:
        side = same_side(near, trigger, clauses, context)
        if side:
            return members_of(near) + [Participant(c) for c in side], "clause"
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
    if any(_OWN_SUBJECT.match(text[a.span.end : a.span.end + 10]) for a in own):
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
    if not hosts:
        hosts = _opening_host(trigger, clauses, context)
    members = members_of(compound)
    members += [Participant(c, "host") for a in hosts[-1:] for c in a.codes]
    goes = _GOES.match(text[trigger.span.end : trigger.span.end + 20])
    if goes or _ATTENDED.search(text[first : trigger.span.end]):
        goers = strong(context, Span(segment.start, first))
        before = strong(context, Span(clauses.sentence.span.start, segment.start))
        goers += [a for a in before if _TOPIC.match(text[a.span.end : a.span.end + 10])]
        members += members_of(goers)[:1] or _unnamed_goer(clauses, context)
    elif count(members) < 2:
        members += members_of(strong(context, clauses.sentence.span))[:1]
    later = strong(context, Span(trigger.span.end, clauses.sentence.span.end))
    members += members_of([a for a in later if _COMES.match(text[a.span.end :][:24])])
    members += members_of([a for a in joiners(trigger, clauses, context) if a.span.start > first])
    unique: dict[str, Participant] = {}
    for member in members:
        unique.setdefault(member.code, member)
    return list(unique.values())


def _opening_host(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """G7外相会合が10日、イタリアのカプリ島で開かれた: where the sentence says that it opens."""
    text = context.record.text.text
    following = context.within(Span(trigger.span.start, clauses.sentence.span.end))
    return [a for a in following if a.codes and _OPENS_AT.match(text[a.span.end :][:24])][:1]


def _unnamed_goer(clauses: Clauses, context: RecordContext) -> list[Participant]:
    """G20首脳会議に出席した後、…: who goes is not told: who travelled last, else home."""
    text = context.record.text.text
    acting = strong(context, clauses.sentence.span)
    if not acting and context.visitor is not None:
        return [Participant(context.visitor)]
    if context.home not in context.dominant[:2]:
        return []
    if any(_SUBJECT.match(text[a.span.end : a.span.end + 10]) for a in acting):
        return []
    return [Participant(context.home)]


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


def _next_session(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Participant]:
    """The organisation whose session was told last, and the host of the next one."""
    text = context.record.text.text
    lead = text[clauses.sentence.span.start : trigger.span.start]
    named = {c for a in context.actors if a.mention.kind == "organisation" for c in a.codes}
    bodies = [c for c in context.met if c in named or not context.rules.is_state(c)]
    if not bodies or not _NEXT.search(lead):
        return []
    hosts = [c for a in _opening_host(trigger, clauses, context) for c in a.codes]
    return [Participant(c) for c in bodies] + [Participant(c, "host") for c in hosts[-1:]]

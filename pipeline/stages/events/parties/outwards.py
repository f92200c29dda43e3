"""Parties of symmetric acts, looked for from the clause of the trigger outwards."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.apart import next_stop, without_apart
from pipeline.stages.events.parties.completion import same_side
from pipeline.stages.events.parties.joining import (
    joined_body,
    joiners,
    joining_later,
)
from pipeline.stages.events.parties.shared import (
    count,
    members_of,
    strong,
    topics,
    whole_list,
    without_announcers,
)
from pipeline.stages.events.triggers import Trigger

# Acts that one side does with several partners in turn.
_SERIAL = frozenset({"meeting", "agreement", "partnership"})
_IN_TOWN = deferred(r"では(?!な)|には")
_OWN_SUBJECT = deferred(r"[^。、「」]{0,6}?(?<![とにでへ]|から)(?:は|が|も)")
# サヘル諸国連合を結成した: what is founded does not found.
_FOUNDED = deferred(
    r"[」』）)]*(?:[(（][^()（）]{1,16}[)）])?[」』）)]*(?:を[^。、]{0,4}|の)?"
    r"(?:結成|設立|創設|立ち上げ|発足|設置|旗揚げ)"
)


def _in_clause(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """Who takes part by what the clause of the trigger says, and those told to join later."""
    segment = clauses.segment(trigger.span.start)
    acting = without_announcers(strong(context, segment), trigger, clauses, context)
    near = compound + whole_list(acting, clauses, context)
    if trigger.rule.type in {"framework", "agreement"}:
        text = context.record.text.text
        near = [a for a in near if not _FOUNDED.match(text[a.span.end :][:36])]
    if trigger.rule.type in {"exercise", "meeting"}:
        near += [a for a in joiners(trigger, clauses, context) if a not in near]
    near += joining_later(trigger, clauses, context)
    near = [a for a in near if not next_stop(a, trigger, context)]
    return without_apart(near, trigger, clauses, context) or _in_town(trigger, segment, context)


def outwards(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[list[Participant], str]:
    """The parties that the words around a trigger name, and where they stand: clause or sentence.

    From its clause outwards, until two sides are found. ``compound`` are those that its
    own noun names. Pure.
    """
    segment = clauses.segment(trigger.span.start)
    near = _in_clause(compound, trigger, clauses, context)
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
        before = strong(context, earlier)
        if _each_with_home(before, near, trigger, context):
            return members, "clause"
        members = members_of(before + near)
        members = members if near else _of_talks(members, earlier, trigger, context)
        if count(members) >= 2:
            return members, "sentence"
    # Those named only after the trigger's clause seldom take part in its act.
    scope = clauses.sentence.span
    if members:
        scope = Span(scope.start, segment.end)
    weak = [a for a in context.within(scope) if a.strength == "weak" and a.codes]
    rest = [a for a in strong(context, scope) + weak if not next_stop(a, trigger, context)]
    return members_of(near + rest), "sentence"


def _of_talks(
    members: list[Participant], earlier: Span, trigger: Trigger, context: RecordContext
) -> list[Participant]:
    """首相は…4カ国首脳と会談し、声明を発表する: all who met, not only whom the clause names.

    Nor are those whom a force invited, or visited, without it in what they then train.
    """
    position, codes = context.told
    if trigger.rule.type not in {"agreement", "exercise"}:
        return members
    have = {p.code for p in members}
    there = earlier.start <= position < earlier.end and bool(have) and have < set(codes)
    there = there and (trigger.rule.type == "exercise" or set(codes) == set(context.met))
    return members + [Participant(c) for c in codes if c not in have] if there else members


def _in_town(trigger: Trigger, segment: Span, context: RecordContext) -> list[Actor]:
    """フナフティでは貿易大臣と会談する on a tour of several lands: the one of that town."""
    if trigger.rule.type != "meeting" or len(context.parties) < 3:
        return []
    text = context.record.text.text
    towns = [a for a in context.within(segment) if a.strength == "place" and a.codes]
    return [
        a for a in towns
        if set(a.codes) < set(context.parties) and _IN_TOWN.match(text, a.span.end)
    ][:1]  # fmt: skip


def _each_with_home(
    before: list[Actor], near: list[Actor], trigger: Trigger, context: RecordContext
) -> bool:
    """インドとの協定が発効し、英国との協定も発効した: each clause has a partner of its own.

    Or talks in each of several towns: ホニアラでは…を表敬し、フナフティでは…と会談する.
    """
    text = context.record.text.text
    if trigger.rule.type == "meeting" and before and near:
        return all(_IN_TOWN.match(text, side[0].span.end) is not None for side in (before, near))
    if trigger.rule.type != "agreement" or not before or not near:
        return False
    return all(text.startswith("との", a.span.end) for a in (*before, *near))


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
    return topics(before, text)[:1]

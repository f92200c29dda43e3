"""Who takes part in an act: codes and roles, from the words around its trigger outwards."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.directed import directed_parties
from pipeline.stages.events.parties.mutual import groups_in_compound, mutual_parties
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    members_of,
    strong,
    whole_list,
)
from pipeline.stages.events.parties.visits import visit_parties
from pipeline.stages.events.triggers import Trigger

_SEPARATELY = deferred(
    r"それぞれ(?!参加|出席|臨)|個別に|個別会談|相次[いぎ]|別々に|順次"
    r"|(?:[二2２](?:国|[かカヵケヶ箇]国)間?|バイ)(?:の|で)?(?:防衛相|外相|首脳|国防相)?の?(?:個別)?会談"
    r"|(?:順に|順番に|順々に|立て続けに|続けざまに|次々[にと]|各個に|別個に|一対一で|1対1で)"
    # 午前にタイの外相、午後にラオスの外相と; タイの外相とは東京で、ラオスの外相とは大阪で
    r"|午前(?:中)?(?:に|は|には)?、?[^。はが]{2,40}?、(?:同日)?(?:午後|夕方?|夜)(?:に|は|には)?、?[^。、]{2,30}と"
    r"|とは[^。、]{1,16}、[^。、]{2,30}とは[^。、]{1,16}(?:会談|協議|会[いっ]|懇談|面会)"
)
# 仏の編隊が百里に、独と西の編隊が千歳に、それぞれ: each group with its place, not each caller.
_PAIRED = deferred(
    r"が[^。、が]{2,24}(?:に|へ)、[^。、が]{2,30}が[^。、が]{2,24}(?:に|へ)、?それぞれ"
)
_NEXT_GROUP = deferred(r"[^。、はがをにと]{0,8}(?:、|および|及び|ならびに|並びに|と)")
_SUBJECT = deferred(r"(?:氏|側|政府|ら)?(?:は|が)")
# 会談は、 / 初会合には、 at the head of a sentence: the talks told before.
_BARE = deferred(r"[ 　]*(?:今回の|この|同|その|当該|初|両)?(?:の)?")
_TOPIC = deferred(r"(?:は|には)、?")
# A sentence that names so many names all who take part.
_SEVERAL = 3
# From so many ports on, each call is an act of its own.
_TOUR = 3


def find_parties(
    trigger: Trigger, clauses: Clauses, context: RecordContext, *, paired: bool = False
) -> list[Parties]:
    """The participants of an act; several sets for acts told as separate (個別に, それぞれ).

    ``paired`` tells that the sentence names the parties of several acts and ``context`` holds
    those of one: それぞれ sets the acts apart, not these. Pure; a set may be empty when the text
    names nobody.
    """
    roles = trigger.rule.roles
    if roles == "visit":
        return [visit_parties(trigger, clauses, context)]
    if roles in {"call", "give", "dispatch"}:
        parties = directed_parties(trigger, clauses, context)
        if roles != "call" or paired:
            return [parties]
        return _each_caller(parties, trigger, clauses, context)
    parties = mutual_parties(trigger, clauses, context)
    segment = clauses.segment(trigger.span.start)
    few = len(parties.codes) < _SEVERAL and parties.codes < set(context.met)
    if few and _takes_up(trigger, clauses, context):
        return [Parties([Participant(code) for code in context.met], "discourse")]
    if trigger.rule.type == "meeting":
        groups = groups_in_compound(trigger, clauses, context)
        if len(groups) >= 2:
            return groups
    text = context.record.text.text[segment.start : segment.end]
    told = parties.basis != "discourse" and len(parties.codes) >= 2
    if trigger.rule.type == "meeting" and told and _SEPARATELY.search(text):
        return _separate(parties, trigger, clauses, context)
    return [parties]


def _takes_up(trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """日中韓外相会談は…。会談は昨年11月に開かれた: a bare topic means those of the talks before."""
    if trigger.rule.type != "meeting" or len(context.met) < 2:
        return False
    text = context.record.text.text
    bare = _BARE.fullmatch(text, clauses.sentence.span.start, trigger.span.start)
    return bare is not None and _TOPIC.match(text, trigger.span.end) is not None


def _each_caller(
    parties: Parties, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Parties]:
    """カナダ、ドイツの各艦艇が相次いで寄港した: a call for each."""
    segment = clauses.segment(trigger.span.start)
    callers = [p for p in parties.members if p.role == "visitor"]
    text = context.record.text.text[segment.start : trigger.span.end]
    if len(callers) < 2 or not _SEPARATELY.search(text) or _PAIRED.search(text):
        return _each_host(parties)
    hosts = [p for p in parties.members if p.role != "visitor"]
    return [Parties([caller, *hosts], parties.basis) for caller in callers]


def _each_host(parties: Parties) -> list[Parties]:
    """インド、スリランカ、モルディブに寄港した: a call at each of three ports or more."""
    hosts = [p for p in parties.members if p.role == "host"]
    if len(hosts) < _TOUR:
        return [parties]
    callers = [p for p in parties.members if p.role != "host"]
    return [Parties([*callers, host], parties.basis) for host in hosts]


def _separate(
    parties: Parties, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Parties]:
    """One pair for each partner of the side that all of them meet: the subject, else home."""
    pairs = _pairs(trigger, clauses, context)
    if pairs:
        return pairs
    hub = _hub(parties, trigger, clauses, context) or context.home
    if hub not in parties.codes:
        if context.home not in context.dominant:
            return [parties]
        parties.members.insert(0, Participant(hub))
    first = [p for p in parties.members if p.code == hub]
    others = [p for p in parties.members if p.code != hub]
    return [Parties([*first, other], parties.basis) for other in others]


def _pairs(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Parties]:
    """日韓の代表団、米国とロシアの代表団はそれぞれ会談した: the groups that a list names."""
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    named = [a for a in strong(context, segment) if a.span.end <= trigger.span.start]
    groups: list[list[Actor]] = []
    for before, actor in zip([None, *named], named, strict=False):
        between = text[before.span.end : actor.span.start] if before else ""
        if before and between == "と" and len(groups[-1]) == 1:
            groups[-1].append(actor)
        elif not before or _NEXT_GROUP.fullmatch(between):
            groups.append([actor])
        else:
            return []
    sides = [codes_of(group) for group in groups]
    if len(sides) < 2 or any(len(side) != 2 for side in sides):
        return []
    return [Parties(members_of(group), "clause") for group in groups]


def _hub(
    parties: Parties, trigger: Trigger, clauses: Clauses, context: RecordContext
) -> str | None:
    """英首相は…とそれぞれ会談した: the one state that is the subject or topic of the clause."""
    text = context.record.text.text
    span = Span(clauses.sentence.span.start, trigger.span.start)
    acting = [
        a for a in context.within(span)
        if a.strength == "strong" and _SUBJECT.match(text, a.span.end, span.end)
    ]  # fmt: skip
    side = {c for a in whole_list(acting[-1:], clauses, context) for c in a.codes}
    alone = side if len(side) == 1 else parties.codes - side  # AとBの国防相はそれぞれCと会談した
    return next(iter(alone)) if len(alone) == 1 and alone <= parties.codes else None


__all__ = ["Parties", "find_parties"]

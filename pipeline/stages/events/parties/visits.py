"""Who travels, and to whom."""

from __future__ import annotations

import regex

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import AND, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.destinations import (
    TRAVELS,
    default_host,
    described_place,
    hosts_of,
    inside_trigger,
    stops_later,
    to_region,
)
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    next_sentence,
    strong,
    whole_list,
    with_mentions,
)
from pipeline.stages.events.triggers import Trigger

# Active 招く turns the sides round, passive 招かれる does not.
_INVITE = deferred(r"招(?!か?れ|きに応|かれ)|迎え(?!られ)")
# 来訪: to those who tell of it.
_COMES = deferred("来[訪省庁館艦]")
_SUBJECT = deferred(r"[^。、「」]{0,14}?(?:は|が|も|、)")
_IS_SUBJECT = deferred(r"(?:ら|夫妻)?(?:は|が)")
_IS_MET = deferred(r"(?:ら|夫妻)?(?:と(?!いう)|に(?:会|面会|表敬))")
# 海外から多くの要人が来日, 33カ国は首脳級が来日: nobody in particular.
_ANYBODY = deferred(
    r"(?:海外|国外|諸?外国|世界|世界各国|各国|各地)から"
    r"|(?<!\d)[0-9０-９]{2,3}[かカヵケヶ箇]国(?:の[^。、]{0,8})?[はが、]"
)
# フランスの大統領も同行した。
_GOES_ALONG = deferred(r"[^。、はが]{0,8}(?:も|が)[^。、はが]{0,8}(?:同行|随行|同道|合流)")


def visit_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """Visitor and hosts of a visit. Pure; empty when the text names neither."""
    text = context.record.text.text
    hosts = hosts_of(trigger, clauses, context)
    if not hosts and (going_on := _stay_told_before(trigger, clauses, context)):
        return Parties(going_on, "discourse")
    invited = bool(_INVITE.search(text[trigger.span.start : trigger.span.end + 8]))
    visitor, basis = _visitor(trigger, clauses, context, codes_of(hosts))
    hosts += [a for a in stops_later(clauses, context) if a not in hosts]
    host_codes = list(dict.fromkeys(c for a in hosts for c in a.codes))
    head = described_place(trigger, clauses, context, text)
    if head is not None and not inside_trigger(trigger, context):
        host_codes = list(head.codes)
        visitor, basis = _visitor(trigger, clauses, context, set(host_codes))
    if trigger.rule.entry.headline and not host_codes:
        return Parties([], "none")
    if not host_codes and to_region(trigger, clauses, text):
        return Parties([], "none")
    if not host_codes and visitor not in {None, context.home} and _COMES.match(trigger.text):
        host_codes = [context.home]
    if basis != "clause" and _ANYBODY.search(text, clauses.sentence.span.start, trigger.span.start):
        return Parties([], "none")
    if invited and visitor:
        host_codes, visitor = _turn_invitation(trigger, clauses, context, host_codes, visitor)
    if visitor is None and _at_home(trigger, clauses, context, host_codes):
        return Parties([], "none")
    if visitor is None and host_codes:
        visitor, basis = _usual_visitor(trigger, context, host_codes), "discourse"
    if not host_codes and visitor:
        host_codes = default_host(visitor, clauses, trigger, context, text)
        basis = "discourse"
    company = _company(visitor, clauses, context) if basis == "clause" and not invited else []
    visitors = list(dict.fromkeys(c for c in (visitor, *company) if c and c not in host_codes))
    visitors = visitors or ([visitor] if visitor else [])
    if basis == "clause" and not invited:
        visitors += [c for c in _going_along(clauses, context) if c not in visitors]
    members = [Participant(c, "visitor") for c in visitors]
    members += [Participant(c, "host") for c in host_codes if c not in visitors]
    return Parties(with_mentions(members, context, clauses), basis)


def _stay_told_before(
    trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """議員団が台湾を訪れた。15日まで滞在し、総統と会う: those of the visit told just before."""
    at, codes = context.told
    text, start = context.record.text.text, clauses.sentence.span.start
    if trigger.text != "滞在" or text.startswith(("中", "期間"), trigger.span.end):
        return []
    if context.visitor is None or context.visitor not in codes or at < 0:
        return []
    named = context.within(Span(start, trigger.span.start))
    if text.count("。", at, start) > 1 or any(a.codes for a in named):
        return []
    hosts = [Participant(c, "host") for c in codes if c != context.visitor]
    return [Participant(context.visitor, "visitor"), *hosts]


def _going_along(clauses: Clauses, context: RecordContext) -> list[str]:
    """The codes of those who the next sentence says go along (も同行した)."""
    text = context.record.text.text
    named = strong(context, next_sentence(clauses, context))
    along = [a for a in named if _GOES_ALONG.match(text, a.span.end)][:1]
    return [c for a in whole_list(along, clauses, context) for c in a.codes]


def _at_home(trigger: Trigger, clauses: Clauses, context: RecordContext, hosts: list[str]) -> bool:
    """首相は皇居を訪れた: home's own official at a place of home's visits no other side."""
    if inside_trigger(trigger, context) or hosts != [context.home]:
        return False
    text = context.record.text.text
    before = Span(clauses.sentence.span.start, trigger.span.start)
    return any(
        a.mention.kind in {"office", "person"}
        and a.codes == (context.home,)
        and _IS_SUBJECT.match(text, a.span.end)
        for a in strong(context, before)
    )


def _usual_visitor(trigger: Trigger, context: RecordContext, hosts: list[str]) -> str | None:
    """Who travels when the sentence does not say: who travelled last, home, the partner."""
    if context.visitor and context.visitor not in hosts:
        return context.visitor
    if context.home not in hosts:
        return context.home
    return context.partner(trigger.span.start)


def _company(visitor: str | None, clauses: Clauses, context: RecordContext) -> list[str]:
    """ブリンケン米国務長官とラミー英外相がキーウ入りした: those who travel with the visitor."""
    text = context.record.text.text
    named = strong(context, clauses.sentence.span)
    chain: list[Actor] = []
    for actor in named:
        if chain and not AND.fullmatch(text[chain[-1].span.end : actor.span.start]):
            if any(visitor in a.codes for a in chain):
                break
            chain = []
        chain.append(actor)
    if not chain or not any(visitor in a.codes for a in chain):
        return []
    acts = TRAVELS.match(text[chain[-1].span.end : chain[-1].span.end + 24])
    return [c for a in chain for c in a.codes] if acts else []


def _turn_invitation(
    trigger: Trigger, clauses: Clauses, context: RecordContext, hosts: list[str], subject: str
) -> tuple[list[str], str | None]:
    """In 招く the subject is the host, and the other party travels."""
    others = [
        c
        for a in strong(context, clauses.segment(trigger.span.start))
        for c in a.codes
        if c != subject
    ]
    if others:
        return [subject], others[0]
    rest = [c for c in hosts if c != subject]
    return ([subject], rest[0]) if rest else (hosts, subject)


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
            if regex.match(r"[^。、]{0,14}?(?:は|が|も)", text[a.span.end : a.span.end + 16])
        ]
        if marked:
            return _code(marked[-1] if group is inside else marked[0], hosts), "clause"
    met = [a for a in before if _IS_MET.match(text, a.span.end)]
    others = [c for c in context.parties if not any(c in a.codes for a in met)]
    if met and len(others) == 1 and len(context.parties) == 2 and others[0] not in hosts:
        return others[0], "discourse"  # 防衛相と会った後、韓国に向かう: who met him
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

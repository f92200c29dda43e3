"""Who travels, and to whom."""

from __future__ import annotations

import regex

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import AND, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.apart import names_another
from pipeline.stages.events.parties.completion import NAMELESS
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    described,
    next_sentence,
    strong,
    whole_list,
    with_mentions,
)
from pipeline.stages.events.triggers import Trigger

_DESTINATION = deferred(
    r"(?:[^。、\n]{0,10}?)(?:[をにへ]も?|など|の?(?:\d+|[0-9０-９一二三四五六七])(?:[かカヵケヶ箇]国)|[、,，・とや]|及び|および|並びに|ならびに|訪問|歴訪|入り|を?再訪)"
)
_OF_PERSON = deferred(r"の|側|政府|軍|・")
# Active 招く turns the sides round, passive 招かれる does not.
_INVITE = deferred(r"招(?!か?れ|きに応|かれ)|迎え(?!られ)")
# The sentence after a visit that tells where it leads.
_STOPS = deferred(
    r"[\s　]*[^。\n]{0,12}?"
    r"(?:訪\s?(?:問す|れ)るのは|訪\s?(?:問し|れ)たのは|(?:訪問|歴訪)(?:先|国)は|巡るのは|回るのは)"
)
# 来訪: to those who tell of it.
_COMES = deferred("来[訪省庁館艦]")
_GOAL = deferred(r"[をにへも][^。、はがをにへ]{0,8}")
_SUBJECT = deferred(r"[^。、「」]{0,14}?(?:は|が|も|、)")
_IS_SUBJECT = deferred(r"(?:ら|夫妻)?(?:は|が)")
_GOALS = frozenset({"country", "countries", "place"})
_HERE = deferred(r"当地|同地|現地|同市|この(?:地|国|島)")
# NATOの本部を訪れ: whom a visit to a seat is paid.
_SEAT = deferred(r"の?本部[をにへ]")
# 海外から多くの要人が来日, 33カ国は首脳級が来日: nobody in particular.
_ANYBODY = deferred(
    r"(?:海外|国外|諸?外国|世界|世界各国|各国|各地)から"
    r"|(?<!\d)[0-9０-９]{2,3}[かカヵケヶ箇]国(?:の[^。、]{0,8})?[はが、]"
)
# フランスの大統領も同行した。
_GOES_ALONG = deferred(r"[^。、はが]{0,8}(?:も|が)[^。、はが]{0,8}(?:同行|随行|同道|合流)")
_TRAVELS = deferred(r"[^。、「」にへをと]{0,16}?(?:は|が|も)")


def visit_parties(trigger: Trigger, clauses: Clauses, context: RecordContext) -> Parties:
    """Visitor and hosts of a visit. Pure; empty when the text names neither."""
    text = context.record.text.text
    hosts = _hosts(trigger, clauses, context)
    if not hosts and (going_on := _stay_told_before(trigger, clauses, context)):
        return Parties(going_on, "discourse")
    invited = bool(_INVITE.search(text[trigger.span.start : trigger.span.end + 8]))
    visitor, basis = _visitor(trigger, clauses, context, codes_of(hosts))
    hosts += [a for a in _stops_later(clauses, context) if a not in hosts]
    host_codes = list(dict.fromkeys(c for a in hosts for c in a.codes))
    head = _place_head(trigger, clauses, context, text)
    if head is not None and not _inner(trigger, context):
        host_codes = list(head.codes)
        visitor, basis = _visitor(trigger, clauses, context, set(host_codes))
    if trigger.rule.entry.headline and not host_codes:
        return Parties([], "none")
    if not host_codes and _to_region(trigger, clauses, text):
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
        host_codes = _default_host(visitor, clauses, trigger, context, text)
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


def _to_region(trigger: Trigger, clauses: Clauses, text: str) -> bool:
    """湾岸諸国を歴訪する, アフリカの3カ国に向かう: lands that nobody names."""
    segment = clauses.segment(trigger.span.start)
    named = [m.end() for m in NAMELESS.finditer(text, segment.start, trigger.span.start)]
    return bool(named) and _GOAL.fullmatch(text, named[-1], trigger.span.start) is not None


def _stops_later(clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The lands that the next sentence counts: 訪れるのはエストニア、ラトビアの2カ国だ."""
    scope = next_sentence(clauses, context)
    opening = _STOPS.match(context.record.text.text, scope.start, scope.end)
    if opening is None:
        return []
    return [a for a in context.within(Span(opening.end(), scope.end)) if a.codes]


def _going_along(clauses: Clauses, context: RecordContext) -> list[str]:
    """The codes of those who the next sentence says go along (も同行した)."""
    text = context.record.text.text
    named = strong(context, next_sentence(clauses, context))
    along = [a for a in named if _GOES_ALONG.match(text, a.span.end)][:1]
    return [c for a in whole_list(along, clauses, context) for c in a.codes]


def _place_head(
    trigger: Trigger, clauses: Clauses, context: RecordContext, text: str
) -> Actor | None:
    """訪れたカナダ東部: the noun that the relative clause describes is the destination."""
    for actor in described(trigger, clauses, context):
        bare = actor.mention.kind in {"place", "country"}
        if bare and actor.codes and not _OF_PERSON.match(text[actor.span.end :][:8]):
            return actor
    return None


def _at_home(trigger: Trigger, clauses: Clauses, context: RecordContext, hosts: list[str]) -> bool:
    """首相は皇居を訪れた: home's own official at a place of home's visits no other side."""
    if _inner(trigger, context) or hosts != [context.home]:
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
    acts = _TRAVELS.match(text[chain[-1].span.end : chain[-1].span.end + 24])
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


def _hosts(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The destinations: in the trigger itself (来日, 訪米), else the places it governs."""
    fixed = _inner(trigger, context)
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
        if actor.span.start > trigger.span.start and actor.mention.kind in _GOALS:
            # モンゴルの3カ国を回る is one trigger with a destination inside.
            found.insert(0, actor)
            edge = actor.span.start
            continue
        if (
            actor.span.end > edge
            or not actor.codes
            or (actor.strength == "occasion" and not _SEAT.match(text, actor.span.end))
            or (actor.mention.kind == "countries" and _TRAVELS.match(text, actor.span.end, edge))
            or names_another(actor, trigger, clauses, context)
            or actor.mention.kind in {"office", "person"}
        ):
            if found:
                break
            continue
        between = text[actor.span.end : edge]
        if (
            not between
            or (not found and _SEAT.fullmatch(between))
            or (between == "も" and actor.mention.kind in _GOALS)
            or _DESTINATION.fullmatch(between)
            or (not found and regex.fullmatch(r"[^。]{0,18}?[をにへの][^。をには]{0,14}", between))
        ):
            found.insert(0, actor)
            edge = actor.span.start
        elif found:
            break
    return _listed_before(found, context) + found


def _listed_before(hosts: list[Actor], context: RecordContext) -> list[Actor]:
    """The lands of a list whose last names alone stand in the clause: マダガスカルと…、…を訪問."""
    listed: list[Actor] = []
    text = context.record.text.text
    for actor in context.before(hosts[0].span.start) if hosts else ():
        edge = (listed or hosts)[0].span.start
        goal = actor.mention.kind == "country" and actor.codes
        if not goal or not AND.fullmatch(text[actor.span.end : edge]):
            break
        listed.insert(0, actor)
    return listed


def _inner(trigger: Trigger, context: RecordContext) -> list[Actor]:
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
    if _HERE.search(text, clauses.sentence.span.start, trigger.span.end):
        # モディ首相が当地に足を延ばした: the place named last.
        before = context.before(clauses.sentence.span.start)
        spots = [c for a in before if a.strength == "place" for c in a.codes if c != visitor]
        if spots:
            return spots[:1]
    if visitor != context.home:
        return [context.home]
    partner = context.partner(trigger.span.start)
    return [partner] if partner else []

"""Where a visit leads: its hosts, in the trigger itself (訪米), around it, or told before."""

from __future__ import annotations

import regex

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import AND, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.apart import names_another
from pipeline.stages.events.parties.collective import NAMELESS
from pipeline.stages.events.parties.shared import (
    described,
    next_sentence,
)
from pipeline.stages.events.triggers import Trigger

_DESTINATION = deferred(
    r"(?:[^。、\n]{0,10}?)(?:[をにへ]も?|など|の?(?:\d+|[0-9０-９一二三四五六七])(?:[かカヵケヶ箇]国)|[、,，・とや]|及び|および|並びに|ならびに|訪問|歴訪|入り|を?再訪)"
)
_OF_PERSON = deferred(r"の|側|政府|軍|・")
# The sentence after a visit that tells where it leads.
_STOPS = deferred(
    r"[\s　]*[^。\n]{0,12}?"
    r"(?:訪\s?(?:問す|れ)るのは|訪\s?(?:問し|れ)たのは|(?:訪問|歴訪)(?:先|国)は|巡るのは|回るのは)"
)
_GOAL = deferred(r"[をにへも][^。、はがをにへ]{0,8}")
_GOALS = frozenset({"country", "countries", "place"})
_HERE = deferred(r"当地|同地|現地|同市|この(?:地|国|島)")
# NATOの本部を訪れ: whom a visit to a seat is paid.
_SEAT = deferred(r"の?本部[をにへ]")
# 3カ国の首脳は…: those who travel, not where they go.
TRAVELS = deferred(r"[^。、「」にへをと]{0,16}?(?:は|が|も)")


def to_region(trigger: Trigger, clauses: Clauses, text: str) -> bool:
    """Whether a visit goes to lands that nobody names: 湾岸諸国を歴訪する."""
    segment = clauses.segment(trigger.span.start)
    named = [m.end() for m in NAMELESS.finditer(text, segment.start, trigger.span.start)]
    return bool(named) and _GOAL.fullmatch(text, named[-1], trigger.span.start) is not None


def stops_later(clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The lands that the next sentence counts: 訪れるのはエストニア、ラトビアの2カ国だ."""
    scope = next_sentence(clauses, context)
    opening = _STOPS.match(context.record.text.text, scope.start, scope.end)
    if opening is None:
        return []
    return [a for a in context.within(Span(opening.end(), scope.end)) if a.codes]


def described_place(
    trigger: Trigger, clauses: Clauses, context: RecordContext, text: str
) -> Actor | None:
    """The destination that a relative clause describes: 訪れたカナダ東部."""
    for actor in described(trigger, clauses, context):
        bare = actor.mention.kind in {"place", "country"}
        if bare and actor.codes and not _OF_PERSON.match(text[actor.span.end :][:8]):
            return actor
    return None


def hosts_of(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The destinations: in the trigger itself (来日, 訪米), else the places it governs."""
    fixed = inside_trigger(trigger, context)
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
            or (actor.mention.kind == "countries" and TRAVELS.match(text, actor.span.end, edge))
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


def inside_trigger(trigger: Trigger, context: RecordContext) -> list[Actor]:
    """Destinations inside the trigger word: 来日 and 訪日 are to Japan, 訪米 to the USA."""
    return [a for a in context.inner if a.span.overlaps(trigger.span)]


def default_host(
    visitor: str, clauses: Clauses, trigger: Trigger, context: RecordContext, text: str
) -> list[str]:
    """The host that a visit leaves out: the place named, home, or the partner of the visitor.

    >>> # モディ首相が当地に足を延ばした: the place named last
    """
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
        return _visited_before(visitor, clauses, context) or [context.home]
    partner = context.partner(trigger.span.start)
    return [partner] if partner else []


def _visited_before(visitor: str, clauses: Clauses, context: RecordContext) -> list[str]:
    """米国務長官がミャンマーに着いた。長官の訪問は…: the one host of the visit told just before."""
    at, told = context.told
    hosts = [c for c in told if c != visitor]
    text, start = context.record.text.text, clauses.sentence.span.start
    near = at >= 0 and text.count("。", at, start) <= 1
    alone = context.visitor == visitor and visitor in told and len(hosts) == 1
    return hosts if near and alone and context.home not in told else []

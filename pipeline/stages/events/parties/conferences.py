"""Who meets in the session of a group: the group, its host, and those who go there."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.joining import joiners
from pipeline.stages.events.parties.shared import count, is_subject, members_of, strong, topics
from pipeline.stages.events.triggers import Trigger

# NATO本部で, 国連欧州本部において: a session there is the body's own.
_HOUSE = deferred(r"本部(?:ビル)?(?:で(?![はの]|も)|にて|において)")
_PLACE_OF = deferred(r"(?:市|県|内)?(?:で|にて|において)(?!は)[^。はが]{0,24}")
_ATTENDED = deferred(r"(?:会議|会合|総会|サミット)[^。、]{0,4}(?:出席|参加|臨|の席に)")
# 首脳会議は9日、中国の天津で「天津宣言」を採択した: where a session does what it does.
_AS_TOPIC = deferred(r"(?:は|が)(?:[0-9０-９月]{1,5}日)?(?:から[0-9０-９月]{1,5}日まで)?、?")
_DOES_AT = deferred(r"(?:市|県|州|内)?(?:で|にて|において)(?!は)")
_OPENS_AT = deferred(
    r"[^。、はがをにへと]{0,8}(?:で|にて|において)(?:[^。、はがをにへと]{0,8})"
    r"(?:開か|開催|開幕|開会|行わ|行い|始ま|催さ|実施|閉幕|開き|開い|開く)"
)
_COMES = deferred(r"[^。、はがも]{0,6}(?:が|は|も)[^。、]{0,10}(?:出席|参加|臨[みむん])")
_GOES = deferred(r"(?:へ|に)?の?[^。、]{0,6}(?:出席|参加|出|臨|先[立だ]|合わせ|のため)")
_NEAR_TOPIC = 8
_SESSION = deferred(r"[^。、はがを]{0,12}(?:会議|会合|サミット|総会|理事会)(?:は|が)")
# 次回会合は6月、カナダで: the forum that met before meets again, elsewhere.
_NEXT = deferred(r"(?:次回|次の|次期|来年の|今年の)(?:の)?[^。、はがを]{0,8}$")


def session_at_home(
    trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """The body in whose own house a session is held, with its host; empty where others meet.

    >>> # ブリュッセルのNATO本部で10日、(加盟国の)国防相会合が開かれた → NATO and BEL
    """
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    # 国防相会合: whose ministers meet, the body alone tells.
    named = [a for a in context.within(Span(segment.start, trigger.span.end)) if a.mention.codes]
    if not named or not _HOUSE.search(text, named[-1].span.start, named[-1].span.end + 8):
        return []
    *hosts, body = named
    if body.mention.kind != "organisation" or any(a.strength != "place" for a in hosts):
        return []
    return members_of([body]) + [Participant(c, "host") for a in hosts[-1:] for c in a.codes]


def adopted_by_session(
    trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """Those of the session that the sentence is about, of the paper that it adopts.

    Empty where its clause names parties of its own, or tells of no session before.

    >>> # SCO首脳会議は9日、中国の天津で「天津宣言」を採択した。 (of the paper) → CHN and SCO
    """
    text, start = context.record.text.text, clauses.sentence.span.start
    at = context.told[0]
    if trigger.rule.type != "agreement" or not start <= at < trigger.span.start:
        return []
    topic = _SESSION.match(text, at, trigger.span.start)
    if topic is None or strong(context, Span(topic.end(), trigger.span.start)):
        return []
    return [Participant(code) for code in context.met]


def conference(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """G7防衛相会合: the group, the host where the place tells it, and who goes there. Pure."""
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
        goers += topics(before, text)
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
    """G7外相会合が10日、イタリアのカプリ島で開かれた: where the sentence says that it opens.

    Or, of a session that the sentence is about, where it does what it does.
    """
    text = context.record.text.text
    topic = _AS_TOPIC.match(text, trigger.span.end)
    if topic is not None:
        own = Span(topic.end(), clauses.segment(trigger.span.start).end)
        places = [a for a in context.within(own) if a.strength == "place" and a.codes]
        if places and places[0].span.start - own.start < _NEAR_TOPIC:
            at = [a for a in places if _DOES_AT.match(text, a.span.end)]
            return at[:1]
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
    if any(is_subject(a, text) for a in acting):
        return []
    return [Participant(context.home)]


def next_session(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Participant]:
    """The organisation whose session was told last, and the host of the next one. Pure.

    >>> # (G7外相会合が閉幕した。) 次回会合は6月、カナダで開かれる → G7 and CAN
    """
    text = context.record.text.text
    lead = text[clauses.sentence.span.start : trigger.span.start]
    named = {c for a in context.actors if a.mention.kind == "organisation" for c in a.codes}
    bodies = [c for c in context.met if c in named or not context.rules.is_state(c)]
    if not bodies or not _NEXT.search(lead):
        return []
    hosts = [c for a in _opening_host(trigger, clauses, context) for c in a.codes]
    return [Participant(c) for c in bodies] + [Participant(c, "host") for c in hosts[-1:]]

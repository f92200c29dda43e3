"""Who meets in the session of a group: the group, its host, and those who go there."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.joining import joiners
from pipeline.stages.events.parties.shared import (
    Parties,
    codes_of,
    count,
    is_subject,
    members_of,
    strong,
    topics,
)
from pipeline.stages.events.triggers import Trigger

# AUは…閣僚会議を開き: the session that a body holds by itself.
_SESSION = deferred(r"会議|会合|総会|サミット|理事会")
_PLACE_OF = deferred(
    r"(?:市|県|内|の(?:本部|首都|国連本部|会議場|迎賓館))?(?:(?:で|にて|において)(?!は)|(?:で|において)は、?(?=[^。、はがを]{0,16}$))"
    r"[^。はが]{0,24}"
)
# イタリアにおいて、G7外相会合が: the place leads the session.
_PLACE_LED = deferred(r"(?:市|県|内)?(?:で|にて|において)、[^。、はが]{0,12}$")
# What a session adopts, and the words that tell that a session does.
_PAPER = deferred(r"宣言|声明|コミュニケ|計画|憲章|文書|ロードマップ")
_BY_SESSION = deferred(
    r"(?:会議|会合|サミット|総会|理事会)[」』]?(?:では?|は|が|に(?:は|おいて)|の(?:終わり|最後|成果|結果|最終日)|後|を(?:締め|閉じ|開))"
    r"|閉幕|(?:首脳|外相|閣僚)(?:ら|たち)?(?:は|が)|各国(?:首脳|外相|閣僚|代表)?(?:は|が)|(?:加盟|参加)(?:国|各国|[0-9０-９])"
)
# NATO本部で, 国連欧州本部において: a session there is the body's own.
_HOUSE = deferred(r"本部(?:ビル)?(?:で(?![はの]|も)|にて|において)")
_ATTENDED = deferred(r"(?:会議|会合|総会|サミット)[^。、]{0,4}(?:出席|参加|臨|の席に)")
# 首脳会議は9日、中国の天津で「天津宣言」を採択した: where a session does what it does.
_AS_TOPIC = deferred(r"(?:は|が)(?:[0-9０-９月]{1,5}日)?(?:から[0-9０-９月]{1,5}日まで)?、?")
_DOES_AT = deferred(r"(?:市|県|州|内)?(?:で|にて|において)(?!は)")
_OPENS_AT = deferred(
    r"[^。、はがをにへと]{0,8}(?:で|にて|において)(?:[^。、はがをにへと]{0,8})"
    r"(?:開か|開催|開幕|開会|行わ|行い|行う|始ま|催[さす]|実施|閉幕|開き|開い|開く|予定|計画|あ[るっり]|持た)"
)
# 次の会合は来年、スウェーデンが各国を迎えて開く
_IS_HELD = deferred(r"[」』]?(?:[(（][^()（）]{2,20}[)）])?[がは]")
_HOLDS_IT = deferred(
    r"が[^。]{0,24}(?:開催|開く|開き|主催|催[すさ]|迎え|招いて|招集|議長国|ホスト|引き受け)"
)
_COMES = deferred(r"[^。、はがも]{0,6}(?:が|は|も)[^。、]{0,10}(?:出席|参加|臨[みむん])")
_GOES = deferred(r"(?:へ|に)?の?[^。、]{0,6}(?:出席|参加|出|臨|先[立だ]|合わせ|のため)")
_NEAR_TOPIC = 8
_SESSION_IS = deferred(r"[^。、はがを]{0,12}(?:会議|会合|サミット|総会|理事会)(?:は|が)")
# 次回会合は6月、カナダで: the forum that met before meets again, elsewhere.
_NEXT = deferred(
    r"(?:(?:次回|次の|次期|来年の|今年の|明年の|再来年の)(?:の)?|(?:^|[。、\n\s])第[0-9０-９一二三四五六七八九十]+回)"
    r"[^。、はがを]{0,8}$"
)


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
    topic = _SESSION_IS.match(text, at, trigger.span.start)
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
    hosts = _hosts_before(first, clauses, context)
    if compound[-1].span.end < trigger.span.start:  # AUは…アクラで閣僚会議を開き
        hosts = hosts or _hosts_before(trigger.span.start, clauses, context)
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


def _hosts_before(at: int, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """カプリ島でのG7外相会合, イタリアにおいて、G7外相会合が: the places told right before."""
    text = context.record.text.text
    start = clauses.segment(at).start
    return [
        a
        for a in context.within(Span(clauses.sentence.span.start, at))
        if a.codes
        and at - a.span.end < 30
        and (_PLACE_OF if a.span.start >= start else _PLACE_LED).match(text[a.span.end : at])
    ]


def of_body(
    compound: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> Parties | None:
    """The parties of what a body does by itself: it meets, meets again, adopts a paper. Pure.

    None where the act is of several sides.
    """
    if trigger.rule.type == "meeting" and not compound:
        again = next_session(trigger, clauses, context)
        if again:
            return Parties(again, "clause", conference=True)
        at_home = session_at_home(trigger, clauses, context)
        if len(at_home) >= 2:
            return Parties(at_home, "clause")
        body = own_session(trigger, clauses, context)
        if body:
            members = conference(body, trigger, clauses, context)
            return Parties(members, "clause", conference=True)
    adopting = adopted_by_session(trigger, clauses, context)
    adopting = adopting or session_paper(trigger, clauses, context)
    return Parties(adopting, "clause", alone=True) if adopting else None


def own_session(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """AUは10日、アクラで閣僚会議を開いた: the body that meets by itself. Pure.

    Nobody where the clause names a state that acts in it, or the body meets somebody.
    """
    told = context.record.text.text[trigger.span.start : trigger.span.end + 10]
    if trigger.rule.type != "meeting" or not _SESSION.search(told):
        return []
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    acting = strong(context, Span(segment.start, trigger.span.start))
    bodies = [a for a in acting if is_body(a, context) and is_subject(a, text)]
    return bodies[-1:] if bodies and len(codes_of(acting)) == 1 else []


def session_paper(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Participant]:
    """The body whose session adopts a paper. Pure.

    >>> # (SCO首脳会議がアスタナで開かれた。) 会議は宣言を採択した → SCO
    """
    if trigger.rule.type not in {"agreement", "framework"}:
        return []
    text = context.record.text.text
    lead = Span(clauses.sentence.span.start, trigger.span.start)
    acting = strong(context, clauses.segment(trigger.span.start))
    named = [a for a in context.within(lead) if a.codes and a.strength in {"strong", "occasion"}]
    here = context.session if lead.start <= context.told[0] else None
    if here and codes_of(named + acting) <= {here}:
        return [Participant(here)]  # AUは首脳会議を開き、部隊の創設で合意した
    bodies = [
        a for a in named
        if a.strength == "occasion" or (is_body(a, context) and is_subject(a, text))
    ]  # fmt: skip
    told = _PAPER.search(trigger.text) and _BY_SESSION.search(text, lead.start, lead.end)
    if not told or any(a not in bodies for a in acting):
        return []
    if bodies:
        if any(_listed_with(bodies[-1], a, text) for a in named if a is not bodies[-1]):
            return []  # 日本とASEANは会議を開き、声明を採択した
        return members_of([a for a in bodies[-1:] if len(a.codes) == 1])
    return [Participant(context.session)] if context.session and not named else []


def _listed_with(body: Actor, other: Actor, text: str) -> bool:
    """Whether a body stands in one list with another actor, before or behind it."""
    between = Span(min(body.span.end, other.span.end), max(body.span.start, other.span.start))
    return LISTED.fullmatch(text, between.start, between.end) is not None


def is_body(actor: Actor, context: RecordContext) -> bool:
    """Whether an actor is one organisation, not a state or several sides. Pure."""
    return len(actor.codes) == 1 and not context.rules.is_state(actor.codes[0])


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


def with_session_host(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """シンポジウムがバンコクで開幕し、海幕長も参加した: one alone goes to those who hold it."""
    text = context.record.text.text
    told = _IS_HELD.match(text, trigger.span.end)
    if trigger.rule.id != "meeting.conference" or count(members) != 1 or not told:
        return members
    hosts = [c for a in _opening_host(trigger, clauses, context) for c in a.codes]
    return members + [Participant(c, "host") for c in hosts if c != members[0].code]


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
    following = context.within(Span(trigger.span.start, clauses.sentence.span.end))
    text_end = clauses.sentence.span.end
    holds = [a for a in following if a.codes and _HOLDS_IT.match(text, a.span.end, text_end)]
    spots = holds[:1] or _opening_host(trigger, clauses, context)
    hosts = [c for a in spots for c in a.codes]
    return [Participant(c) for c in bodies] + [Participant(c, "host") for c in hosts[-1:]]

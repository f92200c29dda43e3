"""What every way of finding participants needs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.borders import full_stop
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.triggers import Trigger

_PARTNER = deferred(r"[^。、「」はが]{0,12}?と(?!いう|した|する|して|し、)")
# 北朝鮮は、米韓が会合を開いたことを非難した: who blames an act has no part in it.
_SUBJECT = deferred(r"[^。、「」]{0,10}?(?:は(?!じめ)|が|も(?!に))")
# とは, では and からは mark no topic.
_TOPIC = deferred(
    r"[^。、「」]{0,4}?(?<![とにでへ]|から)は"
    r"(?!、?(?!(?:再?[今来先昨翌本同]|近)?[年月週日春夏秋冬][末内中明初半]?|近[くい]|すで|既|直ち|早期)"
    r"[^。、\d]{0,6}に(?!おけ|関|つい|向け|基づ|先立|合わせ|伴))"
)
_IS_SUBJECT = deferred(r"[」』]?[^。、「」]{0,6}?(?<![とにでへ]|から)(?:は|が)")
# 北朝鮮は、韓米が開いた会合を非難した: who speaks against an act takes no part in it.
_REACTS = deferred(r"非難|批判|反発|抗議|けん制|牽制|糾弾|反論|反対|警告|警戒|敵視|嫌悪|不快")
_AGAINST = deferred(r"[^。、はがをにでと]{0,22}?(?:や(?=、|[0-9０-９])|を|に(?!お|際|先)|について)")
# How far behind a relative clause the noun stands that it describes, in characters.
_HEAD = 6


@dataclass(slots=True)
class Parties:
    """Participants of an act and how surely they were found.

    ``basis`` names the step that found them: ``compound``, ``clause``, ``sentence``,
    ``discourse``. ``conference`` tells of a group's session (G7外相会合). ``beside`` are the
    codes of those who only bring the others together: no 両者 means them. ``alone`` tells of a
    body whose members act in it, so that it needs no other party.
    """

    members: list[Participant]
    basis: str
    conference: bool = False
    beside: frozenset[str] = frozenset()
    alone: bool = False

    @property
    def codes(self) -> set[str]:
        """The distinct codes."""
        return {p.code for p in self.members}


def codes_of(actors: list[Actor]) -> set[str]:
    """The distinct codes of the actors."""
    return {c for a in actors for c in a.codes}


def next_sentence(clauses: Clauses, context: RecordContext) -> Span:
    """The stretch from the end of a sentence to the next full stop (record text offsets)."""
    start = clauses.sentence.span.end
    return Span(start, full_stop(context.record.text.text, start))


def described(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The actors in the noun that a relative clause describes: 寄港した|伊空母, 停泊中の|仏艦.

    None across a comma: 訪れるほか、|英国も.
    """
    chunk = clauses.predicate_of(trigger.span.start)
    under_way = context.record.text.text.startswith("中の", trigger.span.end)
    if not under_way and (chunk is None or chunk.form != "attributive"):
        return []
    following = context.within(Span(trigger.span.end, clauses.sentence.span.end))
    near = [a for a in following if a.span.start - trigger.span.end <= _HEAD]
    text = context.record.text.text
    return [a for a in near if "、" not in text[trigger.span.end : a.span.start]]


def strong(context: RecordContext, span: Span) -> list[Actor]:
    """The actors of a stretch that firmly take part in what it tells."""
    return [a for a in context.within(span) if a.strength == "strong"]


def topics(actors: list[Actor], text: str) -> list[Actor]:
    """Those that は marks as what the sentence is about, without goals (日本は、米国に…). Pure."""
    return [a for a in actors if _TOPIC.match(text[a.span.end : a.span.end + 10])]


def is_subject(actor: Actor, text: str) -> bool:
    """Whether は or が marks an actor, as in 岸田首相は, 英軍などが. Pure."""
    return _IS_SUBJECT.match(text[actor.span.end : actor.span.end + 10]) is not None


def without_announcers(
    actors: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """Leave out who only tells of or blames the act (…と米政府が発表した); not where few remain.

    海自は、豪海軍と訓練したと発表した: an act with a partner but without a subject of its own is
    the announcer's.
    """
    text = context.record.text.text
    own = clauses.predicate_of(trigger.span.start)
    against = _AGAINST.match(text, trigger.span.end) is not None
    kept = []
    for actor in actors:
        predicate = clauses.predicate_of(actor.span.end - 1)
        words = clauses.words_of(predicate) if predicate is not None else ""
        tells = predicate != own and context.rules.saying.search(words) is not None
        reacts = (predicate != own or against) and _REACTS.search(words) is not None
        if not (tells or reacts):
            kept.append(actor)
    if len(codes_of(kept)) < 2:
        return actors
    tails = [text[a.span.end : trigger.span.start][:16] for a in kept]
    partnered = any(is_partner(a, trigger, context) for a in kept)
    partnered = partnered or any(t.startswith(("から", "との間", "に", "へ", "で")) for t in tails)
    alone = partnered and not any(_SUBJECT.match(t) for t in tails)
    return actors if alone else kept


def whole_list(actors: list[Actor], clauses: Clauses, context: RecordContext) -> list[Actor]:
    """With the first of the actors, those left of it in its list: 我が国、英国及び(イタリア)."""
    if not actors:
        return actors
    text = context.record.text.text
    start = clauses.sentence.span.start
    whole = list(actors)
    for actor in context.before(actors[0].span.start):
        linked = LISTED.fullmatch(text[actor.span.end : whole[0].span.start])
        if actor.span.start < start or not linked or actor.strength != "strong":
            break
        whole.insert(0, actor)
    return whole


def is_partner(actor: Actor, trigger: Trigger, context: RecordContext) -> bool:
    """Whether と after a name before the trigger marks it as the other side (独と会談した)."""
    text = context.record.text.text
    return _PARTNER.match(text[actor.span.end : trigger.span.start][:16]) is not None


def count(members: list[Participant]) -> int:
    """How many distinct codes there are."""
    return len({p.code for p in members})


def members_of(actors: list[Actor], role: str = "party") -> list[Participant]:
    """A participant for each code of the actors, in text order, with the words that name it."""
    made: dict[str, Participant] = {}
    for actor in sorted(actors, key=lambda a: a.span):
        for code in actor.codes:
            known = made.get(code)
            if known is None or (known.person is None and actor.mention.person):
                made[code] = Participant(
                    code=code,
                    role=role,
                    mention=actor.mention.text,
                    span=actor.span,
                    person=actor.mention.person,
                    office=actor.mention.office,
                )
    return list(made.values())


def with_mentions(
    members: list[Participant], context: RecordContext, clauses: Clauses
) -> list[Participant]:
    """Put the words that name each participant to its code: in the sentence, else before."""
    made = []
    here = context.within(clauses.sentence.span)
    earlier = context.before(clauses.sentence.span.start)
    for member in members:
        actor = next((a for a in [*here, *earlier] if member.code in a.codes), None)
        if actor is None:
            made.append(member)
            continue
        name = actor.mention
        made.append(
            Participant(member.code, member.role, name.text, actor.span, name.person, name.office)
        )
    return made

"""What every way of finding participants needs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.triggers import Trigger

_PARTNER = deferred(r"[^。、「」はが]{0,12}?と(?!いう|した|する|して|し、)")
# The sentence after an act that tells who else takes part in it.
_PARTAKERS = deferred(
    r"[^。\n]{0,14}?(?:参加(?:した|する|して(?:いる|いた))の|参加(?:国|部隊|者)|加わ(?:った|る)の"
    r"|ほかに(?:参加|加わ)[^。は]{0,6})は"
)
_LEADERS = deferred(
    r"[^。\n]{1,60}(?:が|は)(?:共同)?(?:で)?(?:主導国|議長国|加盟国|参加国|構成国|主導(?:する|し(?:て(?:いる|います))?)|参加し(?:て(?:いる|います)))"
)
_ALSO = deferred(
    r"[^。「」]{0,60}?(?:(?<!に)も|が)[^。、「」]{0,12}(?:加わ(?:り|る|った|って)|参加(?:し|する)|合流|参列)"
)
# …始めた。演習は10日まで続く。演習には3カ国の部隊が参加している: some sentences on, by its name.
_FAR = 240
_TOLD_BELOW = deferred(
    r"(?:[^。]*。){0,2}\s*(?:(?:この|同|今回の|今年の)?(?:共同|合同|軍事)?(?:訓練|演習)に(?:は|も)、?)"
    r"(?P<names>[^。]{2,160}?)[がも][^。、]{0,12}(?:参加|加わ|投入|派遣)"
)
# また、空自は、…: a sentence with a topic of its own tells another act.
_OWN_TOPIC = deferred(
    r"[\s　]*(?:(?:また|さらに|一方|なお|次に|その後)、?)"
    r"[^。、「」]{1,16}?(?<!に)(?<!訓練)(?<!演習)は"
)
_SUBJECT = deferred(r"[^。、「」]{0,10}?(?:は(?!じめ)|が|も(?!に))")
# How far behind a relative clause the noun stands that it describes, in characters.
_HEAD = 6


@dataclass(slots=True)
class Parties:
    """Participants of an act and how surely they were found.

    ``basis`` names the step that found them: ``compound``, ``clause``, ``sentence``,
    ``discourse``. ``conference`` tells of a group's session (G7外相会合). ``beside`` are the
    codes of those who only bring the others together: no 両者 means them.
    """

    members: list[Participant]
    basis: str
    conference: bool = False
    beside: frozenset[str] = frozenset()

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
    end = context.record.text.text.find("。", start)
    return Span(start, end if end >= 0 else len(context.record.text.text))


def described(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """The actors in the noun that a relative clause describes: 横須賀に寄港した|伊空母."""
    chunk = clauses.predicate_of(trigger.span.start)
    if chunk is None or chunk.form != "attributive":
        return []
    following = context.within(Span(trigger.span.end, clauses.sentence.span.end))
    return [a for a in following if a.span.start - trigger.span.end <= _HEAD]


def strong(context: RecordContext, span: Span) -> list[Actor]:
    """The actors of a stretch that firmly take part in what it tells."""
    return [a for a in context.within(span) if a.strength == "strong"]


def without_announcers(
    actors: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Actor]:
    """Leave out who only tells of the act (…と米政府が発表した), unless too few remain.

    海自は、豪海軍と訓練したと発表した: an act with a partner but without a subject of its own is
    the announcer's.
    """
    own = clauses.predicate_of(trigger.span.start)
    kept = []
    for actor in actors:
        predicate = clauses.predicate_of(actor.span.start)
        tells = (
            predicate is not None
            and predicate != own
            and context.rules.saying.search(clauses.words_of(predicate)) is not None
        )
        if not tells:
            kept.append(actor)
    if len(codes_of(kept)) < 2:
        return actors
    text = context.record.text.text
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


def joining_later(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """Who the next sentence adds to an exercise or a framework.

    参加したのは…, このほか…も加わった; 参加国は…, …が主導国
    """
    if trigger.rule.type not in {"exercise", "framework"}:
        return []
    text = context.record.text.text
    scope = next_sentence(clauses, context)
    start = scope.start
    if not _OWN_TOPIC.match(text, start, scope.end):
        partakers = _PARTAKERS.match(text, start, scope.end)
        if partakers or _LEADERS.fullmatch(text, start, scope.end):
            return _firm(context, scope)
        also = [a for a in _firm(context, scope) if _ALSO.match(text, a.span.end, scope.end)]
        if also and trigger.rule.type != "framework":
            return also
    if trigger.rule.type == "framework":
        return []
    told = _TOLD_BELOW.match(text, start, start + _FAR)
    return _firm(context, Span(*told.span("names"))) if told else []


def _firm(context: RecordContext, scope: Span) -> list[Actor]:
    """The actors of a stretch that take part, if only as bare names."""
    return [a for a in context.within(scope) if a.strength in {"strong", "weak"} and a.codes]


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

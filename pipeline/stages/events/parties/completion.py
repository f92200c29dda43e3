"""Parties that a sentence leaves out, completed from what the record said before."""

from __future__ import annotations

from pipeline.model import Participant, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.parties.collective import NAMELESS, SUBJECT_MARK, with_each
from pipeline.stages.events.parties.shared import codes_of, strong
from pipeline.stages.events.triggers import Trigger

_STATES = deferred(r"両国(?!際)")
_I = deferred(r"(?<![公一-龠])私(?:は|も|が|から|の(?:ほう|方)から)(?!立|的)")
_WITH_SOMEBODY = deferred(
    r"(?:ら|一行|夫妻)?(?:と(?!し|い)|に(?:会|面会|表敬)|を(?:表敬|迎え)|(?:へ|に)の表敬)"
)
_PAIR = deferred(r"両|双方|二国間|2国間|互い|相互")
# 会談では訓練を行うことで一致した: a step that those who met agree on.
_AGREED = deferred(r"こと(?:で|に|を|も)(?:は|も)?[^。、]{0,8}(?:一致|合意|同意|申し合わせ|確認)し")
# Acts too common in passing to be told without naming anybody.
_NAMED_ONLY = frozenset({"exercise", "information_sharing"})
_DAY_BEFORE = deferred(r"(?:[0-9０-９]{1,4}[年月日]|昨年|前年|先月|先週)[^。、]{0,40}")
_DAY_AFTER = deferred(r"(?:は|が)、?[0-9０-９]{1,4}[年月日]")
_SAME = deferred(r"(?:(?<!共)同|本|この|今回の|今次|当該)(?:共同|合同)?$")
# 演習には仏軍も加わる: the exercise told before goes on.
_THE_EXERCISE = deferred(
    r"[ 　]*(?:今回の|同|この)?(?:共同|合同)?(?:訓練|演習)(?:に?は|では|に)(?!い)"
)
_IN_TOWN = deferred(r"(?:では|には|においては)(?!な)|(?:ら)?(?:を|に)(?=表敬|訪|面会|迎)")
_WITH_HOME = deferred(r"(?:ら)?(?:と|に)(?!対|よ|つ|関|も)")
# A subject of no state: people of companies, parties and towns.
_UNNAMED_SUBJECT = deferred(
    r"(?:社長|会長|会頭|理事長|幹事長|組合長|知事|市長|町長|村長|議長|団長|代表|支部長|関係者|幹部|家族|遺族)(?:ら|たち)?(?:は|が)"
)
_ONE_PARTNER = deferred(r"(?:[・、][^。、・はがを]{1,12}){0,2}(?:など)?と(?!もに)")
_ALONGSIDE = deferred(r"(?:の[^。、はがを]{1,16})?(?:など|とともに)?と(?![いしの])")
_AND_THEN = deferred(r"[ 　\n]*(?:その(?:あと|後)|続いて|次いで|引き続き|さらに|このあと|この後)")
_WITH = deferred(r"[^。「」はが]{0,16}?(?:と(?!い)|らと|も?交え|を招き|とともに|を迎え|に臨)")


def complete(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """Complete fewer than two parties from what the record said before.

    両国 and a sentence that names nobody mean the parties of the act told last, else the
    pair that the record is about; one side alone is completed by its counterpart. Gives
    back what it got where nothing fits.
    """
    have = {p.code for p in members}
    if have and trigger.rule.id == "exercise.again":
        return _with_host_of_drills(members, have, context)
    return _complete(members, have, trigger, clauses, context)


def _complete(
    members: list[Participant],
    have: set[str],
    trigger: Trigger,
    clauses: Clauses,
    context: RecordContext,
) -> list[Participant]:
    span = clauses.sentence.span
    segment = clauses.segment(trigger.span.start)
    if with_each(trigger, clauses, context):
        return members  # 各国首脳との個別の会談も予定され: with whom is not told
    text = context.record.text.text[span.start : span.end]
    agreed = len(context.met) > 1 and _AGREED.search(text, trigger.span.end - span.start)
    both = bool(_PAIR.search(text) or agreed)
    known = context.parties
    if _STATES.search(text) and not all(map(context.rules.is_state, known)):
        # NATO事務総長がトルコを…。両国は: organisations are no countries.
        known = tuple(c for c in context.dominant if context.rules.is_state(c))[:2] or known
    if not have:
        if trigger.rule.type in _NAMED_ONLY and not both and not context.record.item_start:
            return [Participant(c) for c in _drilled_before(trigger, segment, context)]
        return _nobody_named(trigger, segment, known, context, both=both)
    sides = known if len(known) == 2 or not both else context.dominant[:2]
    if have < set(sides):
        if len(sides) > 2 and context.home in sides and _with_one(have, trigger, segment, context):
            sides = (context.home,)  # 英独仏の首脳と会談した。フランスとの間では…
        return members + [Participant(c) for c in sides if c not in have]
    goes_on = _THE_EXERCISE.match(text) and len(known) > 1
    if trigger.rule.type == "exercise" and (goes_on or context.home not in context.dominant):
        # 演習には仏軍も加わる, and on pages not about home: with those of the one told before.
        return [*members, *(Participant(c) for c in known if c not in have)]
    caller = _caller(clauses, context) if trigger.rule.type == "exercise" else None
    if caller is not None and context.home not in have | {caller}:
        return [*members, Participant(caller)] if caller not in have else members
    if context.home in have:
        if _domestic(trigger, clauses, context):
            return members
        # 8カ国の国防相と会談した: where they met is no partner.
        other = _local_host(clauses, context) or context.partner(trigger.span.start, places=False)
    elif NAMELESS.search(context.record.text.text, span.start, span.end):
        other = None
    else:
        other = _counterpart(have, clauses, context)
    return [*members, Participant(other)] if other else members


def _with_one(have: set[str], trigger: Trigger, segment: Span, context: RecordContext) -> bool:
    """Whether a clause has one of several partners: フランスとの間では, 仏外相とも.

    Or whom somebody sees in his own town: ホニアラでは首相を表敬し.
    """
    if len(have) != 1 or context.home in have:
        return False
    text = context.record.text.text
    ends = [a.span.end for a in context.within(segment) if set(a.codes) == have]
    meeting = trigger.rule.type == "meeting"
    if meeting and any(_IN_TOWN.match(text, end, trigger.span.end) for end in ends):
        return True
    return any(_ONE_PARTNER.match(text, end, trigger.span.start) for end in ends)


def _nobody_named(
    trigger: Trigger, segment: Span, known: tuple[str, ...], context: RecordContext, *, both: bool
) -> list[Participant]:
    """The pair that a sentence without names means: that of the act told last, or of the record."""
    pair = list(known or context.dominant[:2])
    listed = context.background or context.record.item_start
    if (both or listed) and len(pair) == 1 and context.home not in pair:
        pair.append(context.home)
    if len(pair) < 2 and _goes_on(trigger, segment, context):
        pair = list(context.told[1])
    return [Participant(c) for c in pair]


def _goes_on(trigger: Trigger, segment: Span, context: RecordContext) -> bool:
    """先月ブータンを訪れた。農林大臣とも会談した: he is met whose land was told just before."""
    if trigger.rule.type != "meeting":
        return False
    at, text = context.told[0], context.record.text.text
    near = at >= 0 and text.count("。", at, trigger.span.start) <= 1
    met = [a for a in context.within(segment) if a.mention.kind == "office" and not a.codes]
    return near and any(_WITH_SOMEBODY.match(text, a.span.end) for a in met)


def _with_host_of_drills(
    members: list[Participant], have: set[str], context: RecordContext
) -> list[Participant]:
    """伊海軍とは9日に実施した: with whoever trained with others in the exercise told before."""
    before = [c for c in (context.drilled or context.parties) if c not in have]
    one = context.home if context.home in before else next(iter(before), None)
    return [*members, Participant(one)] if one else members


def _caller(clauses: Clauses, context: RecordContext) -> str | None:
    """伊空母が寄港した。6月には米海軍と訓練した: whose ships the text is about, away from home."""
    caller = next((p.code for p in context.called if p.role == "visitor"), None)
    at_home = any(context.home in a.codes for a in context.within(clauses.sentence.span))
    return None if at_home or caller not in context.told[1] else caller


def _drilled_before(trigger: Trigger, segment: Span, context: RecordContext) -> tuple[str, ...]:
    """Those of the exercise told before, for another one with a day: 5月の合同訓練に続いて."""
    text = context.record.text.text
    dated = _DAY_BEFORE.search(text, segment.start, trigger.span.start)
    dated = dated or _DAY_AFTER.match(text, trigger.span.end)
    dated = dated or trigger.rule.id == "exercise.phase"
    if dated and _SAME.search(text, segment.start, trigger.span.start):
        return context.drilled  # 同訓練は17日に行っており
    if trigger.rule.type != "exercise" or trigger.rule.id == "exercise.training" or not dated:
        return ()
    return context.drilled or tuple(p.code for p in context.called)


def _local_host(clauses: Clauses, context: RecordContext) -> str | None:
    """バンコクに移動し、懇談する on a tour of two lands: the one whose town the sentence names."""
    places = [a for a in context.within(clauses.sentence.span) if a.strength == "place"]
    codes = dict.fromkeys(c for a in places for c in a.codes if c != context.home)
    known = [c for c in codes if c in context.parties]
    return known[-1] if known and len(context.parties) > 2 else None


def _domestic(trigger: Trigger, clauses: Clauses, context: RecordContext) -> bool:
    """会長が首相と面談した: a subject of no state sees home's own, no other side is there."""
    if trigger.rule.type != "meeting":
        return False
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    for actor in strong(context, segment):
        before = text[segment.start : actor.span.start]
        with_home = actor.codes == (context.home,) and _WITH_HOME.match(text, actor.span.end)
        if with_home and _UNNAMED_SUBJECT.search(before):
            return True
    return False


def _counterpart(have: set[str], clauses: Clauses, context: RecordContext) -> str | None:
    """The other side of a foreign party: home, unless the record does not name it.

    There the country that the headings are about (ウクライナ情勢), or else the land that the
    sentence places the act in (アンカラでイラクとの協議が開かれた).
    """
    home = context.home
    if any(home in a.codes for a in context.actors):
        return home
    topics = context.background if {*context.background} - {home} else ()
    places = [a for a in context.within(clauses.sentence.span) if a.strength == "place"]
    lands = (c for a in places for c in a.codes if context.rules.is_state(c))
    return next((c for c in (*topics, *lands) if c not in have), home)


def same_side(
    near: list[Actor], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[str]:
    """英国防相と会談し、イタリア国防相とも会った: the side that met the former meets the latter.

    Empty unless the sentence told an act before whose other party no clause names, or marks as
    its subject, and the party of this clause is no subject itself.
    """
    position, codes = context.told
    start = clauses.sentence.span.start
    segment = clauses.segment(trigger.span.start)
    if not start <= position < segment.start:
        return []
    text = context.record.text.text
    if any(SUBJECT_MARK.match(text[a.span.end : a.span.end + 12]) for a in near):
        return []
    earlier = strong(context, Span(start, segment.start))
    subjects = [a for a in earlier if SUBJECT_MARK.match(text[a.span.end : a.span.end + 12])]
    side = [c for a in subjects for c in a.codes if c in codes]
    side = side or [c for c in codes if not any(c in a.codes for a in earlier)]
    here = codes_of(near)
    return [] if here & set(codes) else list(dict.fromkeys(side))


def with_home(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """Add the unnamed subject of 米・豪・比の艦艇と訓練した: the side that the record is about.

    Only when nobody in the sentence is a subject, and the parties are told with と or を交え.
    """
    have = {p.code for p in members}
    if context.home in have or not (context.home in context.dominant or _speaks(context)):
        return members
    if trigger.rule.type == "exercise" and _caller(clauses, context) in have - {context.home}:
        return members
    text = context.record.text.text
    named = [a for a in strong(context, clauses.sentence.span) if a.span.end <= trigger.span.start]
    acting = [a for a in named if SUBJECT_MARK.match(text[a.span.end : a.span.end + 12])]
    segment = clauses.segment(trigger.span.start)
    if any(context.home not in a.codes or segment.covers(a.span) for a in acting):
        return members  # 空挺団が飛び、米軍と訓練する: but not where another acts
    if not any(_WITH.match(text[a.span.end : a.span.end + 24]) for a in named):
        return members
    return [Participant(context.home), *members]


def with_subject(
    members: list[Participant], trigger: Trigger, clauses: Clauses, context: RecordContext
) -> list[Participant]:
    """仏艦が沖に達し、海自、米海軍と訓練した: with who does so, told in a clause before.

    Of exercises only, where the act's own clause names those behind と alone.
    """
    if trigger.rule.type != "exercise":
        return members
    text = context.record.text.text
    own = clauses.predicate_of(trigger.span.start)
    named = [a for a in strong(context, clauses.sentence.span) if a.span.end <= trigger.span.start]
    near = [a for a in named if clauses.predicate_of(a.span.start) == own]
    if not near or not _ALONGSIDE.match(text, near[-1].span.end):
        return members
    if any(SUBJECT_MARK.match(text[a.span.end : a.span.end + 12]) for a in near):
        return members
    have = {p.code for p in members}
    for actor in reversed([a for a in named if a.span.end <= near[0].span.start]):
        does = clauses.predicate_of(actor.span.start)
        acts = SUBJECT_MARK.match(text[actor.span.end : actor.span.end + 12])
        if acts and does is not None and does.form == "conjunctive":
            return [*(Participant(c) for c in actor.codes if c not in have), *members]
    if not _AND_THEN.match(text, clauses.sentence.span.start):
        return members
    caller = next((p.code for p in context.called if p.role == "visitor"), None)
    told = caller is not None and caller in context.told[1] and caller not in have
    return [Participant(caller), *members] if told and caller else members


def _speaks(context: RecordContext) -> bool:
    """Whether the writer is home's own: 私からは…, on a page that names the other sides alone."""
    return context.record.item_start is None and bool(_I.search(context.record.text.text))

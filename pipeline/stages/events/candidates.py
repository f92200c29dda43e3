"""One trigger with its parties to an event, or the reason why it makes none."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Event, EventDate, Record
from pipeline.rulefiles import deferred
from pipeline.stages.events.attachment import describes
from pipeline.stages.events.bydate import StatusReading
from pipeline.stages.events.byplace import in_brackets
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import AHEAD, HAPPENED, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.dating import date_and_status, told_date
from pipeline.stages.events.details import (
    find_evidence,
    find_instrument,
    find_location,
    find_outcome,
)
from pipeline.stages.events.features import (
    is_ago,
    is_nominal,
    is_partial,
    is_remote,
    level_of,
    set_apart,
    ships_of,
    was_planned,
)
from pipeline.stages.events.gapping import Telling
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.parties import Parties
from pipeline.stages.events.reading import Reading
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.status import WAS_TO_BE
from pipeline.stages.events.triggers import Trigger

# と会談, を訪問, モスクワ入り: what a verb would govern stands before the noun of action.
_GOVERNED = deferred(
    r"(?:[とをにがへも][一-龠]{0,4}|を(?:巡り|めぐり|受け|前に|通じ|交え)[一-龠]{0,4}|入り)$"
)
_STOP = deferred(r"[、。（(／/\n 　]|$")
# …を求めるの件(条約第七号): the number of an item ends its line.
_NUMBER_OF = deferred(r"[(（〔][^()（）〔〕]{1,24}[)）〕][ 　。]*$")
_BESIDE = deferred(r"(?:に(?:先[立だ]|合わせ|あわせ)|を前に)")
# A headline or plan that ends in where ships or aircraft go: 仏輸送機、7月に百里へ
_TOWARDS = frozenset({"へ", "に"})
# What was planned at first: the record's news is what became of it.
_FORMER = deferred(
    r"^[ 　]*(?:[^。]{1,16}(?:は|が|も|と)、?)?(?:当初|もともと|元々|本来)"
    r"(?:は|、|の|(?=[0-9０-９今来先昨]))"
)
# 協定は締結以来、改められていない: what is denied comes after the act.
_SINCE = deferred("以来|以降|後")
# 提供するワクチンが4日に届いた: the arrival tells the act.
_ARRIVAL = "着い|到着|届[いけ]|引き渡さ"
_ARRIVED = deferred(rf"[^。、はを]{{1,30}}[がは][^。]{{0,30}}(?:{_ARRIVAL})")
# 贈られた除去機がお目見えした: so does what marks its handing over.
_SHOWN = deferred(
    rf"[^。、はを]{{1,30}}[がは][^。]{{0,30}}(?:{_ARRIVAL}|お目見え|披露|配備さ|就役)"
)
# What makes a thing known by who gave it.
_HANDED_OVER = frozenset({"aid.give", "aid.goods", "equipment.trade", "equipment.handover"})
# 昨年末に交わされる予定だったが、交渉が難航した
_CAME_TO_NOTHING = deferred(
    r"[^。、]{0,14}(?:予定|計画|はず|運び|段取り|見通し|見込み)(?:だった|でした|であった)(?:が|ものの|けれども?|ところ)、?"
    r"[^。]{0,60}(?:難航|遅れ|ずれ込|先送り|実現し(?:な|て(?:い|お))|見通しは?立|至って?(?:い|お|ら)な|至らな|めどは?立)"
)


def make_candidate(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    reading: Reading,
    telling: Telling,
    rules: EventRules,
    title: bool,
    order: int,
) -> tuple[Candidate | None, str]:
    """The event that a trigger tells, or None and the reason why it tells none. Pure."""
    context = reading.context
    record = context.record
    alone = (parties.alone or parties.conference) and parties.codes
    if len(parties.codes) < 2 and not alone:
        return None, "fewer than two participants"
    told = told_date(trigger, clauses, telling, reading, rules)
    timex = told[1]
    lacking = _lacks(trigger, parties, record, own_date=timex is not None)
    if not lacking and parties.basis in {"sentence", "discourse"}:
        lacking = _only_beside(trigger, record.text.text)
    if trigger.text in _TOWARDS and trigger.rule.type == "port_call":
        lacking = lacking or _no_place(trigger, context)
    if lacking:
        return None, lacking
    when, own_date, status = date_and_status(
        told, trigger, parties, clauses, reading, telling, rules, title=title
    )
    text = record.text.text[clauses.sentence.span.start : clauses.sentence.span.end]
    undated = when.start is None and when.end is None
    # A day whose year nobody tells is told all the same.
    timeless = undated and not (own_date and when.text)
    told_apart = in_brackets(trigger, clauses)
    predicate = None if told_apart else clauses.predicate_of(trigger.span.end - 1)
    beside = predicate is not None and any(
        c.index == predicate.index + 1 and clauses.adds(c) for c in clauses.chunks
    )
    # 供与した巡視船が13日、…: a day after a relative clause is not that of its act.
    later = timex is not None and timex.span.start >= trigger.span.end
    later = later and trigger.rule.id in _HANDED_OVER
    why = _untold(
        text,
        trigger,
        predicate,
        clauses,
        status,
        parties,
        rules,
        undated=(undated or later) and not beside,
        timeless=timeless,
    )
    why = why or _replaced(trigger, status, parties, clauses, reading)
    if why:
        return None, why
    rest = record.text.text[trigger.span.end : clauses.sentence.span.end]
    rest = _NUMBER_OF.sub("", rest).strip(" 　。）)」\n")
    settled = bool(status.cue_id) or trigger.rule.entry.fixed is not None
    untold = predicate is None and not settled and len(rest) > 3
    untold = untold and not _ends_clause(trigger, record.text.text)
    if timeless and untold and not (title or record.item_start):
        return None, "an undated noun without a predicate"
    location, location_code = find_location(trigger, clauses, context)
    spans = [p.span for p in parties.members if p.span is not None]
    grounds = _grounds(trigger, parties, clauses, status, when, own_date=own_date, title=title)
    event = Event(
        type=trigger.rule.type,
        status=status.status,
        stage=trigger.rule.entry.stage,
        participants=tuple(parties.members),
        evidence=find_evidence(trigger, clauses, spans),
        trigger=trigger.span,
        rule_id=trigger.rule.id,
        date=when,
        location=location,
        location_code=location_code,
        instrument=find_instrument(trigger, clauses, context, rules),
        outcome=find_outcome(trigger, clauses, context) if trigger.rule.type == "meeting" else None,
        grounds=grounds,
        flags=_flags(when, parties),
    )
    nominal = is_nominal(trigger, record.text.text)
    apart = trigger.rule.type in {"meeting", "agreement"}
    further = set_apart(trigger, clauses) if apart else -1
    made = Candidate(
        _placed(event), parties.basis, title, own_date, nominal, further, order,
        by_cue=bool(status.cue_id), former=was_planned(clauses, trigger),
        ago=is_ago(timex, record.text.text), remote=is_remote(event, text),
        level=level_of(trigger, record.text.text), ships=ships_of(event, record.text.text),
        partial=is_partial(trigger, clauses),
    )  # fmt: skip
    return made, status.because


def _no_place(trigger: Trigger, context: RecordContext) -> str:
    """飛行艇の輸出協議へ: what a headline's へ follows is no place, or ``""``."""
    before = (*context.before(trigger.span.start)[:1], *context.inner)
    placed = [a for a in before if a.span.end == trigger.span.start and a.codes]
    return "" if placed else "it leads to no place"


def _lacks(trigger: Trigger, parties: Parties, record: Record, *, own_date: bool) -> str:
    """What a trigger lacks to tell an act, or ``""``."""
    if trigger.rule.entry.dated and not own_date:
        return "no date of its own"
    if trigger.rule.entry.both and parties.basis not in {"compound", "clause"}:
        return "its clause names one party alone"
    if parties.conference and not own_date and record.item_start is None:
        return "an undated conference named in passing"
    return ""


def _only_beside(trigger: Trigger, text: str) -> str:
    """来月の総会に先立ち、日伊の外相が会談した: who meets beside it does not make the occasion."""
    beside = trigger.rule.id == "meeting.occasion" and _BESIDE.match(text, trigger.span.end)
    return "an occasion of nobody told" if beside else ""


def _replaced(
    trigger: Trigger, status: StatusReading, parties: Parties, clauses: Clauses, reading: Reading
) -> str:
    """Why a plan of old (当初は9日に会談する方向だった) is no act beside a known one, or ``""``."""
    known, predicate = reading.last, clauses.predicate_of(trigger.span.end - 1)
    rest = clauses.text[trigger.span.end - clauses.sentence.span.start :]
    if status.status == "completed" and _CAME_TO_NOTHING.match(rest):
        return "a plan that had not come about"
    called_off = status.cue_id == WAS_TO_BE
    if known is None or predicate is None or not (called_off or status.status in AHEAD):
        return ""
    if not (clauses.chunks[-1].past and _FORMER.search(clauses.text)):
        return ""
    told = [e for e in (*reading.dated, known) if len(parties.codes & set(e.codes)) >= 2]
    same = any(e.type == trigger.rule.type for e in told)
    beside = called_off and any(e.status in AHEAD or e.status == "cancelled" for e in told)
    return "a plan since replaced" if same or beside else ""


def _ends_clause(trigger: Trigger, text: str) -> bool:
    """外相と会談、… and モスクワ入り(8日): a noun of action that ends its clause tells the act."""
    governed = _GOVERNED.search(text, max(0, trigger.span.start - 6), trigger.span.end)
    return governed is not None and _STOP.match(text, trigger.span.end) is not None


def _grounds(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    status: StatusReading,
    when: EventDate,
    *,
    own_date: bool,
    title: bool,
) -> tuple[str, ...]:
    """What speaks for an event, named as in ``confidence.yaml``."""
    own = clauses.predicate_of(trigger.span.start)
    here = [p for p in parties.members if p.span and clauses.sentence.span.covers(p.span)]
    arguments = sum(
        1 for p in here
        if p.span and own is not None and clauses.predicate_of(p.span.start) == own
    )  # fmt: skip
    dated = when.start or when.end
    return (
        f"rule:{trigger.rule.id}",
        f"actors:{parties.basis}",
        f"named:{min(len({p.code for p in here}), 3)}",
        f"parse:{min(arguments, 2)}",
        f"date:{'own' if own_date and dated else 'carried' if dated else 'none'}",
        f"status:{status.status}",
        f"place:{'title' if title else 'body'}",
        f"parties:{min(len(parties.codes), 4)}",
    )


def _untold(
    text: str,
    trigger: Trigger,
    predicate: Chunk | None,
    clauses: Clauses,
    status: StatusReading,
    parties: Parties,
    rules: EventRules,
    *,
    undated: bool,
    timeless: bool,
) -> str:
    """Why a sentence does not tell its act, or ``""``."""
    if rules.asking.search(text):
        return "asked, not told"
    since = _SINCE.match(text, trigger.span.end - clauses.sentence.span.start)
    if _negated(predicate) and not since and status.status != "cancelled":
        return "negated"
    told = status.status in HAPPENED or not status.cue_id
    if timeless and told and rules.background.search(text):
        return "undated background"
    if undated and not status.cue_id and _tells_which(trigger, predicate, clauses, parties):
        return "a habit or trait that a relative clause tells"
    return ""


def _tells_which(
    trigger: Trigger, predicate: Chunk | None, clauses: Clauses, parties: Parties
) -> bool:
    """国会で承認を得た協定, 日本が供与した巡視船: a relative clause that tells which one is meant.

    日本を訪れた首相は、… tells what he did.
    """
    if predicate is None or predicate.form != "attributive":
        return False
    if trigger.rule.id in _HANDED_OVER and describes(predicate, clauses):
        rest = clauses.text[predicate.span.end - clauses.sentence.span.start :]
        if not _SHOWN.match(rest) if predicate.past else _ARRIVED.match(rest):
            return True
    return parties.basis == "discourse" and (trigger.rule.type in PAPERS or not predicate.past)


def _negated(predicate: Chunk | None) -> bool:
    """Whether an act is denied; 供与できないか検討 asks for it instead."""
    return predicate is not None and predicate.negative and "ないか" not in predicate.text


def _flags(when: EventDate, parties: Parties) -> tuple[str, ...]:
    flags = []
    if when.text and when.start is None and when.end is None:
        flags.append("date_unresolved")
    if parties.basis == "discourse":
        flags.append("actor_unresolved")
    return tuple(flags)


def _placed(event: Event) -> Event:
    """Host and visitor by the soil that the act takes place on."""
    code = event.location_code
    if code is None or event.type not in {"meeting", "exercise"} or code not in event.codes:
        return event
    members = tuple(
        replace(p, role="host" if p.code == code else "visitor") for p in event.participants
    )
    return replace(event, participants=members)

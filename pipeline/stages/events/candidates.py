"""One trigger with its parties to an event, or the reason why it makes none."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Event, EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.clauses import Chunk, Clauses
from pipeline.stages.events.details import (
    find_evidence,
    find_instrument,
    find_location,
    find_outcome,
)
from pipeline.stages.events.merging import Candidate
from pipeline.stages.events.parties import Parties
from pipeline.stages.events.reading import Reading, carried_date, looks_back_from, planned_date
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.standing import standing_date
from pipeline.stages.events.status import StatusReading, in_brackets, read_status
from pipeline.stages.events.timing import find_date, to_event_date
from pipeline.stages.events.triggers import Trigger

# と会談, を訪問, モスクワ入り: what a verb would govern stands before the noun of action.
_GOVERNED = deferred(r"(?:[とをにがへも][一-龠]{0,4}|入り)$")
_STOP = deferred(r"[、。（(／/\n]|$")
# Acts of a day: where their day is past, it is the status that was read wrongly.
_HELD = frozenset({"meeting", "visit", "port_call"})
# What was planned at first: the record's news is what became of it.
_FORMER = deferred(r"^[ 　]*(?:[^。、]{1,12}は、?)?当初(?:は|、|の)")
_FURTHER = deferred(
    r"とも(?!に)[^。、]{0,12}(?:会|話|懇談|面|協議|電話)|^(?:続いて|次いで|このあと|この後)"
)
# After a noun trigger: a particle that takes the act up as known, not as news.
_REFERRED = deferred(
    r"(?:等|など)?(?:は|の(?!ため)|では?(?![き])|に(?:は|も|ついて|関し|おい|おけ|よ|先立|合わせ|際し)"
    r"|も|への|での|を(?:踏まえ|受け|通じ|終え|経て|前に|機に|歓迎|評価)|実現(?:に|を)[^。、]{0,6}感謝)"
)


def make_candidate(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    reading: Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
    title: bool,
    order: int,
) -> tuple[Candidate | None, str]:
    """The event that a trigger tells, or None and the reason why it tells none. Pure."""
    context = reading.context
    record = context.record
    if len(parties.codes) < 2:
        return None, "fewer than two participants"
    when, timex = find_date(trigger, clauses, dates, context, rules)
    if timex is None:
        timex = standing_date(trigger.span.start, clauses.sentence.span, dates, record, rules)
        when = to_event_date(timex, record) if timex is not None else when
    inside = timex is None or clauses.sentence.span.covers(timex.span)
    own_date = timex is not None
    if trigger.rule.entry.dated and not own_date:
        return None, "no date of its own"
    if trigger.rule.entry.both and parties.basis not in {"compound", "clause"}:
        return None, "its clause names one party alone"
    if parties.conference and not own_date and record.item_start is None:
        return None, "an undated conference named in passing"
    if not own_date:
        when = carried_date(trigger, clauses, parties, reading, rules)
    status = read_status(
        trigger, clauses, rules, title=title, event_date=when, today=looks_back_from(record),
        carried=not own_date and record.item_start is None,
    )  # fmt: skip
    plan = status.cue_id == "status.agreed" and status.status != "completed"
    if timex is not None and (plan or (status.status == "considered" and not inside)):
        # 16日に会談し、…を開くことで合意した: the day is the talks', not that of the plan.
        own_date = timex.span.start >= clauses.segment(trigger.span.start).start
        when = when if own_date else EventDate()
    if not own_date and status.status in {"planned", "considered"} and record.item_start is None:
        when = planned_date(trigger, clauses, parties, reading, rules)
    if _is_ahead(status, trigger) and _is_over(when, record):
        when, own_date = _not_over(when, trigger, clauses, reading, dates, rules)
    text = record.text.text[clauses.sentence.span.start : clauses.sentence.span.end]
    undated = when.start is None and when.end is None
    told_apart = in_brackets(trigger, clauses)
    predicate = None if told_apart else clauses.predicate_of(trigger.span.end - 1)
    why = _untold(text, predicate, status, parties, rules, undated=undated)
    why = why or _replaced(trigger, status, parties, clauses, reading)
    if why:
        return None, why
    rest = record.text.text[trigger.span.end : clauses.sentence.span.end].strip(" 　。）)」\n")
    untold = predicate is None and not status.cue_id and len(rest) > 3
    untold = untold and not _ends_clause(trigger, record.text.text)
    if undated and untold and not (title or record.item_start):
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
    nominal = _nominal(trigger, record.text.text)
    further = trigger.rule.type == "meeting" and bool(_FURTHER.search(text))
    made = Candidate(
        _placed(event), parties.basis, title, own_date, nominal, further, order,
        by_cue=bool(status.cue_id),
    )  # fmt: skip
    return made, status.because


def _is_ahead(status: StatusReading, trigger: Trigger) -> bool:
    """Whether words, not the rule itself, tell that an act is still to come."""
    return status.status in {"planned", "considered"} and trigger.rule.entry.fixed is None


def _is_over(when: EventDate, record: Record) -> bool:
    """Whether a date lies wholly before the day on which an article appeared."""
    if record.item_start is not None or record.anchor is None or when.end is None:
        return False
    return when.end < record.anchor[:10]


def _not_over(
    when: EventDate,
    trigger: Trigger,
    clauses: Clauses,
    reading: Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
) -> tuple[EventDate, bool]:
    """The day of a plan that bears one gone by: another of its sentence, or none that is told."""
    record = reading.context.record
    ahead = tuple(t for t in dates if not _is_over(to_event_date(t, record), record))
    later, timex = find_date(trigger, clauses, ahead, reading.context, rules)
    keeps = timex is None and trigger.rule.type in _HELD
    return (when, True) if keeps else (later, timex is not None)


def _replaced(
    trigger: Trigger, status: StatusReading, parties: Parties, clauses: Clauses, reading: Reading
) -> str:
    """Why a plan of old (当初は9日に会談する方向だった) is no act beside a known one, or ``""``."""
    known, predicate = reading.last, clauses.predicate_of(trigger.span.end - 1)
    if known is None or status.status not in {"planned", "considered"} or predicate is None:
        return ""
    same = known.type == trigger.rule.type and len(parties.codes & set(known.codes)) >= 2
    former = same and clauses.chunks[-1].past and _FORMER.search(clauses.text)
    return "a plan since replaced" if former else ""


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
    predicate: Chunk | None,
    status: StatusReading,
    parties: Parties,
    rules: EventRules,
    *,
    undated: bool,
) -> str:
    """Why a sentence does not tell its act, or ``""``."""
    if rules.asking.search(text):
        return "asked, not told"
    if _negated(predicate) and status.status != "cancelled":
        return "negated"
    told = status.status in {"completed", "ongoing"} or not status.cue_id
    if undated and told and rules.background.search(text):
        return "undated background"
    trait = predicate is not None and predicate.form == "attributive" and not predicate.past
    if undated and trait and not status.cue_id and parties.basis == "discourse":
        return "a habit or trait that a relative clause tells"
    return ""


def _negated(predicate: Chunk | None) -> bool:
    """Whether an act is denied; 供与できないか検討 asks for it instead."""
    return predicate is not None and predicate.negative and "ないか" not in predicate.text


def _nominal(trigger: Trigger, text: str) -> bool:
    """Whether the trigger is a noun that the sentence only refers to (その寄港は…)."""
    return _REFERRED.match(text, trigger.span.end) is not None


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

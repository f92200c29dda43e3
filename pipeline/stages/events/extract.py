"""A record's sentences, dates and mentions to its events."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import regex

from pipeline.model import (
    Annotation,
    Event,
    EventDate,
    Mention,
    Record,
    Sentence,
    Span,
    Timex,
)
from pipeline.stages.events.clauses import Clauses, read_clauses
from pipeline.stages.events.context import RecordContext, build_context
from pipeline.stages.events.details import (
    find_evidence,
    find_instrument,
    find_location,
    find_outcome,
    split_by_instrument,
)
from pipeline.stages.events.merging import Candidate, merge
from pipeline.stages.events.parties import Parties, find_parties
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.status import read_status
from pipeline.stages.events.timing import find_date, item_date
from pipeline.stages.events.triggers import Refusal, Trigger, find_triggers

_FULL_STOPS = ("。", "．", "」", "？", "！")
_FURTHER = regex.compile(
    r"とも(?!に)[^。、]{0,12}(?:会|話|懇談|面|協議|電話)|^(?:続いて|次いで|このあと|この後)"
)
# After a noun trigger: a particle that takes the act up as known, not as news.
_REFERRED = regex.compile(
    r"(?:等|など)?(?:は|の(?!ため)|では?(?![き])|に(?:は|も|ついて|関し|おい|おけ|よ|先立|合わせ|際し)"
    r"|も|への|での|を(?:踏まえ|受け|通じ|終え|経て|前に|機に|歓迎|評価)|実現(?:に|を)[^。、]{0,6}感謝)"
)
_CARRIED = {"agreement", "partnership", "meeting", "framework"}
_BASIS_WEIGHT = {"compound": 0.9, "clause": 0.85, "sentence": 0.7, "discourse": 0.5, "none": 0.2}


@dataclass(slots=True)
class Trace:
    """What extraction decided and why, for people who tune the rules."""

    refusals: list[Refusal] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)
    notes: list[tuple[Trigger, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """State while going through a record's sentences."""

    context: RecordContext
    last: Event | None = None
    last_sentence: Span | None = None


def extract_events(
    record: Record,
    annotation: Annotation,
    dates: tuple[Timex, ...],
    mentions: tuple[Mention, ...],
    rules: EventRules,
    *,
    background: tuple[str, ...] = (),
    trace: Trace | None = None,
) -> tuple[Event, ...]:
    """The cooperation events that a record tells, in text order.

    Pure: the same record, annotation and rules give the same events. Offsets are the
    record text's. ``background`` are the codes named in the headings above the record
    (a chronology of 日朝関係 names its parties only there). ``trace`` collects what was refused or dropped.

    >>> # 岩屋外相は16日、キーウでシビハ外相と会談した。 → meeting, completed, JPN;UKR
    """
    context = build_context(record, mentions, rules, background)
    reading = _Reading(context)
    candidates: list[Candidate] = []
    for sentence in annotation.sentences:
        if not sentence.tokens:
            continue
        candidates += _sentence(sentence, reading, dates, rules, trace, len(candidates))
    merged = merge(candidates)
    merged = [c for c in merged if not _only_outcome(c, merged)]
    events = sorted((c.event for c in merged), key=lambda e: (e.evidence, e.type, e.codes))
    return tuple(events)


def _only_outcome(candidate: Candidate, others: list[Candidate]) -> bool:
    """会談で一致した adds nothing when the record tells of those talks elsewhere."""
    if candidate.event.rule_id != "meeting.outcome":
        return False
    own = candidate.event
    return any(
        o is not candidate
        and o.event.type == "meeting"
        and set(o.event.codes) & set(own.codes)
        and (not candidate.own_date or o.event.date.start == own.date.start)
        for o in others
    )


def _sentence(
    sentence: Sentence,
    reading: _Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
    trace: Trace | None,
    order: int,
) -> list[Candidate]:
    context = reading.context
    text = context.record.text.text[sentence.span.start : sentence.span.end]
    title = is_title(sentence, context.record)
    bare = title or not text.rstrip().endswith(_FULL_STOPS) or text.rstrip().endswith("へ。")
    before = context.record.text.text[max(0, sentence.span.start - 120) : sentence.span.start]
    triggers, refusals = find_triggers(text, sentence.span.start, rules, title=bare, before=before)
    if trace is not None:
        trace.refusals += refusals
    if not triggers:
        return []
    clauses = read_clauses(sentence)
    made: list[Candidate] = []
    for trigger in triggers:
        for parties in find_parties(trigger, clauses, context):
            candidate, why = _candidate(
                trigger, parties, clauses, reading, dates, rules, title, order + len(made)
            )
            if candidate is None:
                if trace is not None:
                    trace.dropped.append((trigger, why))
                continue
            made += split_by_instrument(candidate, trigger, clauses, context, rules)
            _remember(candidate, reading, sentence)
    made = [c for c in made if not _has_company(c, made, clauses, rules)]
    return _share_day(_without_stopovers(made), context.record)


def _has_company(
    candidate: Candidate, made: list[Candidate], clauses: Clauses, rules: EventRules
) -> bool:
    """Whether a rule that reads an act only when it stands alone has company in its clause."""
    rule = rules.rule(candidate.event.rule_id)
    if rule is None or not rule.entry.alone:
        return False
    segment = clauses.segment(candidate.event.trigger.start)
    return any(c is not candidate and segment.covers(c.event.trigger) for c in made)


def _without_stopovers(made: list[Candidate]) -> list[Candidate]:
    """A stay in a third place (ドバイを訪問中の首相がEUと会談) is no visit of its own."""
    met = {c for m in made if m.event.type == "meeting" for c in m.event.codes}
    if not met:
        return made
    return [
        c for c in made
        if c.event.type != "visit" or c.event.status != "ongoing" or set(c.event.codes) <= met
    ]  # fmt: skip


def is_title(sentence: Sentence, record: Record) -> bool:
    """Whether a sentence stands in a title or heading of its record."""
    for part in record.parts:
        if part.span.start <= sentence.span.start < part.span.end:
            return part.role in {"title", "heading"}
    return False


def _candidate(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    reading: _Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
    title: bool,
    order: int,
) -> tuple[Candidate | None, str]:
    context = reading.context
    record = context.record
    if len(parties.codes) < 2:
        return None, "fewer than two participants"
    when, timex = find_date(trigger, clauses, dates, context, rules)
    own_date = timex is not None
    if trigger.rule.entry.dated and not own_date:
        return None, "no date of its own"
    if not own_date:
        when = _carried(trigger, clauses, parties, reading, rules)
    status = read_status(
        trigger, clauses, rules, title=title, event_date=when, today=_today(record)
    )
    if timex is not None and status.cue_id == "status.agreed":
        # 16日に会談し、…を開くことで合意した: the day is the talks', not that of the plan.
        own_date = timex.span.start >= clauses.segment(trigger.span.start).start
        when = when if own_date else EventDate()
    if not own_date and status.status in {"planned", "considered"} and record.item_start is None:
        when = EventDate()
    text = record.text.text[clauses.sentence.span.start : clauses.sentence.span.end]
    predicate = clauses.predicate_of(trigger.span.end - 1)
    if predicate is not None and predicate.negative and status.status != "cancelled":
        return None, "negated"
    undated = when.start is None and when.end is None
    if undated and status.status in {"completed", "ongoing"} and rules.background.search(text):
        return None, "undated background"
    location, location_code = find_location(trigger, clauses, context)
    spans = [p.span for p in parties.members if p.span is not None]
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
        confidence=_BASIS_WEIGHT[parties.basis],
        flags=_flags(when, parties),
    )
    nominal = _nominal(trigger, record.text.text)
    further = trigger.rule.type == "meeting" and bool(_FURTHER.search(text))
    made = Candidate(_placed(event), parties.basis, title, own_date, nominal, further, order)
    return made, ""


def _nominal(trigger: Trigger, text: str) -> bool:
    """Whether the trigger is a noun that the sentence only refers to (その寄港は…)."""
    return _REFERRED.match(text, trigger.span.end) is not None


def _today(record: Record) -> str | None:
    """The day from which a record looks back: a chronology's items lie behind it."""
    if record.item_start is None:
        return record.anchor
    if record.published:
        return record.published[:10]
    last = date.fromisoformat((record.item_end or record.item_start)[:10])
    return (last + timedelta(days=1)).isoformat()


def _carried(
    trigger: Trigger, clauses: Clauses, parties: Parties, reading: _Reading, rules: EventRules
) -> EventDate:
    """The day of the act told just before, when this sentence goes on with it."""
    record = reading.context.record
    last, where = reading.last, reading.last_sentence
    sentence = clauses.sentence.span
    if last is not None and where is not None and trigger.rule.type in _CARRIED:
        text = record.text.text
        between = text[where.end : sentence.start]
        here = text[sentence.start : sentence.end]
        goes_on = rules.same_day.match(here) or "とも" in here
        near = where == sentence or len(between) <= 3 or (goes_on and len(between) < 120)
        shared = len(parties.codes & set(last.codes)) >= 2
        if near and (shared or goes_on) and last.status in {"completed", "ongoing"}:
            return last.date
    return item_date(record)


def _remember(candidate: Candidate, reading: _Reading, sentence: Sentence) -> None:
    event = candidate.event
    reading.context.parties = tuple(p.code for p in event.participants)
    visitor = next((p.code for p in event.participants if p.role == "visitor"), None)
    if visitor:
        reading.context.visitor = visitor
    if event.date.start or event.date.end or reading.last is None:
        reading.last = event
        reading.last_sentence = sentence.span
    elif reading.last is not None and reading.last_sentence is not None:
        reading.last_sentence = (
            sentence.span if reading.last.codes == event.codes else reading.last_sentence
        )


def _share_day(made: list[Candidate], record: Record) -> list[Candidate]:
    """A visit named in the sentence of a dated meeting or signing takes that day."""
    dated = next(
        (c for c in made if c.event.type in {"meeting", "agreement"} and c.event.date.start), None
    )
    if dated is None:
        return made
    shared: list[Candidate] = []
    for candidate in made:
        event = candidate.event
        if (
            event.type == "visit"
            and event.date.start is None
            and set(event.codes) & set(dated.event.codes)
            and event.status in {"completed", "ongoing", "planned"}
        ):
            event = replace(event, date=dated.event.date)
        shared.append(replace(candidate, event=event))
    del record
    return shared


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

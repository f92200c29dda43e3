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
from pipeline.stages.events.status import StatusReading, read_status
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


@dataclass(slots=True)
class Trace:
    """What extraction decided and why, for people who tune the rules.

    ``refusals`` are matches that a rule's own conditions left out, ``dropped`` triggers
    that made no event, ``unsure`` events below the minimum confidence. ``made`` are the
    triggers that told an act, with the event before it was merged with other tellings and
    the words that tell its status; ``lost`` are those left out beside others, and why.
    """

    refusals: list[Refusal] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)
    unsure: list[Event] = field(default_factory=list)
    made: list[tuple[Trigger, Event, str]] = field(default_factory=list)
    lost: list[tuple[Event, str]] = field(default_factory=list)

    def leave_out(self, before: list[Candidate], after: list[Candidate], why: str) -> None:
        """Note the candidates that a step took away."""
        self.lost += [(c.event, why) for c in before if c not in after]


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
    (a chronology of 日朝関係 names its parties only there). ``trace`` collects what was
    refused or dropped.

    >>> # 岩屋外相は16日、キーウでシビハ外相と会談した。 → meeting, completed, JPN;UKR
    """
    context = build_context(record, mentions, rules, background)
    reading = _Reading(context)
    candidates: list[Candidate] = []
    for sentence in annotation.sentences:
        if not sentence.tokens:
            continue
        candidates += _sentence(sentence, reading, dates, rules, trace, len(candidates))
    told = merge(candidates)
    merged = [c for c in told if not _only_outcome(c, told)]
    weighed = [_weighed(c, context, rules) for c in merged]
    events = [e for e in weighed if e.confidence >= rules.confidence.minimum]
    if trace is not None:
        trace.leave_out(told, merged, "the same talks are told elsewhere in the record")
        trace.unsure += [e for e in weighed if e.confidence < rules.confidence.minimum]
    return tuple(sorted(events, key=lambda e: (e.evidence, e.type, e.codes)))


def _weighed(candidate: Candidate, context: RecordContext, rules: EventRules) -> Event:
    """The event with its confidence, and what the whole record adds to its grounds."""
    event = candidate.event
    central = set(event.codes) <= set(context.dominant[:3])
    grounds = (
        *event.grounds,
        f"told:{'twice' if candidate.tellings > 1 else 'once'}",
        f"record:{'central' if central else 'aside'}",
    )
    return replace(event, grounds=grounds, confidence=rules.confidence.of(grounds))


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
            if trace is not None:
                trace.made.append((trigger, candidate.event, why))
            made += split_by_instrument(candidate, trigger, clauses, context, rules)
            _remember(candidate, reading, sentence)
    alone = [c for c in made if not _has_company(c, made, clauses, rules)]
    stayed = _without_stopovers(alone)
    if trace is not None:
        trace.leave_out(made, alone, "its clause tells another act (alone)")
        trace.leave_out(alone, stayed, "a stay on the way to talks with others")
    return _share_day(stayed, context.record)


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
    if trigger.rule.entry.both and parties.basis not in {"compound", "clause"}:
        return None, "its clause names one party alone"
    if parties.conference and not own_date and record.item_start is None:
        return None, "an undated conference named in passing"
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
    rest = record.text.text[trigger.span.end : clauses.sentence.span.end].strip(" 　。）)」\n")
    if undated and predicate is None and len(rest) > 3 and not (title or record.item_start):
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
    made = Candidate(_placed(event), parties.basis, title, own_date, nominal, further, order)
    return made, status.because


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
    """Keep what later sentences may lean on: parties, visitor, the last dated act."""
    event = candidate.event
    context = reading.context
    if candidate.basis != "discourse":
        states = tuple(p.code for p in event.participants if len(p.code) == 3)
        context.parties = states or tuple(p.code for p in event.participants)
    if event.type == "meeting" and candidate.basis != "discourse":
        context.met = tuple(p.code for p in event.participants)
    context.visitor = next(
        (p.code for p in event.participants if p.role == "visitor"), context.visitor
    )
    if event.date.start or event.date.end or reading.last is None:
        reading.last, reading.last_sentence = event, sentence.span
    elif reading.last.codes == event.codes:
        reading.last_sentence = sentence.span


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

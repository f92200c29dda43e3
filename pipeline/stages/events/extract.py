"""A record's sentences, dates and mentions to its events."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.model import Annotation, Event, EventDate, Mention, Record, Sentence, Span, Timex
from pipeline.stages.events.candidates import make_candidate
from pipeline.stages.events.clauses import Clauses, read_clauses
from pipeline.stages.events.columns import table_rows
from pipeline.stages.events.context import RecordContext, build_context
from pipeline.stages.events.daywords import other_days
from pipeline.stages.events.details import split_by_instrument
from pipeline.stages.events.gapping import tellings
from pipeline.stages.events.headlines import date_headlines, without_retold
from pipeline.stages.events.itineraries import port_rows
from pipeline.stages.events.lasting import with_length
from pipeline.stages.events.merging import merge
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.parties import find_parties
from pipeline.stages.events.passing import in_passing
from pipeline.stages.events.reading import Reading, remember, share_day
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.triggers import RECORD, Refusal, Trigger, find_triggers

_FULL_STOPS = ("。", "．", "」", "？", "！")


@dataclass(slots=True)
class Trace:
    """What extraction decided and why, for people who tune the rules.

    ``refusals`` are matches that a rule's own conditions left out, ``dropped`` triggers
    that made no event, ``unsure`` events below the minimum confidence. ``made`` are the
    triggers that told an act, with the event before it was merged with other tellings and
    the words that tell its status; ``lost`` are those left out beside others, and why.
    ``retold`` are the events with the trigger words of other tellings that went into them.
    """

    refusals: list[Refusal] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)
    unsure: list[Event] = field(default_factory=list)
    made: list[tuple[Trigger, Event, str]] = field(default_factory=list)
    lost: list[tuple[Event, str]] = field(default_factory=list)
    retold: list[tuple[Event, tuple[Span, ...]]] = field(default_factory=list)

    def leave_out(self, before: list[Candidate], after: list[Candidate], why: str) -> None:
        """Note the candidates that a step took away."""
        self.lost += [(c.event, why) for c in before if c not in after]


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
    reading = Reading(context)
    candidates: list[Candidate] = []
    for index, sentence in enumerate(annotation.sentences):
        if not sentence.tokens:
            continue
        made = _sentence(sentence, reading, dates, rules, trace, len(candidates))
        candidates += with_length(made, index, annotation.sentences, dates, record, rules)
    candidates += table_rows(dates, context, rules, len(candidates))
    candidates += port_rows(dates, context, rules, len(candidates))
    merged = merge(candidates, rules)
    dated = date_headlines(merged, candidates, dates, record, rules)
    told = without_retold(dated)
    news = [c for c in told if not _only_outcome(c, told)]
    asides = [in_passing(c, context, rules) for c in news]
    central = [c for c, aside in zip(news, asides, strict=True) if not aside]
    weighed = [_weighed(c, context, rules) for c in central]
    events = [e for e in weighed if e.confidence >= rules.confidence.minimum]
    if trace is not None:
        trace.leave_out(dated, told, "the body tells what the headline names")
        trace.leave_out(told, news, "the same talks are told elsewhere in the record")
        trace.lost += [(c.event, aside) for c, aside in zip(news, asides, strict=True) if aside]
        trace.retold += [(e, c.also) for e, c in zip(weighed, central, strict=True) if c.also]
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


def _only_outcome(candidate: Candidate, others: list[Candidate]) -> bool:
    """会談で一致した adds nothing when the record tells of those talks elsewhere."""
    if candidate.event.rule_id != "meeting.outcome":
        return False
    own = candidate.event
    return any(
        o.event.rule_id != own.rule_id
        and o.event.type == "meeting"
        and set(o.event.codes) & set(own.codes)
        and (candidate.basis != "compound" or o.event.codes == own.codes)
        and (not candidate.own_date or _same_day(o.event.date, own.date))
        for o in others
    )


def _same_day(one: EventDate, two: EventDate) -> bool:
    """Two days alike, or two without a year that may be (昨年11月 and 今年8月 are not)."""
    return one.start == two.start and not other_days(one.text or "", two.text or "")


def _sentence(
    sentence: Sentence,
    reading: Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
    trace: Trace | None,
    order: int,
) -> list[Candidate]:
    context = reading.context
    text = context.record.text.text[sentence.span.start : sentence.span.end]
    title = is_title(sentence, context.record) or _is_quoted_headline(text)
    bare = title or not text.rstrip().endswith(_FULL_STOPS) or text.rstrip().endswith("へ。")
    before = context.record.text.text[max(0, sentence.span.start - RECORD) : sentence.span.start]
    triggers, refusals = find_triggers(text, sentence.span.start, rules, title=bare, before=before)
    if trace is not None:
        trace.refusals += refusals
    if not triggers:
        return []
    context.enter(sentence.span.end)
    clauses = read_clauses(sentence)
    made: list[Candidate] = []
    for trigger in triggers:
        views = tellings(trigger, clauses, dates, context)
        told = [
            (parties, telling)
            for telling in views
            for parties in find_parties(trigger, clauses, telling.context, paired=len(views) > 1)
        ]
        for parties, telling in told:
            candidate, why = make_candidate(
                trigger, parties, clauses, reading, telling, rules, title, order + len(made)
            )
            if candidate is None:
                if trace is not None:
                    trace.dropped.append((trigger, why))
                continue
            if trace is not None:
                trace.made.append((trigger, candidate.event, why))
            made += split_by_instrument(candidate, trigger, clauses, context, rules)
            remember(candidate, reading, sentence, parties.beside, conference=parties.conference)
    alone = [c for c in made if not _has_company(c, made, clauses, rules)]
    stayed = _without_stopovers(_without_invitations(alone))
    if trace is not None:
        trace.leave_out(made, alone, "its clause tells another act (alone)")
        trace.leave_out(alone, stayed, "a stay on the way to talks with others")
    return share_day(stayed)


def _has_company(
    candidate: Candidate, made: list[Candidate], clauses: Clauses, rules: EventRules
) -> bool:
    """Whether a rule that reads an act only when it stands alone has company in its clause."""
    rule = rules.rule(candidate.event.rule_id)
    if rule is None or not rule.entry.alone:
        return False
    segment = clauses.segment(candidate.event.trigger.start)
    return any(c is not candidate and segment.covers(c.event.trigger) for c in made)


def _without_invitations(made: list[Candidate]) -> list[Candidate]:
    """首相の招きに応じ、日本を訪れた is one visit: the invitation is its ground."""
    travels = [c for c in made if c.event.type == "visit" and c.event.rule_id != "visit.invite"]
    return [
        c for c in made
        if c.event.rule_id != "visit.invite"
        or not any(set(t.event.codes) & set(c.event.codes) for t in travels)
    ]  # fmt: skip


def _without_stopovers(made: list[Candidate]) -> list[Candidate]:
    """A stay in a third place (ドバイを訪問中の首相がEUと会談) is no visit of its own."""
    met = {c for m in made if m.event.type == "meeting" for c in m.event.codes}
    if not met:
        return made
    away = {
        c.event.codes for c in made
        if c.event.type == "visit" and c.event.status == "ongoing" and not _hosts(c) & met
        and not set(c.event.codes) <= met
    }  # fmt: skip
    return [c for c in made if c.event.type != "visit" or c.event.codes not in away]


def _hosts(visit: Candidate) -> set[str]:
    """To whom a guest goes."""
    return {p.code for p in visit.event.participants if p.role != "visitor"}


def _is_quoted_headline(text: str) -> bool:
    """「日英外相が初会談　覚書交わす」 on a line of its own: a list of headlines."""
    line = text.strip()
    return line.startswith("「") and line.endswith("」") and line.count("」") == 1


def is_title(sentence: Sentence, record: Record) -> bool:
    """Whether a sentence stands in a title or heading of its record."""
    for part in record.parts:
        if part.span.start <= sentence.span.start < part.span.end:
            return part.role in {"title", "heading"}
    return False

"""Why an event rule reads a sentence or leaves it alone, clause by clause.

Every verdict comes from the trace of the extraction itself; nothing is evaluated here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.flow import Session
from pipeline.model import Annotation, Event, Participant, Span, Timex
from pipeline.stages.events import Trace
from pipeline.stages.events.rules import EventRule
from pipeline.stages.events.triggers import Refusal, Trigger
from pipeline.tuning.corpus import Story, sentence_of
from pipeline.tuning.sentences import shown, told

# The conditions of a rule in the order in which they are tried.
CONDITIONS = ("headline", "unless", "without", "not_act", "needs", "longer")
_ASKS = {
    "headline": "stands in a title, heading or short line",
    "unless": "not inside the words of `unless`",
    "without": "none of the words of `without` in the sentence",
    "not_act": "words after it do not say that it is no act",
    "needs": "the words of `needs` are there",
    "longer": "no other rule of the type reads more words here",
}
Verdict = Literal["PASS", "FAIL", "INFO"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause with its verdict and the words, codes or rules that decided."""

    name: str
    verdict: Verdict
    detail: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one match of a rule's trigger; ``span`` lies in ``sentence``.

    ``tree`` shows the sentence's phrases, each with the phrase it depends on.
    """

    rule_id: str
    place: str
    sentence: str
    span: Span
    clauses: tuple[Clause, ...]
    outcome: str
    tree: tuple[str, ...] = ()


def explain_rule(rule: EventRule, story: Story, session: Session) -> Iterator[Explanation]:
    """Every match of the rule's trigger in a record; one with no match says so."""
    events, trace = session.traced(story.record)
    annotation = session.annotation(story.record)
    matched = False
    for refusal in trace.refusals:
        if refusal.rule.id == rule.id:
            matched = True
            outcome = f"not read: {refusal.reason}"
            yield _explanation(rule, story, annotation, refusal.span, _refused(refusal), outcome)
    for trigger, why in trace.dropped:
        if trigger.rule.id == rule.id:
            matched = True
            actors = _actors_in(story, story.sentence_at(trigger.span.start))
            failed = Clause(_clause_of(why), "FAIL", f"{why}; named here: {actors}")
            clauses = (*_passed(trigger, story), failed)
            yield _explanation(rule, story, annotation, trigger.span, clauses, f"no event: {why}")
    for trigger, event, because in trace.made:
        if trigger.rule.id == rule.id:
            matched = True
            yield _made(trigger, event, because, story, annotation, events, trace)
    if not matched:
        text = story.record.record.text.text
        count = f"none of its {len(rule.entry.trigger)} phrases stands in the record"
        clause = Clause("trigger", "FAIL", count)
        yield Explanation(
            rule.id, story.place, text[:80].strip(), Span(0, 0), (clause,), "not read: trigger"
        )


def explain_event(event: Event, story: Story, session: Session) -> list[Explanation]:
    """How an event came about: its own match first, then those that were merged into it."""
    rule = session.rules.events.rule(event.rule_id)
    if rule is None:
        return []
    events, trace = session.traced(story.record)
    annotation = session.annotation(story.record)
    _, also = _retold(event, trace)
    made = [m for m in trace.made if m[1].type == event.type]
    tellings = [m for span in (event.trigger, *also) for m in made if m[0].span == span]
    if not tellings or tellings[0][0].span != event.trigger:
        # A row of a table or a list of ports: no trigger stands where it is told.
        return list(explain_rule(rule, story, session))
    return [_made(*telling, story, annotation, events, trace) for telling in tellings]


def _retold(event: Event, trace: Trace) -> tuple[Event, tuple[Span, ...]]:
    """What became of an event by merging, and the trigger words of its other tellings."""
    for final, spans in trace.retold:
        if final.trigger == event.trigger and final.type == event.type:
            return final, spans
    return event, ()


def date_clause(event: Event, dates: tuple[Timex, ...]) -> Clause:
    """Where an event's date comes from: its words, the anchor, and each step."""
    day = event.date
    if not (day.start or day.end):
        return Clause("date", "INFO", "none")
    value = day.start if day.start == day.end else f"{day.start or '..'}/{day.end or '..'}"
    timex = next((d for d in dates if d.text == day.text and d.start == day.start), None)
    if timex is None:
        source = f"「{day.text}」" if day.text else "the act told before, or the item's heading"
        return Clause("date", "PASS", f"{value} from {source}")
    anchor = f"; counted from {timex.anchor} ({timex.anchor_source})" if timex.anchor else ""
    steps = "".join(f"; {step}" for step in timex.steps)
    return Clause("date", "PASS", f"{value} 「{timex.text}」 by {timex.rule_id}{anchor}{steps}")


def _refused(refusal: Refusal) -> tuple[Clause, ...]:
    clauses = [Clause("trigger", "PASS", f"「{refusal.text}」")]
    for name in _asked(refusal.rule):
        if name == refusal.reason:
            why = f"「{refusal.detail}」" if refusal.detail else f"fails: {_ASKS[name]}"
            clauses.append(Clause(name, "FAIL", why))
            return tuple(clauses)
        clauses.append(Clause(name, "PASS", _ASKS[name]))
    return (*clauses, Clause(refusal.reason, "FAIL", refusal.detail or "fails"))


def _asked(rule: EventRule) -> list[str]:
    """The conditions that a rule has, and those that all rules have."""
    always = ("not_act", "longer")
    return [name for name in CONDITIONS if name in always or getattr(rule.entry, name, None)]


def _passed(trigger: Trigger, story: Story) -> tuple[Clause, ...]:
    clauses = [Clause("trigger", "PASS", f"「{trigger.text}」")]
    for name in _asked(trigger.rule):
        detail = _ASKS[name]
        if name == "needs" and trigger.rule.needs is not None:
            match = trigger.rule.needs.search(story.text(story.sentence_at(trigger.span.start)))
            detail = f"「{match[0]}」" if match else "stands in the passage before"
        clauses.append(Clause(name, "PASS", detail))
    return tuple(clauses)


def _reading(event: Event, because: str, story: Story, trace: Trace) -> tuple[Clause, ...]:
    grounds = dict(ground.split(":", 1) for ground in event.grounds if ":" in ground)
    members = ", ".join(_member(p) for p in event.participants)
    basis = f" (found by {grounds['actors']})" if "actors" in grounds else ""
    clauses = [
        Clause("participants", "PASS", f"{members}{basis}"),
        date_clause(event, story.record.found.dates),
        Clause("status", "INFO", f"{event.status} by 「{because}」" if because else event.status),
    ]
    if event.location:
        code = f" ({event.location_code})" if event.location_code else ""
        clauses.append(Clause("location", "INFO", f"{event.location}{code}"))
    if event.instrument:
        clauses.append(Clause("instrument", "INFO", event.instrument))
    beaten = [
        f"{r.rule.id} 「{r.text}」"
        for r in trace.refusals
        if r.reason == "longer" and r.detail == event.rule_id and r.span.overlaps(event.trigger)
    ]
    if beaten:
        clauses.append(Clause("won over", "INFO", f"{', '.join(beaten)}: fewer words, or later"))
    return tuple(clauses)


def _member(member: Participant) -> str:
    words = f" 「{member.mention}」" if member.mention else ""
    return f"{member.code} {member.role}{words}"


def _made(
    trigger: Trigger,
    event: Event,
    because: str,
    story: Story,
    annotation: Annotation,
    events: tuple[Event, ...],
    trace: Trace,
) -> Explanation:
    """How a trigger became an event, and what its other tellings gave it."""
    clauses = (*_passed(trigger, story), *_reading(event, because, story, trace))
    final, also = _retold(event, trace)
    if also:
        own = told(event)
        taken = [f"{n} {v}" for n, v in told(final).items() if v and v != own[n]]
        words = ", ".join(f"「{story.text(span)}」" for span in also)
        gives = f"; taken from there: {', '.join(taken)}" if taken else ""
        clauses = (*clauses, Clause("told again", "INFO", f"{words}{gives}"))
    outcome = _outcome(event, events, trace)
    return _explanation(trigger.rule, story, annotation, trigger.span, clauses, outcome)


def _outcome(event: Event, events: tuple[Event, ...], trace: Trace) -> str:
    for final in events:
        if final.rule_id == event.rule_id and final.trigger == event.trigger:
            grounds = " ".join(final.grounds)
            return f"event: {shown(final)} (confidence {final.confidence:.2f}: {grounds})"
    for lost, why in trace.lost:
        if lost.trigger == event.trigger and lost.type == event.type:
            return f"left out: {why}"
    for unsure in trace.unsure:
        if unsure.trigger == event.trigger:
            return f"left out: confidence {unsure.confidence:.2f} is below the minimum"
    for final, spans in trace.retold:
        if final.type == event.type and event.trigger in spans:
            return f"told elsewhere in the record too: merged into {final.rule_id} {shown(final)}"
    return "merged into another telling"


def _clause_of(why: str) -> str:
    if "participants" in why:
        return "participants"
    return "date" if "date" in why or "undated" in why else "status"


def _actors_in(story: Story, sentence: Span) -> str:
    named = [
        f"{m.text} {'+'.join(m.codes) or '(no code)'}"
        for m in story.record.found.mentions
        if m.origin == "rule" and sentence.covers(m.span)
    ]
    return ", ".join(named) or "nobody"


def _explanation(
    rule: EventRule,
    story: Story,
    annotation: Annotation,
    span: Span,
    clauses: tuple[Clause, ...],
    outcome: str,
) -> Explanation:
    sentence = story.sentence_at(span.start)
    at = Span(span.start - sentence.start, span.end - sentence.start)
    return Explanation(
        rule.id,
        story.place,
        story.text(sentence),
        at,
        clauses,
        outcome,
        _tree(annotation, span.start),
    )


def _tree(annotation: Annotation, position: int) -> tuple[str, ...]:
    """``首相が → 会談した (nsubj)`` for each phrase of the sentence."""
    sentence = sentence_of(annotation.sentences, position)
    if sentence is None:
        return ()
    tokens = sentence.tokens
    words: dict[int, str] = {}
    heads: dict[int, tuple[int, str]] = {}
    for token in tokens:
        words[token.bunsetsu] = words.get(token.bunsetsu, "") + token.text
        target = tokens[token.head].bunsetsu
        if target != token.bunsetsu:
            heads[token.bunsetsu] = (target, token.dep)
    return tuple(
        f"{text.strip()} → {words[heads[n][0]].strip()} ({heads[n][1]})" if n in heads else text
        for n, text in words.items()
    )

"""Near misses: sentences of the corpus that fail exactly one clause of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.flow import Rules, Session
from pipeline.model import Event, Span
from pipeline.stages.events import EventRules, Trace
from pipeline.stages.events.rules import EventRule
from pipeline.tuning.corpus import Corpus, Story


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A sentence that one clause keeps from being read.

    ``clause`` names it (``needs``, ``participants`` …), ``detail`` the words or the rule
    that decide, ``span`` the trigger in ``sentence``.
    """

    clause: str
    detail: str
    place: str
    sentence: str
    span: Span


def near_misses(rule_id: str, corpus: Corpus, session: Session) -> Iterator[NearMiss]:
    """The near misses of an event rule. Each comes once, by the one clause that fails.

    A clause of the rule itself counts alone when the same extraction, with that clause taken
    out of the rule, reads the sentence.
    """
    rule = session.rules.events.rule(rule_id)
    assert rule is not None
    for story in corpus.stories(session):
        text = story.record.record.text.text
        if not any(a in text for p in rule.phrases for a in p.anchors or {""}):
            continue
        events, trace = session.traced(story.record)
        found = [
            *_by_conditions(rule, story, trace, session),
            *_by_reading(rule, story, trace),
            *_by_trigger(rule, story, events, trace),
        ]
        yield from dict.fromkeys(found)


def _by_conditions(
    rule: EventRule, story: Story, trace: Trace, session: Session
) -> Iterator[NearMiss]:
    """Refusals by the rule's own conditions, each tried without it."""
    refusals = [r for r in trace.refusals if r.rule.id == rule.id]
    for clause in dict.fromkeys(r.reason for r in refusals):
        freed = _without(clause, session.rules, rule)
        events: tuple[Event, ...] = ()
        if freed is not None:
            events, _ = session.traced(story.record, freed)
        for refusal in refusals:
            if refusal.reason != clause:
                continue
            if freed is not None and not _reads(events, rule, refusal.span):
                continue
            yield _miss(clause, refusal.detail, story, refusal.span)


def _by_reading(rule: EventRule, story: Story, trace: Trace) -> Iterator[NearMiss]:
    """Triggers that stood, of which participants, date or status made no event."""
    for trigger, why in trace.dropped:
        if trigger.rule.id == rule.id:
            clause = "participants" if "participants" in why else why
            yield _miss(clause, why, story, trigger.span)
    for event, why in trace.lost:
        if event.rule_id == rule.id:
            yield _miss("alone" if "alone" in why else "told elsewhere", why, story, event.trigger)
    for event in trace.unsure:
        if event.rule_id == rule.id:
            detail = f"confidence {event.confidence:.2f}"
            yield _miss("confidence", detail, story, event.trigger)


def _by_trigger(
    rule: EventRule, story: Story, events: tuple[Event, ...], trace: Trace
) -> Iterator[NearMiss]:
    """Sentences with two parties, the other conditions and a piece of a phrase, but no phrase."""
    text = story.record.record.text.text
    touched = [e.trigger for e in events] + [r.span for r in trace.refusals]
    touched += [trigger.span for trigger, _ in trace.dropped]
    touched += [trigger.span for trigger, *_ in trace.made]
    for sentence in story.record.head.sentences:
        words = text[sentence.start : sentence.end]
        if any(sentence.covers(span) for span in touched):
            continue
        pieces = (a for p in rule.phrases for a in p.anchors)
        anchor = next((a for a in pieces if len(a) > 1 and a in words), None)
        if anchor is None or _parties(story, sentence) < 2:
            continue
        if rule.needs is not None and rule.needs.search(words) is None:
            continue
        start = sentence.start + words.index(anchor)
        yield _miss("trigger", f"only 「{anchor}」", story, Span(start, start + len(anchor)))


def _parties(story: Story, sentence: Span) -> int:
    mentions = story.record.found.mentions
    return len({c for m in mentions if sentence.covers(m.span) for c in m.codes})


def _without(clause: str, rules: Rules, rule: EventRule) -> Rules | None:
    """The rules with one clause of one rule taken out; None for what is no clause of it."""
    if clause == "needs":
        freed = replace(rule, needs=None)
    elif clause == "unless":
        freed = replace(rule, unless=None)
    elif clause == "without":
        freed = replace(rule, without=None)
    elif clause == "headline":
        freed = replace(rule, entry=rule.entry.model_copy(update={"headline": False}))
    elif clause == "not_act":
        kept = tuple(n for n in rules.events.not_acts if n.types and rule.type not in n.types)
        return replace(rules, events=_with(rules.events, not_acts=kept))
    else:
        return None
    events = tuple(freed if r.id == rule.id else r for r in rules.events.rules)
    return replace(rules, events=_with(rules.events, rules=events))


def _with(events: EventRules, **changes: object) -> EventRules:
    return replace(events, **changes)  # type: ignore[arg-type]


def _reads(events: tuple[Event, ...], rule: EventRule, span: Span) -> bool:
    return any(e.type == rule.type and e.trigger.overlaps(span) for e in events)


def _miss(clause: str, detail: str, story: Story, span: Span) -> NearMiss:
    sentence = story.sentence_at(span.start)
    at = Span(span.start - sentence.start, span.end - sentence.start)
    return NearMiss(clause, detail, story.place, story.text(sentence), at)

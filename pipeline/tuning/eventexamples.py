"""Examples of event rules, run through the stages as a run would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.flow.session import Session
from pipeline.model import Event, Span
from pipeline.stages.events import Trace
from pipeline.stages.events.rules import Cue, EventRule
from pipeline.tuning.catalogue import RuleInfo
from pipeline.tuning.sentences import as_record, shown, told

Row = tuple[RuleInfo, str, str, str, tuple[Span, ...]]


def event_outcomes(some: Sequence[RuleInfo], session: Session) -> Iterator[Row]:
    """(rule, kind, text, problem, spans) of each example that does not come out."""
    _annotate_at_once(some, session)
    for rule in some:
        if rule.section == "rules":
            compiled = session.rules.events.rule(rule.id)
            if compiled is not None:
                yield from _rule_outcomes(rule, compiled, session)
        elif rule.section == "cues":
            cue = next(c for c in session.rules.events.cues if c.id == rule.id)
            yield from _texts(rule, lambda text, cue=cue: _cue_span(cue, text))
        else:
            entry = next(e for e in session.rules.events.not_acts if e.id == rule.id)
            yield from _texts(
                rule,
                lambda text, entry=entry: _span(entry.after.search(text)),
            )


def _annotate_at_once(some: Sequence[RuleInfo], session: Session) -> None:
    """Have the texts of all examples analysed together: the model loads at most once."""
    texts = [
        str(example["text"])
        for rule in some
        if rule.section == "rules"
        for key in ("match", "skip")
        for example in rule.data.get(key) or ()
        if isinstance(example, dict) and example.get("text")
    ]
    session.annotate(list(dict.fromkeys(texts)))


def _rule_outcomes(rule: RuleInfo, compiled: EventRule, session: Session) -> Iterator[Row]:
    for match in compiled.entry.match:
        found, others, trace = _read(match.text, match.day, compiled, session)
        wanted = {
            "participants": ";".join(sorted(match.participants)) or None,
            "status": match.status,
            "stage": match.stage,
            "date": match.date,
        }
        asked = {name: value for name, value in wanted.items() if value is not None}
        if not found:
            problem = _why_missed(compiled, others, trace)
            spans = tuple(r.span for r in trace.refusals if r.rule.id == rule.id)
            yield rule, "missed", match.text, problem, spans
        elif not any({n: told(e)[n] for n in asked} == asked for e in found):
            yield rule, "missed", match.text, _differences(asked, found[0]), (found[0].trigger,)
    for skip in compiled.entry.skip:
        found, _, _ = _read(skip.text, skip.day, compiled, session)
        for event in found:
            problem = f"is read as {shown(event)}, but must not be"
            yield rule, "extra", skip.text, problem, (event.trigger,)


def _read(
    text: str, day: str | None, rule: EventRule, session: Session
) -> tuple[list[Event], list[Event], Trace]:
    record = as_record(text, day, session, headline=rule.entry.headline)
    events, trace = session.traced(record)
    own = [event for event in events if event.rule_id == rule.id]
    return own, [event for event in events if event.rule_id != rule.id], trace


def _why_missed(rule: EventRule, others: Sequence[Event], trace: Trace) -> str:
    for refusal in trace.refusals:
        if refusal.rule.id == rule.id:
            return f"「{refusal.text}」 is refused: {refusal.reason} {refusal.detail}".rstrip()
    for trigger, why in trace.dropped:
        if trigger.rule.id == rule.id:
            return f"「{trigger.text}」 tells no event: {why}"
    for event, why in trace.lost:
        if event.rule_id == rule.id:
            return f"its event was left out: {why}"
    if others:
        return f"is read by {others[0].rule_id} instead: {shown(others[0])}"
    return "no trigger phrase of the rule stands in it"


def _differences(asked: dict[str, str], event: Event) -> str:
    got = told(event)
    wrong = [f"{n} is {got[n] or 'empty'}, not {v}" for n, v in asked.items() if got[n] != v]
    return "; ".join(wrong)


def _texts(rule: RuleInfo, find: Any) -> Iterator[Row]:
    for text in map(str, rule.data.get("match") or ()):
        if find(text) is None:
            yield rule, "missed", text, "is not matched", ()
    for text in map(str, rule.data.get("skip") or ()):
        span = find(text)
        if span is not None:
            yield rule, "extra", text, "is matched, but must not be", (span,)


def _cue_span(cue: Cue, text: str) -> Span | None:
    vetoes = [Span(*v.span()) for v in cue.unless.finditer(text)] if cue.unless else []
    for match in cue.words.finditer(text):
        span = Span(*match.span())
        if not any(veto.overlaps(span) for veto in vetoes):
            return span
    return None


def _span(match: Any) -> Span | None:
    return None if match is None else Span(*match.span())

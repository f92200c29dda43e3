"""What each rule does over the corpus: how often, how well, how fast, and what none does."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.decisions import State
from pipeline.flow import Session
from pipeline.model import Event, Span
from pipeline.stages.events import Trace
from pipeline.tuning.catalogue import RuleInfo
from pipeline.tuning.corpus import Corpus, Story, event_ids

_GOOD = {"accepted", "edited"}


@dataclass(slots=True)
class Usage:
    """A rule's record. ``shadowed`` counts matches that another rule took over.

    ``fires`` counts its events (dates, mentions, cuts for the other stages), ``gold`` those
    of them that the gold has, ``judged`` and ``accepted`` reviewers' verdicts, ``overlaps``
    the rules it shares words with, ``milliseconds`` its search over the corpus.
    """

    rule_id: str
    stage: str
    fires: int = 0
    matches: int = 0
    shadowed: int = 0
    gold: int = 0
    judged: int = 0
    accepted: int = 0
    milliseconds: float = 0.0
    overlaps: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """The share of judged events that reviewers accepted; None when none was judged."""
        return self.accepted / self.judged if self.judged else None

    @property
    def state(self) -> str:
        """``used``, ``never matches``, ``always shadowed`` or ``never fires``."""
        if self.fires:
            return "used"
        if not self.matches:
            return "never matches"
        return "always shadowed" if self.shadowed == self.matches else "never fires"


@dataclass(frozen=True, slots=True)
class Uncaught:
    """A sentence with trigger words that no rule made an event of."""

    place: str
    sentence: str
    span: Span
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The usage of every rule, and the sentences that none caught."""

    rules: tuple[Usage, ...]
    uncaught: tuple[Uncaught, ...]


def coverage(
    rules: Iterable[RuleInfo],
    corpus: Corpus,
    session: Session,
    decisions: Mapping[str, State],
    in_gold: Mapping[str, int],
) -> Coverage:
    """Go through the corpus once. ``in_gold`` counts by rule the events that match gold."""
    usage = {info.id: Usage(info.id, info.stage) for info in rules}
    told: list[tuple[Story, Event]] = []
    uncaught: list[Uncaught] = []
    for source, reading in corpus.readings(session):
        for dropped in reading.cleaned.dropped if reading.cleaned else ():
            _count(usage, dropped.rule_id)
        for record in reading.records:
            story = Story(source, record, b"")
            for rule_id in {d.rule_id: 0 for d in record.found.dates}:
                fired = sum(d.rule_id == rule_id for d in record.found.dates)
                _count(usage, rule_id, fired)
            for mention in record.found.mentions:
                _count(usage, mention.entry_id)
            _time(usage, story, session)
            events, trace = session.traced(record)
            told += [(story, event) for event in events]
            _events(usage, events, trace)
            uncaught += _sentences_uncaught(story, events, trace)
    _verdicts(usage, told, decisions)
    for rule_id, count in in_gold.items():
        if rule_id in usage:
            usage[rule_id].gold = count
    each = {(one.sentence, one.reasons): one for one in reversed(uncaught)}
    return Coverage(tuple(usage.values()), tuple(reversed(each.values())))


def _count(usage: dict[str, Usage], rule_id: str, number: int = 1) -> None:
    if rule_id in usage:
        usage[rule_id].fires += number
        usage[rule_id].matches += number


def _time(usage: dict[str, Usage], story: Story, session: Session) -> None:
    text = story.record.record.text.text
    sentences = [text[s.start : s.end] for s in story.record.head.sentences]
    for rule in session.rules.events.rules:
        phrases = [p for p in rule.phrases if not p.anchors or any(a in text for a in p.anchors)]
        start = time.perf_counter()
        for phrase in phrases:
            for sentence in sentences:
                if not phrase.anchors or any(a in sentence for a in phrase.anchors):
                    for _ in phrase.compiled.finditer(sentence):
                        pass
        usage[rule.id].milliseconds += 1000 * (time.perf_counter() - start)


def _events(usage: dict[str, Usage], events: tuple[Event, ...], trace: Trace) -> None:
    for event in events:
        usage[event.rule_id].fires += 1
    for trigger in [t for t, *_ in trace.made] + [t for t, _ in trace.dropped]:
        usage[trigger.rule.id].matches += 1
    for refusal in trace.refusals:
        own = usage[refusal.rule.id]
        own.matches += 1
        if refusal.reason == "longer":
            own.shadowed += 1
            own.overlaps[refusal.detail] += 1


def _sentences_uncaught(story: Story, events: tuple[Event, ...], trace: Trace) -> list[Uncaught]:
    """Sentences in which triggers matched and all of them came to nothing."""
    told = [e.trigger for e in events] + [t.span for t, *_ in trace.made]
    why: dict[Span, list[tuple[Span, str]]] = defaultdict(list)
    for refusal in trace.refusals:
        sentence = story.sentence_at(refusal.span.start)
        detail = f"{refusal.rule.id}: {refusal.reason} {refusal.detail}".rstrip()
        why[sentence].append((refusal.span, detail))
    for trigger, reason in trace.dropped:
        sentence = story.sentence_at(trigger.span.start)
        why[sentence].append((trigger.span, f"{trigger.rule.id}: {reason}"))
    found = []
    for sentence, reasons in sorted(why.items()):
        if any(sentence.covers(span) for span in told):
            continue
        span = reasons[0][0]
        at = Span(span.start - sentence.start, span.end - sentence.start)
        shown = tuple(dict.fromkeys(reason for _, reason in reasons))
        found.append(Uncaught(story.place, story.text(sentence), at, shown))
    return found


def _verdicts(
    usage: dict[str, Usage], told: list[tuple[Story, Event]], decisions: Mapping[str, State]
) -> None:
    if not decisions:
        return
    for event_id, (_, event) in zip(event_ids(told), told, strict=True):
        state = decisions.get(event_id)
        if state is None or state.verdict not in {*_GOOD, "rejected"}:
            continue
        usage[event.rule_id].judged += 1
        usage[event.rule_id].accepted += state.verdict in _GOOD

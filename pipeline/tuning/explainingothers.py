"""Where rules of the other stages apply in a document, and what became of each match."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.flow import Session
from pipeline.flow.reading import Reading
from pipeline.model import Source, Span
from pipeline.stages.dates.folding import fold
from pipeline.stages.sources import read_page
from pipeline.stages.tables.codes import load_code_rules
from pipeline.tuning.catalogue import RuleInfo
from pipeline.tuning.corpus import Story
from pipeline.tuning.explaining import Clause, Explanation
from pipeline.tuning.sentences import shown


def explain_date(rule: RuleInfo, story: Story, session: Session) -> Iterator[Explanation]:
    """Expressions that a date rule reads in a record, and its matches that another rule took."""
    text = story.record.record.text.text
    mine: list[Span] = []
    for timex in story.record.found.dates:
        named = {word for step in timex.steps for word in step.split()}
        if rule.id != timex.rule_id and rule.id not in named:
            continue
        mine.append(timex.span)
        value = f"{timex.start or '..'}/{timex.end or '..'}" if timex.start or timex.end else "none"
        anchor = f"{timex.anchor} ({timex.anchor_source})" if timex.anchor else "needs none"
        clauses = [
            Clause("pattern", "PASS", f"「{timex.text}」"),
            Clause("anchor", "INFO", anchor),
            *(Clause("step", "INFO", step) for step in timex.steps),
            Clause("value", "INFO", f"{value} {timex.type} {timex.precision} {timex.edtf or ''}"),
        ]
        flags = f" [{', '.join(timex.flags)}]" if timex.flags else ""
        yield _at(story, rule.id, timex.span, clauses, f"read as {value}{flags}")
    for compiled in session.rules.dates.expressions:
        if compiled.rule.id != rule.id:
            continue
        for match in compiled.pattern.matches(fold(text).full):
            span = Span(*match.span())
            if any(span.overlaps(own) for own in mine):
                continue
            winner = next((d for d in story.record.found.dates if d.span.overlaps(span)), None)
            by = f"{winner.rule_id} reads 「{winner.text}」" if winner else "an ignored expression"
            clauses = [
                Clause("pattern", "PASS", f"「{match[0]}」"),
                Clause("longest", "FAIL", by),
            ]
            yield _at(story, rule.id, span, clauses, "not read: another rule reads more, or first")


def explain_mentions(rule: RuleInfo, story: Story, session: Session) -> Iterator[Explanation]:
    """What an actor rule or word group finds in a record."""
    del session
    for mention in story.record.found.mentions:
        if mention.entry_id == rule.id:
            codes = " ".join(mention.codes) or "no code"
            clauses = [
                Clause("found", "PASS", f"「{mention.text}」 as {mention.kind}"),
                Clause("codes", "INFO", f"{codes} ({mention.basis or 'none'})"),
            ]
            yield _at(story, rule.id, mention.span, clauses, f"mention: {codes}")


def explain_lines(
    rule: RuleInfo, source: Source, reading: Reading, session: Session
) -> Iterator[Explanation]:
    """Lines of a page that a cleaning rule speaks of, and whether they were kept."""
    cleaning = session.rules.cleaning
    patterns = {cue.rule.id: (cue.pattern, cue.rule.where) for cue in cleaning.cues}
    patterns |= {span.rule.id: (span.pattern, "text") for span in cleaning.spans}
    if rule.id not in patterns:
        return
    pattern, where = patterns[rule.id]
    page = read_page(source)
    for number, line in enumerate(page.lines, 1):
        text = page.text.text[line.span.start : line.span.end]
        match = pattern.search(text.strip() if where == "text" else " ".join(line.tags))
        if match is None or not text.strip():
            continue
        at = page.text.to_source(*line.span)
        drop = next(
            (d for d in (reading.cleaned.dropped if reading.cleaned else ()) if d.span.covers(at)),
            None,
        )
        fate = f"dropped: {drop.reason} by {drop.rule_id}" if drop else "kept"
        clauses = (Clause("pattern", "PASS", f"「{match[0][:60]}」"),)
        span = Span(text.find(match[0]), text.find(match[0]) + len(match[0]))
        found = span if span.start >= 0 else Span(0, 0)
        yield Explanation(rule.id, f"{source.name} line {number}", text, found, clauses, fate)


def explain_text(
    rule: RuleInfo, source: Source, reading: Reading, session: Session
) -> Iterator[Explanation]:
    """Lines of kept text that a record rule's pattern matches."""
    pattern = session.rules.records.patterns.get(rule.id)
    if pattern is None or reading.cleaned is None:
        return
    for number, text in enumerate(reading.cleaned.page.text.splitlines(), 1):
        match = pattern.search(text)
        if match is not None and text.strip():
            groups = ", ".join(f"{k} {v}" for k, v in match.groupdict().items() if v)
            clauses = (Clause("pattern", "PASS", groups or f"「{match[0]}」"),)
            place = f"{source.name} kept line {number}"
            yield Explanation(rule.id, place, text, Span(*match.span()), clauses, "matches")


def explain_codes(rule: RuleInfo, story: Story, session: Session) -> Iterator[Explanation]:
    """Events of a record whose PLOVER and CAMEO codes a rule gives."""
    entries = load_code_rules(session.rules.folder)
    events, _ = session.traced(story.record)
    for event in events:
        first = next(e for e in entries if e.fits(event.type, event.status, event.stage))
        if first.id == rule.id:
            clauses = [Clause("fits", "PASS", f"{event.type} {event.status} {event.stage or ''}")]
            outcome = f"{first.plover} {first.cameo}: {shown(event)}"
            yield _at(story, rule.id, event.evidence, clauses, outcome)


def explain_names(rule: RuleInfo, story: Story, session: Session) -> Iterator[Explanation]:
    """Names of agreements and officials in a record's events that a linking rule knows."""
    known = session.rules.linking
    kinds = {k.id: k for k in (*known.families, *known.anaphora, *known.parties, *known.levels)}
    kind: Any = kinds.get(rule.id)
    events, _ = session.traced(story.record)
    for event in events:
        for text in (event.instrument, story.evidence(event)):
            match = kind.pattern.search(text) if kind and text else None
            if match:
                clauses = [Clause("pattern", "PASS", f"「{match[0]}」 in 「{str(text)[:40]}」")]
                yield _at(story, rule.id, event.evidence, clauses, f"known as {rule.id}")


def _at(story: Story, rule_id: str, span: Span, clauses: list[Clause], outcome: str) -> Explanation:
    sentence = story.sentence_at(span.start)
    at = Span(span.start - sentence.start, span.end - sentence.start)
    return Explanation(rule_id, story.place, story.text(sentence), at, tuple(clauses), outcome)


BY_STORY: dict[str, Callable[[RuleInfo, Story, Session], Iterator[Explanation]]] = {
    "dates": explain_date,
    "actors": explain_mentions,
    "codes": explain_codes,
    "linking": explain_names,
}
BY_DOCUMENT: dict[str, Callable[[RuleInfo, Source, Reading, Session], Iterator[Explanation]]] = {
    "cleaning": explain_lines,
    "records": explain_text,
}

"""Which words of a sentence tell an act, and which rule reads them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.model import Span
from pipeline.stages.events.rules import EventRule, EventRules

# How far a passage reaches back before its sentence, and a record's text so far, in characters.
_PASSAGE = 120
RECORD = 1500


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that a rule reads as an act (record text offsets)."""

    rule: EventRule
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule left words alone.

    ``needs``, ``unless``, ``without``, ``headline`` (the rule's own conditions), ``not_act`` (of
    ``context.yaml``) or ``longer`` (another rule of the type reads more words here).
    """

    rule: EventRule
    span: Span
    text: str
    reason: str
    detail: str = ""


def find_triggers(
    sentence: str, start: int, rules: EventRules, *, title: bool, before: str = ""
) -> tuple[tuple[Trigger, ...], tuple[Refusal, ...]]:
    """The triggers of a sentence, and every match that was refused and why.

    ``start`` is the sentence's offset in the record; ``title`` tells whether it is a title
    or a heading, ``before`` is the record's text before it. Of overlapping matches of
    one event type the longest stays, then the rule that stands first.
    """
    found: list[Trigger] = []
    refused: list[Refusal] = []
    for rule, match in rules.matches(sentence):
        if match.end() == match.start():
            continue
        span = Span(start + match.start(), start + match.end())
        reason = _refuses(rule, sentence, match, rules, title=title, before=before)
        if reason:
            refused.append(Refusal(rule, span, match.group(), *reason))
        else:
            found.append(Trigger(rule, span, match.group()))
    kept: list[Trigger] = []
    ordered = sorted(found, key=lambda t: (t.span.start - t.span.end, t.rule.order, t.span.start))
    for trigger in ordered:
        winner = next(
            (k for k in kept if k.rule.type == trigger.rule.type and k.span.overlaps(trigger.span)),
            None,
        )
        if winner is None:
            kept.append(trigger)
        elif winner.rule.id != trigger.rule.id:
            refused.append(
                Refusal(trigger.rule, trigger.span, trigger.text, "longer", winner.rule.id)
            )
    founding = [k.span for k in kept if k.rule.type == "framework"]
    for trigger in list(kept):
        # 政策対話を開くことで合意した founds a forum; the talks in its name are no meeting.
        if trigger.rule.type == "meeting" and any(s.overlaps(trigger.span) for s in founding):
            kept.remove(trigger)
            refused.append(Refusal(trigger.rule, trigger.span, trigger.text, "longer", "framework"))
    return tuple(sorted(kept, key=lambda t: t.span)), tuple(refused)


def _refuses(
    rule: EventRule,
    sentence: str,
    match: regex.Match[str],
    rules: EventRules,
    *,
    title: bool,
    before: str,
) -> tuple[str, str] | None:
    if rule.entry.headline and not title:
        return ("headline", "")
    if rule.unless is not None:
        for veto in rule.unless.finditer(sentence):
            if veto.start() < match.end() and match.start() < veto.end():
                return ("unless", veto.group())
    for exclusion in rules.not_acts:
        if exclusion.types and rule.type not in exclusion.types:
            continue
        if exclusion.after.match(sentence, match.end()):
            return ("not_act", exclusion.id)
    if rule.without is not None:
        veto = rule.without.search(before[-_PASSAGE:] + sentence)
        if veto is not None:
            return ("without", veto.group())
    if rule.needs is not None and rule.needs.search(_lead(rule, before) + sentence) is None:
        return ("needs", "")
    return None


def _lead(rule: EventRule, before: str) -> str:
    """How much of the text before a sentence a rule's ``needs`` may stand in."""
    return {"sentence": "", "passage": before[-_PASSAGE:], "record": before}[rule.entry.within]

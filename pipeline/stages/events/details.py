"""Place, instrument, outcome and evidence of an act."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.triggers import Trigger

_AT = deferred(
    r"(?:内|市内|都内|沖|近海|周辺)?(?:で(?!は?な)|にて|において|での|における|を舞台に|を訪|に入|へ|に寄|に入港|に到着)"
)
_OUTCOME = deferred(
    r"(?:で|を|に|と)(?:[^。、]{0,6})(?:一致|合意|確認|申し合わせ|確かめ|共有|折り合)"
)
# 装備移転と情報保護の2協定に(署名): two papers of one kind, named by what they are about.
_TWO_NAMED = deferred(
    r"(?P<one>[^。、「」はがをにで0-9０-９]{2,20})(?:と|、|及び|および|並びに)"
    r"(?P<other>[^。、「」はがをにで0-9０-９]{2,20})の(?:2つの|二つの|[2２二両])"
    r"(?P<kind>協定|条約|覚書|議定書|文書)(?:」)?(?:にも?|を|の|も)?(?=署名|調印|締結|結|交わ|批准|承認|発効|$)"
)
# What stands between the names of a list: と, や, 及び, or a clause that describes the next.
_LISTED = deferred(r"(?:と|や|、|及び|および|並びに)[^。」』]{0,24}")


def find_location(
    trigger: Trigger, clauses: Clauses, context: RecordContext
) -> tuple[str | None, str | None]:
    """The place as written and its country code, when the clause tells one."""
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    best: Actor | None = None
    for actor in context.within(segment):
        if (
            actor.mention.kind not in {"place", "country"}
            or actor.span.end > trigger.span.start + 2
        ):
            continue
        if actor.mention.kind == "country" and actor.strength != "place":
            continue
        if _AT.match(text[actor.span.end : actor.span.end + 8]):
            best = actor
    if best is None:
        return None, None
    return best.mention.text, best.codes[0] if best.codes else None


def find_instrument(
    trigger: Trigger, clauses: Clauses, context: RecordContext, rules: EventRules
) -> str | None:
    """The name of the agreement, exercise, forum or equipment nearest before the trigger."""
    pattern = rules.instruments.get(trigger.rule.type)
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    stretch = text[segment.start : min(len(text), max(trigger.span.end, segment.start) + 2)]
    quoted = [m.group(1) for m in rules.quoted.finditer(stretch)]
    if pattern is None:
        return quoted[-1] if quoted and trigger.rule.type == "exercise" else None
    if trigger.rule.id == "exercise.named" and not quoted:
        return trigger.text  # リムパック
    for name in reversed(quoted):
        if pattern.search(name) or trigger.rule.type in {"exercise", "partnership", "framework"}:
            return str(name)
    found = [m.group().strip("・、 ") for m in pattern.finditer(stretch)]
    return found[-1] if found else None


def split_by_instrument(
    candidate: Candidate,
    trigger: Trigger,
    clauses: Clauses,
    context: RecordContext,
    rules: EventRules,
) -> list[Candidate]:
    """「A協定」と「B協定」に署名した: an agreement for each of the names that are listed."""
    pattern = rules.instruments.get("agreement")
    if candidate.event.type != "agreement" or pattern is None:
        return [candidate]
    text = context.record.text.text
    start = clauses.sentence.span.start
    two = _TWO_NAMED.search(text, start, trigger.span.end)
    if two is not None:
        kinds = [f"{two[n]}{two['kind']}" for n in ("one", "other")]
        return [
            replace(candidate, event=replace(candidate.event, instrument=name)) for name in kinds
        ]
    names: list[regex.Match[str]] = [
        m for m in rules.quoted.finditer(text, start, trigger.span.end)
        if pattern.search(m.group(1))
    ]  # fmt: skip
    listed = [b for a, b in pairwise(names) if _LISTED.fullmatch(text[a.end() : b.start()])]
    if not listed:
        return [candidate]
    chosen = [names[names.index(listed[0]) - 1], *listed]
    return [
        replace(candidate, event=replace(candidate.event, instrument=m.group(1))) for m in chosen
    ]


def find_outcome(trigger: Trigger, clauses: Clauses, context: RecordContext) -> str | None:
    """For meetings: what the rest of the sentence says was agreed."""
    text = context.record.text.text
    rest = Span(trigger.span.end, clauses.sentence.span.end)
    stretch = text[rest.start : rest.end]
    match = _OUTCOME.search(stretch)
    if match is None:
        return None
    start = stretch.rfind("、", 0, match.start()) + 1
    return stretch[start : match.end()].strip() or None


def find_evidence(trigger: Trigger, clauses: Clauses, spans: list[Span]) -> Span:
    """The shortest stretch that carries the trigger and those who take part.

    Starts with the first participant named in the sentence (or the segment), ends with
    the trigger's own predicate.
    """
    sentence = clauses.sentence.span
    inside = [s for s in spans if sentence.start <= s.start and s.end <= sentence.end]
    chunk = clauses.chunk_at(trigger.span.end - 1)
    end = max(trigger.span.end, chunk.span.end if chunk else trigger.span.end)
    predicate = clauses.predicate_of(trigger.span.end - 1)
    if predicate is not None and trigger.span.end <= predicate.span.end <= trigger.span.end + 20:
        end = max(end, predicate.span.end)
    start = min([trigger.span.start, *(s.start for s in inside)])
    end = min(max([end, *(s.end for s in inside if s.end <= end + 12)]), sentence.end)
    return Span(start, end)

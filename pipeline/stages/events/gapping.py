"""Acts told once for several days: 10日に英国、12日にフランスを訪問した is two visits."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.triggers import Trigger

# Between a day and those who meet on it: nothing but particles and their places.
_DAY_OF = deferred(r"(?:には?|は|、|の|夜|朝|午前|午後)?[^。、はが]{0,12}")
_LISTED = deferred(r"[^。はが]{0,16}?(?:、|と|および|及び|そして|続いて)(?:また)?(?:翌)?")
# A tour is one visit, however many days it lists.
_TOUR = deferred(r"歴訪|巡|回る|外遊")


def tellings(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[RecordContext, tuple[Timex, ...]]]:
    """What a trigger tells, once for each day that its clause pairs with parties of its own.

    Each telling is the record without the parties and days of the others; one telling,
    the record as it is, where the clause pairs nothing. Pure.

    >>> # 2日にラトビア、3日にリトアニアの外相と会談する → (…ラトビア…, 2日), (…リトアニア…, 3日)
    """
    groups = _groups(trigger, clauses, dates, context)
    if len(groups) < 2:
        return [(context, dates)]
    found = []
    for day, own in groups:
        days = [d for d, _ in groups if d is not day]
        hidden = [a for d, actors in groups if d is not day for a in actors if a not in own]
        view = replace(context, actors=tuple(a for a in context.actors if a not in hidden))
        found.append((view, tuple(d for d in dates if d not in days)))
    return found


def _groups(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    if _TOUR.search(trigger.text):
        return []
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    days = [
        t for t in dates
        if t.type in {"DATE", "RANGE"} and t.start is not None
        and segment.start <= t.span.start and t.span.end <= trigger.span.start
    ]  # fmt: skip
    if len(days) < 2 or _predicate_between(days[0].span.end, trigger.span.start, clauses):
        return []
    groups = []
    for index, day in enumerate(days):
        last = index + 1 == len(days)
        end = trigger.span.start if last else days[index + 1].span.start
        actors = [a for a in context.within(Span(day.span.end, end)) if a.codes]
        if not actors or not _DAY_OF.fullmatch(text[day.span.end : actors[0].span.start]):
            return []
        if not last and not _LISTED.fullmatch(text[actors[-1].span.end : end]):
            return []
        groups.append((day, actors))
    return groups


def _predicate_between(start: int, end: int, clauses: Clauses) -> bool:
    """Whether a predicate ends inside a stretch: then its days belong to different acts."""
    return any(c.predicate and start <= c.span.start and c.span.end <= end for c in clauses.chunks)

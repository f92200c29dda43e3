"""Acts that a record mentions in passing: true perhaps, but not what it reports.

An editorial, a book review or a job advert speaks of visits and aid without telling of one;
a company's contract has states in it only as places. And a record about two countries that
names two others without a date or a word of plan speaks of the background.
"""

from __future__ import annotations

from pipeline.model import Record, Span
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.rules import EventRules

# How much of a record's opening shows what kind of page it is.
OPENING = 240
# An act of that many named parties is a conference or a list, not an aside.
_MANY = 3
_LONG_LIST = 4


def in_passing(candidate: Candidate, context: RecordContext, rules: EventRules) -> str:
    """Why an event is no report of its record, or ``""``. Pure.

    >>> # 【書評】… 歴代の首相が訪米で持ち帰った共同声明の一語一語に、… → "a page without news"
    """
    opening = _opening(context.record)
    if rules.private.search(opening) and not rules.official.search(opening):
        return "a private deal"
    event = candidate.event
    named_day = event.date.text and candidate.basis != "discourse"  # a day without its year
    if event.date.start or event.date.end or named_day:
        return ""
    if rules.no_news.search(opening):
        return "a page without news"
    if event.status == "ongoing" and candidate.basis == "discourse":
        return ""
    # Below ブルガリア on a line of its own, the record is about Bulgaria.
    below = {code for start, code in context.sections if start < event.trigger.start}
    about = {*context.dominant[: max(_MANY, len(event.codes))], *below}
    central = set(event.codes) <= about
    if central or candidate.by_cue or candidate.tellings > 1 or candidate.title:
        return ""
    if event.type == "meeting" and candidate.basis == "clause":
        leads = context.dominant[:1]
        if leads and leads[0] in event.codes:
            return ""  # one more meeting of the one whose journey is told
    many = event.type in {"exercise", "meeting", "dispatch"} and len(event.codes) > _LONG_LIST
    if many and set(context.dominant[:2]) & set(event.codes):
        return ""  # 18 nations at the exercise that the record is about
    named = len({p.code for p in event.participants if p.span and _near(p.span, event.evidence)})
    if candidate.basis == "discourse" or named < _MANY <= len(context.dominant):
        return "undated, of others than the record is about"
    return ""


def _opening(record: Record) -> str:
    """The title and the first lines."""
    return f"{record.title or ''}\n{record.text.text[:OPENING]}"


def _near(span: Span, evidence: Span) -> bool:
    return evidence.covers(span)

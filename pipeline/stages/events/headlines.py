"""Days of what a headline tells: the body tells the same news, if in other words.

日NZ、協定で大筋合意 over a text that tells of talks on the 18th bears the 18th.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Event, EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.borders import full_stop
from pipeline.stages.events.classes import AHEAD, HAPPENED, PAPERS, WHEN
from pipeline.stages.events.datelines import is_byline
from pipeline.stages.events.eventdates import to_event_date
from pipeline.stages.events.lasting import stay_of
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.toldas import is_welcomed

_BY_ARRIVAL = frozenset({"port_call", "visit", "exercise", "dispatch", "meeting"})
# What a headline may plan without its day.
_PLANNED = frozenset({"visit", "port_call", "exercise", "meeting"})
# A sentence of the past, and words of those who are not there yet.
_PAST = deferred("[一-龠ぁ-ん][ただ]。?$")
_NOT_THERE = deferred("出港|出航|出発|発っ|離れ|予定|見通し|見込み|向か|途中")
# What an act may be in the body that a headline names by what it is about.
_TOLD_AS = {
    "aid": {"agreement", "equipment", "dispatch"},
    "equipment": {"agreement", "aid"},
    "partnership": {"agreement"},
    "framework": {"meeting"},
    "dispatch": {"aid"},
}
# The steps of an agreement, of which a headline may tell an earlier one.
_STEPS = {"negotiating": 0, "agreed": 1, "signed": 2, "in_force": 3}
# How long before the record news may lie, in days, and how far into the body its day stands.
_FRESH = 7
_LEAD = 160


def date_headlines(
    told: list[Candidate],
    candidates: list[Candidate],
    dates: tuple[Timex, ...],
    record: Record,
    rules: EventRules,
) -> list[Candidate]:
    """Merged candidates, those of the headline dated by the body where they had no date.

    ``candidates`` are the tellings before merging. Pure.
    """
    dated: list[Candidate] = []
    for candidate in told:
        event = candidate.event
        when = None
        status = event.status
        if event.date == EventDate() and event.status == "completed" and record.anchor:
            told_of = _in_headline(candidate, candidates) or _laid_down(candidate)
            welcomed = is_welcomed(event.type, event.trigger, record.text.text)
            if event.type in PAPERS and told_of and not welcomed:
                when = _of_talks(event, told, record.anchor)
            elif event.type in _BY_ARRIVAL and candidate.title:
                when = _of_lead(event, told, dates, record, rules)
        elif event.date == EventDate() and event.status in AHEAD and candidate.title:
            when = _of_plan(event, told, dates, record)
            if when is None and record.anchor and event.type == "port_call":
                # 豪艦、長崎へ over …11日に港に姿を見せた: the body tells that it came about.
                when = _of_lead(event, told, dates, record, rules, came=True)
                status = "completed" if when else status
        event = replace(event, date=when, status=status) if when else event
        dated.append(replace(candidate, event=event))
    return dated


def without_retold(told: list[Candidate]) -> list[Candidate]:
    """Merged candidates without those that only a headline tells and the body tells better.

    A headline has no room for what a paper is: 停戦で合意 over 停戦協定に署名した,
    円借款を供与 over …の貸付契約に調印した. Pure.

    >>> # 印、日本と港湾整備で円借款 / 両国は2日、円借款契約に署名した → the agreement alone
    """
    return [c for c in told if not any(_retold_by(c, other) for other in told)]


def _retold_by(headline: Candidate, other: Candidate) -> bool:
    """Whether what a headline alone tells is what the body tells as another kind of act."""
    if not headline.title or headline.also or other.title:
        return False
    one, two = headline.event, other.event
    if (one.status in HAPPENED) != (two.status in HAPPENED) or one.date.start:
        return False
    codes, others = set(one.codes), set(two.codes)
    if not codes <= others and not others <= codes:
        return False
    if one.type == two.type == "agreement":
        return _STEPS.get(one.stage or "", 9) < _STEPS.get(two.stage or "", -1)
    return two.type in _TOLD_AS.get(one.type, ())


def _laid_down(candidate: Candidate) -> bool:
    """Whether the body tells that a paper was agreed or signed, not only names it."""
    event = candidate.event
    return event.stage in {"agreed", "signed"} and not candidate.nominal


def _in_headline(candidate: Candidate, candidates: list[Candidate]) -> bool:
    """Whether the title tells the act too."""
    event = candidate.event
    return any(
        c.title
        and c.event.type == event.type
        and c.event.stage == event.stage
        and len(set(c.event.codes) & set(event.codes)) >= 2
        for c in candidates
    )


def _of_talks(event: Event, told: list[Candidate], anchor: str) -> EventDate | None:
    """The day of the talks between the same parties that the record reports as news."""
    for other in told:
        when = other.event.date
        if (
            other.event.type in {"meeting", "visit"}
            and other.event.status in HAPPENED
            and set(event.codes) <= set(other.event.codes)
            and when.start is not None
            and when.start == when.end
            and _fresh(when.start, anchor)
        ):
            return when
    return None


def _of_lead(
    event: Event,
    told: list[Candidate],
    dates: tuple[Timex, ...],
    record: Record,
    rules: EventRules,
    *,
    came: bool = False,
) -> EventDate | None:
    """The first day that the body names, where no act of the body has it.

    A visit may share it with the talks that it was for. With ``came`` only where the body
    goes on in the past tense, and not of a departure.
    """
    text = record.text.text
    titles = [p.span.end for p in record.parts if p.role in {"title", "heading"}]
    body = next((p.span for p in record.parts if p.role == "body"), None)
    start = max(titles, default=body.start if body else 0)
    for timex in dates:
        if not start <= timex.span.start <= start + _LEAD or timex.type not in WHEN:
            continue
        if is_byline(timex, record):
            continue
        when = to_event_date(timex, record)
        if when.start is None or timex.precision not in {"day", "daypart"}:
            return None
        rest = text[timex.span.end : full_stop(text, timex.span.end)]
        others = [c.event for c in told if c.event.date.start == when.start]
        taken = any(not _for_talks(event, other) for other in others)
        if came and (_NOT_THERE.search(rest) or not _PAST.search(rest)):
            return None
        if taken or rules.saying.search(rest) or not _fresh(when.start, record.anchor or ""):
            return None
        return stay_of(when, timex.span.end, event.type, dates, text, rules)
    return None


def _of_plan(
    event: Event, told: list[Candidate], dates: tuple[Timex, ...], record: Record
) -> EventDate | None:
    """The one time to come that the first sentence of the body names, no other act's.

    来日で調整 over …が20日にも広島に入る方向だと分かった bears the 20th.
    """
    text = record.text.text
    if record.anchor is None or event.type not in _PLANNED:
        return None
    titles = [p.span.end for p in record.parts if p.role in {"title", "heading"}]
    body = next((p.span for p in record.parts if p.role == "body"), None)
    start = max(titles, default=body.start if body else 0)
    end = full_stop(text, start)
    named = [t for t in dates if t.type in WHEN and start <= t.span.start < min(end, start + _LEAD)]
    ahead = [
        when for when in (to_event_date(t, record) for t in named)
        if when.start is not None and when.start > record.anchor[:10]
    ]  # fmt: skip
    taken = {c.event.date.start for c in told if c.event is not event}
    return ahead[0] if len(ahead) == 1 and ahead[0].start not in taken else None


def _for_talks(event: Event, other: Event) -> bool:
    """Whether one act is a visit, and the other the talks of the same parties."""
    kinds = (event.type, other.type) == ("visit", "meeting")
    return kinds and len(set(event.codes) & set(other.codes)) >= 2


def _fresh(day: str, anchor: str) -> bool:
    """Whether a day lies shortly before the record's."""
    return 0 <= (date.fromisoformat(anchor[:10]) - date.fromisoformat(day)).days <= _FRESH

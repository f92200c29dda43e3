"""An act's day and status, each weighed against the other and against the record's own day."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.bydate import StatusReading
from pipeline.stages.events.classes import AHEAD, OF_A_DAY
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.eventdates import to_event_date
from pipeline.stages.events.gapping import Telling
from pipeline.stages.events.parties import Parties
from pipeline.stages.events.reading import (
    Reading,
    carried_date,
    looks_back_from,
    only_weighed,
    planned_date,
)
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.standing import standing_date
from pipeline.stages.events.status import decided, read_status
from pipeline.stages.events.timing import find_date
from pipeline.stages.events.toldas import is_known
from pipeline.stages.events.triggers import Trigger

_GOES_ON = frozenset({"dispatch", "information_sharing"})
# 10日の(ソウルでの)首脳会談で(は): the talks at which somebody speaks of plans.
_AT_PAST_TALKS = deferred(
    r"(?:の|に)[^。、はが]{0,24}?(?:会談|会合|協議|会議|サミット|面会)(?:で|の際|後|に際し|の席)"
)
_HELD_SINCE = deferred(r"[^。、]{0,24}?(?P<held>(?:れ|し|開い|行っ|訪れ)て)以来")
_SINCE = deferred(r"[^。、]{0,24}?以来")
# 訪韓となれば2018年の首相の平昌訪問以来となる
_NAMED_SINCE = deferred(
    r"の[^。、はがを]{0,24}(?:訪問|会談|来日|訪日|寄港|入港|来訪|(?<=[の・ァ-ヶー相理領席])訪[米中韓朝英仏独印豪露ロ伊越比台])以来"
)
# 交渉は昨年9月に始まり、これまでに4回の会合を重ねている.
_BEGUN_AND_ON = deferred(
    r"[^。、]{0,24}?(?:始ま[りっ]|開始し|始め)て?、[^。]{0,40}(?:重ね|続[いけ]|進め|そろえ|行われ|開かれ|持たれ)て(?:い|お)(?!た)"
)
_RESOLVED = deferred(r"[^。]{0,12}(?:こと|旨)(?:と|に|を)(?:し(?:た|まし)|決め|決定)")

# 9日、会談を来年開くことで合意した: the day is that of agreeing on talks to come.
_ARRANGED = deferred(
    r"[^。、]{0,30}(?:こと|旨)(?:で|に|を|は)(?:も|は)?[^。、]{0,10}(?:合意|一致|申し合わせ|確認し|約束|取り決め)"
)


def told_date(
    trigger: Trigger, clauses: Clauses, telling: Telling, reading: Reading, rules: EventRules
) -> tuple[EventDate, Timex | None]:
    """The date that the sentence gives an act, else one that stands for it on the page."""
    record = reading.context.record
    if telling.day is not None:
        return to_event_date(telling.day, record), telling.day
    when, timex = find_date(trigger, clauses, telling.dates, reading.context, rules)
    if timex is None:
        at, sentence = trigger.span.start, clauses.sentence.span
        timex = standing_date(at, sentence, telling.dates, record, rules)
        when = to_event_date(timex, record) if timex is not None else when
    return when, timex


def date_and_status(
    told: tuple[EventDate, Timex | None],
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    reading: Reading,
    telling: Telling,
    rules: EventRules,
    *,
    title: bool,
) -> tuple[EventDate, bool, StatusReading]:
    """The date of an act, whether its own sentence tells it, and its status.

    ``told`` is what :func:`told_date` gave; where it has no expression, the act told before
    may lend its day.
    """
    record = reading.context.record
    when, timex = told
    own_date = timex is not None
    if not own_date:
        when = carried_date(trigger, clauses, parties, reading, rules)
        when = _of_known(trigger, parties, reading) or when
    status = read_status(
        trigger, clauses, rules, title=title, event_date=when, today=looks_back_from(record),
        carried=not own_date and record.item_start is None,
    )  # fmt: skip
    status = _since(timex, trigger, record) or status
    when, status = _begun(when, trigger, status, record)
    others = timex is not None and not _of_the_act(timex, trigger, clauses, status, record)
    arranged = decided(status, trigger) or _arranged(status, trigger, record)
    if others or (arranged and not _ahead(when, record)):
        own_date, when = False, EventDate()
    if not own_date and status.status in AHEAD and record.item_start is None:
        when = planned_date(trigger, clauses, parties, reading, rules)
    if _is_ahead(status, trigger) and _is_over(when, record):
        when, own_date = _not_over(when, trigger, clauses, reading, telling.dates, rules)
    if status.status == "planned" and not title and only_weighed(trigger, parties, when, reading):
        status = StatusReading("considered", "at what is only considered", status.cue_id)
    return when, own_date, status


def _arranged(status: StatusReading, trigger: Trigger, record: Record) -> bool:
    """Whether talks are what others agree to hold, so that the day told is that of agreeing."""
    if trigger.rule.type != "meeting" or status.status != "planned":
        return False
    return _ARRANGED.match(record.text.text, trigger.span.end) is not None


def _begun(
    when: EventDate, trigger: Trigger, status: StatusReading, record: Record
) -> tuple[EventDate, StatusReading]:
    """What goes on for years has no last day where its beginning is told.

    >>> # 派遣は2019年4月に始まった → 2019-04-01/..; きょうから運用を始めた → ongoing
    """
    kind = trigger.rule.type
    rest = record.text.text[trigger.span.start :]
    if trigger.rule.entry.stage == "negotiating" and when.start and _BEGUN_AND_ON.match(rest):
        return replace(when, end=None, edtf=f"{when.start}/.."), replace(status, status="ongoing")
    if kind not in _GOES_ON or when.start is None or record.item_start is not None:
        return when, status
    if status.cue_id == "status.begun" and status.status == "ongoing" and when.end is not None:
        return replace(when, end=None, edtf=f"{when.start}/.."), status
    begun = when.end is None and when.start <= (record.anchor or "")[:10]
    if begun and kind == "dispatch" and status.status == "planned":
        return when, replace(status, status="ongoing")  # 本日より1名を派遣することとした
    if begun and kind == "information_sharing" and status.status == "completed":
        return when, replace(status, status="ongoing")
    return when, status


def _of_known(trigger: Trigger, parties: Parties, reading: Reading) -> EventDate | None:
    """The day of the act told before that a noun takes up; the days between are other acts'."""
    if not is_known(trigger, reading.context.record.text.text):
        return None
    for event in reversed(reading.dated):
        if event.type == trigger.rule.type and len(parties.codes & set(event.codes)) >= 2:
            return event.date
    return None


def _of_the_act(
    timex: Timex, trigger: Trigger, clauses: Clauses, status: StatusReading, record: Record
) -> bool:
    """Whether a day is that of the act, not of the talks that plan it.

    >>> # 16日に会談し、…を開くことで合意した; 10日の会談で、訪日に意欲を示した → False

    A day still to come (7月に来日し、訓練に臨むことで合意した) is that of no talks that are over.
    """
    plan = status.cue_id == "status.agreed" and status.status != "completed"
    plan = plan or trigger.rule.entry.fixed == "planned"
    elsewhere = status.status == "considered" and not clauses.sentence.span.covers(timex.span)
    before = timex.span.start < clauses.segment(trigger.span.start).start
    # 9日、…を供与することとした: nor is the day of making up one's mind.
    text = record.text.text[trigger.span.end : clauses.sentence.span.end]
    today = timex.end is not None and timex.end[:10] <= (record.anchor or "")[:10]
    if status.status == "planned" and today and _RESOLVED.match(text):
        return False
    # …されることが17日、決まった: nor is the day after it, that of the deciding.
    ahead = timex.start is not None and timex.start[:10] > (record.anchor or "9")[:10]
    of_deciding = plan and "こと" in record.text.text[trigger.span.end : timex.span.start]
    if of_deciding or ((plan or elsewhere) and before and not ahead):
        return False
    if status.status not in AHEAD:
        return True
    return not _at_past_talks(timex, trigger, record)


def _at_past_talks(timex: Timex, trigger: Trigger, record: Record) -> bool:
    if record.anchor is None or timex.start is None or timex.start[:10] > record.anchor[:10]:
        return False
    text = record.text.text
    return _AT_PAST_TALKS.match(text, timex.span.end, trigger.span.start) is not None


def _since(timex: Timex | None, trigger: Trigger, record: Record) -> StatusReading | None:
    """訪米は2022年の…以来: the visit of that year is done, whatever is planned now."""
    if timex is None or trigger.rule.type not in OF_A_DAY:
        return None
    text = record.text.text
    if _NAMED_SINCE.match(text, timex.span.end):
        return StatusReading("completed", "以来")
    held = _HELD_SINCE.match(text, timex.span.end)
    if timex.relation != "since" and (held is None or held.start("held") < trigger.span.end):
        return None
    since = held or _SINCE.match(text, timex.span.end)
    return StatusReading("completed", "以来") if since else None


def _is_ahead(status: StatusReading, trigger: Trigger) -> bool:
    """Whether words, not the rule itself, tell that an act is still to come."""
    return status.status in AHEAD and trigger.rule.entry.fixed is None


def _is_over(when: EventDate, record: Record) -> bool:
    """Whether a date lies wholly before the day on which an article appeared."""
    if record.item_start is not None or record.anchor is None or when.end is None:
        return False
    return when.end < record.anchor[:10]


def _not_over(
    when: EventDate,
    trigger: Trigger,
    clauses: Clauses,
    reading: Reading,
    dates: tuple[Timex, ...],
    rules: EventRules,
) -> tuple[EventDate, bool]:
    """The day of a plan that bears one gone by: another of its sentence, or none that is told."""
    record = reading.context.record
    ahead = tuple(t for t in dates if not _is_over(to_event_date(t, record), record))
    later, timex = find_date(trigger, clauses, ahead, reading.context, rules)
    keeps = timex is None and trigger.rule.type in OF_A_DAY
    return (when, True) if keeps else (later, timex is not None)


def _ahead(when: EventDate, record: Record) -> bool:
    """Whether a date lies behind the record's day, or its item's; that of a decision does not."""
    last = when.end or when.start
    today = record.item_end or record.anchor
    return last is not None and today is not None and last > today[:10]

"""When an act takes place: which date expression belongs to which act.

A date belongs to the act its clause tells. The day of an announcement is not the day of
what is announced; what the next sentence tells of the same occasion bears the same day.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.attachment import (
    belongs_elsewhere,
    is_of_next,
    is_relative,
    is_said_after,
    leads,
    modifies,
    owner_of,
    owners_of,
)
from pipeline.stages.events.classes import OF_A_DAY, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.eventdates import item_date, to_event_date
from pipeline.stages.events.otherdays import own_dates
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.triggers import Trigger

# What goes on for hours, not for days: 19日昼過ぎから25分間話し合った.
_OF_ONE_DAY = PAPERS | {"meeting", "aid"}
# What can go on for years.
_OPEN = frozenset({"dispatch", "equipment", "information_sharing", "aid"})
_BEGINS = frozenset({"equipment", "information_sharing"})
_BEGUN = (
    r"(?:始ま(?:っ|り)|始め(?:た|て|まし)|(?:開始|スタート|着手|始動)(?:し(?:た|て|、|まし)|され))"
)
# 共同研究をそれぞれ開始した; 昨年12月に始まった即時共有.
_HAS_BEGUN = deferred(
    rf"[^。、]{{0,24}}?(?<!(?:検討|協議|調整|交渉|議論|準備)(?:を|に|が)?){_BEGUN}"
)
_WHICH_BEGAN = deferred(rf"(?:[^。、]{{0,10}}に|から)?{_BEGUN}た?")
_ENDED = deferred("終了|完了|終え|終わ|まで")
_AT_TALKS = deferred("では(?![なあ])|の席上|の場で")
# An act that something else leads up to: 署名に向けた閣議決定を8日に行う.
_AIM = deferred(
    r"(?:[^。、はがをにで]{0,4})(?:に|へ)(?:の)?(?:向け|むけ)|(?:等|など)?(?:への出席|(?:「[^」]{1,40}」)?の?(?:実施|供与))?のため(?:に)?、"
)
# A topic's act taken up again with its day: 会談について、来月の実施を打診した.
_THOSE_SENT = deferred(r"(?:される|された|する|した|れる|れた)のは")
_RUNS_FROM = deferred(r"[^。、]{0,12}(?:開始|始め|始ま|スタート|稼働|動き出)")
_TAKEN_UP = deferred(
    r"の(?:実施|開催|実現|署名|発効|締結|訪問|来日|会談)(?:を|に|で|へ)"
    r"|(?:ごろ|頃)?(?:と(?:する|し|なる)|に(?:する|設定|行う|実施)|を(?:軸|念頭|想定|予定|目標|めど)"
    r"|で(?:最終)?(?:調整|検討|一致|合意))"
)
_TOPIC = deferred(r"[^。、はがをにで]{0,4}(?:について|に関し|をめぐ|を巡|[はも])[^。、]{0,4}、")
# 4月に承認され、近く発効する: the day of the clause before is not that of what is to come.
_SOON = deferred(
    r"(?<!最)近く(?=[^のにでをはがも])|間もなく|まもなく|近い将来|早ければ|いずれ|追って|今後(?=[、一-龠])"
)
# 訪問を6月に延期した: the new day.
_MOVED = deferred(
    r"(?:以降)?(?:で|に)(?:再調整|再設定|改めて(?:調整|行|開|実施))|(?:以降)?(?:に|へ|まで)(?:と)?(?:再)?(?:延期|先送り|繰り延べ|変更|後ろ倒し|ずれ込|ずら)"
)
# 会談の日取りを27日に決める
_SET_ON = deferred(r"の(?:開催)?(?:日取り|日程|期日|日にち)(?:を|は|が|について)、?")
_IF_SO = deferred(r"[^。、]{0,14}[けせめれえ]ば、?[^。、]{0,14}")
_SINCE_THEN = deferred(r"[^。、]{0,16}(?:、[^。、]{0,16})?(?:。|$)")


def find_date(
    trigger: Trigger,
    clauses: Clauses,
    dates: tuple[Timex, ...],
    context: RecordContext,
    rules: EventRules,
) -> tuple[EventDate, Timex | None]:
    """The date of an act, and the expression that tells it (None when nothing does)."""
    text = context.record.text.text
    usable = own_dates(trigger, clauses, dates, context, rules)
    chosen = _of_those_sent(trigger, usable, text) or _nearest(trigger, clauses, usable, text)
    if chosen is None:
        return EventDate(), None
    if _begins_item(chosen, context.record):
        return item_date(context.record), chosen
    if chosen.relation == "since" and _still(trigger, clauses):
        chosen = replace(chosen, relation="from")  # 2011年以来、要員を派遣している
    if chosen.relation is None and _begun(chosen, trigger, clauses):
        chosen = replace(chosen, relation="from")
    when = to_event_date(chosen, context.record)
    if trigger.rule.type == "agreement" and text.startswith("をもって", chosen.span.end):
        return replace(when, end=when.start, edtf=when.start), chosen  # 本日をもって発効した
    if chosen.precision == "daypart" and when.end is None and trigger.rule.type in _OF_ONE_DAY:
        when = replace(when, end=when.start, edtf=when.start)
    return when, chosen


def _of_those_sent(trigger: Trigger, usable: list[Timex], text: str) -> Timex | None:
    """派遣されるのは2人で、27日に出国し、来年11月末まで…に当たる: from their leaving on."""
    if trigger.rule.type != "dispatch" or not _THOSE_SENT.match(text, trigger.span.end):
        return None
    later = [t for t in usable if t.span.start > trigger.span.end and t.start and t.end]
    if not later or later[0].relation == "until":
        return later[0] if later else None
    first, last = later[0], later[-1]
    if last.relation != "until" or (last.end or "") < (first.start or ""):
        return first
    start, end = (first.start or "")[:10], (last.end or "")[:10]
    return replace(
        first, type="RANGE", start=start, end=end, edtf=f"{start}/{end}", precision="range",
        text=f"{first.text}…{last.text}",
    )  # fmt: skip


def _begun(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether what goes on for years is told as begun on a date: 5月に共同研究を開始した."""
    if trigger.rule.type not in _BEGINS or timex.type != "DATE":
        return False
    span, text = clauses.sentence.span, clauses.text
    after, end = timex.span.end - span.start, trigger.span.end - span.start
    return not _ENDED.search(text, min(after, end)) and (
        _WHICH_BEGAN.match(text, after) is not None
        or (trigger.rule.type == "equipment" and _HAS_BEGUN.match(text, end) is not None)
    )


def _still(trigger: Trigger, clauses: Clauses) -> bool:
    """Whether an act that lasts is told as going on: 派遣している, 開発を続けている."""
    predicate = clauses.predicate_of(trigger.span.end - 1)
    return (
        trigger.rule.type in _OPEN
        and predicate is not None
        and predicate.progressive
        and not predicate.past
    )


def _begins_item(timex: Timex, record: Record) -> bool:
    """The first day of an item that lasts several: its heading tells them all (10.17~11. 6)."""
    return (
        record.item_end not in {None, record.item_start}
        and (timex.start or "")[:10] == record.item_start
        and timex.start == timex.end
        and not record.text.text[: timex.span.start].strip()
    )


def _taken_up(trigger: Trigger, usable: list[Timex], text: str) -> Timex | None:
    """The date told of an act that is the topic: 派遣について、来年11月末まで延長する."""
    if not _TOPIC.match(text, trigger.span.end):
        return None
    lasts = trigger.rule.type == "dispatch"
    for timex in usable:
        if timex.span.start >= trigger.span.end and (
            _TAKEN_UP.match(text, timex.span.end)
            or (lasts and timex.relation == "until")
            or (timex.relation == "from" and _RUNS_FROM.match(text, timex.span.end))
        ):
            return timex
    return None


def _nearest(trigger: Trigger, clauses: Clauses, usable: list[Timex], text: str) -> Timex | None:
    """The date of the trigger's clause, else of its segment, else of the sentence's start."""
    if not usable:
        return None
    named = _named_day(trigger, usable, text)
    if named is not None:
        return named
    own = clauses.predicate_of(trigger.span.end - 1)
    segment = clauses.segment(trigger.span.start)
    in_segment = [t for t in usable if segment.start <= t.span.start < segment.end]
    left = [t for t in in_segment if t.span.end <= trigger.span.start]
    compound = [t for t in left if modifies(text[t.span.end : trigger.span.start])]
    if _AIM.match(text, trigger.span.end):
        # 10月の署名に向け, 10月に開かれる会合に向けた: words on the aim alone date it.
        closed = [t for t in compound if "、" not in text[t.span.end : trigger.span.start]]
        described = closed or [t for t in left if is_relative(t, trigger, clauses)]
        return described[-1] if described else None
    leading = [x for x in left if leads(x, left, trigger, clauses)]
    if compound:
        return leading[-1] if leading and compound[-1] not in leading else compound[-1]
    if leading:
        return leading[-1]
    if taken_up := _taken_up(trigger, usable, text):
        return taken_up
    before = max((t.span.end for t in usable if t.span.end <= trigger.span.start), default=0)
    if before and _SOON.search(text, before, trigger.span.start + 1):
        return None
    owners = owners_of(own, clauses.chunk_at(trigger.span.end - 1), clauses)
    same = [t for t in in_segment if owner_of(t, clauses) in owners]
    same_left = [t for t in same if t.span.end <= trigger.span.start]
    if same_left:
        return same_left[-1]
    free = [t for t in left if not belongs_elsewhere(t, trigger, clauses)]
    at_talks = trigger.rule.type == "meeting" and _AT_TALKS.match(text, trigger.span.end)
    # 協議では…今年後半に会合を開くことで一致した: what is told there has that day.
    right = [
        t for t in in_segment
        if t.span.start >= trigger.span.end and not at_talks and not is_of_next(t, trigger, text)
    ]  # fmt: skip
    if free and right and right[0] in same and is_relative(free[-1], trigger, clauses):
        return right[0]  # 昨年新設された協議の第1回を6月に行う
    if free:
        return free[-1]
    if right and (is_said_after(right[0], own, trigger, text) or right[0] in same):
        return right[0]
    earlier = [
        t for t in usable
        if t.span.end <= segment.start and not belongs_elsewhere(t, trigger, clauses)
    ]  # fmt: skip
    last_time = [t for t in usable if _last_time(t, trigger, text)]
    return next(reversed(last_time or earlier), None)


def _named_day(trigger: Trigger, usable: list[Timex], text: str) -> Timex | None:
    """The date inside the trigger's own words, else the day that it is set on or put off to."""
    end = trigger.span.end
    inside = [t for t in usable if trigger.span.covers(t.span)]
    later = [t for t in usable if t.span.start >= end]
    moved = [
        t for t in later
        if _MOVED.match(text, t.span.end) or _SET_ON.fullmatch(text, end, t.span.start)
    ]  # fmt: skip
    return next(reversed(inside or moved), None)


def _last_time(timex: Timex, trigger: Trigger, text: str) -> bool:
    """来日が実現すれば、2019年4月以来となる: the sentence ends on when the last one was."""
    if timex.relation != "since" or trigger.rule.type not in OF_A_DAY:
        return False
    between = _IF_SO.fullmatch(text, trigger.span.end, timex.span.start)
    return between is not None and _SINCE_THEN.match(text, timex.span.end) is not None

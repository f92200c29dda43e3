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
    is_of_later_noun,
    is_of_next,
    is_relative,
    is_said_after,
    leads,
    modifies,
    owner_of,
    owners_of,
)
from pipeline.stages.events.beginnings import OF_ONE_DAY, is_beginning, starts_stay
from pipeline.stages.events.classes import OF_A_DAY
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.eventdates import item_date, to_event_date
from pipeline.stages.events.otherdays import own_dates
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.triggers import Trigger

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
    r"|(?:まで)?に[^。、はがを]{0,8}を?(?:開始|始め|着手|スタート|完了|終え)"
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
# 10日に開かれた首脳会談では、…で一致した: what is told of talks has their day.
_TALKS_HELD = deferred(
    r"(?:夜|夕方|夕|午前|午後|昼|未明|朝)?(?:に|の|、)?[^。、「」]{0,40}?(?:会談|会合|協議|会議|対話|面会|懇談|サミット|2プラス2|[一-龠]相会[談合])"
    r"(?:[(（][^()（）]{1,20}[)）])?(?:では|で|において(?:は)?|の(?:席上|場)で|でも)、?"
)
_EXTENDED = deferred(r"(?:で|へ|、)?[^。、はが]{0,10}(?:延長|継続|延ば|延び|続け)")
_IS_HELD = deferred(
    r"(?!に(?:引き)?続)(?:まで|にかけて?|の間)?、?[^。、はがを]{0,24}?(?:行わ|行っ|行な|行う|実施|開催|開か|続け|続い|続く|始ま|予定)"
)
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
    if chosen is None or starts_stay(chosen, trigger, clauses):
        return EventDate(), None
    if _begins_item(chosen, context.record):
        return item_date(context.record), chosen
    if is_beginning(chosen, trigger, clauses):
        chosen = replace(chosen, relation="from")
    when = to_event_date(chosen, context.record)
    if trigger.rule.type == "agreement" and text.startswith("をもって", chosen.span.end):
        return replace(when, end=when.start, edtf=when.start), chosen  # 本日をもって発効した
    if chosen.precision == "daypart" and when.end is None and trigger.rule.type in OF_ONE_DAY:
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
    lasts = trigger.rule.type == "dispatch"
    if lasts:
        for timex in usable:
            until = timex.relation == "until" and timex.span.start >= trigger.span.end
            if until and _EXTENDED.match(text, timex.span.end):
                return timex  # 派遣する期間を来年3月末まで延長する
    if not _TOPIC.match(text, trigger.span.end):
        return None
    for timex in usable:
        if timex.span.start >= trigger.span.end and (
            _TAKEN_UP.match(text, timex.span.end)
            or (lasts and timex.relation == "until")
            or (timex.relation == "from" and _RUNS_FROM.match(text, timex.span.end))
        ):
            return timex
    return None


def _of_topic(trigger: Trigger, clauses: Clauses, usable: list[Timex], text: str) -> list[Timex]:
    """共同訓練は、連携を高めるため、19日から7日まで行われている: the days of its predicate."""
    chunk = clauses.chunk_at(trigger.span.end - 1)
    if trigger.rule.type != "exercise" or chunk is None or chunk.particle not in {"は", "も"}:
        return []
    return [
        t for t in usable
        if t.span.start > trigger.span.end and _IS_HELD.match(text, t.span.end)
    ][:1]  # fmt: skip


def _at_talks(trigger: Trigger, usable: list[Timex], text: str) -> Timex | None:
    """10日に開かれた…の首脳会談では、…で一致した: the day of the talks is that of their outcome."""
    if trigger.rule.type != "meeting":
        return None
    held = (
        t for t in usable
        if t.relation is None and _TALKS_HELD.match(text, t.span.end, trigger.span.start)
    )  # fmt: skip
    return max(held, key=lambda t: t.span.start, default=None)


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
    if spoken_of := _taken_up(trigger, usable, text) or _at_talks(trigger, usable, text):
        return spoken_of
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
    told = right[0] in same and not is_of_later_noun(right[0], text) if right else False
    if right and (told or is_said_after(right[0], own, trigger, text)):
        return right[0]
    earlier = [
        t for t in usable
        if t.span.end <= segment.start and not belongs_elsewhere(t, trigger, clauses)
    ]  # fmt: skip
    last_time = [t for t in usable if _last_time(t, trigger, text)]
    later = [] if earlier else _of_topic(trigger, clauses, usable, text)
    return next(reversed(last_time or earlier or later), None)


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

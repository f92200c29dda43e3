"""When an act takes place: which date expression belongs to which act.

A date belongs to the act its clause tells. The day of an announcement is not the day of
what is announced; what the next sentence tells of the same occasion bears the same day.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.model import EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import OF_A_DAY, ONE_DAY, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.otherdays import modifies, own_dates
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.status import HELD
from pipeline.stages.events.triggers import Trigger

# 8日に再開するはずだった会合: words of expectation after a relative clause are part of it.
_EXPECTED = deferred(
    r"(?:はず|予定|見込み|見通し|方針|計画|運び|段取り|手はず|手筈|こと|構え|つもり)"
    r"(?:だった|であった|でした|の|である|になっていた|となっていた|となっている|になっている)"
)
# What goes on for hours, not for days: 19日昼過ぎから25分間話し合った.
_OF_ONE_DAY = PAPERS | {"meeting", "aid"}
_PAST_VERB = deferred(
    r"[^。、\n 　]{0,10}(?:した|った|れた|いた)"
    r"|に?[^。、\n 　はがを]{0,6}(?:会合|会談|協議|署名|訪問|来日|訪日|開催|発効)"
)
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
_PLAN = deferred("予定|見通し|見込み|方針|計画|運び|こと")
# この寄港は、5日に行った訓練に続くもの: the day is that of the noun after its clause.
_LATER_NOUN = deferred(
    r"(?:に|から)?[^。、はが]{0,24}(?:った|した|れた|いた)(?=[一-龠ァ-ヶ「])"
    r"(?!際|時|後|上|以|最|初|前|折|形|格好|模様|様子|運び)"
)
# 訪問を6月に延期した: the new day.
_MOVED = deferred(
    r"(?:以降)?(?:で|に)(?:再調整|再設定|改めて(?:調整|行|開|実施))|(?:以降)?(?:に|へ|まで)(?:と)?(?:再)?(?:延期|先送り|繰り延べ|変更|後ろ倒し|ずれ込|ずら)"
)
_IF_SO = deferred(r"[^。、]{0,14}[けせめれえ]ば、?[^。、]{0,14}")
_SINCE_THEN = deferred(r"[^。、]{0,16}(?:、[^。、]{0,16})?(?:。|$)")
_NONE = EventDate()


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
        return _NONE, None
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


def to_event_date(timex: Timex, record: Record) -> EventDate:
    """The value of an expression as an event's date; unresolved stays empty.

    An open start (4月から) has no end. A deadline (年内, 本年末まで) runs from the record's
    own day to the last day of the unit.
    """
    if timex.start is None and timex.end is None:
        return EventDate(text=timex.text)
    start = timex.start[:10] if timex.start else None
    end = timex.end[:10] if timex.end else None
    edtf = _edtf_days(timex.edtf)
    precision = timex.precision
    if timex.type == "DATE" and timex.relation == "from" and "T" in (timex.start or ""):
        edtf = end = start  # 午後4時から tells the hour of one day
    elif timex.type == "DATE" and timex.relation == "from":
        edtf, end = f"{(edtf or start or '').split('/')[0]}/..", None  # 6月下旬から
    elif timex.relation == "until" and timex.type == "DATE" and end and record.anchor:
        start = min(record.anchor, end)
        edtf, precision = f"{start}/{end}", "range"
    return EventDate(
        start=start,
        end=end,
        precision=precision,
        edtf=edtf,
        text=timex.text,
        basis="anchored" if timex.anchor or timex.calendar == "relative" else "explicit",
    )


def _edtf_days(edtf: str | None) -> str | None:
    """EDTF without times of day: an event's date is days."""
    return regex.sub(r"T[\d:]+(?:Z|[+-]\d\d:?\d\d)?", "", edtf) if edtf else None


def item_date(record: Record) -> EventDate:
    """The days in the heading of a dated item, for acts that tell no date of their own."""
    if record.item_start is None:
        return _NONE
    end = record.item_end or record.item_start
    single = record.item_start == end
    return EventDate(
        start=record.item_start,
        end=end,
        precision="day" if single else "range",
        edtf=record.item_start if single else f"{record.item_start}/{end}",
        text=None,
        basis="explicit",
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
        described = closed or [t for t in left if _relative(t, trigger, clauses)]
        return described[-1] if described else None
    leading = [x for x in left if _leads(x, left, trigger, clauses)]
    if compound:
        return leading[-1] if leading and compound[-1] not in leading else compound[-1]
    if leading:
        return leading[-1]
    if taken_up := _taken_up(trigger, usable, text):
        return taken_up
    before = max((t.span.end for t in usable if t.span.end <= trigger.span.start), default=0)
    if before and _SOON.search(text, before, trigger.span.start + 1):
        return None
    owners = _owners_of(own, clauses.chunk_at(trigger.span.end - 1), clauses)
    same = [t for t in in_segment if _owner_index(t, clauses) in owners]
    same_left = [t for t in same if t.span.end <= trigger.span.start]
    if same_left:
        return same_left[-1]
    free = [t for t in left if not _belongs_elsewhere(t, trigger, clauses)]
    at_talks = trigger.rule.type == "meeting" and _AT_TALKS.match(text, trigger.span.end)
    # 協議では…今年後半に会合を開くことで一致した: what is told there has that day.
    right = [
        t for t in in_segment
        if t.span.start >= trigger.span.end and not at_talks and not _of_next(t, trigger, text)
    ]  # fmt: skip
    if free and right and right[0] in same and _relative(free[-1], trigger, clauses):
        return right[0]  # 昨年新設された協議の第1回を6月に行う
    if free:
        return free[-1]
    if right and (_is_said_after(right[0], own, trigger, text) or right[0] in same):
        return right[0]
    earlier = [
        t for t in usable
        if t.span.end <= segment.start and not _belongs_elsewhere(t, trigger, clauses)
    ]  # fmt: skip
    last_time = [t for t in usable if _last_time(t, trigger, text)]
    return next(reversed(last_time or earlier), None)


def _leads(timex: Timex, left: list[Timex], trigger: Trigger, clauses: Clauses) -> bool:
    """10日、3月に来日した外相と会談した: a day set off before a relative clause with its own."""
    first = clauses.chunk_at(timex.span.end - 1)
    if first is None or not first.comma or timex.relation is not None:
        return False
    inner = next((t for t in left if t.span.start > timex.span.end), None)
    return (
        inner is not None
        and timex.precision in ONE_DAY
        and _belongs_elsewhere(inner, trigger, clauses)
    )


def _named_day(trigger: Trigger, usable: list[Timex], text: str) -> Timex | None:
    """The date inside the trigger's own words, else the day that the act is put off to."""
    end = trigger.span.end
    inside = [t for t in usable if trigger.span.covers(t.span)]
    moved = [t for t in usable if t.span.start >= end and _MOVED.match(text, t.span.end)]
    return next(reversed(inside or moved), None)


def _of_next(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date after a gap has a verb of its own: 初寄港 昨年秋に就役したばかり."""
    gap = regex.search(r"[ 　]", text[trigger.span.end : timex.span.start])
    return gap is not None and _PAST_VERB.match(text, timex.span.end) is not None


def _last_time(timex: Timex, trigger: Trigger, text: str) -> bool:
    """来日が実現すれば、2019年4月以来となる: the sentence ends on when the last one was."""
    if timex.relation != "since" or trigger.rule.type not in OF_A_DAY:
        return False
    between = _IF_SO.fullmatch(text, trigger.span.end, timex.span.start)
    return between is not None and _SINCE_THEN.match(text, timex.span.end) is not None


def _relative(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a date stands in a relative clause in front of the trigger."""
    predicate = clauses.predicate_of(timex.span.start)
    return (
        predicate is not None
        and timex.relation is None
        and predicate.form == "attributive"
        and predicate.span.end <= trigger.span.start
        and not (predicate.index == _index(trigger, clauses) - 1 and HELD.search(predicate.text))
    )


def _index(trigger: Trigger, clauses: Clauses) -> int:
    chunk = clauses.chunk_at(trigger.span.start)
    return chunk.index if chunk is not None else -1


def _is_said_after(timex: Timex, own: Chunk | None, trigger: Trigger, text: str) -> bool:
    """Whether a date behind an act is its own: 会談したのは7日.

    派遣される隊員が24日に報告した: not where a relative clause ends before its noun.
    """
    between = text[trigger.span.end : timex.span.start]
    sent = trigger.rule.type == "dispatch" and own is not None and own.form == "attributive"
    if _LATER_NOUN.match(text, timex.span.end):
        return False
    return _cleft(between) and not (sent and "の" not in between)


def _cleft(between: str) -> bool:
    """会談したのは7日: the date comes after."""
    return bool(
        regex.fullmatch(
            r"[^。、]{0,8}(?:のは|のが|は|が)[^。、]{0,4}|[(（][^()（）。]{0,8}|[^。、]{0,4}、?",
            between,
        )
    )


def _owners_of(own: Chunk | None, chunk: Chunk | None, clauses: Clauses) -> set[int | None]:
    """A predicate, and for its topic or subject the one it runs on to without a comma.

    訓練は、準備が長引いて来春へ延びる, but not 来日に先立って今月中国を訪れる; and the one of
    which it tells the plan: 訓練は、26日まで実施する|予定です.
    """
    if own is None:
        return {None}
    named = chunk is not None and chunk.particle in {"は", "が", "も"}
    before = clauses.chunks[own.index - 1] if own.index else None
    if named and before is not None and before.form == "attributive" and _PLAN.match(own.text):
        return {own.index, before.index}
    runs_on = named and own.form == "conjunctive" and not own.comma and own.head > own.index
    return {own.index, own.head} if runs_on else {own.index}


def _owner_index(timex: Timex, clauses: Clauses) -> int | None:
    predicate = clauses.predicate_of(timex.span.start)
    return predicate.index if predicate else None


def _belongs_elsewhere(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """A date inside a relative clause that ends before the trigger is that clause's.

    Unless the clause describes the trigger itself: 15日に長門市で行う首脳会談.
    """
    predicate = clauses.predicate_of(timex.span.start)
    if predicate is None or predicate.form != "attributive":
        return False
    if predicate.span.end > trigger.span.start:
        return False
    between = [
        c for c in clauses.chunks[predicate.index + 1 :]
        if c.span.end <= trigger.span.start and not _EXPECTED.fullmatch(c.text)
    ]  # fmt: skip
    return any(c.predicate or (c.particle and not c.particle.endswith("の")) for c in between)

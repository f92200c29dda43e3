"""When an act takes place: which date expression belongs to which act.

A date belongs to the act its clause tells. The day of an announcement is not the day of
what is announced; what the next sentence tells of the same occasion bears the same day.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.model import EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.clauses import Chunk, Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.status import HELD
from pipeline.stages.events.triggers import Trigger

_USABLE = {"DATE", "RANGE", "SET"}  # a set only where it lists days: 13、14両日
# 2025年までの行程表: the year belongs to the plan's name.
_NAME_OF_PLAN = deferred(
    r"(?:度)?(?:案件|概算要求|版(?!図)|枠|補正|型(?=[一-龠ァ-ヶ]))|(?:まで)?の(?![^。、]{0,10}(?:向け|むけ))[^。、はがをで]{0,16}(?:行程表|指針|戦略|(?:協定|条約)(?!案?(?:交渉)?の?(?:署名|締結|妥結|合意|批准|承認|発効))|ビジョン|プログラム|アジェンダ|中期|目標|工程表|計画|ロードマップ|予算|期限)|(?:まで|以降)に(?:配備|実用|運用)"
    r"|(?:まで)?(?:の|に)(?:[^。、はがをで]{0,6})(?:配備|実用化|就役|量産|初飛行|運用)(?:開始)?(?:を|へ)?(?:の)?(?:目指|めざ|目標|めど|見据|に?向け|予定)"
)
# 令和7年度草の根・人間の安全保障無償資金協力: the year of a budget, not of the act.
_OF_BUDGET = deferred(
    r"(?<=年度(?:上半期|下半期|前期|後期|第[0-9一二三四]四半期)?)(?:[(（][^()（）\n]{1,8}[)）])?(?:の|対[^。、]{1,12})?[「『]?"
    r"[^。、はがをにで「」\n]{0,20}(?:無償|円借款|有償資金協力|供与|研修コース|事業)"
)
# 8日に再開するはずだった会合: words of expectation after a relative clause are part of it.
_EXPECTED = deferred(
    r"(?:はず|予定|見込み|見通し|方針|計画|運び|段取り|手はず|手筈|こと|構え|つもり)"
    r"(?:だった|であった|でした|の|である|になっていた|となっていた|となっている|になっている)"
)
# A day at the head of a line that is the record's own: 2025.10.30 【日芬】…
_BYLINE_LEAD = deferred(r"[\s　・○●■□◆◇▽▼▲※*\-–—【\[(（〈<＜]{0,4}")
_BYLINE_END = deferred(r"[】\])）〉>＞]|[ 　\t\n]|$")
# What goes on for hours, not for days: 19日昼過ぎから25分間話し合った.
_OF_ONE_DAY = frozenset({"meeting", "agreement", "partnership", "framework", "aid"})
_PAST_VERB = deferred(r"[^。、\n 　]{0,10}(?:した|った|れた|いた)")
# 16日の就任以来: since when, not when.
_SINCE = deferred(r"の[^。、はがをに]{1,12}(?:以来|以降)")
# An act that something else leads up to: 署名に向けた閣議決定を8日に行う.
_AIM = deferred(r"(?:[^。、はがをにで]{0,4})(?:に|へ)(?:の)?(?:向け|むけ)")
# A topic's act taken up again with its day: 会談について、来月の実施を打診した.
_TAKEN_UP = deferred(r"の(?:実施|開催|実現|署名|発効|締結|訪問|来日|会談)(?:を|に|で|へ)")
_TOPIC = deferred(r"[^。、はがをにで]{0,4}(?:について|に関し|をめぐ|を巡|[はも])[^。、]{0,4}、")
_STAY = deferred("展開|飛来|進出|配備")
_NONE = EventDate()


def find_date(
    trigger: Trigger,
    clauses: Clauses,
    dates: tuple[Timex, ...],
    context: RecordContext,
    rules: EventRules,
) -> tuple[EventDate, Timex | None]:
    """The date of an act, and the expression that tells it (None when nothing does)."""
    sentence = clauses.sentence.span
    text = context.record.text.text
    inside = [
        t for t in dates
        if t.type in _USABLE and (t.type != "SET" or t.start)
        and sentence.start <= t.span.start and t.span.end <= sentence.end
        and not _in_brackets_of_clock(t, text)
        and not _NAME_OF_PLAN.match(text, t.span.end)
        and not _OF_BUDGET.match(text, t.span.end)
        and not is_byline(t, context.record)
    ]  # fmt: skip
    usable = [
        t for t in inside
        if not _of_saying(t, trigger, clauses, rules, text)
        and not _of_deployment(t, trigger, clauses)
        and not (trigger.rule.type == "agreement" and text.startswith("からの", t.span.end))
        and not _of_ground(t, trigger, text)
    ]  # fmt: skip
    chosen = _nearest(trigger, clauses, usable, text)
    if chosen is None:
        return _NONE, None
    if _begins_item(chosen, context.record):
        return item_date(context.record), chosen
    when = to_event_date(chosen, context.record)
    if chosen.precision == "daypart" and when.end is None and trigger.rule.type in _OF_ONE_DAY:
        when = replace(when, end=when.start, edtf=when.start)
    return when, chosen


def is_byline(timex: Timex, record: Record) -> bool:
    """Whether a date at the head of a line only tells when the record was published."""
    if record.item_start is not None or not record.published or timex.calendar == "relative":
        return False
    if (timex.start or "")[:10] != record.published[:10] or timex.start != timex.end:
        return False
    text = record.text.text
    line = text.rfind("\n", 0, timex.span.start) + 1
    return (
        _BYLINE_LEAD.fullmatch(text, line, timex.span.start) is not None
        and _BYLINE_END.match(text, timex.span.end) is not None
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


def _in_brackets_of_clock(timex: Timex, text: str) -> bool:
    """(日本時間13日): the same moment told in another zone."""
    before = text[max(0, timex.span.start - 6) : timex.span.start]
    return bool(regex.search(r"[(（](?:日本時間|現地時間|同)[^()（）]{0,3}$", before))


def _of_saying(
    timex: Timex, trigger: Trigger, clauses: Clauses, rules: EventRules, text: str
) -> bool:
    """Whether the date hangs on a word of announcing that does not hold the trigger."""
    predicate = clauses.predicate_of(timex.span.start)
    own = clauses.predicate_of(trigger.span.start)
    after = text[timex.span.end : timex.span.end + 26]
    said = regex.match(
        r"(?:付け?の?[^。、]{0,14}(?:報道|新聞|紙|記事|朝刊|夕刊|誌|電子版))"
        r"|(?:[^。、]{0,10}?(?:の)?)(?:記者会見|会見|閣議|講演|取材|声明|ブログ|インタビュー)(?:で|に|後)",
        after,
    )
    if said:
        return True
    if predicate is None:
        return False
    if own is not None and predicate.index == own.index:
        return False
    if not rules.saying.search(predicate.text):
        return False
    if own is not None and own.form == "conjunctive" and own.head == predicate.index:
        # 4日、…と会談し、考えを語った: one day for both.
        return not clauses.segment(trigger.span.start).covers(timex.span)
    # 5日に会談すると発表した: a date right before the act is the act's, not the saying's.
    return not (
        timex.span.end <= trigger.span.start and _adjacent(timex, trigger, clauses, predicate)
    )


def _of_deployment(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """The days of a stay do not date the exercise it is for: 19日から25日まで展開し、訓練する."""
    if trigger.rule.type != "exercise" or timex.start == timex.end:
        return False
    return any(
        c.predicate
        and c.form == "conjunctive"
        and timex.span.end <= c.span.start
        and c.span.end <= trigger.span.start
        and _STAY.search(c.text)
        for c in clauses.chunks
    )


def _of_ground(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date tells since when, and not of the act itself that has been ever since."""
    since = _SINCE.match(text, timex.span.end)
    return since is not None and trigger.span.start >= since.end()


def _adjacent(timex: Timex, trigger: Trigger, clauses: Clauses, saying: Chunk) -> bool:
    """No topic or subject stands between the date and the trigger, in front of the saying."""
    between = [
        c for c in clauses.chunks
        if timex.span.end <= c.span.start and c.span.end <= trigger.span.start
    ]  # fmt: skip
    if saying.span.start < trigger.span.start:
        return False
    first = clauses.chunk_at(timex.span.start)
    if first is not None and first.comma:
        return False
    return not any(c.particle in {"は", "が"} for c in between)


def _nearest(trigger: Trigger, clauses: Clauses, usable: list[Timex], text: str) -> Timex | None:
    """The date of the trigger's clause, else of its segment, else of the sentence's start."""
    if not usable:
        return None
    held = [t for t in usable if trigger.span.covers(t.span)]
    if held:
        return held[-1]
    own = clauses.predicate_of(trigger.span.end - 1)
    segment = clauses.segment(trigger.span.start)
    in_segment = [t for t in usable if segment.start <= t.span.start < segment.end]
    left = [t for t in in_segment if t.span.end <= trigger.span.start]
    compound = [t for t in left if _modifies(text[t.span.end : trigger.span.start])]
    if _AIM.match(text, trigger.span.end):
        # 10月の署名に向け, 10月に開かれる会合に向けた: words on the aim alone date it.
        closed = [t for t in compound if "、" not in text[t.span.end : trigger.span.start]]
        described = closed or [t for t in left if _relative(t, trigger, clauses)]
        return described[-1] if described else None
    if compound:
        return compound[-1]
    if _TOPIC.match(text, trigger.span.end):
        after = (t for t in usable if t.span.start >= trigger.span.end)
        taken_up = next((t for t in after if _TAKEN_UP.match(text, t.span.end)), None)
        if taken_up is not None:
            return taken_up
    owners = _owners_of(own, clauses.chunk_at(trigger.span.end - 1))
    same = [t for t in in_segment if _owner_index(t, clauses) in owners]
    same_left = [t for t in same if t.span.end <= trigger.span.start]
    if same_left:
        return same_left[-1]
    free = [t for t in left if not _belongs_elsewhere(t, trigger, clauses)]
    right = [
        t for t in in_segment
        if t.span.start >= trigger.span.end and not _of_next(t, trigger, text)
    ]  # fmt: skip
    if free and right and right[0] in same and _relative(free[-1], trigger, clauses):
        return right[0]  # 昨年新設された協議の第1回を6月に行う
    if free:
        return free[-1]
    if right and (_cleft(text[trigger.span.end : right[0].span.start]) or right[0] in same):
        return right[0]
    earlier = [
        t for t in usable
        if t.span.end <= segment.start and not _belongs_elsewhere(t, trigger, clauses)
    ]  # fmt: skip
    if earlier:
        return earlier[-1]
    return None


def _of_next(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date after a gap has a verb of its own: 初寄港 昨年秋に就役したばかり."""
    gap = regex.search(r"[ 　]", text[trigger.span.end : timex.span.start])
    return gap is not None and _PAST_VERB.match(text, timex.span.end) is not None


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


def _modifies(between: str) -> bool:
    """昨年10月の日比防衛相会談: the date hangs on the trigger's noun."""
    return bool(regex.fullmatch(r"(?:の|に|、)?[^。、はがをにで]{0,14}", between))


def _cleft(between: str) -> bool:
    """会談したのは7日: the date comes after."""
    return bool(
        regex.fullmatch(
            r"[^。、]{0,8}(?:のは|のが|は|が)[^。、]{0,4}|[(（][^()（）。]{0,8}|[^。、]{0,4}、?",
            between,
        )
    )


def _owners_of(own: Chunk | None, chunk: Chunk | None) -> set[int | None]:
    """A predicate, and for its topic or subject the one it runs on to without a comma.

    訓練は、準備が長引いて来春へ延びる, but not 来日に先立って今月中国を訪れる.
    """
    if own is None:
        return {None}
    named = chunk is not None and chunk.particle in {"は", "が", "も"}
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

"""What a later sentence adds to an act: its day, both its ends, how many nights it lasts."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from pipeline.model import Event, EventDate, Record, Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import HAPPENED, LASTING, STAYS, WHEN
from pipeline.stages.events.eventdates import to_event_date
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.rules import EventRules

_AS_DAY = deferred(
    r"(?:ごろ|頃)?(?:に(?:も|は)?)?(?:かけて)?(?:の(?:日程|予定|期間)で、|(?:から|まで|の間|の?予定|の?見通し|の?見込み|の方針|となる|になる"
    r"|となった|になった|となり|になり|だ|です|で|を予定|を見込|を(?:目標|めど|目途)|ごろ|頃|入り)(?=[。、）)]|し|す|む|まれ|と|の|だ|で|な|を|そ|った|$)|でした|[(（](?:予定|見込み|見通し|計画)[)）]|[。、）)]|$)"
)
# 8月12日に始まり、20日に終えています: both ends of an act in a sentence of their own.
_BEGAN = deferred(
    r"(?:に|から)?[^。、]{0,4}(?:始ま|開始|スタート|幕を開け|開幕)[^。]{0,40}、?(?:同月?)?"
)
_CAME_TO_END = deferred(r"(?:に|まで(?:に)?|で|をもって)[^。、]{0,10}(?:終|閉幕|完了|幕を)")
# 石垣港に入る。2泊。: how many nights ships stay.
_NIGHTS = deferred(r"[\s　]*(?:滞在は|停泊は|日程は)?(?P<count>[1-9１-９])泊")
# 引き渡しは6月の見込み: what a later sentence dates so is not done.
_STILL_TO_COME = deferred(r"(?:ごろ|頃)?(?:に(?:も)?|の)?(?:なる)?(?:予定|見込み|見通し|運び|計画)")
# 拠出する。4月に一括して支払われる: when it is given.
_GIVEN = frozenset({"aid", "equipment"})
_IS_GIVEN = deferred(
    r"(?:中|末|ごろ|頃)?(?:に(?:も|は)?|、)[^。、はが]{0,10}"
    r"(?:支払われ|引き渡され|納入され|届けられ|供与され|渡され)"
)
# 4月17日から18日間だそう。: nothing more than the days.
_ENDS = deferred(r"(?:の(?:予定|日程|期間|行程))?[^。、はがを]{0,8}(?:。|$|\n)")
# 見送り。当初は29日に行うはずだった: when it was to be.
_OPENS = deferred(r"[^。\n]{0,16}[。\n\s　]*(?:当初(?:は、?|、))?")
_EXPECTED = deferred(r"[^。、\n]{0,24}(?:はず|予定|運び|段取り|計画)(?:だった|でした|であった)")
# 終わった。14日から19日まで、7カ国が参加した: the days that open the next sentence.
_IS_HELD = deferred(
    r"(?:まで|にかけて?|の(?:間|日程|期間|予定)(?:で|に)?)?、?[^。]{0,80}"
    r"(?:参加|加わ|行わ|実施|開催|開か|臨[んみ]|汗を|訓練|演習|演練)"
)
# 始まった。22日まで: the last day of what has begun.
_LASTS = deferred(
    r"(?:まで)?(?:の(?:予定|日程|期間)(?:で)?)?(?:[^。、はが]{0,8}。|$|\n|[^。、]{0,6}続)"
)
_STAYS_ON = deferred(
    r"(?:まで)?[^。、]{0,14}(?:滞在|停泊|係留|とどま|留ま|逗留)[^。、]{0,8}(?:る|ます|予定|。)"
)
HEADS = deferred(r"[ 　\n]*(?:期間は|訓練は|演習は|(?:同艦|両艦|一行|同機|部隊)は、?)?")


def dated_later(
    candidate: Candidate, after: Span, dates: tuple[Timex, ...], record: Record, rules: EventRules
) -> Candidate:
    """An undated act with the day that a sentence after it gives: 時期は8月上旬."""
    event = candidate.event
    name = rules.told_later.get(event.stage or event.type, rules.told_later["any"])
    text = record.text.text
    for timex in dates:
        if not after.covers(timex.span) or timex.type not in WHEN:
            continue
        told = name.search(text, max(after.start - 1, timex.span.start - 24), timex.span.start)
        heads = HEADS.fullmatch(text, after.start, timex.span.start)
        held = event.type == "exercise" and event.status in HAPPENED
        alone = heads and timex.type == "RANGE" and _ENDS.match(text, timex.span.end)
        goes_on = heads and timex.relation == "until" and event.type in LASTING
        there = event.type in STAYS and event.status in HAPPENED
        if (
            (held and heads and timex.type == "RANGE" and _IS_HELD.match(text, timex.span.end))
            or (held and goes_on and _LASTS.match(text, timex.span.end))
            or (there and goes_on and _STAYS_ON.match(text, timex.span.end))
        ):
            return replace(candidate, event=replace(event, date=to_event_date(timex, record)))
        verb = event.type in _GIVEN and _IS_GIVEN.match(text, timex.span.end)
        as_day = verb or ((told or alone) and _AS_DAY.match(text, timex.span.end))
        if as_day and timex.start:
            ahead = event.status == "completed" and _STILL_TO_COME.match(text, timex.span.end)
            status = "planned" if ahead else event.status
            day = to_event_date(timex, record)
            return replace(candidate, event=replace(event, date=day, status=status))
    return candidate


def both_ends(
    event: Event, after: Span, dates: tuple[Timex, ...], record: Record
) -> EventDate | None:
    """The days of an act that a later sentence begins and ends: 12日に始まり、20日に終えた.

    Of a dated act only where they lie within its days (a form tells the month alone).
    """
    text, when = record.text.text, event.date
    one_day = when.start is not None and when.start == when.end
    if event.type not in LASTING or event.status not in HAPPENED or one_day:
        return None
    told = [t for t in dates if after.covers(t.span) and t.type == "DATE" and t.start and t.end]
    for first, last in pairwise(told):
        begun = _BEGAN.fullmatch(text, first.span.end, last.span.start)
        if begun and _CAME_TO_END.match(text, last.span.end):
            start, end = (first.start or "")[:10], (last.end or "")[:10]
            inside = when.start is None or when.start <= start <= end <= (when.end or "9")
            if start <= end and inside:
                return replace(
                    to_event_date(first, record), end=end, edtf=f"{start}/{end}", precision="range"
                )
    return None


def nights(event: Event, text: str, own: int) -> EventDate | None:
    """掃海艦が港に入る。2泊。: from the day of coming on, where that is one day."""
    when, told = event.date, _NIGHTS.match(text, own)
    if event.type not in STAYS or told is None or when.start is None or when.start != when.end:
        return None
    nights = int(unicodedata.numeric(told["count"]))
    last = (date.fromisoformat(when.start) + timedelta(days=nights)).isoformat()
    return replace(when, end=last, edtf=f"{when.start}/{last}", precision="range")


def was_to_be(candidate: Candidate, at: int, dates: tuple[Timex, ...], record: Record) -> Candidate:
    """What came to nothing, with the day that the words from an offset on tell. Pure.

    >>> # 署名を見送り。29日に東京で行うはずだった。 → 29日
    """
    text, event = record.text.text, candidate.event
    for timex in dates:
        if timex.span.start < at or timex.type not in WHEN or timex.start is None:
            continue
        opens = _OPENS.fullmatch(text, at, timex.span.start)
        if opens and _EXPECTED.match(text, timex.span.end):
            return replace(candidate, event=replace(event, date=to_event_date(timex, record)))
    return candidate

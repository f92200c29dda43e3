"""Days listed before one verb: 先月29日と今月9日、16日に入港した tells three calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from pipeline.model import Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import HELD_ACTS, ONE_DAY
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.triggers import Trigger

# A list of days or months; 春と夏 may be those of one act.
_UNITS = ONE_DAY | {"month"}
# What is done on a day, so that other days tell of other acts.
_OF_A_DAY = frozenset({"port_call", "meeting", "exercise"})
_NEXT_DAY = deferred("と|や|、|・|および|及び|、そして|、さらに|、また")
# From the last of the days to the act: 16日に|与那原に(入港した).
_ON_THE_DAYS = deferred(
    r"(?:の)?(?:計)?(?:[2-9２-９二三四五]|両)?(?:日間?|回|度)?"
    r"(?:にも?(?:は|わたり|わたって)?)?、?[^。、はがも]{0,24}"
)
# 2019年以来となる首脳会談, 昨年5月以来8カ月ぶりに訪れ: when the last one was.
_LAST_ONE = deferred(
    r"以来(?:、?[^。、]{0,12}?(?:ぶり|[回度]目))?(?:と|に)なる[^。、はがを]{0,24}"
    r"|以来、?[^。、]{0,12}?ぶり(?:の|に|で、?|となる)[^。、はがを]{0,24}"
)
# 訓練は今年2回目で、1月15日にも実施していた: the one before.
_ONE_BEFORE = deferred(
    r"[^。、]{0,4}(?:は|が)[^。、]{0,14}?(?:[回度]目|ぶり|通算[^。、]{1,8})(?:で|だが|となり|であり)、(?:前回は|これまでに|直近では)?"
)
_ALSO_DONE = deferred(
    r"にも?、?(?:[^。、はがを]{0,12})(?:実施|行(?:わ|っ|な)|開催|開(?:か|い)|訪れ|訪問|寄港|会談)"
)
# Days nearer to each other than this may be those of one act.
_APART = 2


def several_days(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], text: str
) -> list[tuple[tuple[Timex, ...], Timex]]:
    """Each of the days on which an act was done, with the dates but for the others' days.

    Pure; empty where a clause lists no such days, or days that adjoin (3日と4日に協議した).

    >>> # 艦は3日と9日に入港した → (…, 3日), (…, 9日)
    """
    if trigger.rule.type not in _OF_A_DAY:
        return []
    listed: list[Timex] = []
    for day in reversed([t for t in dates if clauses.sentence.span.covers(t.span)]):
        edge = listed[0].span.start if listed else trigger.span.start
        if day.span.end > edge:
            continue
        joined = _NEXT_DAY if listed else _ON_THE_DAYS
        if day.precision not in _UNITS or not joined.fullmatch(text, day.span.end, edge):
            break
        if predicate_between(day.span.end, edge, clauses):
            break
        listed.insert(0, day)
    days = [day for timex in listed for day in _days_of(timex)]
    if len(days) < 2 or any(_gap(a, b) < _APART for a, b in pairwise(days)):
        return []
    others = tuple(d for d in dates if d not in listed)
    return [((*others, day), day) for day in days]


def earlier_one(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], text: str
) -> Timex | None:
    """The day of the like act before, where words on the act name it. Pure.

    >>> # 2019年以来となる首脳会談を行った → 2019年
    >>> # 3カ国の訓練は今年2回目で、1月15日にも実施していた → 1月15日
    """
    if trigger.rule.type not in HELD_ACTS:
        return None
    for day in dates:
        if not clauses.sentence.span.covers(day.span) or day.type not in {"DATE", "RANGE"}:
            continue
        if day.span.end <= trigger.span.start:
            if day.start and _LAST_ONE.fullmatch(text, day.span.end, trigger.span.start):
                return replace(day, relation="since")
        elif day.start and _ONE_BEFORE.fullmatch(text, trigger.span.end, day.span.start):
            return day if _ALSO_DONE.match(text, day.span.end) else None
    return None


def _days_of(timex: Timex) -> list[Timex]:
    """A day as it is; the days of a list of them (4月3日、12日), each by itself."""
    if timex.type != "SET":
        return [timex] if timex.type == "DATE" and timex.start and timex.end else []
    days = (timex.edtf or "").strip("{}").split(",")
    return [replace(timex, type="DATE", start=d, end=d, edtf=d) for d in days]


def _gap(one: Timex, two: Timex) -> int:
    """Days from the end of a day or month to the next one."""
    end, start = (one.end or "")[:10], (two.start or "")[:10]
    return (date.fromisoformat(start) - date.fromisoformat(end)).days


def predicate_between(start: int, end: int, clauses: Clauses) -> bool:
    """Whether a predicate ends inside a stretch: then its days belong to different acts. Pure."""
    return any(c.predicate and start <= c.span.start and c.span.end <= end for c in clauses.chunks)

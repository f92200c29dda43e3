"""To which act a date attaches: by the words between them, and by the clauses they stand in.

昨年10月の|会談 hangs on the noun; 10日、3月に来日した外相と会談した has a day for each verb.
"""

from __future__ import annotations

import regex

from pipeline.model import Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import ONE_DAY
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.status import HELD, TO_BE_HELD
from pipeline.stages.events.triggers import Trigger

# 8日に再開するはずだった会合: words of expectation after a relative clause are part of it.
_EXPECTED = deferred(
    r"(?:はず|予定|見込み|見通し|方針|計画|運び|段取り|手はず|手筈|こと|構え|つもり)"
    r"(?:だった|であった|でした|の|である|になっていた|となっていた|となっている|になっている)"
)
_PAST_VERB = deferred(
    r"[^。、\n 　]{0,10}(?:した|った|れた|いた)"
    r"|に?[^。、\n 　はがを]{0,6}(?:会合|会談|協議|署名|訪問|来日|訪日|開催|発効)"
)
_PLAN = deferred("予定|見通し|見込み|方針|計画|運び|こと")
# この寄港は、5日に行った訓練に続くもの: the day is that of the noun after its clause.
_LATER_NOUN = deferred(
    r"(?:に|から)?[^。、はが]{0,24}(?:った|した|れた|いた)(?=[一-龠ァ-ヶ「])"
    r"(?!際|時|後|上|以|最|初|前|折|形|格好|模様|様子|運び)"
)


def modifies(between: str) -> bool:
    """昨年10月の日比防衛相会談: the date hangs on the trigger's noun. Pure."""
    return bool(
        regex.fullmatch(
            r"(?:の|に|、)?[^。、はがをにで]{0,14}"
            r"|の(?:[^。、はがをにで]|による|における|に対する|での){0,26}", between
        )
    )  # fmt: skip


def leads(timex: Timex, left: list[Timex], trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a day is set off before a relative clause: 10日、3月に来日した外相と会談した."""
    first = clauses.chunk_at(timex.span.end - 1)
    if first is None or not first.comma or timex.relation is not None:
        return False
    inner = next((t for t in left if t.span.start > timex.span.end), None)
    return (
        inner is not None
        and timex.precision in ONE_DAY
        and belongs_elsewhere(inner, trigger, clauses)
    )


def is_of_next(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date after a gap has a verb of its own: 初寄港 昨年秋に就役したばかり."""
    gap = regex.search(r"[ 　]", text[trigger.span.end : timex.span.start])
    return gap is not None and _PAST_VERB.match(text, timex.span.end) is not None


def is_relative(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a date stands in a relative clause before the trigger: 昨年新設された|協議."""
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


def is_said_after(timex: Timex, own: Chunk | None, trigger: Trigger, text: str) -> bool:
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


def owners_of(own: Chunk | None, chunk: Chunk | None, clauses: Clauses) -> set[int | None]:
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


def owner_of(timex: Timex, clauses: Clauses) -> int | None:
    """The index of the predicate that a date goes with, e.g. of 会談した in 10日に会談した."""
    predicate = clauses.predicate_of(timex.span.start)
    return predicate.index if predicate else None


def belongs_elsewhere(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a date stands in a relative clause that ends before the trigger: it is that one's.

    Unless the clause describes the trigger itself: 15日に長門市で行う首脳会談, 12日に行われた
    外相と国防相との会談.
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
    held = HELD.search(predicate.text) or TO_BE_HELD.search(predicate.text)
    joined = ("の", "と") if held else ("の",)
    return any(c.predicate or (c.particle and not c.particle.endswith(joined)) for c in between)

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
_OF_ACT = deferred(r"(?:始ま|開始|開幕|スタート|行わ|実施|開かれ|開催|予定され|続い)")
_LISTING = frozenset({"", "の", "との", "と", "や"})
_PAST_VERB = deferred(
    r"[^。、\n 　]{0,10}(?:した|った|れた|いた)"
    r"|(?:に|から|より)?[^。、\n 　はがを]{0,6}"
    r"(?:会合|会談|協議|署名|訪問|来日|訪日|開催|発効|訓練|演習|入港|寄港|出国|帰国)"
)
# 20日に訪れるほか, 訪れた際: no noun that a relative clause describes.
_NO_NOUN = deferred(
    r"ほか|他に|とともに|と共に|際|折|前|後|あと|直後|一方|上で|うえで|とき|時|場合|ため|よう|こと|の|もの"
    r"|予定|方針|見通し|見込み|方向|計画|考え|運び|意向|ところ|旨|ばかり|翌|模様"
)
_PLAN = deferred("予定|見通し|見込み|方針|計画|運び|こと")
_PLANNED = deferred("予定|見通し|見込み|方針|計画|運び|調整|意向|方向")
# この寄港は、5日に行った訓練に続くもの: the day is that of the noun after its clause.
_LATER_NOUN = deferred(
    r"(?:に|から)?[^。、はが]{0,24}(?:った|した|れた|いた)(?=[一-龠ァ-ヶ「])"
    r"(?!際|時|後|上|以|最|初|前|折|形|格好|模様|様子|運び)"
)
_WHO_MET = deferred(r"(?:会合|会議|サミット|総会)?を(?:終え|済ませ)た[^。、はが]{2,12}[はが]")
# 来月開かれる総会に先立ち: an occasion beside which the act is told.
_LEADING_UP = deferred(
    r"[^。、はが]{0,24}?(?:に(?:先[立だ][っちて]|合わせ|あわせ|併せ)|を前に|の?機会に|の前後に)"
)
_MONTHS = frozenset({"month", "part_of_month"})
# 7月に装備品に係る|枠組みに, 19日に協力に関する|覚書に署名した: no happening of a day.
_RELATES = deferred(
    r"(?:\A|[にをへ])(?:係る|関する|関わる|かかわる|おける|よる|対する|基づく|伴う|向けた|むけた|めぐる|巡る|資する"
    r"|定めた|定める|必要な|新たな|重要な|わたる|ある(?=$)|位置する|臨む|面した|面する|接する)"
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
    predicate = _verb_of(timex, clauses)
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

    派遣される隊員が24日に報告した, 会合を終えた外相が1日に訪れた: not where a relative clause
    ends before its noun.
    """
    between = text[trigger.span.end : timex.span.start]
    sent = trigger.rule.type == "dispatch" or _WHO_MET.search(between) is not None
    sent = sent and own is not None and own.form == "attributive"
    if is_of_later_noun(timex, text):
        return False
    return _cleft(between) and not (sent and "の" not in between)


def is_of_later_noun(timex: Timex, text: str) -> bool:
    """Whether a date stands in a relative clause: この寄港は、5日に行った訓練に続くもの. Pure."""
    return _LATER_NOUN.match(text, timex.span.end) is not None


def _cleft(between: str) -> bool:
    """会談したのは7日: the date comes after."""
    return bool(
        regex.fullmatch(
            r"[^。、]{0,8}(?:のは|のが|は|が)[^。、]{0,4}|[(（][^()（）。]{0,8}"
            r"|(?!た?(?:のち|後|あと|翌|際)の)[^。、]{0,4}、?",
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
    predicate = _verb_of(timex, clauses)
    return predicate.index if predicate else None


def _leads_there(timex: Timex, predicate: Chunk, clauses: Clauses) -> bool:
    """今月開かれるサミットに先立って訪れる: the month is that of what leads up to it, too.

    Not of what was done already: 来月の会議を前に、両外相が会談した.
    """
    done = clauses.chunks[-1].past and not _PLANNED.search(clauses.text)
    if timex.precision not in _MONTHS or (done and not predicate.past):
        return False
    after = predicate.span.end - clauses.sentence.span.start
    return _LEADING_UP.match(clauses.text, after) is not None


def belongs_elsewhere(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a date stands in a relative clause that ends before the trigger: it is that one's.

    Unless the clause describes the trigger itself: 15日に長門市で行う首脳会談, 12日に行われた
    外相と国防相との会談.
    """
    predicate = _verb_of(timex, clauses)
    if predicate is None or predicate.form != "attributive":
        return False
    if predicate.span.end > trigger.span.start or _leads_there(timex, predicate, clauses):
        return False
    between = [
        c for c in clauses.chunks[predicate.index + 1 :]
        if c.span.end <= trigger.span.start and not _EXPECTED.fullmatch(c.text)
    ]  # fmt: skip
    held = HELD.search(predicate.text) or TO_BE_HELD.search(predicate.text)
    joined = ("の", "と") if held else ("の",)
    if _OF_ACT.match(predicate.text) and between and between[-1].particle.endswith("の"):
        # 6日に始まった陸自と印陸軍との|訓練: what such a verb tells of is an act, not the forces.
        return any(c.predicate or c.particle not in _LISTING for c in between)
    return any(
        c.predicate or (c.particle and not c.particle.endswith(joined) and not _joins(c, clauses))
        for c in between
    )


def _joins(chunk: Chunk, clauses: Clauses) -> bool:
    """Whether a noun is one of several that a later one takes up: コンゴと|ルワンダの|会談."""
    if chunk.particle not in {"と", "や"} or chunk.head <= chunk.index:
        return False
    head = clauses.chunks[chunk.head]
    return not head.predicate and head.particle.endswith("の")


def _verb_of(timex: Timex, clauses: Clauses) -> Chunk | None:
    """The predicate that a date goes with, e.g. 会談した in 10日に会談した.

    A date with に right before a relative clause is that one's, whatever the parser says:
    来年4月に学校へ入る候補生が大使館を訪れた.
    """
    predicate = clauses.predicate_of(timex.span.start)
    chunk = clauses.chunk_at(timex.span.end - 1)
    # 2008年 「…に関する宣言」に署名(10月22日): a year that only heads its line hangs on nothing.
    apart = chunk is not None and (chunk.particle or chunk.comma)
    while predicate is not None and predicate.form == "attributive":
        if not (apart and _RELATES.search(predicate.text)):
            break
        predicate = clauses.predicate_of(predicate.span.end)
    if predicate is None or chunk is None or chunk.particle != "に" or chunk.comma:
        return predicate
    for later in clauses.chunks[chunk.index + 1 : predicate.index]:
        if later.predicate and _RELATES.search(later.text):
            continue
        if later.predicate:
            return later if describes(later, clauses) else predicate
        if later.comma or later.particle in {"は", "が", "も"}:
            break
    return predicate


def describes(predicate: Chunk, clauses: Clauses) -> bool:
    """Whether a predicate tells which thing a noun is: 供与した巡視船, not 供与したこと. Pure."""
    if predicate.form != "attributive" or predicate.index + 1 >= len(clauses.chunks):
        return False
    return _NO_NOUN.match(clauses.chunks[predicate.index + 1].text) is None

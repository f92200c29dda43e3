"""How long an act lasts, where a later clause or sentence tells it.

21日に入港した。24日まで停泊する is one call of four days.
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.model import EventDate, Record, Sentence, Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.borders import sentence_start
from pipeline.stages.events.classes import HAPPENED, HELD_ACTS, LASTING, ONE_DAY, STAYS
from pipeline.stages.events.intervals import can_open_back, closed_by, for_days, up_to, whole_of
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.reading import looks_back_from
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.toldlater import HEADS, both_ends, dated_later, nights, was_to_be

_STOP = deferred(r"[。\n]|$")
_UNTIL_NOW = deferred(
    r"の?[^。、]{0,10}を(?:終え|終了|締めくく|こなし|消化|済ませ)|に(?:わた|亘|及)[^。]{0,20}(?:終|閉幕)"
)
_PLANNED = deferred("の(?:日程|予定|行程|旅程|滞在)(?:で|だ|。)")
# 4日間にわたり実施する演習が10日に始まった
_HELD_FOR = deferred(r"に(?:わた|亘|及)[^。、]{0,8}(?:実施|行[うわ]|開か|続)")
# How many sentences after the act may tell how long it lasts.
_SENTENCES = 2
# The next lines, as far as one that opens with how long it lasts: 停泊期間は4日まで.
_STAYS_ON = deferred(r"(?:まで)?[^。、]{0,14}(?:滞在|停泊|係留|とどま|留ま|逗留)")
_NEXT_LINES = deferred(
    r"(?:\s*\n[^\n]{0,120}){0,2}\s*\n[ 　]*(?:なお、?)?(?:今回の|同艦の|部隊の)?"
    r"(?:(?:停泊|寄港|滞在|派遣|訓練|演習|実施|訪問|展開)?(?:期間|日程|会期)は、?[^。\n]{4,40}"
    r"|(?:(?:共同|合同|同)?(?:訓練|演習)(?:「[^」\n]{1,24}」)?|[A-Z]{2,3}[0-9]{2}|寄港|停泊)"
    r"(?:は|では)、?[^。\n]{0,60}(?:まで|日間)[^。\n]{0,12})"
)
# How many further sentences, whatever their line, may tell how long ships stay; those that
# tell of other callers end the search.
_STAY_SENTENCES = 6
_STAY = deferred(
    r"(?:まで|日間|間|日|朝|夕|夜)(?:の予定で)?(?:には?)?、?[^。、0-9０-９]{0,16}"
    r"(?:停泊|滞在|係留|とどま|留ま|逗留|出港|出航|抜錨|離れ|後にし|後にする|あとにし|離陸|飛び立|飛び去|帰途|帰国)"
)
# How far behind the day of a headline's act its length may be told, in characters.
_STAY_TOLD = 60
_QUOTED = deferred(r"「([^」]{2,14})」")
_OTHERS_CALL = deferred(
    r"(?:寄港|入港|来航|接岸|着岸|飛来|到着)(?:し|する|、|。|予定)|に(?:入っ|着い|寄っ)た"
)
_LAST_TIME = deferred("以来|昨年|前回|過去|ぶり|回目|度目|隻目")
# How far behind the last day of an act the word may stand that ends it, in characters;
# farther where the act has no last day yet.
_NEAR = 14
_BEGUN = deferred(r"始ま[っりる]|(?:を|が)(?:開始|スタート|始め)|幕を(?:開け|切)|開幕")


def with_length(
    made: list[Candidate],
    index: int,
    sentences: tuple[Sentence, ...],
    dates: tuple[Timex, ...],
    record: Record,
    rules: EventRules,
) -> list[Candidate]:
    """Candidates of a sentence with the first or last day that the text adds. Pure.

    >>> # 4日から訓練が始まった。訓練は12日まで続く。 → 2025-08-04/2025-08-12
    """
    if not made:
        return made
    last = sentences[min(index + _SENTENCES, len(sentences) - 1)].span.end
    text = record.text.text
    line = text.find("\n", sentences[index].span.end - 1)
    end = min(last, line) if line >= 0 else last
    further = _NEXT_LINES.match(text, line) if line >= 0 and record.item_start is None else None
    end = further.end() if further else end
    told = [_lengthened(c, end, dates, record, rules) for c in made]
    if record.item_start is not None:
        return told
    rest = sentences[index + 1 : index + 1 + _STAY_SENTENCES]
    return [_with_stay(c, rest, dates, record, rules) for c in told]


def _with_stay(
    candidate: Candidate,
    rest: tuple[Sentence, ...],
    dates: tuple[Timex, ...],
    record: Record,
    rules: EventRules,
) -> Candidate:
    """A call of one day with the last day that a later paragraph tells: 一行は24日まで停泊し."""
    event, text = candidate.event, record.text.text
    came = event.date
    if event.type != "port_call" or candidate.title or candidate.ago or not candidate.own_date:
        return candidate
    if event.status not in HAPPENED or came.start is None or came.end != came.start:
        return candidate
    for sentence in rest:
        if _LAST_TIME.search(text, sentence.span.start, sentence.span.end):
            continue
        retold = came.text and came.text in text[sentence.span.start : sentence.span.end]
        if not retold and _OTHERS_CALL.search(text, sentence.span.start, sentence.span.end):
            return candidate
        for timex in dates:
            if not sentence.span.covers(timex.span) or timex.relation not in {None, "until"}:
                continue
            days = for_days(timex, came) if timex.type == "DURATION" else None
            if not _STAY.match(text, timex.span.end - 1):
                continue
            if _of_another(text, Span(sentence.span.start, timex.span.start), event.evidence):
                continue
            if days is None and timex.precision not in ONE_DAY:
                continue
            found = days or closed_by(came, (timex.end or "")[:10], timex)
            if found is not None:
                status = _status(event.type, event.status, found, looks_back_from(record))
                return replace(candidate, event=replace(event, date=found, status=status))
    return candidate


def stay_of(
    came: EventDate, at: int, kind: str, dates: tuple[Timex, ...], text: str, rules: EventRules
) -> EventDate:
    """A day of coming, told before an offset, with how long the next words say the stay is. Pure.

    >>> # 11日に長崎港に姿を見せた。停泊は4日間。 → 11日 to 14日
    """
    for timex in dates:
        if kind in STAYS and at <= timex.span.start <= at + _STAY_TOLD:
            found = _told(timex, kind, came, text, rules, beside=False)
            if found is not None:
                return found
    return came


def _of_another(text: str, before: Span, own: Span) -> bool:
    """Whether a quoted ship that is not the act's own leads the words on a stay."""
    names = _QUOTED.findall(text, before.start, before.end)
    named = _QUOTED.search(text, own.start, own.end) is not None
    told = text[own.start : own.end if named else before.start]
    return bool(names) and not any(name in told for name in names)


def _lengthened(
    candidate: Candidate, end: int, dates: tuple[Timex, ...], record: Record, rules: EventRules
) -> Candidate:
    event = candidate.event
    when = event.date
    undated = (when.start is None and when.end is None) or not candidate.own_date
    if event.status == "cancelled" and when == EventDate():
        at = _sentence_end(record.text.text, event.trigger.end)
        return was_to_be(candidate, at, dates, record)
    if event.status == "cancelled" or not (undated or event.type in LASTING | {"meeting"}):
        return candidate
    text = record.text.text
    own = _sentence_end(text, event.trigger.end)
    below = text.find("\n", text.find("\n", own) + 1) if record.item_start is None else -1
    beyond = Span(own, max(end, below))
    whole = both_ends(event, beyond, dates, record) or nights(event, text, own)
    if whole is not None:
        return replace(candidate, event=replace(event, date=whole))
    if undated:
        later = dated_later(candidate, Span(own, end), dates, record, rules)
        if later is not candidate or when.start is None:
            return later
    after = Span(event.trigger.start, end)
    before = Span(sentence_start(text, after.start), after.start)
    for timex in dates:
        planned = (
            before.covers(timex.span)
            and (
                _PLANNED.match(text, timex.span.end)
                or _HELD_FOR.match(text, timex.span.end)
                or (timex.type == "DURATION" and when.end is None)
            )
            and (event.type != "meeting" or "、" not in text[timex.span.end : after.start])
        )
        if not (planned or after.covers(timex.span)) or timex.text == when.text:
            continue
        found = _told(timex, event.type, when, text, rules, beside=timex.span.end <= own)
        if (
            found is None
            and timex.relation == "until"
            and HEADS.fullmatch(text, own, timex.span.start)
        ):
            # 訓練が5日、始まった。18日まで、演習場で手順を確かめる。
            begun = event.type == "exercise" and _BEGUN.search(text, event.trigger.end, own)
            found = closed_by(when, (timex.end or "")[:10], timex) if begun else None
        if found is not None:
            status = _status(event.type, event.status, found, looks_back_from(record))
            return replace(candidate, event=replace(event, date=found, status=status))
    return candidate


def _status(kind: str, status: str, when: EventDate, today: str | None) -> str:
    """The state of an act whose last day is told later: under way, or over by now."""
    if kind not in LASTING or status not in {"completed", "planned", "ongoing"} or today is None:
        return status
    start, end, day = when.start or "9", when.end or "9", today[:10]
    if end < day:
        return "completed"
    begun = start < day if status == "planned" else start <= day
    return "ongoing" if begun and day < end else status


def _sentence_end(text: str, at: int) -> int:
    """Where the sentence ends that holds an offset."""
    match = _STOP.search(text, at)
    return match.end() if match else len(text)


def _told(
    timex: Timex, kind: str, when: EventDate, text: str, rules: EventRules, *, beside: bool
) -> EventDate | None:
    """The interval that an expression makes of an act's date; None where it adds nothing.

    ``beside`` tells that it stands in the act's own sentence: elsewhere an interval and a
    deadline (本年末まで) count only where the words say what goes on.
    """
    words = rules.lasting
    before = text[max(0, timex.span.start - 14) : timex.span.start]
    subject = regex.search(rf"(?:{words['subjects'].pattern})$", before) is not None
    at = timex.span.end
    if timex.type == "DURATION":
        return _counted(timex, kind, when, text, beside=beside, subject=subject, before=before)
    start, last = (timex.start or "")[:10], (timex.end or "")[:10]
    if timex.type == "RANGE" and start and last:
        if subject or (beside and words["goes_on"].match(text, at)):
            if start == when.start and when.end in {None, start}:
                return closed_by(when, last, timex)  # 13日に始まった。期間は17日までの5日間
            return whole_of(timex, when)
        return None
    if timex.type != "DATE" or not last or not when.start:
        return None
    if start == last and timex.precision not in ONE_DAY:
        return None
    plain = beside or start == last
    bracket = before.endswith(("(~", "（~", "（～", "(～", "（〜", "(〜"))
    until = timex.relation == "until"
    if kind == "meeting" and _STAYS_ON.match(text, at):
        return None  # 16日、首相と会談した。18日まで滞在する
    if bracket or (until and (subject or (plain and words["goes_on"].match(text, at)))):
        return closed_by(when, last, timex)
    closing = words["closes"].match(text, at)
    if closing is None and kind in STAYS and timex.relation in {None, "until"}:
        closing = words["leaves"].match(text, at)
    near = closing is not None and (when.end is None or closing.end() - at <= _NEAR)
    if near and kind != "aid" and (kind != "meeting" or when.end is None):
        return closed_by(when, last, timex)
    if words["opens"].match(text, at) and can_open_back(when, start):
        return replace(when, start=start, edtf=f"{start}/{when.end}", precision="range")
    return None


def _counted(
    timex: Timex, kind: str, when: EventDate, text: str, *, beside: bool, subject: bool, before: str
) -> EventDate | None:
    """The days that a length of time counts from an act's first day, or back from its last."""
    at = timex.span.end
    if beside and _UNTIL_NOW.match(text, at):
        return up_to(timex, when)
    alone = beside or before.endswith(("。", "。 ", "。　"))  # 3日に到着した。5日間の日程。
    held = beside and kind == "exercise" and _HELD_FOR.match(text, at) is not None
    # 26日から、湾で3日間の訓練を行う
    held = held or (beside and when.end is None and kind in HELD_ACTS)
    told = subject or held or (alone and _PLANNED.match(text, at) is not None)
    return for_days(timex, when) if told else None

"""In what state an act is told: from the words that govern its trigger.

What the rule or the place of the trigger settles comes first, then words of plan, course or
ending in the chain that governs it (see ``governing``), then its tense, then its day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import EventDate
from pipeline.rulefiles import deferred
from pipeline.stages.events.bydate import StatusReading, checked, goes_on
from pipeline.stages.events.byplace import by_place, only_while, words_after
from pipeline.stages.events.classes import AHEAD, LASTING, OF_A_DAY, STAYS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.governing import Chain, read_chain
from pipeline.stages.events.rules import Cue, EventRules
from pipeline.stages.events.tense import read_tense
from pipeline.stages.events.triggers import Trigger

# A relative clause that says of a noun whether it has been held: 昨日行われた|会談.
HELD = deferred(
    r"(?:開かれ|開催され|行われ|実施され|持たれ|行な?っ|開い|開催し|実施し|交わし|交わされ|結ばれ|締結し|締結され|署名し|署名され|実現し|持っ|設けられ|終え|重ね)(?:まし)?た$"
)
TO_BE_HELD = deferred(
    r"(?:(?:開か|行わ|予定さ)れる|(?:開催|実施)される|行う|開く|控える"
    r"|(?:予定|計画)(?:され|し)て(?:いる|おります|います))$"
)
# 来月開く方向の|会談, 年内に開く案の出ている|会合: what is only weighed.
_WEIGHED = deferred(
    r"[うくぐすつぶむる](?:方向(?:で(?:調整|検討)(?:している|中))?|案|可能性|構想)の?[^。、はがを]{0,8}$"
    r"|(?:調整|検討)(?:中|されている|している|が進む)の?[^。、はがを]{0,8}$"
)
# An act that is only aimed at (署名に向け…を終えた) is still to come.
_AIMED = deferred(
    r"(?:など)?(?:(?:に|へ)(?:向け|むけ)|[^。、]{0,12}すべく"
    r"|(?:「[^」]{1,40}」)?(?:の?(?:実施|供与))?のため(?:に)?、"
    r"|(?:及び|および|や|、|と)[^。、はがを]{2,16}(?:会談|会合|協議|会議)(?:など|等)?のため(?:に)?、)"
)
_AIM = ("に向け", "へ向け", "にむけ")
# What is done with an aim that nobody has settled.
_WEIGHS = deferred(
    r"検討(?:作業)?(?:[をにが]|中|する|し[てた]|会合)|協議中|(?:調整|打診)(?:を|に|中|し)"
)
# The rest of a name in brackets: アクションプラン(行動計画)」を発表し.
_ASIDE = deferred(r"^[(（][^()（）]{1,24}[)）]")
# 入港する予定で、県は自粛を要請した: what the next clause tells is no more of the act.
_SCHEDULED = deferred(r"[^。、]{0,14}(?:予定|運び|手はず|手筈)(?:で(?:あり|す)?|だ)(?:が)?、")
_WAS = deferred(r"(?:てい|でい|ており|でおり)(?:た|まし?た)$")
# 2012年9月には協議が開かれている: past where its days are.
_HAS_BEEN_HELD = deferred(r"(?:開か|行わ|持た|実施さ|開催さ)れて")
# 進めてきた交渉の初会合: what has gone on so far is not the talks.
_SO_FAR = deferred(r"[てで]き(?:た|まし?た)$")
# 5月に来日し、首相と会談する段取りだった: what a plan of old was, whatever came of it.
_WAS_TO_BE = deferred(
    r"(?:予定|はず|段取り|手はず|手筈|運び|見通し|見込み|計画|日程|つもり)"
    r"(?:(?:と|に)(?:なって|されて|して)い(?:た|まし?た)|だった|でした|であった)[。」]?$"
    r"|(?:予定|計画|日程|段取り)を(?:組んで|立てて|描いて)い(?:た|まし?た)[。」]?$"
    r"|(?:予定|計画|想定)(?:して|されて)い(?:た|まし?た)[。」]?$"
    r"|こと(?:に|と)(?:なって|して)い(?:た|まし?た)[。」]?$"
    r"|方向(?:だった|で[^。、]{0,12}(?:調整|検討)[^。、]{0,8}てい(?:た|まし?た))[。」]?$"
)
WAS_TO_BE = "status.was_to_be"
_STILL = deferred(r"て(?:い|お|き|まい)")
# Acts that still go on when their first day alone is told (2019年から派遣してきた), unless
# the tense closes them (4月から派遣した).
_OPEN_ENDED = LASTING | {"information_sharing", "equipment"}
_CLOSED = deferred(r"(?<!(?:て[きい]|てまいり|ており|ていき)(?:まし)?)(?:まし)?た[^ぁ-ん]*$")
# 16日から停泊していた: ships have left.
_CLOSED_STAY = deferred(r"(?<!(?:てき|てまいり)(?:まし)?)(?:まし)?た[^ぁ-ん]*$")
# A plan that came to nothing goes on so: 予定だったが、 打診したものの、
_ALAS = deferred(r"(?:が|ところ|ものの|けれども?|のに)、?$")
# A verb in the present that ends its sentence: the day of the act before is not its day.
_IN_PRESENT = deferred(r"(?:[うくぐすつぬぶむる]|ます)[。」）)]?$")
# 寄る話があったが、沙汰やみになった: what there was of a plan.
_HAD_PLANNED = deferred(r"(?:話|案|声|打診|招き|招待)(?:は|が|も)(?:あっ|出て|持ち上がっ)")
# For how many days a guest may still be there.
_STAY = 2
_ONE_DAY = deferred(r"[0-9０-９一二三四五六七八九十]日(?:[(（].[)）])?$")
# What these tell is done when it is decided.
_DECIDED = frozenset({"agreement", "meeting", "partnership"})
# 来週にも, 月内にも: at the earliest, so not settled.
_AT_EARLIEST = deferred(r"(?:[週月年日春夏秋冬旬末内中半]|ごろ|頃|明け)にも[^。、]{0,12}$")
# What is asked of the other side in talks that are held.
_SAID_THERE = deferred("提案|持ち?[掛か]け|打診|要請|求め|呼びか|呼び掛|働きか|申し入れ|招")
# Cue groups that a rule's ``agreed`` speaks about.
_AGREED = frozenset({"status.agreed", "status.agreed_act"})
# 支援を続けるとの|共同声明: what a paper says.
_CONTENT = deferred(r"」?と(?:の|した|する|いう)$")
# Cue groups that tell of a decision or a promise.
_PROMISED = _AGREED | {"status.pledged", "status.cleared"}


def read_status(
    trigger: Trigger,
    clauses: Clauses,
    rules: EventRules,
    *,
    title: bool,
    event_date: EventDate,
    today: str | None,
    carried: bool = False,
) -> StatusReading:
    """The status of an act as of ``today`` (ISO, the day after which nothing is told). Pure.

    ``carried`` tells that the date is that of the act before: no plan is over by it.
    """
    chain = read_chain(trigger, clauses)
    words = _ASIDE.sub("", chain.words)
    scheduled = _SCHEDULED.match(words)
    chain = replace(chain, words=scheduled.group() if scheduled else words)
    settled = by_place(trigger, clauses, chain)
    if settled is not None:
        done = settled.status == "completed"
        return checked(settled, event_date, today) if done else settled
    before = _modifier(trigger, clauses)
    for cue in rules.cues:
        hit = _cue(cue, before)
        if hit and cue.status in {"cancelled", "ongoing"}:
            held = trigger.rule.type in OF_A_DAY and _SO_FAR.search(before)
            if cue.status == "ongoing" and (held or _WAS.search(before)):
                continue  # 8月31日から開かれていた|会議が閉幕した
            return checked(StatusReading(cue.status, hit, cue.id), event_date, today)
    called_off = _called_off(trigger, clauses, chain, rules, title=title)
    if called_off is not None:
        return called_off
    held = _held(before, trigger, clauses)
    told = _by_cue(trigger, clauses, chain, rules, held=bool(held))
    if told is not None:
        past = chain.predicate is not None and chain.predicate.past
        over = told.status == "planned" and past and not carried and not decided(told, trigger)
        # 2021年10月に始まった: a month gone by, unlike a day, is the whole of it.
        begun = told.cue_id == "status.begun" and trigger.rule.type == "exercise"
        begun = begun and event_date.start != event_date.end
        held_on = told.status == "ongoing" and _HAS_BEEN_HELD.search(told.because) is not None
        over = over or begun or held_on
        return checked(told, event_date, today, by_tense=over)
    lasting = trigger.rule.type in LASTING
    if held:
        reading = StatusReading(held, before)
        return checked(reading, event_date, today, by_tense=True, lasting=lasting)
    if _AIMED.match(words_after(trigger, clauses)):
        return checked(_aimed_at(trigger, clauses), event_date, today, by_tense=True)
    reading = read_tense(trigger, clauses, chain, title=title)
    if reading.status == "ongoing" and today is None and _of_one_day(event_date, clauses):
        reading = StatusReading("completed", f"{reading.because}; on {event_date.text}")
    # 10日に署名した。来月発効する。: the day of the act before does not make the next one past.
    told_ahead = carried and reading.status == "planned" and _IN_PRESENT.search(reading.because)
    if not (told_ahead or _is_there(reading, trigger, chain, event_date, today)):
        reading = checked(reading, event_date, today, by_tense=True, lasting=lasting)
    closed = _CLOSED_STAY if trigger.rule.type in STAYS else _CLOSED
    still = trigger.rule.type in _OPEN_ENDED and not closed.search(reading.because)
    if still and goes_on(reading.status, event_date, today):
        reading = StatusReading("ongoing", f"{reading.because}; since {event_date.start}")
    return _wished(reading, trigger, clauses, rules, title=title)


def _aimed_at(trigger: Trigger, clauses: Clauses) -> StatusReading:
    """An aim is a plan, unless its clause goes on to weigh it: 開発に向けた協力の検討を急ぐ."""
    end = clauses.segment(trigger.span.start).end
    at = clauses.sentence.span.start
    weighed = _WEIGHS.search(clauses.text, trigger.span.end - at, end - at)
    return StatusReading(
        "considered" if weighed else "planned", weighed[0] if weighed else "に向け"
    )


def _of_one_day(when: EventDate, clauses: Clauses) -> bool:
    """Whether a page without a day of its own tells days that end: 7月1日、訓練を実施している."""
    if when.start and when.end:
        return True  # 1957年5月には首相が同国を訪れている
    text = when.text or ""
    day = _ONE_DAY.search(text) is not None and when.start == when.end
    return day and f"{text}から" not in clauses.text and f"{text}より" not in clauses.text


def _is_there(
    reading: StatusReading, trigger: Trigger, chain: Chain, when: EventDate, today: str | None
) -> bool:
    """同国を訪れている首相は10日、会談した: the guest is still there a day or two after."""
    told = reading.status == "ongoing" and trigger.rule.type == "visit"
    if not told or chain.predicate is None or chain.predicate.form != "attributive":
        return False
    if today is None or when.end is None:
        return False
    return 0 <= (date.fromisoformat(today[:10]) - date.fromisoformat(when.end[:10])).days <= _STAY


def decided(reading: StatusReading, trigger: Trigger) -> bool:
    """Whether a text tells that an act was decided: that day is not the act's. Pure."""
    promised = reading.status == "planned" and reading.cue_id in _PROMISED
    return promised and trigger.rule.type not in _DECIDED


def _by_cue(
    trigger: Trigger, clauses: Clauses, chain: Chain, rules: EventRules, *, held: bool
) -> StatusReading | None:
    """What the first cue in the words says; an act that was ``held`` can only be called off."""
    for cue in rules.cues:
        if cue.types and trigger.rule.type not in cue.types:
            continue
        hit = _cue(cue, chain.words) or _across(cue, trigger, chain.words)
        if cue.status == "ongoing" and only_while(trigger, chain):
            continue
        own = clauses.predicate_of(trigger.span.end - 1)
        if cue.id == "status.in_paper" and chain.inherited and own is not None and own.comma:
            continue  # 計画を発表し、訓練の実施を明記した
        if not hit or (held and cue.status != "cancelled"):
            continue
        if trigger.rule.id == "meeting.phone" and chain.inherited and _SAID_THERE.match(hit):
            continue  # 電話し、協定の見直しを持ちかけた: what was said in the call
        status, tense = cue.status, chain.predicate
        if cue.id in _AGREED and trigger.rule.entry.agreed is not None:
            status = trigger.rule.entry.agreed
        begun = cue.id == "status.begun" and trigger.rule.type in {"exercise", "visit"}
        begun = begun or cue.id == "status.extended"
        over = tense is not None and tense.past and not _STILL.search(tense.text)
        if status == "ongoing" and over and not begun:
            status = "completed"  # 訓練に取り組んだ
        if status == "planned" and hit.startswith(_AIM):
            return replace(_aimed_at(trigger, clauses), cue_id=cue.id)
        return StatusReading(status, hit, cue.id)
    return None


def _held(before: str, trigger: Trigger, clauses: Clauses) -> str:
    """Whether the relative clause before a noun says that it was held, or is to be."""
    at = trigger.span.start - clauses.sentence.span.start
    if before and _WEIGHED.search(clauses.text, max(0, at - 24), at):
        return "considered"
    if HELD.search(before):
        return "completed"
    return "planned" if TO_BE_HELD.search(before) else ""


def _across(cue: Cue, trigger: Trigger, words: str) -> str:
    """The cue in words that the trigger itself holds: 支援を凍結した, 支援を行うことを決定した."""
    if cue.status == "cancelled":
        return _cue(cue, trigger.text)
    if trigger.rule.type in _DECIDED or cue.id == "status.agreed_act":
        return ""
    return _cue(cue, trigger.text + words, len(trigger.text))


def _called_off(
    trigger: Trigger, clauses: Clauses, chain: Chain, rules: EventRules, *, title: bool
) -> StatusReading | None:
    """What a plan came to: 会談する予定だったが、…取りやめとなった; 会談する段取りだった."""
    was_to_be = None if title else _WAS_TO_BE.search(chain.words)
    if was_to_be and chain.last is clauses.chunks[-1]:
        return StatusReading("cancelled", str(was_to_be.group()), WAS_TO_BE)
    last = clauses.chunk_at(trigger.span.end - 1) if chain.inherited else chain.last
    alas = _ALAS.search(chain.words) if chain.inherited else last and _ALAS.search(last.text)
    if last is None or not alas or not (chain.inherited or last.past):
        return None
    planned = any(c.status in AHEAD and c.words.search(chain.words) for c in rules.cues)
    planned = planned or _HAD_PLANNED.search(chain.words) is not None
    rest = "".join(c.text for c in clauses.chunks[last.index + 1 :])
    cancelled = next((c for c in rules.cues if c.status == "cancelled"), None)
    hit = _cue(cancelled, rest) if planned and cancelled is not None else ""
    return StatusReading("cancelled", hit, "status.cancelled") if hit else None


def _wished(
    reading: StatusReading, trigger: Trigger, clauses: Clauses, rules: EventRules, *, title: bool
) -> StatusReading:
    """A plan that its tense or date alone tells, weighed by the words around it.

    A headline's 首脳会談、来月にも is not settled, nor is what it tells beside a mere arrangement
    (来月の訪米へ最終調整　トランプ氏と会談).
    """
    text = clauses.text
    before = text[: trigger.span.start - clauses.sentence.span.start]
    headline = reading.because.startswith("headline")
    if headline and _AT_EARLIEST.search(before):
        return StatusReading("considered", "にも")
    if not (title or headline):
        return reading
    ahead = "lies ahead" in reading.because
    for cue in rules.cues:
        if ahead and cue.status == "considered" and (hit := _cue(cue, text)):
            return StatusReading("considered", hit, cue.id)
    return reading


def _modifier(trigger: Trigger, clauses: Clauses) -> str:
    """The relative clause right before a noun trigger: 取り組む|共同開発, 予定した|会談."""
    chunk, end = clauses.chunk_at(trigger.span.start), clauses.chunk_at(trigger.span.end - 1)
    if chunk is None or chunk.index == 0:
        return ""
    if end is not None and end is not chunk and end.past:
        return ""  # 延期された|協定が、翌年|締結された: the trigger's own verb tells its state
    words = []
    for left in reversed(clauses.chunks[: chunk.index]):
        if left.predicate:
            content = _CONTENT.search(left.text)
            if left.form == "attributive" and not content and left.head <= chunk.index + 1:
                words.append(left.text)
            break
        if left.particle not in {"の", "との", ""} or chunk.index - left.index > 3:
            break
    return "".join(words)


def _cue(cue: Cue, words: str, border: int | None = None) -> str:
    """What a cue matches; with ``border``, only what begins before it and passes it."""
    for match in cue.words.finditer(words):
        if border is not None and not match.start() < border <= match.end():
            continue
        if cue.unless is not None and any(
            veto.start() < match.end() and match.start() < veto.end()
            for veto in cue.unless.finditer(words)
        ):
            continue
        return str(match.group())
    return ""

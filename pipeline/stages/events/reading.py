"""What later sentences lean on: the parties, the visitor, the day of the act told last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import regex

from pipeline.model import Event, EventDate, Record, Sentence, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import AHEAD, HAPPENED, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.eventdates import item_date
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.parties import Parties
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.toldas import gave_rise, is_news, is_welcomed
from pipeline.stages.events.triggers import Trigger

_CARRIED = PAPERS | {"meeting"}
# What talks only aim at (早期の締結を目指すことで一致する見通し) has a day of its own.
_ONLY_AIMED = deferred(
    r"こと(?:で|に(?!な|し)|を)|方針|に?向け|目指|よう|検討|意向|考え|[0-9０-９]年|将来|今後"
)
# 交渉に入ることで合意する見通しだ: what talks that are being held are to bring.
_TO_COME_ABOUT = deferred(
    r"(?:合意|一致|署名|発表|確認)(?:する|される)?(?:見通し|見込み|予定|運び|段取り|方向|もよう|模様)"
)
# The programme of a day: 27日午前に歓迎行事に臨む。夜には晩餐会を催す.
_LATER_THAT_DAY = deferred(
    r"(?:(?<=[。\n])|(?<=、)|\A)[ 　]*(?:また、?|さらに、?)?"
    r"(?:このあと|この後|続いて|引き続き|(?:同日の?|この日の?)?(?:夜|夕方|夕|午後|午前|昼)(?:に)?は|同日[夜午夕])"
)
# 7月の訪日を歓迎し、その機会に話し合うことで一致した: on the days of what is to come.
_THEN = deferred(r"(?:その|この|同)(?:機会|際|折|場|席|訪問中|期間中)(?:に|を|で|、)[^。]{0,80}$")
_SENTENCES = 3
# What may be the occasion that later sentences call 会談では or 席上.
_OCCASIONS = frozenset({"meeting", "visit", "agreement", "aid", "equipment"})
# How far back an act may lie that a sentence goes on with, past another that did not happen.
_FAR = 200
_WHICH_DAY = deferred(
    r"[ 　]*(?:また、?|さらに、?|なお、?)?(?:その|同|会議|会合|訪問|訓練|演習|滞在|日程)?の?"
    r"(?:(?P<first>初日|第1日|1日目|一日目)|(?P<last>最終日)|(?P<count>[2-9２-９])日目)(?:の夜|夜|午前|午後)?(?:は|に|には|、|の)"
)
# 派遣要員は…10名: who is sent, told after what for.
_WHO_IS_SENT = deferred(
    r"[ 　・○◇(（0-9０-９)）]{0,4}(?:今回の|日本から)?派遣(?:された|する|される|する予定の)?の?"
    r"(?:要員|隊員|人員|者|職員|部隊|教官)(?:は|[:：/／ 　])"
)
# What a page reports opens so: it bears no day of the background told before.
_NEWS = deferred(r"[ 　]*(?:[0-9０-９]{1,2}[.． 　]+)?(?:今般|このたび|この度)")
# 会談した。英首相とは電話で話した: with another, on the same day.
_CONTRASTED = deferred(
    r"[^。、はが「」]{2,24}(?:氏|相|首脳|大臣|大統領|首相|長官|主席|議長|総長|[ァ-ヶー]{2})とは(?!異|別|いえ|言|対照|違)"
)
# 署名式に続き、両外相は会談した: on the day of the ceremony, whatever was told since.
_AFTERWARDS = deferred(
    r"[ 　]*(?:また、?|なお、?)?(?:同日の?|この日の?|今回の)?"
    r"(?:(?P<paper>(?:署名|調印|交換)式)|(?:首脳)?会[談合])"
    r"(?:に(?:続[いき]|引き続き|先立)|の?(?:後|あと|前)(?:に|、))"
)
# 2015年に両機関が結んだ覚書に基づく会合: what the talks rest on.
_AS_GROUND = deferred(
    r"(?:し|され|ん|っ)?(?:た|だ)[^。、はがを]{1,16}(?:に基づ|に沿|にのっと|を踏まえ|を受け)"
)
_LATER_STEPS = frozenset({"approved", "in_force"})


@dataclass(slots=True)
class Reading:
    """State while going through a record's sentences.

    ``last`` is the act told last, ``dated`` those with a day of their own, ``weighed`` the
    visit or talks that were told last as being considered.
    """

    context: RecordContext
    last: Event | None = None
    last_sentence: Span | None = None
    weighed: Event | None = None
    dated: list[Event] = field(default_factory=list)


def carried_date(
    trigger: Trigger, clauses: Clauses, parties: Parties, reading: Reading, rules: EventRules
) -> EventDate:
    """The day of the act told just before, when this sentence goes on with it.

    Of an act of several days the one that the sentence names: その初日、…と会談した.
    """
    if is_welcomed(trigger.rule.type, trigger.span, reading.context.record.text.text):
        return EventDate()
    when = _told_before(trigger, clauses, parties, reading, rules)
    sentence = clauses.sentence.span
    named = _WHICH_DAY.match(reading.context.record.text.text[sentence.start : sentence.end])
    return _day_of(when, named) if named and when.start else when


def planned_date(
    trigger: Trigger, clauses: Clauses, parties: Parties, reading: Reading, rules: EventRules
) -> EventDate:
    """The day of the talks still to come that are to bring a plan about.

    >>> # 両首脳は12日に会談し、共同声明を発表する見通しだ。 (of the statement) → 12日
    """
    text, sentence = reading.context.record.text.text, clauses.sentence.span
    last = reading.last
    same_day = last is not None and last.date.start == last.date.end
    if (
        last is not None
        and same_day
        and _LATER_THAT_DAY.search(text, sentence.start, trigger.span.start)
    ):
        near = text.count("。", last.evidence.end, trigger.span.start) <= _SENTENCES
        return last.date if near and len(parties.codes & set(last.codes)) >= 2 else EventDate()
    if last is not None and last.status in AHEAD and last.type in {"visit", "meeting"}:
        then = _THEN.search(text, max(sentence.start, last.trigger.end), trigger.span.start)
        near = text.count("。", last.evidence.end, trigger.span.start) <= 1
        if then is not None and near and len(parties.codes & set(last.codes)) >= 2:
            return last.date
    here, rest = text[sentence.start : sentence.end], text[trigger.span.end : sentence.end]
    if trigger.rule.type not in PAPERS:
        return EventDate()
    if _ONLY_AIMED.search(rest):
        expected = _TO_COME_ABOUT.search(rest)
        talks = _of_talks_now(trigger, clauses, parties, reading)
        return talks if expected else EventDate()
    for event in reversed(reading.dated):
        inside = sentence.start <= event.trigger.start < trigger.span.start
        if not (inside or (rules.of_talks.match(here) and event.trigger.end <= sentence.start)):
            continue
        if event.type != "meeting" or len(parties.codes & set(event.codes)) < 2:
            continue
        return EventDate() if event.status in HAPPENED else event.date
    return _of_talks_now(trigger, clauses, parties, reading)


def _of_talks_now(
    trigger: Trigger, clauses: Clauses, parties: Parties, reading: Reading
) -> EventDate:
    """首相は大統領との会談に臨んでいる。両首脳は…で合意する見通しだ: the day of the talks."""
    text = reading.context.record.text.text
    for event in reversed(reading.dated):
        near = text.count("。", event.evidence.end, trigger.span.start) <= _SENTENCES
        shared = len(parties.codes & set(event.codes)) >= 2
        if event.type == "meeting" and event.status == "ongoing" and near and shared:
            return event.date
    return EventDate()


def only_weighed(trigger: Trigger, parties: Parties, when: EventDate, reading: Reading) -> bool:
    """Whether a plan is for a visit or talks that are themselves only considered.

    >>> # 首相は訪米する方向で調整している。滞在中、大統領と会談する予定だ。 (the talks) → True
    """
    visit, text = reading.weighed, reading.context.record.text.text
    kind = trigger.rule.type in _CARRIED or trigger.text == "滞在"
    if visit is None or not kind or trigger.span.start < visit.trigger.end:
        return False
    if visit.type == trigger.rule.type == "meeting":
        return False  # told again, as planned: they are no talks beside those talks
    near = text.count("。", visit.trigger.end, trigger.span.start) <= _SENTENCES
    inside = when.start is None or (
        (visit.date.start or "9") <= when.start <= (visit.date.end or visit.date.start or "")
    )
    return near and inside and len(parties.codes & set(visit.codes)) >= 2


def _day_of(when: EventDate, named: regex.Match[str]) -> EventDate:
    """The first, the last or a numbered day of an interval; the interval where it has none."""
    at = when.start if named["first"] else when.end if named["last"] else None
    if named["count"] and when.start:
        days = int(named["count"]) - 1
        at = (date.fromisoformat(when.start) + timedelta(days=days)).isoformat()
    if at is None or (when.end and at > when.end):
        return when
    return replace(when, start=at, end=at, edtf=at, precision="day")


def _told_before(
    trigger: Trigger, clauses: Clauses, parties: Parties, reading: Reading, rules: EventRules
) -> EventDate:
    record = reading.context.record
    last, where = reading.last, reading.last_sentence
    sentence = clauses.sentence.span
    text = record.text.text
    after = _AFTERWARDS.match(text, sentence.start, sentence.end)
    if after is not None and trigger.rule.type in _CARRIED:
        told = _of_type("agreement" if after["paper"] else "meeting", parties, reading)
        if told is not None:
            return told.date
    if is_news(text, clauses.segment(trigger.span.start), trigger) or gave_rise(trigger, text):
        return item_date(record)
    if trigger.rule.type in _CARRIED and rules.of_talks.match(text[sentence.start : sentence.end]):
        occasion = _occasion(parties, reading)
        if occasion is not None:
            return occasion.date
    if last is not None and trigger.rule.type == "dispatch":
        named = _WHO_IS_SENT.match(text, sentence.start, sentence.end)
        if named and len(parties.codes & set(last.codes)) >= 2:
            return last.date
    if last is not None and where is not None and trigger.rule.type in _CARRIED:
        between = text[where.end : sentence.start]
        here = text[sentence.start : sentence.end]
        if where != sentence and _NEWS.match(here):
            return item_date(record)
        goes_on = rules.same_day.match(here) or "とも" in here or _CONTRASTED.match(here)
        near = where == sentence or len(between) <= 3 or (goes_on and len(between) < 120)
        if goes_on and last.status not in HAPPENED and reading.dated:
            last = reading.dated[-1]
            near = sentence.start - last.evidence.end < _FAR
        shared = len(parties.codes & set(last.codes)) >= 2
        # 6月に署名した条約を批准した: every step towards force has a day of its own.
        step = last.type == "agreement" and trigger.rule.entry.stage in _LATER_STEPS
        near = near and (not step or last.stage == trigger.rule.entry.stage)
        # A stay that goes on dates nothing that is done there, but for a day of it (その初日).
        near = near and (last.date.end is not None or _WHICH_DAY.match(here) is not None)
        if near and (shared or goes_on) and last.status in HAPPENED:
            stay = last.type == "visit" and last.date.start != last.date.end
            return item_date(record) if stay and record.item_start else last.date
    return item_date(record)


def _occasion(parties: Parties, reading: Reading) -> Event | None:
    """The dated talks or ceremony, last told, that these parties held."""
    for event in reversed(reading.dated):
        if len(parties.codes & set(event.codes)) >= 2 and event.status in HAPPENED:
            return event
    return None


def _of_type(kind: str, parties: Parties, reading: Reading) -> Event | None:
    """The dated talks, or signing, told last of these parties."""
    for event in reversed(reading.dated):
        signed = event.type != "agreement" or event.stage in {"signed", "in_force"}
        if event.type == kind and signed and len(parties.codes & set(event.codes)) >= 2:
            return event
    return None


def _long_before(event: Event, reading: Reading) -> bool:
    """本年1月の首相の訪問により…: a background that lies before the acts that are reported."""
    told = reading.dated[-1].date.start if reading.dated else None
    return told is not None and event.date.end is not None and event.date.end < told


def _is_old_paper(event: Event, reading: Reading) -> bool:
    """2015年9月に締結した覚書に基づき: a month gone by is no day that the text goes on with."""
    vague = event.type in PAPERS and event.date.start != event.date.end
    return vague and _long_before(event, reading)


def remember(
    candidate: Candidate,
    reading: Reading,
    sentence: Sentence,
    beside: frozenset[str] = frozenset(),
    *,
    conference: bool = False,
) -> None:
    """Keep what later sentences may lean on: parties, visitor, the last dated act.

    ``beside`` are codes that no 両者 means: who mediated. ``conference`` tells of a body's session.
    """
    event = candidate.event
    context = reading.context
    ground = _AS_GROUND.match(context.record.text.text, event.trigger.end)
    if candidate.ago or ((candidate.nominal or ground) and _long_before(event, reading)):
        return
    sides = tuple(p.code for p in event.participants if p.code not in beside)
    session = event.rule_id == "meeting.occasion" and candidate.nominal
    # 来月カナダで開かれるG7の際の協力で一致: 両国 are still those of the talks before.
    session = session or (
        event.type == "meeting" and event.status in AHEAD and not set(sides) & set(context.parties)
    )
    if candidate.basis != "discourse" and not (session and len(context.parties) > 1):
        states = tuple(code for code in sides if context.rules.is_state(code))
        # G7 + DEU + JPN: 両国 are the two states; of EU + JPN both are meant.
        context.parties = states if len(states) >= 2 else sides
    if event.type == "meeting" and candidate.basis != "discourse":
        context.met = sides
        bodies = [code for code in sides if not context.rules.is_state(code)]
        context.session = bodies[0] if conference and bodies else None
    if event.type == "port_call":
        context.called = event.participants
    if event.type == "exercise":
        context.drilled = event.codes
    context.told = (event.trigger.start, event.codes)
    if event.type == "aid":
        helped = (p.code for p in event.participants if p.role == "beneficiary")
        context.aided = next(helped, context.aided)
    if event.type in {"visit", "meeting"}:
        reading.weighed = event if event.status == "considered" else reading.weighed
        reading.weighed = None if event.status in HAPPENED else reading.weighed
    if event.type == "visit":
        guests = tuple(p.code for p in event.participants if p.role == "visitor")
        context.guests = guests or context.guests
        context.visitor = next(iter(guests), context.visitor)
    if event.date.start and event.date.end == event.date.start and event.type in _OCCASIONS:
        reading.dated.append(event)
    dated = event.date.start or event.date.end or reading.last is None
    if dated and not _is_old_paper(event, reading):
        reading.last, reading.last_sentence = event, sentence.span
    elif reading.last is not None and reading.last.codes == event.codes:
        reading.last_sentence = sentence.span


def share_day(made: list[Candidate]) -> list[Candidate]:
    """A visit named in the sentence of a dated meeting or signing takes that day.

    Talks that the sentence only refers to (会議への出席前に) lend nothing, nor do talks that
    are over to a visit that they plan.
    """
    dated = next(
        (
            c
            for c in made
            if c.event.type in {"meeting", "agreement"} and c.event.date.start and not c.nominal
        ),
        None,
    )
    if dated is None:
        return made
    shared: list[Candidate] = []
    for candidate in made:
        event = candidate.event
        if (
            event.type == "visit"
            and event.date.start is None
            and set(event.codes) & set(dated.event.codes)
            and event.status in HAPPENED | {"planned"}
            and (event.status != "planned" or dated.event.status not in HAPPENED)
        ):
            event = replace(event, date=dated.event.date)
        shared.append(replace(candidate, event=event))
    return shared


def looks_back_from(record: Record) -> str | None:
    """The day from which a record looks back: a chronology's items lie behind it.

    One without a date of publication was written later than the month that its item tells of:
    25日に訪中し、29日、共同声明を発表した.
    """
    if record.item_start is None:
        return record.anchor
    if record.published:
        return record.published[:10]
    last = date.fromisoformat((record.item_end or record.item_start)[:10])
    return (last.replace(day=1) + timedelta(days=31)).replace(day=1).isoformat()

"""One trigger with its parties to an event, or the reason why it makes none."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Event, EventDate, Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.bydate import StatusReading
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import AHEAD, HAPPENED, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.dating import date_and_status, is_known, told_date
from pipeline.stages.events.details import (
    find_evidence,
    find_instrument,
    find_location,
    find_outcome,
)
from pipeline.stages.events.gapping import Telling
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.parties import Parties
from pipeline.stages.events.reading import Reading
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.status import in_brackets
from pipeline.stages.events.triggers import Trigger

# と会談, を訪問, モスクワ入り: what a verb would govern stands before the noun of action.
_GOVERNED = deferred(r"(?:[とをにがへも][一-龠]{0,4}|入り)$")
_STOP = deferred(r"[、。（(／/\n]|$")
# What was planned at first: the record's news is what became of it.
_FORMER = deferred(r"^[ 　]*(?:[^。、]{1,12}は、?)?当初(?:は|、|の)")
_PLANNED_ONCE = deferred(
    r"(?:(?:予定|計画|はず|運び|段取り|見通し|見込み)(?:だった|でした|であった|となっていた|になっていた|していた)"
    r"|(?:方向|日程)(?:で|を)(?:[^。、]{0,6})(?:調整|検討)(?:を|が)?(?:[^。、]{0,4})(?:して|進めて|進んで)い(?:た|ました))[。」』]?\s*$"
)
# 来日を予定していた外相は、…訪問を取りやめた
_PLANNED_TILL = deferred(
    r"(?:を|が|する|の)?(?:予定|計画)(?:していた|されていた|だった|であった)(?![。、が])[^。]{0,80}"
    r"(?:中止|延期|取りやめ|取り止め|見送|キャンセル|断念)"
)
# 昨年末に交わされる予定だったが、交渉が難航した
_CAME_TO_NOTHING = deferred(
    r"[^。、]{0,14}(?:予定|計画|はず|運び|段取り|見通し|見込み)(?:だった|でした|であった)(?:が|ものの|けれども?|ところ)、?"
    r"[^。]{0,60}(?:難航|遅れ|ずれ込|先送り|実現し(?:な|て(?:い|お))|見通しは?立|至って?(?:い|お|ら)な|至らな|めどは?立)"
)
# How long ago the last one was: 2010年の「…」以来, 2018年1月に「…」が接岸して以来.
_SINCE = deferred(r"(?:の|に)[^。、]{1,30}?(?:し?て)?以来(?!、)")
_SHIP_NAME = deferred(
    r"「([^」]{2,20})」|(?:艦|空母|フリゲート|コルベット|艇|巡視船|潜水艦|原潜)([ァ-ヺー・]{3,20})"
)
_FURTHER = deferred(
    r"とも(?!に)[^。、]{0,12}(?:会|話|懇談|面|協議|電話)|^(?:続いて|次いで|このあと|この後)"
    r"|(?:会談|会合|協議|会議)も[^。、]{0,6}(?:行|おこな|開|持|実施|催)"
    # 外相への表敬、副大臣との会談を行った
    r"|(?<=(?:への?(?:儀礼|表敬)(?:訪問)?|との?(?:会談|面会|面談|懇談))(?:、|及び|および|並びに|や|、また))"
    r"(?=[^。、はがを]{2,24}(?:との?(?:会談|面会|面談|懇談|意見交換)|への?表敬))"
)
# Talks on the line, and talks in one place.
_CALL = deferred(r"電話|テレビ会[談議]|オンライン|ビデオ会[談議]|通話|画面越し")
_FACE_TO_FACE = deferred(
    r"対面|握手|直接会|迎え|[訪来][日米英中韓問れ]|到着|昼食|夕食|朝食|晩餐|晩さん"
)
# Talks that their noun calls those of heads of state, of ministers, of officials.
_LEVEL = deferred(
    r"(首脳|外相|防衛相|国防相|次官補?|局長|審議官|課長|部長|事務|幕僚|実務者)"
    r"(?:レベル|級|間|者)?(?:の)?(?:電話|テレビ|オンライン|個別|公式|定期)?(?:会談|会議|会合|協議|対話)$"
)
# Talks of officials of any rank: 幕僚協議 may be the 部長級協議 told below.
_RANKS = {"幕僚": "", "事務": "", "実務者": ""}
# 今回で8回目の訪日となる, 今年5度目の訪問で: which one it is of its kind.
_COUNT = deferred(r"(?:[0-9０-９一二三四五六七八九十]+(?:回|度)目|ぶり)の[^。、]{0,10}$")
_IS = deferred(r"(?:と|に)(?:なる|なり|なっ)|で[、。]|だ|です|である|であり")
# After a noun trigger: a particle that takes the act up as known, not as news.
_REFERRED = deferred(
    r"(?:する|した)?のは|(?:等|など)?(?:は|の(?!ため)|では?(?![き])|に(?:は|も|ついて|関し|おい|おけ|よ|先立|合わせ|際し|「|心から|感謝|歓迎|謝意|敬意|祝意|反発|反対)"
    r"|も|への|での|招待に|(?:期間)?中(?:に|は|には)?、|[0-9０-９一二三四五]+日目"
    r"|を(?:踏まえ|受け|通じ|終え|経て|前に|控え|機に|契機|歓迎|評価)|実現(?:に|を)[^。、]{0,6}感謝"
    r"|(?:当)?時(?:に|の|から|と)|(?:直)?後(?:の|初|、|に)|以来|以降)"
)


def make_candidate(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    reading: Reading,
    telling: Telling,
    rules: EventRules,
    title: bool,
    order: int,
) -> tuple[Candidate | None, str]:
    """The event that a trigger tells, or None and the reason why it tells none. Pure."""
    context = reading.context
    record = context.record
    if len(parties.codes) < 2:
        return None, "fewer than two participants"
    told = told_date(trigger, clauses, telling, reading, rules)
    timex = told[1]
    lacking = _lacks(trigger, parties, record, own_date=timex is not None)
    if lacking:
        return None, lacking
    when, own_date, status = date_and_status(
        told, trigger, parties, clauses, reading, telling, rules, title=title
    )
    text = record.text.text[clauses.sentence.span.start : clauses.sentence.span.end]
    undated = when.start is None and when.end is None
    # A day whose year nobody tells is told all the same.
    timeless = undated and not (own_date and when.text)
    told_apart = in_brackets(trigger, clauses)
    predicate = None if told_apart else clauses.predicate_of(trigger.span.end - 1)
    beside = predicate is not None and any(
        c.index == predicate.index + 1 and clauses.adds(c) for c in clauses.chunks
    )
    why = _untold(
        text,
        trigger,
        predicate,
        status,
        parties,
        rules,
        undated=undated and not beside,
        timeless=timeless,
    )
    why = why or _replaced(trigger, status, parties, clauses, reading)
    if why:
        return None, why
    rest = record.text.text[trigger.span.end : clauses.sentence.span.end].strip(" 　。）)」\n")
    settled = bool(status.cue_id) or trigger.rule.entry.fixed is not None
    untold = predicate is None and not settled and len(rest) > 3
    untold = untold and not _ends_clause(trigger, record.text.text)
    if timeless and untold and not (title or record.item_start):
        return None, "an undated noun without a predicate"
    location, location_code = find_location(trigger, clauses, context)
    spans = [p.span for p in parties.members if p.span is not None]
    grounds = _grounds(trigger, parties, clauses, status, when, own_date=own_date, title=title)
    event = Event(
        type=trigger.rule.type,
        status=status.status,
        stage=trigger.rule.entry.stage,
        participants=tuple(parties.members),
        evidence=find_evidence(trigger, clauses, spans),
        trigger=trigger.span,
        rule_id=trigger.rule.id,
        date=when,
        location=location,
        location_code=location_code,
        instrument=find_instrument(trigger, clauses, context, rules),
        outcome=find_outcome(trigger, clauses, context) if trigger.rule.type == "meeting" else None,
        grounds=grounds,
        flags=_flags(when, parties),
    )
    nominal = _nominal(trigger, record.text.text)
    further = _set_apart(trigger, clauses) if trigger.rule.type == "meeting" else -1
    made = Candidate(
        _placed(event), parties.basis, title, own_date, nominal, further, order,
        by_cue=bool(status.cue_id), former=_was_planned(clauses, trigger),
        ago=_is_ago(timex, record.text.text), remote=_remote(event, text),
        level=_level(trigger, record.text.text), ships=_ships(event, record.text.text),
    )  # fmt: skip
    return made, status.because


def _is_ago(timex: Timex | None, text: str) -> bool:
    """Whether a date only tells when the last such act was."""
    if timex is None:
        return False
    return timex.relation == "since" or _SINCE.match(text, timex.span.end) is not None


def _lacks(trigger: Trigger, parties: Parties, record: Record, *, own_date: bool) -> str:
    """What a trigger lacks to tell an act, or ``""``."""
    if trigger.rule.entry.dated and not own_date:
        return "no date of its own"
    if trigger.rule.entry.both and parties.basis not in {"compound", "clause"}:
        return "its clause names one party alone"
    if parties.conference and not own_date and record.item_start is None:
        return "an undated conference named in passing"
    return ""


def _set_apart(trigger: Trigger, clauses: Clauses) -> int:
    """From where on talks are set apart from those told before; -1 where they are not."""
    start = clauses.sentence.span.start
    found = [m.start() + start for m in _FURTHER.finditer(clauses.text)]
    before = [at for at in found if at < trigger.span.end]
    return before[-1] if before else start if found else -1


def _level(trigger: Trigger, text: str) -> str:
    """Whose talks a noun names: 日中韓|外相会議, 高級事務レベル協議; ``""`` where it does not."""
    if trigger.rule.type != "meeting":
        return ""
    named = _LEVEL.search(text, max(0, trigger.span.start - 8), trigger.span.end)
    return _RANKS.get(named[1], named[1]) if named else ""


def _ships(event: Event, text: str) -> frozenset[str]:
    """The names of the ships that call."""
    if event.type != "port_call":
        return frozenset()
    callers = [p.span for p in event.participants if p.role == "visitor" and p.span]
    own = [n for s in callers for n in _SHIP_NAME.findall(text, s.start, s.end)]
    return frozenset(one or two for one, two in own)


def _remote(event: Event, text: str) -> bool | None:
    """Whether talks are a call, or held in one place; None where the sentence tells neither."""
    if event.type != "meeting":
        return None
    if _CALL.search(text):
        return None if _FACE_TO_FACE.search(text) else True
    return False if event.location is not None or _FACE_TO_FACE.search(text) else None


def _replaced(
    trigger: Trigger, status: StatusReading, parties: Parties, clauses: Clauses, reading: Reading
) -> str:
    """Why a plan of old (当初は9日に会談する方向だった) is no act beside a known one, or ``""``."""
    known, predicate = reading.last, clauses.predicate_of(trigger.span.end - 1)
    rest = clauses.text[trigger.span.end - clauses.sentence.span.start :]
    if status.status == "completed" and _CAME_TO_NOTHING.match(rest):
        return "a plan that had not come about"
    if known is None or status.status not in AHEAD or predicate is None:
        return ""
    same = known.type == trigger.rule.type and len(parties.codes & set(known.codes)) >= 2
    former = same and clauses.chunks[-1].past and _FORMER.search(clauses.text)
    return "a plan since replaced" if former else ""


def _was_planned(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether the sentence ends by telling a plan of the past: …を訪れる予定だった."""
    rest = clauses.text[trigger.span.end - clauses.sentence.span.start :]
    return _PLANNED_ONCE.search(rest) is not None or _PLANNED_TILL.match(rest) is not None


def _ends_clause(trigger: Trigger, text: str) -> bool:
    """外相と会談、… and モスクワ入り(8日): a noun of action that ends its clause tells the act."""
    governed = _GOVERNED.search(text, max(0, trigger.span.start - 6), trigger.span.end)
    return governed is not None and _STOP.match(text, trigger.span.end) is not None


def _grounds(
    trigger: Trigger,
    parties: Parties,
    clauses: Clauses,
    status: StatusReading,
    when: EventDate,
    *,
    own_date: bool,
    title: bool,
) -> tuple[str, ...]:
    """What speaks for an event, named as in ``confidence.yaml``."""
    own = clauses.predicate_of(trigger.span.start)
    here = [p for p in parties.members if p.span and clauses.sentence.span.covers(p.span)]
    arguments = sum(
        1 for p in here
        if p.span and own is not None and clauses.predicate_of(p.span.start) == own
    )  # fmt: skip
    dated = when.start or when.end
    return (
        f"rule:{trigger.rule.id}",
        f"actors:{parties.basis}",
        f"named:{min(len({p.code for p in here}), 3)}",
        f"parse:{min(arguments, 2)}",
        f"date:{'own' if own_date and dated else 'carried' if dated else 'none'}",
        f"status:{status.status}",
        f"place:{'title' if title else 'body'}",
        f"parties:{min(len(parties.codes), 4)}",
    )


def _untold(
    text: str,
    trigger: Trigger,
    predicate: Chunk | None,
    status: StatusReading,
    parties: Parties,
    rules: EventRules,
    *,
    undated: bool,
    timeless: bool,
) -> str:
    """Why a sentence does not tell its act, or ``""``."""
    if rules.asking.search(text):
        return "asked, not told"
    if _negated(predicate) and status.status != "cancelled":
        return "negated"
    told = status.status in HAPPENED or not status.cue_id
    if timeless and told and rules.background.search(text):
        return "undated background"
    trait = predicate is not None and predicate.form == "attributive"
    # 国会で承認を得た協定は、… tells which one it is, 日本を訪れた首相は、… what he did.
    trait = trait and (trigger.rule.type in PAPERS or not (predicate and predicate.past))
    if undated and trait and not status.cue_id and parties.basis == "discourse":
        return "a habit or trait that a relative clause tells"
    return ""


def _negated(predicate: Chunk | None) -> bool:
    """Whether an act is denied; 供与できないか検討 asks for it instead."""
    return predicate is not None and predicate.negative and "ないか" not in predicate.text


def _nominal(trigger: Trigger, text: str) -> bool:
    """Whether the trigger is a noun that the text only refers to (その寄港は…, 本協議を通じ)."""
    before = max(0, trigger.span.start - 20)
    counted = _COUNT.search(text, before, trigger.span.start) and _IS.match(text, trigger.span.end)
    named = counted or _REFERRED.match(text, trigger.span.end)
    return named is not None or is_known(trigger, text)


def _flags(when: EventDate, parties: Parties) -> tuple[str, ...]:
    flags = []
    if when.text and when.start is None and when.end is None:
        flags.append("date_unresolved")
    if parties.basis == "discourse":
        flags.append("actor_unresolved")
    return tuple(flags)


def _placed(event: Event) -> Event:
    """Host and visitor by the soil that the act takes place on."""
    code = event.location_code
    if code is None or event.type not in {"meeting", "exercise"} or code not in event.codes:
        return event
    members = tuple(
        replace(p, role="host" if p.code == code else "visitor") for p in event.participants
    )
    return replace(event, participants=members)

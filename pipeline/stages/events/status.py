"""In what state an act is told: from the words that govern its trigger.

The words are read along the chain of predicates: 会談する→方向で→調整している. A
conjunctive predicate (会談し、…) takes tense and modality from the predicate it leans on;
a relative clause (会談した首相) has its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from pipeline.model import EventDate
from pipeline.stages.events.clauses import Chunk, Clauses
from pipeline.stages.events.rules import Cue, EventRules
from pipeline.stages.events.triggers import Trigger

# Nouns that carry the modality of the clause before them on to the predicate after them.
_MODAL_NOUN = regex.compile(
    r"^(?:こと|方針|方向|予定|計画|意向|意欲|考え|見通し|見込み|運び|段取り|手はず|日程|構え|つもり|はず|よう|の[がはを]|もの|可能性|調整|協議|検討|準備|交渉|作業|提案|希望|期待|意思|決意|構想|案|事業|取り組み|取組|段階)"
)
# こと and its like hold the content of what is agreed; 方針 and its like plan the whole.
_CONTENT_NOUN = regex.compile(r"^(?:こと|よう|もの|旨|点|の[がはを])")
_PLAN_NOUN = regex.compile(
    r"^[^。、]{0,8}?(?:調整|方針|意向|考え|予定|計画|見通し|方向|日程|意欲)(?:に|を|で|が|だ)"
)
# The talks as the place where something else is told, or as its starting point.
_AT_TALKS = regex.compile(
    r"(?:[(（「][^()（）「」]{0,12}[)）」])?(?:では?(?!き|の)|の席|において|以来|を経て|を受け|を踏まえ|に続)"
)
# に向けて調整する, についても検討する: particles in a verb's clothes hand on to the next verb.
_PARTICLE = regex.compile(r"(?:(?:^|に)(?:向け|むけ)て?|に(?:ついて|関して)[もは]?)、?$")
# An act that is only aimed at (署名に向け…を終えた) is still to come.
_AIMED = regex.compile(r"(?:など)?(?:に|へ)(?:向け|むけ)")
# Predicates without content of their own: the one before them still decides nothing.
_EMPTY = regex.compile(r"(?:でき|なっ|なり|なる|し(?:た|て|、)|する|行|おこな|実施|始|終|続|臨|開)")
# A noun that the sentence only mentions: 共同開発などを挙げ, 共同開発計画や….
_MENTIONED = regex.compile(r"(?:計画)?(?:や|など|等|をはじめ|を含む|は|の|」)")
# The present of a noun's verb that the parser took for a noun (定例化する).
_PRESENT = regex.compile(r"(?:する|します|される|されます)(?:[。」 　]|$)")
_IN_PROGRESS = regex.compile(r"中(?:の|に|で|、|だ|。|$|に合わせ)")
# 署名している and 会談している tell a result, 訓練している an act under way.
_RESULTATIVE = frozenset({"agreement", "meeting", "partnership", "framework", "port_call"})
_UNDER_WAY = regex.compile(r"臨んで|行われて|開かれて|続い|進め|交渉|停泊|滞在|来て|展開")
# Cue groups that a rule's ``agreed`` speaks about.
AGREED = frozenset({"status.agreed", "status.agreed_act"})
MAX_CHAIN = 6
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status and the words or the tense that tell it (for people)."""

    status: str
    because: str
    cue_id: str = ""


def read_status(
    trigger: Trigger,
    clauses: Clauses,
    rules: EventRules,
    *,
    title: bool,
    event_date: EventDate,
    today: str | None,
) -> StatusReading:
    """The status of an act as of ``today`` (ISO, the day after which nothing is told). Pure."""
    if trigger.rule.entry.fixed is not None:
        return StatusReading(trigger.rule.entry.fixed, "told by the rule itself")
    chain = _chain(trigger, clauses)
    words = chain.words
    if trigger.rule.type == "meeting" and _AT_TALKS.match(words):
        # 会談で…を決めた: what is decided there is to come, the talks are not.
        return _checked(StatusReading("completed", "で"), event_date, today)
    if _IN_PROGRESS.match(words):
        return StatusReading("ongoing", "中")
    before = _modifier(trigger, clauses)
    for cue in rules.cues:
        hit = _cue(cue, before)
        if hit and cue.status in {"cancelled", "ongoing"}:
            return _checked(StatusReading(cue.status, hit, cue.id), event_date, today)
    for cue in rules.cues:
        hit = _cue(cue, words)
        if hit:
            status = cue.status
            if cue.id in AGREED and trigger.rule.entry.agreed is not None:
                status = trigger.rule.entry.agreed
            over = status == "planned" and chain.predicate is not None and chain.predicate.past
            reading = StatusReading(status, hit, cue.id)
            return _checked(reading, event_date, today, by_tense=over)
    if _AIMED.match(_after(trigger, clauses)):
        return _checked(StatusReading("planned", "に向け"), event_date, today, by_tense=True)
    reading = _tense(trigger, clauses, chain, title=title)
    if reading.because == "headline" and _reaches_beyond(event_date, today):
        reading = StatusReading("planned", "headline; its days reach beyond today")
    return _checked(reading, event_date, today, by_tense=True)


def _reaches_beyond(event_date: EventDate, today: str | None) -> bool:
    """Whether some days (月内, not the year of 今年2回目) begin by today and end after it."""
    if not (today and event_date.start and event_date.end):
        return False
    start, end = date.fromisoformat(event_date.start[:10]), date.fromisoformat(event_date.end[:10])
    return start <= date.fromisoformat(today[:10]) < end and (end - start).days <= LONGEST_MONTH


def _after(trigger: Trigger, clauses: Clauses) -> str:
    """What stands right after a trigger, in its chunk and the next."""
    chunk = clauses.chunk_at(trigger.span.end - 1)
    if chunk is None:
        return ""
    text = "".join(c.text for c in clauses.chunks[chunk.index : chunk.index + 2])
    return text[trigger.span.end - chunk.span.start :]


def _modifier(trigger: Trigger, clauses: Clauses) -> str:
    """The relative clause right before a noun trigger: 取り組む|共同開発, 予定した|会談."""
    chunk = clauses.chunk_at(trigger.span.start)
    if chunk is None or chunk.index == 0:
        return ""
    words = []
    for left in reversed(clauses.chunks[: chunk.index]):
        if left.predicate:
            if left.form == "attributive" and left.head <= chunk.index + 1:
                words.append(left.text)
            break
        if left.particle not in {"の", ""} or chunk.index - left.index > 3:
            break
    return "".join(words)


def _cue(cue: Cue, words: str) -> str:
    for match in cue.words.finditer(words):
        if cue.unless is not None and any(
            veto.start() < match.end() and match.start() < veto.end()
            for veto in cue.unless.finditer(words)
        ):
            continue
        return str(match.group())
    return ""


@dataclass(frozen=True, slots=True)
class _Chain:
    """The words that govern a trigger, and the predicate whose tense decides.

    ``inherited`` tells that the predicate is that of a later clause (会談し、…した).
    """

    words: str
    predicate: Chunk | None
    inherited: bool = False


def _chain(trigger: Trigger, clauses: Clauses) -> _Chain:
    """Follow the words that govern the trigger. The first predicate on the way decides."""
    start = clauses.chunk_at(trigger.span.start)
    end = clauses.chunk_at(trigger.span.end - 1) or start
    if start is None or end is None:
        return _Chain("", None)
    for chunk in clauses.chunks[start.index : end.index]:
        if chunk.predicate and chunk.form == "quote":
            return _Chain("", chunk)  # 支援を行うと発表: what is announced has its own tense
    tail = _text(end)[max(0, trigger.span.end - end.span.start) :]
    words = [tail]
    predicate = end if end.predicate else None
    at = end
    for _ in range(MAX_CHAIN):
        following = _next(at, clauses)
        if following is None:
            break
        if at.predicate and at.form == "conjunctive" and at.progressive:
            break  # していて tells its own aspect
        if at.predicate and _PARTICLE.search(at.text):
            words.append(_between(at, following, clauses) + _text(following))
            predicate = following if following.predicate else predicate
            at = following
            continue
        if at.predicate and at.form == "conjunctive":
            words.append(_final_words(following, clauses, comma=at.comma))
            return _Chain("".join(words), _final(following, clauses), inherited=True)
        if at.predicate and not _carries_on(at, following):
            break
        words.append(_between(at, following, clauses) + _text(following))
        if following.predicate and (predicate is None or _EMPTY.match(following.text)):
            predicate = following
        at = following
    return _Chain("".join(words), predicate)


def _carries_on(predicate: Chunk, following: Chunk) -> bool:
    """Whether a predicate's modality goes on in the noun it describes (…する|方針を)."""
    return predicate.form == "attributive" and _MODAL_NOUN.match(following.text) is not None


def _text(chunk: Chunk) -> str:
    return chunk.text


def _next(chunk: Chunk, clauses: Clauses) -> Chunk | None:
    """The chunk that this one hangs on, when it stands to the right."""
    if chunk.head != chunk.index and chunk.head > chunk.index:
        return clauses.chunks[chunk.head]
    if chunk.predicate and chunk.form == "conjunctive":
        rest = [
            c for c in clauses.chunks[chunk.index + 1 :] if c.predicate and c.form != "attributive"
        ]
        return rest[-1] if rest else None
    if chunk.predicate and chunk.form == "attributive" and chunk.index + 1 < len(clauses.chunks):
        return clauses.chunks[chunk.index + 1]
    return None


def _between(left: Chunk, right: Chunk, clauses: Clauses) -> str:
    """Noun chunks between two of the chain; they often carry the modality (会談を|予定|する)."""
    middle = clauses.chunks[left.index + 1 : right.index]
    return "".join(c.text for c in middle if not c.predicate and len(middle) <= 2)


def _final(chunk: Chunk, clauses: Clauses) -> Chunk:
    at = chunk
    for _ in range(MAX_CHAIN):
        following = _next(at, clauses)
        if following is None or (at.predicate and at.form in {"final", "quote"}):
            break
        at = following
    return at


def _final_words(chunk: Chunk, clauses: Clauses, *, comma: bool) -> str:
    """The words of the predicate that a conjunctive clause leans on, with its modality.

    Only what follows the predicate's own noun counts: in 会談し、協定の署名を確認した the
    second act's words say nothing of the first. After a comma the content of an agreement
    (…し、…することで一致した) is the second act's alone, a plan (…する方針だ) is both acts'.
    """
    words = []
    at = chunk
    for _ in range(MAX_CHAIN):
        text = at.text
        if at is chunk:
            verb = next((t for t in at.tokens if t.pos in {"VERB", "AUX"}), None)
            text = text[verb.span.end - at.span.start :] if verb is not None else ""
        if at.predicate:
            text = _plan_before(at, clauses) + text
        words.append(text)
        following = _next(at, clauses)
        if following is None or at.form == "quote":
            break
        if at.form == "attributive" and not _MODAL_NOUN.match(following.text):
            break
        if at.form == "attributive" and comma and _CONTENT_NOUN.match(following.text):
            final = _final(following, clauses)
            return _plan_before(final, clauses) + final.text
        if at.form == "conjunctive" and at.comma and not at.progressive:
            # One more act of the row: its own words say nothing of the first either.
            return _final_words(following, clauses, comma=True)
        if at.form not in {"attributive", "none"} and at.predicate:
            break
        at = following
    return "".join(words)


def _plan_before(chunk: Chunk, clauses: Clauses) -> str:
    """方針を|固めた, 調整に|入った: the noun that makes the final predicate a plan."""
    if chunk.index == 0:
        return ""
    left = clauses.chunks[chunk.index - 1]
    return left.text if _PLAN_NOUN.match(left.text) and left.head == chunk.index else ""


def _tense(trigger: Trigger, clauses: Clauses, chain: _Chain, *, title: bool) -> StatusReading:
    last, words = chain.predicate, chain.words
    if last is None and _PRESENT.match(words):
        return StatusReading("planned", "する")
    standing = trigger.rule.entry.named
    if standing is not None and (last is None or _MENTIONED.match(words)):
        return StatusReading(standing, "named only")
    if last is None or (title and not last.past):
        tail = words.strip("。」』 　\n")
        if regex.match(r"へ(?![^ 　。、…]{6})", words) or tail.endswith(("へ", "も")):
            return StatusReading("planned", "へ")
        return StatusReading("completed", "headline")
    if last.past:
        return StatusReading("completed", last.text)
    if last.progressive:
        done = chain.inherited or (
            trigger.rule.type in _RESULTATIVE and not _UNDER_WAY.search(words)
        )
        return StatusReading("completed" if done else "ongoing", last.text)
    relative = _relative(trigger, clauses)
    if relative is not None and relative.past and not last.predicate:
        return StatusReading("completed", relative.text)
    if last.form in {"final", "attributive", "conjunctive", "conditional", "quote"} and _is_verb(
        last
    ):
        return StatusReading("planned", last.text)
    return StatusReading("completed", last.text)


def _relative(trigger: Trigger, clauses: Clauses) -> Chunk | None:
    """The predicate of the relative clause right before a noun trigger."""
    chunk = clauses.chunk_at(trigger.span.start)
    if chunk is None or chunk.index == 0 or chunk.predicate:
        return None
    left = clauses.chunks[chunk.index - 1]
    return left if left.predicate and left.form == "attributive" else None


def _is_verb(chunk: Chunk) -> bool:
    last = next((t for t in reversed(chunk.tokens) if t.pos in {"VERB", "AUX"}), None)
    return last is not None and last.lemma not in {"だ", "です", "である", "ある"}


def _checked(
    reading: StatusReading, event_date: EventDate, today: str | None, *, by_tense: bool = False
) -> StatusReading:
    """A date that contradicts the reading wins over tense, and over 'done' in any case."""
    if today is None or (event_date.start is None and event_date.end is None):
        return reading
    day = date.fromisoformat(today[:10])
    start = date.fromisoformat(event_date.start[:10]) if event_date.start else None
    end = date.fromisoformat(event_date.end[:10]) if event_date.end else None
    if start and start > day and reading.status in {"completed", "ongoing"}:
        return StatusReading("planned", f"{reading.because}; {start} lies ahead")
    if end and end < day and reading.status == "planned" and by_tense:
        return StatusReading("completed", f"{reading.because}; {end} is past")
    if end and end < day and reading.status == "ongoing" and by_tense:
        return StatusReading("completed", f"{reading.because}; {end} is past")
    return reading

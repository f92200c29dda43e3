"""The words that govern an act: the chain of predicates that its trigger hangs on.

会談する→方向で→調整している. A conjunctive predicate (会談し、…) takes tense and modality
from the predicate it leans on; a relative clause (会談した首相) has its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.triggers import Trigger

# Nouns that carry the modality of the clause before them on to the predicate after them.
_MODAL_NOUN = deferred(
    r"^(?:こと|方針|方向|予定|計画|意向|意欲|考え|見通し|見込み|運び|段取り|手はず|日程|構え|つもり|はず|よう|の[がはを]|もの|可能性|調整|協議|検討|準備|交渉|作業|提案|希望|期待|意思|決意|構想|案|事業|取り組み|取組|プロジェクト|プログラム|段階|件に|話[がをもに])"
)
# What ends an act of a row as a chunk of its own: 出席する|ほか、 出席した|後、
_AND_THEN = deferred(r"(?:ほか|他|後|あと|のち|うえ|上|一方)(?:に|で|は)?、")
# What talks agree on or tell each other of: …する|方針で|一致した, …する|考えを|伝えた.
_SETTLED = deferred(r"(?:方針|方向|考え|認識|意向|計画)で")
_AGREED = deferred(r"(?:意見が)?(?:一致|合意|足並み|折り合|了解)")
_STATED = deferred(r"(?:方針|考え|意向|計画|意思|決意|姿勢)(?:など|について)?[をも]")
_SPOKEN = deferred(r"(?:改めて)?(?:伝え|示し|説明|述べ|表明|強調|打ち出|伝達|申し入れ|申し伝え)")
# こと and its like hold the content of what is agreed; 方針 and its like plan the whole.
_CONTENT_NOUN = deferred(r"^(?:こと|よう|もの|旨|点|の[がはを])")
_PLAN_NOUN = deferred(
    r"^[^。、]{0,8}?(?:調整|方針|意向|考え|予定|計画|見通し|方向|日程|意欲)(?:に|を|で|が|だ)"
)
# Predicates without content of their own: the one before them still decides nothing.
_EMPTY = deferred(r"(?:でき|なっ|なり|なる|し(?:た|て|、)|する|行|おこな|実施|始|終|続|臨|開)")
# A predicate that only says that what its clause tells is planned: …に臨む|予定である.
_BARE_PLAN = deferred(
    r"(?:予定|方針|見通し|見込み|計画|運び|方向|意向|考え|構え)(?![^。、]{0,4}通り)"
)
# Verbs that have become particles: a topic's or ground's words, no predicate of the act.
_PARTICLE_VERB = deferred(
    r"(?:に(?:つい|関し|対し|向け|む|際し|おい|伴|応じ|加え|先立|沿っ|基づ|よ[りっ])|を(?:めぐ|巡|通じ|踏まえ|受け))"
    r"(?:たの?|て|り|って|い|き|いて)?(?:も|は|の)?、?"
)
# … whose に the parser left with the noun (移転に|向け|調整している), or that stand in a chunk
# with the noun they follow (購入する|ことについて|検討する).
_BARE_PARTICLE = deferred(
    r"(?:(?:こと|点|旨|件)(?:など)?に)?(?:向け|むけ|関し|際し|ついて)て?[もは]?、?"
)
# The verb is a noun in its clause (向かわせるのを取りやめた), or the aim of the next one.
_NOMINALISED = deferred(r"の(?:を|が|は|も)、?$|ため(?:に|の)?、?$|べく、?$")
# …し、…することになった plans both acts, …し、…することで一致した the second alone.
_BOTH_ACTS = deferred(r"^こと(?:に|と)")
# 出席するとともに、…に臨む予定 plans both; 会談し、協議する|としている has both in what is said.
_JOINED = deferred(
    r"(?:と(?:とも|共|同時)に|ほか|他|(?:うえ|上)で|(?:だけ|のみ)でなく|のみならず)、$"
)
_ANNOUNCED = deferred(r"発表|公表|明らか")
_SAID_OF_BOTH = deferred(r"し(?:てい|てお)|みられ|見られ|いう|伝えられ|予想され")
# What a past clause is taken up by as the ground of the next one: 行われたことなどで、….
_AS_GROUND = deferred(
    r"^(?:こと|ため|の)(?:など)?(?:(?:で|から|により|によって|に伴い|を受け|を踏まえ|もあり)|、)(?!一致|合意)"
)
# A space in a headline between two things that it tells, and the subject of the first.
_SPACE = deferred(r"[ \u3000]+(?![ぁ-ん ])")
_SUBJECT = deferred(r"(?:(?<=[一-龠ァ-ヶーA-Z])[がは]|、)[^、。 \u3000]{0,14}$")
# 発効させるなど、協力を強化している: one of the things that the sentence goes on to tell.
_SUCH_AS = deferred(r"(?<=[るすくむうぶつぐぬ])など、$")
_COMPLEMENT = frozenset({"と", "に", "を", "へ", "で", "が"})
_OPENING = ("「", "『", "(", "（", "“", "〈")
MAX_CHAIN = 6


@dataclass(frozen=True, slots=True)
class Chain:
    """The words that govern a trigger, and the predicate whose tense decides.

    ``inherited`` tells that the predicate is that of a later clause (会談し、…した),
    ``last`` is the chunk at which the words end.
    """

    words: str
    predicate: Chunk | None
    inherited: bool = False
    last: Chunk | None = None


def read_chain(trigger: Trigger, clauses: Clauses) -> Chain:
    """Follow the words that govern the trigger. The first predicate on the way decides."""
    start = clauses.chunk_at(trigger.span.start)
    end = clauses.chunk_at(trigger.span.end - 1) or start
    if start is None or end is None or _ends_headline(trigger, clauses):
        return Chain("", None, last=end)
    for chunk in clauses.chunks[start.index : end.index]:
        if chunk.predicate and chunk.form == "quote":
            return Chain("", chunk)  # 支援を行うと発表: what is announced has its own tense
    tail = _text_after(end, trigger.span.end)
    words = [tail]
    particle = any(_PARTICLE_VERB.fullmatch(w) for w in (tail, trigger.text[-1:] + tail))
    decides = end.predicate and not particle
    predicate = end if decides else None
    at = end
    for _ in range(MAX_CHAIN):
        following = _next(at, clauses, predicate=at is not end or decides)
        if following is None:
            break
        following = _past_quote(at, _within_saying(at, following, clauses), clauses)
        is_predicate = (
            at.predicate and (at is not end or decides) and not _BARE_PARTICLE.fullmatch(at.text)
        )
        if is_predicate and at.form == "conjunctive" and (at.progressive or at.past):
            break  # していて and したので tell their own aspect and tense
        joins = at.form == "conjunctive" or _SUCH_AS.search(at.text)
        if is_predicate and joins and not _NOMINALISED.search(at.text):
            if predicate is not at and predicate is not None and not _is_empty(at, clauses):
                break  # 訪れることを明かし、…: the act has told its own tense
            told_of = _told_of(at, clauses)
            rest, final = _final_words(following, clauses, trigger, comma=at.comma, told_of=told_of)
            return Chain("".join([*words, rest]), final, inherited=True, last=final)
        if is_predicate and not _carries_on(at, following):
            break
        if at is end and at.predicate and not decides:
            # 訪問に向け|調整を始める|ことで|一致した: all that is said of the aim.
            words += [c.text for c in clauses.chunks[at.index + 1 : following.index]]
            words.append(following.text)
        else:
            words.append(_between(at, following, clauses) + following.text)
        if following.predicate and (predicate is None or _is_empty(following, clauses)):
            predicate = following
        at = following
    return Chain("".join(words), predicate, last=at)


def _within_saying(at: Chunk, following: Chunk, clauses: Clauses) -> Chunk:
    """会談し、意見交換する|としている: the first act hangs on the second, not on the saying."""
    if at.form != "conjunctive":
        return following
    # 報道官は、外相が来月訪れ、式典に出席すると発表した: who is told of has a が of his own.
    told_of = any(c.particle == "が" for c in clauses.chunks[: at.index])
    announced = told_of and _ANNOUNCED.match(following.text) is not None
    if not announced and not _SAID_OF_BOTH.match(following.text):
        return following
    before = clauses.chunks[following.index - 1]
    return before if before.index > at.index and before.form == "quote" else following


def _past_quote(chunk: Chunk, following: Chunk, clauses: Clauses) -> Chunk:
    """会談し、「協力を歓迎する」と強調した: what is quoted says nothing of the act before it."""
    opened = False
    for at in clauses.chunks[chunk.index + 1 :]:
        opened = opened or "「" in at.text
        if opened and "」" in at.text:
            quoted = at.index >= following.index and at.form == "quote" and at.head > at.index
            return clauses.chunks[at.head] if quoted else following
        if at.index >= following.index and not opened:
            return following
    return following


def _is_empty(predicate: Chunk, clauses: Clauses) -> bool:
    """Whether a predicate says nothing of its own; 明らかに|し does."""
    before = clauses.chunks[predicate.index - 1].text if predicate.index else ""
    return _EMPTY.match(predicate.text) is not None and not before.endswith("明らかに")


def _ends_headline(trigger: Trigger, clauses: Clauses) -> bool:
    """Whether a space closes what a headline tells with its subject: 首相が訪中　枠組みで一致."""
    text, sentence = clauses.text, clauses.sentence.span
    if not _SPACE.match(text, trigger.span.end - sentence.start):
        return False
    return _SUBJECT.search(text, 0, trigger.span.start - sentence.start) is not None


def _carries_on(predicate: Chunk, following: Chunk) -> bool:
    """Whether a predicate's modality goes on in what it hangs on.

    In a noun that it describes (…する|方針を), in the verb of which it is the object
    (…するのを|取りやめた), and in the noun after a bare verbal noun (供与|方針).
    """
    if predicate.past and _AS_GROUND.match(following.text):
        return False
    if _NOMINALISED.search(predicate.text):
        return True
    bare = predicate.form == "final" and not predicate.particle and not predicate.past
    if bare and following.index == predicate.index + 1 and not following.predicate:
        return not any(t.inflection for t in predicate.tokens)
    return predicate.form == "attributive" and _MODAL_NOUN.match(following.text) is not None


def _text_after(chunk: Chunk, position: int) -> str:
    """The chunk's words from a text offset on (its text leaves out spaces)."""
    return "".join(
        t.text[max(0, position - t.span.start) :] for t in chunk.tokens if t.span.end > position
    )


def _next(chunk: Chunk, clauses: Clauses, *, predicate: bool = True) -> Chunk | None:
    """The chunk that this one hangs on, when it stands to the right.

    A topic passes a clause that has a subject of its own (訪問は、審議が長引き、中止となった).
    """
    if chunk.head > chunk.index:
        above = clauses.chunks[chunk.head]
        passes = not (chunk.predicate and predicate) and chunk.particle in {"は", "も"}
        if passes and above.form == "conjunctive" and _has_subject(above, chunk, clauses):
            return _final(above, clauses)
        return above
    following = clauses.chunks[chunk.index + 1] if chunk.index + 1 < len(clauses.chunks) else None
    if following is not None and not chunk.predicate and following.text.startswith(_OPENING):
        return following  # 訓練|「マリーン・エイド」は: the name of what is told
    if chunk.predicate and chunk.form == "conjunctive":
        rest = [
            c for c in clauses.chunks[chunk.index + 1 :] if c.predicate and c.form != "attributive"
        ]
        return rest[-1] if rest else None
    if chunk.predicate and chunk.form == "attributive" and chunk.index + 1 < len(clauses.chunks):
        return clauses.chunks[chunk.index + 1]
    return None


def _has_subject(predicate: Chunk, topic: Chunk, clauses: Clauses) -> bool:
    between = clauses.chunks[topic.index + 1 : predicate.index]
    return any(c.particle == "が" and c.head == predicate.index for c in between)


def _between(left: Chunk, right: Chunk, clauses: Clauses) -> str:
    """Noun chunks between two of the chain; they often carry the modality (会談を|予定|する)."""
    middle = clauses.chunks[left.index + 1 : right.index]
    if middle and middle[-1].text == "明らかに":
        return "".join(c.text for c in middle if not c.predicate) + "明らかに"
    if len(middle) > 2 and middle[-1].head == right.index:
        return middle[-1].text if middle[-1].particle in _COMPLEMENT else ""
    return "".join(c.text for c in middle if not c.predicate and len(middle) <= 2)


def _final(chunk: Chunk, clauses: Clauses) -> Chunk:
    at = chunk
    for _ in range(MAX_CHAIN):
        following = _next(at, clauses)
        if following is None or (at.predicate and at.form in {"final", "quote"}):
            break
        at = following
    return at


def _after_verb(chunk: Chunk, clauses: Clauses) -> str:
    """What a chunk says after its verb; all of it where it tells no more than a plan."""
    if _only_plans(chunk, clauses):
        return chunk.text
    verb = next((t for t in chunk.tokens if t.pos == "VERB"), None)
    return chunk.text[verb.span.end - chunk.span.start :] if verb is not None else ""


def _final_words(
    chunk: Chunk, clauses: Clauses, trigger: Trigger, *, comma: bool, told_of: bool
) -> tuple[str, Chunk]:
    """The words of the predicate that a conjunctive clause leans on, and that predicate.

    Only what follows the predicate's own noun counts: in 会談し、協定の署名を確認した the
    second act's words say nothing of the first. After a comma the content of an agreement
    (…し、…することで一致した) is the second act's alone, a plan (…する方針だ) is both acts',
    and so is what is announced of somebody (政府は、大統領が来日し、会談することを発表した).
    """
    words = []
    at, final = chunk, _final(chunk, clauses)
    told = False  # 会談することを明らかにし、…: what follows says no more of what is told
    planned = False
    for _ in range(MAX_CHAIN):
        text = _after_verb(at, clauses) if at is chunk else at.text
        if at.predicate:
            plan = _plan_before(at, clauses, trigger)
            text = plan + at.text if plan else text
        words.append(text)
        following = _next(at, clauses)
        if following is None or at.form == "quote":
            break
        if at.form == "attributive" and _AND_THEN.fullmatch(following.text):
            # 会議に出席する|ほか、 and 出席した|後、: one more act of the row.
            following = _next(following, clauses) or following
            return _final_words(following, clauses, trigger, comma=True, told_of=told_of)
        if at.form == "attributive" and not _MODAL_NOUN.match(following.text):
            break
        content = bool(_CONTENT_NOUN.match(following.text) and not _BOTH_ACTS.match(following.text))
        if at.form == "attributive" and comma and planned and content:
            break  # 会談する調整を進めている|ことを明らかにした
        agreed = _agreed_plan(following, clauses, trigger)
        if at.form == "attributive" and comma and (content or agreed):
            if told_of and not agreed:
                return "".join(words), at
            return _plan_before(final, clauses, trigger) + final.text, final
        if told and at.form == "conjunctive" and at.comma:
            break
        told = told or content
        planned = planned or (at.form == "attributive" and not content)
        row = at.form == "conjunctive" or _JOINED.search(at.text)
        if row and at.comma and not at.progressive:
            # One more act of the row: its own words say nothing of the first either.
            return _final_words(following, clauses, trigger, comma=True, told_of=told_of)
        if at.form not in {"attributive", "none"} and at.predicate:
            break
        at = following
    return "".join(words), final


def _only_plans(chunk: Chunk, clauses: Clauses) -> bool:
    """Whether a predicate tells no more than a plan: 臨む|予定である, 臨む|ことを|予定している."""
    if not _BARE_PLAN.match(chunk.text) or chunk.index == 0:
        return False
    before = clauses.chunks[chunk.index - 1]
    attributive = before.predicate and before.form == "attributive"
    return attributive or before.text in {"ことを", "ことが"}


def _agreed_plan(noun: Chunk, clauses: Clauses, trigger: Trigger) -> bool:
    """Whether talks brought a plan, of which the talks are no part.

    …し、調整を続ける|方針で|一致した; 会談し、供与する|方針を|伝えた.
    """
    if noun.index + 1 >= len(clauses.chunks):
        return False
    following = clauses.chunks[noun.index + 1].text
    if _SETTLED.match(noun.text):
        return _AGREED.match(following) is not None
    talks = trigger.rule.type == "meeting" and _STATED.match(noun.text) is not None
    return talks and _SPOKEN.match(following) is not None


def _told_of(at: Chunk, clauses: Clauses) -> bool:
    """Whether somebody tells of another's acts: 政府は、|大統領が来日し、…すると発表した."""
    topic = next((c.index for c in clauses.chunks if c.particle == "は"), at.index)
    return any(c.particle == "が" for c in clauses.chunks[topic + 1 : at.index])


def _plan_before(chunk: Chunk, clauses: Clauses, trigger: Trigger) -> str:
    """方針を|固めた, 調整に|入った: the noun that makes the final predicate a plan."""
    if chunk.index == 0 or _PARTICLE_VERB.fullmatch(chunk.text):
        return ""  # 訪日日程を|巡り: what is talked about, no plan
    if chunk.text.startswith(("確認", "共有", "再確認")):
        return ""  # …を発表し、推進する意欲を確認した: the will alone is agreed on
    left = clauses.chunks[chunk.index - 1]
    if not _PLAN_NOUN.match(left.text) or left.head != chunk.index:
        return ""
    if _agreed_plan(left, clauses, trigger):
        return ""
    before = clauses.chunks[left.index - 1] if left.index else None
    aims_elsewhere = before is not None and before.particle in {"に", "への", "へ"}
    return "" if aims_elsewhere and not (before and before.predicate) else left.text

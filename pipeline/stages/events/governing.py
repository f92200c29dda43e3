"""The words that govern an act: the chain of predicates that its trigger hangs on.

会談する→方向で→調整している. A conjunctive predicate (会談し、…) takes tense and modality
from the predicate it leans on; a relative clause (会談した首相) has its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.leaning import (
    MAX_CHAIN,
    MODAL_NOUN,
    PARTICLE_VERB,
    Leaning,
    next_of,
)
from pipeline.stages.events.triggers import Trigger

# Predicates without content of their own: the one before them still decides nothing.
_EMPTY = deferred(r"(?:でき|なっ|なり|なる|し(?:た|て|、)|する|行|おこな|実施|始|終|続|臨|開)")
# … whose に the parser left with the noun (移転に|向け|調整している), or that stand in a chunk
# with the noun they follow (購入する|ことについて|検討する).
_BARE_PARTICLE = deferred(
    r"(?:(?:こと|点|旨|件)(?:など)?に)?(?:向け|むけ|関し|際し|ついて)て?[もは]?、?"
)
# The verb is a noun in its clause (向かわせるのを取りやめた), or the aim of the next one.
_NOMINALISED = deferred(r"の(?:を|が|は|も)、?$|ため(?:に|の)?、?$|べく、?$")
_ANNOUNCED = deferred(r"発表|公表|明らか")
_SAID_OF_BOTH = deferred(r"し(?:てい|てお)|みられ|見られ|いう|伝えられ|予想され")
# 融資すると|決めた: what is settled to be done, as in することを決めた.
_SETTLED = deferred(r"決め|決定|約束|誓|申し合わせ|取り決め|合意|申し出|打ち出|確約")
# What a past clause is taken up by as the ground of the next one: 行われたことなどで、….
_AS_GROUND = deferred(
    r"^(?:こと|ため|の)(?:など)?(?:(?:で|から|により|によって|に伴い|を受け|を踏まえ|もあり)|、)(?!一致|合意)"
)
# 署名を行うに至った: the act is what came about.
_COMES_TO = deferred(r"至[っりる]|踏み切|こぎ着け|こぎつけ|漕ぎ着け|漕ぎつけ")
# 共有する仕組みを運用している: the act is as far on as what was set up for it.
_SYSTEM = deferred(r"(?:仕組み|枠組み|体制|システム|制度|ネットワーク)を")
# A space in a headline between two things that it tells, and the subject of the first.
_SPACE = deferred(r"[ \u3000]+(?![ぁ-ん ])")
_WHEN = deferred(
    r"[ \u3000]+(?:早ければ|[年月週]内|[今来再昨]?[年月週春夏秋冬]|[0-9０-９]{1,4}[年月日])"
    r"[^ \u3000。]{0,24}"
)
_SUBJECT = deferred(r"(?:(?<=[一-龠ァ-ヶーA-Z])[がは]|、)[^、。 \u3000]{0,14}$")
# 発効させるなど、協力を強化している: one of the things that the sentence goes on to tell.
_SUCH_AS = deferred(r"(?<=[るすくむうぶつぐぬ])など、$")
_NAME = deferred(r"[「『A-Zァ-ヴ]")
_COMPLEMENT = frozenset({"と", "に", "を", "へ", "で", "が"})
# What somebody says, not a name in brackets: 「…に期待する」と.
_QUOTE = deferred(r"「[^「」]*」(?:など|等)?と")


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
        return Chain(_when_told(trigger, clauses), None, last=end)
    end = _with_name(end, trigger, clauses)
    for chunk in clauses.chunks[start.index : end.index]:
        if chunk.predicate and chunk.form == "quote":
            return Chain("", chunk)  # 支援を行うと発表: what is announced has its own tense
    tail = _text_after(end, trigger.span.end)
    words = [tail]
    particle = not trigger.text.endswith("を") and any(
        PARTICLE_VERB.fullmatch(w) for w in (tail, trigger.text[-1:] + tail)
    )
    decides = end.predicate and not particle
    predicate = end if decides else None
    at = end
    for _ in range(MAX_CHAIN):
        following = next_of(at, clauses, predicate=at is not end or decides)
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
            row = Leaning.of(at, trigger, clauses)
            rest, final = row.words(following, comma=at.comma)
            return Chain("".join([*words, rest]), final, inherited=True, last=final)
        if is_predicate and not (_carries_on(at, following) or _is_run(following, clauses)):
            break
        if at is end and at.predicate and not decides:
            # 訪問に向け|調整を始める|ことで|一致した: all that is said of the aim.
            words += _unquoted(clauses.chunks[at.index + 1 : following.index])
            words.append(following.text)
        else:
            words.append(_between(at, following, clauses) + following.text)
        told = predicate is None or _is_empty(following, clauses) or _comes_to(at, following)
        told = told or _is_run(at, clauses)
        if following.predicate and told:
            predicate = following
        at = following
    return Chain("".join(words), predicate, last=at)


def _with_name(end: Chunk, trigger: Trigger, clauses: Clauses) -> Chunk:
    """海上共同訓練|マラバールにも参加する: the act's noun goes on with its name."""
    if end.predicate or end.particle or end.comma or end.span.end != trigger.span.end:
        return end
    rest = clauses.chunks[end.index + 1 : end.index + 2]
    return rest[0] if rest and not rest[0].predicate and _NAME.match(rest[0].text) else end


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


def _unquoted(chunks: Sequence[Chunk]) -> list[str]:
    """The words between two chunks without what is quoted: 会談について、「…を期待」と書いた."""
    told: str = _QUOTE.sub("", "\n".join(c.text for c in chunks))
    return told.split("\n")


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


def _when_told(trigger: Trigger, clauses: Clauses) -> str:
    """What a headline adds, after a space, of when its act is to be: 首相が訪米　来月で調整."""
    at = trigger.span.end - clauses.sentence.span.start
    added = _WHEN.match(clauses.text, at)
    return str(added.group()).strip() if added else ""


def _carries_on(predicate: Chunk, following: Chunk) -> bool:
    """Whether a predicate's modality goes on in what it hangs on.

    In a noun that it describes (…する|方針を), in the verb of which it is the object
    (…するのを|取りやめた), and in the noun after a bare verbal noun (供与|方針).
    """
    if predicate.past and _AS_GROUND.match(following.text):
        return False
    if predicate.form == "quote" and not predicate.past and _SETTLED.match(following.text):
        return True
    if _NOMINALISED.search(predicate.text) or _comes_to(predicate, following):
        return True
    bare = predicate.form == "final" and not predicate.particle and not predicate.past
    if bare and following.index == predicate.index + 1 and not following.predicate:
        return not any(t.inflection for t in predicate.tokens)
    return predicate.form == "attributive" and MODAL_NOUN.match(following.text) is not None


def _is_run(chunk: Chunk, clauses: Clauses) -> bool:
    """Whether a noun is a system that is told as running: 共有する|仕組みを|運用している."""
    return _SYSTEM.match(chunk.text) is not None and clauses.chunks[chunk.head].progressive


def _comes_to(predicate: Chunk, following: Chunk) -> bool:
    """Whether a verb is only what the next one came to: 署名を行うに|至った."""
    return predicate.particle == "に" and _COMES_TO.match(following.text) is not None


def _text_after(chunk: Chunk, position: int) -> str:
    """The chunk's words from a text offset on (its text leaves out spaces)."""
    return "".join(
        t.text[max(0, position - t.span.start) :] for t in chunk.tokens if t.span.end > position
    )


def _between(left: Chunk, right: Chunk, clauses: Clauses) -> str:
    """Noun chunks between two of the chain; they often carry the modality (会談を|予定|する)."""
    middle = clauses.chunks[left.index + 1 : right.index]
    if middle and middle[-1].predicate and right.text.startswith("まま"):
        return middle[-1].text  # 会合は、台風で流れた|ままだ
    if middle and middle[-1].text == "明らかに":
        return "".join(c.text for c in middle if not c.predicate) + "明らかに"
    if len(middle) > 2 and middle[-1].head == right.index:
        return middle[-1].text if middle[-1].particle in _COMPLEMENT else ""
    return "".join(c.text for c in middle if not c.predicate and len(middle) <= 2)

"""What the tense of an act's predicate tells of its state, where no words of status do."""

from __future__ import annotations

import regex

from pipeline.rulefiles import deferred
from pipeline.stages.events.bydate import StatusReading
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.governing import Chain
from pipeline.stages.events.triggers import Trigger

# A noun that the sentence only mentions: 共同開発などを挙げ, 共同開発計画や….
_MENTIONED = deferred(r"(?:計画)?(?:や|など|等|をはじめ|を含む|は|の|」)")
# The present of a noun's verb that the parser took for a noun (定例化する).
_PRESENT = deferred(r"(?:する|します|される|されます)(?:[。」 　]|$)")
# A headline's quote of what is to come: 5億ドルを拠出すると表明.
_SAID = deferred(r"(?:する|[うくぐすつぬぶむる])と")
# 署名している and 会談している tell a result, 訓練している an act under way.
_RESULTATIVE = PAPERS | {"meeting", "port_call"}
_TOGETHER = deferred(
    r"[^。、]{0,14}?(?:とともに|と共に|と同時に|のに加え(?:て)?|ほか|一方(?:で)?)、"
)
_SAYS = deferred(
    "発表|公表|明らか|語|述べ|話し|話す|伝え|報じ|表明|示し|示す|説明|決め|決定|決まっ|合意|一致|確認|提案|提起|求め"
    "|約束|申し合わせ|検討|調整|要請|期待|強調|見通し|予定|方針|計画"
)
_UNDER_WAY = deferred(
    r"中で|臨んで|行われて|開かれて|続い|進め|交渉|停泊|滞在|来て|展開|訪(?:れ|問し)て"
)


def read_tense(trigger: Trigger, clauses: Clauses, chain: Chain, *, title: bool) -> StatusReading:
    """The state that the tense at the end of a chain tells; a headline tells by its form. Pure."""
    last, words = chain.predicate, chain.words
    if last is None and _PRESENT.match(words):
        return StatusReading("planned", "する")
    standing = trigger.rule.entry.named
    if standing is not None and (last is None or _MENTIONED.match(words)):
        return StatusReading(standing, "named only")
    if last is None or (title and not last.past):
        tail = words.strip("。」』 　\n？?")
        if (tail.endswith("か") and len(tail) < 8) or tail.endswith("にも"):
            return StatusReading("considered", tail)
        if _SAID.fullmatch(words):
            return StatusReading("planned", words)
        if (
            regex.match(r"へ(?![^ 　。、…]{6})", words)
            or tail.endswith(("へ", "も"))
            or (trigger.text == "へ" and not tail)
        ):
            return StatusReading("planned", "へ")
        return StatusReading("completed", "headline")
    if last.past:
        return StatusReading("completed", last.text)
    if last.progressive:
        done = chain.inherited or (
            trigger.rule.type in _RESULTATIVE and not _UNDER_WAY.search(trigger.text + words)
        )
        return StatusReading("completed" if done else "ongoing", last.text)
    end = _runs_on_to(last, clauses)
    if end is not None and end.past:
        return StatusReading("completed", end.text)
    relative = _relative(trigger, clauses)
    if relative is not None and relative.past and not last.predicate:
        return StatusReading("completed", relative.text)
    if last.form in {"final", "attributive", "conjunctive", "conditional", "quote"} and _is_verb(
        last
    ):
        return StatusReading("planned", last.text)
    return StatusReading("completed", last.text)


def _runs_on_to(last: Chunk, clauses: Clauses) -> Chunk | None:
    """表敬を行うとともに、訓練を実施した: the end of the sentence has the tense of both acts.

    None where the end only tells who said or decided so: …を行うほか、…する方針を示した.
    """
    rest = clauses.text[last.span.start - clauses.sentence.span.start :]
    ends = [c for c in clauses.chunks if c.predicate]
    if not ends or ends[-1] is last or not _TOGETHER.match(rest):
        return None
    return None if _SAYS.search(clauses.words_of(ends[-1])) else ends[-1]


def _relative(trigger: Trigger, clauses: Clauses) -> Chunk | None:
    """The predicate of the relative clause right before a noun trigger."""
    chunk = clauses.chunk_at(trigger.span.start)
    if chunk is None or chunk.index == 0 or chunk.predicate:
        return None
    left = clauses.chunks[chunk.index - 1]
    return left if left.predicate and left.form == "attributive" else None


def _is_verb(chunk: Chunk) -> bool:
    last = next((t for t in reversed(chunk.tokens) if t.pos in {"VERB", "AUX"}), None)
    if last is not None and last.tag.startswith("名詞") and last is chunk.tokens[-1]:
        return False  # 司令官、統幕に来訪: a headline's noun
    return last is not None and last.lemma not in {"だ", "です", "である", "ある"}

"""Sentences as chunks (bunsetsu): what each of them is, and how it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.model import Sentence, Span, Token
from pipeline.rulefiles import deferred

Form = Literal["final", "conjunctive", "attributive", "quote", "conditional", "none"]
# Auxiliaries that make a noun a predicate: 両国である, 本格化させる, 正常化される.
_PREDICATIVE = frozenset({"だ", "です", "である", "せる", "させる", "れる", "られる"})
# 会談(カルタヘナ)|し、: the noun of an act, a note in brackets, and する.
_NOTED = deferred(r"[)）]し(?:て)?、?$")
# Particles after which a verbal noun is a predicate.
_GOVERNED = ("を", "が", "に", "と", "で", "へ", "も", "は")
_CONTENT = frozenset({"VERB", "NOUN", "PROPN"})
# Verbs that are a particle with the one before them: による, について, をめぐる, といった.
_AS_PARTICLES = frozenset(
    {
        "よる",
        "つく",
        "つける",
        "対する",
        "関する",
        "めぐる",
        "巡る",
        "通じる",
        "通ずる",
        "いう",
        "言う",
        "おく",
        "おける",
    }
    | {
        "とる",
        "始める",
        "はじめ",
        "初め",
        "始め",
        "もつ",
        "持つ",
        "際する",
        "基づく",
        "向ける",
        "加える",
        "当たる",
        "あたる",
    }
    | {
        "伴う",
        "応ずる",
        "応じる",
        "つれる",
        "わたる",
        "於く",
        "成る",
        "なる",
        "する",
        "為る",
        "有る",
        "ある",
        "踏まえる",
    }
)
# What is said of an act with で for である: which one it is, what it belongs to, what is planned.
_REMARK = deferred(
    r"(?:一環|初めて|はじめて|[回度人機隻国]目|ぶり|以来|連続|予定|見通し|見込み|方針|計画|運び|最多|最大|最長)で、$"
)
_COUNTED = deferred(r"(?:連続|ぶり|[回度]目)の$")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A bunsetsu: its span, its tokens, and what they say of it.

    ``head`` is the index of the chunk it hangs on (itself for a root). ``particle`` is
    the particles at its end (``との``). ``form`` tells how a predicate goes on:
    conjunctive (会談し、), attributive (会談した首相), quote (会談すると), final.
    """

    index: int
    span: Span
    text: str
    tokens: tuple[Token, ...]
    head: int
    particle: str = ""
    comma: bool = False
    predicate: bool = False
    form: Form = "none"
    past: bool = False
    progressive: bool = False
    negative: bool = False


def read_chunks(sentence: Sentence) -> tuple[Chunk, ...]:
    """The chunks of a parsed sentence, in order. Pure; spans are text offsets."""
    groups: list[list[Token]] = []
    for token in sentence.tokens:
        if groups and token.bunsetsu == groups[-1][-1].bunsetsu and not _parts(groups[-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    chunk_of = {}
    position = 0
    for number, group in enumerate(groups):
        for _ in group:
            chunk_of[position] = number
            position += 1
    made: list[Chunk] = []
    position = 0
    for number, group in enumerate(groups):
        head = number
        for offset, token in enumerate(group):
            above = chunk_of.get(token.head, number)
            if above != number and token.head != position + offset:
                head = above
                if above > number:
                    break
        following = groups[number + 1][0] if number + 1 < len(groups) else None
        chunk = _chunk(number, group, head, following)
        if made and not chunk.predicate and _bare_verb(chunk, made[-1], last=following is None):
            chunk = replace(
                chunk, predicate=True, form="final" if following is None else "conjunctive"
            )
        noted = not chunk.predicate and _NOTED.search((made[-1].text if made else "") + chunk.text)
        if noted or _in_course(chunk) or (made and _says_which(chunk, made[-1])):
            chunk = replace(chunk, predicate=True, form="conjunctive")
        made.append(chunk)
        position += len(group)
    return tuple(_past_adjective(chunk, made) for chunk in made)


def _past_adjective(chunk: Chunk, chunks: list[Chunk]) -> Chunk:
    """会談を|早い|時期に|開く: what is held is no object of the adjective, but of the verb."""
    head = chunks[chunk.head]
    if not chunk.particle.startswith("を") or not _is_adjective(head):
        return chunk
    while head.head > head.index and (_is_adjective(head) or not head.predicate):
        head = chunks[head.head]
    return replace(chunk, head=head.index)


def _is_adjective(chunk: Chunk) -> bool:
    """早い時期, 新しい枠組み; not 早く(開く)."""
    return chunk.form == "attributive" and chunk.tokens[0].tag.startswith("形容詞")


def _parts(group: list[Token], token: Token) -> bool:
    """Whether a word opens a bunsetsu of its own: 洋上で行ったと|発表した, which came as one."""
    last = group[-1]
    if last.tag != "助詞-格助詞" or token.pos not in _CONTENT or last.text == "の":
        return False
    return not token.tag.startswith("接尾辞") and token.lemma not in _AS_PARTICLES


def _in_course(chunk: Chunk) -> bool:
    """両国が実現に向けて協議中で、…: a noun with 中 tells what is under way, as a verb does."""
    course = chunk.progressive and not chunk.predicate and chunk.text.endswith("中で、")
    return course and any(t.tag.endswith("サ変可能") for t in chunk.tokens)


def _says_which(chunk: Chunk, before: Chunk) -> bool:
    """共同演習の一環で、… 2年連続の来日で、…: で after a noun that says what the act was."""
    if chunk.predicate or not (chunk.comma and chunk.particle == "で"):
        return False
    return _REMARK.search(chunk.text) is not None or _COUNTED.search(before.text) is not None


def _bare_verb(chunk: Chunk, before: Chunk, *, last: bool) -> bool:
    """Whether a sentence or clause ends on a verbal noun that governs what is before it.

    …と実施。 and …を実施、…した
    """
    words = [t for t in chunk.tokens if t.pos not in {"PUNCT", "SYM"} and t.text.strip()]
    stops = any(t.text == "。" for t in chunk.tokens) if last else chunk.comma  # no headline
    particles = _GOVERNED if last else _GOVERNED[:-2]
    governed = stops and before.particle.endswith(particles)  # also などを, においても
    return governed and bool(words) and words[-1].tag.endswith("サ変可能")


def _chunk(number: int, group: list[Token], head: int, following: Token | None) -> Chunk:
    words = [t for t in group if t.pos not in {"PUNCT", "SYM"} and t.text.strip()]
    comma = any(t.text in {"、", ",", "，"} for t in group[-2:])
    genitive = not comma and len(words) > 2 and words[-2].text + words[-1].text == "による"
    predicate = not genitive and any(
        t.pos in {"VERB", "ADJ"} or (t.pos == "AUX" and t.lemma in _PREDICATIVE) for t in words
    )
    # 首相による訪問 is as much a genitive as 首相の訪問, though its よる is parsed as a verb.
    particle = "の" if genitive else _particle(words)
    inflected = next((t for t in reversed(words) if t.inflection), None)
    return Chunk(
        index=number,
        span=Span(group[0].span.start, group[-1].span.end),
        text="".join(t.text for t in group),
        tokens=tuple(group),
        head=head,
        particle=particle,
        comma=comma,
        predicate=predicate,
        form=_form(words, inflected, following, comma=comma) if predicate else "none",
        past=any(
            # In 行ったところ the parser takes た for part of a conjunction.
            t.lemma in {"た", "だ"} and t.text in {"た", "だ"} and "助動詞-タ" in t.inflection
            for t in words
        ),
        progressive=_progressive(words),
        negative=any(
            t.lemma in {"ない", "ぬ", "ず", "まい"} and t.pos in {"AUX", "ADJ"} for t in words
        ),
    )


def _particle(words: list[Token]) -> str:
    kept: list[str] = []
    for token in reversed(words):
        if token.pos in {"ADP", "SCONJ"} and token.tag.startswith("助詞"):
            kept.append(token.text)
        else:
            break
    return "".join(reversed(kept))


def _progressive(words: list[Token]) -> bool:
    texts = [t.text for t in words]
    for index, token in enumerate(words[:-1]):
        # 予定である is no course of things, 決めてある and 進んでいる are.
        joins = token.text in {"て", "で"} and not token.tag.startswith("助動詞")
        if joins and words[index + 1].lemma in {"いる", "おる", "ある"}:
            return True
    return "中" in texts[-3:] and any(t.tag.startswith("接尾辞") and t.text == "中" for t in words)


def _form(
    words: list[Token], inflected: Token | None, following: Token | None, *, comma: bool
) -> Form:
    last = words[-1] if words else None
    if last is None or following is None:
        return "final"
    joins = last.pos in {"SCONJ", "ADP", "NOUN"} and last is not inflected
    if joins and last.pos == "SCONJ" and last.text in {"て", "で", "つつ", "ながら"}:
        return "conjunctive"
    if (
        joins
        and comma
        and last.text in {"が", "けれど", "ので", "ため", "し", "ものの", "から", "ほか", "ところ"}
    ):
        return "conditional"
    if last.text == "と" and last.pos in {"ADP", "SCONJ"}:
        return "quote"
    if last.text in {"ば", "たら", "なら", "と"}:
        return "conditional"
    if inflected is None:
        return "conjunctive" if comma else "final"
    if "連用形" in inflected.inflection and inflected is last:
        return "conjunctive"
    if "連体形" in inflected.inflection:
        return "attributive"
    if "終止形" in inflected.inflection and following.pos in {"NOUN", "PROPN", "PRON"}:
        return "attributive"  # also before a comma: 実施する、兵に対する教育
    return "conditional" if comma else "final"

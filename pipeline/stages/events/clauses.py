"""Sentences as chunks (bunsetsu) and clauses: who hangs on which predicate, in what form.

GiNZA's tree is read with two corrections that this genre needs. A topic (…は) and a
subject or date set off by a comma belong to the main predicate to the right of a relative
clause, not to the relative clause itself. And a chunk without any parse (a headline of
bare nouns) is a clause of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Sentence, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.chunks import Chunk, read_chunks

# What is announced, taken up by a noun: …する方針を明らかにした.
_PLAN = ("方針を", "考えを", "意向を", "見通しを", "計画を", "予定を", "ことを", "見解を")
_TIME_NOUNS = frozenset("年月日週時分春夏秋冬末旬")
# What ends a clause and adds the next to it: …と会談する|ほか、….
_ADDING = frozenset({"ほか、", "他、", "一方、", "一方で、", "反面、"})
# The same in one chunk: 会談を|行うとともに、.
_ADDED = deferred(
    r"[うくぐすずつづぬぶむるた](?:と(?:ともに|共に|同時に)|のに加え(?:て)?|ほか|一方(?:で)?)、$"
)
# …を計画している|ことについて、: a particle in the form of a verb.
_ABOUT = deferred(r"(?:について|に関して?|に対して?|をめぐって|をめぐり)[もは]?、?$")
# 会談し話し合った|のちの: what joins the clause before it to a later day or act.
_LATER = deferred(r"(?:のち|後|あと|直後|翌[日週月年])の")
# 協議が、…で|行われ、: what is held is the nearest subject.
_IS_HELD = deferred(
    r"(?:行わ|行な|開か|開催さ|実施さ|持た|もた|設けら)れ|(?:開幕|閉幕|始ま|終了し|スタートし)"
)
_KANJI_NUMBERS = frozenset("〇一二三四五六七八九十")


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence's chunks, with the predicate chunk that each chunk belongs to.

    ``owner[i]`` is the index of the nearest predicate above chunk ``i`` (its own index
    for a predicate, -1 when there is none).
    """

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    owner: tuple[int, ...]

    @property
    def text(self) -> str:
        """The sentence with its spaces: offset ``i`` is offset ``sentence.span.start + i``."""
        at = self.sentence.span.start
        words = []
        for token in self.sentence.tokens:
            words.append(" " * (token.span.start - at) + token.text)
            at = token.span.end
        return "".join(words)

    def chunk_at(self, position: int) -> Chunk | None:
        """The chunk that holds a text offset."""
        for chunk in self.chunks:
            if chunk.span.start <= position < chunk.span.end:
                return chunk
        return None

    def predicate_of(self, position: int) -> Chunk | None:
        """The predicate that the chunk at a text offset is, or hangs on."""
        chunk = self.chunk_at(position)
        if chunk is None:
            return None
        owner = self.owner[chunk.index]
        return self.chunks[owner] if owner >= 0 else None

    def words_of(self, predicate: Chunk) -> str:
        """A predicate with the word that its する leans on: 明らかに|した."""
        leans = predicate.index > 0 and predicate.text.startswith(("した", "して", "する", "しま"))
        before = self.chunks[predicate.index - 1].text if leans else ""
        return before + predicate.text

    def segment(self, position: int) -> Span:
        """The stretch between coordinate clause borders around a text offset.

        Borders are predicates that go on with a comma (会談し、… / 訪れたが、… / 会談する|ほか、…).
        """
        start, end = self.sentence.span
        for chunk in self.chunks:
            if not (_is_border(chunk) or self.adds(chunk)):
                continue
            if chunk.span.end <= position:
                start = chunk.span.end
            elif chunk.span.end < end:
                end = chunk.span.end
                break
        return Span(start, end)

    def adds(self, chunk: Chunk) -> bool:
        """Whether a chunk is the ほか、 or 一方、 that ends the clause before it."""
        if chunk.text not in _ADDING or chunk.index == 0:
            return False
        before = self.chunks[chunk.index - 1]
        return before.predicate and before.form == "attributive"

    def leads_up(self, chunk: Chunk) -> bool:
        """Whether a past predicate only tells after what the rest is done: 話し合った|のちの."""
        return chunk.predicate and _leads_up(chunk, self.chunks)

    def segments_before(self, position: int) -> list[Span]:
        """The coordinate segments left of the one at ``position``, nearest first."""
        found: list[Span] = []
        here = self.segment(position)
        while here.start > self.sentence.span.start:
            here = self.segment(here.start - 1)
            found.append(here)
        return found


def _is_border(chunk: Chunk) -> bool:
    if not (chunk.predicate and chunk.comma):
        return False
    return chunk.form in {"conjunctive", "conditional"} or bool(_ADDED.search(chunk.text))


def read_clauses(sentence: Sentence) -> Clauses:
    """Read the chunks and clauses of a parsed sentence. Pure; spans are text offsets."""
    chunks = _nearest_heads(read_chunks(sentence))
    return Clauses(sentence, chunks, _owners(chunks))


def _nearest_heads(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """会談し両国の協力を話し合ったのちの20日に…発表した: the talks go on to what they discussed.

    A conjunctive predicate without a comma hangs on the next predicate, not past it, where
    that one is in the past and only tells when the rest is done. What is held hangs on the
    nearest predicate that says so.
    """
    made = list(chunks)
    for chunk in chunks:
        held = _held_there(chunk, chunks)
        if held is not None and held < chunk.head:
            made[chunk.index] = replace(chunk, head=held)
        if not (chunk.predicate and chunk.form == "conjunctive") or chunk.comma:
            continue
        between = chunks[chunk.index + 1 : chunk.head]
        near = next((c for c in between if c.predicate and not _ABOUT.search(c.text)), None)
        if near is not None and _leads_up(near, chunks):
            made[chunk.index] = replace(chunk, head=near.index)
    return tuple(made)


def _leads_up(predicate: Chunk, chunks: tuple[Chunk, ...]) -> bool:
    following = chunks[predicate.index + 1 : predicate.index + 2]
    relative = predicate.past and predicate.form == "attributive"
    return relative and any(_LATER.match(c.text) for c in following)


def _owners(chunks: tuple[Chunk, ...]) -> tuple[int, ...]:
    owner = [c.index if c.predicate else _climb(chunks, c) for c in chunks]
    for chunk in chunks:
        above = owner[chunk.index]
        if chunk.predicate or above < 0:
            continue
        if _content_begins(chunk, chunks, above) or _opens_day(chunk, chunks):
            owner[chunk.index] = chunks[-1].index
            continue
        if chunks[above].form not in {"attributive", "quote"}:
            continue
        announced = chunks[above].form == "quote"
        if _announces(chunk, chunks) if announced else _outranks(chunk, chunks, chunks[above]):
            later = _main_after(chunks, above)
            if later is not None and chunks[later].form == "quote" and _announces(chunk, chunks):
                later = _main_after(chunks, later)  # 五日、四月で調整した来日を延ばすと発表した
            if later is not None:
                owner[chunk.index] = later
            elif not announced and chunks[-1].index > above and not chunks[-1].predicate:
                owner[chunk.index] = -1  # 両省は11日、研究に関する覚書に調印。
    for chunk, following in pairwise(chunks):
        if _goes_to(chunk, following):
            owner[chunk.index] = owner[following.index]
    return tuple(owner)


def _held_there(chunk: Chunk, chunks: tuple[Chunk, ...]) -> int | None:
    """日韓の「政策対話」が、都内で行われ、…で一致した: what the nearest predicate tells of."""
    if chunk.predicate or chunk.particle != "が":
        return None
    for later in chunks[chunk.index + 1 :]:
        if later.predicate:
            goes_on = later.form == "conjunctive" and later.comma
            return later.index if goes_on and _IS_HELD.match(later.text) else None
        if later.particle in {"が", "は"}:
            return None
    return None


def _goes_to(chunk: Chunk, following: Chunk) -> bool:
    """Whether two chunks are one stretch of days, set off by a comma: 10月5日|~6日、."""
    joined = following.text.startswith(("~", "～", "〜", "－", "―")) or chunk.particle == "から"
    return joined and following.comma and _is_time(chunk) and _is_time(following)


def _climb(chunks: tuple[Chunk, ...], chunk: Chunk) -> int:
    seen = {chunk.index}
    at = chunk.head
    while at not in seen:
        seen.add(at)
        if chunks[at].predicate:
            return at
        at = chunks[at].head
    right = (c.index for c in chunks[chunk.index + 1 :] if c.predicate)
    return next(right, -1)


def _outranks(chunk: Chunk, chunks: tuple[Chunk, ...], relative: Chunk) -> bool:
    """Whether a chunk belongs past a relative clause.

    A topic does, a subject or a date set off by a comma, and a date right after a topic.
    """
    if chunk.particle in {"は", "には", "では", "とは", "も"} and relative.index - chunk.index > 0:
        return True
    is_time = _is_time(chunk)
    if is_time and chunk.index > 0 and chunks[chunk.index - 1].particle == "は":
        return True
    following = chunks[chunk.index + 1]
    if chunk.particle == "が" and following.comma and _is_time(following):
        return True  # 外務省が28日、日本が…を計画していることに抗議した
    if not chunk.comma:
        return False
    return chunk.particle in {"が", "は"} or (is_time and chunk.particle in {"", "に"})


def _is_time(chunk: Chunk) -> bool:
    """Whether a chunk names a time; 五日 and 1日 are one token, 5日 are two."""
    return any(
        t.text in _TIME_NOUNS
        or (t.text[-1:] in _TIME_NOUNS and (t.text[0] in _KANJI_NUMBERS or t.text[0].isdecimal()))
        for t in chunk.tokens
    )


def _announces(chunk: Chunk, chunks: tuple[Chunk, ...]) -> bool:
    """外務省が20日、…したと発表した: who announced, and when, stand first, before a comma."""
    is_time = _is_time(chunk)
    if is_time and chunk.comma and chunk.index <= 3:
        return True
    following = chunks[chunk.index + 1] if chunk.index + 1 < len(chunks) else None
    return (
        chunk.index <= 2
        and chunk.particle in {"は", "が"}
        and following is not None
        and following.comma
        and _is_time(following)
    )


def _opens_day(chunk: Chunk, chunks: tuple[Chunk, ...]) -> bool:
    """3カ国は9日、2035年の配備を目指し、…と発表した: a day does not hang on the day after it."""
    above = chunks[chunk.head]
    alone = chunk.comma and not chunk.particle and chunk.head == chunk.index + 1
    return alone and _is_time(chunk) and _is_time(above) and chunks[-1].predicate


def _content_begins(chunk: Chunk, chunks: tuple[Chunk, ...], above: int) -> bool:
    """国防相は5日、豪州が護衛艦を選び、配備する方針を明らかにした: who announces, and when.

    The first of several clauses that are announced has a subject of its own.
    """
    if chunks[above].form != "conjunctive" or not _announces(chunk, chunks):
        return False
    topic = any(c.particle == "は" for c in chunks[: chunk.index + 1])
    # 2035年の配備を目指して開発する is one clause, and announced as a whole.
    own = not chunks[above].comma or any(
        c.particle == "が" for c in chunks[chunk.index + 1 : above]
    )
    said = any(c.form == "quote" or c.text.startswith(_PLAN) for c in chunks[above + 1 :])
    return topic and own and said and chunks[-1].predicate


def _main_after(chunks: tuple[Chunk, ...], index: int) -> int | None:
    for chunk in chunks[index + 1 :]:
        adverb = chunk.form == "conjunctive" and chunk.text.endswith("く")
        if chunk.form == "attributive" or adverb or _ABOUT.search(chunk.text):
            continue
        if chunk.predicate:
            return chunk.index
    return None

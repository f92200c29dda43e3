"""Chunks of a sentence: how a predicate goes on, its tense and aspect."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.stages.events.chunks import Chunk, read_chunks

pytestmark = pytest.mark.model

# (sentence, a stretch of it, the form of the predicate that holds the stretch)
FORMS = [
    ("両氏は東京で会談し、協定に署名した。", "会談し", "conjunctive"),
    ("両氏は東京で会談して、協定に署名した。", "会談して", "conjunctive"),
    ("両氏は東京で会談し、協定に署名した。", "署名した", "final"),
    ("東京で会談した首相は帰国した。", "会談した", "attributive"),
    ("両氏が会談すると発表した。", "会談する", "quote"),
    ("首相は会談したが、署名はしなかった。", "会談した", "conditional"),
    # a verbal noun before a comma goes on as a verb does, once it governs something
    ("両氏は外相と会談、協定に署名した。", "会談", "conjunctive"),
    # nor does a noun that is under way need a verb
    ("両国は条約の文案を協議中で、英国も関心を示している。", "協議中", "conjunctive"),
    # or one that says which act it was
    ("来日は演習の一環で、英軍機は千歳に、仏軍機は百里に展開する。", "一環", "conjunctive"),
    ("英軍機は2年連続の来日で、仏軍機は百里に展開する。", "来日", "conjunctive"),
]
# (sentence, a stretch, past, progressive, negative)
TENSES = [
    ("両氏は東京で会談した。", "会談", True, False, False),
    ("両氏は東京で会談する。", "会談", False, False, False),
    ("両軍は訓練を実施している。", "実施", False, True, False),
    ("両軍は訓練を実施していた。", "実施", True, True, False),
    ("両氏は会談しなかった。", "会談", True, False, True),
    ("両氏は会談せず、帰国した。", "会談", False, False, True),
    ("両氏は会談を行ったところ、概要は次のとおりです。", "行った", True, False, False),
    ("政府間の協議を本格化させる。", "本格化", False, False, False),
]


@pytest.fixture(scope="module")
def chunks_of(annotate: Any) -> Any:
    texts = list(dict.fromkeys(text for table in (FORMS, TENSES) for text, *_ in table))
    read = dict(zip(texts, annotate(texts), strict=True))

    def one(text: str) -> tuple[Chunk, ...]:
        (sentence,) = read[text].sentences
        return read_chunks(sentence)

    return one


def that_holds(chunks: tuple[Chunk, ...], text: str, stretch: str) -> Chunk:
    at = text.index(stretch)
    return next(c for c in chunks if c.span.start <= at < c.span.end)


@pytest.mark.parametrize(("text", "stretch", "form"), FORMS)
def test_how_a_predicate_goes_on(text: str, stretch: str, form: str, chunks_of: Any) -> None:
    found = that_holds(chunks_of(text), text, stretch)
    assert found.predicate
    assert found.form == form


@pytest.mark.parametrize(("text", "stretch", "past", "progressive", "negative"), TENSES)
def test_tense_and_aspect(
    text: str, stretch: str, past: bool, progressive: bool, negative: bool, chunks_of: Any
) -> None:
    found = that_holds(chunks_of(text), text, stretch)
    assert (found.past, found.progressive, found.negative) == (past, progressive, negative)


def test_chunks_tile_their_sentence(chunks_of: Any) -> None:
    for text, *_ in (*FORMS, *TENSES):
        assert "".join(c.text for c in chunks_of(text)) == text

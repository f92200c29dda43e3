"""Clauses of a sentence: their borders, and what hangs on which predicate."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.model import Sentence, Span, Token
from pipeline.stages.events.clauses import Clauses, read_clauses

pytestmark = pytest.mark.model

# (sentence, a stretch, the text of the predicate that it belongs to begins so)
OWNERS = [
    ("首相は東京で会談した。", "東京", "会談"),
    ("首相は東京で会談し、協定に署名した。", "協定", "署名"),
    # a topic belongs past a relative clause
    ("首相は来日した大統領と会談した。", "首相", "会談"),
    ("首相は来日した大統領と会談した。", "大統領", "会談"),
    ("政府は難航していた交渉が妥結したことを歓迎した。", "政府", "歓迎"),
    # a subject and a date that a comma sets off do, too
    ("外相が13日、北京で開かれた会議に出席した。", "13日", "出席"),
    ("13日、東京で開かれた会議に外相が出席した。", "13日", "出席"),
    ("首相が13日、来日した大統領と会談した。", "首相", "会談"),
    ("13日、来日した大統領と会談した。", "13日", "会談"),
    # a day before another day
    ("両国は9日、2030年の配備を目指して開発すると発表した。", "9日", "発表"),
    # what a relative clause holds stays in it
    ("首相は13日に来日した大統領と会談した。", "13日", "会談"),
    ("会談は12日に来日した大統領の希望で実現した。", "会談", "実現"),
    # who announces, and when, hang on the announcing
    ("外務省は14日、両国が協定を結び、来月に公布すると発表した。", "14日", "発表"),
    ("外務省は14日、両国と協定を結び、来月に公布すると発表した。", "14日", "結び"),
    ("外務省は14日、両氏が会談したと発表した。", "外務省", "発表"),
    ("外務省は14日、両氏が会談したと発表した。", "14日", "発表"),
    ("外務省は14日、両氏が会談したと発表した。", "両氏", "会談"),
    # who protests, and when, do not act in what he protests against
    ("外務省が14日、両軍が訓練を行ったことについて、強く非難した。", "外務省", "非難"),
    ("外務省が14日、両軍が訓練を行ったことについて、強く非難した。", "14日", "非難"),
    ("外務省が14日、両軍が訓練を行ったことについて、強く非難した。", "両軍", "行った"),
]
SEGMENTS = [
    # coordinate clauses part where a predicate goes on with a comma
    ("首相は東京で会談し、協定に署名した。", "会談", "首相は東京で会談し、"),
    ("首相は東京で会談し、協定に署名した。", "協定", "協定に署名した。"),
    ("首相は外相と会談、大統領を訪ねた。", "会談", "首相は外相と会談、"),
    ("両氏は訪問、会談、署名の日程を決めた。", "会談", "両氏は訪問、会談、署名の日程を決めた。"),
    # a relative clause does not part anything
    ("首相は来日した大統領と会談した。", "来日", "首相は来日した大統領と会談した。"),
    # nor does a comma after a noun
    ("首相は13日、東京で会談した。", "東京", "首相は13日、東京で会談した。"),
]
TEXTS = [text for table in (OWNERS, SEGMENTS) for text, *_ in table]


@pytest.fixture(scope="module")
def read_clause(read: Any) -> Any:
    pages = read(TEXTS)

    def one(text: str) -> Clauses:
        (clauses,) = pages[text].clauses
        return clauses

    return one


@pytest.mark.parametrize(("text", "stretch", "predicate"), OWNERS)
def test_what_hangs_on_which_predicate(
    text: str, stretch: str, predicate: str, read_clause: Any
) -> None:
    found = read_clause(text).predicate_of(text.index(stretch))
    assert found is not None
    assert found.text.startswith(predicate)


@pytest.mark.parametrize(("text", "stretch", "segment"), SEGMENTS)
def test_coordinate_segments(text: str, stretch: str, segment: str, read_clause: Any) -> None:
    assert text[slice(*read_clause(text).segment(text.index(stretch)))] == segment


def test_segments_before_are_told_nearest_first(read: Any) -> None:
    text = "首相は10日に訪問し、11日に会談し、12日に協定に署名した。"
    (clauses,) = read([text])[text].clauses
    before = [text[slice(*s)] for s in clauses.segments_before(text.index("協定"))]
    assert before == ["11日に会談し、", "首相は10日に訪問し、"]


def test_chunks_tile_their_sentence(read_clause: Any) -> None:
    for text in dict.fromkeys(TEXTS):
        clauses = read_clause(text)
        assert "".join(c.text for c in clauses.chunks) == text
        assert [c.index for c in clauses.chunks] == list(range(len(clauses.chunks)))
        assert all(clauses.chunks[o].predicate for o in clauses.owner if o >= 0)
        for at in range(len(text)):
            assert clauses.segment(at).start <= at < clauses.segment(at).end


def test_a_headline_of_bare_nouns_has_no_predicate() -> None:
    tokens = tuple(
        Token(
            Span(at, at + 2), word, word, "NOUN", "名詞-普通名詞-一般", "", "ROOT", at // 2, at // 2
        )
        for at, word in enumerate("日英首脳会談")
        if at % 2 == 0
    )
    clauses = read_clauses(Sentence(Span(0, 6), tokens))
    assert clauses.predicate_of(0) is None
    assert clauses.segment(3) == Span(0, 6)
    assert clauses.chunk_at(99) is None

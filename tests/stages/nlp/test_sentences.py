"""Where sentences end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.nlp import split_sentences
from pipeline.stages.nlp.sentences import MAX_CHARACTERS


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        # plain ends
        ("会談した。署名した。", ["会談した。", "署名した。"]),
        ("本当か？！　はい。", ["本当か？！", "はい。"]),
        ("会談した．署名した．", ["会談した．", "署名した．"]),
        # a line break ends a sentence, white space belongs to none
        ("　日英首脳会談\n 首相が述べた", ["日英首脳会談", "首相が述べた"]),
        ("一行目\r\n\r\n二行目\u2028三行目", ["一行目", "二行目", "三行目"]),
        ("　\n \t\n", []),
        # not inside brackets that close later in the line
        ("首相は「会う。話す。」と述べた。次。", ["首相は「会う。話す。」と述べた。", "次。"]),
        ("（注。『題。』を含む。）終わり。次", ["（注。『題。』を含む。）終わり。", "次"]),
        # unless the line is all one speech
        ("「会う。来月は訪れる」", ["「会う。", "来月は訪れる」"]),
        ("首相「会う。来月は訪れる。」", ["首相「会う。", "来月は訪れる。」"]),
        ("「会う。来月だ」と述べた。", ["「会う。来月だ」と述べた。"]),
        # a bracket that never closes holds nothing together
        ("首相は「会う。話す。", ["首相は「会う。", "話す。"]),
        ("「開く（閉じない。」次。", ["「開く（閉じない。」次。"]),
        # a bracket opened in an earlier line closes with its sentence
        ("協力する。」と述べた", ["協力する。」", "と述べた"]),
        # signs that end nothing
        ("Yahoo!ニュースは１２．５％と伝えた。", ["Yahoo!ニュースは１２．５％と伝えた。"]),
        ("https://example.jp/?a=1を見る", ["https://example.jp/?a=1を見る"]),
        ("Really? そう!次", ["Really?", "そう!", "次"]),
    ],
)
def test_sentences_end_where_readers_see_them_end(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_a_sentence_too_long_for_the_tokenizer_is_cut_after_a_comma() -> None:
    text = "日本は、" * 1_000 + "会談した。"
    pieces = split(text)
    assert "".join(pieces) == text
    assert all(len(piece) <= MAX_CHARACTERS for piece in pieces)
    assert all(piece.endswith("、") for piece in pieces[:-1])


def test_a_sentence_without_any_comma_is_cut_hard() -> None:
    assert [len(piece) for piece in split("国" * 3_000)] == [1_400, 1_400, 200]


@given(st.text(alphabet="日英会談。．！？!?、「」（）『』\n 　a1１.\r" + "\ud800"))
def test_only_white_space_lies_outside_sentences(text: str) -> None:
    spans = split_sentences(text)
    at = 0
    for span in spans:
        assert text[at : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        assert "\n" not in text[span.start : span.end]
        at = span.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("unit", ["「", "」", "「。", "「）。", "「。」", "。", "国", "a?", "「（"])
def test_time_grows_with_the_length_alone(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "」）"
    start = time.perf_counter()
    split_sentences(text)
    assert time.perf_counter() - start < 5

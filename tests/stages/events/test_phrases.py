"""Phrases match what analysts mean by them: inflections, topics, gaps within a clause."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.events import load_event_rules
from pipeline.stages.events.phrases import (
    UnknownWordListError,
    alternation,
    inflected,
    phrase_pattern,
)

WORDS = {"pact": "(?:協定|覚書)", "gift": "(?:装備品|巡視船)"}
RULES = load_event_rules(Path(__file__).parents[3] / "rules" / "events").rules


def found(phrase: str, text: str) -> str | None:
    match = regex.search(phrase_pattern(phrase, WORDS), text)
    return match.group() if match else None


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("結ぶ", ["結ぶ", "結んだ", "結ばれた", "結び、", "結べば", "結ぼう"]),
        ("交わす", ["交わす", "交わした", "交わされ", "交わせ", "交わそう"]),
        ("開く", ["開く", "開いた", "開かれる", "開き、", "開けば"]),
        ("急ぐ", ["急ぐ", "急いだ", "急がせ", "急ぎ"]),
        ("会う", ["会う", "会った", "会い、", "会えば", "会おう"]),
        ("持つ", ["持つ", "持った", "持たれ", "持ち"]),
        ("臨む", ["臨む", "臨んだ", "臨み", "臨めば"]),
        ("送る", ["送る", "送った", "送られ", "送り、"]),
        ("迎える", ["迎える", "迎えた", "迎えて", "迎えられ", "迎え、"]),
        ("訪問する", ["訪問する", "訪問した", "訪問して", "訪問され", "訪問すれば", "訪問できる"]),
    ],
)
def test_every_inflection_of_a_verb(verb: str, forms: list[str]) -> None:
    for form in forms:
        assert found(verb, f"首相が{form}") is not None, form


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("結ぶ", "結果を示した"),  # another word that begins with the kanji
        ("迎える", "迎賓館に入った"),
        ("開く", "開始した"),
        ("訪問する", "訪問団が着いた"),
        ("会談", "会合を開いた"),
        ("{pact}…結ぶ", "協定を検討し、関係を結んだ"),  # the gap ends with its clause
        ("{pact}…結ぶ", "協定はない。国交を結んだ"),
        ("訓練を施す", "訓練を実施した"),  # 施 is half of another compound
        ("意見を交わす", "意見を述べ、握手を交わした"),
    ],
)
def test_what_a_phrase_leaves_alone(phrase: str, text: str) -> None:
    assert found(phrase, text) is None


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("会談", "日英首脳会談", "会談"),
        ("意見を交わす", "両氏は意見を率直に交わした", "意見を率直に交わし"),
        ("意見を交わす", "活発に意見が交わされた", "意見が交わさ"),  # passive
        ("意見を交わす", "意見も交わしている", "意見も交わし"),  # topic
        ("{pact}…結ぶ", "協定を新たに結んだ", "協定を新たに結ん"),
        ("{pact}…結ぶ", "覚書は10日に結ばれた", "覚書は10日に結ば"),
        ("{gift}を送る", "巡視船2隻を送った", "巡視船2隻を送っ"),
        ("/寄[港航]/", "佐世保に寄港した", "寄港"),  # between slashes: as it is
        ("/{pact}(?:に|へ)の署名/", "日豪が協定への署名を急ぐ", "協定への署名"),
    ],
)
def test_what_a_phrase_matches(phrase: str, text: str, words: str) -> None:
    assert found(phrase, text) == words


def test_special_characters_are_literal() -> None:
    assert found("2+2", "日豪2+2") == "2+2"
    assert found("2+2", "日豪222") is None


@pytest.mark.parametrize("phrase", ["{pakt}…結ぶ", "{pakt}", "/{pakt}の締結/", "協定と{pakt}"])
def test_unknown_word_lists_are_named(phrase: str) -> None:
    with pytest.raises(UnknownWordListError, match="pakt") as caught:
        phrase_pattern(phrase, WORDS)
    assert caught.value.name == "pakt"


PHRASES = [
    "会談",
    "首脳会談",
    "{pact}…結ぶ",
    "{pact}…交わす",
    "{gift}を送る",
    "{gift}を渡す",
    "/寄[港航]/",
]
PIECES = [
    *"を、。に会談首脳訪",
    "協定",
    "覚書",
    "装備品",
    "結んだ",
    "交わした",
    "送った",
    "渡す",
    "寄港",
]


@given(
    st.lists(st.sampled_from(PHRASES), min_size=1, unique=True),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)
def test_an_alternation_matches_where_any_phrase_does(phrases: list[str], text: str) -> None:
    together = regex.search(alternation(phrases, WORDS), text)
    apart = [m for p in phrases if (m := regex.search(phrase_pattern(p, WORDS), text))]
    assert (together is not None) == bool(apart)
    if together is not None:
        assert together.start() == min(m.start() for m in apart)


def test_an_alternation_takes_the_longest_phrase() -> None:
    pattern = alternation(["会談", "会談後の会見"], {})
    assert regex.search(pattern, "会談後の会見で").group() == "会談後の会見"


def test_verbs_of_one_word_list_take_the_nearest() -> None:
    pattern = alternation(["{pact}…結ぶ", "{pact}…交わす"], WORDS)
    assert regex.search(pattern, "協定を結んだ後に言葉を交わした").group() == "協定を結ん"


def test_every_plain_trigger_matches_itself() -> None:
    plain = {p for r in RULES for p in r.entry.trigger if not regex.search(r"[/{…]", p)}
    assert len(plain) > 100
    for phrase in plain:
        match = regex.match(phrase_pattern(phrase, {}), phrase)
        assert match is not None, phrase
        assert len(match.group()) >= len(phrase) - 1  # 迎える keeps its stem


@given(st.text(alphabet="結会送迎うくぐすつぬぶむるをたいえ", min_size=1, max_size=6))
def test_any_word_matches_itself(word: str) -> None:
    assert regex.match(inflected(word), word)

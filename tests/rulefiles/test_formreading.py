"""The form of a pattern: in how many ways it may match, and what it cannot do without."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.rulefiles.formreading import form_of
from pipeline.stages.cleaning import load_cleaning_rules
from pipeline.stages.dates import load_date_rules


@pytest.mark.parametrize(
    ("pattern", "ways", "degree", "required"),
    [
        ("年内", 1, 0, "年内"),
        ("[0-9]{1,2}月", 2, 0, "月"),
        ("(?:今|来)年", 1, 0, "年"),
        ("(?:今|今度の|来)年", 2, 0, "年"),
        ("(?:今|[昨今]|来)年", 2, 0, "年"),
        ("(?:今|.)年", 2, 0, "年"),
        ("年度?", 2, 0, "年"),
        ("(?:年|年度)末", 2, 0, "末"),
        ("(?:a{1,3}){2}", 9, 0, "a"),
        ("a+", 1, 1, "a"),
        ("a*b+c", 1, 2, "b c"),
        ("a+|b+c+", 1, 2, ""),
        ("(?:今|来)*年", 1, 1, "年"),
        ("(?:今|今度)*年", 1, inf, "年"),
        ("(?:a+)+", 1, inf, "a"),
        ("(?:a+b){2}", 1, 2, "a b"),
        ("(?:a?){50}", 1, inf, ""),
        ("(?<!第)[0-9]{2}日(?=に)", 1, 0, "日 に"),
        ("(?:(?<=今)|(?<=来))年", 2, 0, "年"),
        (r"\d\.\d", 1, 0, "."),
        ("[^年]日", 1, 0, "日"),
        ("(?P<year>[0-9]{4})年", 1, 0, "年"),
        ("(?i)may", 1, inf, ""),
        (".月", 1, 0, "月"),
        ("a{3}b{2,}", 1, 1, "a b"),
        (r"\p{Han}{2}日", 1, 0, "日"),
        (r"\u3000年\x20", 1, 0, "年"),
        ("共同(?:訓練)?の予定", 2, 0, "共同 の予定"),
        (r"会談\)+。", 1, 1, "会談 ) 。"),
    ],
)
def test_forms(pattern: str, ways: float, degree: float, required: str):
    form = form_of(pattern)
    assert (form.ways, form.degree) == (ways, degree)
    assert form.required == frozenset(required.split())


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("会談|協議", inf),
        ("(?:a?b?){9}", 0),
        ("(?:会|会会)+談", 0),
        ("会+談", 1000),
        ("^会+談", 1_000_000),
        (r"^\s*(?:会談|協議)\s*$", 1000),
        (r"(?:^会+|談)協議", 1000),
        (r"(?=^会)談+", 1000),
    ],
)
def test_forms_tell_the_length_of_texts_that_cost_little(pattern: str, longest: float):
    assert form_of(pattern).longest(1000, 1_000_000) == longest


@pytest.mark.parametrize(
    ("pattern", "choice"),
    [
        ("今|来|昨", "今 来 昨"),
        ("(?:今|来)年", "今 来"),
        ("今春|来春", "今春 来春"),
        ("[春夏秋冬]に", "春 夏 秋 冬"),
        ("(?:春|秋)?から", ""),
        ("(?:春|[0-9])から", ""),
        ("[^春]", ""),
        ("春", ""),
        ("(?:春|秋|冬)(?:上|下)", "上 下"),
        ("(?:春|秋|冬)の(?:前半|後半)", "前半 後半"),
        ("前の記事|次の(?:頁|節)|関連$", "前の記事 次の 関連"),
    ],
)
def test_forms_tell_what_one_of_must_be_there(pattern: str, choice: str):
    assert form_of(pattern).choice == frozenset(choice.split())


@pytest.mark.parametrize(
    ("pattern", "openings"),
    [
        ("会談", None),
        ("^会談", "会"),
        ("^(?:会|協)談", "会 協"),
        (r"^\s*第", r"\s 第"),
        (r"^(?!第)[+-]?\d", r"+ - \d"),
        ("^[^会]談", None),
        (r"^[か-ぎ\]]", "か が き ぎ ]"),
        ("^[一-龯]", None),
        ("^.会", None),
        ("^会?$", None),
        ("^会|談", None),
        (r"^(?i:may)", None),
        (r"^[A\w]", None),
        (r"^[\p{Han}A]", None),
    ],
)
def test_forms_tell_with_what_a_text_must_begin(pattern: str, openings: str | None):
    expected = None if openings is None else frozenset(openings.split())
    assert form_of(pattern).openings == expected


@pytest.mark.parametrize("text", ["２回", "2回", "\u3000第2回", "\t第2回", "第2回", "回", ""])
def test_digits_and_white_space_of_any_kind_open_a_text(text: str):
    pattern = r"^(?:\d|\s+第|第)"
    assert form_of(pattern).may_match(text) == bool(regex.search(pattern, text))


def test_the_letters_of_a_group_without_case_are_not_required():
    pattern = "(?i:photo|写真)の提供"
    assert form_of(pattern).required == {"の提供"}
    assert form_of(pattern).may_match("PHOTOの提供")


def test_forms_tell_hopeless_texts():
    form = form_of("(?:今|来)年度の[春秋]")
    texts = ("来年度の秋", "年来の年度の秋", "年度の秋", "今年度春", "今の年の度の秋")
    assert [form.may_match(text) for text in texts] == [True, True, False, False, False]


PIECES = st.sampled_from(  # what patterns are made of
    [
        "会",
        "談",
        "共同",
        "訓練",
        "[会談]",
        "(?:共同|訓練)",
        "(?:会|談の)?",
        "談+",
        "(?=会)",
        ".",
        "の{2}",
        "^",
        "[^会]",
        "(?:^共|談)",
        "[あ-ん]?",
    ]
)
TEXTS = st.text(st.sampled_from("会談共同訓練の"), max_size=12)


@given(st.lists(PIECES, min_size=1, max_size=5), TEXTS)
@example(["(?=会)", "談"], "談会")
def test_no_match_is_ever_called_hopeless(pieces: list[str], text: str):
    pattern = "".join(pieces)
    if regex.search(pattern, text):
        assert form_of(pattern).may_match(text)


@pytest.mark.parametrize("folder", ["cleaning", "dates"])
def test_no_match_of_a_rule_is_called_hopeless(folder: str, project: Path):
    """The patterns of the rules as they are, on the lines of the seeds."""
    lines = [
        line
        for path in sorted((project / "seeds").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    patterns = set(compiled_patterns(project / "rules", folder))
    assert len(patterns) > 50
    wrong = []
    for pattern in patterns:
        form, compiled = form_of(pattern), regex.compile(pattern)
        hopeless = [line for line in lines if not form.may_match(line)]
        wrong += [(pattern, line) for line in hopeless if compiled.search(line)]
    assert wrong == []


def compiled_patterns(rules: Path, folder: str) -> Iterator[str]:
    if folder == "cleaning":
        yield from (cue.pattern.pattern for cue in load_cleaning_rules(rules / folder).cues)
    else:
        loaded = load_date_rules(rules / folder)
        yield from (rule.pattern.compiled.pattern for rule in loaded.expressions)

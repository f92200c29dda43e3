"""The form of a pattern: in how many ways it may match, and what it cannot do without."""

from __future__ import annotations

from math import inf

import pytest

from pipeline.rulefiles.formreading import form_of
from pipeline.rulefiles.sieve import Sieve


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


def test_the_letters_of_a_group_without_case_are_not_required():
    pattern = "(?i:photo|写真)の提供"
    assert form_of(pattern).required == {"の提供"}
    assert Sieve([pattern]).passed("PHOTOの提供")

"""The form of a pattern: in how many ways it may match, and what it cannot do without."""

from __future__ import annotations

from math import inf

import pytest

from pipeline.rulefiles.forms import form_of


@pytest.mark.parametrize(
    ("pattern", "ways", "required"),
    [
        ("年内", 1, "年内"),
        ("[0-9]{1,2}月", 2, "月"),
        ("(?:今|来)年", 2, "年"),
        ("年度?", 2, "年"),
        ("(?:年|年度)末", 2, "年末"),
        ("(?:a{1,3}){2}", 9, "a"),
        ("a+", inf, "a"),
        ("(?:a+)+", inf, "a"),
        ("(?:a?){50}", inf, ""),
        ("(?<!第)[0-9]{2}日(?=に)", 1, "日に"),
        ("(?:(?<=今)|(?<=来))年", 2, "年"),
        (r"\d\.\d", 1, "."),
        ("[^年]日", 1, "日"),
        ("(?P<year>[0-9]{4})年", 1, "年"),
        ("(?i)may", inf, ""),
        (".月", 1, "月"),
        ("a{3}b{2,}", inf, "ab"),
        (r"\p{Han}{2}日", 1, "日"),
        (r"\u3000年\x20", 1, "年"),
    ],
)
def test_forms(pattern: str, ways: float, required: str):
    form = form_of(pattern)
    assert (form.ways, form.required) == (ways, frozenset(required))


@pytest.mark.parametrize(
    ("pattern", "choice"),
    [
        ("今|来|昨", "今来昨"),
        ("(?:今|来)年", "今来"),
        ("今春|来春", "今来"),
        ("[春夏秋冬]に", "春夏秋冬"),
        ("(?:春|秋)?から", ""),
        ("(?:春|[0-9])から", ""),
        ("[^春]", ""),
        ("春", ""),
        ("(?:春|秋|冬)(?:上|下)", "上下"),
    ],
)
def test_forms_tell_what_one_of_must_be_there(pattern: str, choice: str):
    assert form_of(pattern).choice == frozenset(choice)


def test_forms_tell_of_which_branches_one_must_be_there_whole():
    form = form_of("前の記事|次の(?:頁|節)|関連$")
    assert form.branches == {frozenset("前の記事"), frozenset("次の"), frozenset("関連")}
    texts = ("前の記事", "次の節", "関連", "前の年", "次", "連")
    assert [form.may_match(set(text)) for text in texts] == [True] * 3 + [False] * 3


def test_forms_tell_hopeless_texts():
    form = form_of("(?:今|来)年[春秋]")
    texts = ("来年秋", "年来の秋", "年秋", "今秋")
    assert [form.may_match(set(text)) for text in texts] == [True, True, False, False]

"""Patterns wait until they are used, and then do what compiled ones do."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
import regex

from pipeline.rulefiles import compile_regex, deferred, remembering


def test_a_deferred_pattern_does_what_a_compiled_one_does() -> None:
    source = r"(?P<who>日英|日豪)の(会談|協議)"
    lazy, compiled = deferred(source), regex.compile(source)
    text = "日英の会談と日豪の協議"
    assert lazy.pattern == source
    assert [m.span() for m in lazy.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert lazy.sub("…", text) == compiled.sub("…", text)
    assert (lazy.groups, lazy.groupindex) == (compiled.groups, compiled.groupindex)
    assert pickle.loads(pickle.dumps(lazy)).search(text).group("who") == "日英"


def test_what_is_wrong_with_a_pattern_shows_at_its_first_use() -> None:
    lazy = deferred("(会談")
    with pytest.raises(regex.error):
        lazy.search("会談")
    with pytest.raises(AttributeError, match="nothing"):
        lazy.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_known_pattern_is_the_same_after_a_start(tmp_path) -> None:
    text = "日英の会談"
    for _ in range(2):
        with remembering(tmp_path):
            pattern = compile_regex("(?:日|英)+の(?P<act>会談|協議)")
        assert pattern.search(text).group("act") == "会談"
    with remembering(tmp_path), pytest.raises(regex.error):
        compile_regex("(会談")


def test_a_start_compiles_no_pattern_of_the_program() -> None:
    code = (
        "import regex; real = regex.compile; seen = []\n"
        "regex.compile = lambda *a, **k: seen.append(a[0]) or real(*a, **k)\n"
        "import pipeline.flow, pipeline.review, pipeline.tuning, pipeline.evaluation\n"
        "print(seen)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

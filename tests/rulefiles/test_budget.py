"""Patterns on a time budget, and patterns remembered between starts."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
import regex

from pipeline.rulefiles import GuardedPattern, compile_regex, guarded, noting_stops, remembering

EXPLOSIVE = "(?:会|会会)+談"
RUN = "会" * 40 + "、談"


def test_a_runaway_pattern_is_stopped_noted_and_finds_nothing() -> None:
    pattern = guarded(EXPLOSIVE, "meeting.x")
    assert isinstance(pattern, GuardedPattern)
    start = time.process_time()
    with noting_stops() as stopped:
        assert pattern.search(RUN) is None
        assert list(pattern.finditer(RUN)) == []
        assert pattern.match(RUN) is None
        assert pattern.sub("", RUN) == RUN
    # Of its own time: on a busy machine the clock on the wall runs on.
    assert time.process_time() - start < 5
    assert stopped == {"meeting.x": RUN}
    assert pattern.search("首相が会談")[0] == "会談"


def test_harmless_patterns_are_used_as_they_are() -> None:
    assert isinstance(guarded("会談|[協商]議{1,3}", "x"), regex.Pattern)


@pytest.mark.parametrize(
    "pattern", ["会談", "(?P<year>[0-9]{4})年|(?P<era>令和)", "\\p{Han}+(?<!国)"]
)
def test_a_remembered_pattern_matches_alike(pattern: str, tmp_path: Path) -> None:
    text = "2025年、令和の首脳会談を両国"
    expected = [(m.span(), m.groupdict()) for m in regex.finditer(pattern, text)]
    for _ in range(2):
        with remembering(tmp_path):
            known = compile_regex(pattern)
        assert [(m.span(), m.groupdict()) for m in known.finditer(text)] == expected
        assert known.pattern == pattern


def test_a_damaged_entry_is_made_anew(tmp_path: Path) -> None:
    with remembering(tmp_path):
        compile_regex("会談")
    database = sqlite3.connect(tmp_path / "rules.sqlite")
    database.execute("UPDATE entry SET data = zeroblob(length(data))")
    database.commit()
    database.close()
    with remembering(tmp_path):
        assert compile_regex("会談").search("会談")

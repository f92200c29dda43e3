"""Confidence: grounds add up to log odds; what is not known counts nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RenkeiError
from pipeline.stages.events import EventRules
from pipeline.stages.events.confidence import Confidence, load_confidence

WEIGHTS = {"date:own": 1.0, "date:none": -1.0, "told:twice": 0.5}
SCALE = Confidence(0.0, WEIGHTS, 0.0)


@pytest.mark.parametrize(
    ("grounds", "confidence"),
    [
        ([], 0.5),
        (["date:own"], 0.73),
        (["date:none"], 0.27),
        (["date:own", "date:none"], 0.5),
        (["date:own", "told:twice"], 0.82),
        (["date:own", "rule:unheard.of"], 0.73),
    ],
)
def test_grounds_add_up(grounds: list[str], confidence: float) -> None:
    assert SCALE.of(grounds) == confidence


@given(
    st.lists(st.sampled_from([*WEIGHTS, "rule:unheard.of"]), max_size=8),
    st.floats(-30, 30),
)
def test_confidence_is_a_probability_of_two_digits(grounds: list[str], base: float) -> None:
    confidence = Confidence(base, WEIGHTS, 0.0)
    assert 0 <= confidence.of(grounds) <= 1
    assert confidence.of(grounds) == round(confidence.of(grounds), 2)
    assert confidence.of([*grounds, "date:own"]) >= confidence.of(grounds)


def test_the_file_is_read(tmp_path: Path) -> None:
    text = "note: n\nfitted_on: o\nminimum: 0.2\nbase: -1\nweights:\n  named:\n    0: -0.5\n"
    (tmp_path / "confidence.yaml").write_text(text, encoding="utf-8")
    assert load_confidence(tmp_path, tmp_path) == Confidence(-1.0, {"named:0": -0.5}, 0.2)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("minimum: 1.5", "less than or equal to 1"),
        ("minimum: 0.5\nbase: high", "base"),
        ("minimum: 0.5\nbasis: 1", "did you mean 'base'"),
    ],
)
def test_mistakes_in_the_file_are_told(line: str, problem: str, tmp_path: Path) -> None:
    rest = "" if "bas" in line else "\nbase: 1"
    text = f"note: n\nfitted_on: o\n{line}{rest}\nweights: {{}}\n"
    (tmp_path / "confidence.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RenkeiError, match=problem):
        load_confidence(tmp_path, tmp_path)


@pytest.mark.model
def test_every_event_says_what_its_confidence_is_made_of(
    read: Any, event_rules: EventRules
) -> None:
    text = "上川外相は13日、ロンドンで英国のキャメロン外相と会談した。"
    (event,) = read([text])[text].events()
    assert event.confidence == event_rules.confidence.of(event.grounds)
    grounds = dict(ground.split(":", 1) for ground in event.grounds)
    assert len(grounds) == len(event.grounds)
    assert grounds["rule"] == event.rule_id
    assert (grounds["date"], grounds["status"], grounds["place"]) == ("own", "completed", "body")
    assert (grounds["told"], grounds["record"], grounds["parties"]) == ("once", "central", "2")


@pytest.mark.model
def test_firm_tellings_are_surer_than_vague_ones(read: Any) -> None:
    firm = "日英外相が会談\n上川外相は13日、ロンドンで英国のキャメロン外相と会談した。"
    vague = "日英首脳会談\n大統領は声明を出した。議会は覚書の交渉を支持した。"
    pages = read([firm, vague], titled=True)
    (sure,) = pages[firm].events()
    assert all(event.confidence < sure.confidence for event in pages[vague].events())
    assert pages[vague].events()

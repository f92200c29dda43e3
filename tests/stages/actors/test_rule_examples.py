"""Every example in ``rules/actors`` holds: the rules prove themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.rulefiles import read_rule_file, rule_files
from pipeline.stages.actors import Lexicon, find_mentions

RULES = Path(__file__).parents[3] / "rules" / "actors"


def examples(kind: str) -> list[Any]:
    """The examples of one kind in all rule files, each under its group's id."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            for example in (value.get("examples") or {}).get(kind) or ():
                yield pytest.param(example, id=f"{value.get('id')}-{example['text']}")
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from walk(item)

    return [p for path in rule_files(RULES) for p in walk(read_rule_file(path).root.plain())]


def day_of(example: dict[str, Any]) -> date | None:
    return date.fromisoformat(example["day"]) if example.get("day") else None


@pytest.mark.parametrize("example", examples("match"))
def test_what_must_be_found(example: dict[str, Any], lexicon: Lexicon) -> None:
    mentions = find_mentions(example["text"], day_of(example), lexicon)
    found = {m.text: " ".join(m.codes) for m in mentions}
    wanted = {text: codes or "" for text, codes in example["find"].items()}
    assert {text: found.get(text) for text in wanted} == wanted


@pytest.mark.parametrize("example", examples("skip"))
def test_what_must_not_be_found(example: dict[str, Any], lexicon: Lexicon) -> None:
    found = {c for m in find_mentions(example["text"], day_of(example), lexicon) for c in m.codes}
    never = example.get("never") or "*"
    assert not (found if never == "*" else found & set(never.split()))


def test_every_group_and_pattern_has_examples() -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            if "note" in value and not (value.get("examples") or {}).get("match"):
                yield value["id"]
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from bare(item)

    found = [i for path in rule_files(RULES) for i in bare(read_rule_file(path).root.plain())]
    assert found == []

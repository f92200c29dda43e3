"""Patterns of rule files: named pieces put together, compiled, tried on their examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from pipeline.rulefiles.budget import guarded
from pipeline.rulefiles.reading import RuleText

_MAX_NESTING = 6


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """``pattern`` with every ``{{name}}`` replaced by the piece of that name.

    >>> expand("{{day}}に", {"day": "[0-9]+日"})
    '(?:[0-9]+日)に'
    """
    for _ in range(_MAX_NESTING):
        if "{{" not in pattern:
            break
        for name, body in macros.items():
            pattern = pattern.replace("{{" + name + "}}", f"(?:{body})")
    return pattern


def compile_rule(
    text: RuleText, path: tuple[Any, ...], pattern: str, macros: Mapping[str, str]
) -> Any:
    """The compiled pattern that stands at ``path`` of a rule file, or what is wrong with it.

    A pattern that could run away is guarded, under the id of the rule it stands in.
    """
    expanded = expand(pattern, macros)
    unknown = regex.search(r"\{\{(\w+)\}\}", expanded)
    if unknown:
        known = ", ".join(sorted(macros))
        node = text.root.locate(path)
        return text.error(node, f"no piece is called '{unknown[1]}'", f"Known pieces: {known}.")
    try:
        return guarded(expanded, _rule_id(text, path))
    except regex.error as error:
        node = text.root.locate(path)
        return text.error(
            node, f"is not a pattern: {error}", "Signs like ( [ * + ? need a \\ before them."
        )


def _rule_id(text: RuleText, path: tuple[Any, ...]) -> str:
    """The id of the rule around a place, or the place's own name where there is none."""
    value, found = text.plain(), ""
    for step in path:
        if isinstance(value, dict):
            found = str(value.get("id") or found)
        value = value[step]
    return found or ".".join(map(str, path))

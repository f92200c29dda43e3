"""Patterns: named fragments put in place, captured words turned into values."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import regex

from pipeline.rulefiles import compile_regex, deferred
from pipeline.stages.dates.numerals import number

# What a rule may capture or set, and what the resolvers know how to read. Numbers come in
# figures or kanji; the rest are words that a fragment gives a value, or plain marks.
_NUMBERS = """year short_year era_year bracket_year bracket_short month day hour minute second
count quarter decade weekday_count"""
_WORDS = """era year_word year_same month_word month_same day_word day_same near weekday
week_word week_same part_of_week part_of_month part_of_year part_of_fiscal season
unit direction halfday daypart named_day"""
_MARKS = "fiscal within half zone approximate stated from_context exact week_of"
NUMBERS, WORDS, MARKS = (frozenset(names.split()) for names in (_NUMBERS, _WORDS, _MARKS))
FIELDS = NUMBERS | WORDS | MARKS

Words = Mapping[str, Mapping[str, Any]]
Fields = dict[str, Any]

_SLOT = deferred(r"\{([a-z][a-z0-9_]*)\}")
_WORD_GROUP = deferred(r"\(\?P<(\w+)>([^()\[\]{}]*)\)")
# 昨年初めて is no 昨年初め, 4月初めて no 4月初.
_FIRST_TIME = r"(?!(?<=(?:初|始|はじ)め)て|(?<=初)め)"
_INTERVAL = deferred(r"(\d+)-(\d+)")
_INTEGER = deferred(r"[+-]?\d+")
_AS_FOLDED = str.maketrans(
    {"（": "[(]", "）": "[)]", "～": "~", "〜": "~", "－": "-", "　": " "}
    | {chr(0xFF10 + i): str(i) for i in range(10)}
)


class PatternError(ValueError):
    """What is wrong with a pattern and how to mend it, for the person who wrote it."""

    def __init__(self, problem: str, way_out: str = "") -> None:
        super().__init__(problem)
        self.way_out = way_out


def word_fragment(name: str, words: Mapping[str, Any]) -> str:
    """The pattern that captures one of ``words`` under ``name``, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    guard = _FIRST_TIME if "初め" in words else ""
    return f"(?P<{name}>{'|'.join(map(regex.escape, ordered)) or '(?!)'}){guard}"


def expand(pattern: str, fragments: Mapping[str, str], *, within: tuple[str, ...] = ()) -> str:
    """``pattern`` with every ``{name}`` replaced by that fragment.

    ``within`` names the fragments that it stands in. Raises :class:`PatternError` for an
    unknown name or a fragment that holds itself.
    """

    def put(match: regex.Match[str]) -> str:
        name = match[1]
        if name in within:
            ring = " → ".join((*within, name))
            raise PatternError(f"fragment '{name}' holds itself", f"Write one of them out: {ring}.")
        if name not in fragments:
            known = ", ".join(sorted(fragments))
            close = get_close_matches(name, fragments, n=1)
            way_out = f"Did you mean '{{{close[0]}}}'?" if close else ""
            raise PatternError(f"unknown fragment '{name}'; known: {known}", way_out)
        return f"(?:{expand(fragments[name], fragments, within=(*within, name))})"

    expanded: str = _SLOT.sub(put, pattern.translate(_AS_FOLDED))
    return expanded


def compile_pattern(expanded: str, words: Words) -> regex.Pattern[str]:
    """Compile a pattern without slots.

    Raises :class:`PatternError` for a fault, and for what no resolver could read: a group
    that is no field, a word that no fragment gives a value.
    """
    for name, listed in _WORD_GROUP.findall(expanded):
        for word in listed.split("|"):
            if name in WORDS and word and word not in words.get(name, {}):
                raise PatternError(f"no fragment gives '{word}' a value as {name}")
    try:
        compiled = compile_regex(expanded)
    except regex.error as error:
        raise PatternError(
            f"is not a pattern: {error}", "Signs like ( [ * + ? need a \\ before them."
        ) from None
    if unknown := sorted(set(compiled.groupindex) - FIELDS):
        raise PatternError(
            f"group '{unknown[0]}' is not a field; fields: {', '.join(sorted(FIELDS))}"
        )
    if compiled.fullmatch(""):
        raise PatternError("matches the empty text")
    return compiled


def given_value(text: str) -> Any:
    """A value written in a rule file: a number, an interval ``a-b``, or a word."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if interval := _INTERVAL.fullmatch(text):
        return int(interval[1]), int(interval[2])
    return text


def read_fields(match: regex.Match[str], words: Words) -> Fields | None:
    """What a match captured, as values; None when a numeral is not a number.

    >>> read_fields(regex.search("(?P<month>[一二三])月", "三月"), {})
    {'month': 3}
    """
    fields: Fields = {}
    for name, text in match.groupdict().items():
        if text is None:
            continue
        known = words.get(name)
        if known is not None and text in known:
            fields[name] = known[text]
        elif name in NUMBERS:
            value = number(text)
            if value is None:
                return None
            fields[name] = value
            if name == "short_year" and text[0] == "0":
                # 07年 is Western: nobody writes an era's year with a nought.
                fields["exact"] = text
        else:
            fields[name] = text
    return fields

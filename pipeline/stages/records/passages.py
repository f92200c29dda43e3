"""What several layouts ask of a stretch of lines: its headings, its text, its full stops."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rules import RecordRules

_HEADINGS = 2  # so many of the lines above a list say what it lists
HEADLINE = 60  # a headline is not longer than this
_POLITE = 40  # a heading that is a sentence is not longer than this
_LEAD = 60  # a list has no more text above its headings
_NEWS_LIKE = 0.7  # the least share of headings that read like news headlines
CALLS = ("!", "?", "！", "？")  # what ends a sentence and a headline alike
ENDS = ("。", *CALLS, "」", ")", "）")  # what ends a sentence


def headings_above(lines: Sequence[PageLine], first: int) -> tuple[str, ...]:
    """The texts of the first lines above line ``first`` that are no sentences.

    Example: 「国際短信」「第12号」 above the pieces of a digest.
    """
    return tuple(line.text for line in lines[:first] if not line.sentence)[:_HEADINGS]


def is_closed(line: PageLine, rules: RecordRules) -> bool:
    """True for a line that a full stop ends: 「…と述べた。」, but not 「…を届けました」."""
    return rules["line.closed"].search(line.text) is not None


def may_head(line: PageLine, rules: RecordRules) -> bool:
    """True for a line without a sentence, or with one that no full stop ends (届けました)."""
    if len(line.text) > HEADLINE:
        return False
    polite = len(line.text) <= _POLITE and not is_closed(line, rules) and "。" not in line.text
    return not line.sentence or polite


def tells_act(line: PageLine, rules: RecordRules) -> bool:
    """True for words that tell an act as headlines do (「国防相が歴訪」), no date line or note."""
    if line.sentence or line.alone or line.note:
        return False
    return rules["line.act"].search(line.text) is not None


def has_prose(lines: Sequence[PageLine]) -> bool:
    """True when any of the lines is running text."""
    return any(line.prose for line in lines)


def begins_article(lines: Sequence[PageLine]) -> bool:
    """True for more running text than the pieces of a list have above their headings."""
    return sum(len(line.text) for line in lines if line.prose) > _LEAD


def are_news(heads: Sequence[PageLine]) -> bool:
    """True when the headings read like news headlines: 「日豪が署名へ」, but not 「概要」."""
    return sum(line.headline for line in heads) >= _NEWS_LIKE * len(heads)

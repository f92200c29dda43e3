"""Lines that count up: 「1.」「2.」「3.」, 「(1)」「(2)」, 「①」「②」, 「一、」「二、」."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.rulefiles import deferred
from pipeline.stages.records.pageline import PageLine

# The signs of each way of counting that has its own, from 1 on.
_SIGNS = {"kanji": "一二三四五六七八九十", "circled": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"}
# A number, how it is written, and the words behind it.
_NUMBER = deferred(
    r"[\s　■□●○◎◆◇▼▽★☆]*(?P<open>[(（\[［【<＜〈《]?)[\s　]?(?:第|(?i:no[.．]?\s?))?"
    r"(?:(?P<figure>\d{1,2})|(?P<kanji>[一二三四五六七八九十])|(?P<circled>[①-⑳]))"
    r"(?P<close>[)）\]］】>＞〉》]?[.．、,:：)）]?)(?P<gap>[\s　]*)(?=\S)"
)
_SECTION = deferred(r"第\s?[\d一二三四五六七八九十]{1,3}\s?[章節条部項]")
_FULL_WIDTH = str.maketrans("(（［【＜〈《)）］】＞〉》．：，", "(([[<<<))]]>>>.:,")


def counted_lines(lines: Sequence[PageLine]) -> list[list[int]]:
    """For each way of writing numbers the lines that count up from 1 in it, two or more.

    What is counted twice over, in a table of contents and above the texts, is there twice.
    Ways in which a page counts from 1 several times over are the parts of its parts, and
    left out.
    """
    found: dict[str, list[tuple[int, int, str]]] = {}
    for i, line in enumerate(lines):
        counted = None if line.alone or line.row_date is not None else _number(line.text)
        if counted is not None:
            style, number, words = counted
            found.setdefault(style, []).append((i, number, words))
    return [heads for counted in found.values() if (heads := _one_count(counted))]


def is_numbered(lines: Sequence[PageLine], i: int) -> bool:
    """True for the numbered heading of a section or chapter: what stands below are its parts.

    One of several numbered lines in a row stands in a table of contents.
    """
    style = _style(lines, i)
    return style is not None and style != _style(lines, i - 1)


def _style(lines: Sequence[PageLine], i: int) -> str | None:
    """How line ``i`` is numbered; None where it is no numbered heading."""
    if i < 0 or lines[i].sentence or lines[i].alone or lines[i].row_date is not None:
        return None
    counted = _number(lines[i].text)
    if counted is not None:
        return counted[0]
    return "section" if _SECTION.match(lines[i].text) else None


def _number(text: str) -> tuple[str, int, str] | None:
    """How a line writes its number, the number, and what it says behind it."""
    match: regex.Match[str] | None = _NUMBER.match(text)
    if match is None or not (match["close"] or match["gap"] or match["circled"]):
        return None
    kind = next(name for name in ("figure", *_SIGNS) if match[name])
    sign = match[kind]
    number = int(sign) if kind == "figure" else _SIGNS[kind].index(sign) + 1
    style = (match["open"] + kind + match["close"]).translate(_FULL_WIDTH)
    return style, number, text[match.end() :]


def _one_count(counted: Sequence[tuple[int, int, str]]) -> list[int]:
    """The lines of the counts from 1, where all of them count the same."""
    runs: list[list[tuple[int, str]]] = []
    for i, number, words in counted:
        if number == 1:
            runs.append([(i, words)])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append((i, words))
    runs = [run for run in runs if len(run) > 1]
    names = {tuple(words for _, words in run) for run in runs}
    return [i for run in runs for i, _ in run] if len(names) == 1 else []

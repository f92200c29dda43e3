"""Text as the patterns read it: one character for one, so that offsets hold.

Full-width letters and figures become ASCII, every bracket becomes ``(`` or ``)``, every
wave and dash of the wild becomes ``~`` or ``-``, radicals that PDF files carry become the
characters they look like. Where a list or range leaves out a unit, the sign before the
next number becomes the unit, so that ``3~5日`` reads as ``3日5日``.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.rulefiles import deferred
from pipeline.stages.dates.numerals import number

KANJI_DIGITS = "〇零一二三四五六七八九十百千廿卅"

_CLASSES = {
    "~": "～〜∼˜∾〰",
    "-": "‐‑‒–—―−－─━﹣⁻",
    "(": "（［〔【〈",
    ")": "）］〕】〉",
    " ": "\u3000\u00a0\u2002\u2003\u2009\u200a\u202f\t",
    "'": "’‘＇`´′",
    "、": "，､",
    ".": "．｡",
    "・": "･·",
    "日": "⽇",
    "月": "⽉",
    "一": "⼀",
    "二": "⼆",
    "八": "⼋",
    "十": "⼗",
    "土": "⼟",
    "火": "⽕",
    "水": "⽔",
    "木": "⽊",
    "金": "⾦",
    "〇": "○◯",
}
_TABLE = {ord(char): target for target, chars in _CLASSES.items() for char in chars}
_TABLE |= {0xFF01 + i: chr(0x21 + i) for i in range(94) if 0xFF01 + i not in _TABLE}

_NUMBER = rf"[0-9{KANJI_DIGITS}]{{1,4}}"
# The long vowel sign of kana stands for a dash when figures surround it.
_SIGN = r"[~\-・、,ー]"
# Lengths of time name their unit once too (2、3日中, 3~5年間) but are no days.
_LENGTH = "間|中に|以内|前|後|程度|ほど|ぶり|目|おき|ごと"
_ELISION = deferred(
    rf"(?<![0-9A-Za-z{KANJI_DIGITS}\-.第約])"
    rf"{_NUMBER}(?: ?{_SIGN} ?{_NUMBER}){{1,9}} ?(?:の?両)?(?P<unit>[年月日時])(?!{_LENGTH})"
)
_DIGITS = deferred(_NUMBER)
_LAST = {"月": 12, "日": 31}
_SIGN_BEFORE_NUMBER = deferred(_SIGN)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in two forms of one length: ``plain`` folded, ``full`` with units put in."""

    plain: str
    full: str

    def elided(self, at: int) -> bool:
        """True when a unit was put in at this place."""
        return self.plain[at] != self.full[at]


def fold(text: str) -> Folded:
    """Fold ``text``; both results have its length.

    >>> fold("３～５日")
    Folded(plain='3~5日', full='3日5日')
    """
    plain = text.translate(_TABLE)
    return Folded(plain, _ELISION.sub(_put_units, plain))


def _put_units(match: regex.Match[str]) -> str:
    written: str = match[0]
    last = _LAST.get(match["unit"])
    if last and any((number(text) or 0) > last for text in _DIGITS.findall(written)):
        # 30、31、11月: the numbers before are no months.
        return written
    full: str = _SIGN_BEFORE_NUMBER.sub(match["unit"], written)
    return full

"""What text in Japanese looks like, so that mojibake can be told from it."""

from __future__ import annotations

import re

_SAMPLE = 20_000
_FEW = 1.5
_READABLE = re.compile(
    r"[ぁ-ゖァ-ヺー一-鿿々〆、-】〜～！-｝・…―–—‘’“”→※■□●○◆◇▼▽▲△★☆①-⑳㈱℃À-ÿ가-힣]"
)
_COMMON = re.compile(r"[ぁ-ゖァ-ヺーー、。「」日年月国本人大中会東部者事第出発時]")
_PLAIN = re.compile(r"[\t\n\x0b\x0c\r\x1b -~]+")
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


def plausibility(text: str) -> float:
    """How much ``text`` looks like something written in Japanese or in ASCII, 0 to 1.

    Mojibake is full of half-width kana, rare kanji and private characters: those, and
    what was lost in decoding, count against it. A text of ASCII alone scores 1.
    """
    letters = _PLAIN.sub("", text)[:_SAMPLE]
    if not letters:
        return 1.0
    broken = len(_BROKEN.findall(letters))
    readable = len(_READABLE.findall(letters))
    common = len(_COMMON.findall(letters))
    # About half of real Japanese is kana and everyday kanji; mojibake has next to none. A
    # few letters prove nothing.
    usual = min(1.0, (common + _FEW) / (0.3 * len(letters) + _FEW))
    return max(0.0, (readable / len(letters)) * (0.5 + 0.5 * usual) - broken / len(letters))

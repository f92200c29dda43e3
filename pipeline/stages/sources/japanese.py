"""What text in Japanese looks like, so that mojibake can be told from it."""

from __future__ import annotations

import re

_SAMPLE = 20_000
_READABLE = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々〆、-】〜～！-｝・…―–—‘’“”→※■□●○◆◇▼▽▲△★☆①-⑳㈱℃½]")
_COMMON = re.compile(r"[ぁ-ゖァ-ヺーー、。「」日年月国本人大中会東部者事第出発時]")
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


def plausibility(text: str) -> float:
    """How much ``text`` looks like something written in Japanese or in ASCII, 0 to 1.

    Mojibake is full of half-width kana, rare kanji and private characters: those, and
    what was lost in decoding, count against it. A text without any such letter scores 1.
    """
    wide = [c for c in text[:_SAMPLE] if c > "\x7f"] + _BROKEN.findall(text[:_SAMPLE])
    if not wide:
        return 1.0
    letters = "".join(wide)
    broken = len(_BROKEN.findall(letters))
    readable = len(_READABLE.findall(letters))
    common = len(_COMMON.findall(letters))
    # About half of real Japanese is kana and everyday kanji; mojibake has next to none.
    usual = min(1.0, common / (0.3 * len(letters)))
    return max(0.0, (readable / len(letters)) * (0.5 + 0.5 * usual) - broken / len(letters))

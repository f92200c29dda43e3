"""Japanese numerals to numbers."""

from __future__ import annotations

_FIGURES = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_TENS = {"廿": "二十", "卅": "三十"}


def number(text: str) -> int | None:
    """The value of a numeral in figures or kanji, None when it is not one.

    >>> number("二十五"), number("二〇二五"), number("元")
    (25, 2025, 1)
    """
    if text.isascii():
        return int(text) if text.isdigit() else None
    for char, spelled in _TENS.items():
        text = text.replace(char, spelled)
    if all(char in _FIGURES for char in text):
        return int("".join(str(_FIGURES[char]) for char in text))
    return _spelled(text)


def _spelled(text: str) -> int | None:
    """A numeral with 十, 百 or 千; each unit may stand once, the largest first."""
    total, figure, limit = 0, None, 10_000
    for char in text:
        if char in _FIGURES and figure is None:
            figure = _FIGURES[char]
        elif char in _UNITS and _UNITS[char] < limit and figure != 0:
            limit = _UNITS[char]
            total += (1 if figure is None else figure) * limit
            figure = None
        else:
            return None
    return total + (figure or 0)

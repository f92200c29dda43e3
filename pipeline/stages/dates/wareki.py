"""Days in the Japanese calendar, for reading."""

from __future__ import annotations


def wareki(start: str | None, end: str | None) -> str | None:
    """The interval in the Japanese calendar, None when both ends are unknown.

    >>> wareki("2025-11-03", "2025-11-03")
    '令和7年11月3日'
    """
    if start is None:
        return None
    year, month, day = (int(part) for part in start[:10].split("-"))
    return f"令和{year - 2018}年{month}月{day}日"

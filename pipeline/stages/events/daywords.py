"""Words of days that no day of the record resolves: whether two of them may be one day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from pipeline.rulefiles import deferred

# 7~8日, 3日から5日: the days, and the months, that words name.
_PARTS_OF_DAYS = (
    deferred(r"(?P<first>(?<!\d)\d{1,2})(?:月?(?:[~〜\-–、]|から)(?P<last>\d{1,2}))?月"),
    deferred(r"(?P<first>(?<!\d)\d{1,2})(?:日?(?:[~〜\-–、]|から)(?P<last>\d{1,2}))?日"),
)
_OTHER_YEAR = deferred(
    r"昨年|去年|前年|先年|一昨年|昨[春夏秋冬]|来年|翌年|再来年|[0-9]年前|[今本]年(?=[0-9]+月$)"
)


def other_days(one: str, two: str) -> bool:
    """Whether two expressions of a record without a day of its own name days that differ.

    Unknown, and so ``False``, where one of them names nothing that the other names too. Pure.

    >>> other_days("昨年11月", "19～21日"), other_days("7～8日", "8日")
    (True, False)
    """
    first, second = (unicodedata.normalize("NFKC", words) for words in (one, two))
    if not first or not second:
        return False
    for part in _PARTS_OF_DAYS:
        named, others = (set(_numbers(part, words)) for words in (first, second))
        if named and others and not named & others:
            return True
    return bool(_OTHER_YEAR.search(first)) != bool(_OTHER_YEAR.search(second))


def _numbers(part: regex.Pattern[str], words: str) -> Iterator[int]:
    """The numbers of months or of days that words name, those between two days too."""
    for match in part.finditer(words):
        numbers = [int(n) for n in (match["first"], match["last"]) if n]
        yield from range(min(numbers), max(numbers) + 1)

"""The date that stands at the head of a line: of an item, a report, a row of a table.

Headings write dates in ways that running text does not (``17. 4.26``, ``〃``, a bare
``8日`` under 「2014年9月」), so they are read here. What an era's year is in the Western
calendar the date stage knows: it comes in as ``find_dates``.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import regex

from pipeline.model import Timex
from pipeline.stages.records.rules import RecordRules

ERA_YEARS = {"平成": -12, "令和": 18, "昭和": -75}  # from 2000 + n to the year n of the era
FindDates = Callable[[str, date | None], tuple[Timex, ...]]
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
Day = tuple[int | None, int | None, int | None]  # year, month, day as far as written


@dataclass(frozen=True, slots=True)
class HeadDate:
    """A date as far as it is written: missing parts are None.

    ``start`` and ``end`` are where it stands in the line; ``until`` is the (year, month,
    day) of the last day, as far as written; ``time`` is ``HH:MM``; ``same`` stands for the
    date of the line above; ``bare`` tells that it is a mere number; ``part`` is a vague
    part of the month or year (上旬, 春, 度) and ``bounds`` its days.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: Day | None = None
    time: str | None = None
    same: bool = False
    bare: bool = False
    part: str = ""
    bounds: tuple[str, str] | None = None

    @property
    def full(self) -> bool:
        """True when year, month and day are all there."""
        return None not in (self.year, self.month, self.day)

    @property
    def _monthless(self) -> bool:
        """True for a day that no heading gave a month: 「8日」 under 「2014年」."""
        return self.day is not None and self.month is None

    def within(self, year: int | None, month: int | None) -> HeadDate:
        """The date with its missing larger units taken from the context."""
        if self.year is not None:
            return self
        if self.month is None and self.day is not None:
            return replace(self, year=year, month=month)
        return replace(self, year=year)

    def first_day(self) -> str | None:
        """The ISO day on which it begins; None when a part is unknown or impossible."""
        if self.bounds is not None:
            return self.bounds[0]
        if self._monthless:
            return None
        return _iso(self.year, self.month or 1, self.day or 1) if self.year is not None else None

    def last_day(self) -> str | None:
        """The ISO day on which it ends."""
        if self.year is None or self._monthless:
            return None
        if self.until is not None:
            year, month, day = self.until
            return _end(year or self.year, month or self.month, day)
        return self.bounds[1] if self.bounds else _end(self.year, self.month, self.day)

    def resolved(self, find_dates: FindDates) -> HeadDate:
        """The date with the days of its vague part (上旬, 春, 年度), which the dates know."""
        if not self.part or self.year is None:
            return self
        month = f"{self.month}月" if self.month is not None else ""
        found = find_dates(f"{self.year}年{month}{self.part}", None)
        start, end = (found[0].start, found[0].end) if found else (None, None)
        return replace(self, bounds=(start, end)) if start and end else self


def _end(year: int, month: int | None, day: int | None) -> str | None:
    if month is None:
        return _iso(year, 12, 31)
    if not 1 <= month <= 12:
        return None
    return _iso(year, month, day if day is not None else monthrange(year, month)[1])


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def head_date(
    text: str,
    rules: RecordRules,
    find_dates: FindDates,
    at: int = 0,
    before: regex.Pattern[str] | None = None,
) -> HeadDate | None:
    """The date that ``text`` begins with at ``at``, or None.

    With ``before`` given, only a date that this pattern follows at once.
    Example: 「17. 4.26	ペルシャ湾で親善訓練」 → 2017-04-26, ``end`` before the tab.
    """
    same = rules["date.same"].match(text, at)
    if same:
        return HeadDate(same.start(), same.end(), same=True)
    for _, pattern in rules.dates:
        match = pattern.match(text, at)
        found = _read(match, rules, find_dates) if match else None
        if found is not None:
            found = _with_until(text, found, rules)
            if before is None or before.match(text, found.end):
                return found
    return None


def find_head_date(
    text: str, rules: RecordRules, find_dates: FindDates, *, full: bool = False
) -> HeadDate | None:
    """The first date anywhere in ``text``; with ``full`` the first that has its year and day."""
    best: tuple[int, int, HeadDate] | None = None
    for order, (_, pattern) in enumerate(rules.dates):
        for match in pattern.finditer(text):
            found = _read(match, rules, find_dates)
            if found is None or (full and not found.full):
                continue
            key = (match.start(), order, found)
            if best is None or key[:2] < best[:2]:
                best = key
            break
    if best is None:
        return None
    return _with_time(text, _with_until(text, best[2], rules), rules)


def _read(match: regex.Match[str], rules: RecordRules, find_dates: FindDates) -> HeadDate | None:
    parts = {k: v for k, v in match.groupdict().items() if v}
    year = number_of(parts.get("year"))
    if year is None and "era_year" in parts:
        era = parts.get("era", "")
        era = rules.era_letters.get(era, era)
        year = _era_year(era + parts["era_year"], find_dates)
        if year is None:
            return None
    if year is None and "short_year" in parts:
        short = int(parts["short_year"])
        year = 2000 + short if short < 70 else 1900 + short
    month = number_of(parts.get("month"))
    if "month_name" in parts:
        names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
        month = names.index(parts["month_name"][:3].lower()) + 1
    day = number_of(parts.get("day"))
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    part = parts.get("part") or parts.get("season") or parts.get("fiscal") or ""
    bare = day is None and match.group().isdecimal()
    return HeadDate(match.start(), match.end(), year, month, day, bare=bare, part=part)


def number_of(text: str | None) -> int | None:
    """The number that figures of any width, 元 or Japanese numerals write; None for no text."""
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    if "十" not in text:
        return int("".join(str(_KANJI[c]) for c in text))
    tens, _, ones = text.partition("十")
    return (_KANJI[tens] if tens else 1) * 10 + (_KANJI[ones] if ones else 0)


def _era_year(text: str, find_dates: FindDates) -> int | None:
    found = find_dates(f"{text}年", None)
    start = found[0].start if found else None
    return int(start[:4]) if start else None


def is_short_year(text: str, date: HeadDate) -> bool:
    """True where ``text`` writes the year of ``date`` with two figures: 「28.1.8」."""
    return (
        date.year is not None
        and date.year >= 2000
        and text[date.start : date.end].startswith(f"{date.year - 2000:02d}")
    )


def last_day(text: str, rules: RecordRules) -> Day | None:
    """The last day that a text gives in brackets, as far as written: (~13), (28日まで)."""
    match = rules["date.until"].search(text)
    return _day(match) if match else None


def _with_until(text: str, found: HeadDate, rules: RecordRules) -> HeadDate:
    match = rules["date.range"].match(text, found.end)
    until = _day(match) if match else None
    if match is None or until is None:
        return found
    return replace(found, until=until, end=match.end())


def _day(match: regex.Match[str]) -> Day | None:
    parts = match.groupdict()
    year, month, day = (number_of(parts.get(name)) for name in ("year", "month", "day"))
    fits = (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31)
    return (year, month, day) if fits else None


def _with_time(text: str, found: HeadDate, rules: RecordRules) -> HeadDate:
    match = rules["date.time"].search(text, found.end)
    if not match or match.start() - found.end > 8:
        return found
    return replace(found, time=clock(match))


def clock(match: regex.Match[str]) -> str:
    """The time of a match of ``date.time`` as ``HH:MM``."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and match["half"].lower() in {"午後", "pm"} and hour < 12:
        hour += 12
    return f"{hour:02d}:{minute:02d}"


def without_dates(text: str, rules: RecordRules, filler: str = "") -> str:
    """``text``, each address, date and accessory of a date in it replaced by ``filler``.

    Example: 「2025年3月1日(土) 10:15 北都新聞」 → 北都新聞, but for the white space.
    """
    text = rules["header.url"].sub(filler, text)
    for _, pattern in rules.dates:
        text = pattern.sub(filler, text)
    for name in ("date.time", "date.extra"):
        text = rules[name].sub(filler, text)
    return text

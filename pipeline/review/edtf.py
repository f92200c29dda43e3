"""Dates as reviewers type them: EDTF checked, days worked out, 和暦 read as well."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import regex

from pipeline.rulefiles import deferred
from pipeline.stages.dates import wareki

_DAY = deferred(
    r"(?P<y>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d{2}|XX))?)?"
    r"(?P<t>T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?(?P<q>[?~%]?)"
)
_JAPANESE = deferred(
    r"(?:(?P<era>令和|平成|昭和)(?P<n>元|\d{1,2})|(?P<y>\d{4}))年(?P<fy>度)?"
    r"(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
# EDTF numbers for parts of a year: first month, number of months. Winter begins in December.
_PARTS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 40: (1, 6), 41: (7, 6)}
_PARTS |= {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)}
_FORMS = "Write 2025-11-03, 2025-11, 2025, 2025-11-03/2025-12-05, 2025-11-03/.. or 令和7年11月3日."


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A checked date: EDTF, inclusive ISO days (None: open or unknown), precision, 和暦."""

    edtf: str
    start: str | None
    end: str | None
    precision: str
    wareki: str | None


def read_date(text: str) -> EdtfDate:
    """The date that a reviewer typed. Raises ``ValueError`` with a message for people.

    >>> read_date("令和7年11月3日").edtf, read_date("2025-11/2025-12").end
    ('2025-11-03', '2025-12-31')
    """
    cleaned = unicodedata.normalize("NFKC", text).strip().replace("〜", "~")
    if _JAPANESE.search(cleaned):
        halves = [_from_japanese(half.strip()) for half in regex.split(r"~|から|/", cleaned, 1)]
        cleaned = "/".join(halves)
    value = cleaned.replace(" ", "")
    if value[:1] in "{[" and value[-1:] in "]}" and len(value) > 2:
        bounds = [_bounds(part) for part in regex.split(r",|\.\.", value[1:-1]) if part]
        start, end = _outer(bounds)
        return _made(value, start, end, "range")
    if "/" in value:
        left, _, right = value.partition("/")
        start = None if left in {"", ".."} else _bounds(left)[0]
        end = None if right in {"", ".."} else _bounds(right)[1]
        if start is None and end is None and left + right in {"", "..", "...."}:
            raise ValueError(f"'{text}' has neither a start nor an end. {_FORMS}")
        if start and end and start > end:
            raise ValueError(f"'{text}' ends before it starts")
        return _made(value, start, end, "range")
    first, last = _bounds(value)
    return _made(value, first, last, _precision(value))


def _made(edtf: str, start: date | None, end: date | None, precision: str) -> EdtfDate:
    first, last = (str(day) if day else None for day in (start, end))
    return EdtfDate(edtf, first, last, precision, wareki(first, last))


def _outer(bounds: list[tuple[date | None, date | None]]) -> tuple[date | None, date | None]:
    starts = [start for start, _ in bounds if start]
    ends = [end for _, end in bounds if end]
    return (min(starts) if starts else None), (max(ends) if ends else None)


def _bounds(value: str) -> tuple[date | None, date | None]:
    match = _DAY.fullmatch(value)
    if match is None:
        raise ValueError(f"'{value}' is not a date in EDTF. {_FORMS}")
    year, month, day = match["y"], match["m"], match["d"]
    if match["t"] and (day is None or "X" in value.partition("T")[0]):
        raise ValueError(f"'{value}' has a time but no day. {_FORMS}")
    if year == "XXXX":
        _check_without_year(value, month, day)
        return None, None
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        raise ValueError(f"'{value}': there is no year 0 here. {_FORMS}")
    if month in {None, "XX"}:
        if day not in {None, "XX"}:
            raise ValueError(f"'{value}' has a day without its month. {_FORMS}")
        return date(first_year, 1, 1), date(last_year, 12, 31)
    return _within_year(value, first_year, int(month), None if day in {None, "XX"} else int(day))


def _within_year(value: str, year: int, month: int, day: int | None) -> tuple[date, date]:
    if month in _PARTS and day is None:
        first, count = _PARTS[month]
        last = first + count - 1
        last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
        return date(year, first, 1), date(
            last_year, last_month, monthrange(last_year, last_month)[1]
        )
    if not 1 <= month <= 12:
        raise ValueError(f"'{value}': there is no month {month}. {_FORMS}")
    days = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, days)
    if not 1 <= day <= days:
        raise ValueError(f"'{value}': that month has no day {day}.")
    return date(year, month, day), date(year, month, day)


def _check_without_year(value: str, month: str | None, day: str | None) -> None:
    # 2000 has every day that any year has.
    if month and month != "XX":
        _within_year(value, 2000, int(month), int(day) if day and day != "XX" else None)


def _precision(value: str) -> str:
    plain = value.rstrip("?~%")
    if "X" in plain or len(plain) == 4:
        return "year"
    if len(plain) == 7:
        part = int(plain[5:])
        return "month" if part <= 12 else "season"
    return "day"


def _from_japanese(text: str) -> str:
    match = _JAPANESE.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date. {_FORMS}")
    if match["era"]:
        year = _ERAS[match["era"]] + (1 if match["n"] == "元" else int(match["n"]))
    else:
        year = int(match["y"])
    if match["fy"] and not match["m"]:
        return f"{year:04d}-04-01/{year + 1:04d}-03-31"
    parts = [f"{year:04d}", *(f"{int(match[k]):02d}" for k in ("m", "d") if match[k])]
    return "-".join(parts)

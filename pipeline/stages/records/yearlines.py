"""The year that a page's own lines tell for an item without a day of its own.

A report under 「首脳外交 2015年」 or above 「会報 2016年5月号より」 writes its days without the
year; the line that tells it stands outside the item.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Timex
from pipeline.rulefiles import deferred
from pipeline.stages.records.headdates import FindDates
from pipeline.stages.records.items import Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.rowitems import month_told

# A line about dates is short; what is longer speaks of something.
_LONGEST = 40
# How many lines below an item may still say where it was taken from.
_FOOT = 6
# A month on a line of its own, so many lines above the item at most.
_NEAR, _SHORT = 3, 8
_WRITTEN = frozenset({"gregorian", "wareki"})
_NOT_ITS_OWN = deferred(r"(?i)©|copyright|\(c\)|rights reserved|。|無断|since|創[刊業設立]|設立")
_ISSUE = deferred(r"月号")
_TAKEN_FROM = deferred(
    r"[0-9０-９]月号|より|から転載|掲載|発行|初出|転載|放送|撮影|現在|時点|作成|[=＝](?:19|20)\d\d年"
)


def with_year(
    item: Item,
    lines: Sequence[PageLine],
    items: Sequence[Item],
    furniture: tuple[Sequence[str], Sequence[str]],
    find_dates: FindDates,
) -> Item:
    """The item with the year told around it among its headings; as it is where none is. Pure.

    ``lines`` are those of the page, ``items`` what stands in them, ``furniture`` the lines
    dropped above and below.

    >>> # 首脳外交 / 2010年11月の往来 / 大統領は12日に来日… → headings (…, "2010年11月")
    """
    taken = {n for one in items for n in range(one.first, one.last)}
    heads = [line.text for n, line in enumerate(lines[: item.first]) if n not in taken]
    feet = [x.text for n, x in enumerate(lines[item.last :], item.last) if n not in taken]
    year = _told([*furniture[0], *heads], [*feet, *furniture[1]], find_dates)
    return item if year is None else replace(item, headings=(*item.headings, year))


def _told(above: Sequence[str], below: Sequence[str], find_dates: FindDates) -> str | None:
    """The date with a written year nearest above, else of a note below, as written.

    Years one below another are a menu, and a copyright notice tells nothing of the item.
    """
    heads = [_date_of(line, find_dates) for line in above]
    listed = {
        n for a, b in pairwise(range(len(heads)))
        if (one := heads[a]) and (two := heads[b]) and _year(one) != _year(two)
        for n in (a, b)
    }  # fmt: skip
    own = [date for n, date in enumerate(heads) if date is not None and n not in listed]
    notes = (line for line in below[:_FOOT] if _TAKEN_FROM.search(line))
    found = own[::-1] or [date for line in notes if (date := _date_of(line, find_dates))]
    if not found:
        return None
    near = [line for line in above if line.strip()][-_NEAR:]
    months = (month_told(line) for line in reversed(near) if len(line) <= _SHORT)
    month = next(filter(None, months), None)
    # 年表(2008年1月1日~12月31日) / 11月 / …: the year of the one, the month of the other.
    return f"{_year(found[0])}年{month}月" if own and month else found[0].text


def _date_of(line: str, find_dates: FindDates) -> Timex | None:
    """The one date of a line that is hardly more than that; its year is written."""
    if len(line) > _LONGEST or _NOT_ITS_OWN.search(line):
        return None
    # 2016年5月号: an issue's month is no date elsewhere, but tells the year of what it holds.
    dates = [d for d in find_dates(_ISSUE.sub("月 ", line), None) if d.start or d.end]
    if not dates or len(set(_years(dates))) != 1:
        return None
    written = [d for d in dates if d.calendar in _WRITTEN and d.relation is None]
    return written[0] if written else None


def _years(dates: Iterable[Timex]) -> Iterable[str]:
    return (day[:4] for date in dates for day in (date.start, date.end) if day)


def _year(date: Timex) -> str:
    return (date.start or date.end or "")[:4]

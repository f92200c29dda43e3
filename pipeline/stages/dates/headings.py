"""What a line above tells of the dates below it: the year of a chronology, a page's month.

A year alone on its line (1972年) is that of the months under it. Where the record has no
day of its own, a year told in a line that is no sentence (会報第58号(2025年5月)より) serves.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.rulefiles import deferred
from pipeline.stages.dates.scene import Antecedent, Scene
from pipeline.stages.dates.values import DAY_PRECISIONS

_YEARS = frozenset({"year", "fiscal_year"})
_MONTHS_OF_YEAR = 12
# So many days of a heading hold hardly a day of the month twice.
_LONGEST_TRIP = 40
# What may stand beside a year that heads a part: ■, 【】, 度, の主な動き.
_BESIDE = deferred(r"[^ぁ-ん。、0-9]{0,6}(?:の[^。、0-9]{0,10})?")


def year_above(scene: Scene, month: int) -> tuple[int, Antecedent] | None:
    """The year of a month that lines above it tell, and by which date. Pure.

    None on a page of dated items, whose records bear their own days.
    """
    if scene.of_item:
        return None
    for antecedent in reversed(scene.past):
        if not antecedent.wrote_year or antecedent.bounded:
            continue
        start = antecedent.value.start
        if antecedent.value.precision in _YEARS:
            if _heads(scene, antecedent) or (
                scene.anchor is None and _is_no_sentence(scene, antecedent)
            ):
                return start.year + (month < start.month), antecedent
        elif scene.anchor is None and _is_no_sentence(scene, antecedent):
            near = (start.year * _MONTHS_OF_YEAR + start.month) - month
            return round(near / _MONTHS_OF_YEAR), antecedent
    return None


def month_above(scene: Scene, at: int, day: int) -> tuple[int, int, Antecedent] | None:
    """The year and month of a bare day under such a heading, from its line or one above.

    Under a heading of days that run into the next month (9月28日~10月2日), the month in which
    the day falls among them.
    """
    if scene.of_item or not scene.past:
        return None
    for antecedent in reversed(scene.past):
        value = antecedent.value
        one = (value.start.year, value.start.month) == (value.end.year, value.end.month)
        inside = value.start if one else _day_within(antecedent, day)
        if not antecedent.own_month or inside is None:
            continue
        same_line = "\n" not in scene.text[antecedent.end : at]
        heads = antecedent.wrote_month and _is_no_sentence(scene, antecedent)
        if not same_line and not (scene.anchor is None and heads):
            continue
        led = scene.anchor is None or year_above(scene, value.start.month) is not None
        return (inside.year, inside.month, antecedent) if led else None
    return None


def month_of_list(scene: Scene, at: int) -> tuple[int, int, Antecedent] | None:
    """The year and month of days that lead lines, from the month told right above the list.

    >>> # 例えば十月の会合は次のとおりです。⏎2日⏎大使の表敬⏎5日⏎昼食会 (of 5日) → October
    """
    if scene.of_item or scene.anchor is None or not _leads(scene, at):
        return None
    for antecedent in reversed(scene.past):
        value = antecedent.value
        if value.precision in DAY_PRECISIONS and _leads(scene, antecedent.start):
            continue
        month = value.precision == "month" and antecedent.own_month and not antecedent.bounded
        if not month or value.start > scene.anchor:
            return None
        below = scene.text.find("\n", antecedent.end) + 1
        first = next((a.start for a in scene.past if a.start >= below), at)
        led = "\n" not in scene.text[below:first].strip() and _leads(scene, first)
        return (value.start.year, value.start.month, antecedent) if led else None
    return None


def _leads(scene: Scene, at: int) -> bool:
    """Whether a place is the head of a line that is no sentence, but for a bullet."""
    start, end = _line(scene, at, at)
    if "。" in scene.text[at:end]:
        return False
    return start > 0 and not scene.text[start:at].strip(" 　・○◇●-*■")


def _day_within(antecedent: Antecedent, day: int) -> date | None:
    """The one such day of a month in a stretch of days."""
    first, days = antecedent.value.start, (antecedent.value.end - antecedent.value.start).days
    if not antecedent.wrote_month or days > _LONGEST_TRIP:
        return None
    found = [at for n in range(days + 1) if (at := first + timedelta(days=n)).day == day]
    return found[0] if len(found) == 1 else None


def _heads(scene: Scene, antecedent: Antecedent) -> bool:
    """Whether an expression stands alone on its line."""
    start, end = _line(scene, antecedent.start, antecedent.end)
    before, after = scene.text[start : antecedent.start], scene.text[antecedent.end : end]
    return _BESIDE.fullmatch(before) is not None and _BESIDE.fullmatch(after) is not None


def _is_no_sentence(scene: Scene, antecedent: Antecedent) -> bool:
    start, end = _line(scene, antecedent.start, antecedent.end)
    return "。" not in scene.text[start:end]


def _line(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Where the line (or lines) from ``start`` to ``end`` begins and ends."""
    after = scene.text.find("\n", end)
    return scene.text.rfind("\n", 0, start) + 1, len(scene.text) if after < 0 else after

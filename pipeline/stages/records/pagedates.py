"""The page's own date: above its items, in the furniture around them, at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.stages.records.headdates import FindDates, HeadDate, find_head_date
from pipeline.stages.records.items import Item, ItemKind
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.pagelines import page_lines
from pipeline.stages.records.rules import RecordRules

_HEAD_LINES = 6  # so far down an article may say as of when it holds
_STAMP = 60  # a line that says when a page was made is no longer
_FOOT_LINES = 3  # a page's last lines may say when it was made
_AHEAD = timedelta(days=45)  # no page quotes news from further in the future


@dataclass(frozen=True, slots=True)
class Around:
    """The text around the items of a page: headings kept above them, furniture, the foot.

    ``within`` are the first lines of the first item; ``below`` begins with the last lines
    of the last item, where a foot may have been kept. ``latest`` is the last ISO day on
    which a listed happening begins.
    """

    within: Sequence[PageLine] = ()
    kept: Sequence[PageLine] = ()
    above: Sequence[PageLine] = ()
    below: Sequence[PageLine] = ()
    latest: str = ""


@dataclass(frozen=True, slots=True)
class PageDate:
    """When a page was published, as far as it says: ``day`` (ISO), or a year and month."""

    day: str | None = None
    year: int | None = None
    month: int | None = None

    def completed(self, found: HeadDate) -> str | None:
        """The day of ``found``, its year taken from the page where it has none.

        A page of January quotes what was written in December of the year before.
        """
        if found.month is None or found.day is None:
            return None
        year = found.year or self.year
        day = found.within(year, None).first_day()
        if found.year is not None or day is None or year is None:
            return day
        last = self._last()
        if last is not None and date.fromisoformat(day) > last + _AHEAD:
            return found.within(year - 1, None).first_day()
        return day

    def _last(self) -> date | None:
        if self.day is not None:
            return date.fromisoformat(self.day)
        known = self.year is not None and self.month is not None
        return date(self.year, self.month, 28) if known and self.year and self.month else None


def around(
    lines: Sequence[PageLine],
    items: Sequence[Item],
    furniture: tuple[str, str],
    rules: RecordRules,
    find_dates: FindDates,
) -> Around:
    """What stands around ``items``; ``furniture`` is the text dropped above and below them."""
    if not items:
        return Around()
    first, last = items[0].first, items[-1].last
    happened = items[0].happened
    while first and happened is not None and _is_day(lines[first - 1], happened):
        first -= 1  # the day that heads the first happening is not that of the page
    above, below = (page_lines(text, rules, find_dates) for text in furniture)
    end = lines[max(items[-1].first + 1, last - _FOOT_LINES) :]
    days = [item.happened.first_day() or "" for item in items if item.happened is not None]
    head = lines[items[0].first : items[0].first + _HEAD_LINES]
    return Around(head, lines[:first], above, [*end, *below], max(days, default=""))


def _is_day(line: PageLine, happened: HeadDate) -> bool:
    date = line.date
    return (
        line.alone and date is not None and date.full and date.first_day() == happened.first_day()
    )


def page_date(place: Around, kind: ItemKind, rules: RecordRules, find_dates: FindDates) -> PageDate:
    """The date that a page of items of this ``kind`` gives for itself.

    Example: 「国際短信 2025年5月13日(火)朝刊から」 above a digest → 2025-05-13. The days of
    a chronology's title are those of its happenings: there only a date that is called one of
    publication counts (「2025年8月10日更新」).
    """

    def days(lines: Iterable[PageLine], *, labelled: bool) -> list[HeadDate]:
        found = (_own(line, rules, find_dates, labelled=labelled) for line in lines)
        return [one for one in found if one is not None]

    strict = kind in {"happening", "article"}
    heads = [
        *days((x for x in place.kept if x.alone), labelled=False),
        *days(place.kept, labelled=strict),
        *days(reversed(place.above), labelled=strict),
    ]
    bare = days((x for x in reversed(place.above) if x.alone), labelled=False)
    if kind != "digest":
        # Of a chronology the dropped line may be a row: its own date comes after them all.
        heads += [day for day in bare if (day.first_day() or "") >= place.latest]
        heads += [day for x in place.within if (day := _as_of(x, rules, find_dates))]
    heads += [day for x in (*place.kept, *place.above) if (day := _stamp(x, rules, find_dates))]
    feet = [day for x in place.below if (day := _stamp(x, rules, find_dates))]
    if len({day.first_day() for day in feet}) > 1:
        feet = []  # the dates of other pages that it leads to
    best = next(iter([*heads, *feet]), None)
    if best is not None:
        return PageDate(best.first_day(), best.year, best.month)
    for line in (*place.kept, *reversed(place.above)):
        vague = None if line.sentence else find_head_date(line.text, rules, find_dates)
        if vague is not None and vague.year is not None and vague.until is None:
            return PageDate(None, vague.year, vague.month)
    return PageDate()


def _own(
    line: PageLine, rules: RecordRules, find_dates: FindDates, *, labelled: bool
) -> HeadDate | None:
    """The complete date in a line above or below the items, if it is one of publication."""
    if line.sentence or rules["line.date_field"].match(line.text):
        return None
    found = line.full_date or find_head_date(line.text, rules, find_dates, full=True)
    if found is None or found.until is not None or found.first_day() is None:
        return None
    called = rules["header.page_date"].search(line.text) is not None
    return found if called or not labelled else None


def _stamp(line: PageLine, rules: RecordRules, find_dates: FindDates) -> HeadDate | None:
    """The complete date of a short line that a word right beside it explains."""
    if len(line.text) > _STAMP or rules["line.date_field"].match(line.text):
        return None
    found = find_head_date(line.text, rules, find_dates, full=True)
    if found is None or found.until is not None or found.first_day() is None:
        return None
    before = rules["header.stamp_before"].search(line.text[: found.start])
    after = rules["header.stamp_after"].match(line.text, found.end)
    return found if before or after else None


def _as_of(line: PageLine, rules: RecordRules, find_dates: FindDates) -> HeadDate | None:
    """The day of which a list says that it holds: 「…(令和6年6月21日現在)」."""
    match = rules["header.as_of"].search(line.text)
    found = find_head_date(match["date"], rules, find_dates, full=True) if match else None
    return found if found is not None and found.first_day() is not None else None

"""A cleaned page to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cleaned, Record, Source, Span
from pipeline.stages.records.cards import cards
from pipeline.stages.records.composing import compose
from pipeline.stages.records.headdates import FindDates, find_head_date
from pipeline.stages.records.headers import Header, hinted_moment, read_header
from pipeline.stages.records.items import Item
from pipeline.stages.records.layouts import lay_out
from pipeline.stages.records.pagelines import PageLine, page_lines
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sites import furniture_above, page_year, site_outlet

_PARTS_OF_LINES = ("span.", "page.invisible")  # cuts of a line's parts, by their rules
_CUT_OFF = "span.cut_off"  # the mark of an excerpt, which is no part of what it cuts off


def split(
    cleaned: Cleaned, source: Source, rules: RecordRules, find_dates: FindDates
) -> tuple[Record, ...]:
    """The news items of a cleaned page, in order of appearance; none when nothing was kept.

    ``find_dates(text, anchor)`` tells the value of a date in the Japanese calendar. An item
    without a date of its own has none: neither a neighbour's date nor the clock stands in.
    Example: a page of 「2025.01.25」「読売新聞」「日豪首脳が会談」「…した。」 twice over gives
    two records.
    """
    year = page_year(cleaned, source, rules)
    lines = page_lines(cleaned.page.text, rules, find_dates, year)
    items = lay_out(lines, rules, find_dates, furniture_above(cleaned, source))
    site = site_outlet(cleaned, source, rules)
    page = _PageDate(lines, items, find_dates, rules).value
    records: list[Record] = []
    for found in items:
        inner = cards(lines, found, rules) if found.kind == "article" else []
        quoted = {i for card in inner for i in card.dates}
        item = replace(found, dates=tuple(i for i in found.dates if i not in quoted))
        for one, nested in [(item, inner), *((card, []) for card in inner)]:
            header = _completed(
                read_header(lines, one, rules, find_dates),
                one,
                source,
                site,
                page,
                len(items),
                rules,
            )
            records.append(_record(cleaned, lines, one, nested, header, rules))
    return tuple(replace(record, number=n) for n, record in enumerate(records, 1))


class _PageDate:
    """The page's own date, which stands above its items."""

    def __init__(
        self,
        lines: Sequence[PageLine],
        items: Sequence[Item],
        find_dates: FindDates,
        rules: RecordRules,
    ) -> None:
        self.value: str | None = None
        if not items or items[0].kind in {"article", "report"}:
            return
        for line in lines[: items[0].first]:
            date = line.full_date
            if date is None and not line.sentence and rules["header.page_date"].search(line.text):
                date = find_head_date(line.text, rules, find_dates, full=True)
            if date is not None and date.full and date.until is None:
                self.value = date.first_day()
                return


def _completed(
    header: Header,
    item: Item,
    source: Source,
    site: str | None,
    page: str | None,
    of: int,
    rules: RecordRules,
) -> Header:
    """The header with what only the page as a whole tells."""
    if item.kind == "card":
        return header
    outlet = header.outlet or site
    if item.kind in {"happening", "digest"}:
        return replace(header, outlet=outlet, published=page)
    if of > 1:
        return replace(header, outlet=outlet, published=header.published or item.published)
    return replace(
        header,
        outlet=outlet,
        published=header.published or hinted_moment(source.hints),
        title=header.title or _without_site(source.hints.title, rules),
        url=source.hints.url,
    )


def _without_site(title: str | None, rules: RecordRules) -> str | None:
    """A page title without the site's name at its end."""
    tail = rules["header.title_tail"].search(title) if title else None
    return title[: tail.start()].strip() if title and tail else title


def _through_cuts(span: Span, cleaned: Cleaned) -> Span:
    """The span with what was cut out of its last line: it stands there in the source."""
    end = span.end
    for cut in cleaned.dropped:
        if (
            cut.span.start == end
            and cut.rule_id.startswith(_PARTS_OF_LINES)
            and (cut.rule_id != _CUT_OFF)
        ):
            end = cut.span.end
    return Span(span.start, end)


def _record(
    cleaned: Cleaned,
    lines: Sequence[PageLine],
    item: Item,
    nested: Sequence[Item],
    header: Header,
    rules: RecordRules,
) -> Record:
    span = item.span or Span(lines[item.first].span.start, lines[item.last - 1].span.end)
    text, parts = compose(cleaned.page, lines, item, nested, header, rules)
    happened = item.happened
    return Record(
        number=0,
        span=_through_cuts(cleaned.page.to_source(*span), cleaned),
        text=text,
        parts=parts,
        title=header.title,
        published=header.published,
        outlet=header.outlet,
        via=header.via,
        article_ref=header.article_ref,
        url=header.url,
        item_start=happened.first_day() if happened else None,
        item_end=happened.last_day() if happened else None,
        headings=item.headings,
    )

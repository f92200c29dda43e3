"""A cleaned page to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cleaned, Record, Source, Span
from pipeline.rulefiles import deferred
from pipeline.stages.records.attribution import agency_lead
from pipeline.stages.records.cards import cards
from pipeline.stages.records.composing import compose
from pipeline.stages.records.endnotes import EndNote, end_note
from pipeline.stages.records.excerpts import read_more
from pipeline.stages.records.headdates import FindDates, without_dates
from pipeline.stages.records.headers import Header, hinted_moment, read_header
from pipeline.stages.records.items import Item
from pipeline.stages.records.layouts import lay_out
from pipeline.stages.records.pagedates import PageDate, around, page_date
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.pagelines import page_lines
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sites import furniture_above, furniture_around, page_year, site_outlet
from pipeline.stages.records.sourcenotes import SourceNote, source_notes
from pipeline.stages.records.yearlines import with_year

_PARTS_OF_LINES = ("span.", "page.invisible")  # cuts of a line's parts, by their rules
_TITLED = deferred(r"[A-Z][A-Za-z]{2,}(?:[ ][A-Z][A-Za-z]+){0,3}")  # as in Taiwan Today
_SEVERAL = 2  # so many items have a category beside their days
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
    above, more = furniture_above(cleaned, source, rules), read_more(cleaned, lines)
    furniture = furniture_around(cleaned, source)
    items = lay_out(lines, rules, find_dates, above, more, furniture[1].splitlines())
    titles = [lines[item.title].text for item in items if item.title is not None]
    kept, beside = _kept_above(lines, items, rules), _categories(lines, items, rules)
    site = site_outlet(cleaned, source, rules, kept, titles, beside)
    place = around(lines, items, furniture, rules, find_dates)
    page = page_date(place, items[0].kind, rules, find_dates) if items else PageDate()
    single = len(items) == 1 and items[0].kind == "article"
    signed = end_note(lines, furniture[1], rules, find_dates) if single else EndNote()
    noted = source_notes(lines, items, rules, find_dates)
    dropped = ([source.hints.title or "", *furniture[0].splitlines()], furniture[1].splitlines())
    records: list[Record] = []
    for found in items:
        inner = cards(lines, found, rules) if found.kind == "article" else []
        quoted = {i for card in inner for i in card.dates}
        item = replace(found, dates=tuple(i for i in found.dates if i not in quoted))
        for one, nested in [(item, inner), *((card, []) for card in inner)]:
            outlet = site or signed.outlet or agency_lead(lines, one, rules)
            header = _completed(
                read_header(lines, one, rules, noted.get(found)),
                one,
                source,
                outlet,
                signed.day,
                page,
                len(items),
                rules,
            )
            header = _retold(header, noted.get(found), page)
            undated = header.published is None and one.happened is None and one.kind != "card"
            headed = with_year(one, lines, items, dropped, find_dates) if undated else one
            records.append(_record(cleaned, lines, headed, nested, header, rules))
    return tuple(replace(record, number=n) for n, record in enumerate(records, 1))


def _kept_above(lines: Sequence[PageLine], items: Sequence[Item], rules: RecordRules) -> list[str]:
    """The first line above the items, which could name the site.

    Of an article it counts where its headline is the first field of a document, or where
    it has the form of a site's name.
    """
    if not items:
        return []
    heads = lines[: items[0].first]
    if items[0].kind == "article" and not _is_filed(lines, items[0], rules):
        motto = any(x.sentence for x in heads[1:])
        return [
            x.text
            for i, x in enumerate(heads)
            if not (x.sentence or x.alone) and (_is_site(x.text, rules) or (motto and not i))
        ]
    issues = [line.text for line in heads if rules["outlet.issue"].search(line.text)]
    if issues:
        return issues[:1]
    above = [line for line in heads if not (line.sentence or line.alone)]
    return [above[0].text] if above and not above[0].mark else []


def _categories(lines: Sequence[PageLine], items: Sequence[Item], rules: RecordRules) -> set[str]:
    """What stands beside the days of several items and has not the form of an outlet's name."""
    if len(items) < _SEVERAL:
        return set()
    rests = [
        without_dates(lines[i].text, rules, " ").strip(" 　:：|｜/／[]【】")
        for item in items
        for i in item.dates
    ]
    return {
        rest for rest in rests if rests.count(rest) > 1 and not rules["outlet.name"].fullmatch(rest)
    }


def _is_site(text: str, rules: RecordRules) -> bool:
    """True for a name that ends as those of sites do, or that is written in capitals."""
    forms = ("outlet.site", "outlet.page_owner", "outlet.news_site")
    named = any(rules[form].search(text) for form in forms)
    return named or _TITLED.fullmatch(text) is not None


def _is_filed(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> bool:
    return rules["header.title_field"].match(lines[item.first].text) is not None


def _completed(
    header: Header,
    item: Item,
    source: Source,
    site: str | None,
    signed: str | None,
    page: PageDate,
    of: int,
    rules: RecordRules,
) -> Header:
    """The header with what only the page as a whole tells.

    ``site`` is whose page or report it is and ``signed`` the day that its last lines give.
    """
    if item.kind == "card":
        return header
    outlet = header.outlet or site
    if item.kind in {"happening", "digest"}:
        return replace(header, outlet=outlet, published=page.day)
    if of > 1:
        return replace(header, outlet=outlet)
    return replace(
        header,
        outlet=outlet,
        published=header.published or hinted_moment(source.hints) or signed or page.day,
        title=header.title or _without_site(source.hints.title, rules),
        url=source.hints.url,
    )


def _retold(header: Header, note: SourceNote | None, page: PageDate) -> Header:
    """The header of a piece that retells another outlet's report, as its note says."""
    if note is None:
        return header
    day = page.completed(note.date)
    return replace(header, outlet=note.outlet, published=day or header.published)


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

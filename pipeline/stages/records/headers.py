"""The header of an item: headline, publication date, outlet, channel, number, address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import regex

from pipeline.model import Hints, Span
from pipeline.rulefiles import deferred
from pipeline.stages.records.attribution import attribution
from pipeline.stages.records.headlines import is_heard
from pipeline.stages.records.items import HEAD_LINES, Item
from pipeline.stages.records.pageline import PageLine
from pipeline.stages.records.publishing import is_dated, opens_headline, published
from pipeline.stages.records.rules import RecordRules
from pipeline.stages.records.sourcenotes import SourceNote
from pipeline.stages.records.titletails import Tail, title_tail

_ISO_TIME = deferred(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)

_LONGEST = 90  # a headline of sentences is no longer


@dataclass(frozen=True, slots=True)
class Header:
    """What an item says of itself; ``title_span`` are page offsets of the headline."""

    title: str | None = None
    title_span: Span | None = None
    published: str | None = None
    outlet: str | None = None
    via: str | None = None
    article_ref: str | None = None
    url: str | None = None


def read_header(
    lines: Sequence[PageLine], item: Item, rules: RecordRules, note: SourceNote | None = None
) -> Header:
    """The header of ``item`` as its own lines tell it; nothing from elsewhere on the page.

    ``note`` is where its title or text tells whose report it retells: no part of the title.
    """
    own = [lines[i] for i in range(item.first, item.last)]
    tail = _site_tail(lines, item, rules)
    title, title_span = _title(lines, item, rules, note, tail)
    outlet, via = attribution(lines, item, rules)
    if outlet is None and tail is not None:
        outlet = rules.outlets.get(tail.site, tail.site)
    return Header(
        title=title,
        title_span=title_span,
        published=published(lines, item, rules),
        outlet=outlet,
        via=via,
        article_ref=_group(own, rules["header.reference"], "ref") if _has_ref(item) else None,
        url=_address(own if item.kind == "card" else [lines[i] for i in item.dates], rules),
    )


def _has_ref(item: Item) -> bool:
    return item.kind == "report"


def _group(own: Sequence[PageLine], pattern: regex.Pattern[str], group: str) -> str | None:
    for line in own[:HEAD_LINES]:
        match = pattern.search(line.text)
        if match:
            return str(match[group])
    return None


# --- headline -----------------------------------------------------------------------------


def _title(
    lines: Sequence[PageLine],
    item: Item,
    rules: RecordRules,
    note: SourceNote | None,
    tail: Tail | None,
) -> tuple[str | None, Span | None]:
    if item.title is None:
        return None, None
    line = lines[item.title]
    start, end = 0, len(line.text)
    dated = item.kind == "report" and item.title in item.dates
    if dated or (item.kind == "article" and opens_headline(line)):
        start = _after_date(line, rules)
    if item.kind == "report":
        start = _after_outlet(line.text, start, rules)
    if item.kind == "report" and line.cells:
        start, end = _title_cell(line)
    if note is not None and note.line == item.title:
        end = note.start
    end = _before_tail(line.text, start, end, item, rules)
    end = min(end, tail.start) if tail is not None else end
    start = _behind_head(line.text, start, end, item, rules)
    if item.kind == "article" and line.full_date is not None and is_heard(line, rules):
        end = min(end, line.full_date.start)
    closing = rules["date.trailing"].search(line.text) if _closed_by_date(line) else None
    if closing and (item.title in item.dates or _is_stamped(line, item, closing.start())):
        end = closing.start()
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    if text.startswith("「") and text.endswith("」") and "「" not in text[1:-1]:
        start, text = start + 1, text[1:-1]
    broken = "。" in text and text.endswith(("…", "..."))
    if broken or (len(text) > _LONGEST and "。" in text):
        return None, None  # the text itself, on one line with its date
    at = line.span.start + start
    return (text, Span(at, at + len(text))) if text else (None, None)


def _before_tail(text: str, start: int, end: int, item: Item, rules: RecordRules) -> int:
    """Where the headline ends in a line that goes on with number, dateline or source."""
    for name in ("header.reference", "header.dateline_tail", "header.title_source"):
        tail = rules[name].search(text, start)
        end = min(end, tail.start()) if tail else end
    return end


def _behind_head(text: str, start: int, end: int, item: Item, rules: RecordRules) -> int:
    """Where the headline begins behind the name of its field, marks and its number."""
    heads = ["header.title_field", "header.title_head", "line.programme"]
    if item.kind not in {"report", "happening"}:
        heads.append("header.title_number")
    for name in heads:
        head = rules[name].match(text, start, end)
        start = head.end() if head else start
    return start


def _site_tail(lines: Sequence[PageLine], item: Item, rules: RecordRules) -> Tail | None:
    """The site's name behind the headline of ``item``."""
    if item.title is None or item.kind == "happening":
        return None
    return title_tail(lines[item.title].text, (line.text for line in lines), rules)


def _title_cell(line: PageLine) -> tuple[int, int]:
    """The cell of a table row that holds the headline: the longest but for its date."""
    date = line.date
    cells = [c for c in line.cells if date is None or c.start - line.span.start >= date.end]
    cell = max(cells or line.cells, key=lambda c: c.end - c.start)
    return cell.start - line.span.start, cell.end - line.span.start


def _closed_by_date(line: PageLine) -> bool:
    """True when the date of a headline closes it; one that opens it comes before that."""
    opened = line.row_date is not None and line.row_date.full
    return line.closing_date is not None and not opened


def _is_stamped(line: PageLine, item: Item, at: int) -> bool:
    """True where a site put the day behind an article's headline, apart or with its time."""
    apart = line.text[at - 1 : at].isspace() or ":" in line.text[at:]
    return is_dated(line, item) and apart


def _after_date(line: PageLine, rules: RecordRules) -> int:
    """Where the headline begins in a line that opens with its date (and time)."""
    if line.date is None or _closed_by_date(line):
        return 0
    end = line.date.end
    time = rules["date.time"].match(line.text, end)
    return int(time.end()) if time else end


def _after_outlet(text: str, start: int, rules: RecordRules) -> int:
    """Where the headline begins in a line that opens with the outlet's name."""
    while start < len(text) and text[start] in " 　":
        start += 1
    match = rules["outlet.name"].match(text, start)
    if match and match.end() < len(text) and text[match.end()] in " 　":
        return int(match.end()) + 1
    return start


def hinted_moment(hints: Hints) -> str | None:
    """The publication date that a scraper noted, as ISO 8601 in Japanese time."""
    match = _ISO_TIME.match(hints.published or "")
    if not match:
        return None
    day, hour, minute, second, zone = match.groups()
    if hour is None:
        return str(day)
    if zone in {None, "+09:00", "+0900"}:
        return f"{day}T{hour}:{minute}:{second or '00'}+09:00"
    offset = "+00:00" if zone == "Z" else zone
    moment = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}{offset}")
    return moment.astimezone(timezone(timedelta(hours=9))).isoformat()


# --- address ------------------------------------------------------------------------------


def _address(own: Sequence[PageLine], rules: RecordRules) -> str | None:
    for line in own:
        match = rules["header.url"].search(line.text)
        if match:
            return line.text[match.start() : address_end(line.text, match, rules)]
    return None


def address_end(text: str, match: regex.Match[str], rules: RecordRules) -> int:
    """Where an address ends that text was glued to.

    In 「…/article/7030443か国の連携」 the last digit counts the countries.
    """
    end = int(match.end())
    if text[end - 1 : end].isdigit() and rules["header.counter"].match(text, end):
        return end - 1
    return end

"""Whose page it is: the outlet as the page's furniture, markup or scraper names it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Cleaned, Source
from pipeline.stages.records.rules import RecordRules

_MENU = 3  # a line of so many words is a menu, which names other pages too
_TOP = 6  # so many lines at the top of a page may hold the site's name


def site_outlet(cleaned: Cleaned, source: Source, rules: RecordRules) -> str | None:
    """The outlet that a page belongs to, where it says so; None rather than a guess."""
    if source.hints.outlet:
        return source.hints.outlet
    dropped = list(_furniture(cleaned, source))
    for text in dropped:
        match = rules["outlet.self_name"].search(text)
        if match:
            return str(match["outlet"])
    tail = _title_tail(source, rules)
    if tail:
        return tail
    for text in dropped[:_TOP]:
        match = rules["outlet.page_owner"].match(text)
        if match and not rules["outlet.not_a_name"].search(match["outlet"]):
            return str(match["outlet"]).strip()
    for text in reversed(dropped):
        match = rules["outlet.copyright"].search(text)
        if match and not rules["outlet.not_a_name"].search(match["outlet"]):
            return str(match["outlet"]).strip()
    return None


def furniture_above(cleaned: Cleaned, source: Source) -> list[str]:
    """The page title and the furniture that stood above the news."""
    first = cleaned.page.segments[0].source.start if cleaned.page.segments else 0
    above = [
        source.text[slice(*dropped.span)].strip()
        for dropped in cleaned.dropped
        if dropped.span.end <= first and not dropped.rule_id.startswith("html.")
    ]
    return [text for text in (source.hints.title, *above) if text and len(text.split()) < _MENU]


def _furniture(cleaned: Cleaned, source: Source) -> Iterator[str]:
    for dropped in cleaned.dropped:
        if not dropped.rule_id.startswith("html."):
            text = source.text[slice(*dropped.span)].strip()
            if text and "<" not in text:
                yield text


def _title_tail(source: Source, rules: RecordRules) -> str | None:
    """The site's name at the end of the page title: 「…が開幕 | ミリ趣味」."""
    title = source.hints.title
    match = rules["header.title_tail"].search(title) if title else None
    return str(match["site"]).strip() if match else None

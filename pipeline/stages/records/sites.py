"""Whose page it is: the outlet as the page's furniture, markup or scraper names it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import regex

from pipeline.model import Cleaned, Source
from pipeline.stages.records.rules import RecordRules

_MENU = 3  # a line of so many words is a menu, which names other pages too
_TOP = 4  # so many lines at the top of a page may hold the site's name
_LONGEST = 24
_LATIN = regex.compile(r"[\x20-\x7e]+")
_DIGIT = regex.compile(r"\d")
_PARTS = regex.compile(r"\s*[|｜/／>＞»:：―—–]\s*|\s+-\s+|[\s　]{2,}")


def site_outlet(cleaned: Cleaned, source: Source, rules: RecordRules) -> str | None:
    """The outlet that a page belongs to, where it says so; None rather than a guess.

    A scraper's word comes first, then a sentence in which the site names itself, the page
    title's end, the first lines of the page, the copyright notice.
    """
    if source.hints.outlet:
        return source.hints.outlet
    furniture = [text for _, text in _furniture(cleaned, source)]
    for text in furniture:
        match = rules["outlet.self_name"].search(text)
        if match:
            return str(match["outlet"])
    above = [text for end, text in _furniture(cleaned, source) if end <= _first(cleaned)][:_TOP]
    tail = _title_tail(source, rules)
    if tail or any(rules["outlet.private"].search(text) for text in above):
        return tail
    named = next((name for text in above if (name := _name(text, rules))), None)
    return named or _copyright(furniture, rules)


def furniture_above(cleaned: Cleaned, source: Source) -> list[str]:
    """The page title and the furniture that stood above the news, without menus."""
    above = [text for end, text in _furniture(cleaned, source) if end <= _first(cleaned)]
    return [text for text in (source.hints.title, *above) if text and not _is_menu(text)]


def page_year(cleaned: Cleaned, source: Source, rules: RecordRules) -> int | None:
    """The year that the scraper noted, or that the copyright notice ends with."""
    if source.hints.published and source.hints.published[:4].isdecimal():
        return int(source.hints.published[:4])
    for _, text in reversed([*_furniture(cleaned, source)]):
        match = rules["header.copyright_year"].search(text)
        if match:
            return int(match["year"])
    return None


def _is_menu(text: str) -> bool:
    """Words side by side; numbers (第9巻 第3号 2022年3月) are no links to other pages."""
    return sum(not _DIGIT.search(word) for word in text.split()) >= _MENU


def _first(cleaned: Cleaned) -> int:
    return cleaned.page.segments[0].source.start if cleaned.page.segments else 0


def _furniture(cleaned: Cleaned, source: Source) -> Iterator[tuple[int, str]]:
    """The dropped stretches of text, each with the place where it ends."""
    for dropped in cleaned.dropped:
        text = source.text[slice(*dropped.span)].strip()
        if text and "<" not in text and not dropped.rule_id.startswith("html."):
            yield dropped.span.end, text


def _name(text: str, rules: RecordRules) -> str | None:
    """The name of a site in a line of its header, or None when it is navigation."""
    if text in rules.outlets:
        return rules.outlets[text]
    owner = rules["outlet.page_owner"].match(text)
    if owner:
        return _accepted(str(owner["outlet"]), rules)
    if rules["outlet.not_a_header"].search(text):
        return None
    part = _PARTS.split(text)[0].strip("■□●【】[]〔〕 　")
    words = [word for word in part.split() if not _DIGIT.search(word)] or [part]
    part = " ".join(words)
    if len(words) > 1 and not _LATIN.fullmatch(part):
        # A name and its slogan, or the same name in two scripts.
        named = [word for word in words if rules["outlet.page_owner"].match(word)]
        latin = list(takewhile(_LATIN.fullmatch, words))
        part = named[0] if named else " ".join(latin) or words[0]
    return _accepted(part, rules)


def _accepted(name: str, rules: RecordRules) -> str | None:
    name = name.strip()
    if not _LATIN.fullmatch(name):
        name = rules["outlet.tail"].sub("", name).strip()
    if not 1 < len(name) <= _LONGEST or rules["outlet.not_a_name"].search(name):
        return None
    return rules.outlets.get(name, name)


def _copyright(furniture: list[str], rules: RecordRules) -> str | None:
    for text in reversed(furniture):
        match = rules["outlet.copyright"].search(text)
        if match:
            return _accepted(str(match["outlet"]), rules)
    return None


def _title_tail(source: Source, rules: RecordRules) -> str | None:
    """The site's name at the end of the page title: 「…が開幕 | ミリ趣味」."""
    title = source.hints.title
    match = rules["header.title_tail"].search(title) if title else None
    return str(match["site"]).strip() if match else None

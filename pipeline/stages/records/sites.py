"""Whose page it is: the outlet as the page's furniture, markup or scraper names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from pipeline.model import Cleaned, Source
from pipeline.rulefiles import deferred
from pipeline.stages.records.rules import RecordRules

_MENU = 3  # a line of so many words is a menu, which names other pages too
_TOP = 4  # so many lines at the top of a page may hold the site's name
_LONGEST = 24
_LONG = 8  # so long a name that is a part of a headline is no site's
_LATIN = deferred(r"[\x20-\x7e]+")
_JAPANESE = deferred(r"[\p{Hiragana}\p{Katakana}\p{Han}]")
_DIGIT = deferred(r"\d")
# As in 「NEWS 24」 and 「2chまとめ」, which are no dates.
_NUMBER = deferred(r"[A-Za-z]*\d{1,3}|\d(?:ch|ちゃんねる)\S*")
_DOMAIN = deferred(r"[A-Za-z0-9-]+(?:\.[A-Za-z]{2,4}){1,2}")
_LISTS = "related."  # the rules that drop lists of other pages
_CRUMBS = "nav.crumbs"  # the rule that drops the path to the page
_QUOTES = ("『", "「", "《")  # around the name of a newsletter, other than its publisher's
_LABEL = deferred(r"^[【\[〔][^】\]〕]{1,6}[】\]〕](?=\S)")  # the kind of site before its name
_REMARK = deferred(r"(?<=\S{4})[\s　]*[(（][^()（）:：]{1,8}[:：][^()（）]{1,16}[)）]$")  # (代表:…)
_STEPS = deferred(r"[>＞»›]")
_PARTS = deferred(r"\s*[|｜/／>＞»:：―—–]\s*|\s+-\s+|[\s　]{2,}")


def site_outlet(
    cleaned: Cleaned,
    source: Source,
    rules: RecordRules,
    kept: Sequence[str] = (),
    titles: Sequence[str] = (),
    categories: Collection[str] = (),
) -> str | None:
    """The outlet that a page belongs to, where it says so; None rather than a guess.

    A scraper's word comes first, then a sentence in which the site names itself, an office
    that owns the page, the page title's end, the first lines of the page, the copyright
    notice. ``kept`` are the lines above the items that cleaning did not drop, ``titles``
    the items' headlines: a part of one names no site, nor does one of the ``categories`` that
    stand beside the days of several items.
    """
    if source.hints.outlet:
        return _accepted(source.hints.outlet, rules) or source.hints.outlet
    furniture = [text for _, text in _furniture(cleaned, source)]
    for text in furniture:
        match = rules["outlet.self_name"].search(text)
        if match:
            return str(match["outlet"])
    first = _first(cleaned)
    listed = {cut.span.end for cut in cleaned.dropped if cut.rule_id.startswith(_LISTS)}
    above = [
        text for end, text in _furniture(cleaned, source) if end <= first and end not in listed
    ][:_TOP]
    top = [*above, *kept][:_TOP]
    quoted = next((m for text in top if (m := rules["outlet.issue"].search(text))), None)
    if quoted and quoted.group().startswith(_QUOTES):
        return _accepted(str(quoted["outlet"]), rules)
    office = _office([source.hints.title or "", *top], rules)
    if office:
        return office
    tail = _title_tail(source, rules)
    if tail:
        longer = (text for text in above if text.startswith(f"{tail} ") and _LATIN.fullmatch(text))
        return next(longer, tail)
    steps = _path(cleaned, source)
    for text in top:
        name = _name(text, rules) if text not in steps else None
        part = name and len(name) >= _LONG and any(name in title for title in titles)
        if not rules["outlet.name"].fullmatch(text):
            part = part or top.count(text) > 1  # a headline stands twice, its site once
        if name and not part and name not in categories:
            return None if rules["outlet.private"].search(text) else name
    return _quoted(furniture, rules) or _address(furniture, rules) or _copyright(furniture, rules)


def _path(cleaned: Cleaned, source: Source) -> set[str]:
    """The steps of the path to the page: sections of the site, and not its name."""
    return {
        source.text[slice(*dropped.span)].strip()
        for dropped in cleaned.dropped
        if dropped.rule_id == _CRUMBS
    }


def _office(top: Sequence[str], rules: RecordRules) -> str | None:
    """The ministry, embassy or agency that one of the first lines names as the owner."""
    for text in top:
        for part in _PARTS.split(text)[:_MENU]:
            match = rules["outlet.office"].match(part)
            if match:
                return str(match["outlet"])
    return None


def furniture_above(cleaned: Cleaned, source: Source, rules: RecordRules) -> list[str]:
    """The page title and the furniture that stood above the news, without menus.

    Of the path to the page its last step: 「HOME > 活動報告 > 2007年」. A title in several
    words (「付録 日本・ペルー 略年表」) is no menu where it names a table.
    """
    first = _first(cleaned)
    above = [text for end, text in _furniture(cleaned, source) if end <= first]
    steps = [_STEPS.split(text)[-1].strip() for text in above]
    table = rules["line.chronology_title"]
    return [
        text
        for text in (source.hints.title, *steps)
        if text and (table.search(text) or not _is_menu(text))
    ]


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


def furniture_around(cleaned: Cleaned, source: Source) -> tuple[str, str]:
    """The text dropped above the news and the text dropped below it, line by line."""
    first, last = _first(cleaned), _last(cleaned)
    lines = list(_furniture(cleaned, source))
    above = [text for end, text in lines if end <= first]
    below = [text for end, text in lines if end - len(text) >= last]
    return "\n".join(above), "\n".join(below)


def _last(cleaned: Cleaned) -> int:
    """Where the kept text ends in the source; blank lines do not count."""
    end = len(cleaned.page.text.rstrip())
    return cleaned.page.to_source(end - 1, end).end if end else 0


def _first(cleaned: Cleaned) -> int:
    """Where the kept text begins in the source; blank lines do not count."""
    start = len(cleaned.page.text) - len(cleaned.page.text.lstrip())
    return cleaned.page.to_source(start, start + 1).start if cleaned.page.text.strip() else 0


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
    if rules["header.url"].search(text):
        return None
    text = _REMARK.sub("", text)
    owner = rules["outlet.page_owner"].match(text)
    if owner:
        return _accepted(str(owner["outlet"]), rules)
    issue = rules["outlet.issue"].search(text)
    if issue:
        return rules.outlets.get(str(issue["outlet"]), str(issue["outlet"]))
    if rules["outlet.not_a_header"].search(text):
        return None
    both = rules["outlet.two_names"].match(text)
    if both:
        return _accepted(str(both["outlet"]), rules)
    parts = _PARTS.split(text)
    # With two parts the name may stand behind the slogan.
    for part in parts if len(parts) < _MENU else parts[:1]:
        name = _part_name(_LABEL.sub("", part).strip("■□●【】[]〔〕 　"), rules)
        if name or not rules["outlet.slogan"].search(part):
            return name
    return None


def _part_name(part: str, rules: RecordRules) -> str | None:
    if rules["outlet.heading"].search(part):
        return None
    if rules["outlet.slogan"].search(part):
        # A slogan may stand behind the name: 「minato 船のポータルサイト」.
        first, _, slogan = part.partition(" ")
        if not slogan or rules["outlet.slogan"].search(first) or not _LATIN.fullmatch(first):
            return None
        part = first
    words = [w for w in part.split() if not _DIGIT.search(w) or _NUMBER.fullmatch(w)] or [part]
    if any(_foreign(word) for word in words):
        words = [word for word in words if not _foreign(word)]
        if not words or not _JAPANESE.search(" ".join(words)):
            return None
    part = " ".join(words)
    if len(words) > 1 and not _LATIN.fullmatch(part):
        part = _one_name(words, rules)
    name = _accepted(part, rules)
    japanese = [word for word in words if not _LATIN.fullmatch(word)]
    menu = len(japanese) >= _MENU and part == japanese[0]
    return name if name and not (menu and not rules["outlet.like"].search(name)) else None


def _foreign(word: str) -> bool:
    """True for a word in neither Japanese nor English letters: 「УКРІНФОРМ」, 「vēstniecība」."""
    letters = [c for c in word if c.isalpha()]
    return any(not _JAPANESE.match(c) and not c.isascii() and c not in "ー々〆" for c in letters)


def _one_name(words: Sequence[str], rules: RecordRules) -> str:
    """Of a name and its slogan, or the same name in two scripts, the name."""
    words = [word for word in words if not rules["outlet.slogan"].search(word)] or words
    named = [word for word in words if rules["outlet.page_owner"].match(word)]
    if rules["outlet.heading"].search(words[0]):
        named = named or [word for word in words[1:] if rules["outlet.site"].search(word)][:1]
    latin = list(takewhile(_LATIN.fullmatch, words))
    if named or not latin:
        return named[0] if named else words[0]
    edition = rules["outlet.edition"].fullmatch(words[len(latin)])
    if edition and not _DOMAIN.fullmatch(latin[-1]):
        latin.append(words[len(latin)])
    return " ".join(latin)


def _accepted(name: str, rules: RecordRules) -> str | None:
    name = name.strip()
    name = rules["outlet.year"].sub("", name)
    if not _LATIN.fullmatch(name):
        name = rules["outlet.tail"].sub("", name).strip()
    if not 1 < len(name) <= _LONGEST or rules["outlet.not_a_name"].search(name):
        return None
    if rules["outlet.slogan"].search(name):
        return None
    return rules.outlets.get(name, name)


def _quoted(furniture: Sequence[str], rules: RecordRules) -> str | None:
    """The outlet that a page of quotations names below: 「引用元 >> 共同:産経ニュース/…」."""
    for text in furniture:
        match = rules["header.quoted"].match(text)
        if match:
            return _accepted(str(match["outlet"]), rules)
    return None


def _address(furniture: Sequence[str], rules: RecordRules) -> str | None:
    """The owner before its number or address at the foot: 「外務省(法人番号 …)」."""
    for text in reversed(furniture):
        match = rules["outlet.address"].search(text)
        if match:
            return _accepted(str(match["outlet"]), rules)
    return None


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
    return _accepted(str(match["site"]), rules) if match else None

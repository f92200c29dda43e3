"""What a page says of itself beside its text: address, title, day of publication, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.model import Hints
from pipeline.stages.sources.markup import Token, attributes
from pipeline.stages.sources.references import unescaped

# In order of preference: what publishers fill with care comes first.
TITLE_METAS = ("og:title", "twitter:title", "dc.title")
OUTLET_METAS = ("og:site_name", "application-name")
URL_METAS = ("og:url",)
DATE_METAS = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "pubdate",
    "publish_date",
    "publishdate",
    "published_date",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "date",
)
_ARTICLES = re.compile(r"Article|BlogPosting|NewsReport|Report$")
_LONGEST_JSON = 500_000
_MOST_TAGS = 500
_LONGEST_TITLE = 1000
_DEEPEST_JSON = 6
_TAG = re.compile(
    r"""<(meta|link|time|title|script|h1)(?=[\s/>])
        (?:[^<>"']++|"[^"]{0,2000}+"|'[^']{0,2000}+')*+>""",
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|[０-９]{4}|(?:明治|大正|昭和|平成|令和)")
_SPACE = re.compile(r"\s+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def merged(first: Hints, second: Hints) -> Hints:
    """Field by field what ``first`` says, else what ``second`` says."""
    return Hints(
        first.url or second.url,
        first.title or second.title,
        first.published or second.published,
        first.outlet or second.outlet,
    )


def html_hints(text: str) -> Hints:
    """The hints in the metadata of an HTML page, dates as written.

    Looks at ``meta`` and ``link`` elements, JSON-LD, ``time`` and ``title``; the body's
    text is left to the stages that read it.

    >>> html_hints('<meta property="og:site_name" content="防衛日報">').outlet
    '防衛日報'
    """
    found = _Found()
    for number, match in enumerate(_TAG.finditer(text)):
        if number >= _MOST_TAGS:
            break
        name = match[1].lower()
        token = Token("open", match.start(), match.end(), name)
        found.take(name, attributes(text, token), text, match.end())
    return Hints(
        _first(found, ("canonical", *URL_METAS, "ld:url"), _ADDRESS),
        _first(found, (*TITLE_METAS[:1], "ld:headline", *TITLE_METAS[1:], "title")),
        _first(found, ("ld:datePublished", *DATE_METAS), _YEAR) or found.time(),
        _first(found, (*OUTLET_METAS, "ld:publisher")),
    )


_ADDRESS = re.compile(r"https?://\S+$")


class _Time(NamedTuple):
    value: str
    published: bool
    below_headline: bool


class _Found:
    """Collects what the tags of a page say, the first of each name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.times: list[_Time] = []
        self.headline = False

    def take(self, name: str, given: dict[str, str], text: str, end: int) -> None:
        """Note one start tag that ends at ``end``."""
        if name == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            self.put(key.lower(), given.get("content", ""))
        elif name == "link":
            if "canonical" in given.get("rel", "").lower().split():
                self.put("canonical", given.get("href", ""))
        elif name == "title":
            self.put("title", unescaped(text[end : end + _LONGEST_TITLE].partition("<")[0]))
        elif name == "h1":
            self.headline = True
        elif name == "time":
            published = "pubdate" in given or "datepublished" in given.get("itemprop", "").lower()
            self.times.append(_Time(given.get("datetime", ""), published, self.headline))
        elif given.get("type", "").strip().lower() == "application/ld+json":
            close = _SCRIPT_END.search(text, end, end + _LONGEST_JSON)
            for item in _linked_data(text[end : close.start()]) if close else ():
                self.put_article(item)

    def put(self, key: str, value: str) -> None:
        """Note a value, white space folded, unless there is one already."""
        folded = _SURROGATES.sub("\ufffd", _SPACE.sub(" ", value).strip())
        if key and folded:
            self.values.setdefault(key, folded)

    def put_article(self, item: dict[str, Any]) -> None:
        """Note what an article of JSON-LD says."""
        for key in ("headline", "datePublished", "url"):
            value = item.get(key)
            if isinstance(value, str):
                self.put(f"ld:{key}", value)
        publisher = item.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str):
            self.put("ld:publisher", name)

    def time(self) -> str | None:
        """The ``time`` element that is likeliest the day of publication, if any is.

        One marked as such, else the first below the headline, else the only one: lists
        of other articles have such elements too.
        """
        times = [t for t in self.times if _YEAR.search(t.value)]
        for choice in (
            [t for t in times if t.published],
            [t for t in times if t.below_headline],
            times if len({t.value for t in times}) == 1 else [],
        ):
            if choice:
                return choice[0].value.strip()
        return None


def _first(found: _Found, keys: tuple[str, ...], form: re.Pattern[str] | None = None) -> str | None:
    values = (found.values.get(key) for key in keys)
    return next((v for v in values if v and (form is None or form.search(v))), None)


def _linked_data(text: str) -> Iterator[dict[str, Any]]:
    """The articles in a block of JSON-LD; none when it is not JSON."""
    try:
        data = json.loads(text.strip(), strict=False)
    except (ValueError, RecursionError):
        # Broken metadata is common and says nothing; the page itself is still read.
        return
    waiting = [(data, 0)]
    while waiting:
        item, depth = waiting.pop(0)
        if isinstance(item, list):
            waiting += [(one, depth + 1) for one in item[:50] if depth < _DEEPEST_JSON]
        elif isinstance(item, dict):
            kinds = item.get("@type")
            if any(_ARTICLES.search(kind) for kind in _names(kinds)):
                yield item
            graph = item.get("@graph")
            if isinstance(graph, list) and depth < _DEEPEST_JSON:
                waiting.append((graph, depth + 1))


def _names(kinds: Any) -> list[str]:
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind for kind in listed if isinstance(kind, str)]

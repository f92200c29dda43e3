"""Lines that recur over the pages of one site, learned from the pages themselves.

Furniture comes again on page after page, with other news between. So does much else: a
story scraped five times, the subheadings of a ministry's releases. A line is therefore
counted once a story, it must stand before or after the news and not in its midst, and it
must recur on most of the site's pages or together with other such lines.

What is learned is a function of the set of pages, whatever their order and however they
were split into runs: of a site with many pages those with the smallest digests are used.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.model import Page, Source
from pipeline.stages.cleaning.rules import TemplateRules

MOST_PAGES = 40  # of one site
_MOST_LINES = 80  # from either end of a page
_LONGEST = 60
_LEAST_PROSE = 15
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")
_PROSE = re.compile(r"[。！？]")
_HOST = re.compile(r"^(?:www\d*|m|sp|mobile|amp)\.")


class SeenLine(NamedTuple):
    """A line of a page as it is compared with those of others, and whether it is prose."""

    key: str
    prose: bool


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What is remembered of a page: its title, if known, and its lines from top to bottom."""

    title: str
    lines: tuple[SeenLine, ...]


class Template(NamedTuple):
    """A line known as a site's furniture, and how many of its stories have it."""

    key: str
    stories: int
    of: int


def line_key(text: str) -> str:
    """What two lines must share to count as the same: all but width, case and digits.

    >>> line_key("コメント（１２）  RSS")
    'コメント(00) rss'
    """
    folded = _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()
    return _DIGIT.sub("0", folded)[:_LONGEST]


def site_of(source: Source) -> str:
    """The site that a page belongs to: its host, else its outlet, else where it was found.

    That is the folder of a file, or the file of an entry.
    """
    file, entry, _ = source.name.rpartition("#")
    return named_site(source) or (file if entry else source.name.rpartition("/")[0])


def named_site(source: Source) -> str | None:
    """The host or outlet of a page; None when nothing is known but where it was found."""
    try:
        host = urlsplit(source.hints.url or "").hostname
    except ValueError:
        host = None
    return _HOST.sub("", host.lower()) if host else source.hints.outlet or None


def seen_page(page: Page) -> SeenPage:
    """What to remember of a page. Blank lines are left out."""
    text = page.text.text
    keys = [key for line in page.lines if (key := line_key(text[slice(*line.span)]))]
    if len(keys) > 2 * _MOST_LINES:
        keys = keys[:_MOST_LINES] + keys[-_MOST_LINES:]
    seen = tuple(SeenLine(k, len(k) >= _LEAST_PROSE and bool(_PROSE.search(k))) for k in keys)
    return SeenPage(line_key(page.source.hints.title or ""), seen)


def learn(pages: Collection[SeenPage], rules: TemplateRules) -> tuple[Template, ...]:
    """The furniture of a site, by what its pages share, in the order of the keys.

    Example: four stories, each between 「ホーム」 and 「プライバシーポリシー」, give these two.
    """
    stories = _stories(list(pages), rules)
    if len(stories) < rules.rule.least_stories:
        return ()
    having: dict[str, set[int]] = defaultdict(set)
    for number, story in enumerate(stories):
        for page in story:
            for line in page.lines:
                having[line.key].add(number)
    around = _around(stories, having)
    candidates = {
        key: frozenset(numbers)
        for key, numbers in having.items()
        if len(numbers) >= rules.rule.least_stories
        and around[key] >= rules.rule.least_around
        and not rules.exempts(key)
    }
    company = Counter(candidates.values())
    return tuple(
        Template(key, len(numbers), len(stories))
        for key, numbers in sorted(candidates.items())
        if len(numbers) >= rules.rule.least_share * len(stories)
        or _together(numbers, company, rules) > rules.rule.least_together
    )


def _stories(pages: Sequence[SeenPage], rules: TemplateRules) -> list[list[SeenPage]]:
    """The pages, those that tell one story together: re-scrapes, copies, later versions."""
    groups: list[list[SeenPage]] = []
    for page in sorted(pages, key=lambda p: (p.title, p.lines)):
        same = [g for g in groups if any(_is_same(page, other, rules) for other in g)]
        groups = [g for g in groups if g not in same]
        groups.append([page, *(other for group in same for other in group)])
    return groups


def _is_same(one: SeenPage, other: SeenPage, rules: TemplateRules) -> bool:
    first, second = _told(one), _told(other)
    shared = len(set(first) & set(second)) / max(1, min(len(first), len(second)))
    headed = (one.title != "" and one.title == other.title) or first[:1] == second[:1]
    return shared >= (rules.rule.same_story if headed else rules.rule.same_text)


def _told(page: SeenPage) -> list[str]:
    """The sentences of a page, each once; all its lines when it has none."""
    prose = [line.key for line in page.lines if line.prose]
    return list(dict.fromkeys(prose or [line.key for line in page.lines]))


def _around(
    stories: Sequence[Sequence[SeenPage]], having: Mapping[str, Collection[int]]
) -> dict[str, float]:
    """For each line the share of its places that lie before or after the page's news."""
    outside: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for story in stories:
        for page in story:
            news = _news(page.lines, having)
            for at, line in enumerate(page.lines if news else ()):
                places[line.key] += 1
                outside[line.key] += int(at not in news)
    return defaultdict(float, {key: outside[key] / places[key] for key in places})


def _news(lines: Sequence[SeenLine], having: Mapping[str, Collection[int]]) -> range:
    """From the first to the last sentence that no other story has.

    Sentences that join on are of the news too: releases open and close alike.
    """
    own = [at for at, line in enumerate(lines) if line.prose and len(having[line.key]) == 1]
    if not own:
        return range(0)
    first, last = own[0], own[-1]
    while first > 0 and lines[first - 1].prose:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].prose:
        last += 1
    return range(first, last + 1)


def _together(
    numbers: frozenset[int], company: Mapping[frozenset[int], int], rules: TemplateRules
) -> int:
    """How many lines stand in nearly the same stories, this one among them."""
    return sum(
        count
        for others, count in company.items()
        if len(numbers & others) >= rules.rule.least_likeness * len(numbers | others)
    )


class SiteMemory:
    """The pages seen of each site: what templates are learned from.

    A set union: adding pages in any order, twice, or in several runs comes to the same.
    Of each site only so many are kept, those with the smallest digests.
    """

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, SeenPage]] = {}
        self._learned: dict[str, tuple[Template, ...]] = {}

    @property
    def sites(self) -> dict[str, int]:
        """How many pages are remembered of each site."""
        return {site: len(pages) for site, pages in sorted(self._pages.items())}

    def wants(self, source: Source) -> bool:
        """Whether the page of a source would add anything."""
        pages = self._pages.get(site_of(source), {})
        full = len(pages) >= MOST_PAGES and source.sha256 > max(pages)
        return source.sha256 not in pages and not full

    def add(self, page: Page) -> None:
        """Remember a page."""
        self._remember(page.source, seen_page(page))

    def recall(self, source: Source, earlier: SiteMemory) -> bool:
        """Remember a page as an earlier memory does; False when that does not know it."""
        seen = earlier._pages.get(site_of(source), {}).get(source.sha256)
        if seen is not None:
            self._remember(source, seen)
        return seen is not None

    def adopt(self, site: str, other: SiteMemory) -> bool:
        """Remember of a site what another memory does; False when that is nothing new."""
        if self._pages.get(site) == other._pages.get(site):
            return False
        self._pages[site] = dict(other._pages[site])
        self._learned.pop(site, None)
        return True

    def _remember(self, source: Source, seen: SeenPage) -> None:
        site = site_of(source)
        pages = self._pages.setdefault(site, {})
        pages[source.sha256] = seen
        if len(pages) > MOST_PAGES:
            del pages[max(pages)]
        self._learned.pop(site, None)

    def forget(self, site: str) -> bool:
        """Drop what is remembered of a site; False when that is nothing."""
        self._learned.pop(site, None)
        return self._pages.pop(site, None) is not None

    def templates(self, site: str, rules: TemplateRules) -> tuple[Template, ...]:
        """The furniture of a site, as far as its pages show it; ``rules`` never change."""
        if site not in self._learned:
            self._learned[site] = learn(self._pages.get(site, {}).values(), rules)
        return self._learned[site]

    def as_json(self, rules: TemplateRules) -> dict[str, Any]:
        """The memory as plain data, the same for the same pages and rules."""
        return {
            site: {
                "templates": [list(template) for template in self.templates(site, rules)],
                "pages": {
                    digest: [page.title, [[line.key, int(line.prose)] for line in page.lines]]
                    for digest, page in sorted(self._pages[site].items())
                },
            }
            for site in self.sites
        }

    @classmethod
    def from_json(cls, data: Any, *, relearn: bool = False) -> SiteMemory:
        """The memory that :meth:`as_json` gave. Raises ``ValueError`` for anything else.

        ``relearn`` drops the templates, for rules that have changed since.
        """
        memory = cls()
        try:
            for site, known in data.items():
                memory._pages[site] = {
                    str(digest): SeenPage(
                        str(title), tuple(SeenLine(str(key), bool(prose)) for key, prose in lines)
                    )
                    for digest, (title, lines) in known["pages"].items()
                }
                if not relearn:
                    memory._learned[site] = tuple(
                        Template(str(key), int(stories), int(of))
                        for key, stories, of in known["templates"]
                    )
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("not a memory of sites") from error
        return memory

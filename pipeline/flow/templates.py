"""What runs learn of sites' furniture, kept as a file of the cache folder.

The file holds for each site the lines found (with the number of stories that have them,
and of stories in all) and the pages they were learned from. Removing it, or forgetting a
site, undoes what was learned.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.flow.remembered import read_remembered, write_remembered
from pipeline.model import Source
from pipeline.stages.cleaning import SiteMemory, TemplateRules, named_site, site_of
from pipeline.stages.sources import read_page

FILE_NAME = "templates.json"


@dataclass(frozen=True, slots=True)
class SiteTemplates:
    """The lines known as furniture, by site; small enough to send to a process."""

    sites: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, source: Source) -> frozenset[str]:
        """Those of the site that a source comes from."""
        return self.sites.get(site_of(source), frozenset())

    def digest(self, source: Source) -> str:
        """A hash of those, empty when there are none."""
        lines = "\n".join(sorted(self.of(source)))
        return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest() if lines else ""

    def whole_digest(self) -> str:
        """A hash of the lines of all sites."""
        told = json.dumps({site: sorted(lines) for site, lines in sorted(self.sites.items())})
        return hashlib.sha256(told.encode()).hexdigest()


def learn_templates(
    sources: Iterable[Source], rules: TemplateRules | None, folder: Path
) -> SiteTemplates:
    """The furniture of the sources' sites, by these pages and all those seen before.

    A folder is no site: files of a page's host or outlet unknown are learned from as far
    as they are among ``sources``, so that other folders of that name change nothing.
    Pages not seen yet are added to the file in ``folder``. Raises :class:`OutputError`
    when it cannot be written.
    """
    if rules is None:
        return SiteTemplates()
    memory = read_memory(folder, rules)
    here = SiteMemory()
    sites = set()
    grown = False
    for source in sources:
        sites.add(site_of(source))
        named = named_site(source) is not None
        target = memory if named else here
        if not target.wants(source) or (not named and here.recall(source, memory)):
            continue
        # A page that cannot be read is told of when its turn comes.
        with suppress(Exception):
            target.add(read_page(source))
            grown = True
    for place in here.sites:
        grown |= memory.adopt(place, here)
    if grown:
        write_memory(memory, rules, folder)
    return _templates(memory, sites, rules)


def known_templates(rules: TemplateRules | None, folder: Path) -> SiteTemplates:
    """The furniture of every site that runs have seen pages of."""
    if rules is None:
        return SiteTemplates()
    memory = read_memory(folder, rules)
    return _templates(memory, memory.sites, rules)


def _templates(memory: SiteMemory, sites: Iterable[str], rules: TemplateRules) -> SiteTemplates:
    found = {site: frozenset(t.key for t in memory.templates(site, rules)) for site in sites}
    return SiteTemplates({site: lines for site, lines in found.items() if lines})


def read_memory(folder: Path, rules: TemplateRules) -> SiteMemory:
    """What was learned so far; nothing when the file is missing or damaged."""
    data = read_remembered(folder / FILE_NAME)
    try:
        return SiteMemory.from_json(data["sites"], relearn=data["rules"] != rules.digest)
    except (ValueError, KeyError, TypeError):
        # A cache may be lost at any time: its pages are learned from again.
        return SiteMemory()


def write_memory(memory: SiteMemory, rules: TemplateRules, folder: Path) -> None:
    """Keep what was learned. Raises :class:`OutputError` when the file cannot be written."""
    data = {"rules": rules.digest, "sites": memory.as_json(rules)}
    write_remembered(folder / FILE_NAME, data)

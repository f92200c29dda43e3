"""What all pages share: the desk, texts, rules and templates of one server."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader

from pipeline.model import EVENT_TYPES, ROLES, STAGES, STATUSES
from pipeline.review import labels
from pipeline.review.deciding import Desk
from pipeline.review.filters import REVIEWS, Filters
from pipeline.review.index import Index
from pipeline.review.names import Name, Names
from pipeline.review.overview import Overview, overview
from pipeline.review.rulenotes import RuleNote
from pipeline.review.texts import Sources

_KEPT_OVERVIEWS = 8
_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that ships with the page, read when the server starts."""

    data: bytes
    media_type: str
    version: str


def load_assets() -> dict[str, Asset]:
    """All assets by name. Requests choose among these names and reach no other file."""
    found: dict[str, Asset] = {}
    for entry in files("pipeline.review").joinpath("static").iterdir():
        suffix = entry.name[entry.name.rfind(".") :]
        if suffix in _KINDS:
            data = entry.read_bytes()
            version = blake2b(data, digest_size=4).hexdigest()
            found[entry.name] = Asset(data, _KINDS[suffix], version)
    return found


def environment(assets: Mapping[str, Asset]) -> Environment:
    """The templates: everything that is put into them is escaped."""
    env = Environment(
        loader=PackageLoader("pipeline.review", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        asset=lambda name: f"/static/{name}?v={assets[name].version}",
        # Browsers ask for an icon again whenever the address changes: it comes along.
        icon=f"data:image/svg+xml;base64,{b64encode(assets['icon.svg'].data).decode()}",
        labels=labels,
        labelled=labels.labelled,
        EVENT_TYPES=EVENT_TYPES,
        STATUSES=STATUSES,
        STAGES=STAGES,
        ROLES=ROLES,
        REVIEWS=REVIEWS,
    )
    return env


@dataclass(slots=True)
class Site:
    """One reviewer's server."""

    index: Index
    desk: Desk
    names: Names
    sources: Sources
    notes: Mapping[str, RuleNote]
    token: str
    assets: Mapping[str, Asset]
    templates: Environment
    _overviews: dict[tuple[str, Filters], Overview] = field(default_factory=dict)

    def overview(self, filters: Filters) -> Overview:
        """The overview of the filtered events; worked out once as long as nothing changes."""
        key = (self.index.moment(), filters)
        found = self._overviews.get(key)
        if found is None:
            found = overview(self.index, filters, self.reviewer, self.names)
            while len(self._overviews) >= _KEPT_OVERVIEWS:
                self._overviews.pop(next(iter(self._overviews)))
            self._overviews[key] = found
        return found

    @property
    def reviewer(self) -> str:
        """Who decides here."""
        return self.desk.reviewer

    def render(self, template: str, **cells: Any) -> str:
        """A page from its template."""
        counts = self.index.one("SELECT count(*) AS n FROM events WHERE disagreement = 1")
        orphans = self.index.one("SELECT count(*) AS n FROM orphans WHERE loud")
        return self.templates.get_template(template).render(
            reviewer=self.reviewer,
            token=self.token,
            disagreements=counts["n"] if counts else 0,
            orphans=orphans["n"] if orphans else 0,
            problems=self.index.problems,
            filters=cells.pop("filters", Filters()),
            **cells,
        )

    def fragment(self, template: str, **cells: Any) -> str:
        """A part of a page, without what only whole pages show."""
        return self.templates.get_template(template).render(**cells)


def names_with(index: Index, names: Names) -> Names:
    """All names to choose from: the rules', and those that the tables brought along."""
    rows = index.all("SELECT code, name_ja, name_en, kind FROM names")
    return Names.of(
        [
            *names.entries.values(),
            *(
                Name(r["code"], r["name_ja"] or "", r["name_en"] or "", r["kind"] or "")
                for r in rows
            ),
        ]
    )

"""The site's name behind a headline: 「日豪が署名 | 北都新聞」, 「日豪が署名：時事ドットコム」."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.stages.records.rules import RecordRules

_LEAST = 6  # a headline has so many letters in front of its tail


class Tail(NamedTuple):
    """Where a headline ends in its line, and whose site the rest of the line names."""

    start: int
    site: str


def title_tail(text: str, page: Iterable[str], rules: RecordRules) -> Tail | None:
    """The tail of a headline that names a site; None for one that belongs to the headline.

    It names a site where it has the form of an outlet's or a site's name, or where the
    headline comes without it on another line of the ``page``. An office does not: 「…で会談|
    防衛省」 tells what the news is of.
    """
    match = rules["header.title_tail"].search(text) or rules["header.title_press"].search(text)
    if match is None or match.start() < _LEAST:
        return None
    site = str(match["site"]).strip()
    if rules["outlet.office"].match(site) or rules["outlet.not_a_name"].search(site):
        return None
    named = (
        site in rules.outlets
        or rules["outlet.name"].fullmatch(site) is not None
        or rules["outlet.site"].search(site) is not None
    )
    tail = Tail(int(match.start()), site)
    return tail if named or text[: tail.start].strip() in page else None

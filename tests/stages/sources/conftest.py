"""Helpers for the tests of sources: pages from markup, files read in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model import Page, Problem, Source
from pipeline.stages.sources import find_sources, read_page, read_sources


@pytest.fixture(scope="session")
def html() -> Callable[[str], Page]:
    """The page of a piece of markup."""
    return lambda text: read_page(Source("page.html", text, "", "text/html"))


@pytest.fixture(scope="session")
def lines_of() -> Callable[[Page], list[str]]:
    """The texts of a page's lines."""
    return lambda page: [page.text.text[line.span.start : line.span.end] for line in page.lines]


@pytest.fixture(scope="session")
def lines(
    html: Callable[[str], Page], lines_of: Callable[[Page], list[str]]
) -> Callable[[str], list[str]]:
    """The lines of a piece of markup."""
    return lambda text: lines_of(html(text))


@pytest.fixture(scope="session")
def check_partition() -> Callable[[Page], None]:
    """Asserts that every character of the source is kept once or dropped once, in order."""

    def check(page: Page) -> None:
        source = page.source.text
        kept = [s for s in page.text.segments if s.source]
        spans = sorted([s.source for s in kept] + [d.span for d in page.dropped])
        assert [s.start for s in spans] == [0, *(s.end for s in spans)][: len(spans)]
        assert (spans[-1].end if spans else 0) == len(source)
        assert all(d.reason and d.rule_id for d in page.dropped)
        for segment in kept:
            if segment.source.end - segment.source.start == segment.length:
                own = source[segment.source.start : segment.source.end]
                assert page.text.text[segment.start : segment.start + segment.length] == own
        for line in page.lines:
            assert "\n" not in page.text.text[line.span.start : line.span.end]

    return check


@pytest.fixture
def read() -> Callable[[Path], tuple[list[Source], list[Problem]]]:
    """The documents and problems of a file or folder."""

    def run(path: Path) -> tuple[list[Source], list[Problem]]:
        found = find_sources([path])
        items = [item for file in found.files for item in read_sources(file)]
        sources = [item for item in items if isinstance(item, Source)]
        problems = [item for item in items if isinstance(item, Problem)]
        return sources, [*found.problems, *problems]

    return run

"""What a page says of itself beside its text: address, title, day of publication, site."""

from __future__ import annotations

from pipeline.model import Hints


def merged(first: Hints, second: Hints) -> Hints:
    """Field by field what ``first`` says, else what ``second`` says."""
    return Hints(
        first.url or second.url,
        first.title or second.title,
        first.published or second.published,
        first.outlet or second.outlet,
    )


def html_hints(text: str) -> Hints:
    """The hints in the metadata of an HTML page."""
    return Hints()

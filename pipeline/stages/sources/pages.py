"""A source as a page of lines."""

from __future__ import annotations

from pipeline.model import Page, Source
from pipeline.stages.sources.html import html_page
from pipeline.stages.sources.plain import plain_page


def read_page(source: Source) -> Page:
    r"""The lines of a source with the way back to it, markup left out.

    Every character of the source is either kept, so that it stands in exactly one segment
    of ``text``, or it stands in exactly one span of ``dropped``. A line break, tab or
    space that HTML only implies is put in with an empty source span, at the end of the
    text before it. Pure: the same source gives the same page.

    >>> page = read_page(Source("a.html", "<p>日米<br>会談", "", "text/html"))
    >>> page.text.text
    '日米\n会談'
    """
    return html_page(source) if source.media_type == "text/html" else plain_page(source)

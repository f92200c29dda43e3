"""An item of a page as a layout finds it, before its header is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Span
from pipeline.stages.records.headdates import HeadDate

ItemKind = Literal["article", "report", "happening", "digest", "card"]

HEAD_LINES = 6  # a header ends after so many lines when no running text comes first


@dataclass(frozen=True, slots=True)
class Item:
    """Lines ``first`` to ``last`` (exclusive) of the page.

    ``dates`` are the lines of its date, ``title`` is the line of its headline; ``span`` is
    set when the item is only a part of one line (a cell of a table). ``happened`` is the
    date in the heading of a dated happening, completed from its context. ``headings`` are
    the section headings above it, outermost first; ``listed`` is the ISO day under which a
    list of reports has it, completed from its context. ``credit`` is the line that names whose
    report it is.
    """

    kind: ItemKind
    first: int
    last: int
    dates: tuple[int, ...] = ()
    title: int | None = None
    span: Span | None = None
    happened: HeadDate | None = None
    headings: tuple[str, ...] = ()
    listed: str | None = None
    credit: int | None = None

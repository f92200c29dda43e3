"""An item of a page as a layout finds it, before its header is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Span
from pipeline.stages.records.headdates import HeadDate

ItemKind = Literal["article", "report", "happening", "digest", "card"]


@dataclass(frozen=True, slots=True)
class Item:
    """Lines ``first`` to ``last`` (exclusive) of the page.

    ``dates`` are the lines of its date, ``title`` is the line of its headline; ``span`` is
    set when the item is only a part of one line (a cell of a table). ``happened`` is the
    date in the heading of a dated happening, completed from its context; ``published`` is the
    day of a report, where its year stands in the context only. ``headings`` are the section
    headings above it, outermost first.
    """

    kind: ItemKind
    first: int
    last: int
    dates: tuple[int, ...] = ()
    title: int | None = None
    span: Span | None = None
    happened: HeadDate | None = None
    headings: tuple[str, ...] = ()
    published: str | None = None

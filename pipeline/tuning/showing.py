"""Text for a terminal: carets under words, in the width that Japanese takes there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pipeline.model import Span


def width(text: str) -> int:
    """How many cells a text takes on a terminal.

    >>> width("日本 A")
    6
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def carets(text: str, spans: Iterable[Span], indent: str = "    ") -> str:
    """A text on one line with carets below the spans.

    >>> print(carets("首相が会談", [Span(3, 5)], ""))
    首相が会談
          ^^^^
    """
    line = text.replace("\n", " ").replace("\t", " ").rstrip()
    marks = [" "] * width(line)
    for span in spans:
        start = width(line[: span.start])
        for cell in range(start, min(len(marks), start + width(line[span.start : span.end]))):
            marks[cell] = "^"
    below = "".join(marks).rstrip()
    return f"{indent}{line}" + (f"\n{indent}{below}" if below else "")

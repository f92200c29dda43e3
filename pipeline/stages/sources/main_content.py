"""Which lines of an HTML page an extraction library takes for its main content.

Evidence, no verdict: the library is right on most pages and wrong on some whole kinds of
them, so cleaning weighs it with the rest. Resiliparse is asked because it keeps tables,
takes any length on one line, and is the quickest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from resiliparse.extract.html2text import extract_plain_text

from pipeline.model import Dropped

# The library takes minutes for elements nested 100,000 deep, a moment at this depth.
DEEPEST = 800
# Shorter lines (シェア, 目次) stand by chance within longer ones: they must match whole.
SHORT = 8
_SEARCHED = 50_000_000
_SPACE = re.compile(r"\s+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def main_lines(source: str, without: Iterable[Dropped], lines: Sequence[str]) -> list[bool] | None:
    """For each line whether it is main content; None when the library finds none at all.

    ``without`` are stretches of the source to hide from it: ruby readings and invisible
    characters, which would keep its text from matching the lines.
    """
    edges = [0, *(edge for d in without for edge in d.span), len(source)]
    shown = "".join(source[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    extracted = extract_plain_text(
        _SURROGATES.sub("\ufffd", shown),
        main_content=True,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
    )
    whole = {_SPACE.sub("", line) for line in extracted.splitlines()}
    if whole <= {""}:
        return None
    text = _SPACE.sub("", extracted)
    searches = _SEARCHED // len(text)
    found = []
    for line in lines:
        letters = _SPACE.sub("", line)
        is_main = letters in whole
        if not is_main and len(letters) >= SHORT and searches:
            searches -= 1
            is_main = letters in text
        found.append(is_main)
    return found

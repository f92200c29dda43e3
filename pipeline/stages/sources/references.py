"""Character references of HTML, resolved one at a time so that offsets stay true."""

from __future__ import annotations

import html
import re
from html.entities import html5

# Longer numbers are no characters, and the longest name has 31 letters.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,9};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")


def reference(text: str, at: int) -> tuple[str, int] | None:
    """The characters that the reference at ``at`` stands for, and where it ends.

    None when the ``&`` there is only itself. As in browsers the semicolon may be missing
    where the standard lets old names stand without (``&copy2024``). A number that is no
    character stands for U+FFFD, a forbidden control character for nothing.
    """
    found = _REFERENCE.match(text, at)
    if found is None:
        return None
    written = found.group()
    if written[1] == "#":
        return html.unescape(written), found.end()
    name = written[1:]
    if name in html5:
        return html5[name], found.end()
    for length in range(len(name) - 1, 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], at + 1 + length
    return None


def unescaped(text: str) -> str:
    """``text`` with its references resolved."""
    pieces = []
    done = 0
    at = text.find("&")
    while at >= 0:
        resolved = reference(text, at)
        if resolved:
            pieces += [text[done:at], resolved[0]]
            done = resolved[1]
        at = text.find("&", resolved[1] if resolved else at + 1)
    return "".join(pieces) + text[done:]

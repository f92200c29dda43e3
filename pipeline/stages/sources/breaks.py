"""Where HTML ends a line."""

from __future__ import annotations

from enum import IntEnum


class Break(IntEnum):
    """What a tag does to the line: nothing, end it as a block, or end it as ``<br>`` does.

    Blocks end a line once however many meet; each ``<br>`` counts.
    """

    NONE = 0
    BLOCK = 1
    LINE = 2

    def after(self, breaks: int) -> int:
        """The number of line ends, given those that came before in the same gap."""
        return breaks + 1 if self is Break.LINE else max(breaks, int(self))

"""Where lines and sentences of a record's text begin and end (text offsets)."""

from __future__ import annotations


def line_start(text: str, at: int) -> int:
    """Where the line begins that holds an offset."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where that line ends, before its break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds an offset: behind a full stop or a line break."""
    return max(text.rfind(mark, 0, max(0, at)) for mark in "。\n") + 1


def full_stop(text: str, at: int) -> int:
    """Where the next full stop stands, else where the text ends; lines do not count."""
    end = text.find("。", at)
    return len(text) if end < 0 else end

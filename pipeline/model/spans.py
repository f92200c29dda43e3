"""Spans of a text, and texts that know where in the source each character stood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of text: ``text[start:end]``."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Segment(NamedTuple):
    """A run of aligned text: ``length`` characters at ``start`` come from ``source``.

    When the source stretch is as long as the run, characters correspond one to one;
    otherwise the run as a whole stands for the stretch (``&amp;``, or a line break put
    where markup stood).
    """

    start: int
    length: int
    source: Span


@dataclass(frozen=True, slots=True)
class AlignedText:
    r"""Text with the way back to the source it was cut from.

    >>> page = AlignedText.keep("広告\n本文です", [Span(3, 7)])
    >>> page.text, page.to_source(0, 2)
    ('本文です', Span(start=3, end=5))
    """

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def whole(cls, text: str) -> AlignedText:
        """The text itself, aligned one to one."""
        return cls.keep(text, [Span(0, len(text))])

    @classmethod
    def keep(cls, source: str, spans: Iterable[Span]) -> AlignedText:
        """The given spans of ``source``, in order, joined without separators."""
        return cls.join((source[s.start : s.end], s) for s in spans)

    @classmethod
    def join(cls, pieces: Iterable[tuple[str, Span]]) -> AlignedText:
        """Pieces of ``(text, source span)`` in order; empty pieces are skipped."""
        segments: list[Segment] = []
        texts: list[str] = []
        at = 0
        for text, span in pieces:
            if not text:
                continue
            segments.append(Segment(at, len(text), Span(*span)))
            texts.append(text)
            at += len(text)
        return cls("".join(texts), tuple(segments))

    def to_source(self, start: int, end: int) -> Span:
        """The source span of ``text[start:end]``; gaps inside it are included.

        Raises ``IndexError`` when the range is outside the text. An empty range maps to
        an empty span.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is outside a text of {len(self.text)} characters")
        if start == end:
            at = self._position(start, first=True) if self.segments else 0
            return Span(at, at)
        return Span(self._position(start, first=True), self._position(end - 1, first=False))

    def _at(self, index: int) -> int:
        """The place of the segment that holds a character, of the first one at least."""
        # Tuples are compared by their first items first, and there is no call for each.
        return max(0, bisect_left(self.segments, (index + 1,)) - 1)

    def _position(self, index: int, *, first: bool) -> int:
        segment = self.segments[self._at(index)]
        offset = index - segment.start
        if segment.source.end - segment.source.start == segment.length:
            return segment.source.start + offset + (0 if first else 1)
        return segment.source.start if first else segment.source.end

    def slice(self, start: int, end: int) -> AlignedText:
        """The part ``text[start:end]``, aligned to the same source."""
        return self.select([Span(start, end)])

    def select(self, spans: Iterable[Span]) -> AlignedText:
        """Several parts in order, joined, aligned to the same source."""
        return AlignedText.join(piece for span in spans for piece in self._pieces(span))

    def _pieces(self, span: Span) -> Iterable[tuple[str, Span]]:
        for segment in self.segments[self._at(span.start) :]:
            if segment.start >= span.end:
                break
            start = max(span.start, segment.start)
            end = min(span.end, segment.start + segment.length)
            if start < end:
                yield self.text[start:end], self.to_source(start, end)

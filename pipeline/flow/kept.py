"""Readings as they are kept: packed, and unpacked no further than is asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cached_property, partial

from pipeline.flow.codec import dumps, loads
from pipeline.flow.reading import Found, Head, Reading, RecordReading, Records
from pipeline.model import Cleaned
from pipeline.rulefiles import deferred

_ESCAPED = deferred(r'["\\\x00-\x1f]')


def pack_reading(reading: Reading) -> tuple[bytes, bytes]:
    """A reading without problems as its heads and the rest, for :class:`Kept`."""
    heads = packed(dumps(tuple(record.head for record in reading.records), tuple[Head, ...]))
    found = (dumps(record.found, Found) for record in reading.records)
    return heads, packed("\n".join((dumps(reading.cleaned, Cleaned), *found)))


class Kept:
    """A reading as it is kept: its heads, and the rest, which a rule's edit seldom asks for."""

    def __init__(self, heads: bytes, rest: bytes) -> None:
        self._heads = heads
        self._rest = rest

    def cleaned(self) -> Cleaned:
        """The cleaned page."""
        return loads(self._lines[0], Cleaned)

    def records(self) -> Records:
        """The records in order; what was found in each is unpacked when it is asked for."""
        heads: tuple[Head, ...] = loads(_decoded(self._spoken), tuple[Head, ...])
        return tuple(
            RecordReading(head, partial(self._found, n)) for n, head in enumerate(heads, 1)
        )

    def lacks(self, words: Iterable[str]) -> bool:
        """True when none of the words stands in a record; False tells nothing."""
        # Japanese stands in JSON as it is; what JSON writes otherwise may stand there. Bytes
        # are searched as they are, which spares decoding them.
        return not any(_ESCAPED.search(word) or _encoded(word) in self._spoken for word in words)

    @cached_property
    def _spoken(self) -> bytes:
        return zlib.decompress(self._heads)

    @cached_property
    def _lines(self) -> list[str]:
        return unpacked(self._rest).split("\n")

    def _found(self, line: int) -> Found:
        return loads(self._lines[line], Found)


def packed(text: str) -> bytes:
    """A text made small."""
    return zlib.compress(_encoded(text), 1)


def unpacked(data: bytes) -> str:
    """What :func:`packed` made small. Raises ``zlib.error`` for other data."""
    return _decoded(zlib.decompress(data))


def checksum(heads: bytes, rest: bytes) -> int:
    """Tells whether the parts of a reading are as they were."""
    return zlib.crc32(rest, zlib.crc32(heads))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")

"""Files opened safely: nothing that blocks, nothing that unpacks without end."""

from __future__ import annotations

import os
import stat
import zlib
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

MAX_BYTES = 1 << 26  # 64 MB: the longest document that is read
# Web text packs to a fifth or a tenth, rarely below a fiftieth; short files may do so.
MAX_RATIO = 250
_SHORT = 1 << 22
_GZIP = b"\x1f\x8b"
_BLOCK = 1 << 16


class Opened(BufferedReader):
    """The content of a file. ``failure`` tells why it ends early, None when it does not."""

    raw: Any

    @property
    def failure(self) -> str | None:
        """What is wrong with the packed file, once reading has come upon it."""
        return getattr(self.raw, "failure", None)


def open_source(path: Path) -> Opened:
    """The bytes of a file, unpacked when they are gzip, whatever its name says.

    Raises ``OSError`` when it cannot be opened, or when a pipe, device or link stands in
    its place.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    handle = os.fdopen(descriptor, "rb", buffering=0)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        handle.close()
        raise OSError("is not a regular file")
    packed = os.pread(descriptor, 2, 0) == _GZIP
    return Opened(_Unpacked(handle) if packed else handle, _BLOCK)


class _Unpacked(RawIOBase):
    """The content of a gzip file of any number of members, unpacked piece by piece.

    Damage, a missing end or absurd growth end the content there and fill ``failure``:
    what came before is still good.
    """

    def __init__(self, packed: RawIOBase) -> None:
        self.packed = packed
        self.decoder = zlib.decompressobj(wbits=31)
        self.waiting = b""
        self.taken = 0
        self.given = 0
        self.failure: str | None = None

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self.packed.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        piece = b""
        while not piece and not self.failure and self._fill():
            try:
                piece = self.decoder.decompress(self.waiting, min(len(buffer), _BLOCK))
            except zlib.error as error:
                self.failure = f"the packed file is damaged: {error}"
            self.waiting = self.decoder.unused_data or self.decoder.unconsumed_tail
        self.given += len(piece)
        if self.given > _SHORT and self.given > MAX_RATIO * self.taken:
            self.failure = f"{self.taken:,} bytes unpack to more than {self.given:,}"
        buffer[: len(piece)] = piece
        return len(piece)

    def _fill(self) -> bool:
        """Have packed bytes waiting and a decoder for them; False at the end."""
        if self.decoder.eof:
            self.waiting = self.waiting.lstrip(b"\0")  # padding after the last member
        if not self.waiting:
            self.waiting = self.packed.read(_BLOCK) or b""
            self.taken += len(self.waiting)
        if not self.waiting:
            if self.taken and not self.decoder.eof:
                self.failure = "the packed file ends too early"
            return False
        if self.decoder.eof:
            self.decoder = zlib.decompressobj(wbits=31)
        return True

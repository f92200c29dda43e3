"""The two Japanese encodings of the web that Python lacks, as codecs for reading.

``cp51932`` and ``cp50220`` are EUC-JP and ISO-2022-JP with the characters of Windows
(①, ㈱, 髙), as browsers read them. :func:`register` makes Python know them.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


def register() -> None:
    """Make ``cp51932`` and ``cp50220`` known to ``bytes.decode``."""
    codecs.register(_search)


def _shifted(high: int, low: int) -> bytes:
    """A character of JIS X 0208, given by its two 7-bit bytes, in Shift_JIS."""
    lead = (high + 1) // 2 + (0x70 if high < 0x5F else 0xB0)
    if high % 2:
        return bytes((lead, low + (0x1F if low < 0x60 else 0x20)))
    return bytes((lead, low + 0x7E))


_TABLE: dict[int, str] = {}


def _character(high: int, low: int) -> str:
    key = high << 8 | low
    if key not in _TABLE:
        fits = 0x21 <= high <= 0x7E and 0x21 <= low <= 0x7E
        text = _shifted(high, low).decode("cp932", "ignore") if fits else ""
        _TABLE[key] = text
    return _TABLE[key]


class _Reader:
    """Collects characters and hands what is not one to the codec's error handler."""

    def __init__(self, name: str, data: bytes, errors: str) -> None:
        self.name = name
        self.data = data
        self.handler = codecs.lookup_error(errors)
        self.out: list[str] = []

    def fail(self, start: int, end: int) -> None:
        error = UnicodeDecodeError(self.name, self.data, start, end, "no such character")
        self.out.append(str(self.handler(error)[0]))

    def put(self, text: str, start: int, end: int) -> None:
        if text:
            self.out.append(text)
        else:
            self.fail(start, end)


def _decode_euc(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    data = bytes(data)
    reader = _Reader("cp51932", data, errors)
    at = 0
    for run in re.finditer(rb"[\x00-\x7f]+|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}|[\s\S]", data):
        at, end = run.span()
        first = data[at]
        if first < 0x80:
            reader.out.append(run.group().decode("ascii"))
        elif end - at == 1:
            reader.fail(at, end)
        elif first == 0x8E:
            reader.out.append(chr(0xFF61 + data[at + 1] - 0xA1))
        else:
            reader.put(_character(first & 0x7F, data[at + 1] & 0x7F), at, end)
    return "".join(reader.out), len(data)


def _decode_iso2022(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    data = bytes(data)
    reader = _Reader("cp50220", data, errors)
    mode = b"("
    end = 0
    for run in re.finditer(rb"\x1b(?:\$[@B]|\([BJI])|[^\x1b]+|\x1b", data):
        at, end = run.span()
        piece = run.group()
        if piece == b"\x1b":
            reader.fail(at, end)
        elif piece.startswith(b"\x1b"):
            mode = b"$" if piece[1:2] == b"$" else piece[2:3]
        elif mode == b"$":
            _pairs(reader, piece, at)
        else:
            _singles(reader, piece, at, kana=mode == b"I")
    return "".join(reader.out), len(data)


def _pairs(reader: _Reader, piece: bytes, at: int) -> None:
    index = 0
    while index < len(piece):
        high = piece[index]
        if high < 0x21:
            # A line break inside the two-byte state: written by careless programs.
            reader.out.append(chr(high))
            index += 1
            continue
        pair = piece[index : index + 2]
        text = _character(pair[0], pair[1]) if len(pair) == 2 else ""
        reader.put(text, at + index, at + index + len(pair))
        index += len(pair)


def _singles(reader: _Reader, piece: bytes, at: int, *, kana: bool) -> None:
    for index, byte in enumerate(piece):
        if kana and 0x21 <= byte <= 0x5F:
            reader.out.append(chr(0xFF61 + byte - 0x21))
        elif byte < 0x80:
            reader.out.append(chr(byte))
        else:
            reader.fail(at + index, at + index + 1)


def _refuse(text: str, errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError("cp51932", text, 0, len(text), "is for reading only")


def _search(name: str) -> codecs.CodecInfo | None:
    decoders = {"cp51932": _decode_euc, "cp50220": _decode_iso2022}
    if name not in decoders:
        return None
    return codecs.CodecInfo(_refuse, decoders[name], name=name)

"""The two Japanese encodings of the web that Python lacks, as codecs for reading.

``cp51932`` and ``cp50220`` are EUC-JP and ISO-2022-JP with the characters that Windows
added (①, ㈱, 髙), as browsers read them. :func:`register` makes Python know them.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_BASES = {"cp51932": "euc_jp", "cp50220": "iso2022_jp_ext"}
_HANDLER = "renkei.windows"


def register() -> None:
    """Make ``cp51932`` and ``cp50220`` known to ``bytes.decode``."""
    codecs.register(_search)
    for errors in ("strict", "replace", "ignore"):
        codecs.register_error(f"{_HANDLER}.{errors}", _handler(errors))


def _search(name: str) -> codecs.CodecInfo | None:
    base = _BASES.get(name)
    if base is None:
        return None

    def decode(data: ReadableBuffer, errors: str = "strict", /) -> tuple[str, int]:
        return codecs.decode(bytes(data), base, f"{_HANDLER}.{errors}"), len(bytes(data))

    return codecs.CodecInfo(_refuse, decode, name=name)


def _handler(errors: str) -> Callable[[UnicodeError], tuple[str | bytes, int]]:
    """Puts the character of Windows where Python's codec has none, else does as asked."""
    otherwise = codecs.lookup_error(errors)

    def handle(error: UnicodeError) -> tuple[str | bytes, int]:
        assert isinstance(error, UnicodeDecodeError)
        pair = error.object[error.start : error.start + 2]
        text = _character(pair)
        return (text, error.start + 2) if text else otherwise(error)

    return handle


def _character(pair: bytes) -> str:
    """The character that Windows has at two bytes of JIS X 0208 or EUC-JP, else nothing."""
    if len(pair) < 2:
        return ""
    high, low = pair[0] & 0x7F, pair[1] & 0x7F
    if not (0x21 <= high <= 0x7E and 0x21 <= low <= 0x7E) or (pair[0] ^ pair[1]) & 0x80:
        return ""
    text = _shifted(high, low).decode("cp932", "replace")
    return "" if "\ufffd" in text else text


def _shifted(high: int, low: int) -> bytes:
    """A character of JIS X 0208, given by its two 7-bit bytes, in Shift_JIS."""
    lead = (high + 1) // 2 + (0x70 if high < 0x5F else 0xB0)
    if high % 2:
        return bytes((lead, low + (0x1F if low < 0x60 else 0x20)))
    return bytes((lead, low + 0x7E))


def _refuse(text: str, errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError("cp51932", text, 0, len(text), "is for reading only")

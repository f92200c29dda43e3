"""Bytes to text: which encoding a document is in.

The ladder, surest evidence first: byte order mark, escapes of ISO-2022-JP, the encoding
that the page or the server declares when the bytes bear it out, UTF-8, UTF-16 without a
mark, detection among the Japanese encodings, and at last replacement of what cannot be
read. A declaration alone is never believed: pages lie, and mojibake hides in text that
decodes without an error.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from resiliparse.parse.encoding import detect_encoding

from pipeline.model import MediaType
from pipeline.stages.sources import japanese, windows_codecs

windows_codecs.register()

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages call an encoding, and the codecs to try for it. Shift_JIS means cp932 on the
# web, and EUC-JP pages use the characters of Windows too (①, ㈱, 髙).
_EUC = ("euc_jp", "cp51932")
_CODECS = {
    "shift_jis": ("cp932",),
    "shift-jis": ("cp932",),
    "sjis": ("cp932",),
    "x-sjis": ("cp932",),
    "ms_kanji": ("cp932",),
    "windows-31j": ("cp932",),
    "cp932": ("cp932",),
    "euc-jp": _EUC,
    "euc_jp": _EUC,
    "x-euc-jp": _EUC,
    "eucjp": _EUC,
    "utf-8": ("utf-8",),
    "utf8": ("utf-8",),
    # A page whose meta element could be read as ASCII is not in UTF-16.
    "utf-16": ("utf-8",),
    "iso-2022-jp": ("iso2022_jp", "cp50220"),
}
_JAPANESE = ("cp932", *_EUC)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([JIB])")
_HEAD = 4096
PLAUSIBLE = 0.7


class Decoded(NamedTuple):
    """The text of a document, how it was decoded, and what was lost in doing so.

    ``encoding`` is a codec name: ``data.decode(encoding)`` gives the text again, with
    ``errors="replace"`` when there is a problem.
    """

    text: str
    encoding: str
    problem: str | None = None


def decode(
    data: bytes, *, media_type: MediaType = "text/plain", declared: str | None = None
) -> Decoded:
    """The text of ``data``, which may be in any encoding in use for Japanese.

    ``declared`` is what the transfer said of it (the charset of an HTTP header). Never
    raises: what cannot be decoded becomes U+FFFD and is told in ``problem``.

    >>> decode("防衛相会談".encode("euc_jp"))
    Decoded(text='防衛相会談', encoding='euc_jp', problem=None)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding) or _replaced(data, encoding)
    if _ESCAPES.search(data) and data.isascii():
        return _first(data, _CODECS["iso-2022-jp"]) or _replaced(data, "cp50220")
    utf8 = _strict(data, "utf-8")
    if utf8 and data.isascii() and b"\0" not in data:
        return utf8
    wide = _utf16(data)
    if wide:
        return wide
    for name in (declared, _declared(data) if media_type == "text/html" else None):
        found = _first(data, _CODECS.get((name or "").strip().lower(), ()))
        # Text in UTF-8 hardly ever happens to be right in another encoding, and the other
        # way round even less, so a declaration against it must be clearly better.
        if found and _plausible(found) and not (utf8 and _plausible(utf8)):
            return found
    return utf8 or _detected(data) or _fewest_lost(data)


def _declared(data: bytes) -> str | None:
    found = _META.search(data, 0, _HEAD) or _XML.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _first(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    return next((found for e in encodings if (found := _strict(data, e))), None)


def _plausible(decoded: Decoded) -> bool:
    return japanese.plausibility(decoded.text) >= PLAUSIBLE


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: line breaks and markup put NULs on one side of the pairs."""
    if len(data) % 2 or not data:
        return None
    even, odd = data[0::2], data[1::2]
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # High bytes of Japanese text are few: 00 (ASCII), 30 (kana), 4E-9F (kanji), FF.
        if high.count(0) + high.count(0x30) > len(high) // 4 > low.count(0) * 8:
            found = _strict(data, encoding)
            if found and _plausible(found):
                return found
    return None


def _detected(data: bytes) -> Decoded | None:
    """The most plausible Japanese encoding that fits every byte; the detector's on a tie."""
    guess = detect_encoding(data) or ""
    fitting = [found for e in _JAPANESE if (found := _strict(data, e))]
    guessed = _CODECS.get(guess, ())
    best = max(
        fitting,
        key=lambda d: (round(japanese.plausibility(d.text), 2), d.encoding in guessed),
        default=None,
    )
    if best and _plausible(best):
        return best
    if guess.startswith(("windows-125", "iso-8859")):
        return _strict(data, "cp1252")
    return best


def _fewest_lost(data: bytes) -> Decoded:
    candidates = [_replaced(data, e) for e in ("utf-8", "cp932", "cp51932")]
    return max(candidates, key=lambda d: japanese.plausibility(d.text))


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, f"{lost} stretches of bytes are not {encoding}")

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
from collections.abc import Sequence
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
    "iso-2022-jp": ("iso2022_jp", "cp50220", "iso2022_jp_2004"),
}
_WIDE = ("utf-8", "utf-16-le", "utf-16-be", "cp932", *_EUC)
_JAPANESE = ("utf-8", "cp932", *_EUC, "utf-16-le", "utf-16-be")
# Never chosen when bytes are lost: almost any bytes are UTF-16, and cp51932 includes the
# plain codec of EUC-JP.
_UNSURE = frozenset({"utf-16-le", "utf-16-be", "euc_jp"})
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_ESCAPES = re.compile(rb"\x1b(?:\$[@B]|\([JIB])")
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
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
    if _is_iso2022(data):
        return _first(data, _CODECS["iso-2022-jp"]) or _replaced(data, "cp50220")
    utf8 = _strict(data, "utf-8")
    if b"\0" in data:
        # Text has no NULs, but UTF-16 without a mark is full of them.
        return _best(data, _WIDE)
    named = (declared, _declared(data) if media_type == "text/html" else None)
    codecs_named = [codec for name in named for codec in _CODECS.get(_folded(name), ())]
    # Text that is right in UTF-8 hardly ever looks right in another encoding as well, but
    # pages moved to UTF-8 keep their old declaration.
    if codecs_named and not (utf8 and _plausible(utf8)):
        found = _first(data, codecs_named)
        if found and _plausible(found):
            return found
    return utf8 or _best(data, (*codecs_named, *_JAPANESE))


def _is_iso2022(data: bytes) -> bool:
    """True for 7-bit text with its escapes, some broken bytes allowed for."""
    escapes = len(_ESCAPES.findall(data))
    return escapes > 0 and len(_EIGHT_BIT.findall(data)) < escapes


def _declared(data: bytes) -> str | None:
    found = _META.search(data, 0, _HEAD) or _XML.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _first(data: bytes, encodings: Sequence[str]) -> Decoded | None:
    return next((found for e in encodings if (found := _strict(data, e))), None)


def _folded(name: str | None) -> str:
    return (name or "").strip().lower()


def _plausible(decoded: Decoded) -> bool:
    return japanese.plausibility(decoded.text) >= PLAUSIBLE


def _best(data: bytes, encodings: Sequence[str]) -> Decoded:
    """The decoding that looks most like Japanese; one that loses nothing on a tie.

    The detector decides between encodings that look alike, and it knows of others.
    """
    guess = detect_encoding(data) or "utf-8"
    likely = _CODECS.get(guess.replace("_", "-"), (guess,))
    whole = [found for e in encodings if (found := _strict(data, e))]
    best = max(whole, key=lambda d: (_rounded(d), d.encoding in likely), default=None)
    if best and _plausible(best):
        return best
    # Neither Japanese nor sound: another language, or text with some broken bytes.
    foreign = _first(data, likely)
    lossy = [_strict(data, e) or _replaced(data, e) for e in encodings if e not in _UNSURE]
    return max(([foreign] if foreign else []) + lossy, key=_rounded)


def _rounded(decoded: Decoded) -> float:
    return round(japanese.plausibility(decoded.text), 2)


def _replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return Decoded(text, encoding, f"{lost} stretches of bytes are not {encoding}")

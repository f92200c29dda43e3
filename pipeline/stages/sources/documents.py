"""The bytes of one document to a :class:`Source`, or to the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from pipeline.model import Hints, MediaType, Problem, Source
from pipeline.stages.sources.decoding import decode
from pipeline.stages.sources.hints import html_hints, merged
from pipeline.stages.sources.unpacking import MAX_BYTES

# What other files begin with: their content is not text, whatever their name says.
_BINARY = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "packed twice",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ": "packed with xz",
    b"\x28\xb5\x2f\xfd": "packed with zstandard",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x00\x00\x00\x20ftyp": "a video",
    b"ID3": "a sound file",
}
_SAMPLE = 1_000_000
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd]")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def document(
    name: str,
    data: bytes,
    *,
    media_type: MediaType,
    declared: str | None = None,
    hints: Hints | None = None,
) -> Iterator[Source | Problem]:
    """The document that ``data`` holds, and a problem when that is nothing or not all.

    ``declared`` is the charset that came with it, ``hints`` what a scraper said of it.
    """
    if len(data) > MAX_BYTES:
        problem = f"is longer than {MAX_BYTES:,} bytes"
        yield Problem(name, "sources", problem, "split it into several files", "skipped")
        return
    what = next((what for mark, what in _BINARY.items() if data.startswith(mark)), None)
    if what:
        yield Problem(name, "sources", "is not text", f"the content is {what}", "skipped")
        return
    text, encoding, lost = decode(data, media_type=media_type, declared=declared)
    sample = text[:_SAMPLE]
    unreadable = len(_UNREADABLE.findall(sample))
    if unreadable > max(8, len(sample) // 5):
        detail = f"{unreadable:,} of {len(sample):,} characters cannot be read"
        yield Problem(name, "sources", "is not text", detail, "skipped")
        return
    if lost:
        yield Problem(name, "sources", "is partly undecodable", lost, "decoded with replacement")
    yield source(name, text, data, media_type=media_type, encoding=encoding, hints=hints)


def text_document(
    name: str, text: str, data: bytes, *, media_type: MediaType, hints: Hints
) -> Iterator[Source | Problem]:
    """A document that came as text already; ``data`` is the entry it stood in.

    Halves of surrogate pairs, which no encoding can hold, become U+FFFD.
    """
    text, broken = _SURROGATES.subn("\ufffd", text)
    if broken:
        detail = f"{broken} halves of surrogate pairs"
        yield Problem(name, "sources", "is partly undecodable", detail, "decoded with replacement")
    yield source(name, text, data, media_type=media_type, encoding="utf-8", hints=hints)


def source(
    name: str,
    text: str,
    data: bytes,
    *,
    media_type: MediaType,
    encoding: str,
    hints: Hints | None,
) -> Source:
    """The source itself; its media type follows what the text is, not what it is called."""
    if media_type == "text/plain" and _HTML.match(text):
        media_type = "text/html"
    elif media_type == "text/html" and not _TAG.search(text):
        media_type = "text/plain"
    found = html_hints(text) if media_type == "text/html" else Hints()
    return Source(
        name,
        text,
        sha256(data).hexdigest(),
        media_type,
        encoding,
        merged(hints or Hints(), found),
    )

"""Files that hold many documents: JSON Lines and WARC."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, BinaryIO

from pipeline.model import Hints, MediaType, Problem, Source
from pipeline.stages.sources.decoding import decode
from pipeline.stages.sources.documents import document, text_document
from pipeline.stages.sources.unpacking import MAX_BYTES

# The names that scrapers give their fields (Scrapy habits, trafilatura, news-please,
# newspaper, schema.org), in order of preference.
HTML_FIELDS = ("html", "raw_html", "rawhtml", "page_html", "body_html", "content_html")
TEXT_FIELDS = (
    "text",
    "maintext",
    "main_text",
    "content",
    "body",
    "articleBody",
    "article_body",
    "article",
    "full_text",
    "raw_text",
    "cleaned_text",
    "本文",
)
URL_FIELDS = ("url", "link", "canonical_url", "source_url", "uri", "href")
TITLE_FIELDS = ("title", "headline", "title_page", "タイトル", "見出し")
DATE_FIELDS = (
    "date",
    "published",
    "date_publish",
    "publish_date",
    "date_published",
    "datePublished",
    "published_at",
    "published_time",
    "published_date",
    "publication_date",
    "publishedAt",
    "pub_date",
    "pubDate",
    "pubdate",
    "日付",
    "公開日",
)
OUTLET_FIELDS = (
    "sitename",
    "site_name",
    "outlet",
    "publisher",
    "media",
    "source_name",
    "source",
    "媒体",
)
_MARKUP = re.compile(r"</(?:p|div|span|td|li|a|html|body|h\d)\s*>|<br\s*/?>", re.IGNORECASE)
_JST = timezone(timedelta(hours=9))


def json_documents(name: str, stream: BinaryIO) -> Iterator[Source | Problem]:
    """The documents of a JSON Lines file, one a line, blank lines aside.

    Each is named by its line, ``file.jsonl#12``. A line that is not a JSON object, or has
    no text, is a problem and the next one is read.
    """
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        entry = f"{name}#{number}"
        if len(line) > MAX_BYTES:
            problem = f"is longer than {MAX_BYTES:,} bytes"
            yield Problem(entry, "sources", problem, "", "skipped")
            while not line.endswith(b"\n") and (line := stream.readline(MAX_BYTES)):
                pass
        elif line.strip(b" \t\r\n\0"):
            yield from _json_document(entry, line)


def _json_document(name: str, line: bytes) -> Iterator[Source | Problem]:
    decoded = decode(line)
    if decoded.problem:
        yield Problem(
            name, "sources", "is partly undecodable", decoded.problem, "decoded with replacement"
        )
    try:
        entry = json.loads(decoded.text, strict=False)
    except (ValueError, RecursionError) as error:
        detail = getattr(error, "msg", "is nested too deep")
        yield Problem(name, "sources", "is not a JSON object", detail, "skipped")
        return
    if not isinstance(entry, dict):
        detail = f"the line holds a {type(entry).__name__}"
        yield Problem(name, "sources", "is not a JSON object", detail, "skipped")
        return
    text, media_type = _text(entry)
    if text is None:
        detail = f"none of the fields {', '.join(HTML_FIELDS + TEXT_FIELDS)} holds any"
        yield Problem(name, "sources", "has no text", detail, "skipped")
        return
    hints = Hints(
        _string(entry, URL_FIELDS),
        _string(entry, TITLE_FIELDS),
        _string(entry, DATE_FIELDS),
        _outlet(entry),
    )
    yield from text_document(name, text, line, media_type=media_type, hints=hints)


def _text(entry: dict[str, Any]) -> tuple[str | None, MediaType]:
    for field in HTML_FIELDS:
        if html := _joined(entry.get(field)):
            return html, "text/html"
    for field in TEXT_FIELDS:
        if text := _joined(entry.get(field)):
            return text, "text/html" if _MARKUP.search(text) else "text/plain"
    return None, "text/plain"


def _joined(value: Any) -> str | None:
    """The text of a field, which may be a list of paragraphs."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n".join(value)
    return value if isinstance(value, str) and value.strip() else None


def _string(entry: dict[str, Any], fields: tuple[str, ...]) -> str | None:
    for field in fields:
        value = entry.get(field)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, int | float) and 1e8 < value < 1e11:
            value = datetime.fromtimestamp(value, _JST).isoformat()
        if isinstance(value, str) and value.strip():
            return _SURROGATES.sub("\ufffd", value.strip())
    return None


_SURROGATES = re.compile(r"[\ud800-\udfff]")


def _outlet(entry: dict[str, Any]) -> str | None:
    """The site's name; some scrapers put its address in the same fields."""
    found = _string(entry, OUTLET_FIELDS)
    return None if found and re.match(r"https?://|[\w.-]+\.[a-z]{2,}$", found) else found


def warc_documents(name: str, stream: BinaryIO) -> Iterator[Source | Problem]:
    """The pages of a WARC file: responses, resources and conversions that hold text.

    Each is named by its record, ``file.warc#12``. Images, scripts, redirects and error
    pages are no documents. A record that cannot be read ends the file with a problem.
    """
    # Loads slowly, and few runs read crawls.
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if record.rec_type is None:
                yield _unsound(name, number, "its header breaks off")
            elif record.rec_type in {"response", "resource", "conversion"}:
                yield from _warc_document(f"{name}#{number}", record)
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        yield _unsound(name, number + 1, str(error))


def _unsound(name: str, number: int, detail: str) -> Problem:
    detail = f"record {number}: {' '.join(detail.split())}"
    return Problem(name, "sources", "is not a sound WARC file", detail, "cut short")


def _warc_document(name: str, record: Any) -> Iterator[Source | Problem]:
    headers = record.http_headers
    if headers is not None and not str(headers.get_statuscode() or "").startswith("2"):
        return
    kind = (headers or record.rec_headers).get_header("Content-Type") or ""
    media_type = _MEDIA_TYPES.get(kind.partition(";")[0].strip().lower())
    if media_type is None:
        return
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", kind, re.IGNORECASE)
    data = record.content_stream().read(MAX_BYTES + 1)
    if len(data) <= MAX_BYTES and _is_cut(record):
        detail = "the record is shorter than it says"
        yield Problem(name, "sources", "is damaged", detail, "cut short")
    url = record.rec_headers.get_header("WARC-Target-URI")
    yield from document(
        name,
        data,
        media_type=media_type,
        declared=charset.group(1) if charset else None,
        hints=Hints(url=url.strip("<>") if url else None),
    )


def _is_cut(record: Any) -> bool:
    """True when the file ends before the length that the record's header gives."""
    while record.raw_stream.read(1 << 16):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


_MEDIA_TYPES: dict[str, MediaType] = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}

"""Files of many documents: JSON Lines as scrapers write them, and WARC."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Hints, Problem, Source

Read = Callable[[Path], tuple[list[Source], list[Problem]]]
TEXT = "防衛省は3日、豪州と共同訓練を行うと発表した。"
PAGE = f"<html><head><title>訓練</title></head><body><p>{TEXT}</p></body></html>"


def jsonl(path: Path, *entries: Any) -> Path:
    lines = [e if isinstance(e, str) else json.dumps(e, ensure_ascii=False) for e in entries]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


# What the usual scrapers write, and what it says of the page.
SCRAPED = {
    "scrapy": (
        {"url": "https://example.jp/1", "title": "訓練", "date": "2024-11-03", "text": TEXT},
        Hints("https://example.jp/1", "訓練", "2024-11-03"),
    ),
    "trafilatura": (
        {
            "title": "訓練",
            "date": "2024-11-03",
            "sitename": "防衛日報",
            "hostname": "example.jp",
            "source": "https://example.jp/1",
            "source-hostname": "example.jp",
            "raw_text": "短い",
            "text": TEXT,
        },
        Hints(None, "訓練", "2024-11-03", "防衛日報"),
    ),
    "news-please": (
        {
            "date_publish": "2024-11-03 09:00:00",
            "maintext": TEXT,
            "source_domain": "example.jp",
            "title": "訓練",
            "url": "https://example.jp/1",
        },
        Hints("https://example.jp/1", "訓練", "2024-11-03 09:00:00"),
    ),
    "schema.org": (
        {
            "@type": "NewsArticle",
            "headline": "訓練",
            "datePublished": "2024-11-03T09:00:00+09:00",
            "publisher": {"@type": "Organization", "name": "防衛日報"},
            "articleBody": TEXT,
        },
        Hints(None, "訓練", "2024-11-03T09:00:00+09:00", "防衛日報"),
    ),
    "paragraphs and seconds": (
        {"link": "https://example.jp/1", "published": 1730592000, "content": [TEXT]},
        Hints("https://example.jp/1", None, "2024-11-03T09:00:00+09:00"),
    ),
}


@pytest.mark.parametrize("scraper", SCRAPED)
def test_fields_of_the_usual_scrapers(scraper: str, tmp_path: Path, read: Read) -> None:
    entry, hints = SCRAPED[scraper]
    (source,), problems = read(jsonl(tmp_path / "list.jsonl", entry))
    assert (source.name, source.text, source.media_type) == ("list.jsonl#1", TEXT, "text/plain")
    assert source.hints == hints
    assert problems == []


def test_html_is_preferred_and_completes_the_hints(tmp_path: Path, read: Read) -> None:
    entry = {"text": TEXT, "html": PAGE, "url": "https://example.jp/1"}
    (source,), _ = read(jsonl(tmp_path / "list.jsonl", entry))
    assert (source.text, source.media_type) == (PAGE, "text/html")
    assert source.hints == Hints("https://example.jp/1", "訓練")


def test_markup_in_a_text_field_is_read_as_markup(tmp_path: Path, read: Read) -> None:
    entries = [{"body": "<p>会談</p>"}, {"body": "会談<br>会合"}, {"body": "3 < 5 と <不明> の間"}]
    sources, _ = read(jsonl(tmp_path / "list.ndjson", *entries))
    assert [s.media_type for s in sources] == ["text/html", "text/html", "text/plain"]


def test_broken_lines_are_told_and_the_rest_is_read(tmp_path: Path, read: Read) -> None:
    path = jsonl(
        tmp_path / "list.jsonl",
        {"text": "一"},
        '{"text": "切れた',
        "",
        "[1, 2]",
        {"title": "本文なし", "text": " "},
        "[" * 100_000,
        {"text": "七"},
    )
    sources, problems = read(path)
    assert [(s.name, s.text) for s in sources] == [("list.jsonl#1", "一"), ("list.jsonl#7", "七")]
    assert [(p.source, p.problem, p.action) for p in problems] == [
        ("list.jsonl#2", "is not a JSON object", "skipped"),
        ("list.jsonl#4", "is not a JSON object", "skipped"),
        ("list.jsonl#5", "has no text", "skipped"),
        ("list.jsonl#6", "is not a JSON object", "skipped"),
    ]
    assert problems[1].detail == "the line holds a list"


def test_packed_lists_and_other_encodings(tmp_path: Path, read: Read) -> None:
    line = json.dumps({"text": TEXT}, ensure_ascii=False)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(line.encode() + b"\n"))
    (tmp_path / "b.jl").write_bytes(line.encode("cp932"))
    sources, problems = read(tmp_path)
    assert [(s.name, s.text) for s in sources] == [("a.jsonl.gz#1", TEXT), ("b.jl#1", TEXT)]
    assert problems == []


def test_half_a_surrogate_pair_is_replaced_and_told(tmp_path: Path, read: Read) -> None:
    line = r'{"text": "会談\ud83dを開いた\ud83d\ude00", "title": "\udc00題"}'
    (source,), (problem,) = read(jsonl(tmp_path / "list.jsonl", line))
    assert source.text == "会談\ufffdを開いた😀"
    assert source.hints.title == "\ufffd題"
    assert problem.action == "decoded with replacement"


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.stages.sources.containers.MAX_BYTES", 100)
    path = jsonl(tmp_path / "list.jsonl", {"text": "長" * 200}, {"text": "短い"})
    sources, problems = read(path)
    assert [(s.name, s.text) for s in sources] == [("list.jsonl#2", "短い")]
    assert [(p.source, p.action) for p in problems] == [("list.jsonl#1", "skipped")]


def test_entries_are_told_apart_by_digest(tmp_path: Path, read: Read) -> None:
    # The date beside the text changes what the stages make of it.
    entries = [{"text": TEXT, "date": "2024-11-03"}, {"text": TEXT, "date": "2025-11-03"}]
    sources, _ = read(jsonl(tmp_path / "list.jsonl", *entries))
    assert len({s.sha256 for s in sources}) == 2


# --- WARC ---------------------------------------------------------------------------------


HTML = "Content-Type: text/html"


def response(status: str, headers: str, content: bytes) -> bytes:
    """An HTTP response as a crawler stores it."""
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + content


def record(number: int, payload: bytes, kind: str = "response", content: str = "") -> bytes:
    """One WARC record."""
    content = content or "application/http; msgtype=response"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.jp/{number}\r\n"
        f"WARC-Date: 2024-11-03T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def crawl(*payloads: bytes) -> list[bytes]:
    """The records of a crawl: a note on the software, then the responses."""
    info = record(0, b"software: test\r\n", "warcinfo", "application/warc-fields")
    return [info, *(record(number, data) for number, data in enumerate(payloads, 1))]


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(data) for data in records)


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
def test_pages_of_a_crawl(suffix: str, tmp_path: Path, read: Read) -> None:
    records = crawl(
        response("200 OK", "Content-Type: text/html; charset=Shift_JIS", PAGE.encode("cp932")),
        response("200 OK", "Content-Type: image/png", b"\x89PNG"),
        response("404 Not Found", HTML, PAGE.encode()),
        response("301 Moved", HTML, b""),
        response("200 OK", "Content-Type: text/plain", TEXT.encode("euc_jp")),
    )
    name = f"crawl.{suffix}"
    (tmp_path / name).write_bytes(packed(records) if suffix[-1] == "z" else b"".join(records))
    sources, problems = read(tmp_path)
    assert [(s.name, s.text, s.encoding, s.hints.url) for s in sources] == [
        (f"{name}#2", PAGE, "cp932", "https://example.jp/1"),
        (f"{name}#6", TEXT, "euc_jp", "https://example.jp/5"),
    ]
    assert sources[0].hints.title == "訓練"
    assert problems == []


def test_pages_packed_or_cut_in_pieces_for_transfer(tmp_path: Path, read: Read) -> None:
    data = PAGE.encode()
    pieces = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (50, data[:50], len(data) - 50, data[50:])
    records = crawl(
        response(
            "200 OK", "Content-Type: text/html\r\nContent-Encoding: gzip", gzip.compress(data)
        ),
        response("200 OK", "Content-Type: text/html\r\nTransfer-Encoding: chunked", pieces),
    )
    (tmp_path / "crawl.warc.gz").write_bytes(packed(records))
    sources, problems = read(tmp_path)
    assert [source.text for source in sources] == [PAGE, PAGE]
    assert problems == []


def test_a_page_that_unpacks_without_end_does_not_stop_the_crawl(
    tmp_path: Path, read: Read
) -> None:
    bomb = gzip.compress(b"\0" * 100_000_000, 9)
    records = crawl(
        response("200 OK", f"{HTML}\r\nContent-Encoding: gzip", bomb),
        response("200 OK", HTML, PAGE.encode()),
    )
    (tmp_path / "crawl.warc.gz").write_bytes(packed(records))
    sources, problems = read(tmp_path)
    assert [s.name for s in sources] == ["crawl.warc.gz#3"]
    assert [(p.source, p.action) for p in problems] == [("crawl.warc.gz#2", "skipped")]


def test_text_extracts_of_a_crawl(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.warc").write_bytes(record(1, TEXT.encode(), "conversion", "text/plain"))
    (source,), _ = read(tmp_path)
    assert (source.name, source.text, source.media_type) == ("a.warc#1", TEXT, "text/plain")


@pytest.mark.parametrize("data", [b"no crawl at all\n" * 9, b"\0" * 500, b"WARC/1.0\r\nWARC-Type"])
def test_what_is_no_crawl_is_told(data: bytes, tmp_path: Path, read: Read) -> None:
    (tmp_path / "crawl.warc").write_bytes(data)
    sources, problems = read(tmp_path)
    assert sources == []
    assert [(p.source, p.problem) for p in problems] == [("crawl.warc", "is not a sound WARC file")]


@pytest.mark.parametrize("lost", [200, 900])
def test_a_crawl_that_breaks_off_gives_what_it_has(lost: int, tmp_path: Path, read: Read) -> None:
    page = PAGE.replace("訓練", "".join(f"第{n * 7919 % 1000}回" for n in range(900)))
    pages = [response("200 OK", HTML, p.encode()) for p in (PAGE, page)]
    (tmp_path / "packed.warc.gz").write_bytes(packed(crawl(*pages))[:-lost])
    (tmp_path / "plain.warc").write_bytes(b"".join(crawl(*pages))[:-lost])
    sources, problems = read(tmp_path)
    assert [s.text for s in sources if s.name.endswith("#2")] == [PAGE, PAGE]
    (rest,) = [s.text for s in sources if s.name == "plain.warc#3"]
    assert page.startswith(rest.rstrip("\ufffd"))
    assert {"plain.warc#3", "packed.warc.gz"} <= {p.source for p in problems}
    assert all(p.action in {"cut short", "decoded with replacement"} for p in problems)


@pytest.mark.parametrize("name", ["list.jsonl", "crawl.warc", "crawl.warc.gz"])
def test_a_file_without_documents_is_told(name: str, tmp_path: Path, read: Read) -> None:
    (tmp_path / name).write_bytes(b"")
    assert read(tmp_path) == ([], [Problem(name, "sources", "holds no documents", "", "skipped")])


def test_a_crawl_of_images_alone_is_told(tmp_path: Path, read: Read) -> None:
    image = response("200 OK", "Content-Type: image/png", b"\x89PNG")
    (tmp_path / "crawl.warc").write_bytes(b"".join(crawl(image)))
    sources, (problem,) = read(tmp_path)
    assert (sources, problem.problem) == ([], "holds no documents")

"""Files opened and unpacked: every input ends in a document or a problem, once."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.model import Problem, Source
from pipeline.stages.sources import SourceFile, find_sources, read_sources
from pipeline.stages.sources.unpacking import MAX_BYTES

Read = Callable[[Path], tuple[list[Source], list[Problem]]]
NEWS = "防衛省は3日、豪州と共同訓練を行うと発表した。\r\n(以上)\r\n"


def test_a_text_file_keeps_its_line_ends_and_its_digest(tmp_path: Path, read: Read) -> None:
    data = NEWS.encode("cp932")
    (tmp_path / "a.txt").write_bytes(data)
    (source,), problems = read(tmp_path)
    assert (source.name, source.text, source.encoding) == ("a.txt", NEWS, "cp932")
    assert source.sha256 == sha256(data).hexdigest()
    assert source.media_type == "text/plain"
    assert problems == []


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt"])
def test_packed_files_are_unpacked_whatever_they_are_called(
    name: str, tmp_path: Path, read: Read
) -> None:
    # Two members, as "cat a.gz b.gz" makes, and padding behind.
    data = gzip.compress(NEWS.encode()) + gzip.compress(NEWS.encode()) + b"\0" * 20
    (tmp_path / name).write_bytes(data)
    (source,), problems = read(tmp_path)
    assert source.text == NEWS * 2
    assert problems == []


def test_a_packed_file_that_breaks_off_gives_what_it_has(tmp_path: Path, read: Read) -> None:
    text = "".join(f"{n}日、第{n * 7919 % 1000}回会談。\n" for n in range(3000))
    data = gzip.compress(text.encode())
    (tmp_path / "cut.txt.gz").write_bytes(data[: len(data) // 2])
    (source,), problems = read(tmp_path)
    assert len(source.text) > 1000
    assert text.startswith(source.text.rstrip("\ufffd"))
    assert [(p.problem, p.action) for p in problems if p.problem == "is damaged"] == [
        ("is damaged", "cut short")
    ]


def test_damaged_packing_is_a_problem(tmp_path: Path, read: Read) -> None:
    data = bytearray(gzip.compress(NEWS.encode() * 50))
    data[15:40] = b"\xff" * 25
    (tmp_path / "bad.txt.gz").write_bytes(data)
    _, problems = read(tmp_path)
    assert [p.problem for p in problems] == ["is damaged"]


def test_a_file_that_unpacks_without_end_is_stopped(tmp_path: Path, read: Read) -> None:
    packer = zlib.compressobj(9, wbits=31)
    with (tmp_path / "bomb.html.gz").open("wb") as file:
        for _ in range(200):
            file.write(packer.compress(b"\0" * 1_000_000))
        file.write(packer.flush())
    sources, problems = read(tmp_path)
    assert sources == []
    assert [p.problem for p in problems] == ["is not text", "is damaged"]
    assert "unpack to more than" in problems[1].detail


def test_a_packed_list_that_unpacks_without_end_is_stopped(tmp_path: Path, read: Read) -> None:
    line = b'{"text": "' + "会談した。".encode() + b'"}\n'
    packer = zlib.compressobj(9, wbits=31)
    with (tmp_path / "bomb.jsonl.gz").open("wb") as file:
        file.write(packer.compress(line))
        for _ in range(40):
            file.write(packer.compress(b" " * 999_999 + b"\n"))
        file.write(packer.flush())
    sources, problems = read(tmp_path)
    assert [source.text for source in sources] == ["会談した。"]
    assert [(p.source, p.problem) for p in problems] == [("bomb.jsonl.gz", "is damaged")]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 \xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04", "a ZIP archive"),
        (bytes(range(256)) * 20, "cannot be read"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, what: str, tmp_path: Path, read: Read) -> None:
    (tmp_path / "page.html").write_bytes(data)
    sources, problems = read(tmp_path)
    assert sources == []
    assert [(p.source, p.problem, p.action) for p in problems] == [
        ("page.html", "is not text", "skipped")
    ]
    assert what in problems[0].detail


def test_a_document_that_is_too_long_is_told(tmp_path: Path, read: Read) -> None:
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    sources, problems = read(tmp_path)
    assert sources == []
    assert problems[0].action == "skipped"
    assert "split it" in problems[0].detail


def test_broken_bytes_are_replaced_and_told(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_bytes(NEWS.encode() * 3 + b"\xff\xfe\n")
    (source,), (problem,) = read(tmp_path)
    assert source.text == NEWS * 3 + "\ufffd\ufffd\n"
    assert problem == Problem(
        "a.txt",
        "sources",
        "is partly undecodable",
        "2 stretches of bytes are not utf-8",
        "decoded with replacement",
    )


def test_an_empty_file_is_a_document_without_text(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    (source,), problems = read(tmp_path)
    assert (source.text, source.media_type, problems) == ("", "text/plain", [])


def test_the_content_decides_what_is_html(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").write_text("\n<!DOCTYPE html>\n<html><p>会談</p></html>")
    (tmp_path / "b.html").write_text("会談は3日に行われた。\n2 < 3")
    (tmp_path / "c.txt").write_text("タグ<p>を説明する本文")
    sources, _ = read(tmp_path)
    assert [source.media_type for source in sources] == ["text/html", "text/plain", "text/plain"]


@pytest.mark.parametrize("put", ["fifo", "link", "nothing"])
def test_a_file_replaced_after_it_was_found_is_a_problem(put: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("会談")
    (file,) = find_sources([path]).files
    path.unlink()
    if put == "fifo":
        os.mkfifo(path)
    elif put == "link":
        path.symlink_to("/etc/hostname")
    (problem,) = read_sources(file)
    assert isinstance(problem, Problem)
    assert (problem.source, problem.problem) == ("a.txt", "cannot be read")
    assert problem.detail


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_sources(SourceFile(tmp_path, "a.txt", "text"))
    assert isinstance(problem, Problem)
    assert problem.problem == "cannot be read"

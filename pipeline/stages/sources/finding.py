"""Which files there are to read, and what the tables call them."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.errors import InputError
from pipeline.model import Problem

Kind = Literal["text", "html", "jsonl", "warc"]

KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".warc": "warc",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, what the tables call it, and what it holds."""

    path: Path
    name: str
    kind: Kind


class Found(NamedTuple):
    """What :func:`find_sources` found, each part sorted by name.

    ``ignored`` are files of other kinds met inside folders: not errors, but worth a word.
    """

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]


def find_sources(paths: Sequence[Path]) -> Found:
    """The source files among ``paths``, folders searched with all their subfolders.

    A file is named by its path inside the folder that was given (``2024/記事.html``), or by
    its own name when it was given itself. Should two files get one name, both are told
    apart by the folders above them. A file reached twice is listed once. Hidden files and
    folders are left out, as ``ls`` does.

    Links inside a folder are not followed, since they may lead out of it or round in
    circles, and pipes and devices are not opened: each is a :class:`Problem`. Raises
    :class:`InputError` when a given path does not exist.
    """
    entries: list[_Entry] = []
    problems: list[Problem] = []
    ignored: set[str] = set()
    for path in paths:
        for item in _walk(path):
            if isinstance(item, Problem):
                problems.append(item)
            elif kind_of(item.path):
                entries.append(item)
            elif item.given:
                problems.append(_skipped(item.relative, "is of a kind that is not read", _WAY_OUT))
            else:
                ignored.add(_shown(item.relative))
    files = sorted(_named(_once(entries)), key=lambda file: file.name)
    problems = sorted(set(problems), key=lambda problem: (problem.source, problem.problem))
    return Found(tuple(files), tuple(problems), tuple(sorted(ignored)))


def kind_of(path: Path) -> Kind | None:
    """What a file of this name holds, with or without ``.gz``; None for other kinds."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return KINDS.get(suffixes[-1]) if suffixes else None


_WAY_OUT = f"read are {' '.join(KINDS)}, each also with .gz"


class _Entry(NamedTuple):
    path: Path
    relative: str
    given: bool


def _walk(path: Path) -> Iterator[_Entry | Problem]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            _shown(os.fspath(path)),
            "does not exist" if isinstance(error, FileNotFoundError) else reason,
            "Give files or folders of scrapes, for example: renkei run seeds/",
        ) from None
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif stat.S_ISREG(mode):
        yield _Entry(path, path.name, given=True)
    else:
        yield _skipped(path.name, "is not a regular file")


def _folder(root: Path) -> Iterator[_Entry | Problem]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            name = folder.relative_to(root).as_posix() if folder != root else folder.name
            yield _skipped(name, f"cannot be listed: {error.strerror}")
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            name = path.relative_to(root).as_posix()
            if entry.is_symlink():
                yield _skipped(name, "is a link, and links are not followed", "give its target")
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_file(follow_symlinks=False):
                yield _Entry(path, name, given=False)
            elif kind_of(path):
                yield _skipped(name, "is not a regular file")


def _once(entries: list[_Entry]) -> list[tuple[Path, str]]:
    """Each real file once, under its longest name: the one from the outermost folder."""
    longest: dict[Path, _Entry] = {}
    for entry in entries:
        real = entry.path.resolve()
        known = longest.get(real)
        if known is None or (len(entry.relative), entry.relative) > (
            len(known.relative),
            known.relative,
        ):
            longest[real] = entry
    return [(real, entry.relative) for real, entry in longest.items()]


def _named(files: list[tuple[Path, str]]) -> Iterator[SourceFile]:
    same: dict[str, list[Path]] = defaultdict(list)
    for path, name in files:
        same[name].append(path)
    for name, paths in same.items():
        steps = len(Path(name).parts)
        while len({path.parts[-steps:] for path in paths}) < len(paths):
            steps += 1
        for path in paths:
            told_apart = "/".join(path.parts[-steps:]).lstrip("/") if len(paths) > 1 else name
            kind = kind_of(path) or kind_of(Path(name))
            if kind:
                yield SourceFile(path, _shown(told_apart), kind)


def _skipped(name: str, problem: str, detail: str = "") -> Problem:
    return Problem(_shown(name), "sources", problem, detail, "skipped")


def _shown(name: str) -> str:
    r"""A name that can be printed and stored: bytes that are not UTF-8 become ``\x83``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

"""What reading and compiling rules brought, kept from one start to the next.

Parsing YAML and compiling patterns takes most of the time that a small run needs. Both
depend on nothing but the text of a file or a pattern, so an entry is keyed by that text and
never goes stale; of a rule file that was edited only what is new is worked out again.

The file lies in the cache folder beside the annotations. It holds JSON and compiled
patterns, no pickles; each entry carries its hash, and one that does not fit it, or was
written by another version of the ``regex`` package, counts as none.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, cast

import regex
from regex import _regex

from pipeline.rulefiles.lazy import LazyPattern

FILE_NAME = "rules.sqlite"
# Raised when an entry means something else than before for the same key.
_FORMAT = "1"
_HASH = 16


class RuleMemory:
    """Parsed rule files and compiled patterns, in ``folder``; several processes may share it.

    A folder that cannot be used is no error: then nothing is remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._db: sqlite3.Connection | None = None
        self._known: dict[bytes, bytes] = {}
        self._new: dict[bytes, bytes] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(folder / FILE_NAME, timeout=5, isolation_level=None)
            self._db.execute(
                "CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, data BLOB NOT NULL)"
                " WITHOUT ROWID"
            )
            self._known = dict(self._db.execute("SELECT key, data FROM entry"))
        except (OSError, sqlite3.Error):
            self._db = None

    def write(self) -> None:
        """Write what is new."""
        if self._db is None:
            return
        try:
            if self._new:
                with self._db:
                    self._db.execute("BEGIN IMMEDIATE")
                    self._forget_much()
                    self._db.executemany(
                        "INSERT OR REPLACE INTO entry VALUES (?, ?)", self._new.items()
                    )
        except sqlite3.Error:
            # The next start works it out again.
            self._db = None
        self._new.clear()

    def parsed(self, text: str) -> Any:
        """The plain data of a rule file's text, or None."""
        data = self._get(_key("yaml", text))
        return None if data is None else json.loads(data)

    def keep_parsed(self, text: str, plain: Any) -> None:
        """Remember the plain data of a text that was parsed without an error."""
        self._put(_key("yaml", text), json.dumps(plain, ensure_ascii=False).encode())

    def compiled(self, pattern: str) -> regex.Pattern[str]:
        """The compiled pattern; a known one is unpacked at first use. Raises ``regex.error``."""
        key = _key(f"regex {regex.__version__}", pattern)
        data = self._get(key)
        if data is not None:
            return _lazy(pattern, lambda text: _unpacked(text, data))
        made = regex.compile(pattern)
        packed = _packed(made)
        if packed is not None:
            self._put(key, packed)
        return made

    def noted(self, about: str, text: str) -> Any:
        """What was noted about a text, or None."""
        data = self._get(_key(about, text))
        return None if data is None else json.loads(data)

    def note(self, about: str, text: str, fact: Any) -> None:
        """Note a fact that follows from a text alone."""
        self._put(_key(about, text), json.dumps(fact).encode())

    def _get(self, key: bytes) -> bytes | None:
        data = self._known.get(key)
        if data is None or hashlib.sha256(data[_HASH:]).digest()[:_HASH] != data[:_HASH]:
            return None
        return data[_HASH:]

    def _put(self, key: bytes, data: bytes) -> None:
        self._new[key] = self._known[key] = hashlib.sha256(data).digest()[:_HASH] + data

    def _forget_much(self) -> None:
        """Start anew once edits have left many times what one set of rules needs."""
        if self._db is not None and len(self._known) > 20_000:
            self._db.execute("DELETE FROM entry")


_memory: ContextVar[RuleMemory | None] = ContextVar("rule_memory", default=None)
# Some patterns are compiled when they are first needed, long after their files were read.
_latest: list[RuleMemory] = []


@contextmanager
def remembering(folder: Path | None) -> Iterator[None]:
    """While inside, rule files and patterns are looked up in ``folder`` first.

    Inside of another such block, that one's folder stays in use.
    """
    if folder is None or _memory.get() is not None:
        yield
        return
    memory = RuleMemory(folder)
    token = _memory.set(memory)
    try:
        yield
    finally:
        _memory.reset(token)
        memory.write()
        _latest[:] = [memory]


def current_memory() -> RuleMemory | None:
    """The memory in use, if any."""
    return _memory.get()


def remembered(about: str, text: str, work: Callable[[str], Any]) -> Any:
    """What ``work`` makes of a text, as JSON keeps it; from memory where it is known.

    ``about`` names the work; raise its number when the work changes.
    """
    memory = _memory.get()
    known = memory.noted(about, text) if memory else None
    if known is None:
        known = work(text)
        if memory:
            memory.note(about, text, known)
    return known


def compile_regex(pattern: str) -> regex.Pattern[str]:
    """``regex.compile``, from memory where it is known. Raises ``regex.error``.

    >>> bool(compile_regex("会談|協議").search("日英が会談"))
    True
    """
    memory = _memory.get() or next(iter(_latest), None)
    return regex.compile(pattern) if memory is None else memory.compiled(pattern)


def deferred(pattern: str) -> regex.Pattern[str]:
    """The pattern, compiled when it is first used: for those that the program itself has.

    >>> bool(deferred("会談|協議").search("日英が会談"))
    True
    """
    return _lazy(pattern, compile_regex)


def _lazy(pattern: str, make: Callable[[str], regex.Pattern[str]]) -> regex.Pattern[str]:
    return cast("regex.Pattern[str]", LazyPattern(pattern, make))


@atexit.register
def _write_latest() -> None:
    for memory in _latest:
        memory.write()


def _key(kind: str, text: str) -> bytes:
    content = f"{_FORMAT} {kind}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).digest()


def _packed(pattern: regex.Pattern[str]) -> bytes | None:
    """A compiled pattern as bytes: JSON of its parts, then its code. None when it has others."""
    try:
        text, flags, code, names, numbers, lists, indexes, *rest = pattern._pickled_data
    except (AttributeError, ValueError):
        return None
    if not isinstance(code, bytes) or lists or indexes or text != pattern.pattern:
        return None
    head = json.dumps([flags, names, list(numbers.items()), rest]).encode()
    return struct.pack("<I", len(head)) + head + code


def _unpacked(text: str, data: bytes) -> regex.Pattern[str]:
    (size,) = struct.unpack_from("<I", data)
    flags, names, numbers, (offset, characters, *rest) = json.loads(data[4 : 4 + size])
    code = data[4 + size :]
    return _regex.compile(
        text, flags, code, names, dict(numbers), {}, [], offset, tuple(characters), *rest
    )

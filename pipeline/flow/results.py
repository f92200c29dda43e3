"""What the stages found in each document, kept from one run to the next.

Layers in one SQLite file of the cache folder. The *readings* of a document are its
cleaning, its records and their dates and mentions; they hold as long as the source, the
model, the program and the rules of those stages are the same. The *events* of a record
hold as long as its reading does and the phrases of event rules that occur in it, so that an
edited rule costs no more than the records it speaks of. The rows that a document's events
make are kept beside, for documents in which an edit changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.flow.codec import dumps, loads
from pipeline.flow.kept import Kept, checksum, pack_reading, packed, unpacked
from pipeline.flow.phrases import LookedFor, PhraseIndex
from pipeline.flow.program import program_digest
from pipeline.flow.reading import Occurring, Reading
from pipeline.flow.rules import Rules
from pipeline.model import Event, Source
from pipeline.stages.events.identity import shared_digest
from pipeline.stages.tables import Sheet

# The number goes up when the tables below change.
FILE_NAME = "results-4.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS reading (
    key BLOB PRIMARY KEY, document BLOB NOT NULL,
    heads BLOB NOT NULL, rest BLOB NOT NULL, checksum INTEGER NOT NULL,
    articles TEXT NOT NULL, places TEXT NOT NULL, looked_for TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS reading_document ON reading (document);
CREATE TABLE IF NOT EXISTS told (key BLOB PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sheet (
    key BLOB PRIMARY KEY, events BLOB NOT NULL, data BLOB NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS sheet_of_reading AFTER DELETE ON reading
    BEGIN DELETE FROM sheet WHERE key = OLD.key; END;
CREATE TABLE IF NOT EXISTS looked_for (name TEXT PRIMARY KEY, phrases TEXT NOT NULL);
"""
# Readings kept of one source: those of the rules in use and of those before the last edit.
_GENERATIONS = 2
_MOST_BYTES = 2_000_000_000
# Keys in one question to the database, which takes some thousands.
_MOST_KEYS = 500


class ResultStore:
    """Results under one set of rules and one model, in ``folder``; processes may share it.

    ``identity`` names the model. Raises :class:`OutputError` when the file cannot be used.
    """

    def __init__(self, folder: Path, rules: Rules, identity: str) -> None:
        self.path = folder / FILE_NAME
        self._reading_key = reading_basis(rules, identity)
        self._templates = rules.templates
        self._shared = shared_digest(rules.events)
        self._phrases = PhraseIndex(rules.events)
        self._sets: dict[str, LookedFor] = {"": LookedFor()}
        self._grown: dict[str, str] = {}
        self._waiting: list[tuple[str, tuple[object, ...]]] = []
        # How many readings were asked for and were not there.
        self.missing = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.executescript(_TABLES)
            if self.path.stat().st_size > _MOST_BYTES:
                self._db.executescript(
                    "DELETE FROM reading; DELETE FROM told; DELETE FROM sheet; VACUUM;"
                )
        except (OSError, sqlite3.Error) as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write all that is kept inside at its end, at once."""
        yield
        if not self._waiting:
            return
        # Other processes wait only while lines are written, never while we work.
        self._do("BEGIN IMMEDIATE")
        for statement, values in self._waiting:
            self._do(statement, *values)
        self._do("COMMIT")
        self._waiting.clear()

    def reading(self, source: Source) -> Reading | None:
        """What the stages before events found in a source, or None."""
        row = self._do(
            "SELECT heads, rest, checksum, articles, places, looked_for FROM reading WHERE key = ?",
            self._key(source),
        ).fetchone()
        if row is None or checksum(*row[:2]) != row[2]:
            # A damaged entry counts as none.
            self.missing += 1
            return None
        heads, rest, _, articles, places, looked_for = row
        occurring = Occurring(json.loads(places), looked_for)
        kept = Kept(heads, rest)
        return Reading(
            kept.cleaned, kept.records, tuple(articles.split()), (), occurring, kept.lacks
        )

    def keep_reading(self, source: Source, reading: Reading) -> None:
        """Keep what was found; call it inside :meth:`together`.

        A reading with problems is not kept: it is tried again another time.
        """
        if reading.problems or reading.cleaned is None:
            return
        heads, rest = pack_reading(reading)
        document = hash_of(source.name, source.sha256)
        self._later(
            "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            self._key(source),
            document,
            heads,
            rest,
            checksum(heads, rest),
            " ".join(reading.articles),
            "{}",
            "",
        )
        self._later(
            "DELETE FROM reading WHERE document = ?1 AND key NOT IN (SELECT key FROM reading"
            " WHERE document = ?1 ORDER BY rowid DESC LIMIT ?2)",
            document,
            _GENERATIONS,
        )

    def event_keys(self, source: Source, reading: Reading) -> list[bytes]:
        """For each record a key that changes when its events may."""
        key = self._key(source)
        occurring = reading.occurring
        known = self._looked_for(occurring.looked_for)
        if not self._phrases.within(known):
            self._phrases.look_for(known, reading)
            occurring.looked_for = self._with_phrases(occurring.looked_for)
            self._later(
                "UPDATE reading SET places = ?, looked_for = ? WHERE key = ?",
                json.dumps(occurring.places),
                occurring.looked_for,
                key,
            )
        speaking = self._phrases.speaking(occurring, len(reading.articles))
        return [
            hashlib.sha256(f"{self._shared}\0{n}\0{told}".encode() + key).digest()
            for n, told in enumerate(speaking)
        ]

    def _with_phrases(self, before: str) -> str:
        """A name for the phrases looked for ``before`` and those of the rules."""
        if before not in self._grown:
            grown = self._looked_for(before) | self._phrases.phrases
            data = grown.to_json()
            name = self._grown[before] = hashlib.sha256(data.encode()).hexdigest()[:24]
            self._sets[name] = grown
            self._later("INSERT OR IGNORE INTO looked_for VALUES (?, ?)", name, data)
        return self._grown[before]

    def _looked_for(self, name: str) -> LookedFor:
        """The phrases that were looked for under a name."""
        if name not in self._sets:
            row = self._do("SELECT phrases FROM looked_for WHERE name = ?", name).fetchone()
            self._sets[name] = LookedFor.from_json(row[0]) if row else LookedFor()
        return self._sets[name]

    def events(self, keys: Sequence[bytes]) -> dict[bytes, tuple[Event, ...]]:
        """The events kept under keys of :meth:`event_keys`; a key without any is not there."""
        found: dict[bytes, tuple[Event, ...]] = {}
        for start in range(0, len(keys), _MOST_KEYS):
            some = keys[start : start + _MOST_KEYS]
            marks = ",".join("?" * len(some))
            question = f"SELECT key, data FROM told WHERE key IN ({marks})"  # noqa: S608
            for key, data in self._do(question, *some):
                # A damaged entry counts as none.
                with suppress(ValueError, TypeError):
                    found[key] = loads(data, tuple[Event, ...])
        return found

    def keep_events(self, key: bytes, events: Sequence[Event]) -> None:
        """Keep a record's events."""
        data = dumps(tuple(events), tuple[Event, ...])
        self._later("INSERT OR REPLACE INTO told VALUES (?, ?)", key, data)

    def sheet_key(self, source: Source) -> bytes | None:
        """Of which events the rows kept of a source are, as :func:`sheet_key` tells."""
        question = "SELECT events FROM sheet WHERE key = ?"
        row = self._do(question, self._key(source)).fetchone()
        return row[0] if row else None

    def sheet(self, source: Source, events: bytes | None) -> Sheet | None:
        """The rows that were made of these events of a source, or None."""
        question = "SELECT data FROM sheet WHERE key = ? AND events = ?"
        row = self._do(question, self._key(source), events).fetchone()
        # A damaged entry counts as none.
        with suppress(ValueError, TypeError, zlib.error):
            return loads(unpacked(row[0]), Sheet) if row else None
        return None

    def keep_sheet(self, source: Source, events: bytes | None, sheet: Sheet) -> None:
        """Keep the rows made of a source's events, in place of those of other events."""
        if events is not None:
            data = packed(dumps(sheet, Sheet))
            self._later(
                "INSERT OR REPLACE INTO sheet VALUES (?, ?, ?)", self._key(source), events, data
            )

    def _key(self, source: Source) -> bytes:
        return hash_of(self._reading_key, self._templates.digest(source), *source_parts(source))

    def _later(self, statement: str, *values: object) -> None:
        self._waiting.append((statement, values))

    def _do(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(
            self.path.as_posix(),
            f"cannot be used as the store of results: {error}",
            "Remove the file if it is damaged, or name another folder with --cache DIR.",
        )


def sheet_key(keys: Sequence[bytes | None]) -> bytes | None:
    """A key for all events of a document, from those of its records; None when one lacks."""
    digest = hashlib.sha256()
    for key in keys:
        if key is None:
            return None
        digest.update(key)
    return digest.digest()


def reading_basis(rules: Rules, identity: str) -> str:
    """What readings depend on beside their sources: program, model and rules before events."""
    return f"{program_digest()}\0{identity}\0{rules.reading_digest}"


def source_parts(source: Source) -> tuple[str, ...]:
    """What a source's reading depends on: where it is from, its bytes and its hints."""
    hints = source.hints
    given = (hints.url, hints.title, hints.published, hints.outlet)
    names = (source.name, source.sha256, source.media_type, source.encoding)
    return (*names, *(part or "" for part in given))


def hash_of(*parts: str) -> bytes:
    """A hash of texts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()

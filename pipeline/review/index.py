"""The SQLite index over tables and decisions: a cache that can be deleted at any time.

Several servers may use one index: whoever meets new lines in ``decisions.jsonl`` first
takes them in, inside a transaction that also moves the mark up to which the log was read.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pipeline.decisions import Decision, DecisionLog, Reading, parse_decision
from pipeline.errors import OutputError
from pipeline.review.building import build
from pipeline.review.outputs import Outputs
from pipeline.review.updating import take_in

VERSION = "2"
_BUSY_SECONDS = 30.0


class Index:
    """Open the index of an output folder, made or renewed when it is not up to date."""

    def __init__(self, outputs: Outputs, cache: Path) -> None:
        self.outputs = outputs
        self.log = DecisionLog(outputs.folder)
        self.problems: tuple[str, ...] = ()
        self.lock = threading.RLock()
        name = blake2b(str(outputs.folder.resolve()).encode(), digest_size=8).hexdigest()
        self.path = cache / f"review-{name}.sqlite"
        try:
            cache.mkdir(parents=True, exist_ok=True)
            self.db = self._opened()
            self._renew()
        except sqlite3.DatabaseError:
            # A damaged cache is no loss: everything in it is made again.
            self._remove()
            self.db = self._opened()
            self._renew()
        except OSError as error:
            raise OutputError(
                cache.as_posix(),
                f"cannot be used: {error.strerror}",
                "Name another folder with --cache DIR.",
            ) from None

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        db.row_factory = sqlite3.Row
        # The log is the truth and is synced; the index may be lost.
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA cache_size = -65536")
        return db

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Close the database."""
        with self.lock:
            self.db.close()

    # --- staying up to date -----------------------------------------------------------

    def _renew(self) -> None:
        stamp = f"{VERSION} {self.outputs.fingerprint()}"
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                if self._meta("stamp") != stamp:
                    self._build(stamp)
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
        self.sync()

    def _build(self, stamp: str) -> None:
        before = self._event_ids()
        tables = self.db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (name,) in tables:
            self.db.execute(f"DROP TABLE {name}")
        build(self.db, self.outputs, before)
        self._set_meta("stamp", stamp)
        self._set_meta("read_to", "0")

    def _event_ids(self) -> frozenset[str] | None:
        if not self._meta("stamp"):
            return None
        rows = self.db.execute("SELECT event_id FROM events WHERE NOT added")
        return frozenset(row[0] for row in rows)

    def _meta(self, key: str) -> str | None:
        try:
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        except sqlite3.OperationalError:
            return None  # an index that was never built has no such table
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def refresh(self) -> bool:
        """Renew the index when a run has written new tables; True when it did."""
        if self._meta("stamp") == f"{VERSION} {self.outputs.fingerprint()}":
            self.sync()
            return False
        self._renew()
        return True

    def sync(self) -> None:
        """Take in what the log has grown by; read it anew when it is not the same any more."""
        path = self.log.path
        size = path.stat().st_size if path.exists() else 0
        mark = int(self._meta("read_to") or 0)
        if size == mark and self._same_log(mark):
            return
        with self.lock:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                mark = int(self._meta("read_to") or 0)
                if not self._same_log(mark):
                    take_in(self.db, (), anew=True)
                    mark = 0
                reading = self.log.read(mark)
                take_in(self.db, reading.decisions)
                self._mark(reading)
                self.db.execute("COMMIT")
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
        self.problems = reading.problems if mark == 0 else (*self.problems, *reading.problems)

    def _same_log(self, mark: int) -> bool:
        """True when the bytes before the mark end as they did when they were read."""
        if mark == 0:
            return True
        return self._tail(mark) == self._meta("tail")

    def _tail(self, mark: int) -> str:
        try:
            with self.log.path.open("rb") as file:
                file.seek(max(0, mark - 512))
                data = file.read(mark - max(0, mark - 512))
        except OSError:
            return ""
        return blake2b(data, digest_size=16).hexdigest() if len(data) else ""

    def _mark(self, reading: Reading) -> None:
        self._set_meta("read_to", str(reading.end))
        self._set_meta("tail", self._tail(reading.end))

    def moment(self) -> str:
        """Changes with every run and every decision: what was worked out before is old."""
        return f"{self._meta('stamp')} {self._meta('read_to')} {self._meta('tail')}"

    # --- asking -----------------------------------------------------------------------

    def all(self, sql: str, parameters: Iterable[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self.lock:
            return self.db.execute(sql, tuple(parameters)).fetchall()

    def one(self, sql: str, parameters: Iterable[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self.lock:
            row: sqlite3.Row | None = self.db.execute(sql, tuple(parameters)).fetchone()
        return row

    def decisions(self, event_id: str) -> list[Decision]:
        """The decisions on an event, oldest first."""
        rows = self.all("SELECT line FROM decisions WHERE event_id = ? ORDER BY n", (event_id,))
        return [parse_decision(row["line"]) for row in rows]

"""The append-only file of decisions: nothing in it is ever changed or removed.

Every program that writes holds the file's lock for the moment of writing, and returns only
when the lines are on the disk. A crash can at worst leave a last line without its end:
readers pass over it and say so, and the next writer starts a line of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipeline.decisions.entries import Decision, parse_decision
from pipeline.errors import OutputError

if sys.platform != "win32":
    import fcntl
else:
    import msvcrt

FILE = "decisions.jsonl"
_LOCKED_BYTE = 1 << 62  # Windows locks ranges: one far behind any decision.


@dataclass(frozen=True, slots=True)
class Reading:
    """Decisions from ``start`` to ``end`` (bytes), and lines that are none.

    ``problems`` are sentences for people; ``torn`` tells that the file ends in the middle
    of a line, which another program may be writing.
    """

    decisions: tuple[Decision, ...]
    start: int
    end: int
    problems: tuple[str, ...] = ()
    torn: bool = False


class DecisionLog:
    """The decisions of one output folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def read(self, start: int = 0) -> Reading:
        """Everything from byte ``start``, which must be the start of a line, to the end.

        An unfinished last line is not read: ``end`` stands before it.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                data = file.read()
        except FileNotFoundError:
            return Reading((), 0, 0)
        except OSError as error:
            raise OutputError(self.path.as_posix(), f"cannot be read: {error.strerror}") from None
        whole, newline, rest = data.rpartition(b"\n")
        found: list[Decision] = []
        problems: list[str] = []
        for number, line in enumerate(whole.split(b"\n") if newline else (), 1):
            if not line.strip():
                continue
            try:
                found.append(parse_decision(line.decode("utf-8")))
            except ValueError as error:
                place = f"line {number}" if start == 0 else f"line {number} after byte {start}"
                reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
                problems.append(f"{self.path.name}, {place}: {reason}")
        if rest:
            problems.append(f"{self.path.name}: the last line is unfinished and was left out")
        end = start + len(whole) + len(newline)
        return Reading(tuple(found), start, end, tuple(problems), torn=bool(rest))

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the file alone, to read and then to append. Raises :class:`OutputError`."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = self.path.open("ab")
        except OSError as error:
            raise OutputError(
                self.path.as_posix(),
                f"cannot be written: {error.strerror}",
                "Decisions are kept in the output folder: check its rights.",
            ) from None
        with file, _locked(file):
            yield Writer(self, file)

    def append(self, decisions: Sequence[Decision]) -> None:
        """Append decisions, all or (when the disk is full) an OutputError."""
        with self.writing() as writer:
            writer.append(decisions)


@dataclass(slots=True)
class Writer:
    """A log that is held alone."""

    log: DecisionLog
    file: IO[bytes]

    def append(self, decisions: Sequence[Decision]) -> None:
        """Write decisions and wait until they are on the disk."""
        size = os.fstat(self.file.fileno()).st_size
        lines = "".join(decision.line() + "\n" for decision in decisions)
        data = lines.encode("utf-8", "backslashreplace")
        if size and not self._ends_with_newline(size):
            data = b"\n" + data
        try:
            self.file.write(data)
            self.file.flush()
            os.fsync(self.file.fileno())
        except OSError as error:
            # Half a decision must not stay: the reviewer is told that it was not kept.
            self.file.truncate(size)
            raise OutputError(
                self.log.path.as_posix(),
                f"the decision was not kept: {error.strerror}",
                "Make room on the disk and decide again.",
            ) from None

    def _ends_with_newline(self, size: int) -> bool:
        with self.log.path.open("rb") as file:
            file.seek(size - 1)
            return file.read(1) == b"\n"


@contextmanager
def _locked(file: IO[bytes]) -> Iterator[None]:
    if sys.platform != "win32":
        # Closing the file lets go of the lock, however the writing ends.
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield
    else:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            file.seek(_LOCKED_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

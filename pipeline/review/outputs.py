"""The tables of a run as plain rows: unknown is None, numbers are Python's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pipeline.decisions import ADDED_RULE
from pipeline.errors import InputError
from pipeline.stages.tables import read_table

Row = dict[str, Any]

USED = ("documents", "records", "events", "participants", "dates", "agreements", "dropped")


class Outputs:
    """An output folder. Raises :class:`InputError` when it holds no tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "events.csv").exists() and not self._staged("events.csv").exists():
            raise InputError(
                folder.as_posix(),
                "holds no events.csv",
                "Make the tables first, for example: renkei run seeds/",
            )

    def _staged(self, name: str) -> Path:
        return self.folder / ".tables-ready" / name

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, in order; of events only those that the program found."""
        data = read_table(self.folder / f"{table}.csv")
        columns = [_plain(data[name].tolist()) for name in data.columns]
        names = list(data.columns)
        for cells in zip(*columns, strict=True):
            row = dict(zip(names, cells, strict=True))
            # What reviewers added comes from their decisions, not from what a run made of them.
            if row.get("rule_id") != ADDED_RULE:
                yield row

    def fingerprint(self) -> str:
        """Changes when any table was written anew."""
        digest = blake2b(digest_size=16)
        for name in USED:
            path = self._staged(f"{name}.csv")
            path = path if path.exists() else self.folder / f"{name}.csv"
            try:
                stat = path.stat()
            except OSError as error:
                raise InputError(path.as_posix(), f"cannot be read: {error.strerror}") from None
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns};".encode())
        return digest.hexdigest()


def _plain(cells: Sequence[Any]) -> list[Any]:
    """Cells without pandas' own missing value, which is equal to nothing and has no truth."""
    return [cell if isinstance(cell, str | int | float) else None for cell in cells]

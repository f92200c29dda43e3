"""Rows of many documents, brought into one order and given their ids.

Rows come document by document with running numbers in place of record and event ids. When
all are in, :meth:`Gathered.settle` puts them in the order of sources and gives the ids, so
that neither the order in which documents came nor their number per batch changes a byte.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pipeline.model import Event, Told
from pipeline.stages.tables.ids import hashed, numbered
from pipeline.stages.tables.schema import SCHEMA

Columns = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Extent:
    """Which rows, records and events a document brought in."""

    source: str
    rows: dict[str, range]
    records: range
    events: range


class Gathered:
    """The columns of every table as lists, and what ids are made from.

    ``stories`` are the records' texts; once settled, in the order of their rows.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Columns] = {
            name: {column: [] for column in table.column_names} for name, table in SCHEMA.items()
        }
        self.record_keys: list[str] = []
        self.stories: list[str] = []
        self.event_keys: list[str] = []
        self.told: list[tuple[Event, str, int]] = []
        self.extents: dict[str, Extent] = {}
        self._new: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMA}

    def row(self, table: str, **cells: Any) -> None:
        """Add a row; every column of the table needs its cell."""
        self._new[table].append(cells)

    def heights(self) -> dict[str, int]:
        """How many rows each table has."""
        self._take_in()
        return {name: len(next(iter(columns.values()))) for name, columns in self.tables.items()}

    def _take_in(self) -> None:
        """Put new rows into the columns: column by column, which is the quickest."""
        for table, rows in self._new.items():
            if rows:
                for name, cells in self.tables[table].items():
                    cells += [row[name] for row in rows]
                rows.clear()

    def settle(self) -> list[Told]:
        """Order the rows by source and give the ids; the events as linking sees them."""
        self._take_in()
        extents = [self.extents[source] for source in sorted(self.extents)]
        for name, columns in self.tables.items():
            if name != "problems":
                order = list(chain.from_iterable(e.rows[name] for e in extents))
                if order != list(range(len(order))):
                    for column, cells in columns.items():
                        columns[column] = [cells[i] for i in order]
        records = _ids("rec", self.record_keys, chain.from_iterable(e.records for e in extents))
        self.stories = [self.stories[n] for e in extents for n in e.records]
        events = _ids("ev", self.event_keys, chain.from_iterable(e.events for e in extents))
        for columns in self.tables.values():
            if "record_id" in columns:
                columns["record_id"] = [
                    None if n is None else records[n] for n in columns["record_id"]
                ]
            if "event_id" in columns:
                columns["event_id"] = [events[n] for n in columns["event_id"]]
        for name, key, prefix in (("dates", "date_id", "date"), ("mentions", "mention_id", "men")):
            columns = self.tables[name]
            columns[key] = [
                hashed(prefix, record, cell)
                for record, cell in zip(columns["record_id"], columns[key], strict=True)
            ]
        return self._tellings(records, events, extents)

    def sort_problems(self) -> None:
        """Order the problems, each once; to be called when the last one is in."""
        self._take_in()
        columns = self.tables["problems"]
        rows = {tuple(cell or "" for cell in row) for row in zip(*columns.values(), strict=True)}
        for name, cells in zip(columns, zip(*sorted(rows), strict=True), strict=False):
            columns[name] = list(cells)

    def _tellings(self, records: list[str], events: list[str], extents: list[Extent]) -> list[Told]:
        known = self.tables["records"]
        heads = {
            record_id: head
            for record_id, *head in zip(
                known["record_id"],
                known["source"],
                known["record_no"],
                known["published"],
                strict=True,
            )
        }
        told = []
        for number in chain.from_iterable(e.events for e in extents):
            event, evidence, record = self.told[number]
            record_id = records[record]
            told.append(Told(events[number], event, evidence, record_id, *heads[record_id]))
        return told


def _ids(prefix: str, keys: list[str], order: Iterable[int]) -> list[str]:
    """An id for each key, in place; equal keys are numbered along ``order``."""
    numbers = list(order)
    found = [""] * len(keys)
    for number, made in zip(numbers, numbered(prefix, (keys[n] for n in numbers)), strict=True):
        found[number] = made
    return found

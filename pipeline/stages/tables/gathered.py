"""Sheets of many documents, brought into one order and given their ids.

When all sheets are in, :meth:`Gathered.settle` puts them in the order of their sources and
gives the ids, so that neither the order in which documents came nor their number per batch
changes a byte.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from pipeline.model import Party, Problem, Told
from pipeline.stages.tables.ids import hashed, numbered
from pipeline.stages.tables.rows import problem_row
from pipeline.stages.tables.sheets import Columns, Sheet, empty_tables


class Gathered:
    """The columns of every table as lists; filled when all sheets are in and settled.

    ``stories`` are the records' texts, in the order of their rows.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Columns] = empty_tables()
        self.stories: list[str] = []
        self._sheets: dict[str, Sheet] = {}

    def add(self, sheet: Sheet) -> None:
        """Take in a document's sheet. Raises ``ValueError`` when its source is already in."""
        if sheet.source in self._sheets:
            raise ValueError(f"two documents are called {sheet.source}")
        self._sheets[sheet.source] = sheet

    def problem(self, problem: Problem) -> None:
        """Take in a problem that belongs to no record."""
        for name, cell in problem_row(problem, None).items():
            self.tables["problems"][name].append(cell)

    def settle(self) -> list[Told]:
        """Order the rows by source and give the ids; the events as linking sees them."""
        sheets = [self._sheets[source] for source in sorted(self._sheets)]
        self._sheets.clear()
        ids = {
            "record_id": list(numbered("rec", chain.from_iterable(s.record_keys for s in sheets))),
            "event_id": list(numbered("ev", chain.from_iterable(s.event_keys for s in sheets))),
        }
        records = events = 0
        for sheet in sheets:
            here = {
                "record_id": ids["record_id"][records : records + len(sheet.record_keys)],
                "event_id": ids["event_id"][events : events + len(sheet.event_keys)],
            }
            records += len(sheet.record_keys)
            events += len(sheet.event_keys)
            self.stories += sheet.stories
            for name, columns in sheet.tables.items():
                for column, cells in columns.items():
                    self.tables[name][column] += _with_ids(cells, here.get(column))
        for name, key, prefix in (("dates", "date_id", "date"), ("mentions", "mention_id", "men")):
            columns = self.tables[name]
            columns[key] = [
                hashed(prefix, record, cell)
                for record, cell in zip(columns["record_id"], columns[key], strict=True)
            ]
        return self._tellings()

    def sort_problems(self) -> None:
        """Order the problems, each once; to be called when the last one is in."""
        columns = self.tables["problems"]
        rows = {tuple(cell or "" for cell in row) for row in zip(*columns.values(), strict=True)}
        for name, cells in zip(columns, zip(*sorted(rows), strict=True), strict=False):
            columns[name] = list(cells)

    def _tellings(self) -> list[Told]:
        takers = self.tables["participants"]
        parties: dict[str, list[Party]] = {}
        for event_id, *party in zip(
            takers["event_id"], takers["code"], takers["role"], takers["person"], strict=True
        ):
            parties.setdefault(event_id, []).append(Party._make(party))
        events = self.tables["events"]
        cells = [
            [tuple(parties.get(event_id, ())) for event_id in events["event_id"]]
            if name == "parties"
            else events[_COLUMN_OF.get(name, name)]
            for name in Told._fields
        ]
        return [Told._make(row) for row in zip(*cells, strict=True)]


# The columns that hold what a telling calls by a shorter name.
_COLUMN_OF = {
    "type": "event_type",
    "start": "date_start",
    "end": "date_end",
    "edtf": "date_edtf",
}


def _with_ids(cells: list[Any], ids: list[str] | None) -> list[Any]:
    """The cells of a column, in a column of ids with those in place of running numbers."""
    return cells if ids is None else [None if n is None else ids[n] for n in cells]

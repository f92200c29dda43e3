"""The rows of one document, before ids are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.stages.tables.schema import SCHEMA

Columns = dict[str, list[Any]]


def empty_tables() -> dict[str, Columns]:
    """All tables of the output contract without rows, as lists of cells by column."""
    return {name: {column: [] for column in table.column_names} for name, table in SCHEMA.items()}


@dataclass(slots=True)
class Sheet:
    """The rows that a document brings, by table, as lists of cells by column.

    Columns of ids hold places in ``record_keys`` and ``event_keys``, from which ids are made
    when all documents are in; columns that tell links, codes and reviews are filled then as
    well. ``stories`` are the records' texts. All of it is plain data, as JSON knows it.
    """

    source: str
    record_keys: list[str] = field(default_factory=list)
    event_keys: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)
    tables: dict[str, Columns] = field(default_factory=dict)

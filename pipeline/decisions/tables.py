"""Decisions onto the tables of a run, and onto tables that were written before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.decisions.applying import ADDED_RULE, Orphan, Row, apply_decisions
from pipeline.decisions.entries import Decision
from pipeline.decisions.log import DecisionLog
from pipeline.stages.tables import (
    SCHEMA,
    Columns,
    Profile,
    Tables,
    read_table,
    write_tables,
)
from pipeline.stages.tables.frames import frame

_BOM = b"\xef\xbb\xbf"


def reviewed(
    tables: Tables, decisions: Iterable[Decision]
) -> tuple[dict[str, Any], tuple[Orphan, ...]]:
    """The tables of a run with the decisions in them, and the events that vanished.

    What an earlier call put in is replaced. Data frames stay data frames, lists of cells
    stay lists; tables without decisions come back as they are.

    >>> tables, orphans = reviewed(tables, DecisionLog(out).read().decisions)  # doctest: +SKIP
    """
    kept = tuple(decisions)
    if not kept and ADDED_RULE not in set(tables["events"]["rule_id"]):
        return dict(tables), ()
    events = [row for row in _rows(tables, "events") if row["rule_id"] != ADDED_RULE]
    known = {row["event_id"] for row in events}
    actors = [row for row in _rows(tables, "participants") if row["event_id"] in known]
    applied = apply_decisions(events, actors, _rows(tables, "records"), kept)
    names = {row["code"]: row for row in reversed(actors)}
    for row in applied.participants:
        if row["event_id"] not in known and row["code"] in names:
            row |= {key: names[row["code"]][key] for key in ("name_ja", "name_en", "kind")}
    return {
        **tables,
        "events": _table(tables, "events", applied.events),
        "participants": _table(tables, "participants", applied.participants),
    }, applied.orphans


def refresh_tables(out: Path) -> bool:
    """Write the tables in ``out`` anew when the decisions there say more than they do.

    True when they were written. Raises :class:`~pipeline.errors.RenkeiError`.
    """
    tables = {name: read_table(out / f"{name}.csv") for name in SCHEMA}
    after, _ = reviewed(tables, DecisionLog(out).read().decisions)
    if after["events"].equals(tables["events"]):
        return False
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    with (out / "events.csv").open("rb") as file:
        profile: Profile = "excel" if file.read(3) == _BOM else "machine"
    write_tables(after, out, profile=profile, versions=package["renkei"]["versions"])
    return True


def _rows(tables: Tables, name: str) -> list[Row]:
    """The rows of a table, unknown cells None."""
    names = SCHEMA[name].column_names
    columns = [
        [
            cell if isinstance(cell, str | int | float) and cell != "" else None
            for cell in (cells if isinstance(cells, list) else cells.tolist())
        ]
        for cells in (tables[name][column] for column in names)
    ]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _table(tables: Tables, name: str, rows: list[Row]) -> Any:
    """A table of other rows, in the form of that table in ``tables``."""
    columns: Columns = {
        column: [row.get(column) for row in rows] for column in SCHEMA[name].column_names
    }
    return columns if isinstance(tables[name], dict) else frame(SCHEMA[name], columns)

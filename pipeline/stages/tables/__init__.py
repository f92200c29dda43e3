"""Documents to CSV tables and their data package; alone loads pandas, and only when used.

>>> tables = build_tables(documents, names=name_of, wareki=wareki, codes=codes, link=link)
>>> tables["events"][["event_type", "participants"]].head(1)
>>> write_tables(tables, Path("outputs"), versions={"renkei": "0.1.0"})
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.stages.tables.codes import load_codes
from pipeline.stages.tables.csvtext import Profile, read_table, to_csv
from pipeline.stages.tables.frames import (
    Review,
    Tables,
    build_columns,
    build_tables,
    frames_of,
)
from pipeline.stages.tables.gathered import Columns
from pipeline.stages.tables.package import datapackage
from pipeline.stages.tables.schema import SCHEMA, SCHEMA_VERSION
from pipeline.stages.tables.writing import write_set

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "Columns",
    "Profile",
    "Review",
    "Tables",
    "build_columns",
    "build_tables",
    "frames_of",
    "load_codes",
    "read_table",
    "write_tables",
]


def write_tables(
    tables: Tables,
    out: Path,
    *,
    profile: Profile = "excel",
    versions: Mapping[str, str],
) -> None:
    """Write all tables and ``datapackage.json`` into ``out``, as one set or not at all.

    Data frames and lists of cells give the same bytes. ``versions`` (name → version:
    program, rules, model) goes into the package. Raises :class:`~pipeline.errors.OutputError`.
    """
    files = {name: to_csv(tables[name], table, profile) for name, table in SCHEMA.items()}
    package = datapackage(files, profile=profile, versions=versions)
    write_set(
        {f"{name}.csv": data for name, data in files.items()} | {"datapackage.json": package}, out
    )

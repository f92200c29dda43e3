"""Documents to CSV tables and their data package; alone loads pandas, and only when used.

>>> tables = build_tables(documents, names=name_of, wareki=wareki, codes=codes, link=link)
>>> tables["events"][["event_type", "participants"]].head(1)
>>> write_tables(tables, Path("outputs"), versions={"renkei": "0.1.0"})
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.stages.tables.codes import load_codes
from pipeline.stages.tables.csvtext import Profile, read_table, to_csv
from pipeline.stages.tables.frames import (
    Review,
    Tables,
    build_columns,
    build_tables,
    frames_of,
)
from pipeline.stages.tables.package import datapackage
from pipeline.stages.tables.rows import sheet_of
from pipeline.stages.tables.schema import SCHEMA, SCHEMA_VERSION
from pipeline.stages.tables.sheets import Columns, Sheet
from pipeline.stages.tables.writing import current, write_set

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "Columns",
    "Profile",
    "Review",
    "Sheet",
    "Tables",
    "build_columns",
    "build_tables",
    "current",
    "frames_of",
    "load_codes",
    "read_table",
    "sheet_of",
    "write_tables",
]


def write_tables(
    tables: Tables,
    out: Path,
    *,
    profile: Profile = "excel",
    versions: Mapping[str, str],
    unchanged: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Write all tables and ``datapackage.json`` into ``out``, as one set or not at all.

    Data frames and lists of cells give the same bytes. ``versions`` (name → version:
    program, rules, model) goes into the package. ``unchanged`` are files (table name → bytes)
    that stand in ``out`` as they are to be: of these tables ``tables`` need tell nothing, and
    they are not written. Gives the bytes of all tables' files. Raises
    :class:`~pipeline.errors.OutputError`.
    """
    files = {
        name: unchanged[name] if name in unchanged else to_csv(tables[name], table, profile)
        for name, table in SCHEMA.items()
    }
    package = datapackage(files, profile=profile, versions=versions)
    written = {f"{name}.csv": data for name, data in files.items() if name not in unchanged}
    write_set(written | {"datapackage.json": package}, out)
    return files

"""Documents to CSV tables and their data package; alone loads pandas, and only when used.

>>> tables = build_tables(documents, names=name_of, wareki=wareki, codes=codes, link=link)
>>> tables["events"][["event_type", "participants"]].head(1)
>>> write_tables(tables, Path("outputs"), versions={"renkei": "0.1.0"})
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.stages.tables.codes import load_codes
from pipeline.stages.tables.csvtext import Profile, read_table, to_csv
from pipeline.stages.tables.frames import Review, build_tables
from pipeline.stages.tables.package import datapackage
from pipeline.stages.tables.schema import SCHEMA, SCHEMA_VERSION
from pipeline.stages.tables.writing import write_set

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "Profile",
    "Review",
    "build_tables",
    "load_codes",
    "read_table",
    "write_tables",
]


def write_tables(
    tables: Mapping[str, pd.DataFrame],
    out: Path,
    *,
    profile: Profile = "excel",
    versions: Mapping[str, str],
) -> None:
    """Write all tables and ``datapackage.json`` into ``out``, as one set or not at all.

    ``versions`` (name → version: program, rules, model) goes into the package. Raises
    :class:`~pipeline.errors.OutputError`.
    """
    files = {name: to_csv(tables[name], table, profile) for name, table in SCHEMA.items()}
    package = datapackage(files, profile=profile, versions=versions)
    write_set(
        {f"{name}.csv": data for name, data in files.items()} | {"datapackage.json": package}, out
    )

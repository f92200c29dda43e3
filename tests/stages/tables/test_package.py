"""The data package as others validate it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from pipeline.stages.tables import SCHEMA, Profile, read_table, write_tables


def faults(out: Path) -> list[str]:
    report = frictionless.validate(str(out / "datapackage.json"))
    return [row[0] for row in report.flatten(["type"])]


@pytest.mark.parametrize("profile", ["excel", "machine"])
def test_frictionless_finds_nothing_wrong(
    profile: Profile, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_tables(tables, tmp_path, profile=profile, versions={})
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "column", "value", "fault"),
    [
        ("participants", "event_id", "ev_0123456789abcdef", "foreign-key"),
        ("events", "latest_event_id", "ev_0123456789abcdef", "foreign-key"),
        ("events", "status", "maybe", "constraint-error"),
        ("events", "date_start", "soon", "type-error"),
        ("records", "published", "2024年", "constraint-error"),
        ("events", "event_id", None, "primary-key"),
    ],
)
def test_frictionless_finds_what_breaks_the_schema(
    name: str,
    column: str,
    value: str | None,
    fault: str,
    tables: dict[str, pd.DataFrame],
    tmp_path: Path,
) -> None:
    broken = {key: table.copy() for key, table in tables.items()}
    broken[name].loc[0, column] = value
    write_tables(broken, tmp_path, versions={})
    assert fault in faults(tmp_path)


def test_the_package_tells_hashes_and_versions(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_tables(tables, tmp_path, versions={"rules": "abc", "model": "ja_ginza 5.2"})
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == list(SCHEMA)
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["encoding"] == "utf-8"
        header = data.decode("utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert package["renkei"]["versions"] == {"model": "ja_ginza 5.2", "rules": "abc"}
    assert package["renkei"]["profile"] == "excel"
    assert "take one leading ' away" in package["renkei"]["formula_guard"]


def test_plain_pandas_reads_the_committed_form(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_tables(tables, tmp_path, versions={})
    read = pd.read_csv(tmp_path / "events.csv")
    assert list(read.columns) == list(SCHEMA["events"].column_names)
    assert len(read) == len(read_table(tmp_path / "events.csv")) == 156

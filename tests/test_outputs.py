"""The tables of the seeds that are kept beside the rules, so that a rule's effect is a diff."""

from __future__ import annotations

from pathlib import Path

import pytest
from edtf import parse_edtf

import pipeline
from pipeline.stages.tables import read_table


@pytest.mark.model
def test_the_kept_tables_are_what_the_rules_say_today(
    project: Path, cache: Path, tmp_path: Path
) -> None:
    summary = pipeline.run(project / "seeds", out=tmp_path, rules=project / "rules", cache=cache)
    stale = [
        name
        for name in summary.files
        if (project / "outputs" / name).read_bytes() != (tmp_path / name).read_bytes()
    ]
    assert not stale, "outputs/ is stale: run `make run` and keep what it writes"


@pytest.mark.parametrize(("name", "column"), [("events", "date_edtf"), ("dates", "edtf")])
def test_the_dates_of_the_kept_tables_are_edtf(project: Path, name: str, column: str) -> None:
    for value in read_table(project / "outputs" / f"{name}.csv")[column].dropna().unique():
        assert parse_edtf(value), value

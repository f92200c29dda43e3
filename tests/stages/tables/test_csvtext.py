"""What is written is read back the same, in both profiles, whatever the cells hold."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.stages.tables import SCHEMA, Profile, read_table, write_tables
from pipeline.stages.tables.csvtext import BOM, GUARDED, from_csv, guard, to_csv, unguard
from pipeline.stages.tables.frames import frame

PROFILES: tuple[Profile, ...] = ("excel", "machine")
MENTIONS = SCHEMA["mentions"]

# Formula starters, quotes, breaks, blanks, look-alikes of numbers and missing values.
NASTY = st.one_of(
    st.text(st.sampled_from("=+-@＝＋－＠'\"\t\r\n\0,; \u3000\x1fあ0"), max_size=6),
    st.sampled_from(
        ["NA", "nan", "NULL", "None", "007", "+1", "1e5", "TRUE", "'='", "''", "\ufeff"]
    ),
    st.text(max_size=8),
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            column.name: st.integers(0, 10**9) | st.none() if column.numeric else NASTY
            for column in MENTIONS.columns
        }
    ),
    max_size=6,
)


def table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return frame(MENTIONS, {c.name: [row[c.name] for row in rows] for c in MENTIONS.columns})


@pytest.mark.parametrize("profile", PROFILES)
@given(rows=ROWS)
def test_nasty_cells_survive(profile: Profile, rows: list[dict[str, Any]]) -> None:
    written = table(rows)
    read = from_csv(to_csv(written, MENTIONS, profile), MENTIONS, "mentions.csv")
    pd.testing.assert_frame_equal(read, written)


@given(rows=ROWS)
def test_both_profiles_hold_the_same(rows: list[dict[str, Any]]) -> None:
    excel, machine = (to_csv(table(rows), MENTIONS, profile) for profile in PROFILES)
    pd.testing.assert_frame_equal(
        from_csv(excel, MENTIONS, "mentions.csv"), from_csv(machine, MENTIONS, "mentions.csv")
    )


@given(rows=ROWS)
def test_plain_pandas_reads_the_machine_profile(rows: list[dict[str, Any]]) -> None:
    written = table(rows)
    data = to_csv(written, MENTIONS, "machine")
    read = pd.read_csv(BytesIO(data), dtype=str, keep_default_na=False)
    assert read.text.tolist() == written.text.fillna("").tolist()


@given(rows=ROWS)
def test_no_text_cell_starts_a_formula(rows: list[dict[str, Any]]) -> None:
    data = to_csv(table(rows), MENTIONS, "excel")
    for row in list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))[1:]:
        assert not any(cell.startswith(tuple(GUARDED)) for cell in row)


@given(NASTY)
def test_the_guard_is_undone(cell: str) -> None:
    assert unguard(guard(cell)) == cell


def test_the_guard_as_analysts_see_it() -> None:
    assert guard("- 日本の防衛") == "'- 日本の防衛"
    assert guard("＝合意") == "'＝合意"
    assert guard("'24年合意") == "''24年合意"
    assert guard("会談=合意") == "会談=合意"


def test_excel_and_machine_bytes() -> None:
    row = dict.fromkeys(MENTIONS.column_names, "")
    data = table([row | {"text": '=1+"a"', "char_start": 3, "char_end": 9}])
    head = ",".join(MENTIONS.column_names)
    assert (
        to_csv(data, MENTIONS, "excel") == BOM + (f'{head}\r\n,,,"\'=1+""a""",3,9,,,,\r\n').encode()
    )
    assert to_csv(data, MENTIONS, "machine") == f'{head}\n,,,"=1+""a""",3,9,,,,\n'.encode()


@pytest.mark.parametrize("profile", PROFILES)
def test_all_tables_are_read_back_equal(
    profile: Profile, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_tables(tables, tmp_path, profile=profile, versions={})
    for name, written in tables.items():
        pd.testing.assert_frame_equal(read_table(tmp_path / f"{name}.csv"), written)


def test_numbers_and_days_are_never_guarded(
    tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write_tables(tables, tmp_path, versions={})
    raw = pd.read_csv(tmp_path / "events.csv", dtype=str, keep_default_na=False)
    for name in ("event_id", "date_start", "date_end", "published", "evidence_start", "confidence"):
        assert not raw[name].str.startswith("'").any()


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("notes.csv", "a\n", "is not a table of renkei"),
        ("events.csv", "event_id,type\n", "does not have the columns of events.csv"),
        ("mentions.csv", None, "cannot be read"),
    ],
)
def test_files_that_are_not_ours_are_named(
    name: str, content: str | None, problem: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=problem):
        read_table(tmp_path / name)

"""After a stop at any moment, readers find one whole set of tables."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OutputError
from pipeline.stages.tables import SCHEMA, read_table, write_tables

Tables = dict[str, pd.DataFrame]


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours may catch it."""


@pytest.fixture
def halves(tables: Tables) -> tuple[Tables, Tables]:
    """Two sets of tables that differ in every table that has rows."""
    return tables, {name: table.iloc[1:].reset_index(drop=True) for name, table in tables.items()}


def found(out: Path) -> Tables:
    return {name: read_table(out / f"{name}.csv") for name in SCHEMA}


def same(one: Tables, other: Tables) -> bool:
    return all(one[name].equals(other[name]) for name in SCHEMA)


# The steps that change what lies in the folder; each is let pass a number of times.
STEPS = [("replace", n) for n in range(11)] + [("rename", 0), ("open", 0), ("open", 5)]


@pytest.mark.parametrize(("step", "passes"), STEPS)
def test_a_kill_at_any_step_leaves_one_whole_set(
    step: str,
    passes: int,
    halves: tuple[Tables, Tables],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, new = halves
    write_tables(old, tmp_path, versions={})
    real = getattr(Path, step)
    left = passes

    def until_killed(self: Path, *arguments: object, **options: object) -> object:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        return real(self, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, until_killed)
        try:
            write_tables(new, tmp_path, versions={})
            killed = False
        except Killed:
            killed = True
    assert killed is (step != "replace" or passes < len(SCHEMA) + 1)
    now = found(tmp_path)
    assert same(now, new if step == "replace" else old)

    # The next run goes on as if nothing had been.
    write_tables(old, tmp_path, versions={})
    assert same(found(tmp_path), old)
    names = {f"{name}.csv" for name in SCHEMA} | {"datapackage.json"}
    assert {file.name for file in tmp_path.iterdir()} == names


def test_a_full_disk_leaves_the_old_set_and_no_litter(
    halves: tuple[Tables, Tables], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = halves
    write_tables(old, tmp_path, versions={})
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            write_tables(new, tmp_path, versions={})
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_file_held_open_elsewhere_is_named_and_the_set_completed_later(
    halves: tuple[Tables, Tables], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = halves
    write_tables(old, tmp_path, versions={})
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self.name == "events.csv":
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(OutputError, match=r"cannot write events\.csv"):
            write_tables(new, tmp_path, versions={})
    assert same(found(tmp_path), new)


def test_a_folder_that_cannot_be_made_is_told(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out: cannot write"):
        write_tables(tables, tmp_path / "out", versions={})


def test_other_files_in_the_folder_stay(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").write_text("{}\n")
    write_tables(tables, tmp_path, versions={})
    assert (tmp_path / "decisions.jsonl").read_text() == "{}\n"


def test_equal_tables_give_equal_bytes(tables: Tables, tmp_path: Path) -> None:
    for out in ("one", "two"):
        write_tables(tables, tmp_path / out, versions={"rules": "1", "model": "ja_ginza"})
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()

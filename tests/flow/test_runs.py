"""Whole runs: the same input gives the same bytes, whatever happens on the way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import pipeline
from pipeline.annotations import FILE_NAME
from pipeline.errors import InputError, OutputError
from pipeline.flow import Progress, worker
from pipeline.flow.locking import claimed
from pipeline.model import Document, Source
from pipeline.stages.tables import read_table

pytestmark = pytest.mark.model


def tables(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def expected(articles: Path, cache: Path, rules: Path, tmp_path_factory: pytest.TempPathFactory):
    """The tables of the articles, as one undisturbed run writes them."""
    out = tmp_path_factory.mktemp("expected")
    summary = pipeline.run(articles, out=out, cache=cache, rules=rules)
    assert (summary.documents, summary.records, summary.problems) == (4, 4, 0)
    assert {"meeting", "port_call"} <= set(summary.events)
    return tables(out)


def test_a_second_run_needs_no_model_and_changes_no_byte(
    articles: Path,
    cache: Path,
    rules: Path,
    expected,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unwanted(name: str) -> None:
        raise AssertionError(f"{name} was loaded")

    monkeypatch.setattr(worker, "load_analyser", unwanted)
    pipeline.run(articles, out=tmp_path, cache=cache, rules=rules)
    assert tables(tmp_path) == expected


def test_only_a_changed_document_is_analysed(
    articles: Path, cache: Path, rules: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(articles, tmp_path / "in")
    pipeline.run(copy, out=tmp_path / "out", cache=tmp_path / "cache", rules=rules)
    before = stored(tmp_path / "cache")
    (copy / "海自.txt").write_text(
        "米海軍艦艇が横須賀に寄港\n2025年7月1日\n米海軍の駆逐艦は1日、横須賀に寄港した。\n",
        encoding="utf-8",
    )
    pipeline.run(copy, out=tmp_path / "out", cache=tmp_path / "cache", rules=rules)
    assert stored(tmp_path / "cache") == before + 1
    pipeline.run(copy, out=tmp_path / "fresh", cache=cache, rules=rules)
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_processes_and_order_change_no_byte(
    articles: Path, cache: Path, rules: Path, expected, tmp_path: Path
) -> None:
    sources = sorted(articles.rglob("*.*"), reverse=True)
    pipeline.run(articles, out=tmp_path / "pool", cache=cache, rules=rules, jobs=2)
    assert tables(tmp_path / "pool") == expected
    pipeline.run(articles, out=tmp_path / "dask", cache=cache, rules=rules, jobs=2, engine="dask")
    assert tables(tmp_path / "dask") == expected
    # Given one by one, files have no folder in their names: compare what these runs share.
    pipeline.run(*sources, out=tmp_path / "one", cache=cache, rules=rules)
    pipeline.run(*reversed(sources), out=tmp_path / "two", cache=cache, rules=rules)
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_frames_hold_what_the_files_hold(
    articles: Path, cache: Path, rules: Path, tmp_path: Path
) -> None:
    pipeline.run(articles, out=tmp_path, cache=cache, rules=rules)
    frames = pipeline.to_frames(pipeline.process(articles, cache=cache, rules=rules))
    for name, frame in frames.items():
        assert frame.equals(read_table(tmp_path / f"{name}.csv")), name


def test_a_text_in_no_file_is_processed_too(cache: Path, rules: Path) -> None:
    memo = Source("memo", "日英両首相は2025年3月1日、ロンドンで会談した。")
    events = pipeline.to_frames(pipeline.process(memo, cache=cache, rules=rules))["events"]
    assert events[["source", "event_type", "participants", "date_start"]].values.tolist() == [
        ["memo", "meeting", "GBR;JPN", "2025-03-01"]
    ]


def test_bad_inputs_end_as_problems_and_the_rest_goes_on(
    articles: Path, cache: Path, rules: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(articles, tmp_path / "in")
    (copy / "packed.txt.gz").write_bytes(b"\x1f\x8b broken")
    (copy / "zero.txt").write_bytes(b"\x00\xff\xfe\x81" * 400)
    (copy / "out.txt").symlink_to("/etc/hostname")
    os.mkfifo(copy / "pipe.txt")
    summary = pipeline.run(copy, out=tmp_path / "out", cache=cache, rules=rules)
    frames = pipeline.to_frames(pipeline.process(copy, cache=cache, rules=rules))
    named = set(frames["problems"]["source"])
    assert {"packed.txt.gz", "zero.txt", "out.txt", "pipe.txt"} <= named
    assert summary.problems == len(frames["problems"])
    assert {"海自.txt", "会談/岩屋.txt", "協定.html", "訓練.txt"} <= set(frames["events"]["source"])


def test_progress_hears_of_every_stage_and_document(
    articles: Path, cache: Path, rules: Path
) -> None:
    class Heard(Progress):
        def __init__(self) -> None:
            self.stages: set[str] = set()
            self.documents: list[str] = []
            self.expected: list[int] = []

        def expect(self, documents: int) -> None:
            self.expected.append(documents)

        def passed(self, stage: str) -> None:
            self.stages.add(stage)

        def done(self, document: Document) -> None:
            self.documents.append(document.source.name)

    heard = Heard()
    processing = pipeline.process(articles, cache=cache, rules=rules, progress=heard)
    found = [document.source.name for document in processing]
    assert heard.documents == found
    assert len(found) == 4
    assert set(heard.expected) == {4}
    assert {"cleaning", "records", "nlp", "dates", "actors", "events"} <= heard.stages
    assert set(processing.watch.seconds) >= heard.stages | {"rules", "sources", "tables"}


def test_wrong_usage_is_told_before_any_work(articles: Path, rules: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none: does not exist"):
        pipeline.process(tmp_path / "none", rules=rules)
    with pytest.raises(InputError, match="--model ja_none"):
        pipeline.process(articles, model="ja_none", rules=rules)
    with pytest.raises(InputError, match="--jobs 0"):
        pipeline.process(articles, rules=rules, jobs=0)


def test_a_folder_that_cannot_be_written_is_told_before_any_work(
    articles: Path, tmp_path: Path, cache: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "pipeline.flow.runs.build_columns", lambda *_, **__: pytest.fail("work was done")
    )
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file: cannot be written") as caught:
        pipeline.run(articles, out=tmp_path / "file", cache=cache, rules=rules)
    assert "--out DIR" in caught.value.way_out


def test_two_runs_do_not_write_into_one_folder(
    articles: Path, tmp_path: Path, cache: Path, rules: Path
) -> None:
    with (
        claimed(tmp_path),
        pytest.raises(OutputError, match="another run is writing there"),
    ):
        pipeline.run(articles, out=tmp_path, cache=cache, rules=rules)
    pipeline.run(articles, out=tmp_path, cache=cache, rules=rules)


# --- killed on the way --------------------------------------------------------------------


@contextmanager
def running(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pipeline", "run", *map(str, arguments), "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def stored(cache: Path) -> int:
    """How many texts are in the store by now."""
    if not (cache / FILE_NAME).exists():
        return 0
    try:
        with closing(sqlite3.connect(cache / FILE_NAME, timeout=10)) as db:
            return int(db.execute("SELECT count(*) FROM annotation").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # its table is not there yet


def wait_until_stored(process: subprocess.Popen[str], cache: Path, count: int) -> None:
    while stored(cache) < count:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)


def workers(parent: int) -> list[int]:
    """The pool's processes, without the tracker of shared resources that also runs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            command = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.slow), "2"])
def test_a_run_killed_on_the_way_leaves_no_half_and_can_go_on(
    articles: Path, rules: Path, expected, tmp_path: Path, jobs: str
) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    arguments = (articles, "--out", out, "--cache", cache, "--rules", rules, "--jobs", jobs)
    with running(*arguments) as process:
        wait_until_stored(process, cache, 2)
        process.kill()
        process.wait()
        done = stored(cache)
    assert tables(out) == {}
    with running(*arguments) as process:
        process.communicate()
        assert process.returncode == 0
    assert stored(cache) == 4 >= done >= 2
    assert tables(out) == expected


def test_a_process_killed_on_the_way_costs_nothing(
    articles: Path, rules: Path, expected, tmp_path: Path
) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    with running(
        articles, "--out", out, "--cache", cache, "--rules", rules, "--jobs", "2"
    ) as process:
        while not (pids := workers(process.pid)):
            time.sleep(0.02)
            assert process.poll() is None
        wait_until_stored(process, cache, 1)
        os.kill(pids[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    assert tables(out) == expected


@pytest.mark.slow
def test_kills_at_any_moment_never_leave_a_half(
    articles: Path, rules: Path, expected, tmp_path: Path
) -> None:
    """Soak: many kills at random moments over one output folder, then one run to its end."""
    out, cache = tmp_path / "out", tmp_path / "cache"
    chance = random.Random(7)
    whole = set(expected)
    for _ in range(60):
        arguments = (
            articles,
            "--out",
            out,
            "--cache",
            cache,
            "--rules",
            rules,
            "--jobs",
            chance.choice("12"),
        )
        with running(*arguments) as process:
            time.sleep(chance.uniform(0, 4))
            process.kill()
            process.wait()
        found = {p.name: p.read_bytes() for p in out.glob("*") if p.is_file()}
        assert not found or (set(found) == whole and found == expected)
    pipeline.run(articles, out=out, cache=cache, rules=rules)
    assert tables(out) == expected

"""Processes that die, by accident or by their document: nothing is lost, nothing hangs."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.errors import InputError, OutputError, RenkeiError
from pipeline.flow import cluster
from pipeline.flow.cluster import process_on_dask
from pipeline.flow.processes import process_in_pool
from pipeline.flow.worker import Processed
from pipeline.model import Document, Source

ShareOut = Callable[..., Iterator[Processed]]
HERE = Path(__file__).parent


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(HERE)
    return importlib.import_module("dying_worker")


def sources(*texts: str) -> Iterator[Source]:
    return (Source(f"{n}.txt", text, "") for n, text in enumerate(texts))


def documents(
    worker: ModuleType, *texts: str, patience: float = 60, share_out: ShareOut = process_in_pool
) -> dict[str, Document]:
    found = list(share_out(sources(*texts), worker.start, 2, patience))
    names = [p.document.source.name for p in found]
    assert len(names) == len(set(names))
    return {p.document.source.name: p.document for p in found}


def test_every_document_comes_back_once(dying: ModuleType) -> None:
    assert len(documents(dying, *["fine"] * 25)) == 25


def test_a_killing_document_is_reported_and_the_others_are_done(dying: ModuleType) -> None:
    found = documents(dying, *["fine"] * 9, "die", *["fine"] * 10)
    assert len(found) == 20
    assert [name for name, document in found.items() if document.problems] == ["9.txt"]
    [problem] = found["9.txt"].problems
    assert problem.problem == "ended the process that worked on it"


def test_a_process_killed_by_accident_costs_nothing(dying: ModuleType, tmp_path: Path) -> None:
    found = documents(dying, *["fine"] * 5, f"die-once {tmp_path / 'mark'}", *["fine"] * 5)
    assert len(found) == 11
    assert (tmp_path / "mark").exists()
    assert not any(document.problems for document in found.values())


def test_a_stuck_document_is_ended_and_reported(dying: ModuleType) -> None:
    found = documents(dying, "fine", "sleep 300", "fine", patience=1)
    assert [name for name, document in found.items() if document.problems] == ["1.txt"]


def test_dask_loses_nothing_either(dying: ModuleType, tmp_path: Path) -> None:
    texts = ["fine"] * 9
    texts[2], texts[4], texts[6] = "die", f"die-once {tmp_path / 'mark'}", "sleep 300"
    found = documents(dying, *texts, patience=2, share_out=process_on_dask)
    assert len(found) == 9
    assert {n for n, document in found.items() if document.problems} == {"2.txt", "6.txt"}


def test_without_dask_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match="Dask is not installed") as caught:
        list(process_on_dask(sources("fine"), dict, 1))
    assert "renkei[dask]" in caught.value.way_out


def test_what_concerns_the_whole_run_is_raised(dying: ModuleType) -> None:
    with pytest.raises(OutputError, match="cache: disk is full"):
        list(process_in_pool(sources("fine", "fine"), dying.start_broken, 2))


@pytest.mark.parametrize(
    "share_out", [process_in_pool, pytest.param(process_on_dask, marks=pytest.mark.slow)]
)
def test_processes_that_always_die_end_the_run(dying: ModuleType, share_out: ShareOut) -> None:
    with pytest.raises(RenkeiError, match="every process died"):
        list(share_out(sources(*["fine"] * 9), dying.start_dying, 2))


@pytest.mark.slow
def test_when_dask_falls_silent_the_rest_is_done_without_it(
    dying: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SILENCE", -2)
    texts = ["sleep 1.5", "fine", *["sleep 3"] * 2, *["fine"] * 9]
    assert len(documents(dying, *texts, patience=2, share_out=process_on_dask)) == len(texts)


def test_processes_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = (
        "import sys\nsys.path.insert(0, sys.argv[1])\nimport dying_worker\n"
        "from pipeline.flow.processes import process_in_pool\n"
        "from pipeline.model import Source\n"
        "list(process_in_pool([Source('a', 'pid ' + sys.argv[2], '')], dying_worker.start, 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(HERE), str(mark)]) as parent:
        while not (mark.exists() and mark.read_text()):
            time.sleep(0.05)
            assert parent.poll() is None
        parent.kill()
    child = int(mark.read_text())
    deadline = time.monotonic() + 20
    while _alive(child):
        assert time.monotonic() < deadline, "the process outlived its parent"
        time.sleep(0.05)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Where nobody collects an orphan it stays as a zombie; that is ended too.
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")

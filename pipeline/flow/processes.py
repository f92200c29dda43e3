"""Sources shared out among processes that may die: no document is lost, nothing hangs.

A process killed from outside, or by the document it works on, breaks the pool; the pool
is built anew. Every document that was in flight is then tried by itself, so that the
killer shows: it becomes a problem, and the rest goes on.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for
from pathlib import Path

from pipeline.errors import RenkeiError
from pipeline.flow.worker import Processed
from pipeline.model import Document, Problem, Source

Work = Callable[[Source], Processed]
# Documents handed out to each process ahead of its work: enough to keep it busy, few
# enough to try again one by one.
_AHEAD = 3
# A document alone with a process may lose it by chance once (memory, a signal).
_TRIALS = 2
# When so many documents killed their process and none was ever finished, it is not them.
_HOPELESS = 5
# A process that is longer at one document is taken for stuck and ends itself. The model
# reads over 1,000 characters a second, so this is far beyond the slowest honest work.
PATIENCE = 120.0
_CHARACTERS_PER_SECOND = 50


def process_in_pool(
    sources: Iterable[Source], start: Callable[[], Work], jobs: int, patience: float = PATIENCE
) -> Iterator[Processed]:
    """The documents of ``sources``, each as it is done, worked on by ``jobs`` processes.

    ``start`` is called once in each process, at its first document, and gives the
    function that does the work; both are sent there by pickle. A document that kills its
    process twice when alone, or does not end in ``patience`` seconds and those its length
    allows, comes back with no records and a :class:`Problem`. Errors that concern the
    whole run (a model that does not load, a full disk) are raised as
    :class:`RenkeiError`.
    """
    feed = iter(sources)
    pool = _Pool(start, jobs, patience)
    killers = 0
    try:
        while suspects := (yield from _until_break(feed, pool, jobs * _AHEAD)):
            for source in suspects:
                result = _alone(source, pool)
                killers += result is None
                if killers >= _HOPELESS and not pool.finished:
                    raise RenkeiError(
                        f"--jobs {jobs}",
                        "every process died, whatever it worked on",
                        "There may be too little memory: run again with --jobs 1.",
                    )
                yield result or _killer(source)
    finally:
        pool.stop()


def _until_break(
    feed: Iterator[Source], pool: _Pool, width: int
) -> Generator[Processed, None, list[Source]]:
    """Documents as they are done; returns those in flight when the pool broke, or none."""
    running: dict[Future[Processed], Source] = {}
    while True:
        for source in islice(feed, width - len(running)):
            running[pool.submit(source)] = source
        if not running:
            return []
        wait(running, return_when=FIRST_COMPLETED)
        lost = []
        for future in [future for future in running if future.done()]:
            source = running.pop(future)
            try:
                yield pool.result(future)
            except BrokenProcessPool:
                lost.append(source)
        if lost:
            # What was in flight beside it ends at once, most of it lost with the pool.
            wait(running)
            for future, source in running.items():
                if isinstance(future.exception(), BrokenProcessPool):
                    lost.append(source)
                else:
                    yield pool.result(future)
            return lost


def _alone(source: Source, pool: _Pool) -> Processed | None:
    """The document, worked on with no other beside it; None when it kills its process."""
    for _ in range(_TRIALS):
        try:
            return pool.result(pool.submit(source))
        except BrokenProcessPool:
            continue
    return None


def _killer(source: Source) -> Processed:
    problem = Problem(
        source.name,
        "flow",
        "ended the process that worked on it",
        "tried again by itself",
        "skipped",
    )
    return Processed(Document(source, None, problems=(problem,)), {})


class _Pool:
    """An executor that is built anew once it broke."""

    def __init__(self, start: Callable[[], Work], jobs: int, patience: float) -> None:
        self._start = start
        self._patience = patience
        self._jobs = jobs
        self._executor = self._new()
        self.finished = 0

    def submit(self, source: Source) -> Future[Processed]:
        """Hand a document out; a break shows in the future, never here."""
        try:
            return self._executor.submit(_work, source)
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = self._new()
            return self._executor.submit(_work, source)

    def result(self, future: Future[Processed]) -> Processed:
        """What came of a document. Raises ``BrokenProcessPool`` when it was lost."""
        processed = future.result()
        self.finished += 1
        return processed

    def stop(self) -> None:
        """End the processes once they are through with what they have in hand."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs,
            multiprocessing.get_context("spawn"),
            initializer=_prepare,
            initargs=(self._start, self._patience),
        )


@dataclass(slots=True)
class _State:
    """What a worker process knows."""

    start: Callable[[], Work] | None = None
    patience: float = PATIENCE
    work: Work | None = None


_STATE = _State()


def _prepare(start: Callable[[], Work], patience: float) -> None:
    """Make a new process ready. Must not fail: that would look like a dying process."""
    # Matrix products on one core each: the processes share the machine as it is. Must be
    # said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _STATE.start = start
    _STATE.patience = patience
    # Ctrl-C reaches every process; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent killed outright cannot end its processes: each sees to that itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _work(source: Source) -> Processed:
    assert _STATE.start is not None
    return work_in_time(source, _STATE.start, _STATE.patience)


def seconds_for(source: Source, patience: float) -> float:
    """How long a process may take for a document."""
    return patience + len(source.text) / _CHARACTERS_PER_SECOND


def work_in_time(source: Source, start: Callable[[], Work], patience: float) -> Processed:
    """Work on a document in a process that may end: ``start`` is called once in each.

    The process ends itself when the document takes longer than ``patience`` seconds and
    those its length allows.
    """
    limit = seconds_for(source, patience)
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            if _STATE.work is None:
                _STATE.work = start()
            return _STATE.work(source)
        finally:
            faulthandler.cancel_dump_traceback_later()

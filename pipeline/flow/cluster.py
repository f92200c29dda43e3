"""Sources shared out by Dask, an optional extra: ``--engine dask``.

Dask starts and restarts the workers. What it does not bring back, because its worker died
or because no worker is left, goes to processes of our own, which know how to tell whose
fault it was.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Iterator
from importlib import import_module
from itertools import chain, islice
from typing import Any

from pipeline.errors import InputError
from pipeline.flow.processes import PATIENCE, Work, process_in_pool, seconds_for, work_in_time
from pipeline.flow.worker import Processed
from pipeline.model import Source

# Documents handed out to each worker ahead of its work.
_AHEAD = 3
# Seconds without any news, beside those that the documents in hand may take, after which
# Dask is given up: its workers take so long to start, and may not come back at all.
_SILENCE = 60.0


def process_on_dask(
    sources: Iterable[Source], start: Callable[[], Work], jobs: int, patience: float = PATIENCE
) -> Iterator[Processed]:
    """As :func:`~pipeline.flow.processes.process_in_pool`, by Dask workers on this machine.

    Raises :class:`InputError` when Dask is not installed.
    """
    try:
        dask: Any = import_module("dask")
        distributed: Any = import_module("distributed")
    except ImportError:
        raise InputError(
            "--engine dask", "Dask is not installed", "pip install 'renkei[dask]'"
        ) from None
    feed = iter(sources)
    with (
        # Trying a document again is for us to do, by itself.
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            dashboard_address=None,
            # A worker that dies is told of as the problem of its document.
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):

        def hand_out(source: Source) -> Any:
            return client.submit(work_in_time, source, start, patience, pure=False)

        lost = yield from _until_silence(feed, hand_out, jobs * _AHEAD, patience)
    yield from process_in_pool(chain(lost, feed), start, jobs, patience)


def _until_silence(
    feed: Iterator[Source], hand_out: Callable[[Source], Any], width: int, patience: float
) -> Generator[Processed, None, list[Source]]:
    """Documents as they are done; returns those that do not come back."""
    distributed: Any = import_module("distributed")
    lost: list[Source] = []
    in_hand: dict[Any, Source] = {}
    while True:
        for source in islice(feed, width - len(in_hand)):
            in_hand[hand_out(source)] = source
        if not in_hand:
            return lost
        limit = _SILENCE + max(seconds_for(source, patience) for source in in_hand.values())
        try:
            done = distributed.wait(list(in_hand), limit, "FIRST_COMPLETED").done
        except TimeoutError:
            return [*lost, *in_hand.values()]
        for future in done:
            source = in_hand.pop(future)
            try:
                yield future.result(limit)
            except (distributed.KilledWorker, TimeoutError):
                lost.append(source)

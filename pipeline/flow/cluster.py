"""Sources shared out by Dask, an optional extra: ``--engine dask``.

Dask starts and restarts the workers. A document that was in a worker's hands when that
died is tried once more by itself, so that the one to blame shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from pipeline.errors import InputError
from pipeline.flow.processes import PATIENCE, Work, killer, work_in_time
from pipeline.flow.worker import Processed
from pipeline.model import Source

# Documents handed out to each worker ahead of its work.
_AHEAD = 3


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
    suspects: list[Source] = []
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

        in_hand = {hand_out(source): source for source in islice(feed, jobs * _AHEAD)}
        finished = distributed.as_completed(in_hand)
        for future in finished:
            source = in_hand.pop(future)
            try:
                yield future.result()
            except distributed.KilledWorker:
                suspects.append(source)
            for following in islice(feed, 1):
                handed = hand_out(following)
                in_hand[handed] = following
                finished.add(handed)
        for source in suspects:
            try:
                yield hand_out(source).result()
            except distributed.KilledWorker:
                yield killer(source)

"""Sources shared out by Dask, an optional extra: ``--engine dask``.

Dask restarts workers that die and tries their documents again by itself. A document that
outlasts its patience, or its workers' lives, is tried once more when nothing runs beside
it, since Dask may blame one document for what another did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from pipeline.errors import InputError
from pipeline.flow.processes import PATIENCE, Work, killer, work_in_time
from pipeline.flow.worker import Processed
from pipeline.model import Source

_AHEAD = 3


def process_on_dask(
    sources: Iterable[Source], start: Callable[[], Work], jobs: int, patience: float = PATIENCE
) -> Iterator[Processed]:
    """As :func:`~pipeline.flow.processes.process_in_pool`, by Dask workers on this machine.

    Raises :class:`InputError` when Dask is not installed.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster, as_completed  # noqa: PLC0415
    except ImportError:
        raise InputError(
            "--engine dask", "Dask is not installed", "pip install 'renkei[dask]'"
        ) from None
    feed = iter(sources)
    suspects: list[Source] = []
    with (
        LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):

        def hand_out(source: Source) -> object:
            return client.submit(work_in_time, source, start, patience, pure=False)

        in_hand = {hand_out(source): source for source in islice(feed, jobs * _AHEAD)}
        finished = as_completed(in_hand)
        for future in finished:
            source = in_hand.pop(future)
            try:
                yield future.result()
            except KilledWorker:
                suspects.append(source)
            for following in islice(feed, 1):
                handed = hand_out(following)
                in_hand[handed] = following
                finished.add(handed)
        for source in suspects:
            try:
                yield hand_out(source).result()
            except KilledWorker:
                yield killer(source)

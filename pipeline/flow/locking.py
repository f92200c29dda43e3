"""One run at a time writes into an output folder."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError

if sys.platform != "win32":
    import fcntl


@contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Hold the output folder, made when missing, while a run works.

    The claim ends with the process, however that ends. Raises :class:`OutputError` before
    any work is done when the folder cannot be written or another run holds it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError(
            out.as_posix(),
            f"cannot be written: {error.strerror}",
            "Name another folder with --out DIR.",
        ) from None
    # Windows cannot lock a folder; two runs at once are not told apart there.
    if sys.platform == "win32":
        yield
        return
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise OutputError(
            out.as_posix(),
            "another run is writing there",
            "Wait for it to end, or name another folder with --out DIR.",
        ) from None
    try:
        yield
    finally:
        os.close(handle)

"""Files written as a set: after a crash at any moment, readers find one whole set.

All files go into a hidden folder beside the old ones; renaming that folder is the one step
that decides. Only then do the files take the places of the old. A run that was killed
while they did is completed by the next (:func:`finish`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import OutputError

_WRITING = ".tables-writing"
_READY = ".tables-ready"


def write_set(files: Mapping[str, bytes], out: Path) -> None:
    """Write ``files`` (name → bytes) into the folder ``out``, made when missing.

    Raises :class:`OutputError` when that fails; the files that stood there stay whole.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        finish(out)
        staged = out / _WRITING
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for name, data in files.items():
            _write(staged / name, data)
        _sync(staged)
        staged.rename(out / _READY)
        _sync(out)
        finish(out)
    except OSError as error:
        shutil.rmtree(out / _WRITING, ignore_errors=True)
        place = Path(error.filename).name if error.filename else out.as_posix()
        raise OutputError(
            out.as_posix(),
            f"cannot write {place}: {error.strerror}",
            "Close programs that hold the file open, check space and rights, and run again.",
        ) from None


def finish(out: Path) -> None:
    """Move a decided set into place; does nothing when there is none."""
    ready = out / _READY
    if not ready.is_dir():
        return
    for file in sorted(ready.iterdir()):
        file.replace(out / file.name)
    ready.rmdir()
    _sync(out)


def current(path: Path) -> Path:
    """Where the file of the last decided set is: still waiting, or in place."""
    waiting = path.parent / _READY / path.name
    return waiting if waiting.is_file() else path


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    # Windows cannot open a folder; its renames are journalled by the file system.
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

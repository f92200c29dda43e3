"""Small JSON files of the cache folder, in which one run tells the next what it found."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError


def read_remembered(path: Path) -> dict[str, Any]:
    """What stands in the file; empty when it was never written, or is damaged.

    A cache may be lost at any time: what it held is found out again.
    """
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def write_remembered(path: Path, known: Mapping[str, Any]) -> None:
    """Put ``known`` in place of the file, whole or not at all.

    Its folder is made when missing. Raises :class:`OutputError` when it cannot be written.
    """
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(known, ensure_ascii=False)
        # Lone surrogates, of names that are no UTF-8, would not be written otherwise.
        unfinished.write_text(text, encoding="utf-8", errors="backslashreplace")
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(
            path.as_posix(),
            f"cannot be written: {error.strerror}",
            "Name another folder with --cache DIR.",
        ) from None

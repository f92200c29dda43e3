"""The program's own files, as a hash: what they said before may differ from now."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@cache
def program_digest() -> str:
    """A hash that changes with the files that decide what the stages say.

    Their sizes and times tell it.
    """
    parts = (_PACKAGE / part for part in ("model", "rulefiles", "stages", "flow"))
    files = sorted(path for part in parts for path in part.rglob("*.py"))
    stats = [(p.relative_to(_PACKAGE), p.stat()) for p in files]
    told = ((name.as_posix(), s.st_size, s.st_mtime_ns) for name, s in stats)
    return hashlib.sha256(repr(list(told)).encode()).hexdigest()[:24]

"""Which tables in an output folder an edit of event rules has left as they are.

Dates, mentions and dropped text are most of what a run writes, and no event rule changes
them. While sources, other rules, model and program are the same, their files stay in place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.flow.remembered import read_remembered, write_remembered
from pipeline.stages.tables import Profile, current

FILE_NAME = "tables.json"
TABLES = ("documents", "dates", "mentions", "dropped")
# Output folders of which the files are remembered.
_MOST_FOLDERS = 50


def unchanged_tables(
    cache: Path, out: Path, fingerprint: str, profile: Profile
) -> dict[str, bytes]:
    """The files in ``out`` that a run of this fingerprint would write again, by table.

    Empty when another run wrote there last, or when any of them is no longer as it was.
    """
    known = read_remembered(cache / FILE_NAME).get(_name(out))
    if not isinstance(known, dict) or known.get("run") != _run(fingerprint, profile):
        return {}
    files = {}
    for name in TABLES:
        try:
            files[name] = current(out / f"{name}.csv").read_bytes()
        except OSError:
            # Removed or held open: then it is made again.
            return {}
        if hashlib.sha256(files[name]).hexdigest() != known.get(name):
            return {}
    return files


def remember_tables(
    cache: Path, out: Path, fingerprint: str, profile: Profile, files: Mapping[str, bytes]
) -> None:
    """Note what a run has written into ``out``: ``files`` are the tables' bytes, by name.

    Raises :class:`OutputError` when the note cannot be written.
    """
    path = cache / FILE_NAME
    known = read_remembered(path)
    known.pop(_name(out), None)
    known[_name(out)] = {
        "run": _run(fingerprint, profile),
        **{name: hashlib.sha256(files[name]).hexdigest() for name in TABLES},
    }
    write_remembered(path, dict(list(known.items())[-_MOST_FOLDERS:]))


def _run(fingerprint: str, profile: Profile) -> str:
    return f"{fingerprint} {profile}"


def _name(out: Path) -> str:
    return out.resolve().as_posix()

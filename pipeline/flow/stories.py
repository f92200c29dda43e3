"""Which records tell the same story, found again only when a record's text has changed.

Comparing all texts takes longer than reading all stored results; an edited rule of dates,
actors or events changes no text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pipeline.flow.remembered import read_remembered, write_remembered
from pipeline.stages.records.same_story import THRESHOLD, same_story_groups

FILE_NAME = "stories.json"
Groups = tuple[tuple[int, ...], ...]
# Sets of records of which the groups are kept: those of the folders run last.
_MOST_SETS = 20


def story_groups(texts: Sequence[str], folder: Path) -> Groups:
    """The groups of texts that tell the same story, as indices; kept in ``folder``.

    Raises :class:`OutputError` when the file there cannot be written.
    """
    key = _key(texts)
    known = read_remembered(folder / FILE_NAME)
    if key in known:
        return tuple(map(tuple, known[key]))
    groups = same_story_groups(texts)
    known[key] = [list(group) for group in groups]
    write_remembered(folder / FILE_NAME, dict(list(known.items())[-_MOST_SETS:]))
    return groups


def _key(texts: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{THRESHOLD}".encode())
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()

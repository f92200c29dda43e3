"""The development corpus in five folds, fixed by each document's name before any reading.

Folds 0-2 may be read and tuned on. Fold 3 was looked at as a score only, until the rules
stood; fold 4 is never read: it tells how the rules do on pages nobody looked at.
"""

from __future__ import annotations

from hashlib import sha256

FOLDS = 5
TUNED = (0, 1, 2)
VALIDATION = 3
UNSEEN = 4


def fold(file: str) -> int:
    """The fold of a development document, from its file name alone."""
    return int(sha256(file.encode()).hexdigest(), 16) % FOLDS

"""The development corpus and the project's own pages in five folds, and in families of sites.

A fold is fixed by the document's name before any reading, so nobody picks which pages
count. Folds 0-2 may be read and tuned on. Fold 3 is looked at as a score only, until the
rules stand; fold 4 is never read: it tells how the rules do on pages nobody looked at. Of
the project's own pages those of the ``FRESH`` genres are never read.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

FOLDS: Final = 5
TUNED: Final = (0, 1, 2)
VALIDATION: Final = 3
UNSEEN: Final = 4

FRESH: Final = frozenset({"w7", "w8"})

SELECTIONS: Final[dict[str, tuple[int, ...]]] = {
    "tuned": TUNED,
    "validation": (VALIDATION,),
    "unseen": (UNSEEN,),
    "all": tuple(range(FOLDS)),
}


def fold(file: str) -> int:
    """The fold (0-4) of a development document, from its file name alone."""
    return int(sha256(file.encode()).hexdigest(), 16) % FOLDS


def family(file: str) -> str:
    """The family of sites that a development document belongs to (``0xx``, ``1xx`` …).

    The first digit of the three that its name starts with; names with one or two digits
    (mixed sites) are ``0xx``. Own pages are named by their genre (``w1`` …). A name without
    a number is its own family, ``other``.

    >>> family("106_gsdf_chief_message.html"), family("36_city_maizuru_mayor.html")
    ('1xx', '0xx')
    """
    number = file.split("_", 1)[0]
    if number[:1] == "w" and number[1:].isdecimal():
        return number
    if not number.isdecimal():
        return "other"
    return f"{number[0] if len(number) == 3 else 0}xx"


def is_read(file: str) -> bool:
    """Whether a document may be read and tuned on.

    >>> is_read("w3_05_blog.txt"), is_read("w8_05_blog.txt")
    (True, False)
    """
    genre = family(file)
    return genre not in FRESH if genre.startswith("w") else fold(file) in TUNED

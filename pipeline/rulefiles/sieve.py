"""Which of many patterns a text may match, told by the pieces of text that they need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.rulefiles.formreading import forms_of
from pipeline.rulefiles.forms import Form, openings_of

# A pattern's number, and one of the forms that it may take.
_Filed = tuple[int, Form]


class Sieve:
    """Patterns, found by what they need.

    Most lines hold what few patterns need. Each alternative of a pattern is filed under what a
    line must begin with, or under the pieces of which it must hold one; and those under their
    first character, so that a line is asked only for pieces whose first character it has.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._always: list[int] = []
        self._begun: dict[str, list[_Filed]] = defaultdict(list)
        pieces: dict[str, list[_Filed]] = defaultdict(list)
        for number, pattern in enumerate(patterns):
            for form in forms_of(pattern):
                # What may begin with anything and needs no piece lets every text through.
                if form.openings is None and not form.key:
                    self._always.append(number)
                elif form.openings is None:
                    for piece in form.key:
                        pieces[piece].append((number, form))
                else:
                    for opening in form.openings:
                        self._begun[opening].append((number, form))
        self._pieces: dict[str, list[tuple[str, list[_Filed]]]] = defaultdict(list)
        for piece, some in pieces.items():
            self._pieces[piece[0]].append((piece, some))

    def passed(self, text: str) -> list[int]:
        """The numbers of the patterns that may match ``text``, in rising order.

        >>> Sieve(["会談|協議", "寄港", "[0-9]+"]).passed("日英会談")
        [0, 2]
        """
        found = set(self._always)
        for opening in openings_of(text):
            self._add(found, self._begun.get(opening, ()), text)
        for character in self._pieces.keys() & set(text):
            for piece, filed in self._pieces[character]:
                if piece in text:
                    self._add(found, filed, text)
        return sorted(found)

    @staticmethod
    def _add(found: set[int], filed: Sequence[_Filed], text: str) -> None:
        for number, form in filed:
            if number not in found and form.has_pieces(text):
                found.add(number)

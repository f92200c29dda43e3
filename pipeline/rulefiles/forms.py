"""What the form of a pattern tells without running it.

Two things make matching quick: a pattern that cannot backtrack for long needs no time
limit, and one that needs a piece of text that is not there need not be tried at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from pipeline.rulefiles.memory import deferred

# Letters and marks that join words.
_COMMON = deferred(r"[\p{Hiragana}\p{P}\d\s]")
# A group repeated more often than this is taken to have endless ways.
_MANY = 40
# Of so many pieces or characters one is easily found in a text.
EASILY_FOUND = 120


@dataclass(frozen=True, slots=True)
class Form:
    r"""Facts about every match of a pattern.

    ``ways`` times the length of a text to the power of ``degree`` bounds in how many ways it
    may be tried from one place; a degree of infinity is for those that grow faster. It holds all
    the ``required`` pieces of text, and at least one of ``choice`` where that is not empty.
    Its text begins with one of ``opening``: characters, ``\d`` for a digit, ``\s`` for white
    space; None is for any. It may be without text where it is ``nullable``, and it stands only
    at the start of a text if it is ``anchored``.
    """

    ways: float = 1
    required: frozenset[str] = frozenset()
    choice: frozenset[str] = frozenset()
    degree: float = 0
    opening: frozenset[str] | None = None
    anchored: bool = False
    nullable: bool = False

    def longest(self, most: float, steps: float) -> float:
        """The length of text up to which trying it costs little, 0 where it never does.

        That is at most ``most`` ways at a place where they do not grow with the text, else
        at most ``steps`` at all places together.
        """
        if self.degree == 0:
            return inf if self.ways <= most else 0
        if self.degree == inf:
            return 0
        places = 0 if self.anchored else 1
        return int((steps / self.ways) ** (1 / (self.degree + places)))

    def has_pieces(self, text: str) -> bool:
        """False when a text lacks a piece that every match holds."""
        # Loops: this is asked of every rule and line, and generators cost more than looking.
        for piece in self.required:
            if piece not in text:
                return False
        for piece in self.choice:
            if piece in text:
                return True
        return not self.choice

    @property
    def openings(self) -> frozenset[str] | None:
        """What every text with a match begins with, as in ``opening``; None where unknown."""
        return None if self.nullable or not self.anchored else self.opening

    @property
    def key(self) -> frozenset[str]:
        """The pieces of which every match holds one, the rarest; empty where none is known."""
        return max((self.choice, *(frozenset({p}) for p in sorted(self.required))), key=_demand)

    def then(self, other: Form) -> Form:
        """Both, ``other`` last."""
        # Of two choices the one that asks for more.
        choice = max(self.choice, other.choice, key=_demand)
        return Form(
            self.ways * other.ways,
            self.required | other.required,
            choice,
            self.degree + other.degree,
            _joined([self.opening, other.opening]) if self.nullable else self.opening,
            self.anchored or (self.nullable and self.degree == 0 and other.anchored),
            self.nullable and other.nullable,
        )

    def repeated(self, least: int, most: float) -> Form:
        """The same ``least`` to ``most`` times."""
        ways: float = 1
        degree = inf
        if self.ways == 1 and self.degree == 0:
            ways, degree = (1, 1) if most == inf else (most - least + 1, 0)
        elif most <= _MANY:
            ways = sum(self.ways**count for count in range(least, int(most) + 1))
            degree = self.degree * most
        if least:
            return replace(self, ways=ways, degree=degree)
        return Form(ways, degree=degree, opening=self.opening, nullable=True)


_NONE: frozenset[str] = frozenset()


def _joined(openings: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    known = [opening for opening in openings if opening is not None]
    return _NONE.union(*known) if len(known) == len(openings) else None


def openings_of(text: str) -> frozenset[str]:
    """What a text begins with, in the terms of ``Form.opening``."""
    first = text[:1]
    return frozenset((first, _kind(first)))


def _kind(character: str) -> str:
    if character.isdecimal():
        return r"\d"
    return r"\s" if character.isspace() else character


def _demand(choice: frozenset[str]) -> tuple[int, int]:
    """How much it asks of a text that one of ``choice`` is there."""
    return min(map(_rarity, choice), default=0), -len(choice)


def _rarity(piece: str) -> int:
    """The length of a piece, where the letters and marks that join words count half."""
    return 2 * len(piece) - len(_COMMON.findall(piece))


def either(forms: Sequence[Form]) -> Form:
    """One of several forms: what all require, and of each a piece that tells it apart."""
    if len(forms) == 1:
        return forms[0]
    required = frozenset.intersection(*(form.required for form in forms))
    whole = Form(
        _ways(forms),
        required,
        degree=max(form.degree for form in forms),
        opening=_joined([form.opening for form in forms]),
        anchored=all(form.anchored for form in forms),
        nullable=any(form.nullable for form in forms),
    )
    choice: set[str] = set()
    for form in forms:
        some = replace(form, required=form.required - required).key
        if not some or len(choice) > EASILY_FOUND:
            return whole
        choice |= some
    return replace(whole, choice=frozenset(choice))


def _ways(forms: Sequence[Form]) -> float:
    """In how many ways one of several forms may be tried: those that begin alike add up."""
    vague: float = 0
    by_opening: dict[str, float] = defaultdict(float)
    for form in forms:
        if form.opening is None or form.nullable:
            vague += form.ways
            continue
        for kind in {_kind(character) for character in form.opening}:
            by_opening[kind] += form.ways
    return max(1, vague + max(by_opening.values(), default=0))

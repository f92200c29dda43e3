"""What the form of a pattern tells without running it.

Two things make matching quick: a pattern that cannot backtrack for long needs no time
limit, and one that needs a character the text lacks need not be tried at all.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import inf

from pipeline.rulefiles.memory import deferred

_TOKEN = deferred(
    r"(?s)\\[pP]\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\."
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<[A-Za-z_]\w*>|<?[=!]|[:>])|\(\?|[()|]"
    r"|[*+?]|\{\d*,?\d*\}|."
)
_COUNTED = deferred(r"\{(\d*)(,?)(\d*)\}")
_NEGATIVE = frozenset({"(?!", "(?<!"})
_SPECIAL = frozenset(".^$")
# A group repeated more often than this is taken to have endless ways.
_MANY = 40


@dataclass(frozen=True, slots=True)
class Form:
    """Facts about every match of a pattern.

    ``ways`` bounds in how many ways it may be tried from one place. It holds all the
    ``required`` characters, and at least one of ``choice`` and all of one of ``branches``
    where those are not empty.
    """

    ways: float = 1
    required: frozenset[str] = frozenset()
    choice: frozenset[str] = frozenset()
    branches: frozenset[frozenset[str]] = frozenset()

    def may_match(self, characters: Set[str]) -> bool:
        """False when a text of these characters holds no match for sure."""
        if not self.required <= characters:
            return False
        if self.choice and self.choice.isdisjoint(characters):
            return False
        return not self.branches or any(branch <= characters for branch in self.branches)

    def then(self, other: Form) -> Form:
        """Both, ``other`` last."""
        choices = sorted(filter(None, (self.choice, other.choice)), key=len)
        choice = choices[0] if choices else _NONE
        # Of two lists of branches the one whose branches ask for more.
        branches = max(self.branches, other.branches, key=_demand)
        return Form(self.ways * other.ways, self.required | other.required, choice, branches)

    def repeated(self, least: int, most: float) -> Form:
        """The same ``least`` to ``most`` times."""
        if self.ways == 1:
            ways = most - least + 1
        elif most > _MANY:
            ways = inf
        else:
            ways = sum(self.ways**count for count in range(least, int(most) + 1))
        return Form(ways, self.required, self.choice, self.branches) if least else Form(ways)


_NONE: frozenset[str] = frozenset()


def _demand(branches: frozenset[frozenset[str]]) -> tuple[int, int]:
    return min(map(len, branches), default=0), -len(branches)


def either(forms: Sequence[Form]) -> Form:
    """One of several forms: what all require, and of each something that tells it apart."""
    if len(forms) == 1:
        return forms[0]
    required = frozenset.intersection(*(form.required for form in forms))
    choice: set[str] = set()
    branches: set[frozenset[str]] = set()
    for form in forms:
        own = form.required - required
        some = {min(own)} if own else form.choice
        if not some or len(choice) > _MANY:
            return Form(sum(form.ways for form in forms), required)
        choice |= some
        branches |= {own} if own else form.branches or {frozenset({char}) for char in some}
    ways = sum(form.ways for form in forms)
    # Branches of single characters are the choice once more.
    longer = any(len(branch) > 1 for branch in branches)
    return Form(ways, required, frozenset(choice), frozenset(branches if longer else ()))


_ANYTHING = Form(inf)


def form_of(pattern: str) -> Form:
    """The form of a pattern that compiles.

    >>> form_of("[0-9]{1,2}(?:年|年度)").required
    frozenset({'年'})
    """
    tokens: list[str] = _TOKEN.findall(pattern)
    if "(?" in tokens:
        # Inline flags and the rarer groups change what characters mean.
        return _ANYTHING
    return _Parser(tokens).alternatives()


class _Parser:
    """Reads the tokens of a pattern from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [*tokens, ")"]
        self.at = 0

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def alternatives(self) -> Form:
        """Up to the closing bracket, which is taken too."""
        forms = [self.sequence()]
        while self.take() == "|":
            forms.append(self.sequence())
        return either(forms)

    def sequence(self) -> Form:
        form = Form()
        while self.tokens[self.at] not in {"|", ")"}:
            form = form.then(self.quantified())
        return form

    def quantified(self) -> Form:
        form = self.piece()
        while (quantifier := self.tokens[self.at])[0] in "*+?{":
            self.at += 1
            form = form.repeated(*_counts(quantifier))
        return form

    def piece(self) -> Form:
        token = self.take()
        if token[0] == "(":
            inner = self.alternatives()
            # What must not stand there is not required.
            return Form(inner.ways) if token in _NEGATIVE else inner
        if token[0] == "[":
            return Form(1, _NONE, _listed(token))
        if len(token) == 1 and token not in _SPECIAL:
            return Form(1, frozenset(token))
        if token[0] == "\\" and not token[1].isalnum():
            return Form(1, frozenset(token[1]))
        return Form()


def _listed(characters: str) -> frozenset[str]:
    """The characters of a class that lists them one by one, else nothing."""
    inner = characters[1:-1]
    if inner[0] == "^" or "-" in inner[1:-1] or "\\" in inner or len(inner) > _MANY:
        return _NONE
    return frozenset(inner)


def _counts(quantifier: str) -> tuple[int, float]:
    counted = _COUNTED.fullmatch(quantifier)
    if counted is None:
        return (1 if quantifier == "+" else 0), (1 if quantifier == "?" else inf)
    least = int(counted[1] or 0)
    if not counted[2]:
        return least, least
    return least, int(counted[3]) if counted[3] else inf

"""What the form of a pattern tells without running it.

Two things make matching quick: a pattern that cannot backtrack for long needs no time
limit, and one that needs a character the text lacks need not be tried at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import inf

import regex

_TOKEN = regex.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<[A-Za-z_]\w*>|<?[=!]|[:>])|\(\?|[()|]"
    r"|[*+?]|\{\d*,?\d*\}|.",
    regex.DOTALL,
)
_COUNTED = regex.compile(r"\{(\d*)(,?)(\d*)\}")
_NEGATIVE = frozenset({"(?!", "(?<!"})
_SPECIAL = frozenset(".^$")
# A group repeated more often than this is taken to have endless ways.
_MANY = 40


@dataclass(frozen=True, slots=True)
class Form:
    """Facts about every match of a pattern.

    ``ways`` bounds in how many ways it may be tried from one place, ``required`` are
    characters without which it cannot match.
    """

    ways: float = 1
    required: frozenset[str] = frozenset()

    def then(self, other: Form) -> Form:
        """Both, ``other`` last."""
        return Form(self.ways * other.ways, self.required | other.required)

    def otherwise(self, other: Form) -> Form:
        """Either."""
        return Form(self.ways + other.ways, self.required & other.required)

    def repeated(self, least: int, most: float) -> Form:
        """The same ``least`` to ``most`` times."""
        required = self.required if least else frozenset()
        if self.ways == 1:
            return Form(most - least + 1, required)
        if most > _MANY:
            return Form(inf, required)
        return Form(sum(self.ways**count for count in range(least, int(most) + 1)), required)


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
        return reduce(Form.otherwise, forms)

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
        if len(token) == 1 and token not in _SPECIAL:
            return Form(1, frozenset(token))
        if token[0] == "\\" and not token[1].isalnum():
            return Form(1, frozenset(token[1]))
        return Form()


def _counts(quantifier: str) -> tuple[int, float]:
    counted = _COUNTED.fullmatch(quantifier)
    if counted is None:
        return (1 if quantifier == "+" else 0), (1 if quantifier == "?" else inf)
    least = int(counted[1] or 0)
    if not counted[2]:
        return least, least
    return least, int(counted[3]) if counted[3] else inf

"""What the form of a pattern tells without running it.

Two things make matching quick: a pattern that cannot backtrack for long needs no time
limit, and one that needs a piece of text that is not there need not be tried at all.
"""

from __future__ import annotations

from collections.abc import Sequence
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
_SPECIAL = frozenset(".^$()|")
# A group repeated more often than this is taken to have endless ways.
_MANY = 40


@dataclass(frozen=True, slots=True)
class Form:
    """Facts about every match of a pattern.

    ``ways`` bounds in how many ways it may be tried from one place. It holds all the
    ``required`` pieces of text, and at least one of ``choice`` where that is not empty.
    """

    ways: float = 1
    required: frozenset[str] = frozenset()
    choice: frozenset[str] = frozenset()

    def may_match(self, text: str) -> bool:
        """False when a text holds no match for sure."""
        # Loops: this is asked of every rule and line, and generators cost more than looking.
        for piece in self.required:
            if piece not in text:
                return False
        for piece in self.choice:
            if piece in text:
                return True
        return not self.choice

    def then(self, other: Form) -> Form:
        """Both, ``other`` last."""
        # Of two choices the one that asks for more.
        choice = max(self.choice, other.choice, key=_demand)
        return Form(self.ways * other.ways, self.required | other.required, choice)

    def repeated(self, least: int, most: float) -> Form:
        """The same ``least`` to ``most`` times."""
        if self.ways == 1:
            ways = most - least + 1
        elif most > _MANY:
            ways = inf
        else:
            ways = sum(self.ways**count for count in range(least, int(most) + 1))
        return Form(ways, self.required, self.choice) if least else Form(ways)


_NONE: frozenset[str] = frozenset()


def _demand(choice: frozenset[str]) -> tuple[int, int]:
    return min(map(len, choice), default=0), -len(choice)


def either(forms: Sequence[Form]) -> Form:
    """One of several forms: what all require, and of each a piece that tells it apart."""
    if len(forms) == 1:
        return forms[0]
    ways = sum(form.ways for form in forms)
    required = frozenset.intersection(*(form.required for form in forms))
    choice: set[str] = set()
    for form in forms:
        own = form.required - required
        # The longest piece is the rarest.
        some = {max(own, key=lambda piece: (len(piece), piece))} if own else form.choice
        if not some or len(choice) > _MANY:
            return Form(ways, required)
        choice |= some
    return Form(ways, required, frozenset(choice))


_ANYTHING = Form(inf)


def form_of(pattern: str) -> Form:
    """The form of a pattern that compiles.

    >>> form_of("[0-9]{1,2}(?:月|日)頃から").required
    frozenset({'頃から'})
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
        form, run = Form(), ""
        while (token := self.tokens[self.at]) not in {"|", ")"}:
            literal = _literal(token)
            if literal and self.tokens[self.at + 1][0] not in "*+?{":
                self.at += 1
                run += literal
                continue
            form = form.then(_stretch(run)).then(self.quantified())
            run = ""
        return form.then(_stretch(run))

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
        return _stretch(_literal(token))


def _literal(token: str) -> str:
    """The character that a token stands for, empty when it stands for none or several."""
    if len(token) == 1 and token not in _SPECIAL:
        return token
    return token[1] if token[0] == "\\" and not token[1].isalnum() else ""


def _stretch(text: str) -> Form:
    return Form(1, frozenset({text}) if text else _NONE)


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

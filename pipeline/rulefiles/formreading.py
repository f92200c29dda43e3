"""A pattern's text to its form, without running it."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from pipeline.rulefiles.forms import EASILY_FOUND, Form, either
from pipeline.rulefiles.memory import deferred

_TOKEN = deferred(
    r"(?s)\\[pP]\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\."
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P?<[A-Za-z_]\w*>|<?[=!]|i?:|>)|\(\?|[()|]"
    r"|[*+?]|\{\d*,?\d*\}|."
)
_COUNTED = deferred(r"\{(\d*)(,?)(\d*)\}")
_MEMBER = deferred(r"(?s)(?P<first>\\[pP]\{[^}]*\}|\\?.)(?:-(?P<last>\\?.))?")
_NEGATIVE = frozenset({"(?!", "(?<!"})
_CASELESS = frozenset({"(?i:"})
_BESIDE = frozenset({"(?=", "(?<="})
_START = frozenset({"^", r"\A"})
# Tokens that take no text.
_NOWHERE = _START | {"$", r"\b", r"\B", r"\G", r"\Z", r"\m", r"\M"}
_SPECIAL = frozenset(".^$()|")
_KINDS = frozenset({r"\d", r"\s"})

_NONE: frozenset[str] = frozenset()
_ANYTHING = Form(degree=inf)
_NO_TEXT = Form(opening=_NONE, nullable=True)


def form_of(pattern: str) -> Form:
    """The form of a pattern that compiles.

    >>> form_of("[0-9]{1,2}(?:月|日)頃から").required
    frozenset({'頃から'})
    """
    return either(forms_of(pattern))


def forms_of(pattern: str) -> list[Form]:
    """The forms of the alternatives that a pattern is made of: every match is one of one.

    >>> [sorted(form.required) for form in forms_of("^会談|(?:日英|日仏)協議")]
    [['会談'], ['協議']]
    """
    tokens: list[str] = _TOKEN.findall(pattern)
    if "(?" in tokens:
        # Inline flags and the rarer groups change what characters mean.
        return [_ANYTHING]
    return _Parser(tokens).alternatives()


class _Parser:
    """Reads the tokens of a pattern from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [*tokens, ")"]
        self.at = 0

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def alternatives(self) -> list[Form]:
        """Up to the closing bracket, which is taken too."""
        forms = [self.sequence()]
        while self.take() == "|":
            forms.append(self.sequence())
        return forms

    def sequence(self) -> Form:
        form, run = _NO_TEXT, ""
        while (token := self.tokens[self.at]) not in {"|", ")"}:
            literal = _literal(token)
            if literal and self.tokens[self.at + 1][0] not in "*+?{":
                self.at += 1
                run += literal
                continue
            form = self._after(form, run).then(self.quantified())
            run = ""
        return self._after(form, run)

    @staticmethod
    def _after(form: Form, run: str) -> Form:
        return form.then(_stretch(run)) if run else form

    def quantified(self) -> Form:
        form = self.piece()
        while (quantifier := self.tokens[self.at])[0] in "*+?{":
            self.at += 1
            form = form.repeated(*_counts(quantifier))
        return form

    def piece(self) -> Form:
        token = self.take()
        if token[0] == "(":
            inner = either(self.alternatives())
            if token in _CASELESS:
                # Its letters may be others.
                return Form(inner.ways, degree=inner.degree, nullable=inner.nullable)
            if token in _NEGATIVE:
                # What must not stand there is not required.
                return replace(_NO_TEXT, ways=inner.ways, degree=inner.degree)
            if token in _BESIDE:
                return replace(inner, opening=_NONE, anchored=False, nullable=True)
            return inner
        if token[0] == "[":
            return Form(1, _NONE, _listed(token), opening=_begun(token))
        if token in _NOWHERE:
            return replace(_NO_TEXT, anchored=token in _START)
        if token in _KINDS:
            return Form(opening=frozenset({token}))
        return _stretch(_literal(token))


def _literal(token: str) -> str:
    """The character that a token stands for, empty when it stands for none or several."""
    if len(token) == 1 and token not in _SPECIAL:
        return token
    return token[1] if token[0] == "\\" and not token[1].isalnum() else ""


def _stretch(text: str) -> Form:
    """The form of plain text; of none, that of a piece that may be any character."""
    return Form(1, frozenset({text}), opening=frozenset(text[0])) if text else Form()


def _begun(characters: str) -> frozenset[str] | None:
    """What text of a class begins with, None where it is not told or that is much."""
    begun: set[str] = set()
    if characters[1] != "^":
        for match in _MEMBER.finditer(characters, 1, len(characters) - 1):
            first, last = match["first"], match["last"]
            if first in _KINDS:
                begun.add(first)
                continue
            codes = range(ord(first[-1]), ord((last or first)[-1]) + 1)
            escaped = len(first) > 1 and first[-1].isalnum()
            if escaped or first[-1] == "}" or len(begun) + len(codes) > EASILY_FOUND:
                return None
            begun.update(map(chr, codes))
    return frozenset(begun) or None


def _listed(characters: str) -> frozenset[str]:
    """The characters of a class that lists them one by one, else nothing."""
    inner = characters[1:-1]
    if inner[0] == "^" or "-" in inner[1:-1] or "\\" in inner or len(inner) > EASILY_FOUND:
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

"""Phrases as analysts write them, compiled to patterns.

A phrase stands in its dictionary form and matches every inflection of its last word::

    会談                  a noun: matches as it stands
    意見を交わす          意見を率直に交わした, 意見が交わされ, 意見も交わして …
    {personnel}を送る     a word list of ``words.yaml`` in braces
    協定…結ぶ             … stands for up to 20 characters of the same clause
    /寄[港航]/            between slashes: a regular expression, taken as it is

A particle を inside a phrase also matches が, は, も, の and their like, so that passives and
topics need no phrases of their own, and lets a few characters stand before the verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import regex

from pipeline.rulefiles import deferred

# Consonant-stem verbs: the last kana of the dictionary form and the kana it turns into.
_GODAN = {
    "う": "わいうえおっ",
    "く": "かきくけこい",
    "ぐ": "がぎぐげごい",
    "す": "さしすせそ",
    "つ": "たちつてとっ",
    "ぬ": "なにぬねのん",
    "ぶ": "ばびぶべぼん",
    "む": "まみむめもん",
    "る": "らりるれろっ",
}
_I_E_ROW = "いきぎしじちぢにひびみりえけげせぜてでねへべめれ"
_ICHIDAN_NEXT = "るたてなまらさよれずつ、。\n"
_GAP = r"[^。、「」『』\n]{0,12}?"
# A wide gap stays in its clause: it does not pass a predicate that goes on with a comma.
_WIDE_GAP = r"(?:(?![しいきみびりえけせてねべめれ]、)[^。\n]){0,20}?"
_OBJECT = rf"(?:に(?:ついて|関し)て?|を|が|は|も|の|へ|、)?{_GAP}"
_BRACES = deferred(r"\{(\w+)\}")
_SHARED = deferred(r"(\{\w+\}[…を])([^{}…を/]+)")


class UnknownWordListError(ValueError):
    """A phrase names a word list that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"unknown word list '{{{name}}}'")
        self.name = name


def _literally(text: str) -> str:
    return str(regex.escape(text))


def inflected(word: str) -> str:
    """A pattern for every inflection of a verb in dictionary form; nouns stay as they are.

    >>> bool(regex.fullmatch(inflected("結ぶ") + ".*", "結んだ"))
    True
    """
    last = word[-1]
    if last not in _GODAN or len(word) == 1:
        return _literally(word)
    if word.endswith("する"):
        return _literally(word[:-2]) + "(?:し|する|すれ|さ|せ|でき)"
    stem = _literally(word[:-1])
    if last == "る" and word[-2] in _I_E_ROW:
        # 迎える keeps its stem; what follows must look like an ending, not another word.
        return stem + f"(?:(?=[{_ICHIDAN_NEXT}])|$)"
    if last == "る":
        # After a kanji both conjugations occur (送る, 見る): accept either.
        return stem + f"(?:[{_GODAN[last]}]|(?=[たてなまよ]))"
    return stem + f"[{_GODAN[last]}]"


def phrase_pattern(phrase: str, words: Mapping[str, str]) -> str:
    """The regular expression of one phrase. ``words`` maps list names to patterns.

    Raises :class:`UnknownWordListError`.

    >>> bool(regex.search(phrase_pattern("意見を交わす", {}), "両氏は意見を率直に交わした"))
    True
    """
    if phrase.startswith("/") and phrase.endswith("/") and len(phrase) > 2:
        return f"(?:{_fill(phrase[1:-1], words)})"
    head, *rest = phrase.split("…")
    pieces = [_piece(head, words, last=not rest)]
    pieces += [_piece(part, words, last=part is rest[-1]) for part in rest]
    return _WIDE_GAP.join(pieces)


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    def one(match: regex.Match[str]) -> str:
        name = match.group(1)
        if name not in words:
            raise UnknownWordListError(name)
        return words[name]

    return str(_BRACES.sub(one, pattern))


def _piece(text: str, words: Mapping[str, str], *, last: bool) -> str:
    """One stretch of a phrase without gaps: escape it, open its を, inflect its end."""
    parts: list[str] = []
    at = 0
    for match in _BRACES.finditer(text):
        parts.append(_literal(text[at : match.start()], final=False))
        parts.append(_fill(match.group(), words))
        at = match.end()
    tail = text[at:]
    parts.append(_literal(tail, final=last and bool(tail)))
    return "".join(parts)


@cache
def _literal(text: str, *, final: bool) -> str:
    if "を" not in text:
        return inflected(text) if final and text else _literally(text)
    before, _, after = text.rpartition("を")
    if not after:
        return _literal(before, final=False) + _OBJECT
    # A gap must not end inside a compound: 訓練を施す is not 訓練を実|施す.
    edge = r"(?<![一-龠](?=[一-龠]))" if "一" <= after[0] <= "龠" else ""
    verb = inflected(after) if final else _literally(after)
    return _literal(before, final=False) + _OBJECT + edge + verb


def alternation(phrases: list[str], words: Mapping[str, str]) -> str:
    """One pattern for several phrases, the longest first.

    Phrases that open with the same word list (``{pact}…結ぶ``, ``{pact}…交わす``) share it,
    so that a long list is tried once and the nearest of their verbs is read.
    """
    branches: dict[str, list[str]] = {}
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        shared = _SHARED.fullmatch(phrase)
        opening, rest = shared.groups() if shared else (phrase, "")
        branches.setdefault(opening, []).append(rest)
    return "|".join(_branch(opening, rests, words) for opening, rests in branches.items())


def _branch(opening: str, rests: list[str], words: Mapping[str, str]) -> str:
    if rests == [""]:
        return phrase_pattern(opening, words)
    if len(rests) == 1:
        return phrase_pattern(opening + rests[0], words)
    if opening.endswith("を"):
        head, ends = _fill(opening[:-1], words), [_literal("を" + r, final=True) for r in rests]
        return f"{head}{_OBJECT}(?:{'|'.join(end.removeprefix(_OBJECT) for end in ends)})"
    ends = [phrase_pattern(rest, words) for rest in rests]
    return f"{_fill(opening[:-1], words)}{_WIDE_GAP}(?:{'|'.join(ends)})"

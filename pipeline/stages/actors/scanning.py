"""Text → words of the lexicon, by longest match, with the boundaries of each script.

The words found are then written as one private-use character each (``encode``), so that
the patterns of the rule files can speak of classes of words and of plain text at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# One class of words each; the characters stand for them in encoded text.
CLASSES = (
    "country",
    "group",
    "short",
    "late",
    "organisation",
    "force",
    "ministry",
    "office",
    "person",
    "surname",
    "short_surname",
    "place",
    "region",
    "ship",
    "ship_class",
    "pronoun",
    "media",
    "honorific",
    "stop",
)
SYMBOLS = {name: chr(0xE000 + number) for number, name in enumerate(CLASSES)}
# Full-width letters, digits and signs, half-width middle dots: one character to one. A text
# that holds our symbols itself loses them.
_FOLD: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {ord(char): "・" for char in "･•"} | {ord(char): "=" for char in "゠＝"}
_FOLD |= {ord("‐"): "-", ord("\u3000"): " "} | {ord(symbol): " " for symbol in SYMBOLS.values()}
# How long a country's name must be to count at the end of a longer run of katakana.
MIN_JOINED = 4
# How short and how long a country's name may be within a run made of names alone.
MIN_TILE, MAX_TILE = 3, 12
_DIGITS = frozenset("0123456789０１２３４５６７８９〇一二三四五六七八九十")
_ORGANS = frozenset({"office", "ministry", "force"})


def fold(text: str) -> str:
    """The same text, character by character, with full-width Latin made half-width.

    >>> fold("ＮＡＴＯ・米")
    'NATO・米'
    """
    return text.translate(_FOLD)


def is_katakana(char: str) -> bool:
    """True for katakana letters and the long vowel mark, not for the middle dot."""
    return "ァ" <= char <= "ヺ" or char == "ー"


def is_latin(char: str) -> bool:
    """True for letters and digits of the Latin script."""
    return char.isascii() and char.isalnum()


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the lexicon under one of its names.

    ``key`` is what the rule file files it under (a code, an office …), ``name`` the
    entry's first name, ``group`` the id of its group.
    """

    kind: str
    key: str
    name: str
    group: str


def owner(word: Word) -> tuple[str, bool]:
    """The country a word belongs to (empty when none) and whether it is only assumed.

    The last item of the key tells it: ``JPN``, ``foreign_minister JPN?``, ``any``.
    """
    last = word.key.rsplit(" ", 1)[-1]
    code = last.removesuffix("?")
    return (code, last.endswith("?")) if code.isupper() else ("", False)


@dataclass(frozen=True, slots=True)
class Token:
    """A word found in a text: ``text[start:end]``."""

    start: int
    end: int
    word: Word


@dataclass(slots=True)
class WordIndex:
    """Words by surface, found by their first two characters and length."""

    words: dict[str, Word] = field(default_factory=dict)
    _lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def add(self, surface: str, word: Word) -> None:
        """Add a word; the first one added under a surface stays."""
        surface = fold(surface)
        if surface in self.words:
            return
        self.words[surface] = word
        head = surface[:2]
        lengths = {*self._lengths.get(head, ()), len(surface)}
        self._lengths[head] = tuple(sorted(lengths, reverse=True))

    def longest(self, text: str, at: int) -> int:
        """The end of the longest word at ``at`` within its script's bounds, 0 if none."""
        for length in self._lengths.get(text[at : at + 2], ()):
            end = at + length
            if text[at:end] in self.words and end <= len(text) and self._bounded(text, at, end):
                return end
        if text[at] in self.words and self._bounded(text, at, at + 1):
            return at + 1
        return 0

    def _bounded(self, text: str, start: int, end: int) -> bool:
        first, last = text[start], text[end - 1]
        if is_latin(first) and start and is_latin(text[start - 1]):
            return False
        if first == "日" and start and text[start - 1] in _DIGITS:
            return text[start + 1 : start + 2] == "本"  # 3日以降, 5日白紙: a day, not a pair
        if end == len(text):
            return True
        following = text[end]
        if is_latin(last):
            return not is_latin(following)
        if is_katakana(last) and is_katakana(following):
            return end - start >= MIN_JOINED and self._tiled(text, end)
        return True

    def _tiled(self, text: str, at: int) -> bool:
        """フィリピンマルコス, ポーランドハンガリー: only words of ours up to the run's end."""
        end = at
        while end < len(text) and is_katakana(text[end]):
            end += 1
        if text[at:end] in self.words:
            return True
        for size in range(min(end - at - 1, MAX_TILE), MIN_TILE - 1, -1):
            word = self.words.get(text[at : at + size])
            if word is not None and word.kind == "country":
                return self._tiled(text, at + size)
        return False

    def scan(self, text: str) -> list[Token]:
        """The words of a folded text from left to right, longest first, guards left out."""
        tokens: list[Token] = []
        heads, words = self._lengths, self.words
        at, size = 0, len(text)
        while at < size:
            if text[at : at + 2] not in heads and text[at] not in words:
                at += 1
                continue
            end = self.longest(text, at)
            if end and at and is_katakana(text[at]) and is_katakana(text[at - 1]):
                joined = bool(tokens) and tokens[-1].end == at
                end = end if joined or self._before_office(text, at, end) else 0
            if not end:
                at += 1
                continue
            end = self._yielding(text, at, end)
            word = words[text[at:end]]
            if word.kind != "guard":
                tokens.append(Token(at, end, word))
            at = end
        return tokens

    def _before_office(self, text: str, start: int, end: int) -> bool:
        """ロイバスエストニア首相: a country ends a run of katakana only before an office."""
        if self.words[text[start:end]].kind != "country" or end - start < MIN_JOINED:
            return False
        return self._organ(text, end)

    def _yielding(self, text: str, start: int, end: int) -> int:
        """米国防長官 is 米 + 国防長官, フィリピン海軍 フィリピン + 海軍.

        A name that ends in 国 or 海 gives that letter up to an organ or an office.
        """
        if text[end - 1] not in "国海" or text[start : end - 1] not in self.words:
            return end
        # 韓国軍 stays 韓国 + 軍, for the country needs no yielding there.
        if self._organ(text, end - 1) and (text[end - 1] == "海" or not self._organ(text, end)):
            return end - 1
        return end

    def _organ(self, text: str, at: int) -> bool:
        """True when an office, a ministry or a force begins here."""
        end = self.longest(text, at) if at < len(text) else 0
        return end > at and self.words[text[at:end]].kind in _ORGANS


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text with one private-use character for each word.

    ``source`` is the text itself. ``starts[i]`` is where character ``i`` begins in it (with
    one more entry for its end); ``tokens`` are the words by their place in the encoded text.
    """

    text: str
    source: str
    starts: list[int]
    tokens: dict[int, Token]


def encode(text: str, tokens: Iterable[Token]) -> Encoded:
    """Write each token as the symbol of its class."""
    pieces: list[str] = []
    starts: list[int] = []
    by_place: dict[int, Token] = {}
    at = 0
    for token in tokens:
        pieces.append(text[at : token.start])
        starts.extend(range(at, token.start))
        by_place[len(starts)] = token
        pieces.append(SYMBOLS[token.word.kind])
        starts.append(token.start)
        at = token.end
    pieces.append(text[at:])
    starts.extend(range(at, len(text) + 1))
    return Encoded("".join(pieces), text, starts, by_place)

"""Where sentences end: a rule of our own, so that no model decides the unit of analysis.

The same text always splits the same way, and a sentence never spans a line break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from pipeline.model import Span
from pipeline.rulefiles import deferred

SPLITTER_VERSION = "2"

# The tokenizer refuses 49,149 bytes of UTF-8, and normalising what it reads can turn one
# character into 33 bytes (U+FDFA). No sentence that people write comes near this bound; a
# table flattened into one line may.
MAX_CHARACTERS = 1_400

_OPENING = "「『（(【〔［《〈｛｟〝“‘"
_CLOSING = "」』）)】〕］》〉｝｠〟”’"
_PAIR = dict(zip(_OPENING, _CLOSING, strict=True))
# Neither １２．５ nor an address nor Yahoo!ニュース holds the end of a sentence.
_END = deferred(
    r"[。！？]+[。！？!?]*"
    r"|(?<![0-9０-９])．+|．+(?![0-9０-９．])"
    r"|(?<=[!-~])[!?]+(?=[\s" + regex.escape(_CLOSING) + r"]|$)"
    r"|(?<![!-~])[!?]+[。！？!?]*"
)
# A line that is somebody's words alone, after a mark or the speaker's name: 首相「会う。来月だ」
_SPEECH = deferred(r"[\s　◇◆○●・―—-]{0,3}[^「」。、\s　]{0,16}[:：\s　]?")
_BRACKETS = deferred("[" + regex.escape(_OPENING + _CLOSING) + "]")
_LINE = deferred(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the white space around them.

    A sentence ends with its line or after 。．！？!?, unless that stands inside brackets
    that close later in the line. A line that is all one speech (「…。…。」) is split. A
    sentence too long for the tokenizer is cut, after 、 where there is one.

    >>> text = "首相は「会う。」と述べた。詳細は未定。"
    >>> [text[s.start:s.end] for s in split_sentences(text)]
    ['首相は「会う。」と述べた。', '詳細は未定。']
    """
    return tuple(
        piece
        for line in _LINE.finditer(text)
        for sentence in _sentences(text, Span(*line.span()))
        for piece in _cut(text, sentence)
    )


def _sentences(text: str, line: Span) -> Iterator[Span]:
    quoted = [q for q in _bracketed(text, line) if not _speech(text, line, q)]
    start = line.start
    for mark in _END.finditer(text, line.start, line.end):
        if _inside(quoted, mark.start()):
            continue
        end = mark.end()
        # A closing bracket whose partner stands in an earlier line goes with its sentence.
        while end < line.end and text[end] in _CLOSING:
            end += 1
        yield from _stripped(text, start, end)
        start = end
    yield from _stripped(text, start, line.end)


def _speech(text: str, line: Span, quoted: Span) -> bool:
    """Whether a line is one speech of somebody: what is said in it are sentences."""
    if text[quoted.start] != "「" or text[quoted.end : line.end].strip(" 　。"):
        return False
    return _SPEECH.fullmatch(text, line.start, quoted.start) is not None


def _bracketed(text: str, line: Span) -> list[Span]:
    """The outermost stretches of the line between brackets that pair up, in order."""
    open_at: dict[str, list[int]] = {char: [] for char in _CLOSING}
    spans: list[Span] = []
    for found in _BRACKETS.finditer(text, line.start, line.end):
        char = found.group()
        if char in _PAIR:
            open_at[_PAIR[char]].append(found.start())
            continue
        partners = open_at[char]
        # A bracket inside a pair found since was never closed within it.
        while partners and _inside(spans, partners[-1]):
            partners.pop()
        if partners:
            start = partners.pop()
            while spans and spans[-1].start > start:
                spans.pop()
            spans.append(Span(start, found.end()))
    return spans


def _inside(spans: list[Span], position: int) -> bool:
    at = bisect_right(spans, position, key=lambda span: span.start) - 1
    return at >= 0 and position < spans[at].end


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    while end - start > MAX_CHARACTERS:
        comma = text.rfind("、", start, start + MAX_CHARACTERS)
        stop = comma + 1 if comma >= 0 else start + MAX_CHARACTERS
        yield from _stripped(text, start, stop)
        start = stop
    yield from _stripped(text, start, end)

"""Which characters a phrase cannot do without: a quick test before its pattern is tried.

Most rules have no business in most sentences. The anchors of a phrase are strings of which
at least one must stand in any text that it matches; a sentence without any is skipped.
"""

from __future__ import annotations

import regex

from pipeline.rulefiles import deferred

_BRACES = deferred(r"\{\w+\}")
_QUANTIFIED = deferred(r"[*?]|\{0?,?\d*\}")
_KANA_END = deferred(r"(?:する|[うくぐすつぬぶむる])$")


def anchors(phrase: str) -> frozenset[str]:
    """Strings of which one stands in every match of a phrase; empty when none is certain.

    >>> anchors("{pact}…結ぶ"), anchors("/寄[港航]|入港/")
    (frozenset({'結'}), frozenset({'寄', '入港'}))
    """
    if phrase.startswith("/") and phrase.endswith("/") and len(phrase) > 2:
        return _of_pattern(phrase[1:-1]) or frozenset()
    pieces = [piece for part in phrase.split("…") for piece in _BRACES.split(part)]
    literals = [literal for piece in pieces for literal in piece.split("を")]
    # Only the end of the phrase inflects, but a shorter stem is as good an anchor.
    literals = [_KANA_END.sub("", literal) or literal for literal in literals]
    best = max(literals, key=len, default="")
    return frozenset({best}) if best else frozenset()


def _of_pattern(pattern: str) -> frozenset[str] | None:
    """The anchors of a regular expression, None when none is certain."""
    branches = _split(pattern)
    found: set[str] = set()
    for branch in branches:
        best = _of_sequence(branch)
        if best is None:
            return None
        found |= best
    return frozenset(found)


def _split(pattern: str) -> list[str]:
    """The top-level alternatives of a pattern."""
    parts, depth, in_class, start, at = [], 0, False, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*parts, pattern[start:]]


def _of_sequence(text: str) -> frozenset[str] | None:
    """The longest literal run, or the anchors of a group, that a sequence must contain."""
    best: frozenset[str] | None = None
    run = ""
    at = 0

    def better(candidate: frozenset[str] | None) -> None:
        nonlocal best
        if candidate and (best is None or min(map(len, candidate)) > min(map(len, best))):
            best = candidate

    while at < len(text):
        end, inner = _item(text, at)
        optional = _QUANTIFIED.match(text, end) is not None
        literal = text[at:end] if inner is None and end == at + 1 and text[at] not in ".^$" else ""
        if literal and not optional:
            run += literal
        else:
            better(frozenset({run}) if run else None)
            run = ""
            if inner is not None and not optional:
                better(_of_pattern(inner))
        at = end
        quantifier = regex.compile(r"[*+?]\??|\{[\d,]*\}\??").match(text, at)
        if quantifier is not None:
            better(frozenset({run}) if run else None)
            run = ""
            at = quantifier.end()
    better(frozenset({run}) if run else None)
    return best


def _item(text: str, at: int) -> tuple[int, str | None]:
    """The end of the item at ``at``; the inside of a plain group, None for anything else."""
    char = text[at]
    if char == "\\":
        return min(at + 2, len(text)), None
    if char == "[":
        end = text.find("]", at + 2)
        return (end + 1 if end >= 0 else len(text)), None
    if char == "{":
        brace = _BRACES.match(text, at)
        return (brace.end() if brace else at + 1), None
    if char != "(":
        return at + 1, None
    depth, end = 0, at
    while end < len(text):
        if text[end] == "\\":
            end += 1
        elif text[end] == "[":
            # A bracket inside a character class closes no group.
            end = max(end, text.find("]", end + 2))
        elif text[end] == "(":
            depth += 1
        elif text[end] == ")":
            depth -= 1
            if depth == 0:
                break
        end += 1
    inside = text[at + 1 : end]
    if inside.startswith("?:"):
        return end + 1, inside[2:]
    # Lookarounds and other special groups promise nothing.
    return end + 1, None

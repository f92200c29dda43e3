"""From matched words to coded mentions: whose office, which force, which person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import regex

from pipeline.model import Mention, Span
from pipeline.stages.actors.holders import Resolution, resolve
from pipeline.stages.actors.lexicon import Lexicon
from pipeline.stages.actors.scanning import Encoded, Token, Word, is_katakana
from pipeline.stages.actors.schema import Pattern

_STATES = frozenset({"country", "short", "late", "organisation"})
_ORGANS = ("force", "ministry", "ship", "ship_class")
_ASIDE = ("aside", "name")
_FORMER = {"前": "former_", "元": "former_", "故": "former_", "次期": "incoming_"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern's match over encoded text."""

    pattern: Pattern
    match: regex.Match[str]

    @property
    def start(self) -> int:
        """Where the match begins in the encoded text."""
        return int(self.match.start())

    @property
    def end(self) -> int:
        """Where the match ends in the encoded text."""
        return int(self.match.end())


@dataclass(frozen=True, slots=True)
class _Parts:
    """The words of a match by what they do in it."""

    states: tuple[str, ...]
    organs: tuple[Word, ...]
    offices: tuple[Word, ...]
    name: str | None
    was: str


def owner(word: Word) -> tuple[str, bool]:
    """The country a word belongs to (empty when none) and whether it is only assumed.

    The last item of the key tells it: ``JPN``, ``foreign_minister JPN?``, ``any``.
    """
    last = word.key.rsplit(" ", 1)[-1]
    code = last.removesuffix("?")
    return (code, last.endswith("?")) if code.isupper() else ("", False)


def code_match(
    candidate: Candidate, encoded: Encoded, text: str, day: date | None, lexicon: Lexicon
) -> Mention | None:
    """The mention of a match; None when its name turns out to be no name."""
    match, pattern = candidate.match, candidate.pattern
    start, end = encoded.starts[match.start()], encoded.starts[match.end()]
    parts = _parts(candidate, encoded)
    codes, basis = _codes(parts)
    held = _resolve(parts, day, lexicon, codes if basis == "named" else ())
    if held is not None and basis != "named":
        codes, basis = (held.holder.code,), held.basis
    elif parts.name is not None and basis == "default" and not _native(parts.name):
        codes, basis = (), ""
    office = parts.offices[-1].key.split(" ")[0] if parts.offices else None
    kind = parts.organs[-1].kind if pattern.kind == "force" and parts.organs else pattern.kind
    return Mention(
        Span(start, end),
        text[start:end],
        kind,
        "rule",
        kind=kind,
        codes=codes,
        canonical=held.holder.name if held else None,
        person=parts.name,
        office=f"{_FORMER.get(parts.was, '')}{office}" if office else None,
        entry_id=pattern.id,
        basis=basis if codes else "",
    )


def _parts(candidate: Candidate, encoded: Encoded) -> _Parts:
    match = candidate.match
    apart = [
        span for group in _ASIDE if group in match.re.groupindex for span in match.spans(group)
    ]

    def words(kinds: Iterable[str]) -> tuple[Word, ...]:
        spans = sorted(
            span for kind in kinds if kind in match.re.groupindex for span in match.spans(kind)
        )
        return tuple(
            encoded.tokens[start].word
            for start, _ in spans
            if not any(a <= start < b for a, b in apart)
        )

    groups = match.re.groupindex
    name = None
    if "name" in groups and match.start("name") >= 0:
        a, b = match.span("name")
        start, end = encoded.starts[a], encoded.starts[b]
        name = _plain(encoded, a, b) if end > start else None
    was = match["was"] if "was" in groups and match["was"] else ""
    states = tuple(dict.fromkeys(word.key for word in words(_STATES)))
    return _Parts(states, words(_ORGANS), words(("office",)), name, was)


def _plain(encoded: Encoded, start: int, end: int) -> str:
    return encoded.source[encoded.starts[start] : encoded.starts[end]]


def _codes(parts: _Parts) -> tuple[tuple[str, ...], str]:
    if parts.states:
        return parts.states, "named"
    for words in (parts.organs, parts.offices):
        for word in words:
            code, assumed = owner(word)
            if code:
                return (code,), "default" if assumed else "named"
    return (), ""


def _resolve(
    parts: _Parts, day: date | None, lexicon: Lexicon, codes: tuple[str, ...]
) -> Resolution | None:
    if parts.name is None:
        return None
    office = parts.offices[-1].key.split(" ")[0] if parts.offices else None
    holders = lexicon.holders_named(parts.name)
    return resolve(holders, office, day, codes)


def _native(name: str) -> bool:
    """A name without katakana can be Japanese; シビハ外相 is not Japan's minister."""
    return not any(is_katakana(char) for char in name)


def code_word(token: Token, text: str, day: date | None, lexicon: Lexicon) -> Mention:
    """The mention of a word that stands alone."""
    word = token.word
    mention = Mention(
        Span(token.start, token.end),
        text[token.start : token.end],
        word.kind,
        "rule",
        kind=word.kind,
        canonical=word.name,
        entry_id=word.group,
    )
    if word.kind in {"country", "organisation", "place"}:
        kind = lexicon.organisations[word.key].kind if word.kind == "organisation" else word.kind
        return replace(mention, label=kind, kind=kind, codes=(word.key,), basis="named")
    if word.kind in {"person", "surname"}:
        held = resolve(lexicon.holders_named(word.key), None, day)
        return replace(
            mention,
            label="person",
            kind="person",
            codes=(held.holder.code,) if held else (),
            canonical=held.holder.name if held else None,
            person=mention.text,
            basis=held.basis if held else "",
        )
    code, assumed = owner(word)
    if code and word.kind in {"force", "ministry", "office"}:
        mention = replace(mention, codes=(code,), basis="default" if assumed else "named")
    if word.kind == "office":
        mention = replace(mention, office=word.key.split(" ")[0])
    return mention

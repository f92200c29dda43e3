"""From matched words to coded mentions: whose office, which force, which person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import regex

from pipeline.model import Mention, Span
from pipeline.stages.actors.holders import HOME, Resolution, resolve
from pipeline.stages.actors.lexicon import Lexicon
from pipeline.stages.actors.scanning import Encoded, Token, Word, fold, is_katakana, owner
from pipeline.stages.actors.schema import Pattern

_STATES = frozenset({"country", "group", "short", "late", "organisation"})
_ORGANS = ("force", "ministry", "ship", "ship_class")
_SHIPS = frozenset({"ship", "ship_class"})
# Kinds whose first name in the rules is the name of the very thing.
_NAMED = _STATES | {"place", "region"}
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

    states: tuple[Word, ...]
    organs: tuple[Word, ...]
    offices: tuple[Word, ...]
    places: tuple[Word, ...]
    posting: tuple[Word, ...]
    names: tuple[str, ...]
    foreign: bool
    was: str
    pointer: str | None

    @property
    def name(self) -> str | None:
        """The person's name, of several the last."""
        return self.names[-1] if self.names else None

    @property
    def office(self) -> str | None:
        """The last office named, normalised; a military rank only when there is no other."""
        keys = [word.key.split(" ")[0] for word in reversed(self.offices)]
        posts = [key for key in keys if key != "commander"]
        return next(iter(posts or keys), None)


def code_match(
    candidate: Candidate, encoded: Encoded, text: str, day: date | None, lexicon: Lexicon
) -> Mention:
    """The mention of a pattern's match."""
    match, pattern = candidate.match, candidate.pattern
    start, end = encoded.starts[match.start()], encoded.starts[match.end()]
    parts = _parts(candidate, encoded)
    if pattern.kind == "place":
        where = (*parts.states, *parts.places)[-1:]
        codes, basis = tuple(w.key for w in where) or tuple(pattern.codes.split()), "named"
    else:
        codes, basis = _codes(parts, lexicon, tuple(pattern.codes.split()))
    known = codes if basis == "named" else ()
    held = [r for name in parts.names if (r := _resolve(name, parts.office, day, lexicon, known))]
    if held and not known:
        codes = tuple(dict.fromkeys(r.holder.code for r in held))
        basis = held[-1].basis
    elif basis == "default" and parts.foreign:
        codes, basis = (), ""
    kind = parts.organs[-1].kind if pattern.kind == "force" and parts.organs else pattern.kind
    return Mention(
        Span(start, end),
        text[start:end],
        kind,
        "rule",
        kind=kind,
        codes=codes,
        canonical=held[-1].holder.name if held else None if codes else parts.pointer,
        person=parts.name,
        office=f"{_FORMER.get(parts.was, '')}{parts.office}" if parts.office else None,
        entry_id=pattern.id,
        basis=basis,
        posted=tuple(c for w in parts.posting for c in lexicon.codes_of(w) if c not in codes),
    )


def _parts(candidate: Candidate, encoded: Encoded) -> _Parts:
    match = candidate.match
    groups = match.re.groupindex
    apart = [span for group in _ASIDE if group in groups for span in match.spans(group)]

    def words(kinds: Iterable[str], *, aside: bool = False) -> tuple[Word, ...]:
        starts = sorted(span[0] for kind in kinds if kind in groups for span in match.spans(kind))
        return tuple(
            encoded.tokens[at].word for at in starts if any(a <= at < b for a, b in apart) is aside
        )

    spans = match.spans("name") if "name" in groups else []
    names = tuple(encoded.source[encoded.starts[a] : encoded.starts[b]] for a, b in spans)
    was = next((value for value in match.captures("was") if value), "") if "was" in groups else ""
    foreign = bool(names) and (
        any(map(is_katakana, names[-1])) or ("foreign" in groups and match.start("foreign") >= 0)
    )
    return _Parts(
        words(_STATES),
        words(_ORGANS),
        words(("office",)),
        words(("place",)),
        words(_STATES, aside=True) if "aside" in groups else (),
        names,
        foreign,
        was,
        next((word.key for word in words(("pronoun", "region"))), None),
    )


def _codes(parts: _Parts, lexicon: Lexicon, given: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Codes by the words: states first, then whose organ or office it is."""
    states = tuple(dict.fromkeys(c for word in parts.states for c in lexicon.codes_of(word)))
    if states:
        return states, "named"
    if given:
        # 空母「クイーン・エリザベス」: a known ship flies its own flag.
        flags = tuple(w.key for w in parts.organs if w.kind == "ship" and len(w.key) == 3)
        # アメリカ軍の掃海艦「ディフェンダー」: whose ship it is, the text itself tells best.
        told = [owner(w) for w in parts.organs if w.kind == "force"]
        flags = tuple(code for code, assumed in told if code and not assumed) or flags
        return flags[-1:] or given, "named"
    if parts.pointer:
        return (), ""
    for words in (parts.organs, parts.offices):
        for word in words:
            code, assumed = owner(word)
            if code:
                return (code,), "default" if assumed else "named"
    if parts.office == "governor" and parts.places:
        return (parts.places[0].key,), "named"
    ship = any(word.kind in _SHIPS for word in parts.organs)
    if ship and parts.places and parts.places[-1].key != HOME:
        # 原潜サンフランシスコ: a ship bears the name of a town of its own land, as a rule.
        town = parts.places[-1]
        return (lexicon.namesakes.get(fold(town.name), town.key),), "named"
    # 松田駐ウクライナ大使: who is posted abroad with no country named is Japan's.
    if parts.posting and parts.offices and all(word.key != HOME for word in parts.posting):
        return (HOME,), "default"
    return (), ""


def _resolve(
    name: str, office: str | None, day: date | None, lexicon: Lexicon, codes: tuple[str, ...]
) -> Resolution | None:
    holders = lexicon.holders_named(name)
    offices = lexicon.offices_like(office) if office else None
    in_full = any(name in holder.full for holder in holders)
    return resolve(holders, offices, day, codes, in_full=in_full)


def code_word(token: Token, text: str, day: date | None, lexicon: Lexicon) -> Mention:
    """The mention of a word that stands alone."""
    word = token.word
    mention = Mention(
        Span(token.start, token.end),
        text[token.start : token.end],
        word.kind,
        "rule",
        kind=word.kind,
        canonical=word.name if word.kind in _NAMED else None,
        entry_id=word.group,
    )
    if word.kind in {"country", "group", "organisation", "place"}:
        kind: str = word.kind
        if word.kind == "organisation":
            kind = lexicon.organisations[word.key].kind
        # バルト三国, クアッド: a group stands for its members as 日米韓 does.
        kind = {"group": "countries", "member_group": "countries"}.get(kind, kind)
        codes = lexicon.codes_of(word)
        return replace(mention, label=kind, kind=kind, codes=codes, basis="named")
    if word.kind in {"person", "surname"}:
        in_full = word.kind == "person"
        held = resolve(lexicon.holders_named(word.key), None, day, in_full=in_full)
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
    if word.kind == "pronoun":
        mention = replace(mention, canonical=word.key)
    if word.kind == "office":
        mention = replace(mention, office=word.key.split(" ")[0])
    return mention

"""Find the mentions of a text: patterns over words, then single words, then memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pipeline.model import Entity, Mention, Span
from pipeline.stages.actors.abbreviations import abbreviations, with_abbreviations
from pipeline.stages.actors.coding import Candidate, code_match, code_word
from pipeline.stages.actors.holders import HOME
from pipeline.stages.actors.lexicon import Lexicon
from pipeline.stages.actors.scanning import Encoded, encode, fold

# Words that are a mention by themselves; the others (米, 氏, a bare surname) need a pattern.
_ALONE = frozenset(
    {
        "country",
        "group",
        "organisation",
        "force",
        "ministry",
        "office",
        "person",
        "place",
        "region",
        "pronoun",
        "media",
    }
)

# Codes that the table of office holders gives, where the text itself names no country.
_BY_TABLE = frozenset({"holder", "former"})


def find_mentions(
    text: str, day: date | None, lexicon: Lexicon, entities: tuple[Entity, ...] = ()
) -> tuple[Mention, ...]:
    """Every mention of an actor, place or person in ``text``, by position.

    Rule mentions do not overlap each other. ``entities`` of the language model are added
    as they are (``origin`` ``ginza``), coded only where the lexicon knows their text.
    ``day`` (the record's) decides who held an office; None leaves that open.

    >>> lexicon = load_lexicon(Path("rules/actors"))
    >>> [(m.text, m.codes) for m in find_mentions("日米韓外相と伊国防相", None, lexicon)]
    [('日米韓外相', ('JPN', 'USA', 'KOR')), ('伊国防相', ('ITA',))]
    """
    folded = fold(text)
    tokens = lexicon.index.scan(folded)
    encoded = encode(folded, tokens)
    found: list[Mention] = []
    short: dict[str, Mention] = {}
    free = 0
    for candidate in _candidates(encoded, lexicon):
        if candidate.start < free:
            continue
        found.append(code_match(candidate, encoded, text, day, lexicon))
        short |= abbreviations(candidate, found[-1])
        free = candidate.end
    found = _with_single_words(found, encoded, text, day, lexicon)
    found = with_abbreviations(found, short, folded, text)
    found = _without_namesakes(_remember(found), text, lexicon)
    found += [_from_model(entity, lexicon) for entity in entities]
    return tuple(sorted(found, key=lambda m: (m.span.start, m.span.end, m.origin)))


def _candidates(encoded: Encoded, lexicon: Lexicon) -> Iterable[Candidate]:
    """What the patterns match, leftmost first, then longest, then in the rules' order."""
    found: list[tuple[int, int, int, Candidate]] = []
    if encoded.tokens:
        for order, (pattern, expression) in enumerate(lexicon.patterns):
            for match in expression.finditer(encoded.text):
                first = encoded.source[encoded.starts[match.start()]]
                if match.end() > match.start() and (not pattern.only or first in pattern.only):
                    key = (match.start(), -match.end(), order)
                    found.append((*key, Candidate(pattern, match)))
    found.sort(key=lambda item: item[:3])
    return [item[3] for item in found]


def _with_single_words(
    found: list[Mention], encoded: Encoded, text: str, day: date | None, lexicon: Lexicon
) -> list[Mention]:
    """Add the words that no pattern took."""
    known = {m.person for m in found} | {m.canonical for m in found if m.person}
    taken = iter([m.span for m in found])
    span = next(taken, None)
    words: list[Mention] = []
    for token in encoded.tokens.values():
        while span is not None and span.end <= token.start:
            span = next(taken, None)
        if span is not None and span.start < token.end:
            continue
        word = token.word
        # A bare surname counts only where the text gives the person an office or 氏.
        remembered = word.kind == "surname" and word.key in known
        if word.kind in _ALONE or remembered:
            words.append(code_word(token, text, day, lexicon))
    return sorted(found + words, key=lambda m: m.span)


def _remember(found: list[Mention]) -> list[Mention]:
    """Code a name as the same text codes it where it says more of the person.

    A name with a country or an office of its own is sure; a mere 魏氏 or 金井氏 takes the
    codes of 魏鳳和国防相 or 外務省の金井正彰局長 before those of a namesake in the table.
    """
    memory: dict[str, Mention] = {}
    for mention in found:
        if mention.person and mention.codes and (mention.basis == "named" or _sure(mention)):
            for name in _names_of(mention.person, mention.codes):
                memory.setdefault(name, mention)
    result = []
    for mention in found:
        seen = memory.get(mention.person or "")
        if seen is not None and mention.basis != "named" and not _sure(mention):
            canonical = mention.canonical if mention.codes == seen.codes else seen.canonical
            basis = mention.basis if mention.codes == seen.codes else "memory"
            result.append(replace(mention, codes=seen.codes, canonical=canonical, basis=basis))
        else:
            result.append(mention)
    return result


def _without_namesakes(found: list[Mention], text: str, lexicon: Lexicon) -> list[Mention]:
    """Leave a mere surname open that the text gives to somebody else than the table knows.

    On a page about Bangladesh, which never names Malaysia, ハサン参謀長 is not Malaysia's
    foreign minister, nor is ジョナサン・レイノルズ the Australian of that surname.
    """
    named = {c for m in found if m.basis in {"named", "memory"} for c in m.codes}
    offices = {m.span.start for m in found if m.office and not m.person}
    others = {
        m.person
        for m in found
        if m.basis in _BY_TABLE
        and not (m.office or named.issuperset(m.codes) or HOME in m.codes)
        and not any(m.person in h.full for h in lexicon.holders_named(m.person or ""))
        and (m.span.end in offices or text[: m.span.start].endswith("・"))
    }
    return [
        replace(m, codes=(), canonical=None, basis="")
        if m.person in others and m.basis in _BY_TABLE and not m.office
        else m
        for m in found
    ]


def _sure(mention: Mention) -> bool:
    """The table knows the person by this very office on this day."""
    return mention.basis == "holder" and mention.office not in {None, "minister"}


def _names_of(person: str, codes: tuple[str, ...]) -> set[str]:
    """How the text may call the person later: the last part, or the surname in kanji."""
    last = person.replace("=", "・").rsplit("・", 1)[-1]
    names = {person, last} if len(last) > 1 else {person}
    if all("一" <= char <= "鿿" for char in person):
        if len(person) > 2:
            names.add(person[:2])
        if len(person) in {2, 3} and "JPN" not in codes:
            names.add(person[0])
    return names


def _from_model(entity: Entity, lexicon: Lexicon) -> Mention:
    word = lexicon.index.words.get(fold(entity.text))
    known = word is not None and word.kind in {"country", "organisation", "place"}
    return Mention(
        Span(*entity.span),
        entity.text,
        entity.label,
        "ginza",
        codes=(word.key,) if word is not None and known else (),
        canonical=word.name if word is not None and known else None,
        basis="named" if known else "",
    )

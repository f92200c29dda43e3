"""The lexicon of actors: words, office holders and patterns."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from pipeline.stages.actors.holders import Holder
from pipeline.stages.actors.naming import country_name
from pipeline.stages.actors.scanning import Word, WordIndex, fold
from pipeline.stages.actors.schema import Organisation, Pattern


@dataclass(slots=True)
class Lexicon:
    """Everything the actors stage knows; build it with ``load_lexicon``."""

    index: WordIndex = field(default_factory=WordIndex)
    countries: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    holders: dict[str, list[Holder]] = field(default_factory=dict)
    alike: dict[str, frozenset[str]] = field(default_factory=dict)
    namesakes: dict[str, str] = field(default_factory=dict)
    patterns: list[tuple[Pattern, regex.Pattern[str]]] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The codes of all countries and organisations that the rules name, in order."""
        return sorted({*self.countries, *self.organisations})

    def name_of(self, code: str) -> tuple[str, str, str]:
        """Japanese name, English name and kind (``country`` or ``organisation``) of a code.

        An unknown code stands for itself, as an organisation.

        >>> load_lexicon(Path("rules/actors")).name_of("LTU")
        ('リトアニア', 'Lithuania', 'country')
        """
        if code in self.organisations:
            entry = self.organisations[code]
            return entry.ja, entry.en, "organisation"
        english = country_name(code, "en")
        if english is None and code not in self.countries:
            return code, code, "organisation"
        japanese = self.countries.get(code) or country_name(code, "ja") or code
        return japanese, english or code, "country"

    def holders_named(self, name: str) -> list[Holder]:
        """The office holders a name may mean, by the whole name, else by its last part.

        >>> load_lexicon(Path("rules/actors")).holders_named("岩屋")[0].name
        '岩屋毅'
        """
        name = fold(name).replace("=", "・")
        if name in self.holders:
            return self.holders[name]
        last = name.rsplit("・", 1)[-1]
        return self.holders.get(last, []) if last != name else []

    def offices_like(self, office: str) -> frozenset[str]:
        """The offices of the table that an office word may mean."""
        return self.alike.get(office, frozenset()) | {office}

    def codes_of(self, word: Word) -> tuple[str, ...]:
        """The codes that a country, a group or an organisation stands for."""
        entry = self.organisations.get(word.key) if word.kind == "organisation" else None
        if entry is not None and entry.kind == "member_group":
            return tuple(entry.members.split())
        return tuple(word.key.split())

    def members_of(self, code: str) -> tuple[str, ...]:
        """The member states that the rules list for an organisation or forum."""
        entry = self.organisations.get(code)
        return tuple(entry.members.split()) if entry else ()

    def search(self, text: str, limit: int = 20) -> list[tuple[str, str, str]]:
        """Codes whose names are, begin with or hold ``text``: (code, Japanese, English name).

        >>> load_lexicon(Path("rules/actors")).search("リトア")[0][0]
        'LTU'
        """
        wanted = fold(text.strip()).casefold()
        if not wanted:
            return []
        ranks: dict[str, int] = {}
        for surface, word in self.index.words.items():
            if word.kind not in {"country", "organisation"} or wanted not in surface.casefold():
                continue
            shown = surface.casefold()
            rank = 0 if shown == wanted else 1 if shown.startswith(wanted) else 2
            ranks[word.key] = min(rank, ranks.get(word.key, rank))
        best = sorted(ranks, key=lambda code: (ranks[code], code))[:limit]
        return [(code, *self.name_of(code)[:2]) for code in best]

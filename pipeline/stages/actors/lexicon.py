"""The lexicon of actors: words, office holders and patterns, read from ``rules/actors``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import regex

from pipeline.errors import RuleError
from pipeline.rulefiles import RuleModel, RuleText, check, raise_all, read_rule_file, rule_files
from pipeline.stages.actors.holders import Holder, parse_holder
from pipeline.stages.actors.naming import country_name
from pipeline.stages.actors.patterns import compile_pattern
from pipeline.stages.actors.scanning import Word, WordIndex, fold
from pipeline.stages.actors.schema import (
    SEPARATOR,
    HolderFile,
    Organisation,
    OrganisationFile,
    Pattern,
    PatternFile,
    WordFile,
    WordGroup,
)

_SCHEMAS: dict[str, type[RuleModel]] = {
    "groups": WordFile,
    "offices": WordFile,
    "organisations": OrganisationFile,
    "holders": HolderFile,
    "patterns": PatternFile,
}
_VARIANTS = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}


@dataclass(slots=True)
class Lexicon:
    """Everything the actors stage knows; build it with :func:`load_lexicon`."""

    index: WordIndex = field(default_factory=WordIndex)
    countries: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    holders: dict[str, list[Holder]] = field(default_factory=dict)
    alike: dict[str, frozenset[str]] = field(default_factory=dict)
    patterns: list[tuple[Pattern, regex.Pattern[str]]] = field(default_factory=list)

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
        """Codes whose names begin with or hold ``text``: (code, Japanese, English name).

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
            rank = 0 if surface.casefold().startswith(wanted) else 1
            ranks[word.key] = min(rank, ranks.get(word.key, rank))
        best = sorted(ranks, key=lambda code: (ranks[code], code))[:limit]
        return [(code, *self.name_of(code)[:2]) for code in best]


def load_lexicon(folder: Path) -> Lexicon:
    """Read every rule file of ``rules/actors``.

    Raises :class:`~pipeline.errors.RuleError` for a folder or file that cannot be read,
    :class:`~pipeline.errors.RuleFilesError` with every other finding.

    >>> load_lexicon(Path("rules/actors")).index.words["日本"].key
    'JPN'
    """
    files = _read(folder)
    lexicon = Lexicon()
    errors: list[RuleError] = []
    for model, text in files:
        if isinstance(model, HolderFile):
            errors += _add_holders(lexicon, model, text)
    for model, text in files:
        if isinstance(model, WordFile):
            errors += _add_words(lexicon, model, text)
        elif isinstance(model, OrganisationFile):
            _add_organisations(lexicon, model)
    _add_names_of_holders(lexicon)
    slots: dict[str, str] = {}
    for model, _ in files:
        if isinstance(model, PatternFile):
            slots |= model.slots
    for model, text in files:
        if isinstance(model, PatternFile):
            errors += _add_patterns(lexicon, model, text, slots)
    raise_all(folder.as_posix(), errors)
    return lexicon


def _read(folder: Path) -> list[tuple[RuleModel, RuleText]]:
    found: list[tuple[RuleModel, RuleText]] = []
    for path in rule_files(folder):
        name = (Path(folder.parent.name) / path.relative_to(folder.parent)).as_posix()
        text = read_rule_file(path, name)
        keys = text.root.value if isinstance(text.root.value, dict) else {}
        schema = next((_SCHEMAS[key] for key in keys if key in _SCHEMAS), None)
        if schema is None:
            kinds = ", ".join(sorted(_SCHEMAS))
            raise text.error(text.root, "is no file of actors", f"It needs one of: {kinds}.")
        found.append((check(text, schema), text))
    return found


def _forms(names: str) -> Iterable[str]:
    """The names of a list, with ヴ also as written without it."""
    for raw in names.split(SEPARATOR):
        name = raw.strip()
        if not name:
            continue
        yield name
        if "ヴ" in name:
            for old, new in _VARIANTS.items():
                name = name.replace(old, new)
            yield name


def _add_words(lexicon: Lexicon, model: WordFile, text: RuleText) -> list[RuleError]:
    errors = []
    for number, group in enumerate(model.groups):
        for key, names in group.words.items():
            if group.kind == "country":
                lexicon.countries.setdefault(key, names.split(SEPARATOR)[0].strip())
            if not names.strip():
                node = text.root.locate(("groups", number, "words", key), key=True)
                errors.append(text.error(node, f"'{key}' has no names"))
        _add_group(lexicon, group)
    for part in model.offices:
        for field_key, field_names in part.fields.items():
            for rank_key, rank_names in part.ranks.items():
                key = field_key if rank_key == "*" else rank_key
                for name in _forms(field_names):
                    for rank in _forms(rank_names):
                        word = Word("office", key, name + rank, part.id)
                        lexicon.index.add(name + rank, word)
    return errors


def _add_group(lexicon: Lexicon, group: WordGroup) -> None:
    for key, names in group.words.items():
        for number, name in enumerate(_forms(names)):
            if not number:
                first = name
            shown = name if group.kind == "place" else first
            lexicon.index.add(name, Word(group.kind, key, shown, group.id))


def _add_organisations(lexicon: Lexicon, model: OrganisationFile) -> None:
    for code, entry in model.organisations.items():
        lexicon.organisations[code] = entry
        for name in (*_forms(entry.ja), code, entry.en, *_forms(entry.names)):
            lexicon.index.add(name, Word("organisation", code, entry.ja, model.id))


def _add_holders(lexicon: Lexicon, model: HolderFile, text: RuleText) -> list[RuleError]:
    errors = []
    for office, others in model.alike.items():
        lexicon.alike[office] = frozenset(others.split())
    for code, offices in model.holders.items():
        for office, lines in offices.items():
            for number, line in enumerate(lines):
                try:
                    holder = parse_holder(line, code, office)
                except ValueError as error:
                    node = text.root.locate(("holders", code, office, number))
                    errors.append(text.error(node, str(error)))
                    continue
                for name in (*holder.full, *holder.short):
                    for form in _forms(name):
                        lexicon.holders.setdefault(fold(form), []).append(holder)
    return errors


def _add_names_of_holders(lexicon: Lexicon) -> None:
    for name, holders in lexicon.holders.items():
        kind = "person" if any(name in map(fold, h.full) for h in holders) else "surname"
        lexicon.index.add(name, Word(kind, name, holders[0].name, "office_holders"))


def _add_patterns(
    lexicon: Lexicon, model: PatternFile, text: RuleText, slots: Mapping[str, str]
) -> list[RuleError]:
    errors = []
    for number, pattern in enumerate(model.patterns):
        try:
            lexicon.patterns.append((pattern, compile_pattern(pattern, slots)))
        except (ValueError, regex.error) as error:
            node = text.root.locate(("patterns", number, "pattern"))
            errors.append(text.error(node, f"pattern of '{pattern.id}': {error}"))
    return errors

"""The rule files of ``rules/actors`` read into a lexicon, with every mistake told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import regex

from pipeline.errors import RuleError
from pipeline.rulefiles import RuleModel, RuleText, check, raise_all, read_rule_file, rule_files
from pipeline.stages.actors.holders import parse_holder
from pipeline.stages.actors.lexicon import Lexicon
from pipeline.stages.actors.patterns import compile_pattern
from pipeline.stages.actors.scanning import Word, fold, owner
from pipeline.stages.actors.schema import (
    SEPARATOR,
    HolderFile,
    OrganisationFile,
    PatternFile,
    WordFile,
    WordGroup,
)

M = TypeVar("M", bound=RuleModel)
_Files = list[tuple[RuleModel, RuleText]]
_SCHEMAS: dict[str, type[RuleModel]] = {
    "groups": WordFile,
    "offices": WordFile,
    "organisations": OrganisationFile,
    "holders": HolderFile,
    "patterns": PatternFile,
}
# Kinds of words whose key is a code, and those whose key may end in their owner's.
_CODED = frozenset({"country", "territory", "short", "late", "group", "place"})
_OWNED = frozenset({"force", "ministry", "office", "ship", "ship_class"})
_NO_ACTORS = frozenset({"guard", "stop"})
_VARIANTS = {"ヴァ": "バ", "ヴィ": "ビ", "ヴェ": "ベ", "ヴォ": "ボ", "ヴ": "ブ"}


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
    for holders, text in _of(files, HolderFile):
        errors += _add_holders(lexicon, holders, text)
    for words, text in _of(files, WordFile):
        errors += _add_words(lexicon, words, text)
    for bodies, _ in _of(files, OrganisationFile):
        _add_organisations(lexicon, bodies)
    _add_names_of_holders(lexicon)
    # What is no actor comes after what is one: 台湾 stays a country among words with 台.
    for words, _ in _of(files, WordFile):
        for group in words.groups:
            if group.kind in _NO_ACTORS:
                _add_group(lexicon, group)
    slots = {name: slot for file, _ in _of(files, PatternFile) for name, slot in file.slots.items()}
    for patterns, text in _of(files, PatternFile):
        errors += _add_patterns(lexicon, patterns, text, slots)
    errors += _unknown_codes(lexicon, files)
    raise_all(folder.as_posix(), errors)
    return lexicon


def _of(files: _Files, kind: type[M]) -> Iterator[tuple[M, RuleText]]:
    """The files of one kind."""
    return ((model, text) for model, text in files if isinstance(model, kind))


def _unknown_codes(lexicon: Lexicon, files: _Files) -> Iterator[RuleError]:
    """Codes that no country or organisation of the rules has: misspelt, most likely."""
    known = {*lexicon.countries, *lexicon.organisations}
    for model, text in files:
        for path, codes in _codes_used(model):
            for code in codes:
                if code not in known:
                    node = text.root.locate(path, key=True)
                    yield text.error(
                        node,
                        f"'{code}' is no code of a country or organisation",
                        "Codes are those of countries.yaml and organisations.yaml.",
                    )


def _codes_used(model: RuleModel) -> Iterator[tuple[tuple[str | int, ...], list[str]]]:
    """Where a rule file uses codes, and which."""
    if isinstance(model, HolderFile):
        yield from ((("holders", code), [code]) for code in model.holders)
    if isinstance(model, OrganisationFile):
        for code, entry in model.organisations.items():
            used = entry.members.split() + entry.part_of.split()
            yield ("organisations", code), used
    if isinstance(model, WordFile):
        for number, group in enumerate(model.groups):
            for key in group.words:
                path = ("groups", number, "words", key)
                if group.kind in _CODED:
                    yield path, key.split()
                elif group.kind in _OWNED:
                    yield path, [code for code, _ in [owner(Word("", key, "", ""))] if code]


def _read(folder: Path) -> _Files:
    found: _Files = []
    for path in rule_files(folder):
        name = (Path(folder.parent.name) / path.relative_to(folder.parent)).as_posix()
        text = read_rule_file(path, name)
        plain = text.plain()
        keys = plain if isinstance(plain, dict) else {}
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
            if group.kind in {"country", "territory"}:
                name = names.split(SEPARATOR)[0].strip()
                lexicon.countries.setdefault(key.split(" ")[0], name)
            if not names.strip():
                node = text.root.locate(("groups", number, "words", key), key=True)
                errors.append(text.error(node, f"'{key}' has no names"))
        if group.kind not in _NO_ACTORS:
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
            if group.kind == "ship":
                lexicon.namesakes[fold(name)] = key
            if group.kind == "territory":
                word = Word("place", key.split(" ")[-1], name, group.id)
            else:
                shown = name if group.kind == "place" else first
                word = Word(group.kind, key, shown, group.id)
            lexicon.index.add(name, word)


def _add_organisations(lexicon: Lexicon, model: OrganisationFile) -> None:
    for code, entry in model.organisations.items():
        lexicon.organisations[code] = entry
        for name in (*_forms(entry.ja), code, entry.en, *_forms(entry.names)):
            word = Word("organisation", code, entry.ja, model.id)
            lexicon.index.add(name, word)
            for short, full in model.long_forms.items():
                if name != short and name.startswith(short):
                    lexicon.index.add(full + name.removeprefix(short), word)  # 国際連合児童基金


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
        # A surname of one kanji (林, 文) is a common word too: patterns must be told apart.
        kind = "surname" if len(name) > 1 else "short_surname"
        if any(name in map(fold, holder.full) for holder in holders):
            kind = "person"
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

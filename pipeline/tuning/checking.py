"""Schema and sense of a rule folder: everything wrong with it, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import RuleError, RuleFilesError
from pipeline.flow import Rules, load_rules
from pipeline.rulefiles import deferred, read_rule_file
from pipeline.tuning.catalogue import RuleInfo, read_rules
from pipeline.tuning.runaways import runaways
from pipeline.tuning.shadowing import shadowed_phrases

_INFLECTED = deferred(r"\p{Han}(?:して|している|しました|します|されました|されて)$")
_BRACES = deferred(r"\{(\w+)\}")
# Dates and actors are read after full-width letters and figures were made half-width.
_FULL_WIDTH = deferred(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


def check_rules(folder: Path, cache: Path | None = None) -> list[RuleError]:
    """All findings in a folder of rules, in the order of files and lines.

    Files that do not load are told first; what they say cannot be judged then. Raises
    :class:`RuleError` when the folder does not exist.
    """
    infos, errors = read_rules(folder)
    rules: Rules | None = None
    try:
        rules = load_rules(folder, cache=cache)
    except RuleFilesError as error:
        errors = [*error.errors]
    except RuleError as error:
        errors = [error]
    if rules is not None:
        errors += _duplicate_ids(infos)
        errors += _phrase_findings(infos)
        errors += shadowed_phrases(infos, rules)
        errors += _unused_lists(folder, infos)
        errors += _full_width(infos)
        errors += _unknown_codes(infos, rules)
        errors += runaways(infos, rules)
    unique = {(e.where, e.line, e.column, e.problem): e for e in errors}
    return [unique[key] for key in sorted(unique)]


def _duplicate_ids(infos: list[RuleInfo]) -> Iterator[RuleError]:
    first: dict[str, RuleInfo] = {}
    for info in infos:
        known = first.setdefault(info.id, info)
        if known is not info:
            yield info.error(
                f"id '{info.id}' is used before, at {known.place}", "Give each rule its own id."
            )


def _phrase_findings(infos: list[RuleInfo]) -> Iterator[RuleError]:
    """Trigger phrases told twice, or not in dictionary form."""
    for info in infos:
        if info.stage != "events" or info.section != "rules":
            continue
        seen: set[str] = set()
        for number, phrase in enumerate(info.data.get("trigger") or ()):
            place = ("trigger", number)
            if phrase in seen:
                yield info.error(f"'{phrase}' stands in this rule twice", "Remove one.", *place)
            seen.add(phrase)
            ending = None if phrase.startswith("/") else _INFLECTED.search(phrase)
            if ending:
                stem = phrase[: ending.start() + 1]
                yield info.error(
                    f"'{phrase}' is inflected and matches no other form",
                    f"Write '{stem}' or '{stem}する': phrases stand in their dictionary form.",
                    *place,
                )


def _unused_lists(folder: Path, infos: list[RuleInfo]) -> Iterator[RuleError]:
    """Word lists and pieces of patterns that nothing uses."""
    texts = {id(info.text): info.text for info in infos}.values()
    used: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        stage = text.name.split("/")[1]
        for word in _strings(text.plain()):
            used[stage] |= set(_BRACES.findall(word))
    words = folder / "events" / "words.yaml"
    if words.is_file():
        text = read_rule_file(words, f"{folder.resolve().name}/events/words.yaml")
        plain = text.plain()
        for word in _strings(plain):
            used["events"] |= set(_BRACES.findall(word))
        for name in plain.get("lists", {}):
            if name not in used["events"]:
                node = text.root.locate(("lists", name), key=True)
                yield text.error(
                    node, f"word list '{name}' is used nowhere", f"Use it as {{{name}}} or drop it."
                )


def _full_width(infos: list[RuleInfo]) -> Iterator[RuleError]:
    """Full-width letters in patterns that read folded text: they never match."""
    for info in infos:
        pattern = info.data.get("pattern")
        if info.stage != "actors" or not isinstance(pattern, str):
            continue
        found = _FULL_WIDTH.search(pattern)
        if found:
            half = chr(ord(found[0]) - 0xFEE0)
            yield info.error(
                f"'{found[0]}' is never found: the text is made half-width before it is read",
                f"Write '{half}', which stands for both.",
                "pattern",
            )


def _unknown_codes(infos: list[RuleInfo], rules: Rules) -> Iterator[RuleError]:
    """Examples that ask for codes which no rule gives: they can never hold."""
    for info in infos:
        if info.stage != "events" or info.section != "rules":
            continue
        for number, example in enumerate(info.data.get("match") or ()):
            for place, code in enumerate(example.get("participants") or ()):
                if code in rules.names:
                    continue
                close = get_close_matches(code, rules.names, n=3, cutoff=0.5)
                meant = f"Did you mean {', '.join(close)}? " if close else ""
                yield info.error(
                    f"no rule gives the code '{code}'",
                    f"{meant}Countries go by their three ISO letters.",
                    *("match", number, "participants", place),
                )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)

"""Every rule of a folder by its id, whatever stage it belongs to, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import InputError, RuleError
from pipeline.rulefiles import RuleText, read_rule_file, rule_files

# Folder → the keys of its files under which rules stand, one after the other.
SECTIONS = {
    "cleaning": ("cues", "spans"),
    "records": ("dates", "patterns"),
    "dates": ("rules", "tails", "joins", "bounds"),
    "actors": ("groups", "offices", "patterns"),
    "events": ("rules", "cues", "not_acts"),
    "linking": ("families", "anaphora", "parties", "levels"),
    "codes": ("codes",),
}


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule as it stands in its file. ``path`` leads to it from the file's root."""

    id: str
    stage: str
    section: str
    text: RuleText
    path: tuple[Any, ...]
    data: dict[str, Any]

    @property
    def note(self) -> str:
        """What the rule is for."""
        return str(self.data.get("note") or "")

    @property
    def place(self) -> str:
        """``rules/events/meeting.yaml:12:5``."""
        return self.place_of("id")

    def place_of(self, *inner: Any) -> str:
        """As :attr:`place`, of something inside the rule."""
        return self.text.place(self.text.root.locate((*self.path, *inner)))

    def error(self, problem: str, way_out: str = "", *inner: Any) -> RuleError:
        """A finding at the rule, or at a place inside it."""
        node = self.text.root.locate((*self.path, *(inner or ("id",))))
        return self.text.error(node, problem, way_out)


def read_rules(folder: Path) -> tuple[list[RuleInfo], list[RuleError]]:
    """All rules of a folder, and the files that cannot be read.

    Raises :class:`RuleError` when the folder does not exist.
    """
    found: list[RuleInfo] = []
    errors: list[RuleError] = []
    for path in rule_files(folder):
        inside = path.relative_to(folder)
        try:
            text = read_rule_file(path, (Path(folder.resolve().name) / inside).as_posix())
        except RuleError as error:
            errors.append(error)
            continue
        found += _rules_of(text, inside.parts[0])
    return found, errors


def find_rule(rules: list[RuleInfo], rule_id: str) -> RuleInfo:
    """The rule of an id. Raises :class:`InputError` with ids that look like it."""
    for rule in rules:
        if rule.id == rule_id:
            return rule
    ids = sorted({rule.id for rule in rules})
    close = get_close_matches(rule_id, ids, n=3) or [i for i in ids if rule_id in i][:5]
    way_out = f"Did you mean {', '.join(close)}?" if close else "renkei rules coverage lists all."
    raise InputError(f"rule '{rule_id}'", "is in no rule file", way_out)


def _rules_of(text: RuleText, stage: str) -> Iterator[RuleInfo]:
    root = text.plain()
    if not isinstance(root, dict):
        return
    if isinstance(root.get("id"), str):
        yield RuleInfo(root["id"], stage, "", text, (), root)
    for section in SECTIONS.get(stage, ()):
        entries = root.get(section)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield RuleInfo(entry["id"], stage, section, text, (section, number), entry)


def matching_rules(rules: list[RuleInfo], ids: list[str]) -> list[RuleInfo]:
    """The rules of the given ids or stages, or whose id starts so (``meeting`` → meeting.talks).

    All rules when no id is given. Raises :class:`InputError` for an id that fits none.
    """
    if not ids:
        return rules
    for wanted in ids:
        if not any(_fits(rule, wanted) for rule in rules):
            find_rule(rules, wanted)
    return [rule for rule in rules if any(_fits(rule, wanted) for wanted in ids)]


def _fits(rule: RuleInfo, wanted: str) -> bool:
    return wanted in {rule.id, rule.stage} or rule.id.startswith(f"{wanted}.")

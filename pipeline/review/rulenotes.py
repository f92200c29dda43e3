"""What each rule says of itself, for the page: its note, its place and its examples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import RuleError
from pipeline.rulefiles import Node, read_rule_file, rule_files


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule as people look it up."""

    rule_id: str
    place: str
    note: str
    triggers: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def rule_notes(folder: Path) -> dict[str, RuleNote]:
    """Every rule of the folder by id; files that do not load are left out.

    The page explains events of an earlier run: a rule that is being edited and has a
    mistake must not keep anybody from reviewing.
    """
    notes: dict[str, RuleNote] = {}
    try:
        paths = rule_files(folder)
    except RuleError:
        return notes
    for path in paths:
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        try:
            root = read_rule_file(path, name).root
        except RuleError:
            continue
        for note in _collect(root, name):
            notes.setdefault(note.rule_id, note)
    return notes


def _collect(node: Node, name: str) -> list[RuleNote]:
    found: list[RuleNote] = []
    if isinstance(node.value, dict):
        rule_id = node.value.get("id")
        if rule_id is not None and isinstance(rule_id.value, str):
            note = node.value.get("note")
            found.append(
                RuleNote(
                    rule_id.value,
                    f"{name}:{node.line}",
                    str(note.value) if note is not None and note.value else "",
                    _strings(node.value.get("trigger")),
                    _strings(node.value.get("unless")),
                )
            )
        for child in node.value.values():
            found += _collect(child, name)
    elif isinstance(node.value, list):
        for child in node.value:
            found += _collect(child, name)
    return found


def _strings(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    values = node.value if isinstance(node.value, list) else [node]
    return tuple(str(item.value) for item in values if isinstance(item.value, str))

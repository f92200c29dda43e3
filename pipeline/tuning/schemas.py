"""JSON Schemas of the rule files, for completion and checks while typing in an editor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.rulefiles import RuleModel, RuleText, read_rule_file, rule_files
from pipeline.stages.actors.schema import HolderFile, OrganisationFile, PatternFile, WordFile
from pipeline.stages.cleaning.ruleschema import CleaningFile
from pipeline.stages.dates.schema import DateRuleFile
from pipeline.stages.events.confidence import ConfidenceFile
from pipeline.stages.events.schema import ContextFile, EventFile, StatusFile, WordsFile
from pipeline.stages.linking.knowledge import AgreementFile, LevelFile
from pipeline.stages.records.rules import RecordFile
from pipeline.stages.tables.codes import CodeFile

FOLDER = "schema"
MODELINE = "# yaml-language-server: $schema="
SCHEMAS: dict[str, type[RuleModel]] = {
    "actor-holders": HolderFile,
    "actor-organisations": OrganisationFile,
    "actor-patterns": PatternFile,
    "actor-words": WordFile,
    "cleaning": CleaningFile,
    "codes": CodeFile,
    "dates": DateRuleFile,
    "event-confidence": ConfidenceFile,
    "event-context": ContextFile,
    "event-rules": EventFile,
    "event-status": StatusFile,
    "event-words": WordsFile,
    "linking-agreements": AgreementFile,
    "linking-levels": LevelFile,
    "records": RecordFile,
}
_BY_NAME = {
    "events/words.yaml": "event-words",
    "events/status.yaml": "event-status",
    "events/context.yaml": "event-context",
    "events/confidence.yaml": "event-confidence",
    "linking/agreements.yaml": "linking-agreements",
    "linking/levels.yaml": "linking-levels",
}
_BY_FOLDER = {
    "cleaning": "cleaning",
    "codes": "codes",
    "dates": "dates",
    "events": "event-rules",
    "records": "records",
}
_ACTOR_KEYS = {
    "organisations": "actor-organisations",
    "holders": "actor-holders",
    "patterns": "actor-patterns",
}


def schema_texts() -> dict[str, str]:
    """Every schema file by name, as text."""
    return {f"{name}.json": _text(name, model) for name, model in SCHEMAS.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write the schemas into ``schema/`` of a rules folder; returns the files that changed."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    changed = []
    for name, text in schema_texts().items():
        path = place / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed


def modelines(folder: Path) -> Iterator[tuple[Path, str, bool]]:
    """Each rule file with the first line it should have, and whether it has it."""
    for path in rule_files(folder):
        inside = path.relative_to(folder)
        name = _schema_of(inside.as_posix(), read_rule_file(path))
        if name is None:
            continue
        up = "../" * (len(inside.parts) - 1)
        line = f"{MODELINE}{up}{FOLDER}/{name}.json"
        with path.open(encoding="utf-8-sig") as file:
            yield path, line, file.readline().rstrip("\r\n") == line


def add_modelines(folder: Path) -> list[Path]:
    """Put the editor's line on top of the rule files that lack it; returns those changed."""
    changed = []
    for path, line, there in list(modelines(folder)):
        if there:
            continue
        text = path.read_text(encoding="utf-8-sig")
        if text.startswith(MODELINE):
            text = text.partition("\n")[2]
        path.write_text(f"{line}\n{text}", encoding="utf-8")
        changed.append(path)
    return changed


def _schema_of(name: str, text: RuleText) -> str | None:
    if name in _BY_NAME:
        return _BY_NAME[name]
    folder = name.split("/", 1)[0]
    if folder == "actors":
        keys = text.plain() if isinstance(text.plain(), dict) else {}
        return next((schema for key, schema in _ACTOR_KEYS.items() if key in keys), "actor-words")
    return _BY_FOLDER.get(folder)


def _text(name: str, model: type[RuleModel]) -> str:
    schema = _lenient(model.model_json_schema())
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **{key: value for key, value in schema.items() if key != "title"},
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _lenient(node: Any) -> Any:
    """Scalars of any kind where we read text: 2025 and NO are the words as written."""
    if isinstance(node, list):
        return [_lenient(item) for item in node]
    if not isinstance(node, dict):
        return node
    changed = {key: _lenient(value) for key, value in node.items()}
    if changed.get("type") == "string" and "enum" not in changed:
        changed["type"] = ["string", "number", "boolean"]
    return changed

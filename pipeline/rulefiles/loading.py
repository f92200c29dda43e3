"""Positioned nodes to checked rule objects.

Each kind of rule file has a pydantic model that forbids unknown keys. What pydantic finds
wrong is told at the line and column of the value, with a suggestion for a misspelt key.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles.reading import RuleText, read_rule_file


class RuleModel(BaseModel):
    """Base of every rule schema: frozen, no unknown keys, scalars read from strings."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


def real_day(day: str) -> str:
    """The ISO day itself. Raises ``ValueError`` for 2024-02-31 and what is no day at all."""
    try:
        if date.fromisoformat(day).isoformat() == day:
            return day
    except ValueError:
        pass
    raise ValueError(f"'{day}' is no day of the calendar, written as 2025-03-07")


Day = Annotated[str, Field(json_schema_extra={"format": "date"}), AfterValidator(real_day)]


# What is wrong with a value in plain words, and the way out, by pydantic's name of it.
_LIST = ("must be a list", "Write each entry on a line of its own after '- ', or [one, two].")
_TEXT = ("must be text", "Write words, in quotes if they hold : or #.")
_KEYS = ("must be keys with values", "Write lines of the form 'key: value'.")
_NUMBER = ("must be a number", "Write figures, as 0.5.")
_TRUTH = ("must be true or false", "Write true or false.")
_EMPTY = ("is empty", "Give at least one entry, or remove the key.")
_WORDED = {
    "list_type": _LIST,
    "tuple_type": _LIST,
    "string_type": _TEXT,
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "bool_parsing": _TRUTH,
    "bool_type": _TRUTH,
}

M = TypeVar("M", bound=BaseModel)
_PROJECT = Path(__file__).parents[2]


def default_rules_folder() -> Path:
    """``rules/`` in the current folder, else the one that came with the program."""
    here = Path("rules")
    return here if here.is_dir() else _PROJECT / "rules"


def rule_files(folder: Path) -> list[Path]:
    """The rule files of a folder and its subfolders, in a fixed order.

    Raises :class:`RuleError` when the folder does not exist.
    """
    if not folder.is_dir():
        raise RuleError(
            folder.as_posix(), "is not a folder of rules", "Give the folder with --rules DIR."
        )
    return sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".yml"} and p.is_file())


def load_rule_file(path: Path, schema: type[M], *, root: Path | None = None) -> tuple[M, RuleText]:
    """Read ``path`` and check it against ``schema``.

    Messages call the file by its path from ``root``'s parent (``rules/dates/eras.yaml``).
    Raises :class:`RuleFilesError` with every finding.
    """
    name = path.as_posix()
    if root is not None and path.is_relative_to(root):
        name = (Path(root.name) / path.relative_to(root)).as_posix()
    text = read_rule_file(path, name)
    return check(text, schema), text


def check(text: RuleText, schema: type[M]) -> M:
    """Check a read file against its schema. Raises :class:`RuleFilesError`."""
    try:
        return schema.model_validate(text.plain())
    except ValidationError as error:
        raise RuleFilesError(
            text.name,
            "does not fit the rule schema",
            errors=tuple(_findings(text, schema, error.errors())),
        ) from None


def raise_all(where: str, errors: Iterable[RuleError]) -> None:
    """Raise one :class:`RuleFilesError` when there is any error."""
    found = tuple(errors)
    if found:
        raise RuleFilesError(where, f"{len(found)} errors", errors=found)


class Ids:
    """The ids met so far in rule files, with their places: each may be given once."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[RuleText, tuple[str | int, ...]]] = {}

    def faults(self, rule_id: str, text: RuleText, *path: str | int) -> list[RuleError]:
        """Take in the id of the rule at ``path`` of a file; a fault when it is known."""
        known = self._first.setdefault(rule_id, (text, path))
        if known == (text, path):
            return []
        file, where = known
        before = file.place(file.root.locate((*where, "id")))
        problem = f"id '{rule_id}' is used before, at {before}"
        node = text.root.locate((*path, "id"))
        return [text.error(node, problem, "Give it another.")]


def _findings(text: RuleText, schema: type[BaseModel], items: list[Any]) -> list[RuleError]:
    """What pydantic found, each once: a misspelt key is not missing too."""
    found = [_finding(text, schema, item) for item in items]
    meant = {
        (tuple(item["loc"])[:-1], error.problem.partition("did you mean ")[2])
        for item, error in zip(items, found, strict=True)
        if item["type"] == "extra_forbidden"
    }
    return [
        error
        for item, error in zip(items, found, strict=True)
        if item["type"] != "missing"
        or (tuple(item["loc"])[:-1], f"'{item['loc'][-1]}'?") not in meant
    ]


def _finding(text: RuleText, schema: type[BaseModel], item: Any) -> RuleError:
    path = tuple(item["loc"])
    kind = item["type"]
    if kind == "extra_forbidden":
        node = text.root.locate(path, key=True)
        known = sorted(_known_keys(schema, path[:-1]))
        close = get_close_matches(str(path[-1]), known, n=1)
        meant = f"; did you mean '{close[0]}'?" if close else ""
        way_out = f"Known keys: {', '.join(known)}."
        return text.error(node, f"unknown key '{path[-1]}'{meant}", way_out)
    if kind == "missing":
        node = text.root.locate(path[:-1])
        return text.error(node, f"key '{path[-1]}' is missing", f"Add a line '{path[-1]}: …'.")
    node = text.root.locate(path)
    name = ".".join(str(step) for step in path if isinstance(step, str)) or "the file"
    if kind in _WORDED:
        problem, way_out = _WORDED[kind]
        return text.error(node, f"{name} {problem}", way_out)
    message = str(item["msg"]).removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        way_out = f"It must fit {item['ctx']['pattern']}."
        return text.error(node, f"{name} cannot be '{item['input']}'", way_out)
    if kind == "literal_error":
        allowed = str(item["ctx"]["expected"])
        close = get_close_matches(str(item["input"]), regex.findall(r"'([^']*)'", allowed), n=1)
        hint = f"Did you mean '{close[0]}'? " if close else ""
        way_out = f"{hint}Allowed: {allowed}."
        return text.error(node, f"{name} cannot be '{item['input']}'", way_out)
    return text.error(
        node, f"{name}: {message[0].lower()}{message[1:]}", "renkei rules schema tells what fits."
    )


def _known_keys(schema: Any, path: tuple[Any, ...]) -> set[str]:
    """The keys that the model at ``path`` knows, found by following its JSON schema."""
    root = schema.model_json_schema()
    nodes = [root]
    for step in path:
        following = []
        for node in _flatten(root, nodes):
            if isinstance(step, int) and "items" in node:
                following.append(node["items"])
            elif step in node.get("properties", {}):
                following.append(node["properties"][step])
            elif isinstance(node.get("additionalProperties"), dict):
                following.append(node["additionalProperties"])
        nodes = following or nodes
    return {key for node in _flatten(root, nodes) for key in node.get("properties", {})}


def _flatten(root: dict[str, Any], nodes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = []
    for node in nodes:
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[-1]
            result += _flatten(root, [root["$defs"][name]])
        elif "anyOf" in node or "oneOf" in node:
            result += _flatten(root, node.get("anyOf", []) + node.get("oneOf", []))
        else:
            result.append(node)
    return result

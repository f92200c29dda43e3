"""Positioned nodes to checked rule objects.

Each kind of rule file has a pydantic model that forbids unknown keys. What pydantic finds
wrong is told at the line and column of the value, with a suggestion for a misspelt key.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles.reading import RuleText, read_rule_file


class RuleModel(BaseModel):
    """Base of every rule schema: frozen, no unknown keys, scalars read from strings."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


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
            errors=tuple(_finding(text, schema, item) for item in error.errors()),
        ) from None


def raise_all(where: str, errors: Iterable[RuleError]) -> None:
    """Raise one :class:`RuleFilesError` when there is any error."""
    found = tuple(errors)
    if found:
        raise RuleFilesError(where, f"{len(found)} errors", errors=found)


def _finding(text: RuleText, schema: type[BaseModel], item: Any) -> RuleError:
    path = tuple(item["loc"])
    kind = item["type"]
    if kind == "extra_forbidden":
        node = text.root.locate(path, key=True)
        known = sorted(_known_keys(schema, path[:-1]))
        close = get_close_matches(str(path[-1]), known, n=1)
        way_out = f"did you mean '{close[0]}'?" if close else f"known keys: {', '.join(known)}"
        return text.error(node, f"unknown key '{path[-1]}'; {way_out}")
    if kind == "missing":
        node = text.root.locate(path[:-1])
        return text.error(node, f"key '{path[-1]}' is missing")
    node = text.root.locate(path)
    message = str(item["msg"]).removeprefix("Value error, ")
    shown = ".".join(str(step) for step in path)
    return text.error(node, f"{shown}: {message[0].lower()}{message[1:]}")


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

"""YAML text to positioned nodes, safely.

A rule file may hold mappings, lists and scalars, nothing else: tags, anchors, aliases,
merge keys, repeated keys and several documents are refused, size and depth are capped.
Every scalar stays the string that was written (``NO``, ``1.10``): the schema of a rule
decides what it means, not YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import RuleError
from pipeline.rulefiles.memory import current_memory

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null"})


@dataclass(slots=True)
class Node:
    """A YAML value with its place (line and column from 1).

    ``value`` is a string or None for a scalar, a list of nodes, or a dict from key to
    node; ``keys`` holds the nodes of a mapping's keys.
    """

    value: Any
    line: int
    column: int
    keys: dict[str, Node] = field(default_factory=dict)

    def plain(self) -> Any:
        """The value as plain dicts, lists, strings and None."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def locate(self, path: tuple[Any, ...], *, key: bool = False) -> Node:
        """The node at ``path``, or the deepest one on the way; ``key`` asks for its key."""
        node = self
        for index, step in enumerate(path):
            last = index == len(path) - 1
            if isinstance(node.value, dict) and step in node.value:
                node = node.keys[step] if key and last else node.value[step]
            elif isinstance(node.value, list) and isinstance(step, int):
                if step >= len(node.value):
                    return node
                node = node.value[step]
            # Other steps are names of union members that pydantic adds to the path.
        return node


class RuleText:
    """A rule file as read: its display name, lines and root node.

    Of a text that is known to parse, the nodes are built when a place is asked for.
    """

    __slots__ = ("_plain", "_root", "_text", "name")

    def __init__(self, name: str, text: str, *, root: Node | None = None, plain: Any = None):
        self.name = name
        self._text = text
        self._root = root
        self._plain = plain

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self._text.splitlines())

    @property
    def root(self) -> Node:
        """The topmost value with its place."""
        if self._root is None:
            self._root = _parsed(self._text, self.name)
        return self._root

    def plain(self) -> Any:
        """The file as plain dicts, lists, strings and None."""
        if self._plain is None:
            self._plain = self.root.plain()
        return self._plain

    def place(self, node: Node) -> str:
        """Where a value stands: ``rules/events/meeting.yaml:12:5``."""
        return f"{self.name}:{node.line}:{node.column}"

    def error(self, node: Node, problem: str, way_out: str = "") -> RuleError:
        """An error at the place of ``node``."""
        return _error(self.name, self.lines, node.line, node.column, problem, way_out)


def _error(
    name: str, lines: tuple[str, ...], line: int, column: int, problem: str, way_out: str = ""
) -> RuleError:
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    return RuleError(name, problem, way_out, line, column, source)


def read_rule_file(path: Path, name: str | None = None) -> RuleText:
    """Read one rule file. ``name`` is how messages call it. Raises :class:`RuleError`."""
    shown = name or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(
            shown, f"cannot be read: {error.strerror}", "The program needs this file: restore it."
        ) from None
    if len(data) > MAX_BYTES:
        raise RuleError(
            shown,
            f"is {len(data):,} bytes long, over {MAX_BYTES:,}",
            "Split it into several files.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleError(
            shown, "is not UTF-8 text", "Save the file as UTF-8 in your editor.", line
        ) from None
    return parse_rule_text(text, shown)


def parse_rule_text(text: str, name: str) -> RuleText:
    """Parse the text of a rule file. Raises :class:`RuleError` with the place."""
    memory = current_memory()
    plain = memory.parsed(text) if memory else None
    if plain is not None:
        return RuleText(name, text, plain=plain)
    read = RuleText(name, text, root=_parsed(text, name))
    if memory:
        memory.keep_parsed(text, read.plain())
    return read


def _parsed(text: str, name: str) -> Node:
    lines = tuple(text.splitlines())
    try:
        return _Builder(name, lines).build(text)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(name, lines, error) from None
    except yaml.YAMLError:
        problem = "holds a control character, which YAML does not allow"
        way_out = "Delete the invisible character at this place."
        raise _error(name, lines, *_bad_character(text), problem, way_out) from None


def _yaml_error(name: str, lines: tuple[str, ...], error: yaml.MarkedYAMLError) -> RuleError:
    """What the parser says, at the place where the mistake is rather than where it showed."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "is not YAML"
    way_out = "Check quotes, brackets, colons and the spaces at the start of the line."
    unended = "end of stream" in problem or "expected ','" in problem
    if unended and error.context_mark is not None:
        # An unclosed quote or bracket shows at the end of the file.
        mark = error.context_mark
        problem = "opens a quote or bracket that is never closed"
        way_out = "Close it on the same line."
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: max(1, column)]:
        way_out = "YAML indents with spaces: replace the tab."
    elif "mapping values" in problem:
        problem, way_out = "holds a second ': '", "Put the whole value in quotes."
    return _error(name, lines, line, column, problem, way_out)


def _bad_character(text: str) -> tuple[int, int]:
    for number, line in enumerate(text.split("\n"), 1):
        for column, char in enumerate(line, 1):
            if not (char.isprintable() or char in "\t\r　"):
                return number, column
    return 1, 1


class _Builder:
    """Builds nodes from YAML events, refusing what a rule file may not hold."""

    def __init__(self, name: str, lines: tuple[str, ...]) -> None:
        self.name = name
        self.lines = lines

    def fail(self, event: Any, problem: str, way_out: str = "") -> RuleError:
        mark = event.start_mark
        return _error(self.name, self.lines, mark.line + 1, mark.column + 1, problem, way_out)

    def build(self, text: str) -> Node:
        events = yaml.parse(text, Loader=_Loader)
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    raise self.fail(event, "holds a second document", "Remove the line '---'.")
                root = self.node(next(events), events, 0)
        return root or Node({}, 1, 1)

    def node(self, event: Any, events: Any, depth: int) -> Node:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            raise self.fail(
                event, f"alias '*{event.anchor}' is not allowed", "Write the value out in full."
            )
        if event.anchor is not None:
            raise self.fail(
                event, f"anchor '&{event.anchor}' is not allowed", "Write the value out in full."
            )
        if event.tag is not None:
            raise self.fail(event, f"tag '{event.tag}' is not allowed", "Remove the tag.")
        if depth > MAX_DEPTH:
            raise self.fail(
                event, f"is nested more than {MAX_DEPTH} levels deep", "Write it flatter."
            )
        if isinstance(event, yaml.ScalarEvent):
            # libyaml tells a plain scalar by an empty style, the Python parser by none.
            plain = not event.style
            null = plain and event.value in _NULLS
            return Node(None if null else event.value, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self.node(inner, events, depth + 1))
            return Node(items, line, column)
        return self.mapping(events, line, column, depth)

    def mapping(self, events: Any, line: int, column: int, depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, Node] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self.node(inner, events, depth + 1)
            if not isinstance(key.value, str):
                raise self.fail(inner, "a key must be a word", "Quote it or give it a name.")
            if key.value == "<<":
                raise self.fail(inner, "merge key '<<' is not allowed", "Write the keys out.")
            if key.value in values:
                first = keys[key.value]
                raise self.fail(
                    inner,
                    f"key '{key.value}' is given twice",
                    f"The first one is on line {first.line}: keep one of them.",
                )
            keys[key.value] = key
            values[key.value] = self.node(next(events), events, depth + 1)
        return Node(values, line, column, keys)

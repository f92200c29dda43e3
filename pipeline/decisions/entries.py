"""A reviewer's decision: one line of ``decisions.jsonl``, complete in itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any, Literal, get_args

from pipeline.decisions.content import Content, frozen

Action = Literal["accept", "reject", "edit", "skip", "note", "add", "merge", "undo"]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided when, on what, with the state before and after.

    ``at`` is ISO 8601 with zone. ``content_hash`` and ``program`` are the program's values
    at that moment (empty for an event that a reviewer added), ``before`` and ``after``
    hold the verdict under ``review`` and, where they change, the fields. ``batch`` ties
    decisions that were made in one go; ``undoes`` names the decision taken back;
    ``settles`` marks a decision on an event that reviewers disagreed on.
    """

    decision_id: str
    at: str
    reviewer: str
    action: Action
    event_id: str
    content_hash: str = ""
    before: Content = field(default_factory=dict)
    after: Content = field(default_factory=dict)
    program: Content = field(default_factory=dict)
    note: str = ""
    batch: str = ""
    undoes: str = ""
    settles: bool = False

    def line(self) -> str:
        """The decision as one line of JSON, empty parts left out."""
        cells = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def decision(*, salt: str, **parts: Any) -> Decision:
    """A decision with its id made from its parts and ``salt``, which tells repeats apart."""
    data = json.dumps([salt, parts], ensure_ascii=False, sort_keys=True, default=list)
    name = blake2b(data.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Decision(decision_id=f"dec_{name}", **parts)


def parse_decision(line: str) -> Decision:
    """The decision of a line. Raises ``ValueError`` saying what is wrong with it."""
    try:
        cells = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    if not isinstance(cells, dict):
        raise ValueError("is not a JSON object")  # noqa: TRY004  # one error for a bad line
    for name in ("decision_id", "at", "reviewer", "action", "event_id"):
        if not isinstance(cells.get(name), str) or not cells[name]:
            raise ValueError(f"has no {name}")
    if cells["action"] not in ACTIONS:
        raise ValueError(f"has the unknown action '{cells['action']}'")
    for name in ("before", "after", "program"):
        if name in cells:
            cells[name] = _content(name, cells[name])
    known = {name: cells[name] for name in Decision.__dataclass_fields__ if name in cells}
    return Decision(**known)


def _content(name: str, cells: Any) -> Content:
    if not isinstance(cells, Mapping):
        raise ValueError(f"{name} is not an object")  # noqa: TRY004  # one error for a bad line
    return frozen(cells)

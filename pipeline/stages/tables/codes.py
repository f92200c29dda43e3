"""PLOVER and CAMEO codes, derived last from an event's type, status and stage."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

from pydantic import Field

from pipeline.errors import RuleError
from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.rulefiles import Ids, RuleModel, load_rule_file, raise_all

_FILE = Path("codes/plover.yaml")


class Examples(RuleModel):
    """Kinds of event as ``type status [stage]``."""

    match: tuple[str, ...] = Field(min_length=1)
    no_match: tuple[str, ...] = Field(min_length=1)


class CodeRule(RuleModel):
    """Which codes stand for a type with certain statuses and stages (empty: any)."""

    id: str
    type: str
    status: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    plover: str
    cameo: str
    note: str
    examples: Examples

    def fits(self, event_type: str, status: str, stage: str | None) -> bool:
        """True when the rule speaks of this kind of event."""
        return (
            self.type == event_type
            and (not self.status or status in self.status)
            and (not self.stage or stage in self.stage)
        )


class CodeFile(RuleModel):
    """The file ``codes/plover.yaml``: the first rule that fits decides."""

    codes: tuple[CodeRule, ...]


def load_codes(root: Path) -> Callable[[str, str, str | None], tuple[str, str]]:
    """The function from (type, status, stage) to (PLOVER, CAMEO), from the rules folder.

    Raises :class:`~pipeline.errors.RuleFilesError` when the file names unknown types or
    leaves a kind of event without codes.
    """
    rules = load_code_rules(root)
    table = {kind: next((r.plover, r.cameo) for r in rules if r.fits(*kind)) for kind in _kinds()}
    return lambda event_type, status, stage: table[event_type, status, stage]


def load_code_rules(root: Path) -> tuple[CodeRule, ...]:
    """The rules in order. Raises :class:`~pipeline.errors.RuleFilesError`."""
    path = root / _FILE
    loaded, text = load_rule_file(path, CodeFile, root=root)
    errors: list[RuleError] = []
    ids = Ids()
    for index, rule in enumerate(loaded.codes):
        for key, values, known in (
            ("type", (rule.type,), EVENT_TYPES),
            ("status", rule.status, STATUSES),
            ("stage", rule.stage, STAGES),
        ):
            for value in values:
                if value not in known:
                    node = text.root.locate(("codes", index, key))
                    errors.append(
                        text.error(node, f"unknown {key} '{value}'", f"Known: {', '.join(known)}.")
                    )
        errors += ids.faults(rule.id, text, "codes", index)
    for kind in [] if errors else _kinds():
        if not any(rule.fits(*kind) for rule in loaded.codes):
            shown = " ".join(part for part in kind if part)
            node = text.root.locate(("codes",), key=True)
            errors.append(text.error(node, f"no rule gives codes to '{shown}'"))
    raise_all(text.name, errors)
    return loaded.codes


def _kinds() -> list[tuple[str, str, str | None]]:
    return list(product(EVENT_TYPES, STATUSES, (None, *STAGES)))

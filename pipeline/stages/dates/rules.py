"""Date rules: read from a folder, checked, ready to match."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.rulefiles import rule_files


@dataclass(frozen=True, slots=True)
class DateRules:
    """What ``rules/dates`` says."""

    files: tuple[str, ...]


def load_date_rules(folder: Path) -> DateRules:
    """Read every rule file of ``folder``. Raises ``RuleError`` or ``RuleFilesError``."""
    return DateRules(tuple(path.name for path in rule_files(folder)))

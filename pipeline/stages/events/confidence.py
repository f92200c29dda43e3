"""How sure an event is: a sum of named grounds, fitted on gold and kept in a rule file.

Each ground is a word of the form ``kind:value``: the rule that fired, how the participants
were found, whether the tree agrees, where the date comes from, how the act is told. The
weights of ``confidence.yaml`` add up to the log odds that a careful reader would find the
event too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from pipeline.rulefiles import RuleModel, load_rule_file

FILE = "confidence.yaml"


class ConfidenceFile(RuleModel):
    """``confidence.yaml``: the weight of each ground, by kind."""

    note: str
    fitted_on: str = Field(description="Which documents the weights come from")
    minimum: float = Field(ge=0, le=1, description="Events below are not reported")
    base: float = Field(description="Log odds of an event without any ground")
    weights: dict[str, dict[str, float]] = Field(description="kind → value → log odds")


@dataclass(frozen=True, slots=True)
class Confidence:
    """Fitted weights. A ground without a weight (a new rule) counts nothing."""

    base: float
    weights: dict[str, float]
    minimum: float

    def of(self, grounds: Iterable[str]) -> float:
        """The probability, rounded to two digits, that an event with these grounds is right."""
        odds = self.base + sum(self.weights.get(g, 0.0) for g in grounds)
        return round(1 / (1 + math.exp(-odds)), 2)


def load_confidence(folder: Path, root: Path) -> Confidence:
    """Load ``confidence.yaml``. Raises ``RuleError`` or ``RuleFilesError``."""
    file, _ = load_rule_file(folder / FILE, ConfidenceFile, root=root)
    weights = {f"{k}:{v}": w for k, values in file.weights.items() for v, w in values.items()}
    return Confidence(file.base, weights, file.minimum)

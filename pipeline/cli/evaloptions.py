"""Choices among the options of ``renkei eval``."""

from __future__ import annotations

from enum import StrEnum


class Selection(StrEnum):
    """Folds of a development corpus."""

    tuned = "tuned"
    validation = "validation"
    unseen = "unseen"
    all = "all"


class Grouping(StrEnum):
    """What scores are told apart by."""

    family = "family"
    fold = "fold"
    file = "file"

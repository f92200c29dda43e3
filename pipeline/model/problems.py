"""What could not be fully processed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be fully processed, told once."""

    source: str
    stage: str
    problem: str
    detail: str = ""
    action: str = ""
    record: int | None = None

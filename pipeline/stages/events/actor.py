"""An actor of a record: a mention with the codes it stands for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Mention, Span

Strength = Literal["strong", "weak", "place", "occasion", "bystander"]


@dataclass(slots=True)
class Actor:
    """A mention with the codes it stands for here and how firmly it takes part."""

    mention: Mention
    codes: tuple[str, ...]
    strength: Strength
    resolved: bool = True

    @property
    def span(self) -> Span:
        """Where it stands (record text offsets)."""
        return self.mention.span

"""An actor of a record: a mention with the codes it stands for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import Mention, Span
from pipeline.rulefiles import deferred

Strength = Literal["strong", "weak", "place", "occasion", "bystander"]
# What joins the names of a list (日本、米国及び英国), and with LISTED also one that is counted
# up: 日本のほか、米国、さらに英国.
AND = deferred(r"、|・|[,，､] ?|[とや]、?|及び|および|並びに|ならびに")
LISTED = deferred(
    rf"{AND.pattern}|、?そして(?:また)?、?|、?さらに(?:は)?|または|又は"
    r"|の(?:ほか|他)(?:に)?、?|に加え(?:て)?、?|をはじめ、?"
)


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

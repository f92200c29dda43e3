"""What the files of ``rules/cleaning`` may hold: cues, span rules, weights, templates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.rulefiles import RuleModel

State = Literal["furniture", "tail", "section", "comments", "inline", "title", "meta", "body"]
STATES: tuple[State, ...] = (
    "furniture",
    "tail",
    "section",
    "comments",
    "inline",
    "title",
    "meta",
    "body",
)
KEPT: frozenset[str] = frozenset({"title", "meta", "body"})


class Examples(RuleModel):
    """Lines that a pattern must find itself in, and lines it must leave alone."""

    match: tuple[str, ...] = Field(min_length=1)
    no_match: tuple[str, ...] = ()


class Evidence(RuleModel):
    """What speaks for a line being of one kind: so much, and why, as dropped.csv tells it."""

    id: str
    kind: str
    reason: str
    weight: float = 1.0
    note: str = ""


class Cue(Evidence):
    """A pattern over a line (or over its markup) that is evidence for one kind of line."""

    pattern: str
    where: Literal["text", "tags"] = "text"
    examples: Examples


class SpanRule(RuleModel):
    """A pattern whose match, or whose group ``drop``, is cut out of a kept line."""

    id: str
    reason: str
    pattern: str
    note: str = ""
    examples: Examples


class Weights(RuleModel):
    """Scores per state; what is left out counts nothing."""

    kinds: dict[str, dict[State, float]] = Field(default_factory=dict)
    shapes: dict[str, dict[State, float]] = Field(default_factory=dict)
    start: dict[State, float] = Field(default_factory=dict)
    steps: dict[State, dict[State, float]] = Field(default_factory=dict)


class Exemption(RuleModel):
    """A pattern of lines that are never taken for templates, however often they recur."""

    id: str
    pattern: str
    note: str = ""
    examples: Examples


class Templates(Evidence):
    """When a line that recurs over the pages of a site counts as its furniture.

    Numbers of stories, and shares between 0 and 1; the file says what each is for.
    """

    least_stories: int = Field(ge=2)
    least_around: float = Field(ge=0, le=1)
    least_share: float = Field(ge=0, le=1)
    least_together: int = Field(ge=0)
    least_likeness: float = Field(ge=0, le=1)
    same_story: float = Field(ge=0, le=1)
    same_text: float = Field(ge=0, le=1)
    never: tuple[Exemption, ...] = ()


class CleaningFile(RuleModel):
    """What one file of ``rules/cleaning`` may hold."""

    note: str = ""
    macros: dict[str, str] = Field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    spans: tuple[SpanRule, ...] = ()
    weights: Weights | None = None
    templates: Templates | None = None

"""Cleaning rules: the schema of ``rules/cleaning/*.yaml``, read and compiled.

A *cue* is a pattern that speaks for or against a line being furniture; a *span rule*
removes a part of a line; *weights* say how much each kind of cue and each measure of a
line's shape counts for each state that a line can be in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import regex
from pydantic import Field

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles import (
    RuleModel,
    RuleText,
    compile_regex,
    load_rule_file,
    raise_all,
    rule_files,
)
from pipeline.rulefiles.forms import Form, form_of
from pipeline.rulefiles.patterns import compile_rule, expand

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
# No line of furniture is longer; beyond it only the shape of a line counts.
_LONGEST_CUED = 800
_LONGEST_KNOWN = 80
_MOST_KNOWN = 50_000
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


@dataclass(frozen=True, slots=True)
class CompiledCue:
    """A cue with its compiled pattern."""

    rule: Cue
    pattern: regex.Pattern[str]


@dataclass(frozen=True)
class CueGroup:
    """The cues of one kind, the heaviest first."""

    kind: str
    cues: tuple[CompiledCue, ...]

    @cached_property
    def _formed(self) -> tuple[tuple[Form, CompiledCue], ...]:
        return tuple((form_of(cue.pattern.pattern), cue) for cue in self.cues)

    def heaviest(self, text: str, characters: frozenset[str]) -> Cue | None:
        """The heaviest cue of the kind in ``text``, which holds these characters.

        Most lines lack a character that a cue needs: then they need not be searched for it.
        """
        for form, cue in self._formed:
            if form.may_match(characters) and cue.pattern.search(text):
                return cue.rule
        return None


@dataclass(frozen=True, slots=True)
class CompiledSpan:
    """A span rule with its compiled pattern."""

    rule: SpanRule
    pattern: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class CompiledExemption:
    """An exemption with its compiled pattern."""

    rule: Exemption
    pattern: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class TemplateRules:
    """When a recurring line is furniture, with the compiled exemptions."""

    rule: Templates
    never: tuple[CompiledExemption, ...] = ()

    @property
    def digest(self) -> str:
        """A hash that changes when other lines may be learned from the same pages."""
        told = [self.rule.model_dump_json(), *(e.pattern.pattern for e in self.never)]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()

    def exempts(self, line: str) -> bool:
        """True for a line that is no template however often it recurs (2025年3月1日)."""
        return any(exemption.pattern.search(line) for exemption in self.never)


@dataclass(frozen=True, slots=True)
class CleaningRules:
    """All cleaning rules, ready for use. ``templates`` is None when no file has any."""

    cues: tuple[CompiledCue, ...]
    spans: tuple[CompiledSpan, ...]
    weights: Weights
    macros: dict[str, regex.Pattern[str]]
    templates: TemplateRules | None = None
    text_cues: tuple[CueGroup, ...] = ()
    tag_cues: tuple[CueGroup, ...] = ()
    known: dict[str, tuple[Cue, ...]] = field(default_factory=dict, compare=False, repr=False)

    def cues_in(self, text: str) -> tuple[Cue, ...]:
        """The heaviest cue of each kind in a line.

        A site's furniture comes again on every page, so short lines are remembered.
        """
        if len(text) > _LONGEST_KNOWN:
            return _found(text, self.text_cues)
        if text not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[text] = _found(text, self.text_cues)
        return self.known[text]

    def cues_of(self, tags: str) -> tuple[Cue, ...]:
        """The heaviest cue of each kind in the markup around a line."""
        return _found(tags, self.tag_cues)


def load_cleaning_rules(folder: Path) -> CleaningRules:
    """Read every rule file of ``folder``.

    Raises :class:`RuleFilesError` with all that is wrong, each with file, line and column.
    """
    files: list[tuple[CleaningFile, RuleText]] = []
    errors: list[RuleError] = []
    for path in rule_files(folder):
        try:
            files.append(load_rule_file(path, CleaningFile, root=folder.parent))
        except RuleFilesError as error:
            errors += error.errors
        except RuleError as error:
            errors.append(error)
    raise_all(folder.as_posix(), errors)
    compiler = _Compiler(files)
    rules = compiler.rules()
    raise_all(folder.as_posix(), compiler.errors)
    return rules


class _Compiler:
    def __init__(self, files: list[tuple[CleaningFile, RuleText]]) -> None:
        self.files = files
        self.errors: list[RuleError] = []
        self.macros = {name: body for file, _ in files for name, body in file.macros.items()}
        self.seen: dict[str, str] = {}

    def rules(self) -> CleaningRules:
        weights = next((f.weights for f, _ in self.files if f.weights is not None), Weights())
        cues = tuple(CompiledCue(rule, pattern) for rule, pattern in self._compiled("cues"))
        spans = tuple(CompiledSpan(rule, pattern) for rule, pattern in self._compiled("spans"))
        self._check_kinds(weights)
        templates = self._templates()
        macros = {
            name: compile_regex(expand(body, self.macros)) for name, body in self.macros.items()
        }
        text, tags = (_groups(cues, where) for where in ("text", "tags"))
        return CleaningRules(cues, spans, weights, macros, templates, text, tags)

    def _templates(self) -> TemplateRules | None:
        for file, _ in self.files:
            if file.templates is not None:
                never = self._compiled("templates", "never")
                return TemplateRules(
                    file.templates, tuple(CompiledExemption(rule, p) for rule, p in never)
                )
        return None

    def _check_kinds(self, weights: Weights) -> None:
        for file, text in self.files:
            kinds: list[tuple[tuple[Any, ...], str]] = [
                (("cues", index, "kind"), cue.kind) for index, cue in enumerate(file.cues)
            ]
            if file.templates is not None:
                kinds.append((("templates", "kind"), file.templates.kind))
            for path, kind in kinds:
                if kind not in weights.kinds:
                    node = text.root.locate(path)
                    known = ", ".join(weights.kinds)
                    self.errors.append(
                        text.error(node, f"no weights for the kind '{kind}'", f"Known: {known}.")
                    )

    def _compiled(self, *keys: str) -> Iterator[tuple[Any, regex.Pattern[str]]]:
        """The rules of the list at ``keys`` in each file, with their compiled patterns."""
        for file, text in self.files:
            rules: Any = file
            for key in keys:
                rules = getattr(rules, key, ())
            for index, rule in enumerate(rules):
                if rule.id in self.seen:
                    node = text.root.locate((*keys, index, "id"))
                    self.errors.append(text.error(node, f"id '{rule.id}' is taken"))
                self.seen[rule.id] = text.name
                pattern = compile_rule(text, (*keys, index, "pattern"), rule.pattern, self.macros)
                if isinstance(pattern, RuleError):
                    self.errors.append(pattern)
                else:
                    yield rule, pattern


def _groups(cues: Sequence[CompiledCue], where: str) -> tuple[CueGroup, ...]:
    """The cues by kind."""
    kinds: dict[str, list[CompiledCue]] = {}
    for cue in sorted(cues, key=lambda c: -c.rule.weight):
        if cue.rule.where == where:
            kinds.setdefault(cue.rule.kind, []).append(cue)
    return tuple(CueGroup(kind, tuple(of_kind)) for kind, of_kind in kinds.items())


def _found(subject: str, groups: Sequence[CueGroup]) -> tuple[Cue, ...]:
    if not 0 < len(subject) <= _LONGEST_CUED:
        return ()
    characters = frozenset(subject)
    found = (group.heaviest(subject, characters) for group in groups)
    return tuple(cue for cue in found if cue is not None)

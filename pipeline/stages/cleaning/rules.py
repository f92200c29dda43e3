"""Cleaning rules: ``rules/cleaning/*.yaml`` read and compiled.

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
from typing import Any

import regex

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles import Ids, RuleText, compile_regex, load_rule_file, raise_all, rule_files
from pipeline.rulefiles.patterns import compile_rule, expand
from pipeline.rulefiles.sieve import Sieve
from pipeline.stages.cleaning.ruleschema import (
    CleaningFile,
    Cue,
    Exemption,
    SpanRule,
    Templates,
    Weights,
)

# No line of furniture is longer; beyond it only the shape of a line counts.
_LONGEST_CUED = 800
_LONGEST_KNOWN = 80
_MOST_KNOWN = 50_000


@dataclass(frozen=True, slots=True)
class CompiledCue:
    """A cue with its compiled pattern."""

    rule: Cue
    pattern: regex.Pattern[str]


class CueTable:
    """Cues to be looked for together: kind by kind, of each kind the heaviest first."""

    def __init__(self, cues: Sequence[CompiledCue]) -> None:
        kinds: dict[str, list[CompiledCue]] = {}
        for cue in sorted(cues, key=lambda c: -c.rule.weight):
            kinds.setdefault(cue.rule.kind, []).append(cue)
        self.cues = tuple(cue for of_kind in kinds.values() for cue in of_kind)

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([cue.pattern.pattern for cue in self.cues])

    def heaviest(self, subject: str) -> tuple[Cue, ...]:
        """The heaviest cue of each kind in ``subject``."""
        if not 0 < len(subject) <= _LONGEST_CUED:
            return ()
        found: dict[str, Cue] = {}
        for number in self._sieve.passed(subject):
            cue = self.cues[number]
            if cue.rule.kind not in found and cue.pattern.search(subject):
                found[cue.rule.kind] = cue.rule
        return tuple(found.values())


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
    text_cues: CueTable = field(default=CueTable(()), compare=False, repr=False)
    tag_cues: CueTable = field(default=CueTable(()), compare=False, repr=False)
    known: dict[str, tuple[Cue, ...]] = field(default_factory=dict, compare=False, repr=False)

    def cues_in(self, text: str) -> tuple[Cue, ...]:
        """The heaviest cue of each kind in a line.

        A site's furniture comes again on every page, so short lines are remembered.
        """
        if len(text) > _LONGEST_KNOWN:
            return self.text_cues.heaviest(text)
        if text not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[text] = self.text_cues.heaviest(text)
        return self.known[text]

    def cues_of(self, tags: str) -> tuple[Cue, ...]:
        """The heaviest cue of each kind in the markup around a line."""
        return self.tag_cues.heaviest(tags)


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
        self.ids = Ids()

    def rules(self) -> CleaningRules:
        weights = next((f.weights for f, _ in self.files if f.weights is not None), Weights())
        cues = tuple(CompiledCue(rule, pattern) for rule, pattern in self._compiled("cues"))
        spans = tuple(CompiledSpan(rule, pattern) for rule, pattern in self._compiled("spans"))
        self._check_kinds(weights)
        templates = self._templates()
        macros = {
            name: compile_regex(expand(body, self.macros)) for name, body in self.macros.items()
        }
        text, tags = (
            CueTable([cue for cue in cues if cue.rule.where == where]) for where in ("text", "tags")
        )
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
                self.errors += self.ids.faults(rule.id, text, *keys, index)
                pattern = compile_rule(text, (*keys, index, "pattern"), rule.pattern, self.macros)
                if isinstance(pattern, RuleError):
                    self.errors.append(pattern)
                else:
                    yield rule, pattern

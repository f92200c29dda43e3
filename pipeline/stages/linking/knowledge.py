"""What linking knows of names: families of agreements, and levels of officials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex
from pydantic import Field

from pipeline.errors import RuleError
from pipeline.model import Problem
from pipeline.rulefiles import (
    Ids,
    RuleModel,
    RuleText,
    compile_regex,
    deferred,
    load_rule_file,
    raise_all,
)

AGREEMENTS = Path("linking/agreements.yaml")
LEVELS = Path("linking/levels.yaml")

_BRACKETS = deferred(r"[(\[〈《【〔][^)\]〉》】〕]*[)\]〉》】〕]?")
_QUOTES = deferred(r"[\s「」『』\"'“”‘’]+")
_SECONDS = 0.25


class Examples(RuleModel):
    """Names or phrases that a rule must and must not fit."""

    match: tuple[str, ...] = Field(min_length=1)
    no_match: tuple[str, ...] = Field(min_length=1)


class NameRule(RuleModel):
    """Patterns that stand for one family, level or kind of word."""

    id: str
    patterns: tuple[str, ...] = Field(min_length=1)
    recurring: bool = False
    note: str
    examples: Examples


class AgreementFile(RuleModel):
    """The file ``linking/agreements.yaml``."""

    families: tuple[NameRule, ...]
    anaphora: tuple[NameRule, ...]
    parties: tuple[NameRule, ...]


class LevelFile(RuleModel):
    """The file ``linking/levels.yaml``."""

    levels: tuple[NameRule, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule ready for use: its id and its patterns as one."""

    id: str
    pattern: Any
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """An agreement's name for comparison.

    ``family`` is the rule that knows it, empty when none does; ``core`` what is left of the
    name without parties, brackets and quotes; ``vague`` names (同協定) say nothing alone.
    """

    core: str
    family: str = ""
    recurring: bool = False
    vague: bool = False

    @property
    def key(self) -> str:
        """The family, or the name itself where no family knows it."""
        return self.family or self.core


class Knowledge:
    """Names and levels, looked up by the rules."""

    def __init__(
        self,
        families: Sequence[Kind],
        anaphora: Sequence[Kind],
        parties: Sequence[Kind],
        levels: Sequence[Kind],
    ) -> None:
        self.families = tuple(families)
        self.anaphora = tuple(anaphora)
        self.parties = tuple(parties)
        self.levels = tuple(levels)
        self._stopped: dict[str, str] = {}
        self.name = lru_cache(maxsize=65536)(self._name)
        self.levels_of = lru_cache(maxsize=65536)(self._levels_of)

    def problems(self) -> tuple[Problem, ...]:
        """The patterns that were stopped since the last call, each once."""
        found = tuple(
            Problem(
                "rules/linking",
                "linking",
                "pattern timed out",
                f"{rule_id} on {text[:40]}",
                "taken as not found",
            )
            for rule_id, text in sorted(self._stopped.items())
        )
        self._stopped.clear()
        return found

    def _name(self, written: str) -> Name:
        text = plain(written)
        core = _BRACKETS.sub("", text) or text.strip("()[]")
        for kind in self.parties:
            if found := self._find(kind, core):
                core = core[: found.start()] + core[found.end() :]
        for candidate in (core, text):
            for kind in self.families:
                if self._find(kind, candidate):
                    return Name(core, kind.id, kind.recurring)
        return Name(core, vague=any(self._find(kind, core) for kind in self.anaphora))

    def _levels_of(self, text: str) -> frozenset[str]:
        return frozenset(kind.id for kind in self.levels if self._find(kind, text))

    def _find(self, kind: Kind, text: str) -> Any:
        try:
            return kind.pattern.search(text, timeout=_SECONDS)
        except TimeoutError:
            self._stopped[kind.id] = text
            return None


def plain(text: str) -> str:
    """Text for comparison: NFKC, without blanks and quotes.

    >>> plain("「日伊アクションプラン（行動計画）」")
    '日伊アクションプラン(行動計画)'
    """
    return str(_QUOTES.sub("", unicodedata.normalize("NFKC", text)))


def load_linking(root: Path) -> Knowledge:
    """The knowledge of ``linking/*.yaml`` in the rules folder ``root``.

    Raises :class:`~pipeline.errors.RuleFilesError`.
    """
    agreements, agreement_text = load_rule_file(root / AGREEMENTS, AgreementFile, root=root)
    levels, level_text = load_rule_file(root / LEVELS, LevelFile, root=root)
    return Knowledge(
        _compiled(agreement_text, "families", agreements.families),
        _compiled(agreement_text, "anaphora", agreements.anaphora),
        _compiled(agreement_text, "parties", agreements.parties),
        _compiled(level_text, "levels", levels.levels),
    )


def _compiled(text: RuleText, section: str, rules: Iterable[NameRule]) -> list[Kind]:
    kinds: list[Kind] = []
    errors: list[RuleError] = []
    ids = Ids()
    for index, rule in enumerate(rules):
        errors += ids.faults(rule.id, text, section, index)
        for number, pattern in enumerate(rule.patterns):
            try:
                compile_regex(pattern)
            except regex.error as error:
                node = text.root.locate((section, index, "patterns", number))
                errors.append(text.error(node, f"pattern does not read: {error}"))
        if not errors:
            joined = "|".join(f"(?:{pattern})" for pattern in rule.patterns)
            kinds.append(Kind(rule.id, compile_regex(joined), rule.recurring))
    raise_all(text.name, errors)
    return kinds

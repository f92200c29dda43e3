"""Date rules: read from a folder, checked, compiled, ready to match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, TypeVar

import regex

from pipeline.errors import RuleError, RuleFilesError
from pipeline.rulefiles import Ids, RuleText, compile_regex, load_rule_file, raise_all, rule_files
from pipeline.rulefiles.sieve import Sieve
from pipeline.stages.dates.eras import Era
from pipeline.stages.dates.fragments import (
    FIELDS,
    Fields,
    PatternError,
    compile_pattern,
    expand,
    given_value,
    word_fragment,
)
from pipeline.stages.dates.patterns import Pattern
from pipeline.stages.dates.schema import (
    BoundRule,
    DateRuleFile,
    EraRule,
    ExpressionRule,
    FragmentRule,
    JoinRule,
    Shown,
    TailRule,
)

R = TypeVar("R", bound=Shown)


@dataclass(frozen=True, slots=True)
class Compiled(Generic[R]):
    """A rule, its pattern, the values it always sets, and its place in the files."""

    rule: R
    pattern: Pattern
    given: Fields
    order: int


@dataclass(frozen=True)
class DateRules:
    """What ``rules/dates`` says.

    ``words`` gives each captured word its value; ``any_tail`` and ``any_bound`` match
    where one of the tails or bounds does.
    """

    eras: tuple[Era, ...]
    words: Mapping[str, Mapping[str, Any]]
    expressions: tuple[Compiled[ExpressionRule], ...]
    tails: tuple[Compiled[TailRule], ...]
    joins: tuple[Compiled[JoinRule], ...]
    bounds: tuple[Compiled[BoundRule], ...]
    tense: Pattern
    any_tail: Pattern
    any_bound: Pattern

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve([compiled.pattern.compiled.pattern for compiled in self.expressions])

    def expressions_for(self, text: str) -> Iterator[Compiled[ExpressionRule]]:
        """The expressions that may match a text, in the order of the files."""
        return (self.expressions[number] for number in self._sieve.passed(text))

    def __iter__(self) -> Iterator[Shown]:
        """Every rule, in the order of the files."""
        kinds: tuple[Iterable[Compiled[Any]], ...]
        kinds = (self.expressions, self.tails, self.joins, self.bounds)
        for kind in kinds:
            for compiled in kind:
                yield compiled.rule


def load_date_rules(folder: Path) -> DateRules:
    """Read every rule file of ``folder`` and its subfolders.

    Raises ``RuleError`` when the folder is missing and ``RuleFilesError`` with every
    finding: bad YAML, unknown keys and fragments, faulty patterns, repeated ids.
    """
    loader = _Loader()
    errors: list[RuleError] = []
    for path in rule_files(folder):
        try:
            loader.files.append(load_rule_file(path, DateRuleFile, root=folder.parent))
        except RuleFilesError as error:
            errors += error.errors
        except RuleError as error:
            errors.append(error)
    raise_all(folder.as_posix(), errors)
    rules = loader.build()
    raise_all(folder.as_posix(), loader.errors)
    return rules


class _Loader:
    """Puts the files of a folder together, gathering what is wrong with their places."""

    def __init__(self) -> None:
        self.files: list[tuple[DateRuleFile, RuleText]] = []
        self.errors: list[RuleError] = []
        self.fragments: dict[str, str] = {}
        self.words: dict[str, dict[str, Any]] = {}
        self.order = 0

    def build(self) -> DateRules:
        eras = self.read_eras()
        self.read_fragments()
        self.check_fragments()
        self.check_ids()
        tails, bounds = self.compiled("tails"), self.compiled("bounds")
        return DateRules(
            eras=eras,
            words=self.words,
            expressions=self.compiled("rules"),
            tails=tails,
            joins=self.compiled("joins"),
            bounds=bounds,
            tense=self.tense(),
            any_tail=_any_of(tails, "tails"),
            any_bound=_any_of(bounds, "bounds"),
        )

    def fail(self, text: RuleText, path: tuple[Any, ...], problem: str, way_out: str = "") -> None:
        self.errors.append(text.error(text.root.locate(path), problem, way_out))

    def read_eras(self) -> tuple[Era, ...]:
        rows: list[EraRule] = [era for file, _ in self.files for era in file.eras]
        rows.sort(key=lambda era: era.start)
        starts = [date.fromisoformat(era.start) for era in rows]
        ends = [after - timedelta(days=1) for _, after in pairwise(starts)]
        eras = tuple(
            Era(row.name, start, end)
            for row, start, end in zip(rows, starts, [*ends, None], strict=False)
        )
        pairs = list(zip(rows, eras, strict=True))
        self.words["era"] = {word: era for row, era in pairs for word in row.written}
        short = {word: era for row, era in pairs for word in row.short}
        self.fragments["era"] = word_fragment("era", self.words["era"])
        self.fragments["era_short"] = word_fragment("era", self.words["era"] | short)
        self.words["era"] |= short
        return eras

    def read_fragments(self) -> None:
        for file, text in self.files:
            for name, fragment in file.fragments.items():
                path = ("fragments", name)
                if name in self.fragments:
                    self.fail(text, path, f"fragment '{name}' is defined twice")
                elif (fragment.pattern is None) == (not fragment.values):
                    self.fail(text, path, "give a fragment either a pattern or values")
                elif fragment.pattern is not None:
                    self.fragments[name] = fragment.pattern
                else:
                    self.read_words(name, fragment, text)

    def check_fragments(self) -> None:
        """Fragments whose own fragments are wrong: told there once, not at every rule."""
        for file, text in self.files:
            for name, fragment in file.fragments.items():
                if fragment.pattern is None:
                    continue
                try:
                    expand(fragment.pattern, self.fragments, within=(name,))
                except PatternError as problem:
                    path = ("fragments", name, "pattern")
                    self.fail(text, path, str(problem), problem.way_out)
                    self.fragments[name] = "(?!)"

    def read_words(self, name: str, fragment: FragmentRule, text: RuleText) -> None:
        field = fragment.field or name
        if field not in FIELDS:
            problem = f"no field '{field}'; fields: {', '.join(sorted(FIELDS))}"
            self.fail(text, ("fragments", name), problem)
            return
        values = {word: given_value(value) for word, value in fragment.values.items()}
        known = self.words.setdefault(field, {})
        for word in known.keys() & values.keys():
            if known[word] != values[word]:
                path = ("fragments", name, "values", word)
                self.fail(text, path, f"'{word}' has the value {known[word]} as {field} before")
        known |= values
        self.fragments[name] = word_fragment(field, values)

    def check_ids(self) -> None:
        ids = Ids()
        for file, text in self.files:
            for kind in ("rules", "tails", "joins", "bounds"):
                for index, rule in enumerate(getattr(file, kind)):
                    self.errors += ids.faults(rule.id, text, kind, index)

    def compiled(self, kind: str) -> tuple[Compiled[Any], ...]:
        found = []
        for file, text in self.files:
            for index, rule in enumerate(getattr(file, kind)):
                given = getattr(rule, "set", {})
                for name in set(given) - FIELDS:
                    self.fail(text, (kind, index, "set", name), f"'{name}' is not a field")
                compiled = self.pattern(rule.pattern, text, (kind, index, "pattern"))
                if compiled is not None:
                    pattern = Pattern.of(compiled, rule.id)
                    values = {name: given_value(value) for name, value in given.items()}
                    found.append(Compiled(rule, pattern, values, self.order))
                    self.order += 1
        return tuple(found)

    def pattern(
        self, pattern: str, text: RuleText, path: tuple[Any, ...]
    ) -> regex.Pattern[str] | None:
        try:
            return compile_pattern(expand(pattern, self.fragments), self.words)
        except PatternError as problem:
            self.fail(text, path, str(problem), problem.way_out)
            return None

    def tense(self) -> Pattern:
        """One pattern whose last group tells the cue that comes first: past 1, future 2, open 3."""
        sides = []
        for side in ("past", "future", "open"):
            cues: list[str] = []
            for file, text in self.files:
                for index, cue in enumerate(getattr(file.tense, side)):
                    if self.pattern(cue, text, ("tense", side, index)) is not None:
                        cues.append(expand(cue, self.fragments))
            sides.append(_either(cues))
        return Pattern.of(compile_regex("|".join(f"({side})" for side in sides)), "tense")


def _any_of(rules: Iterable[Compiled[Any]], name: str) -> Pattern:
    """One pattern that tells at once whether any of the rules can match."""
    together = _either(f"(?:{rule.pattern.compiled.pattern})" for rule in rules)
    return Pattern.of(compile_regex(together), name)


def _either(patterns: Iterable[str]) -> str:
    # Without any cue, a pattern that never matches.
    return "|".join(patterns) or "(?!)"

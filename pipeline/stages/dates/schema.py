"""The shape of a date rule file.

A file may hold any of these keys; the files of a folder are read together, so a file of
one's own can use the fragments of the others.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from pipeline.rulefiles import Day, RuleModel, deferred

_ID = deferred(r"dates(\.[a-z][a-z0-9_]*)+")
Resolver = Literal["date", "offset", "same_period", "duration", "recurrence", "vague", "ignore"]
Relation = Literal["from", "until", "since", "before", "after", "within"]


class Example(RuleModel):
    """A text, the expression found in it, and its value counted from ``anchor``.

    ``value`` is a day, ``first/last``, or ``none`` for an expression without days.
    """

    text: str
    find: str
    value: str = "none"
    anchor: Day | None = None
    type: str | None = None
    edtf: str | None = None
    relation: Relation | None = None
    flags: tuple[str, ...] = ()


class Shown(RuleModel):
    """What every kind of rule carries: a name, a note, examples and near misses."""

    id: str
    note: str
    pattern: str
    examples: tuple[Example, ...] = Field(min_length=1)
    near_misses: tuple[str, ...] = ()

    @field_validator("id")
    @classmethod
    def _is_dotted(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError(f"'{value}' is not a name like dates.partial.month_term")
        return value


class ExpressionRule(Shown):
    """How an expression is written (``pattern``) and read (``resolve``).

    ``set`` adds values the pattern does not capture. ``lean`` says which way to look for
    the year or month when nothing tells. ``approximate`` marks the value as about.
    """

    resolve: Resolver
    set: dict[str, str] = Field(default_factory=dict)
    lean: Literal["future", "past"] | None = None
    approximate: bool = False
    near_misses: tuple[str, ...] = Field(min_length=1)


class TailRule(Shown):
    """What may follow an expression and belongs to it: a weekday, a time, 「ごろ」."""

    after: Literal["day", "any"]
    set: dict[str, str] = Field(default_factory=dict)


class JoinRule(Shown):
    """What stands between two expressions that make one: a range, a list, a length."""

    join: Literal["range", "list", "end_and_length", "start_and_length"]


class BoundRule(Shown):
    """What follows an expression and says how it bounds something (から, まで, 以来)."""

    relation: Relation


class Tense(RuleModel):
    """Words after an expression that tell whether it lies ahead."""

    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class FragmentRule(RuleModel):
    """A named piece of pattern, or words (``values``) and what each stands for.

    Words are captured as the field that is called like the fragment, or as ``field``.
    """

    note: str
    pattern: str | None = None
    field: str | None = None
    values: dict[str, str] = Field(default_factory=dict)


class EraRule(RuleModel):
    """An era: its first day, and the ways its name is written before a year."""

    name: str
    start: Day
    written: tuple[str, ...]
    short: tuple[str, ...] = ()


class DateRuleFile(RuleModel):
    """A file of ``rules/dates``."""

    eras: tuple[EraRule, ...] = ()
    fragments: dict[str, FragmentRule] = Field(default_factory=dict)
    rules: tuple[ExpressionRule, ...] = ()
    tails: tuple[TailRule, ...] = ()
    joins: tuple[JoinRule, ...] = ()
    bounds: tuple[BoundRule, ...] = ()
    tense: Tense = Tense()

"""The examples inside the rules: whether each rule does what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.model import Timex
from pipeline.stages.dates.finding import find_dates
from pipeline.stages.dates.rules import DateRules
from pipeline.stages.dates.schema import BoundRule, Example, ExpressionRule, Shown, TailRule


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """A rule's example or near miss that does not come out as shown."""

    rule_id: str
    text: str
    problem: str

    def __str__(self) -> str:
        return f"{self.rule_id}: 「{self.text}」 {self.problem}"


def check_examples(rules: DateRules) -> tuple[ExampleFailure, ...]:
    """Every example and near miss of the rules that fails, in the order of the rules.

    An example must be found as one expression with its value, by its rule; a near miss
    must not be read by the rule. Tails and bounds show their work in the value alone.
    """
    return tuple(failure for rule in rules for failure in _failures(rule, rules))


def shown_value(timex: Timex) -> str:
    """The value as examples write it: a day, ``first/last`` or ``none``."""
    if timex.start is None or timex.end is None:
        return "none"
    return timex.start if timex.start == timex.end else f"{timex.start}/{timex.end}"


def _failures(rule: Shown, rules: DateRules) -> Iterator[ExampleFailure]:
    for example in rule.examples:
        problem = _example_problem(rule, example, rules)
        if problem:
            yield ExampleFailure(rule.id, example.text, problem)
    for text in rule.near_misses:
        read = [timex for timex in find_dates(text, None, rules) if timex.rule_id == rule.id]
        if read:
            yield ExampleFailure(rule.id, text, f"is read as {read[0].text}, but must not be")


def _example_problem(rule: Shown, example: Example, rules: DateRules) -> str:
    anchor = date.fromisoformat(example.anchor) if example.anchor else None
    found = find_dates(example.text, anchor, rules)
    timex = next((timex for timex in found if timex.text == example.find), None)
    if isinstance(rule, ExpressionRule) and rule.resolve == "ignore":
        return f"finds {timex.text}" if timex else ""
    if timex is None:
        texts = "、".join(timex.text for timex in found) or "nothing"
        return f"finds {texts}, not {example.find}"
    if not isinstance(rule, TailRule | BoundRule) and rule.id not in _read_by(timex):
        return f"is read by {timex.rule_id}"
    return _difference(timex, example)


def _read_by(timex: Timex) -> set[str]:
    """The rule of the expression, and those of its parts, which the steps name."""
    return {timex.rule_id} | {word for step in timex.steps for word in step.split()}


def _difference(timex: Timex, example: Example) -> str:
    pairs = [
        ("value", shown_value(timex), example.value),
        ("type", timex.type, example.type or timex.type),
        ("edtf", timex.edtf, example.edtf or timex.edtf),
        ("relation", timex.relation, example.relation or timex.relation),
        ("flags", timex.flags, example.flags),
    ]
    wrong = [f"{name} is {got}, not {want}" for name, got, want in pairs if got != want]
    return "; ".join(wrong)

"""Runs the examples inside the rules: what was missed, what was extra."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.flow import Rules, Session
from pipeline.model import Span
from pipeline.stages.actors import find_mentions
from pipeline.stages.dates.examples import check_examples
from pipeline.stages.linking.knowledge import plain
from pipeline.stages.tables.codes import load_code_rules
from pipeline.tuning.catalogue import RuleInfo
from pipeline.tuning.eventexamples import event_outcomes

# The keys under which rules of one stage or another list their examples.
_MATCH = ("match",)
_SKIP = ("skip", "no_match", "near_misses")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example that does not come out: what was missed or what was extra.

    ``kind`` is ``missed``, ``extra`` or ``no example``; ``spans`` are words of ``text``.
    """

    rule: RuleInfo
    kind: str
    text: str
    problem: str
    spans: tuple[Span, ...] = ()

    @property
    def place(self) -> str:
        """Where the example stands, or the rule when it is none of those written there."""
        keys = _MATCH if self.kind == "missed" else _SKIP
        for path, examples in _listed(self.rule, keys):
            for number, example in enumerate(examples):
                text = example.get("text") if isinstance(example, dict) else example
                if str(text) == self.text:
                    return self.rule.place_of(*path, number)
        return self.rule.place


@dataclass(frozen=True, slots=True)
class Tested:
    """How many rules and examples were tried, and what failed."""

    rules: int
    examples: int
    failures: tuple[Outcome, ...]


def run_examples(rules: Sequence[RuleInfo], session: Session) -> Tested:
    """Try the examples of rules of any stage, each by the evaluator of its stage."""
    failures: list[Outcome] = []
    for rule in rules:
        failures += _lacking(rule)
    by_stage: dict[str, list[RuleInfo]] = {}
    for rule in rules:
        by_stage.setdefault(rule.stage, []).append(rule)
    for stage, some in by_stage.items():
        if stage == "events":
            failures += (
                Outcome(rule, kind, text, problem, spans)
                for rule, kind, text, problem, spans in event_outcomes(some, session)
            )
        else:
            failures += _RUNNERS[stage](some, session.rules)
    order = {id(rule): number for number, rule in enumerate(rules)}
    failures.sort(key=lambda f: order[id(f.rule)])
    count = sum(len(positives(rule)) + len(negatives(rule)) for rule in rules)
    return Tested(len(rules), count, tuple(failures))


def positives(rule: RuleInfo) -> list[Any]:
    """The examples that a rule must match, as written."""
    return next((examples for _, examples in _listed(rule, _MATCH)), [])


def negatives(rule: RuleInfo) -> list[Any]:
    """The examples that a rule must leave alone, as written."""
    return next((examples for _, examples in _listed(rule, _SKIP)), [])


def _listed(rule: RuleInfo, keys: Sequence[str]) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """The lists of examples under the keys that a rule has, each with its place in the rule."""
    for key in keys:
        for path in ((key,), ("examples", key), ("examples",)):
            found: Any = rule.data
            for step in path:
                found = found.get(step) if isinstance(found, dict) else None
            # A plain list of examples shows what must match.
            if found and isinstance(found, list) and (path != ("examples",) or key == "match"):
                yield path, found


def _lacking(rule: RuleInfo) -> Iterator[Outcome]:
    if not positives(rule):
        yield Outcome(rule, "no example", "", "needs an example that it must match")
    if not negatives(rule):
        yield Outcome(rule, "no example", "", "needs an example that it must leave alone")


def _judged(rule: RuleInfo, found: Callable[[str], Iterable[Span] | None]) -> Iterator[Outcome]:
    """Outcomes of examples that are mere texts; ``found`` gives the spans, None for nothing."""
    for text in map(str, positives(rule)):
        if found(text) is None:
            yield Outcome(rule, "missed", text, "is not matched")
    for text in map(str, negatives(rule)):
        spans = found(text)
        if spans is not None:
            yield Outcome(rule, "extra", text, "is matched, but must not be", tuple(spans))


def _searched(pattern: Any) -> Callable[[str], Iterable[Span] | None]:
    def found(text: str) -> Iterable[Span] | None:
        match = pattern.search(text)
        # A pattern that may match nothing says nothing of a text where it does.
        return (Span(*match.span()),) if match and match[0] else None

    return found


def _cleaning(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    compiled = {cue.rule.id: cue.pattern for cue in rules.cleaning.cues}
    compiled |= {span.rule.id: span.pattern for span in rules.cleaning.spans}
    for rule in some:
        if rule.id in compiled:
            yield from _judged(rule, _searched(compiled[rule.id]))


def _records(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    for rule in some:
        yield from _judged(rule, _searched(rules.records[rule.id]))


def _dates(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    wanted = {rule.id: rule for rule in some}
    for failure in check_examples(rules.dates):
        rule = wanted.get(failure.rule_id)
        if rule is None:
            continue
        kind = "extra" if failure.text in negatives(rule) else "missed"
        yield Outcome(rule, kind, failure.text, failure.problem)


def _actors(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    for rule in some:
        for example in positives(rule):
            mentions = find_mentions(example["text"], _day(example), rules.lexicon)
            found = {m.text: " ".join(m.codes) for m in mentions}
            for text, codes in example["find"].items():
                got = found.get(text)
                if got != (codes or ""):
                    shown = "nothing" if got is None else got or "no code"
                    problem = f"「{text}」 should be {codes or 'found without a code'}, is {shown}"
                    spans = tuple(m.span for m in mentions)
                    yield Outcome(rule, "missed", example["text"], problem, spans)
        for example in negatives(rule):
            never = set(str(example.get("never") or "*").split())
            for mention in find_mentions(example["text"], _day(example), rules.lexicon):
                wrong = [c for c in mention.codes if "*" in never or c in never]
                if wrong:
                    problem = f"「{mention.text}」 is read as {' '.join(wrong)}"
                    yield Outcome(rule, "extra", example["text"], problem, (mention.span,))


def _linking(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    known = rules.linking
    for rule in some:
        tests: dict[str, Callable[[str], bool]] = {
            "families": lambda text, rule=rule: known.name(text).family == rule.id,  # type: ignore[misc]
            "anaphora": lambda text: known.name(text).vague,
            "parties": lambda text: known.name(text).core != plain(text),
            "levels": lambda text, rule=rule: rule.id in known.levels_of(text),  # type: ignore[misc]
        }
        test = tests[rule.section]
        yield from _judged(rule, lambda text, test=test: () if test(text) else None)  # type: ignore[misc]


def _codes(some: Sequence[RuleInfo], rules: Rules) -> Iterator[Outcome]:
    entries = load_code_rules(rules.folder)

    def decides(text: str) -> str | None:
        event_type, status, *rest = text.split()
        stage = rest[0] if rest else None
        return next((e.id for e in entries if e.fits(event_type, status, stage)), None)

    for rule in some:
        yield from _judged(
            rule,
            lambda text, rule=rule: () if decides(text) == rule.id else None,  # type: ignore[misc]
        )


def _day(example: dict[str, Any]) -> date | None:
    return date.fromisoformat(example["day"]) if example.get("day") else None


_RUNNERS: dict[str, Callable[[Sequence[RuleInfo], Rules], Iterator[Outcome]]] = {
    "cleaning": _cleaning,
    "records": _records,
    "dates": _dates,
    "actors": _actors,
    "linking": _linking,
    "codes": _codes,
}

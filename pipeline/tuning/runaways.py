"""Patterns that run away: tried on the texts that such patterns stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from math import inf
from typing import Any

from pipeline.errors import RuleError
from pipeline.flow import Rules
from pipeline.rulefiles import GuardedPattern, deferred
from pipeline.tuning.catalogue import RuleInfo

# What a runaway pattern stumbles over: long runs of what it repeats, then what it lacks.
_PROBES = ("漢", "あ", "ア", "ー", "a", "1", "。", "、", "・", " ", "「", "あ、", "漢の", "ア・")
_RUN = 48
PROBE_SECONDS = 0.1
# What stands in a group that repeats.
_REPEATED = deferred(r"\(\??:?([^()]*)\)(?=[+*{])")


def runaways(infos: list[RuleInfo], rules: Rules) -> Iterator[RuleError]:
    """Patterns of rules that take long on short texts, each with its place."""
    by_id = {info.id: info for info in infos}
    for rule_id, place, pattern in _patterns(rules):
        info = by_id.get(rule_id)
        if info is None or not isinstance(pattern, GuardedPattern):
            continue
        slow = _slow_on(pattern)
        if slow:
            inner = place if place[0] in info.data else ()
            yield info.error(
                f"runs away: over {PROBE_SECONDS:g} s on 「{slow[:8]}…」 of {len(slow)} characters",
                "Do not repeat what already repeats: (会+)+ can match in endless ways.",
                *inner,
            )


def _patterns(rules: Rules) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    """Every compiled pattern with its rule's id and its place in the rule."""
    yield from _event_patterns(rules)
    for cue in rules.cleaning.cues:
        yield cue.rule.id, ("pattern",), cue.pattern
    for span in rules.cleaning.spans:
        yield span.rule.id, ("pattern",), span.pattern
    for name, pattern in rules.records.patterns.items():
        yield name, ("pattern",), pattern
    for entry, expression in rules.lexicon.patterns:
        yield entry.id, ("pattern",), expression
    dates: Iterator[Any] = chain(
        rules.dates.expressions, rules.dates.tails, rules.dates.joins, rules.dates.bounds
    )
    for compiled in dates:
        if compiled.pattern.short != inf:
            guarded = GuardedPattern(compiled.pattern.compiled, compiled.rule.id)
            yield compiled.rule.id, ("pattern",), guarded


def _event_patterns(rules: Rules) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    for rule in rules.events.rules:
        written_as = zip(rule.entry.trigger, rule.phrases, strict=True)
        for number, (written, phrase) in enumerate(written_as):
            # Only what stands between slashes is the user's own pattern.
            if written.startswith("/"):
                yield rule.id, ("trigger", number), phrase.compiled
        yield rule.id, ("needs",), rule.needs
        yield rule.id, ("unless",), rule.unless
    for cue in rules.events.cues:
        yield cue.id, ("words",), cue.words
        yield cue.id, ("unless",), cue.unless
    for exclusion in rules.events.not_acts:
        yield exclusion.id, ("after",), exclusion.after


def _slow_on(pattern: GuardedPattern) -> str:
    """A probe on which the pattern takes too long, or nothing."""
    repeated = "".join(_REPEATED.findall(pattern.pattern))
    own = list(dict.fromkeys(c for c in repeated + pattern.pattern if c.isalnum()))[:40]
    probes = [p * (_RUN // len(p)) for p in (*_PROBES, *own)]
    probes += [(a + b) * (_RUN // 2) for a, b in pairwise(own[:12])]
    for probe in probes:
        try:
            # A character that the pattern needs must be there, or it is not tried at all.
            pattern.within(PROBE_SECONDS, f"{probe}\n{''.join(own)}")
        except TimeoutError:
            return probe
    return ""

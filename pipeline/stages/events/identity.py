"""What rules say, as hashes: equal hashes, equal readings.

A record's events depend on the phrases of rules that occur in it and on what all rules
share (cues, word lists in use, context, confidence); a phrase that occurs nowhere in a
record changes nothing there. So an edited rule makes new only the records that the edited
phrases speak of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import regex

from pipeline.model import Span
from pipeline.rulefiles import GuardedPattern, LazyPattern
from pipeline.stages.events.rules import EventRule, EventRules, Phrase

# Parts of a rule that change nothing in what it reads, and those that count by phrase.
_NOT_HASHED = {"note", "match", "skip", "trigger", "needs", "unless", "without"}


@dataclass(frozen=True, slots=True)
class RuleIdentity:
    """A rule as hashes: what is left without its phrases, and each phrase by its hash."""

    rest: str
    triggers: dict[str, Phrase]
    conditions: dict[str, Phrase]


def identity_of(rule: EventRule) -> RuleIdentity:
    """The hashes of a rule."""
    entry = rule.entry.model_dump(exclude=_NOT_HASHED)
    kinds = [bool(part) for part in (rule.needs, rule.unless, rule.without)]
    triggers = {_hash(p.pattern, p.anchors): p for p in rule.phrases}
    # Of a condition its kind counts (needs, unless, without), which its id begins with.
    conditions = {_hash(p.rule_id.split(" ")[0], p.pattern): p for p in rule.conditions}
    rest = _hash(rule.type, rule.roles, entry, kinds, rule.order)
    return RuleIdentity(rest, triggers, conditions)


def shared_digest(rules: EventRules) -> str:
    """A hash of what all rules share."""
    parts = [getattr(rules, field.name) for field in fields(rules) if field.name != "rules"]
    return _hash(*parts)


def occurs(phrase: Phrase, text: str, sentences: Sequence[Span]) -> bool:
    """Whether a phrase matches in a text as a whole or in one of its sentences alone."""
    if phrase.anchors and not any(anchor in text for anchor in phrase.anchors):
        return False
    pattern = phrase.compiled
    if pattern.search(text) is not None:
        return True
    return any(pattern.search(part) is not None for part in _parts(phrase, text, sentences))


def _parts(phrase: Phrase, text: str, sentences: Sequence[Span]) -> Iterator[str]:
    for start, end in sentences:
        part = text[start:end]
        if not phrase.anchors or any(anchor in part for anchor in phrase.anchors):
            yield part


def _hash(*parts: Any) -> str:
    return hashlib.sha256("\x1f".join(map(_written, parts)).encode()).hexdigest()[:16]


def _written(part: Any) -> str:
    """A value as text that is equal for equal values; a pattern is its source."""
    if isinstance(part, str):
        return repr(part)
    if isinstance(part, regex.Pattern | GuardedPattern | LazyPattern):
        return f"/{part.pattern}/"
    if isinstance(part, dict):
        return "{" + ",".join(f"{k!r}:{_written(v)}" for k, v in sorted(part.items())) + "}"
    if isinstance(part, list | tuple):
        return "[" + ",".join(map(_written, part)) + "]"
    if isinstance(part, frozenset | set):
        return _written(sorted(part))
    if hasattr(part, "__dataclass_fields__"):
        return _written([getattr(part, f.name) for f in fields(part)])
    return repr(part)

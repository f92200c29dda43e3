"""What a rule and its surroundings say, as hashes: equal hashes, equal readings.

A record's events depend on the rules whose trigger occurs in it and on what all rules
share (cues, word lists in use, context, confidence), and on no other rule. So an edited
rule makes only those records new that its old or new trigger occurs in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import regex

from pipeline.model import Span
from pipeline.rulefiles import GuardedPattern
from pipeline.stages.events.rules import EventRule, EventRules

# Parts of a rule that change nothing in what it reads.
_TOLD_TO_PEOPLE = {"note", "match", "skip"}


def trigger_digest(rule: EventRule) -> str:
    """A hash of the words of a rule's trigger."""
    return _hash([(phrase.pattern, phrase.anchors) for phrase in rule.phrases])


def rule_digest(rule: EventRule) -> str:
    """A hash of everything in a rule that decides what it reads."""
    entry = rule.entry.model_dump(exclude=_TOLD_TO_PEOPLE)
    return _hash(rule.type, rule.roles, entry, trigger_digest(rule), rule.needs, rule.unless)


def shared_digest(rules: EventRules) -> str:
    """A hash of what all rules share."""
    parts = [getattr(rules, field.name) for field in fields(rules) if field.name != "rules"]
    return _hash(*parts)


def occurs(rule: EventRule, text: str, sentences: Sequence[Span]) -> bool:
    """Whether a rule's trigger matches in any of the sentences of a text."""
    for phrase in rule.phrases:
        if phrase.anchors and not any(anchor in text for anchor in phrase.anchors):
            continue
        if any(phrase.compiled.search(text[start:end]) for start, end in sentences):
            return True
    return False


def _hash(*parts: Any) -> str:
    return hashlib.sha256("\x1f".join(map(_written, parts)).encode()).hexdigest()[:24]


def _written(part: Any) -> str:
    """A value as text that is equal for equal values; a pattern is its source."""
    if isinstance(part, regex.Pattern | GuardedPattern):
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

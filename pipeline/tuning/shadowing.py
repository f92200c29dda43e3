"""Trigger phrases that never count, whatever the text: another rule or their own rule bars them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.errors import RuleError
from pipeline.flow import Rules
from pipeline.stages.events.rules import EventRule, Phrase
from pipeline.tuning.catalogue import RuleInfo

# Patterns that look at what stands around them need not match a phrase in every text.
_LOOKS_AROUND = ("(?=", "(?!", "(?<=", "(?<!", "^", "$", r"\b")
_REACH = ("sentence", "passage", "record")


@dataclass(frozen=True, slots=True)
class _Reader:
    """What reads words before other rules do: a rule and one of its phrases."""

    rule: EventRule
    phrase: Phrase


def shadowed_phrases(infos: list[RuleInfo], rules: Rules) -> Iterator[RuleError]:
    """Phrases that an earlier rule of the type always reads, or that their own rule refuses."""
    by_id = {info.id: info for info in infos if info.section == "rules"}
    literals: dict[tuple[str, str], list[_Reader]] = defaultdict(list)
    patterns: dict[str, list[_Reader]] = defaultdict(list)
    for rule in rules.events.rules:
        info = by_id.get(rule.id)
        if info is None:
            continue
        for number, phrase in enumerate(rule.phrases):
            written = rule.entry.trigger[number]
            place = ("trigger", number)
            earlier = literals[rule.type, phrase.pattern]
            # Only of a phrase that stands as it is, never inflected, is every text known.
            if phrase.pattern == regex.escape(written):
                earlier = [*earlier, *_covering(patterns[rule.type], written)]
                if veto := _own_veto(rule, written):
                    yield info.error(
                        f"'{written}' is never read: {veto} of its own rule stands in it",
                        "Remove the phrase, or narrow what refuses it.",
                        *place,
                    )
            reader = next((r for r in earlier if _asks_no_more(r.rule, rule)), None)
            if reader is not None:
                yield info.error(
                    f"'{written}' is never read here: {reader.rule.id} comes first and always"
                    " reads it",
                    "Remove it from one of the two rules.",
                    *place,
                )
        for number, phrase in enumerate(rule.phrases):
            one = _Reader(rule, phrase)
            literals[rule.type, phrase.pattern].append(one)
            looks = any(sign in phrase.pattern for sign in _LOOKS_AROUND)
            if rule.entry.trigger[number].startswith("/") and not looks:
                patterns[rule.type].append(one)


def _covering(patterns: list[_Reader], text: str) -> Iterator[_Reader]:
    """Those whose pattern reads all of the text."""
    for reader in patterns:
        anchors = reader.phrase.anchors
        if anchors and not any(anchor in text for anchor in anchors):
            continue
        if reader.phrase.compiled.fullmatch(text) is not None:
            yield reader


def _asks_no_more(earlier: EventRule, later: EventRule) -> bool:
    """Whether the earlier rule reads words wherever the later one would."""
    one, other = earlier.entry, later.entry
    if earlier.id == later.id or (one.headline and not other.headline):
        return False
    if not (set(one.unless) <= set(other.unless) and set(one.without) <= set(other.without)):
        return False
    reaches = _REACH.index(one.within) >= _REACH.index(other.within)
    return not one.needs or bool(other.needs and set(one.needs) >= set(other.needs) and reaches)


def _own_veto(rule: EventRule, text: str) -> str | None:
    """The words of a rule's own conditions that stand in one of its phrases."""
    for phrase in rule.conditions:
        kind = phrase.rule_id.split(" ")[0]
        if kind == "needs" or any(sign in phrase.pattern for sign in _LOOKS_AROUND):
            continue
        if found := phrase.compiled.search(text):
            return f"「{found[0]}」 of `{kind}`"
    return None

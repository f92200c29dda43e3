"""Event rules: their schema, and the compiled form that the stage evaluates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import regex
from pydantic import Field

from pipeline.errors import RuleError
from pipeline.rulefiles import (
    RuleModel,
    RuleText,
    compile_regex,
    load_rule_file,
    raise_all,
    rule_files,
)
from pipeline.stages.events.anchors import anchors
from pipeline.stages.events.confidence import FILE, Confidence, load_confidence
from pipeline.stages.events.phrases import UnknownWordListError, alternation, phrase_pattern

EventType = Literal[
    "meeting", "visit", "port_call", "exercise", "agreement", "dispatch", "aid",
    "equipment", "framework", "partnership", "information_sharing",
]  # fmt: skip
Status = Literal["considered", "planned", "ongoing", "completed", "cancelled"]
Stage = Literal["proposed", "negotiating", "agreed", "signed", "approved", "in_force"]
Roles = Literal["mutual", "visit", "call", "exercise", "give", "dispatch"]


class MatchExample(RuleModel):
    """A sentence that the rule must read, and what it must find. Unnamed fields may vary."""

    text: str
    day: str | None = Field(None, description="The record's own date (ISO)")
    participants: list[str] = Field(default_factory=list, description="Codes, in any order")
    status: Status | None = None
    stage: Stage | None = None
    date: str | None = Field(None, description="ISO day, or start/end")


class SkipExample(RuleModel):
    """A sentence that the rule must leave alone."""

    text: str
    day: str | None = None


class RuleEntry(RuleModel):
    """One event rule: the words that tell the act, and the words that must be near or not."""

    id: str = Field(description="type.name, unique in the folder")
    note: str = Field(description="What the rule is for, in one line")
    trigger: list[str] = Field(min_length=1, description="Phrases in dictionary form")
    needs: list[str] = Field(default_factory=list, description="One must stand in the sentence")
    unless: list[str] = Field(
        default_factory=list, description="The trigger does not count inside one of these"
    )
    stage: Stage | None = Field(None, description="Agreements: the step that the words tell")
    agreed: Status | None = Field(
        None, description="Status when the text says that it was agreed or decided"
    )
    headline: bool = Field(default=False, description="Only in titles, headings and short lines")
    alone: bool = Field(default=False, description="Only when its clause tells no other act")
    within: Literal["sentence", "passage"] = Field(
        "sentence", description="Where `needs` may stand; a passage has the sentence before too"
    )
    dated: bool = Field(default=False, description="Only with a date in the same sentence")
    match: list[MatchExample] = Field(default_factory=list)
    skip: list[SkipExample] = Field(default_factory=list)


class EventFile(RuleModel):
    """A rule file of ``rules/events``: one event type with its rules."""

    type: EventType
    note: str
    roles: Roles = Field(description="How participants get their roles")
    rules: list[RuleEntry] = Field(min_length=1)


class WordList(RuleModel):
    """A named list of phrases for use in braces."""

    note: str
    words: list[str] = Field(min_length=1)


class WordsFile(RuleModel):
    """``words.yaml``."""

    note: str
    lists: dict[str, WordList]


class StatusCue(RuleModel):
    """Words that tell a status."""

    id: str
    status: Status
    note: str
    words: list[str]
    unless: list[str] = Field(default_factory=list)
    match: list[str] = Field(min_length=1)
    skip: list[str] = Field(min_length=1)


class StatusFile(RuleModel):
    """``status.yaml``: cue groups in order of strength."""

    note: str
    cues: list[StatusCue]


class Bystanders(RuleModel):
    """Context that makes a named country a mere topic."""

    note: str
    after: list[str] = Field(description="Right after the name")
    before: list[str] = Field(description="Right before the name")
    names: list[str] = Field(description="The name itself is a topic or an occasion")


class Words(RuleModel):
    """A noted list of phrases."""

    note: str
    words: list[str]


class NotAct(RuleModel):
    """Words after a trigger that show it tells no act."""

    id: str
    note: str
    after: list[str] = Field(min_length=1, description="Right after the trigger")
    types: list[EventType] = Field(description="The event types it holds for; empty for all")
    match: list[str] = Field(min_length=1)
    skip: list[str] = Field(min_length=1)


class Members(RuleModel):
    """Codes of groups that stand for their members."""

    note: str
    groups: dict[str, list[str]]


class ContextFile(RuleModel):
    """``context.yaml``: participation, announcement dates, background, instruments."""

    note: str
    together: Words
    bystanders: Bystanders
    members: Members
    not_acts: list[NotAct]
    saying: Words
    background: Words
    same_day: Words
    instrument: dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class EventRule:
    """A compiled rule. ``order`` is its place in the folder: earlier wins a tie."""

    entry: RuleEntry
    type: EventType
    roles: Roles
    trigger: regex.Pattern[str]
    needs: regex.Pattern[str] | None
    unless: regex.Pattern[str] | None
    order: int
    anchors: frozenset[str] = frozenset()

    def may_stand_in(self, sentence: str) -> bool:
        """Whether a sentence holds what any of the triggers needs; cheap."""
        return not self.anchors or any(anchor in sentence for anchor in self.anchors)

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled status cue."""

    id: str
    status: Status
    words: regex.Pattern[str]
    unless: regex.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A compiled entry of ``not_acts``."""

    id: str
    after: regex.Pattern[str]
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventRules:
    """Everything in ``rules/events``, compiled."""

    rules: tuple[EventRule, ...]
    cues: tuple[Cue, ...]
    not_acts: tuple[Exclusion, ...]
    members: dict[str, tuple[str, ...]]
    together: regex.Pattern[str]
    bystander_after: regex.Pattern[str]
    bystander_before: regex.Pattern[str]
    bystander_name: regex.Pattern[str]
    saying: regex.Pattern[str]
    background: regex.Pattern[str]
    same_day: regex.Pattern[str]
    quoted: regex.Pattern[str]
    instruments: dict[str, regex.Pattern[str]]
    confidence: Confidence

    def rule(self, rule_id: str) -> EventRule | None:
        """The rule of that id."""
        return next((r for r in self.rules if r.id == rule_id), None)


_OWN_FILES = {"words.yaml", "status.yaml", "context.yaml", FILE}


def load_event_rules(folder: Path) -> EventRules:
    """Load and compile ``rules/events``.

    Raises :class:`~pipeline.errors.RuleError` or ``RuleFilesError`` with the place of what
    is wrong.
    """
    root = folder.parent if folder.parent.name else folder
    words_file, words_text = load_rule_file(folder / "words.yaml", WordsFile, root=root)
    words = _word_patterns(words_file, words_text)
    status, status_text = load_rule_file(folder / "status.yaml", StatusFile, root=root)
    context, context_text = load_rule_file(folder / "context.yaml", ContextFile, root=root)
    rules: list[EventRule] = []
    errors: list[RuleError] = []
    for path in rule_files(folder):
        if path.name in _OWN_FILES:
            continue
        file, text = load_rule_file(path, EventFile, root=root)
        for index, entry in enumerate(file.rules):
            try:
                rules.append(_compile_rule(file, entry, words, len(rules)))
            except (UnknownWordListError, regex.error) as error:
                errors.append(text.error(text.root.locate(("rules", index)), str(error)))
    raise_all(folder.as_posix(), errors)
    return EventRules(
        rules=tuple(rules),
        cues=tuple(_compile_cue(c, words, status_text) for c in status.cues),
        confidence=load_confidence(folder, root),
        **_compile_context(context, words, context_text),
    )


def compiled(phrases: list[str], words: dict[str, str]) -> regex.Pattern[str]:
    """One compiled pattern for a list of phrases."""
    return compile_regex(alternation(phrases, words))


def _word_patterns(file: WordsFile, text: RuleText) -> dict[str, str]:
    patterns: dict[str, str] = {}

    def resolve(name: str, trail: tuple[str, ...]) -> str:
        if name in patterns:
            return patterns[name]
        node = text.root.locate(("lists", name))
        if name in trail:
            raise text.error(node, f"word list '{name}' contains itself")
        inner: dict[str, str] = {}
        for phrase in file.lists[name].words:
            for used in regex.findall(r"\{(\w+)\}", phrase):
                if used not in file.lists:
                    raise text.error(node, f"unknown word list '{{{used}}}'")
                inner[used] = resolve(used, (*trail, name))
        patterns[name] = f"(?:{alternation(file.lists[name].words, inner)})"
        return patterns[name]

    for name in file.lists:
        resolve(name, ())
    return patterns


def _compile_rule(
    file: EventFile, entry: RuleEntry, words: dict[str, str], order: int
) -> EventRule:
    needs = [part for phrase in entry.needs for part in _alternatives(phrase)]
    each = [anchors(phrase) for phrase in entry.trigger]
    return EventRule(
        entry=entry,
        type=file.type,
        roles=file.roles,
        trigger=compiled(entry.trigger, words),
        needs=compiled(needs, words) if needs else None,
        unless=compiled(entry.unless, words) if entry.unless else None,
        order=order,
        anchors=frozenset().union(*each) if all(each) else frozenset(),
    )


@cache
def _alternatives(phrase: str) -> tuple[str, ...]:
    """``{a}|{b}|/x/`` as separate phrases; a ``|`` inside slashes does not divide."""
    parts: list[str] = []
    rest = phrase
    while rest:
        if rest.startswith("/"):
            end = rest.rindex("/")
            parts.append(rest[: end + 1])
            rest = rest[end + 1 :].removeprefix("|")
        else:
            part, _, rest = rest.partition("|")
            parts.append(part)
    return tuple(parts)


def _compile_cue(cue: StatusCue, words: dict[str, str], text: RuleText) -> Cue:
    try:
        return Cue(
            id=cue.id,
            status=cue.status,
            words=compiled(cue.words, words),
            unless=compiled(cue.unless, words) if cue.unless else None,
        )
    except (UnknownWordListError, regex.error) as error:
        raise text.error(text.root.locate(("cues",)), f"{cue.id}: {error}") from None


def _compile_context(context: ContextFile, words: dict[str, str], text: RuleText) -> dict[str, Any]:
    instruments: dict[str, regex.Pattern[str]] = {}
    quoted = regex.compile("(?!)")
    for name, value in context.instrument.items():
        if isinstance(value, list):
            instruments[name] = compiled(value, words)
        elif name == "quoted":
            quoted = regex.compile(value)
    try:
        return {
            "together": compiled(context.together.words, words),
            "members": {code: tuple(codes) for code, codes in context.members.groups.items()},
            "not_acts": tuple(
                Exclusion(n.id, compiled(n.after, words), frozenset(n.types))
                for n in context.not_acts
            ),
            "bystander_after": compiled(context.bystanders.after, words),
            "bystander_before": compiled(context.bystanders.before, words),
            "bystander_name": compiled(context.bystanders.names, words),
            "saying": compiled(context.saying.words, words),
            "background": compiled(context.background.words, words),
            "same_day": compiled(context.same_day.words, words),
            "quoted": quoted,
            "instruments": instruments,
        }
    except (UnknownWordListError, regex.error) as error:
        raise text.error(text.root, str(error)) from None


__all__ = ["EventRule", "EventRules", "load_event_rules", "phrase_pattern"]

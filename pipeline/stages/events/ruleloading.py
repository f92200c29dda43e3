"""The files of ``rules/events`` to compiled event rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import regex

from pipeline.errors import RuleError
from pipeline.rulefiles import (
    Ids,
    RuleText,
    compile_regex,
    guarded,
    load_rule_file,
    raise_all,
    remembered,
    rule_files,
)
from pipeline.stages.events.anchors import anchors
from pipeline.stages.events.confidence import FILE, load_confidence
from pipeline.stages.events.phrases import UnknownWordListError, alternation, phrase_pattern
from pipeline.stages.events.rules import Cue, EventRule, EventRules, Exclusion, Phrase
from pipeline.stages.events.schema import (
    ContextFile,
    EventFile,
    RuleEntry,
    StatusCue,
    StatusFile,
    WordsFile,
)

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
    ids = Ids()
    for path in rule_files(folder):
        if path.name in _OWN_FILES:
            continue
        file, text = load_rule_file(path, EventFile, root=root)
        for index, entry in enumerate(file.rules):
            faults = ids.faults(entry.id, text, "rules", index)
            try:
                rules.append(_compile_rule(file, entry, words, len(rules)))
            except (UnknownWordListError, regex.error):
                faults += _phrase_faults(entry, index, words, text)
            errors += faults
    raise_all(folder.as_posix(), errors)
    return EventRules(
        rules=tuple(rules),
        cues=tuple(_compile_cue(c, words, status_text) for c in status.cues),
        confidence=load_confidence(folder, root),
        **_compile_context(context, words, context_text),
    )


def compiled(phrases: list[str], words: dict[str, str], rule_id: str) -> regex.Pattern[str]:
    """One compiled pattern for a list of phrases, on a time budget where it may need one."""
    return guarded(alternation(phrases, words), rule_id)


def _word_patterns(file: WordsFile, text: RuleText) -> dict[str, str]:
    patterns: dict[str, str] = {}

    def resolve(name: str, trail: tuple[str, ...]) -> str:
        if name in patterns:
            return patterns[name]
        node = text.root.locate(("lists", name))
        if name in trail:
            chain = " → ".join((*trail, name))
            raise text.error(
                node,
                f"word list '{name}' contains itself",
                f"Take one of these out of the next: {chain}.",
            )
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


def _phrase_faults(
    entry: RuleEntry, index: int, words: dict[str, str], text: RuleText
) -> list[RuleError]:
    """Each phrase that does not compile, at its own place."""
    faults = []
    for key in ("trigger", "needs", "unless", "without"):
        for number, phrase in enumerate(getattr(entry, key)):
            node = text.root.locate(("rules", index, key, number))
            try:
                for part in _alternatives(phrase) if key == "needs" else (phrase,):
                    regex.compile(phrase_pattern(part, words))
            except UnknownWordListError as error:
                close = get_close_matches(error.name, words, n=1)
                hint = f"Did you mean '{{{close[0]}}}'? " if close else ""
                faults.append(text.error(node, str(error), f"{hint}Lists stand in words.yaml."))
            except regex.error as error:
                way_out = "Check the brackets; between slashes ( [ * + ? need a \\ before them."
                faults.append(text.error(node, f"'{phrase}' is no pattern: {error}", way_out))
    return faults


def _compile_rule(
    file: EventFile, entry: RuleEntry, words: dict[str, str], order: int
) -> EventRule:
    needs = [part for phrase in entry.needs for part in _alternatives(phrase)]
    conditions = (("needs", needs), ("unless", entry.unless), ("without", entry.without))
    return EventRule(
        entry=entry,
        type=file.type,
        roles=file.roles,
        trigger=compiled(entry.trigger, words, entry.id),
        needs=compiled(needs, words, entry.id) if needs else None,
        unless=compiled(entry.unless, words, entry.id) if entry.unless else None,
        without=compiled(entry.without, words, entry.id) if entry.without else None,
        order=order,
        phrases=tuple(_phrases(entry.trigger, words, entry.id)),
        conditions=tuple(
            phrase
            for kind, listed in conditions
            for phrase in _phrases(listed, words, f"{kind} {entry.id}")
        ),
    )


def _phrases(listed: Sequence[str], words: dict[str, str], rule_id: str) -> Iterator[Phrase]:
    """The phrases of a list; their anchors come from memory where they are known."""
    if listed:
        known = remembered("anchors 3", json.dumps(listed), _anchors)
        for phrase, anchored in zip(listed, known, strict=True):
            yield Phrase(phrase_pattern(phrase, words), frozenset(anchored), rule_id)


def _anchors(listed: str) -> list[list[str]]:
    return [sorted(anchors(phrase)) for phrase in json.loads(listed)]


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
            words=compiled(cue.words, words, cue.id),
            unless=compiled(cue.unless, words, cue.id) if cue.unless else None,
            types=frozenset(cue.types),
        )
    except (UnknownWordListError, regex.error) as error:
        raise text.error(text.root.locate(("cues",)), f"{cue.id}: {error}") from None


# 実施したのは, 行われるのは: the act itself as the topic that a day follows.
_CARRIED_OUT = r"(?:実施|開催|行な?|行わ|開か?)[さしすれるい]{0,3}[たっ]?[たるうく]?の"


def _told_later(context: ContextFile, words: dict[str, str]) -> dict[str, regex.Pattern[str]]:
    """Patterns that match a name of the act, up to the day that は sets after it."""
    found = {}
    told = {name: value for name, value in context.told_later.items() if isinstance(value, list)}
    for name, own in told.items():
        names = compiled([*own, *told["any"]], words, f"told_later.{name}").pattern
        of_which = "その|今回の|同艦の|両艦の|正式な?|実際の|具体的な|初の"
        found[name] = compile_regex(
            rf"(?:^|[。、\n　 ])(?:{of_which})?(?:(?:{names})"
            rf"(?:の?(?:日程|時期|期間|日取り|開始|予定))?|(?:(?:{names})[をが])?{_CARRIED_OUT})"
            r"は、?(?:早ければ|遅くとも|おおむね|いずれも)?$"
        )
    return found


def _compile_context(context: ContextFile, words: dict[str, str], text: RuleText) -> dict[str, Any]:
    instruments: dict[str, regex.Pattern[str]] = {}
    quoted = compile_regex("(?!)")
    for name, value in context.instrument.items():
        if isinstance(value, list):
            instruments[name] = compiled(value, words, f"instrument.{name}")
        elif name == "quoted":
            quoted = compile_regex(value)
    try:
        return {
            "together": compiled(context.together.words, words, "together"),
            "members": {code: tuple(codes) for code, codes in context.members.groups.items()},
            "namesakes": context.members.namesakes,
            "bodies": frozenset(context.members.bodies),
            "missions": context.missions.lands,
            "peacekeeping": compiled(context.missions.peacekeeping, words, "missions.peacekeeping"),
            "flags": context.flags.words,
            "outlets": {
                name: code for code, names in context.homes.outlets.items() for name in names
            },
            "own_land": compiled(context.homes.own, words, "homes.own"),
            "not_acts": tuple(
                Exclusion(n.id, compiled(n.after, words, n.id), frozenset(n.types))
                for n in context.not_acts
            ),
            "bystander_after": compiled(context.bystanders.after, words, "bystanders"),
            "bystander_before": compiled(context.bystanders.before, words, "bystanders"),
            "bystander_name": compiled(context.bystanders.names, words, "bystanders"),
            "saying": compiled(context.saying.words, words, "saying"),
            "background": compiled(context.background.words, words, "background"),
            "same_day": compiled(context.same_day.words, words, "same_day"),
            "of_talks": compiled(context.of_talks.words, words, "of_talks"),
            "period_label": compiled(context.period_label.words, words, "period_label"),
            "lasting": {
                name: compiled(getattr(context.lasting, name), words, f"lasting.{name}")
                for name in ("subjects", "goes_on", "closes", "leaves", "opens")
            },
            "told_later": _told_later(context, words),
            "asking": compiled(context.asking.words, words, "asking"),
            "no_news": compiled(context.no_news.words, words, "no_news"),
            "private": compiled(context.private.words, words, "private"),
            "official": compiled(context.official.words, words, "official"),
            "quoted": quoted,
            "instruments": instruments,
            "pact_letters": context.instrument_names.letters,
            "bare_kinds": frozenset(context.instrument_names.kinds),
        }
    except (UnknownWordListError, regex.error) as error:
        raise text.error(text.root, str(error)) from None


__all__ = ["EventRule", "EventRules", "load_event_rules", "phrase_pattern"]

"""Explains any rule at a place: finds the records, and asks the stage the rule belongs to."""

from __future__ import annotations

from pipeline.errors import InputError
from pipeline.flow import Session
from pipeline.model import Source
from pipeline.tuning.catalogue import RuleInfo, find_rule
from pipeline.tuning.corpus import Corpus, Story
from pipeline.tuning.explaining import Explanation, explain_rule
from pipeline.tuning.explainingothers import BY_DOCUMENT, BY_STORY


def explain_at(
    rule_id: str, place: str | None, rules: list[RuleInfo], corpus: Corpus, session: Session
) -> list[Explanation]:
    """What a rule does at ``source[:record]``, or everywhere in the corpus.

    Of an event rule, a place that is named is explained even where no trigger matches.
    Raises :class:`InputError` for a rule or a place that is not there.
    """
    info = find_rule(rules, rule_id)
    name, number = _parsed(place)
    found: list[Explanation] = []
    seen = False
    for source, reading in corpus.readings(session):
        if name is not None and not _is_named(source, name):
            continue
        if info.stage in BY_DOCUMENT:
            seen = True
            found += BY_DOCUMENT[info.stage](info, source, reading, session)
            continue
        for record in reading.records:
            if number is not None and record.record.number != number:
                continue
            seen = True
            found += _of_story(info, Story(source, record, b""), session, named=place is not None)
    if place is not None and not seen:
        raise InputError(
            place,
            "is no record of the corpus",
            "Name it as in records.csv, SOURCE:RECORD_NO; the start of a file's name is enough.",
        )
    return found


def _of_story(info: RuleInfo, story: Story, session: Session, *, named: bool) -> list[Explanation]:
    rule = session.rules.events.rule(info.id) if info.stage == "events" else None
    if rule is not None:
        text = story.record.record.text.text
        if not named and not any(a in text for p in rule.phrases for a in p.anchors or {""}):
            return []
        found = list(explain_rule(rule, story, session))
        return found if named else [e for e in found if e.span]
    explain = BY_STORY.get(info.stage)
    return list(explain(info, story, session)) if explain else []


def _parsed(place: str | None) -> tuple[str | None, int | None]:
    if place is None:
        return None, None
    name, colon, number = place.rpartition(":")
    return (name, int(number)) if colon and number.isdigit() else (place, None)


def _is_named(source: Source, name: str) -> bool:
    """A source goes by its name in the tables, by its path, or by how its file's name starts."""
    return (
        source.name == name
        or name.endswith(f"/{source.name}")
        or source.name.rsplit("/", 1)[-1].startswith(name)
    )

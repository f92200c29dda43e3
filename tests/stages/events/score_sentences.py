"""How well the event rules read ``sentences.yaml``, by event type, on each half of it.

Run it as a program for the figures, with what went wrong on the half that may be read::

    python tests/stages/events/score_sentences.py [--show] [TYPE]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from pipeline.annotations import AnnotationStore
from pipeline.evaluation.events import EventScores, score_events
from pipeline.evaluation.rows import EventRow
from pipeline.model import (
    EVENT_TYPES,
    STAGES,
    STATUSES,
    AlignedText,
    Annotation,
    Event,
    Part,
    Record,
    Span,
)
from pipeline.rulefiles import RuleModel, load_rule_file
from pipeline.stages.actors import find_mentions, load_lexicon
from pipeline.stages.dates import find_dates, load_date_rules
from pipeline.stages.events import extract_events, load_event_rules
from pipeline.stages.nlp import load_analyser, model_identity

PROJECT = Path(__file__).parents[3]
SENTENCES = Path(__file__).with_name("sentences.yaml")
Annotate = Callable[[Sequence[str]], list[Annotation]]


class SentenceEntry(RuleModel):
    """A sentence with the events it tells, each ``type [stage] status date CODES…``."""

    text: str
    day: str | None = None
    headline: bool = False
    tune: bool = True
    events: list[str] = Field(default_factory=list)


class Group(RuleModel):
    """Sentences about one event type."""

    name: str
    sentences: list[SentenceEntry]


class SentenceFile(RuleModel):
    """``sentences.yaml``."""

    note: str
    day: str
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Told:
    """One text with its day, to be read as a record of its own."""

    text: str
    day: str | None = None
    headline: bool = False


def load_sentences(path: Path = SENTENCES) -> list[SentenceEntry]:
    """The sentences of the file, each with its day."""
    file, _ = load_rule_file(path, SentenceFile)
    return [
        entry.model_copy(update={"day": entry.day or file.day})
        for group in file.groups
        for entry in group.sentences
    ]


def read_events(
    told: Sequence[Told], annotate: Annotate, rules: Path = PROJECT / "rules"
) -> list[tuple[Event, ...]]:
    """The events of each text, through all stages from the language model on."""
    dates = load_date_rules(rules / "dates")
    lexicon = load_lexicon(rules / "actors")
    events = load_event_rules(rules / "events")
    read = []
    for one, annotation in zip(told, annotate([t.text for t in told]), strict=True):
        day = date.fromisoformat(one.day) if one.day else None
        role = "title" if one.headline else "body"
        whole = Span(0, len(one.text))
        record = Record(
            number=0,
            span=whole,
            text=AlignedText.whole(one.text),
            parts=(Part(role, whole),),
            published=one.day,
        )
        timexes = find_dates(one.text, day, dates, anchor_source="published" if day else "")
        mentions = find_mentions(one.text, day, lexicon, annotation.entities)
        read.append(extract_events(record, annotation, timexes, mentions, events))
    return read


def row_of(entry: SentenceEntry, line: str) -> EventRow:
    """An expected event as evaluation compares it. Raises ``ValueError`` if it is ill-formed."""
    kind, *rest = line.split()
    stage = rest.pop(0) if rest[0] in STAGES else None
    status, day, *codes = rest
    if (
        kind not in EVENT_TYPES
        or status not in STATUSES
        or (stage is None) is (kind == "agreement")
    ):
        raise ValueError(f"{line}: not an event")
    start, _, end = day.partition("/")
    return EventRow(
        file=entry.text,
        type=kind,
        participants=frozenset(codes),
        status=status,
        stage=stage,
        date_start=None if day == "-" else start,
        date_end=None if day == "-" or end == ".." else end or start,
        record=0,
        evidence=entry.text,
    )


def row_from(entry: SentenceEntry, event: Event) -> EventRow:
    """A found event as evaluation compares it."""
    return EventRow(
        file=entry.text,
        type=event.type,
        participants=frozenset(event.codes),
        status=event.status,
        stage=event.stage,
        date_start=event.date.start,
        date_end=event.date.end,
        record=0,
        evidence=entry.text,
        rule_id=event.rule_id,
    )


def score(entries: Sequence[SentenceEntry], annotate: Annotate) -> dict[bool, EventScores]:
    """Scores of the half that may be tuned on (True) and of the other (False)."""
    told = [Told(e.text, e.day, e.headline) for e in entries]
    found = list(zip(entries, read_events(told, annotate), strict=True))
    return {
        tune: score_events(
            [row_from(e, event) for e, events in found if e.tune is tune for event in events],
            [row_of(e, line) for e in entries if e.tune is tune for line in e.events],
        )
        for tune in (True, False)
    }


def table(scores: EventScores) -> str:
    """Precision, recall and F1 by type, and how often the fields of matches agree."""
    lines = []
    for name, part in [*scores.by_type.items(), ("all", scores)]:
        rates = part.relaxed
        fields = " ".join(
            f"{field} {share.rate:.2f}"
            for field, share in part.fields.items()
            if share.rate is not None
        )
        lines.append(
            f"{name:20s} P {rates.precision:.2f}  R {rates.recall:.2f}  F {rates.f1:.2f}"
            f"  strict {part.strict.f1:.2f}  of {rates.gold:3d} | {fields}"
        )
    return "\n".join(lines)


def faults(scores: EventScores, kind: str = "") -> Iterable[str]:
    """What was missed, found too many, or read otherwise, one line each."""
    for row in scores.misses:
        if kind in row.type:
            yield f"MISS  {_told(row)} | {row.file}"
    for row in scores.extras:
        if kind in row.type:
            yield f"EXTRA {_told(row)} ({row.rule_id}) | {row.file}"
    for pair in scores.differing:
        if kind in pair.gold.type:
            yield f"DIFF  {_told(pair.gold)} <> {_told(pair.predicted)} | {pair.gold.file}"


def _told(row: EventRow) -> str:
    day = f"{row.date_start}/{row.date_end}" if row.date_start else "-"
    return " ".join(filter(None, [row.type, row.stage, row.status, day, *sorted(row.participants)]))


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what went wrong (tuned half)")
    parser.add_argument("type", nargs="?", default="", help="list this event type alone")
    options = parser.parse_args()
    store = AnnotationStore(PROJECT / ".renkei", model_identity())
    scores = score(load_sentences(), lambda texts: store.annotate(texts, _analyse))
    if options.show:
        sys.stdout.write("\n".join(faults(scores[True], options.type)) + "\n\n")
    for tune, half in scores.items():
        sys.stdout.write(f"{'tuned half' if tune else 'other half'}\n{table(half)}\n\n")


def _analyse(texts: Sequence[str]) -> list[Annotation]:
    return load_analyser().annotate(texts)


if __name__ == "__main__":
    main()

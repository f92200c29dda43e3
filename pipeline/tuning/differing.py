"""What edited rules change in the events of the corpus, event by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.decisions import State
from pipeline.flow import Session
from pipeline.flow.reading import Reading
from pipeline.model import Event, Source
from pipeline.tuning.corpus import Corpus, Story, event_ids

Told = dict[str, tuple[Story, Event]]
FIELDS = (
    "type", "status", "stage", "participants", "date_start", "date_end", "date_text",
    "location", "instrument", "outcome", "evidence", "rule_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """An event added, lost or changed; ``fields`` are name → (old, new).

    ``loud`` says why a reviewer must hear of it, empty when nobody decided on it.
    """

    kind: Literal["added", "lost", "changed"]
    event_id: str
    rule_id: str
    place: str
    sentence: str
    event: Event
    fields: Mapping[str, tuple[Any, Any]]
    loud: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, how many records were compared, and how many had to be read again."""

    changes: tuple[Change, ...]
    records: int
    touched: int
    unread: tuple[str, ...] = ()


def compare(
    corpus: Corpus, old: Session, new: Session, decisions: Mapping[str, State]
) -> Difference:
    """The changes from the rules of ``old`` to those of ``new`` over the corpus.

    ``decisions`` are reviewers' verdicts by event id.
    """
    pages: list[tuple[Source, Reading, Reading]] = []
    articles: set[str] = set()
    records = touched = 0
    unread: list[str] = []
    for source, reading in corpus.readings(new, unread):
        earlier, altered = reading, list(reading.articles)
        if old.rules.reading_digest == new.rules.reading_digest:
            keys = zip(
                old.event_keys(source, reading), new.event_keys(source, reading), strict=True
            )
            pairs = zip(reading.articles, keys, strict=True)
            altered = [article for article, (one, other) in pairs if one != other]
        else:
            earlier = old.reading(source)
        records += len(reading.articles)
        touched += len(altered)
        articles |= {*altered, *(() if earlier is reading else earlier.articles)}
        pages.append((source, earlier, reading))
    # Equal events of one article are numbered, so all records of an article are compared.
    before = _rows(old, [(source, earlier) for source, earlier, _ in pages], articles)
    after = _rows(new, [(source, reading) for source, _, reading in pages], articles)
    changes = sorted(
        _changes(before, after, decisions), key=lambda c: (c.rule_id, c.place, c.event_id)
    )
    return Difference(tuple(changes), records, touched, tuple(unread))


def _rows(session: Session, pages: list[tuple[Source, Reading]], articles: set[str]) -> Told:
    rows: list[tuple[Story, Event]] = []
    for source, reading in pages:
        if articles.isdisjoint(reading.articles):
            continue
        wanted = {n for n, article in enumerate(reading.articles) if article in articles}
        told = session.events(source, reading, wanted)
        for number, events in enumerate(told):
            if events:
                story = Story(source, reading.records[number], b"")
                rows += [(story, event) for event in events]
    return dict(zip(event_ids(rows), rows, strict=True))


def _changes(before: Told, after: Told, decisions: Mapping[str, State]) -> Iterator[Change]:
    lost = {i: row for i, row in before.items() if i not in after}
    added = {i: row for i, row in after.items() if i not in before}
    for event_id in before.keys() & after.keys():
        fields = _fields(before[event_id], after[event_id])
        if fields:
            yield _change("changed", event_id, after[event_id], fields, decisions)
    for event_id, row in list(added.items()):
        # The same act told by other words: its evidence moved, and with it its id.
        twin = next((i for i, other in lost.items() if _same_act(other, row)), None)
        if twin is not None:
            fields = _fields(lost.pop(twin), row)
            yield _change("changed", twin, row, fields, decisions)
        else:
            yield _change("added", event_id, row, {}, decisions)
    for event_id, row in lost.items():
        yield _change("lost", event_id, row, {}, decisions)


def _change(
    kind: Literal["added", "lost", "changed"],
    event_id: str,
    row: tuple[Story, Event],
    fields: Mapping[str, tuple[Any, Any]],
    decisions: Mapping[str, State],
) -> Change:
    story, event = row
    state = decisions.get(event_id)
    verdict = state.verdict if state else ""
    loud = ""
    if kind == "lost" and verdict in {"accepted", "edited"}:
        loud = f"a reviewer had {verdict} it"
    elif kind == "added" and verdict == "rejected":
        loud = "a reviewer had rejected it"
    elif kind == "changed" and verdict == "accepted" and set(fields) - {"rule_id"}:
        loud = "a reviewer had accepted it as it was"
    sentence = story.text(story.sentence_at(event.trigger.start)).strip()
    return Change(kind, event_id, event.rule_id, story.place, sentence, event, fields, loud)


def _same_act(one: tuple[Story, Event], other: tuple[Story, Event]) -> bool:
    return (
        one[0].place == other[0].place
        and one[1].type == other[1].type
        and one[1].evidence.overlaps(other[1].evidence)
        and bool(set(one[1].codes) & set(other[1].codes))
    )


def _fields(old: tuple[Story, Event], new: tuple[Story, Event]) -> dict[str, tuple[Any, Any]]:
    before, after = _values(*old), _values(*new)
    return {n: (before[n], after[n]) for n in FIELDS if before[n] != after[n]}


def _values(story: Story, event: Event) -> dict[str, Any]:
    members = ";".join(sorted(f"{p.code}:{p.role}" for p in event.participants))
    return {
        "type": event.type,
        "status": event.status,
        "stage": event.stage,
        "participants": members,
        "date_start": event.date.start,
        "date_end": event.date.end,
        "date_text": event.date.text,
        "location": event.location,
        "instrument": event.instrument,
        "outcome": event.outcome,
        "evidence": story.evidence(event),
        "rule_id": event.rule_id,
    }

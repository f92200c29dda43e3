"""Decisions in their order to what holds now: the verdict, edits and notes of an event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.decisions.content import Content
from pipeline.decisions.entries import Decision

_VERDICTS = {"accept", "reject", "edit", "merge", "add"}
# Bookkeeping of a verdict, not a field of the event.
_NO_FIELDS = frozenset({"review", "merged_into"})


@dataclass(frozen=True, slots=True)
class State:
    """What reviewers say of an event, all its decisions taken together.

    ``verdict`` is ``pending``, ``accepted``, ``rejected`` or ``edited``; ``edits`` are the
    changed fields (None: emptied); ``last`` is the decision that the verdict comes from.
    ``verdicts`` holds each reviewer's own, before any disagreement was settled.
    """

    verdict: str = "pending"
    edits: Content = field(default_factory=dict)
    last: Decision | None = None
    verdicts: Mapping[str, str] = field(default_factory=dict)
    disagreement: bool = False
    skipped: bool = False
    note: str = ""
    merged_into: str = ""
    added: bool = False

    @property
    def decided(self) -> bool:
        """True when somebody gave a verdict."""
        return self.last is not None

    def review(self, content_hash: str) -> str:
        """The verdict for events.csv: ``recheck`` when the program's values have changed."""
        if self.last is None or self.added or self.last.content_hash == content_hash:
            return self.verdict
        return "recheck"


def live(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that were not taken back; undoing an undo brings back what it undid."""
    ordered = list(decisions)
    undone: set[str] = set()
    for entry in reversed(ordered):
        if entry.action == "undo" and entry.decision_id not in undone:
            undone.add(entry.undoes)
    return [e for e in ordered if e.action != "undo" and e.decision_id not in undone]


def state_of(decisions: Iterable[Decision]) -> State:
    """The state of one event from its decisions, in the order of the log."""
    last: Decision | None = None
    latest: dict[str, Decision] = {}
    own: dict[str, str] = {}
    skipped, note = False, ""
    settled = False
    standing = live(decisions)
    for entry in standing:
        if entry.note:
            note = entry.note
        if entry.action == "skip":
            skipped = True
        if entry.action not in _VERDICTS:
            continue
        last, skipped = entry, False
        settled = entry.settles
        if not entry.settles:
            latest[entry.reviewer] = entry
            own[entry.reviewer] = str(entry.after.get("review", "pending"))
    return State(
        verdict=str(last.after.get("review", "pending")) if last else "pending",
        edits=_edits(last),
        last=last,
        verdicts=own,
        disagreement=not settled and len({_said(e) for e in latest.values()}) > 1,
        skipped=skipped,
        note=note,
        merged_into=str(last.after.get("merged_into", "")) if last else "",
        added=any(e.action == "add" for e in standing),
    )


def states_of(decisions: Iterable[Decision]) -> dict[str, State]:
    """The state of every event that somebody decided on, by event id."""
    by_event: dict[str, list[Decision]] = defaultdict(list)
    for entry in decisions:
        by_event[entry.event_id].append(entry)
    return {event_id: state_of(entries) for event_id, entries in by_event.items()}


def _edits(last: Decision | None) -> Content:
    if last is None:
        return {}
    return {name: value for name, value in last.after.items() if name not in _NO_FIELDS}


def _said(entry: Decision) -> str:
    """What a verdict says, for comparing reviewers: the same edits are no disagreement."""
    return repr(sorted(entry.after.items(), key=lambda item: item[0]))

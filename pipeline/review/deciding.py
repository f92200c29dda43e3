"""The reviewer's desk: every way to decide, each ending in lines of the log.

A decision is made while the log is held alone and the index has taken in all that others
wrote before, so ``before`` is what really stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Literal

from pipeline.decisions import (
    Content,
    Decision,
    Writer,
    changes,
    decision,
    edited,
    live,
    parse_decision,
)
from pipeline.decisions.content import place_of
from pipeline.decisions.entries import Action
from pipeline.review.checking import FieldErrorsError, checked
from pipeline.review.filters import Filters
from pipeline.review.index import Index
from pipeline.review.names import Names
from pipeline.review.queries import Full, full, matching

Verdict = Literal["accept", "reject", "skip", "note"]
_REVIEW = {"accept": "accepted", "reject": "rejected"}


class UnknownEventError(LookupError):
    """There is no event of this id (any more)."""


class ChangedMeanwhileError(RuntimeError):
    """Somebody else decided since the page was shown."""


@dataclass(slots=True)
class Desk:
    """One reviewer at one output folder.

    ``now`` tells the time (ISO 8601 with zone) and ``salt`` something that never repeats:
    both come from the edge.
    """

    index: Index
    names: Names
    reviewer: str
    now: Callable[[], str]
    salt: Callable[[], str]

    def decide(
        self, event_id: str, action: Verdict, *, note: str = "", seen: str | None = None
    ) -> Decision:
        """Accept, reject, skip or annotate one event."""
        with self.index.log.writing() as writer:
            event = self._event(event_id, seen)
            entry = self._verdict(event, action, note=note)
            self._write(writer, [entry])
        return entry

    def decide_all(
        self, given: Iterable[tuple[str, Verdict, str]]
    ) -> tuple[list[Decision], list[str]]:
        """Several verdicts with their notes, in order; and the ids of unknown events."""
        made: list[Decision] = []
        unwritten: list[Decision] = []
        unknown: list[str] = []
        with self.index.log.writing() as writer:
            for event_id, action, note in given:
                if any(entry.event_id == event_id for entry in unwritten):
                    # What comes before is part of what this one finds.
                    self._write(writer, unwritten)
                    unwritten = []
                try:
                    event = self._event(event_id)
                except UnknownEventError:
                    unknown.append(event_id)
                    continue
                unwritten.append(self._verdict(event, action, note=note))
                made.append(unwritten[-1])
            self._write(writer, unwritten)
        return made, unknown

    def edit(
        self,
        event_id: str,
        fields: Mapping[str, Any],
        *,
        note: str = "",
        seen: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> Decision:
        """Accept an event with other values; without any difference it is just accepted.

        Raises :class:`FieldErrorsError`. ``span`` is the place of a new evidence.
        """
        with self.index.log.writing() as writer:
            event = self._event(event_id, seen)
            entry = self._edited(event, fields, note=note, span=span)
            self._write(writer, [entry])
        return entry

    def accept_all(self, filters: Filters, expected: int) -> tuple[str, int]:
        """Accept every filtered event that waits for it: (batch, how many).

        Raises :class:`ChangedMeanwhileError` when there are not ``expected`` of them, so that
        nothing is accepted that the preview did not count.
        """
        with self.index.log.writing() as writer:
            self.index.sync()
            waiting = self.waiting(filters)
            if len(waiting) != expected:
                raise ChangedMeanwhileError(f"there are {len(waiting)} events now, not {expected}")
            batch = self._name("bat", str(expected))
            entries = [self._verdict(self._event(i), "accept", batch=batch) for i in waiting]
            self._write(writer, entries)
        return batch, len(entries)

    def waiting(self, filters: Filters) -> list[str]:
        """The filtered events that a bulk accept would take: pending or to recheck."""
        wanted = [r for r in filters.review or ("pending",) if r in {"pending", "recheck"}]
        return (
            matching(self.index, replace(filters, review=tuple(wanted)), self.reviewer)
            if wanted
            else []
        )

    def undo(self, batch: str = "") -> list[str]:
        """Take back this reviewer's last decision, or a batch: the events concerned."""
        with self.index.log.writing() as writer:
            self.index.sync()
            targets = self._batch(batch) if batch else self._last()
            entries = [
                self._entry(
                    "undo",
                    self._event(target.event_id) if self._exists(target.event_id) else None,
                    target.event_id,
                    undoes=target.decision_id,
                    after=target.before,
                    before=target.after,
                )
                for target in targets
            ]
            self._write(writer, entries)
        return [target.event_id for target in targets]

    def add(self, record_id: str, fields: Mapping[str, Any], span: tuple[int, int]) -> Decision:
        """Add an event that the program missed. Raises :class:`FieldErrorsError`."""
        with self.index.log.writing() as writer:
            self.index.sync()
            record = self.index.one("SELECT * FROM records WHERE record_id = ?", (record_id,))
            if record is None:
                raise UnknownEventError(record_id)
            content = checked(fields, {}, self.names)
            if not content.get("evidence"):
                raise FieldErrorsError({"evidence": "select the evidence in the text"})
            start, end = span
            if not record["char_start"] <= start < end <= record["char_end"]:
                raise FieldErrorsError({"evidence": "lies outside this record"})
            place = {name: record[name] for name in ("record_id", "source", "title", "published")}
            after = {"review": "accepted", **content, **place}
            after |= {"evidence_start": start, "evidence_end": end}
            event_id = self._name("ev", record_id, content["event_type"], content["evidence"])
            entry = self._entry(
                "add", None, event_id, after={k: v for k, v in after.items() if v is not None}
            )
            self._write(writer, [entry])
        return entry

    def merge(self, event_id: str, into: str) -> Decision:
        """Reject an event as the same as another, which stays."""
        with self.index.log.writing() as writer:
            event = self._event(event_id)
            other = full(self.index, into)
            if other is None or other.event_id == event_id or other.state.merged_into:
                raise UnknownEventError(into)
            after = {**self._kept(event), "review": "rejected", "merged_into": into}
            entry = self._entry("merge", event, event_id, after=after)
            self._write(writer, [entry])
        return entry

    def apply(self, edits: Sequence[tuple[str, str, Mapping[str, Any], str]]) -> int:
        """Decisions of a spreadsheet as one batch: (event, action, fields, note) each.

        Action ``reopen`` takes every verdict on the event back.
        """
        with self.index.log.writing() as writer:
            self.index.sync()
            batch = self._name("bat", "sheet", str(len(edits)))
            entries: list[Decision] = []
            for event_id, action, fields, note in edits:
                event = self._event(event_id)
                if action == "edit":
                    entries.append(self._edited(event, fields, note=note, batch=batch))
                elif action in {"accept", "reject", "skip", "note"}:
                    verdict: Any = action
                    entries.append(self._verdict(event, verdict, note=note, batch=batch))
                else:
                    entries += [
                        self._entry("undo", event, event_id, undoes=d.decision_id, batch=batch)
                        for d in live(event.decisions)
                        if d.action in _REVIEW or d.action in {"edit", "merge"}
                    ]
            self._write(writer, entries)
        return len(entries)

    # --- parts ------------------------------------------------------------------------

    def _exists(self, event_id: str) -> bool:
        return full(self.index, event_id) is not None

    def _event(self, event_id: str, seen: str | None = None) -> Full:
        self.index.sync()
        event = full(self.index, event_id)
        if event is None:
            raise UnknownEventError(event_id)
        last = event.decisions[-1].decision_id if event.decisions else ""
        if seen is not None and seen != last:
            raise ChangedMeanwhileError(event_id)
        return event

    def _verdict(
        self, event: Full, action: Verdict, *, note: str = "", batch: str = ""
    ) -> Decision:
        after: Content = {}
        if action in _REVIEW:
            kept = self._kept(event)
            review = _REVIEW[action]
            if action == "accept" and kept and not event.added:
                review = "edited"
            if action == "reject" and not event.added:
                kept = {}
            after = {"review": review, **kept}
        return self._entry(action, event, event.event_id, after=after, note=note, batch=batch)

    def _edited(
        self,
        event: Full,
        fields: Mapping[str, Any],
        *,
        note: str = "",
        batch: str = "",
        span: tuple[int, int] | None = None,
    ) -> Decision:
        new = edited(event.content, checked(fields, event.content, self.names))
        action: Action = "edit"
        if event.added:
            after = {**self._kept(event), **changes(event.program, new), "review": "accepted"}
        else:
            after = {"review": "edited", **changes(event.program, new)}
        if span and "evidence" in after:
            after |= {"evidence_start": span[0], "evidence_end": span[1]}
        if set(after) == {"review"}:
            action, after = "accept", {"review": "accepted"}
        return self._entry(action, event, event.event_id, after=after, note=note, batch=batch)

    def _kept(self, event: Full) -> Content:
        """The fields that a new verdict carries on: edits, or all of an added event."""
        if event.added:
            return {n: v for n, v in event.state.edits.items() if n != "review"}
        return dict(event.state.edits) if event.state.verdict == "edited" else {}

    def _entry(self, action: Action, event: Full | None, event_id: str, **parts: Any) -> Decision:
        verdict = action not in {"skip", "note", "undo"}
        state = event.state if event else None
        if state is not None and "before" not in parts and verdict:
            parts["before"] = {"review": state.verdict, **self._kept(event)} if event else {}
        program = {**event.program, **place_of(event.row)} if event and not event.added else {}
        return decision(
            salt=self.salt(),
            at=self.now(),
            reviewer=self.reviewer,
            action=action,
            event_id=event_id,
            content_hash=event.content_hash if event else "",
            program=program if verdict else {},
            settles=bool(verdict and state and state.disagreement),
            **parts,
        )

    def _name(self, prefix: str, *parts: str) -> str:
        data = "\x1f".join((*parts, self.salt())).encode("utf-8", "surrogatepass")
        return f"{prefix}_{blake2b(data, digest_size=8).hexdigest()}"

    def _write(self, writer: Writer, entries: list[Decision]) -> None:
        if entries:
            writer.append(entries)
            self.index.sync()

    def _batch(self, batch: str) -> list[Decision]:
        rows = self.index.all(
            "SELECT line FROM decisions WHERE batch = ? AND reviewer = ?", (batch, self.reviewer)
        )
        found = [parse_decision(row["line"]) for row in rows]
        undone = {entry.undoes for entry in found}
        events = {entry.event_id for entry in found}
        for event_id in events:
            undone |= {entry.undoes for entry in self.index.decisions(event_id)}
        return [e for e in found if e.action != "undo" and e.decision_id not in undone]

    def _last(self) -> list[Decision]:
        undone: set[str] = set()
        rows = self.index.all(
            "SELECT line FROM decisions WHERE reviewer = ? ORDER BY n DESC LIMIT 20000",
            (self.reviewer,),
        )
        for row in rows:
            entry = parse_decision(row["line"])
            if entry.action == "undo":
                undone.add(entry.undoes)
            elif entry.decision_id not in undone:
                return self._batch(entry.batch) if entry.batch else [entry]
        return []

"""A record's text with everything marked that the program saw or dropped in it."""

from __future__ import annotations

import html
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.model import Source
from pipeline.review.index import Index
from pipeline.review.queries import Full
from pipeline.rulefiles import deferred
from pipeline.stages.sources import SourceFile, find_sources, read_sources

_AROUND = 4000
_REFERENCE = deferred(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
_KEPT_TEXTS = 16


class Mark(NamedTuple):
    """A stretch of the source that stands for something; ``title`` tells what on hover."""

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Text that is marked alike from end to end, with its place in the source."""

    text: str
    start: int
    end: int
    kinds: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class RecordText:
    """The text of a record as runs; ``problem`` says why there is none."""

    runs: tuple[Run, ...] = ()
    problem: str = ""
    clipped: bool = False


@dataclass(slots=True)
class Sources:
    """Finds the decoded text of sources by the names that the tables give.

    Names come from the tables alone, and only files that a listing of ``folders`` found
    are ever opened.
    """

    folders: Sequence[Path]
    _files: dict[str, SourceFile] = field(default_factory=dict)
    _texts: OrderedDict[str, Source] = field(default_factory=OrderedDict)
    _listed: bool = False

    def text(self, name: str, sha256: str) -> str | None:
        """The decoded text of a source, None when it is not there or no longer the same."""
        source = self._texts.get(name) or self._read(name)
        if source is None or source.sha256 != sha256:
            return None
        return source.text

    def path(self, name: str) -> Path | None:
        """The file that a source stands in."""
        self._list()
        file = self._files.get(name) or self._files.get(name.rpartition("#")[0])
        return file.path if file else None

    def _read(self, name: str) -> Source | None:
        self._list()
        file = self._files.get(name) or self._files.get(name.rpartition("#")[0])
        if file is None:
            return None
        for item in read_sources(file):
            if isinstance(item, Source) and item.name == name:
                self._texts[name] = item
                while len(self._texts) > _KEPT_TEXTS:
                    self._texts.popitem(last=False)
                return item
        return None

    def _list(self) -> None:
        if self._listed:
            return
        self._listed = True
        try:
            found = find_sources(list(self.folders))
        except InputError:
            return  # the page says that the text is missing, and how to name its folder
        self._files = {file.name: file for file in found.files}


def record_text(
    index: Index, sources: Sources, record_id: str, event: Full | None, *, whole: bool = False
) -> RecordText:
    """The text of a record, with the marks of one of its events.

    Of a very long record only the surroundings of the evidence, unless ``whole``.
    """
    record = index.one("SELECT * FROM records WHERE record_id = ?", (record_id,))
    if record is None:
        return RecordText(problem="this record is no longer in the tables")
    document = index.one("SELECT * FROM documents WHERE source = ?", (record["source"],))
    text = sources.text(record["source"], document["sha256"] if document else "")
    if text is None:
        return RecordText(
            problem=f"the text of {record['source']} was not found or has changed since the run:"
            " start renkei review with --sources FOLDER to see it"
        )
    start, end = record["char_start"], record["char_end"]
    clipped = False
    evidence = _evidence(event)
    if evidence and not whole and end - start > 2 * _AROUND:
        start, end = max(start, evidence[0] - _AROUND), min(end, evidence[1] + _AROUND)
        clipped = True
    marks = [*_dropped(index, record["source"], start, end)]
    if event is not None:
        marks += event_marks(index, event)
    is_html = bool(document and document["media_type"] == "text/html")
    return RecordText(tuple(runs(text, start, end, marks, is_html=is_html)), clipped=clipped)


def _evidence(event: Full | None) -> tuple[int, int] | None:
    if event is None:
        return None
    edits = event.state.edits if event.state.verdict == "edited" or event.added else {}
    start = edits.get("evidence_start", event.row.get("evidence_start"))
    end = edits.get("evidence_end", event.row.get("evidence_end"))
    return (int(start), int(end)) if start is not None and end is not None else None


def event_marks(index: Index, event: Full) -> list[Mark]:
    """Evidence, trigger, participants and dates of an event, as places in its source."""
    marks: list[Mark] = []
    evidence = _evidence(event)
    if evidence:
        marks.append(Mark(*evidence, "evidence"))
    row = event.row
    if row.get("trigger_start") is not None and row.get("trigger_end") is not None:
        marks.append(Mark(row["trigger_start"], row["trigger_end"], "trigger", row["rule_id"]))
    marks += [
        Mark(actor["mention_start"], actor["mention_end"], "actor", _actor_title(actor))
        for actor in event.actors
        if actor.get("mention_start") is not None and actor.get("mention_end") is not None
    ]
    dates = index.all(
        "SELECT * FROM dates WHERE record_id = ? ORDER BY char_start", (row.get("record_id"),)
    )
    wanted = row.get("date_text") or ""
    for date in dates:
        # The event's own expression, nearest to the evidence, is stronger than the others.
        own = bool(wanted) and date["text"] == wanted and _near(evidence, date["char_start"])
        title = " ".join(part for part in (date["edtf"], date["rule_id"]) if part)
        kind = "date own" if own else "date"
        marks.append(Mark(date["char_start"], date["char_end"], kind, title))
    return marks


def _near(evidence: tuple[int, int] | None, at: int) -> bool:
    return evidence is None or evidence[0] - 1500 <= at <= evidence[1] + 500


def _actor_title(actor: dict[str, object]) -> str:
    parts = (actor.get("code"), actor.get("role"), actor.get("office"), actor.get("person"))
    return " ".join(str(part) for part in parts if part)


def _dropped(index: Index, source: str, start: int, end: int) -> list[Mark]:
    rows = index.all(
        "SELECT * FROM dropped WHERE source = ? AND char_start < ? AND char_end > ?",
        (source, end, start),
    )
    return [Mark(r["char_start"], r["char_end"], "dropped", r["reason"] or "") for r in rows]


def runs(
    text: str, start: int, end: int, marks: Iterable[Mark], *, is_html: bool = False
) -> list[Run]:
    """Cut ``text[start:end]`` wherever a mark begins or ends.

    >>> [r.text for r in runs("日本とフランス", 0, 7, [Mark(3, 7, "actor")])]
    ['日本と', 'フランス']
    """
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    cuts = {start, end}
    for mark in inside:
        cuts |= {max(mark.start, start), min(mark.end, end)}
    if is_html:
        # One character for a reader, several in the source: a run of its own.
        for match in _REFERENCE.finditer(text, start, end):
            cuts |= {match.start(), match.end()}
    places = sorted(cuts)
    opening = sorted(inside, key=lambda m: m.start)
    found: list[Run] = []
    active: list[Mark] = []
    at = 0
    for left, right in pairwise(places):
        while at < len(opening) and opening[at].start <= left:
            active.append(opening[at])
            at += 1
        active = [mark for mark in active if mark.end > left]
        kinds = tuple(sorted({kind for mark in active for kind in mark.kind.split()}))
        title = " · ".join(dict.fromkeys(mark.title for mark in active if mark.title))
        shown = text[left:right]
        if is_html and _REFERENCE.fullmatch(shown):
            shown = html.unescape(shown)
        found.append(Run(shown, left, right, kinds, title))
    return found

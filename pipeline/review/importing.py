"""A spreadsheet against what holds now: every change, conflict and invalid cell, by event.

Nothing is written here. The comparison has three sides: what the row said when it was
exported, what the reviewer made of it, and what the event says now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.decisions import EDITABLE, Content, State, edited, state_of
from pipeline.review.checking import FieldErrorsError, checked, participants_of
from pipeline.review.edtf import read_date
from pipeline.review.filters import REVIEWS
from pipeline.review.index import Index
from pipeline.review.names import Names
from pipeline.review.queries import Full, full
from pipeline.review.sheet import Cells, content_cells
from pipeline.review.workbooks import unguard
from pipeline.rulefiles import deferred

_SLASHED = deferred(r"(\d{4})/(\d{1,2})/(\d{1,2})(?: 0?0:00(?::00)?)?")
_DATES = frozenset({"date_edtf", "date_start", "date_end"})
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class CellReport:
    """A cell worth telling: its line in the file, the value before, the value given."""

    line: int
    event_id: str
    column: str
    before: str
    given: str
    problem: str = ""


@dataclass(slots=True)
class ImportReport:
    """What an import would do. Rows with a conflict or an invalid cell are left out."""

    rows: int = 0
    changes: list[CellReport] = field(default_factory=list)
    conflicts: list[CellReport] = field(default_factory=list)
    invalid: list[CellReport] = field(default_factory=list)
    edits: list[tuple[str, str, Mapping[str, Any], str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Base:
    """A row when it was exported: ``cells`` as written, ``content`` and ``verdict`` that held.

    ``known`` is False when the program's values have changed since.
    """

    cells: Cells
    content: Content
    verdict: str
    note: str
    known: bool = True


def compare(index: Index, names: Names, rows: Iterable[Cells], encoding: str) -> ImportReport:
    """Compare the rows of a file that :mod:`workbooks` read with the index."""
    report = ImportReport()
    seen: dict[str, Cells] = {}
    for line, cells in enumerate(rows, 2):
        report.rows += 1
        event_id = cells.get("event_id", "").strip()
        event = full(index, event_id) if event_id else None
        problem = ""
        if not event_id:
            problem = "no event_id: add missed events on the page"
        elif event is None:
            problem = "there is no such event in the tables"
        elif event_id in seen and seen[event_id] != cells:
            problem = "this event stands in an earlier line with other values"
        if problem or event is None:
            report.invalid.append(CellReport(line, event_id, "event_id", "", event_id, problem))
        elif event_id not in seen:
            _row(report, line, event, cells, names, encoding)
        seen.setdefault(event_id, cells)
    return report


def _row(
    report: ImportReport, line: int, event: Full, cells: Cells, names: Names, encoding: str
) -> None:
    base = _base(event, cells)
    told: list[tuple[str, CellReport]] = []
    wanted: dict[str, Any] = {}
    now = content_cells(event.content)
    for name in EDITABLE:
        if name not in cells or _same(name, cells[name], base.cells[name], encoding):
            continue
        value = _value(name, cells[name], event)
        shown = ";".join(value) if isinstance(value, tuple) else value
        if _same(name, shown, now[name], encoding):
            continue
        cell = CellReport(line, event.event_id, name, now[name], shown)
        if not base.known or now[name] != content_cells(base.content)[name]:
            told.append(("conflict", cell))
        else:
            told.append(("change", cell))
            wanted[name] = value
    told += [
        ("invalid", CellReport(line, event.event_id, name, now[name], cells[name], error))
        for name, error in _errors(wanted, event, names).items()
    ]
    told += _edited_columns(line, event, cells, base, encoding)
    action, verdict_cells = _verdict(line, event, cells, base, wanted)
    told += verdict_cells
    note = unguard(cells.get("review_note", base.note)).strip()
    if _plain(note) in {_plain(base.note), _plain(event.state.note)}:
        note = ""
    if note:
        cell = CellReport(line, event.event_id, "review_note", event.state.note, note)
        told.append(("change", cell))
        action = action or "note"
    _file(report, told)
    if action and all(kind == "change" for kind, _ in told):
        report.edits.append((event.event_id, action, wanted, note))


def _file(report: ImportReport, told: list[tuple[str, CellReport]]) -> None:
    lists = {
        "change": report.changes,
        "conflict": report.conflicts,
        "invalid": report.invalid,
    }
    for kind, cell in told:
        lists[kind].append(cell)


def _verdict(
    line: int, event: Full, cells: Cells, base: _Base, wanted: Mapping[str, Any]
) -> tuple[str, list[tuple[str, CellReport]]]:
    """The action that a row asks for, and what to tell of its review cell."""
    given = cells.get("review", base.verdict).strip() or base.verdict
    cell = CellReport(line, event.event_id, "review", event.review, given)
    if given not in REVIEWS:
        problem = f"is none of: {', '.join(REVIEWS)}"
        return "", [("invalid", CellReport(*_parts(cell), problem))]
    if given in {base.verdict, event.review}:
        return ("edit" if wanted else ""), []
    if event.review != base.verdict:
        return "", [("conflict", cell)]
    if given == "recheck" or (given == "rejected" and wanted):
        problem = (
            "only a run can ask for it"
            if given == "recheck"
            else "the row is rejected and changed: do one of the two"
        )
        return "", [("invalid", CellReport(*_parts(cell), problem))]
    if wanted:
        return "edit", [("change", cell)]
    actions = {"rejected": "reject", "pending": "reopen"}
    return actions.get(given, "accept"), [("change", cell)]


def _parts(cell: CellReport) -> tuple[int, str, str, str, str]:
    return cell.line, cell.event_id, cell.column, cell.before, cell.given


def _errors(wanted: Mapping[str, Any], event: Full, names: Names) -> dict[str, str]:
    try:
        checked(wanted, event.content, names)
    except FieldErrorsError as error:
        return error.errors
    return {}


def _edited_columns(
    line: int, event: Full, cells: Cells, base: _Base, encoding: str
) -> list[tuple[str, CellReport]]:
    """Changes in the edited_… columns of events.csv, which only show what was decided."""
    held = content_cells(base.content)
    program = content_cells(event.program)
    found: list[tuple[str, CellReport]] = []
    for name in EDITABLE:
        column = f"edited_{name}"
        if column not in cells:
            continue
        expected = held[name] if held[name] != program[name] else ""
        if not _same(name, cells[column], expected, encoding):
            problem = f"change the column {name} instead"
            cell = CellReport(line, event.event_id, column, expected, cells[column], problem)
            found.append(("invalid", cell))
    return found


# --- what a row was exported from -----------------------------------------------------------


def _base(event: Full, cells: Cells) -> _Base:
    if "base" in cells:
        return _sheet_base(event, cells["base"])
    # A row of events.csv: the program's own values, and the verdict of that moment.
    moment = cells.get("reviewed_at", "")
    then = [d for d in event.decisions if moment and d.at <= moment]
    state = state_of(then)
    content = _held(event.program, state)
    own = content_cells(event.program)
    codes = {entry.partition(":")[0] for entry in event.program.get("participants", ())}
    own["participants"] = ";".join(sorted(codes))
    return _Base(own, content, state.review(event.content_hash), state.note)


def _sheet_base(event: Full, base: str) -> _Base:
    fingerprint, _, last = base.strip().partition(":")
    ids = [d.decision_id for d in event.decisions]
    if last and last not in ids:
        return _Base(content_cells(event.content), event.content, event.review, "", known=False)
    state = state_of(event.decisions[: ids.index(last) + 1 if last else 0])
    program = event.program
    known = fingerprint == event.content_hash
    if not known:
        older = [d.program for d in event.decisions if d.content_hash == fingerprint]
        program = older[0] if older else event.program
    content = _held(program, state) if not event.added else event.content
    return _Base(content_cells(content), content, state.review(fingerprint), state.note, known)


def _held(program: Content, state: State) -> Content:
    return edited(
        {k: v for k, v in program.items() if k in EDITABLE},
        state.edits if state.verdict == "edited" else {},
    )


# --- cells ----------------------------------------------------------------------------------


def _same(name: str, given: str, known: str, encoding: str) -> bool:
    """True when a spreadsheet program may have made ``given`` of ``known``."""
    left, right = _plain(given), _plain(known)
    if left == right or _plain(unguard(given)) == right:
        return True
    if name == "participants" and sorted(left.split(";")) == sorted(right.split(";")):
        return True
    if name in _DATES and (_iso(left) == right or left in _misread(right)):
        return True
    if encoding == "cp932":
        lost = right.encode("cp932", "replace").decode("cp932")
        return _plain(unguard(given)) == lost or left == lost
    return False


def _plain(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _iso(cell: str) -> str:
    match = _SLASHED.fullmatch(cell)
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else cell


def _misread(edtf: str) -> set[str]:
    """What Excel shows for a month in EDTF: it takes 2025-10 for a day."""
    match = regex.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", edtf)
    if not match:
        return set()
    year, month = match[1], int(match[2])
    short = _MONTHS[month - 1]
    days = (f"{year}-{month:02d}-01", f"{year}/{month}/1", f"{year}/{month:02d}/01")
    return {*days, f"{short}-{year[2:]}", f"{year[2:]}-{short}", f"{short}-{year}"}


def _value(name: str, cell: str, event: Full) -> Any:
    """A cell as the field's value."""
    text = _plain(unguard(cell))
    if name == "participants":
        roles = dict(entry.partition(":")[::2] for entry in event.content.get("participants", ()))
        entries = participants_of(text)
        return tuple(e if ":" in e else f"{e}:{roles.get(e, 'party')}" for e in entries)
    if name in _DATES:
        text = _iso(text)
        try:
            return read_date(text).edtf if text else ""
        except ValueError:
            return text  # told as invalid when the row is checked
    return text

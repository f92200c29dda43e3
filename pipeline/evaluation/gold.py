"""Reads a gold folder: the JSON Lines that careful readers wrote, and the documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeVar

from pipeline.errors import InputError
from pipeline.evaluation.rows import DateRow, EventRow, Gold, RecordRow, Stretch
from pipeline.model import Span

T = TypeVar("T")

HEADER: Final = {  # column of records.csv: field of the gold
    "published": "published",
    "outlet": "outlet",
    "via": "via",
    "title": "title",
    "article_ref": "article_id",
    "item_date_start": "item_date_start",
    "item_date_end": "item_date_end",
}
ENCODINGS: Final = ("utf-8-sig", "euc_jp", "cp932")  # the strictest first
NOT_CONTENT: Final = ("boilerplate", "blank")


def project_folder(name: str) -> Path:
    """A folder of the project that this package stands in, or of the working directory.

    Raises ``InputError`` when neither has it (an installed copy has no gold of its own).
    """
    for base in (Path(), Path(__file__).parents[2]):
        if (base / name).is_dir():
            return base / name
    raise InputError(name, "no such folder", "run from the project's folder, or name another")


def load_gold(folder: Path, documents: Path | None = None) -> Gold:
    """The answers of a gold folder.

    ``folder`` holds ``events.jsonl`` and ``records.jsonl``, and may hold ``lines.jsonl``,
    ``dates.jsonl`` and the source files in ``docs/``. ``documents`` is where the source
    files are otherwise. A folder with ``docs/`` of its own is a development corpus and
    has folds. Raises ``InputError`` for a missing or broken file.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder", "name the gold's folder with --gold")
    own = folder / "docs"
    documents = documents or (own if own.is_dir() else project_folder("seeds"))
    records = _rows(folder / "records.jsonl", _record)
    events = _rows(folder / "events.jsonl", _event)
    lines, dates = folder / "lines.jsonl", folder / "dates.jsonl"
    judged = _rows(lines, _line) if lines.is_file() else ()
    files = {row.file for rows in (records, events, judged) for row in rows}
    texts = {file: _text(documents / file) for file in sorted(files)}
    return Gold(
        texts=texts,
        events=events,
        records=records,
        stretches=_stretches(judged, texts),
        dates=_rows(dates, _date) if dates.is_file() else None,
        folded=own.is_dir(),
    )


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), "a document of the gold is not there", "name its folder with --docs"
        ) from error
    for encoding in ENCODINGS:
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    raise InputError(str(path), f"is in none of the encodings {', '.join(ENCODINGS)}")


def _rows(path: Path, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    """What ``make`` reads in each line of a JSON Lines file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            str(path), f"cannot be read: {error}", "name a folder with the gold by --gold"
        ) from error
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            rows.append(make(json.loads(line)))
        except (json.JSONDecodeError, TypeError) as error:
            raise InputError(f"{path}:{number}", f"not a row of the gold: {error}") from error
        except KeyError as error:
            raise InputError(f"{path}:{number}", f"the row has no field {error}") from error
    return tuple(rows)


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["char_start"], row["char_end"])


def _event(row: Mapping[str, Any]) -> EventRow:
    return EventRow(
        file=row["file"],
        type=row["type"],
        participants=frozenset(p["code"] for p in row["participants"]),
        status=row["status"],
        stage=row["stage"],
        date_start=row["date_start"],
        date_end=row["date_end"],
        in_pieces="…" in (row.get("date_text") or ""),
        record=row["record"],
        span=_span(row),
        evidence=row["evidence"],
    )


def _record(row: Mapping[str, Any]) -> RecordRow:
    header = {column: row[field] for column, field in HEADER.items() if field in row}
    return RecordRow(row["file"], row["record"], _span(row), header)


def _date(row: Mapping[str, Any]) -> DateRow:
    values = (row["type"], row["start"], row["end"], row["zone"])
    return DateRow(row["file"], _span(row), row["text"], *values)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the gold; ``parts`` are (start, end, label) within it, of a mixed line."""

    file: str
    number: int
    label: str
    ambiguous: bool
    parts: tuple[tuple[int, int, str], ...]


def _line(row: Mapping[str, Any]) -> _Line:
    parts = tuple((part["start"], part["end"], part["label"]) for part in row.get("spans", ()))
    return _Line(row["file"], row["line_no"], row["label"], row["ambiguous"], parts)


def _stretches(lines: Iterable[_Line], texts: Mapping[str, str]) -> dict[str, tuple[Stretch, ...]]:
    starts = {
        file: list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        for file, text in texts.items()
    }
    found: dict[str, list[Stretch]] = {}
    for line in lines:
        judged = found.setdefault(line.file, [])
        if line.ambiguous:
            continue
        here, after = starts[line.file][line.number - 1 : line.number + 1]
        # A mixed line is judged by its parts; white space between them belongs to none.
        for start, end, label in line.parts or [(0, after - here - 1, line.label)]:
            judged.append(Stretch(Span(here + start, here + end), label not in NOT_CONTENT))
    return {file: tuple(stretches) for file, stretches in found.items()}

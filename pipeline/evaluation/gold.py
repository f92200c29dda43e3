"""Reads a gold folder: the JSON Lines that careful readers wrote, and the documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from pipeline.errors import InputError
from pipeline.evaluation.rows import DateRow, EventRow, Gold, RecordRow, Stretch
from pipeline.model import Span

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
    own = folder / "docs"
    documents = documents or (own if own.is_dir() else project_folder("seeds"))
    records = tuple(_record(row) for row in _rows(folder / "records.jsonl"))
    events = tuple(_event(row) for row in _rows(folder / "events.jsonl"))
    lines = list(_rows(folder / "lines.jsonl", needed=False))
    dates = folder / "dates.jsonl"
    files = {r.file for r in records} | {e.file for e in events} | {r["file"] for r in lines}
    texts = {file: _text(documents / file) for file in sorted(files)}
    return Gold(
        texts=texts,
        events=events,
        records=records,
        stretches=_stretches(lines, texts),
        dates=tuple(_date(row) for row in _rows(dates)) if dates.is_file() else None,
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


def _rows(path: Path, *, needed: bool = True) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        if not needed:
            return
        raise InputError(
            str(path), "the gold has no such file", "name a folder with the gold by --gold"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}:{number}", f"not JSON: {error.msg}") from error
        if not isinstance(row, dict) or "file" not in row:
            raise InputError(f"{path}:{number}", "a row is an object that names its file")
        yield row


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


def _stretches(
    lines: Iterable[Mapping[str, Any]], texts: Mapping[str, str]
) -> dict[str, tuple[Stretch, ...]]:
    starts = {
        file: list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        for file, text in texts.items()
    }
    found: dict[str, list[Stretch]] = {}
    for row in lines:
        judged = found.setdefault(row["file"], [])
        if row["ambiguous"]:
            continue
        here, after = starts[row["file"]][row["line_no"] - 1 : row["line_no"] + 1]
        # A mixed line is judged by its parts; white space between them belongs to none.
        parts = row.get("spans") or [{"start": 0, "end": after - here - 1, "label": row["label"]}]
        for part in parts:
            span = Span(here + part["start"], here + part["end"])
            judged.append(Stretch(span, part["label"] not in NOT_CONTENT))
    return {file: tuple(stretches) for file, stretches in found.items()}

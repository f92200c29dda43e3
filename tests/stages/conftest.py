"""Documents as perfect stages would make them: the gold of the seeds, read as results."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import (
    AlignedText,
    Cleaned,
    Document,
    Event,
    EventDate,
    Participant,
    Record,
    RecordResult,
    Source,
    Span,
    Timex,
)


def rows(path: Path) -> dict[str, dict[Any, list[dict[str, Any]]]]:
    """Gold rows by file and record."""
    found: dict[str, dict[Any, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["file"]][row["record"]].append(row)
    return found


def event(row: dict[str, Any], offset: int) -> Event:
    span = Span(row["char_start"] - offset, row["char_end"] - offset)
    return Event(
        type=row["type"],
        status=row["status"],
        participants=tuple(Participant(p["code"], p["role"]) for p in row["participants"]),
        evidence=span,
        trigger=span,
        rule_id="gold",
        stage=row["stage"],
        date=EventDate(
            row["date_start"],
            row["date_end"],
            edtf=row["edtf"],
            text=row["date_text"],
            basis=row["date_basis"],
        ),
        location=row["location"],
        location_code=row["location_code"],
        instrument=row["instrument"],
        outcome=row["outcome"],
        confidence=0.9,
    )


def timex(row: dict[str, Any], offset: int) -> Timex:
    span = Span(row["char_start"] - offset, row["char_end"] - offset)
    return Timex(span, row["text"], row["type"], row["start"], row["end"], edtf=row["edtf"])


@pytest.fixture(scope="session")
def gold_documents(project: Path) -> tuple[Document, ...]:
    """The five seeds with the records, dates and events of their gold."""
    gold = project / "tests/gold/seeds"
    events, dates = rows(gold / "events.jsonl"), rows(gold / "dates.jsonl")
    documents = []
    for file, records in rows(gold / "records.jsonl").items():
        data = (project / "seeds" / file).read_bytes()
        text = data.decode("utf-8")
        results = []
        for number, (row,) in records.items():
            span = Span(row["char_start"], row["char_end"])
            record = Record(
                number,
                span,
                AlignedText.keep(text, [span]),
                (),
                title=row["title"],
                published=row["published"],
                outlet=row["outlet"],
                via=row["via"],
                article_ref=row["article_id"],
            )
            found = [
                d for d in dates[file][number] if span.covers(Span(d["char_start"], d["char_end"]))
            ]
            results.append(
                RecordResult(
                    record,
                    dates=tuple(timex(d, span.start) for d in found),
                    events=tuple(event(e, span.start) for e in events[file][number]),
                )
            )
        source = Source(file, text, sha256(data).hexdigest())
        documents.append(Document(source, Cleaned(AlignedText.whole(text), ()), tuple(results)))
    return tuple(documents)

"""Events as records tell them: of the seeds' gold, and made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Document, Event, EventDate, Participant, Span, Told
from pipeline.stages.linking import Knowledge, load_linking

TABLE = "003_4d0b8c5cd2f5d2c3.txt"


@pytest.fixture(scope="session")
def knowledge(project: Path) -> Knowledge:
    return load_linking(project / "rules")


@pytest.fixture(scope="session")
def gold_told(gold_documents: tuple[Document, ...]) -> list[Told]:
    """All events of the seeds; the ids read ``003/14.2``: file, record, event in the gold."""
    return [
        Told(
            f"{document.source.name[:3]}/{result.record.number}.{number}",
            event,
            result.record.text.text[event.evidence.start : event.evidence.end],
            f"{document.source.name[:3]}/{result.record.number}",
            document.source.name,
            result.record.number,
            result.record.published,
        )
        for document in gold_documents
        for result in document.records
        for number, event in enumerate(result.events, 1)
    ]


def tell(
    event_id: str,
    event_type: str = "meeting",
    status: str = "completed",
    parties: str = "JPN ITA",
    days: str = "",
    evidence: str = "",
    published: str | None = None,
    record: str = "",
    source: str = "",
    at: int = 0,
    roles: dict[str, str] | None = None,
    **values: Any,
) -> Told:
    """An event told by a record of its own; ``days`` is ``start/end`` or one day."""
    start, _, end = days.partition("/")
    known = roles or {}
    return Told(
        event_id,
        Event(
            event_type,
            status,
            tuple(Participant(code, known.get(code, "party")) for code in parties.split()),
            evidence=Span(at, at + len(evidence)),
            trigger=Span(at, at + 1),
            rule_id="r",
            date=EventDate(start or None, end or start or None),
            **values,
        ),
        evidence or f"会談{event_id}",
        record or f"rec-{event_id}",
        source or f"{event_id}.txt",
        1,
        published,
    )

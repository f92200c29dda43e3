"""Events as records tell them: of the seeds' gold, and made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from pipeline.model import Document, Party, Told
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
            event.type,
            event.status,
            event.stage,
            tuple(Party(p.code, p.role, p.person) for p in event.participants),
            event.date.start,
            event.date.end,
            event.date.edtf,
            event.location,
            event.location_code,
            event.instrument,
            result.record.text.text[event.evidence.start : event.evidence.end],
            event.evidence.start,
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
    roles: Mapping[str, str] = MappingProxyType({}),
    stage: str | None = None,
    instrument: str | None = None,
    location: str | None = None,
    location_code: str | None = None,
) -> Told:
    """An event told by a record of its own; ``days`` is ``start/end`` or one day."""
    start, _, end = days.partition("/")
    return Told(
        event_id,
        event_type,
        status,
        stage,
        tuple(Party(code, roles.get(code, "party")) for code in parties.split()),
        start or None,
        end or start or None,
        None,
        location,
        location_code,
        instrument,
        evidence or f"会談{event_id}",
        at,
        record or f"rec-{event_id}",
        source or f"{event_id}.txt",
        1,
        published,
    )

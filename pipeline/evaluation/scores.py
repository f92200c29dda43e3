"""All scores of a run in one value, from its tables or from documents in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.evaluation.content import ContentScores, score_content
from pipeline.evaluation.dates import BorneScores, DateScores, score_borne_dates, score_dates
from pipeline.evaluation.events import EventScores, score_events
from pipeline.evaluation.predicted import from_documents
from pipeline.evaluation.records import RecordScores, score_records
from pipeline.evaluation.rows import EventRow, Gold, Predicted, place
from pipeline.model import Document


@dataclass(frozen=True)
class Scores:
    """How a run compares with the gold.

    ``dates`` is None where the gold has no table of expressions. ``quiet_extras`` are the
    events predicted in files that have none in the gold, ``quiet_files`` is how many such
    files there are. ``unread`` are files of the gold that the run did not read.
    """

    files: int
    events: EventScores
    records: RecordScores
    content: ContentScores
    dates: DateScores | None
    borne_dates: BorneScores
    quiet_files: int
    quiet_extras: tuple[EventRow, ...]
    unread: tuple[str, ...]


def score(predicted: Predicted, gold: Gold) -> Scores:
    """Compare a run with the gold; what it says of other files is left out."""
    predicted = predicted.only(gold.files)
    predicted = replace(predicted, events=tuple(place(predicted.events, gold.records)))
    events = score_events(predicted.events, gold.events)
    quiet = set(gold.files) - {e.file for e in gold.events}
    return Scores(
        files=len(gold.files),
        events=events,
        records=score_records(predicted, gold),
        content=score_content(predicted.dropped, gold),
        dates=score_dates(predicted, gold) if gold.dates is not None else None,
        borne_dates=score_borne_dates(predicted, gold),
        quiet_files=len(quiet),
        quiet_extras=tuple(e for e in events.extras if e.file in quiet),
        unread=tuple(f for f in gold.files if f not in predicted.dropped),
    )


def score_documents(documents: Iterable[Document], gold: Gold) -> Scores:
    """Compare documents that were just run with the gold of the same file names.

    ``score_documents(documents, load_gold(Path("tests/gold/seeds"))).events.strict.f1``
    """
    return score(from_documents(documents), gold)

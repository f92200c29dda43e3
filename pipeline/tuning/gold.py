"""Gold scores of corpus events, where the corpus has documents of the gold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from pipeline.flow import Session
from pipeline.model import Annotation, Document, RecordResult
from pipeline.tuning.corpus import Corpus

if TYPE_CHECKING:
    from pipeline.evaluation import EventScores


@dataclass(frozen=True, slots=True)
class Scored:
    """Strict and relaxed F1, precision and recall (relaxed) over the gold's documents."""

    documents: int
    strict: float
    relaxed: float
    precision: float
    recall: float


def gold_of(corpus: Corpus, folder: Path | None = None) -> set[str]:
    """The names of corpus documents that have gold answers.

    ``folder`` holds the gold; by default that of the seeds, when it is there.
    """
    folder = folder or Path("tests/gold/seeds")
    records = folder / "records.jsonl"
    if not records.is_file():
        return set()
    lines = records.read_text(encoding="utf-8")
    names = {PurePath(source.name).name for source in corpus.sources()}
    return {name for name in names if f'"{name}"' in lines}


def score_events_of(
    corpus: Corpus, session: Session, files: set[str], folder: Path | None = None
) -> Scored:
    """How the events of the corpus compare with the gold of ``files``."""
    scores = _scores_of(corpus, session, files, folder)
    rates = scores.relaxed
    return Scored(len(files), scores.strict.f1, rates.f1, rates.precision, rates.recall)


def _scores_of(
    corpus: Corpus, session: Session, files: set[str], folder: Path | None
) -> EventScores:
    # Scores need the whole of evaluation, which commands without gold start sooner without.
    from pipeline.evaluation import load_gold, score_documents  # noqa: PLC0415

    documents = []
    paths: dict[str, Path] = {}
    for source, reading in corpus.readings(session):
        if PurePath(source.name).name not in files:
            continue
        events = session.events(source, reading)
        results = tuple(
            RecordResult(r.record, Annotation((), ()), r.found.dates, r.found.mentions, told)
            for r, told in zip(reading.records, events, strict=True)
        )
        documents.append(Document(source, reading.cleaned, results))
    for path in corpus.paths:
        base = path if path.is_dir() else path.parent
        paths |= {p.name: p.parent for p in base.rglob("*") if p.name in files}
    gold = load_gold(folder or Path("tests/gold/seeds"), next(iter(paths.values()), None))
    return score_documents(documents, gold.only(files)).events


def matches_by_rule(
    corpus: Corpus, session: Session, files: set[str], folder: Path | None = None
) -> Counter[str]:
    """How many events of each rule match an event of the gold."""
    pairs = _scores_of(corpus, session, files, folder).pairs
    return Counter(pair.predicted.rule_id for pair in pairs)

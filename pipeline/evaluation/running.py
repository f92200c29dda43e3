"""Runs the pipeline on the gold's own documents, to score what the rules say today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.evaluation.gold import load_gold, project_folder
from pipeline.evaluation.predicted import from_documents
from pipeline.evaluation.report import Part, Report, build_report
from pipeline.flow import Rules, load_rules, process
from pipeline.model import Document

Heard = Callable[[Document], None]


def run_report(
    rules: Rules | Path | None = None, *, jobs: int = 1, heard: Heard = lambda _: None
) -> Report:
    """Run the seeds, the development corpus, own and fresh pages and report on them.

    ``rules`` are loaded rules or their folder (default: the project's). ``heard`` is told
    of each document as it is done. No table is written; what the language model says is
    kept in the cache, so that only the first report is slow. Raises ``RenkeiError`` where
    gold, documents, rules or model cannot be used.
    """
    if not isinstance(rules, Rules):
        rules = load_rules(rules)
    gold = project_folder("tests/gold")
    seeds = run_part(gold / "seeds", project_folder("seeds"), rules, jobs=jobs, heard=heard)
    dev, own, fresh = (
        run_part(gold / name, gold / name / "docs", rules, jobs=jobs, heard=heard)
        for name in ("dev", "own", "fresh")
    )
    return build_report(seeds, dev, own, fresh)


def run_part(
    gold: Path, documents: Path, rules: Rules, *, jobs: int = 1, heard: Heard = lambda _: None
) -> Part:
    """Run a folder of documents and set what comes out beside its gold."""
    answers = load_gold(gold, documents)
    done = []
    for document in process(documents, rules=rules, jobs=jobs):
        heard(document)
        done.append(document)
    return Part(from_documents(done), answers)

"""Cleaning and records against the gold: the seeds whole, the corpus by tuned and unseen folds."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path

import pytest

from pipeline.evaluation.content import score_content
from pipeline.evaluation.folds import TUNED, UNSEEN, VALIDATION, fold
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.records import score_records
from pipeline.evaluation.rows import Gold, Predicted, RecordRow
from pipeline.model import Source
from pipeline.stages.cleaning import clean, load_cleaning_rules
from pipeline.stages.dates import find_dates, load_date_rules
from pipeline.stages.records import load_record_rules, split
from pipeline.stages.sources import read_page

PROJECT = Path(__file__).parents[2]
SEEDS = load_gold(PROJECT / "tests" / "gold" / "seeds", PROJECT / "seeds")
DEV = load_gold(PROJECT / "tests" / "gold" / "dev")
HEADER = ("published", "outlet", "via", "title", "article_ref", "item_date_start", "item_date_end")


@cache
def predicted(seeds: bool) -> Predicted:
    gold = SEEDS if seeds else DEV
    cleaning = load_cleaning_rules(PROJECT / "rules" / "cleaning")
    rules = load_record_rules(PROJECT / "rules" / "records")
    dates = partial(find_dates, rules=load_date_rules(PROJECT / "rules" / "dates"))
    dropped, rows = {}, []
    for file, text in gold.texts.items():
        source = Source(file, text, "", "text/html" if file.endswith(".html") else "text/plain")
        cleaned = clean(read_page(source), cleaning)
        dropped[file] = tuple(cut.span for cut in cleaned.dropped)
        for record in split(cleaned, source, rules, dates):
            published = record.published if seeds or not record.published else record.published[:10]
            values = (
                published,
                record.outlet,
                record.via,
                record.title,
                record.article_ref,
                record.item_start,
                record.item_end,
            )
            header = dict(zip(HEADER, values, strict=True))
            rows.append(RecordRow(file, record.number, record.span, header))
    return Predicted(dropped, records=tuple(rows))


def of_folds(folds: set[int]) -> Gold:
    return DEV.only({file for file in DEV.files if fold(file) in folds})


def test_seed_lines() -> None:
    scores = score_content(predicted(True).dropped, SEEDS)
    assert scores.pooled.f1 >= 0.99
    assert scores.macro_f1 >= 0.99


def test_seed_records_with_all_their_headers() -> None:
    scores = score_records(predicted(True), SEEDS)
    assert (scores.exact.right, scores.exact.gold, scores.exact.predicted) == (56, 56, 56)
    assert {name for name, share in scores.fields.items() if share.right < share.of} == set()


@pytest.mark.parametrize(
    ("folds", "least"), [(set(TUNED), 0.98), ({VALIDATION}, 0.96), ({UNSEEN}, 0.96)]
)
def test_corpus_lines(folds: set[int], least: float) -> None:
    gold = of_folds(folds)
    assert score_content(predicted(False).dropped, gold).pooled.f1 >= least


def test_corpus_records() -> None:
    gold = of_folds(set(TUNED))
    scores = score_records(predicted(False).only(gold.files), gold)
    assert scores.near.f1 >= 0.95

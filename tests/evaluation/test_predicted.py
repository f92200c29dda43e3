"""A run scores the same from its documents and from the tables it wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation import (
    Gold,
    from_documents,
    from_tables,
    score,
    score_documents,
)
from pipeline.model import Document
from pipeline.stages.tables import Profile, Review, build_tables, write_tables

Documents = Callable[[Gold], list[Document]]


def write(
    documents: list[Document], out: Path, profile: Profile = "excel", **given: object
) -> Path:
    tables = build_tables(
        documents,
        names=lambda _: None,
        wareki=lambda *_: None,
        codes=lambda *_: ("", ""),
        **given,
    )
    write_tables(tables, out, profile=profile, versions={})
    return out


def test_documents_without_mistake_score_one(seeds: Gold, documents: Documents) -> None:
    scores = score_documents(documents(seeds), seeds)
    assert scores.events.strict.f1 == 1
    assert scores.events.strict.right == 156
    assert scores.records.exact.right == 56
    assert scores.content.pooled.f1 == 1
    assert scores.dates is not None
    assert scores.dates.zones["body"].exact.rate == 1
    assert {share.rate for share in scores.records.fields.values()} == {1}


@pytest.mark.parametrize("profile", ["excel", "machine"])
def test_tables_give_back_what_documents_said(
    seeds: Gold, documents: Documents, tmp_path: Path, profile: Profile
) -> None:
    run = documents(seeds)
    tables, memory = from_tables(write(run, tmp_path, profile)), from_documents(run)
    assert Counter(tables.events) == Counter(memory.events)
    assert tables.dropped == memory.dropped
    assert score(tables, seeds) == score(memory, seeds)


def test_rejected_events_do_not_count(seeds: Gold, documents: Documents, tmp_path: Path) -> None:
    run = documents(seeds)
    kept = write(run, tmp_path / "kept")
    ids = [line.split(",", 1)[0] for line in (kept / "events.csv").read_text().split("\n")[1:2]]
    rejected = write(run, tmp_path / "out", reviews={ids[0]: Review("rejected")})
    assert len(from_tables(rejected).events) == len(from_tables(kept).events) - 1 == 155


def test_missing_tables_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="renkei run"):
        from_tables(tmp_path / "none")
    with pytest.raises(InputError, match=r"documents\.csv"):
        from_tables(tmp_path)

"""The real gold against itself, and what a broken gold says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluation import Gold, Predicted, RecordRow, load_gold, place, score
from pipeline.model import Span

Copy = Callable[[Gold], Predicted]


def test_the_gold_scores_one_against_itself(gold: Gold, copy: Copy) -> None:
    predicted = copy(gold)
    unplaced = tuple(replace(event, record=None) for event in predicted.events)
    scores = score(replace(predicted, events=unplaced), gold)
    assert scores.events.relaxed.f1 == scores.events.strict.f1 == 1
    assert scores.events.relaxed.right == len(gold.events) > 100
    assert scores.records.exact.f1 == 1
    assert {share.rate for share in scores.records.fields.values()} == {1}
    assert scores.content.pooled.f1 == scores.content.macro_f1 == 1
    assert not scores.quiet_extras
    assert not scores.unread


def test_dates_of_the_gold_score_one_against_themselves(seeds: Gold, copy: Copy) -> None:
    dates = score(copy(seeds), seeds).dates
    assert dates is not None
    assert {zone: (s.exact.rate, s.exact.of) for zone, s in dates.zones.items()} == {
        "body": (1, 132),
        "header": (1, 54),
    }
    assert all(s.found.rate == s.same_span.rate == 1 for s in dates.zones.values())
    assert not dates.spurious


def test_evidence_stands_where_the_gold_says(gold: Gold) -> None:
    assert all(gold.texts[e.file][slice(*e.span)] == e.evidence for e in gold.events)


def test_a_run_that_read_nothing_scores_nothing(seeds: Gold) -> None:
    scores = score(Predicted({}), seeds)
    assert scores.events.relaxed.f1 == scores.records.exact.f1 == scores.content.pooled.f1 == 0
    assert scores.unread == seeds.files


def test_an_event_stands_in_the_innermost_record(seeds: Gold) -> None:
    event = seeds.events[0]
    article, card = (
        RecordRow(event.file, number, span)
        for number, span in ((1, Span(0, 100)), (2, Span(20, 40)))
    )
    at = [replace(event, span=Span(start, start + 30)) for start in (10, 20, 39, 40, 100)]
    assert [e.record for e in place(at, [article, card])] == [1, 2, 2, 1, None]


def test_files_outside_the_gold_do_not_count(seeds: Gold, copy: Copy) -> None:
    half = seeds.only(seeds.files[:2])
    assert len(half.files) == 2
    assert score(copy(seeds), half).events.relaxed.f1 == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "records.jsonl: cannot be read"),
        ("{", "records.jsonl:1: not a row"),
        ("\n[]", "records.jsonl:2: not a row"),
        ('{"file": "記事.txt"}', "records.jsonl:1: the row has no field 'record'"),
    ],
)
def test_a_broken_gold_is_told(tmp_path: Path, text: str | None, message: str) -> None:
    if text:
        (tmp_path / "records.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        load_gold(tmp_path)


def test_a_missing_document_is_told(tmp_path: Path) -> None:
    row = '{"file": "無い.txt", "record": 1, "char_start": 0, "char_end": 5}\n'
    (tmp_path / "records.jsonl").write_text(row, encoding="utf-8")
    (tmp_path / "events.jsonl").touch()
    with pytest.raises(InputError, match=r"無い\.txt.*\n.*--docs"):
        load_gold(tmp_path)

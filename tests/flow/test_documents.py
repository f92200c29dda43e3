"""One document through the stages: a failure costs what it must and no more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.errors import OutputError, RenkeiError
from pipeline.flow import Rules, documents, load_rules, process_source, readers
from pipeline.model import Annotation, Problem, Source


@pytest.fixture(scope="module")
def loaded(rules: Path) -> Rules:
    return load_rules(rules)


@pytest.fixture(scope="module")
def chronology(project: Path) -> Source:
    text = (project / "seeds" / "003_4d0b8c5cd2f5d2c3.txt").read_text(encoding="utf-8")
    return Source("表.txt", text, "")


def nothing(texts: Sequence[str]) -> list[Annotation]:
    """A model that finds nothing: what it says is not the question here."""
    return [Annotation((), ()) for _ in texts]


def boom(*_: object, **__: object) -> None:
    raise ZeroDivisionError("division by zero")


def test_a_failing_record_leaves_the_others_whole(
    chronology: Source, loaded: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = process_source(chronology, loaded, nothing)
    third = whole.records[2].record.text.text
    find = readers.find_mentions

    def fails_at_the_third(text, *arguments):
        return boom() if text == third else find(text, *arguments)

    monkeypatch.setattr(readers, "find_mentions", fails_at_the_third)
    broken = process_source(chronology, loaded, nothing)
    assert broken.problems == (
        Problem("表.txt", "actors", "failed", "ZeroDivisionError: division by zero", "skipped", 3),
    )
    assert len(broken.records) == len(whole.records) > 40
    assert broken.records[2].mentions == ()
    assert broken.records[2].dates == whole.records[2].dates
    assert broken.records[3:] == whole.records[3:]


def test_a_mission_abroad_writes_of_the_land_where_it_is(
    loaded: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def extract(*_: object, background: tuple[str, ...], **__: object) -> tuple[()]:
        asked.append(background)
        return ()

    monkeypatch.setattr(documents, "extract_events", extract)
    head = "在ペルー日本国大使館\nホーム 大使館案内 領事情報 経済協力\n小学校の引渡式\n"
    text = f"{head}令和7年12月16日\n大使は12月12日、首都で開かれた式に出席しました。\n"
    process_source(Source("大使館.txt", text, ""), loaded, nothing)
    assert asked == [("PER",)]


def test_a_text_the_model_cannot_read_costs_one_record(chronology: Source, loaded: Rules) -> None:
    whole = process_source(chronology, loaded, nothing)
    fifth = whole.records[4].record.text.text

    def refuses_the_fifth(texts: Sequence[str]) -> list[Annotation]:
        if fifth in texts:
            raise ValueError("too long")
        return nothing(texts)

    broken = process_source(chronology, loaded, refuses_the_fifth)
    assert [(p.stage, p.detail, p.record) for p in broken.problems] == [
        ("nlp", "ValueError: too long", 5)
    ]
    assert broken.records[4].annotation is None
    assert broken.records[4].dates == whole.records[4].dates
    assert broken.records[:4] == whole.records[:4]


@pytest.mark.parametrize("stage", ["clean", "split"])
def test_a_document_that_cannot_be_cleaned_or_split_is_one_problem(
    chronology: Source, loaded: Rules, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(readers, stage, boom)
    document = process_source(chronology, loaded, nothing)
    assert document.records == ()
    assert [p.problem for p in document.problems] == ["failed"]


def test_a_pattern_without_end_is_told_as_such(
    chronology: Source, loaded: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        raise TimeoutError("regex timed out")

    def endless_by_name(*_: object, **__: object) -> None:
        try:
            endless()
        except TimeoutError:
            raise RenkeiError("date.day", "its pattern takes over 1 s on this text") from None

    monkeypatch.setattr(documents, "extract_events", endless)
    monkeypatch.setattr(readers, "find_dates", endless_by_name)
    document = process_source(chronology, loaded, nothing)
    assert {(p.stage, p.problem) for p in document.problems} == {
        ("dates", "timed out"),
        ("events", "timed out"),
    }
    assert "date.day: its pattern takes over 1 s on this text" in {
        p.detail for p in document.problems
    }
    assert len(document.problems) == len(set(document.problems))
    assert document.records
    assert all(result.mentions for result in document.records[:5])


def test_what_concerns_every_document_is_raised(chronology: Source, loaded: Rules) -> None:
    def full_disk(texts: Sequence[str]) -> list[Annotation]:
        raise OutputError("cache", "disk is full")

    with pytest.raises(OutputError, match="disk is full"):
        process_source(chronology, loaded, full_disk)

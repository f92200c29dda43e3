"""Tables that no event rule changes stay in place, and only while they are right."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.flow import documents, processing
from pipeline.flow.results import FILE_NAME
from pipeline.model import Document, Source
from pipeline.stages.tables import Sheet, sheet_of

pytestmark = pytest.mark.model
KEPT = {"documents.csv", "dates.csv", "mentions.csv", "dropped.csv"}


class Place:
    """Documents, rules and a cache of their own."""

    def __init__(self, folder: Path, articles: Path, rules: Path, cache: Path) -> None:
        self.folder = folder
        self.docs = shutil.copytree(articles, folder / "docs")
        self.rules = shutil.copytree(rules, folder / "rules")
        shutil.copytree(cache, folder / "kept", ignore=shutil.ignore_patterns("revisions"))

    def run(self, out: str = "out", *, profile: str = "excel") -> dict[str, int]:
        """Run once more; the number by which each file in the folder ``out`` is known there."""
        pipeline.run(
            self.docs,
            out=self.folder / out,
            cache=self.folder / "kept",
            rules=self.rules,
            profile=profile,  # type: ignore[arg-type]
        )
        return {path.name: path.stat().st_ino for path in (self.folder / out).iterdir()}

    def right(self, *, profile: str = "excel") -> bool:
        """Whether the tables are those of a run into a folder where none stand."""
        shutil.rmtree(self.folder / "anew", ignore_errors=True)
        self.run("anew", profile=profile)
        one, other = (
            {path.name: path.read_bytes() for path in (self.folder / out).iterdir()}
            for out in ("out", "anew")
        )
        return one == other


@pytest.fixture
def place(articles: Path, rules: Path, cache: Path, tmp_path: Path) -> Place:
    found = Place(tmp_path, articles, rules, cache)
    found.run()
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(before: dict[str, int], after: dict[str, int]) -> set[str]:
    return {name for name in after if after[name] != before.get(name)}


def test_an_edited_event_rule_leaves_them_in_place(place: Place) -> None:
    before = place.run()
    edit(place.rules / "events" / "port_call.yaml", "      - 寄港\n", "      - マニラに寄港\n")
    assert changed(before, place.run()) == set(before) - KEPT
    assert place.right()


def test_another_edited_rule_does_not(place: Place) -> None:
    before = place.run()
    path = next((place.rules / "dates").glob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "# noted\n", encoding="utf-8")
    assert changed(before, place.run()) == set(before)
    assert place.right()


def test_a_file_that_was_changed_or_removed_comes_back(place: Place) -> None:
    path = place.folder / "out" / "mentions.csv"
    path.write_bytes(path.read_bytes() + b"mine\r\n")
    place.run()
    assert place.right()
    path.unlink()
    place.run()
    assert place.right()


def test_other_documents_and_another_profile_are_told_anew(place: Place) -> None:
    (place.docs / "海自.txt").unlink()
    place.run()
    assert place.right()
    place.run(profile="machine")
    assert place.right(profile="machine")


def test_a_document_that_changes_while_it_is_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was seen as it was before; its tables are those of what was read in the end."""
    learn = processing.Processing._learn

    def late(self: processing.Processing) -> str:
        told = learn(self)
        edit(place.docs / "海自.txt", "寄港した。", "18日に続き寄港した。")
        monkeypatch.setattr(processing.Processing, "_learn", learn)
        return told

    monkeypatch.setattr(processing.Processing, "_learn", late)
    place.run()
    assert "18日" in (place.folder / "out" / "dates.csv").read_text(encoding="utf-8")
    assert place.right()


def test_a_run_of_texts_in_no_file_is_told_apart(place: Place) -> None:
    texts = ("日英両首相は2025年3月1日、ロンドンで会談した。", "日仏両首相は5日会談した。")
    for text in texts:
        pipeline.run(
            Source("memo", text),
            out=place.folder / "memo",
            cache=place.folder / "kept",
            rules=place.rules,
        )
        assert text[:2] in (place.folder / "memo" / "events.csv").read_text(encoding="utf-8")
    assert "5日" in (place.folder / "memo" / "dates.csv").read_text(encoding="utf-8")


def test_a_damaged_result_is_found_anew(place: Place) -> None:
    before = (place.folder / "out" / "dates.csv").read_bytes()
    with closing(sqlite3.connect(place.folder / "kept" / FILE_NAME)) as store:
        store.execute("UPDATE reading SET rest = substr(rest, 1, 20)")
        store.commit()
    place.run("later")
    assert (place.folder / "later" / "dates.csv").read_bytes() == before


def test_rows_of_events_that_an_edit_leaves_alone_are_not_made_anew(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def noted(document: Document, **how: Any) -> Sheet:
        made.append(document.source.name)
        return sheet_of(document, **how)

    monkeypatch.setattr(documents, "sheet_of", noted)
    port_calls = place.rules / "events" / "port_call.yaml"
    edit(port_calls, "      - 寄港\n", "      - 寄港\n      - 錨を下ろした\n")
    before = (place.folder / "out" / "events.csv").read_bytes()
    place.run()
    assert made == []
    assert (place.folder / "out" / "events.csv").read_bytes() == before
    edit(port_calls, "      - 寄港\n", "      - マニラに寄港\n")
    place.run()
    assert made == ["海自.txt"]
    assert place.right()


def test_damaged_rows_of_events_are_made_anew(place: Place) -> None:
    with closing(sqlite3.connect(place.folder / "kept" / FILE_NAME)) as store:
        store.execute("UPDATE sheet SET data = substr(data, 1, 20)")
        store.commit()
    edit(place.rules / "events" / "port_call.yaml", "      - 寄港\n", "      - マニラに寄港\n")
    place.run()
    assert place.right()


def test_rows_go_with_the_reading_that_they_were_made_of(place: Place) -> None:
    path = next((place.rules / "dates").glob("*.yaml"))
    for number in range(3):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        place.run()
    with closing(sqlite3.connect(place.folder / "kept" / FILE_NAME)) as store:
        sheets, readings = (
            {key for (key,) in store.execute(f"SELECT key FROM {table}")}
            for table in ("sheet", "reading")
        )
        kept = [n for (n,) in store.execute("SELECT count(*) FROM reading GROUP BY document")]
    assert sheets
    assert sheets <= readings
    # Of each document those of the rules in use, and of those before the last edit. The cache
    # may hold documents of other tests besides.
    assert kept.count(2) >= len(list(place.docs.rglob("*.*")))
    assert max(kept) == 2

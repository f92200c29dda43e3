"""The store of annotations: nothing is analysed twice, nothing is lost, nothing goes stale."""

from __future__ import annotations

import pickle
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotations import FILE_NAME, AnnotationStore, decode, encode
from pipeline.errors import OutputError
from pipeline.model import Annotation, Entity, Sentence, Span, Token


def annotation_of(text: str) -> Annotation:
    """One token for each character: enough to tell annotations apart."""
    tokens = tuple(
        Token(Span(i, i + 1), char, char.lower(), "NOUN", "名詞", "五段;終止形", "obl", 0, i // 2)
        for i, char in enumerate(text)
    )
    entities = (Entity(Span(0, 1), text[0], "Country"),) if text else ()
    return Annotation((Sentence(Span(0, len(text)), tokens),), entities)


class Analyses:
    """Stands in for the model and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[Annotation]:
        self.asked += texts
        return [annotation_of(text) for text in texts]


def test_only_texts_not_seen_before_are_analysed(tmp_path: Path) -> None:
    model = Analyses()
    with AnnotationStore(tmp_path, "m 1") as store:
        first = store.annotate(["日英", "日仏", "日英"], model)
    with AnnotationStore(tmp_path, "m 1") as store:
        second = store.annotate(["日独", "日仏", "日英"], model)
    assert model.asked == ["日英", "日仏", "日独"]
    assert first == [annotation_of(t) for t in ("日英", "日仏", "日英")]
    assert second == [annotation_of(t) for t in ("日独", "日仏", "日英")]


def test_another_model_does_not_see_the_first_ones_entries(tmp_path: Path) -> None:
    with AnnotationStore(tmp_path, "m 1") as store:
        store.put("日英", annotation_of("日英"))
    with AnnotationStore(tmp_path, "m 2") as store:
        assert store.get("日英") is None


@given(st.text(alphabet='日英会aA\n 　"\\\x00\ud800😀', max_size=20))
def test_what_comes_back_is_what_went_in(text: str) -> None:
    annotation = annotation_of(text)
    back = decode(encode(annotation), text)
    assert back == annotation
    assert annotation == back
    assert hash(back.sentences[0]) == hash(annotation.sentences[0])
    assert pickle.loads(pickle.dumps(back)) == annotation
    assert pickle.loads(pickle.dumps(back.sentences)) == annotation.sentences


@pytest.mark.model
def test_a_seeds_annotation_survives_the_store(tmp_path: Path, project: Path, ginza) -> None:
    text = (project / "seeds" / "000_1f666e4760cbb663.txt").read_text(encoding="utf-8")
    with AnnotationStore(tmp_path, ginza.identity) as store:
        [fresh] = store.annotate([text], ginza.annotate)
        stored = store.get(text)
    assert stored is not fresh
    assert stored == fresh


def test_a_damaged_entry_is_analysed_again(tmp_path: Path) -> None:
    model = Analyses()
    with AnnotationStore(tmp_path, "m 1") as store:
        store.annotate(["日英"], model)
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("UPDATE annotation SET data = substr(data, 1, 10)")
    db.close()
    with AnnotationStore(tmp_path, "m 1") as store:
        assert store.annotate(["日英"], model) == [annotation_of("日英")]
        assert store.get("日英") == annotation_of("日英")
    assert model.asked == ["日英", "日英"]


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("これは表ではない" * 100, encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be used as the store") as caught:
        AnnotationStore(tmp_path, "m 1")
    assert "--cache DIR" in caught.value.way_out


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file/cache"):
        AnnotationStore(tmp_path / "file" / "cache", "m 1")


def test_a_killed_writer_leaves_whole_entries(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.annotations import AnnotationStore\n"
        "from pipeline.model import Annotation, Sentence, Span\n"
        "store = AnnotationStore(Path(sys.argv[1]), 'm 1')\n"
        "for n in range(10**9):\n"
        "    store.put(f'日英{n}', Annotation((Sentence(Span(0, n), ()),) * 50, ()))\n"
        "    print(n, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        while int(writer.stdout.readline()) < 30:
            pass
        writer.kill()
        written = 30 + len(writer.stdout.readlines())
    with AnnotationStore(tmp_path, "m 1") as store:
        found = [store.get(f"日英{n}") for n in range(written)]
    assert all(a is not None and a.sentences[49].span.end == n for n, a in enumerate(found))


def test_two_thousand_records_are_read_in_well_under_a_second(tmp_path: Path) -> None:
    text = "日本と英国は６日、ロンドンで会談した。" * 60
    annotation = annotation_of(text)
    with AnnotationStore(tmp_path, "m 1") as store:
        for n in range(20):
            store.put(f"{text}{n}", annotation)
        start = time.process_time()
        found = [store.get(f"{text}{n}") for _ in range(100) for n in range(20)]
        assert time.process_time() - start < 0.8
    assert None not in found

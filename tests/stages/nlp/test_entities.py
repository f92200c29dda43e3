"""The faster decoder finds what the model's own finds, always."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import spacy

from pipeline.stages.nlp import Analyser, split_sentences
from pipeline.stages.nlp.entities import EntityDecoder, UnsupportedModelError, decode_faster

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def plain() -> Any:
    """The model as it comes."""
    return spacy.load("ja_ginza")


@pytest.fixture(scope="module")
def texts(project: Path) -> list[str]:
    """Sentences and a whole page of the seeds, white space, and noise made of their letters."""
    page = (project / "seeds" / "001_2add952971a60e8d.txt").read_text(encoding="utf-8")
    chance = random.Random(1)
    noise = ["".join(chance.choices(page, k=chance.randint(1, 60))) for _ in range(60)]
    sentences = [page[s.start : s.end] for s in split_sentences(page)]
    return [*sentences, page, "", " ", "　\n", "日", "日本 米国　\n\nイギリス  ", *noise]


def test_entities_and_bunsetsu_are_the_models_own(
    plain: Any, ginza: Analyser, texts: list[str]
) -> None:
    assert "renkei_entities" in ginza.nlp.pipe_names
    assert "ner" not in ginza.nlp.pipe_names
    count = 0
    for own, faster in zip(plain.pipe(texts), ginza.nlp.pipe(texts), strict=True):
        assert [(e.start, e.end, e.label_) for e in faster.ents] == [
            (e.start, e.end, e.label_) for e in own.ents
        ]
        assert [t.ent_iob_ for t in faster] == [t.ent_iob_ for t in own]
        assert faster.user_data["bunsetu_bi_labels"] == own.user_data["bunsetu_bi_labels"]
        count += len(own.ents)
    assert count > 250


def test_neither_batches_nor_order_change_an_entity(plain: Any, texts: list[str]) -> None:
    decoder = EntityDecoder(plain.get_pipe("ner"))
    docs = list(plain.pipe(texts))
    together = decoder.decide(docs)
    assert [decoder.decide([doc])[0] for doc in reversed(docs)] == together[::-1]


def test_a_model_that_disagrees_keeps_its_own_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = spacy.load("ja_ginza")
    monkeypatch.setattr(EntityDecoder, "_goes_on", lambda *_: True)
    assert not decode_faster(nlp)
    assert "ner" in nlp.pipe_names


def test_a_recogniser_of_another_build_keeps_its_own_decoder() -> None:
    nlp = spacy.blank("ja")
    assert not decode_faster(nlp)
    nlp.add_pipe("ner").add_label("Country")
    nlp.initialize()
    with pytest.raises(UnsupportedModelError, match="vectors of its own"):
        EntityDecoder(nlp.get_pipe("ner"))
    assert not decode_faster(nlp)
    assert nlp.pipe_names == ["ner"]

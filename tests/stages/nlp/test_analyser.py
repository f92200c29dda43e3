"""What the language model says, in record offsets, whatever stands beside a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.model import Annotation
from pipeline.stages.nlp import Analyser, analyser, load_analyser, model_identity

TEXT = "日英首脳会談\n　日本と英国は６日、ロンドンで「協力する。」との文書に署名した。次は未定。"


@pytest.fixture(scope="module")
def annotation(ginza: Analyser) -> Annotation:
    return ginza.annotate([TEXT])[0]


@pytest.mark.model
def test_tokens_and_entities_lie_where_they_say(annotation: Annotation) -> None:
    tokens = [t for s in annotation.sentences for t in s.tokens]
    assert len(annotation.sentences) == 3
    assert all(TEXT[t.span.start : t.span.end] == t.text for t in tokens)
    assert "".join(t.text for t in tokens) == TEXT.replace("\n　", "")
    assert all(s.span.covers(t.span) for s in annotation.sentences for t in s.tokens)
    found = {(e.text, e.label) for e in annotation.entities}
    assert {("日本", "Country"), ("英国", "Country"), ("６日", "Period_Day")} <= found
    assert all(TEXT[e.span.start : e.span.end] == e.text for e in annotation.entities)


@pytest.mark.model
def test_dependencies_and_bunsetsu_tell_who_does_what(annotation: Annotation) -> None:
    tokens = annotation.sentences[1].tokens
    signed = next(i for i, t in enumerate(tokens) if t.text == "署名")
    document = next(t for t in tokens if t.text == "文書")
    assert tokens[signed].dep == "ROOT"
    assert tokens[signed].head == signed
    assert document.head == signed
    assert next(t for t in tokens if t.text == "し").inflection.startswith("サ行変格")
    phrase = [t.text for t in tokens if t.bunsetsu == document.bunsetsu]
    assert phrase == ["文書", "に"]
    assert [t.bunsetsu for t in tokens] == sorted(t.bunsetsu for t in tokens)


@pytest.mark.model
def test_neither_order_nor_batches_change_the_analysis(
    ginza: Analyser, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = (project / "seeds" / "002_7d828578cb3818c2.txt").read_text(encoding="utf-8")
    texts = [TEXT, "", *seed.splitlines()[:30]]
    together = ginza.annotate(texts)
    monkeypatch.setattr(analyser, "_BATCH", 3)
    assert ginza.annotate(texts) == together
    assert [ginza.annotate([t])[0] for t in reversed(texts)] == together[::-1]


@pytest.mark.model
@pytest.mark.parametrize("text", ["㍿" * 1_500, "ﷺ" * 1_500, "国\ud800\x00\ufeff😀が", "", "　\n"])
def test_hostile_text_is_analysed_too(ginza: Analyser, text: str) -> None:
    tokens = [t for s in ginza.annotate([text])[0].sentences for t in s.tokens]
    assert "".join(t.text for t in tokens) == text.strip()


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(InputError, match="--model ja_none: is neither an installed"):
        load_analyser("ja_none")


def test_the_identity_names_model_and_dictionary() -> None:
    identity = model_identity()
    assert identity.startswith("ja_ginza 5.")
    assert "sudachidict-core 20" in identity

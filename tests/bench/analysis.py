"""Language analysis beside GiNZA as it comes, and what the store of annotations saves.

All work on the sentences of the seeds, in one process. Rounds are interleaved and the
median counts, since other programs share the machine. Ours and GiNZA's by sentence must
agree to the last token and entity, or there is nothing to compare.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import spacy
from rich.console import Console
from rich.table import Table

from pipeline.annotations import AnnotationStore
from pipeline.stages.nlp import load_analyser, split_sentences

PROJECT = Path(__file__).parents[2]
ROUNDS = 3


def main() -> None:
    """Print one table."""
    texts = [p.read_text(encoding="utf-8") for p in sorted((PROJECT / "seeds").glob("*.txt"))]
    sentences = [text[s.start : s.end] for text in texts for s in split_sentences(text)]
    ginza = spacy.load("ja_ginza")
    ours = load_analyser()
    agree(ginza, ours, sentences)
    with (
        tempfile.TemporaryDirectory() as folder,
        AnnotationStore(Path(folder), ours.identity) as store,
    ):
        store.annotate(texts, ours.annotate)
        ways: dict[str, Callable[[], Any]] = {
            "GiNZA, nlp(document)": lambda: [ginza(text) for text in texts],
            "GiNZA, nlp.pipe(sentences)": lambda: list(ginza.pipe(sentences)),
            "renkei, first run": lambda: ours.annotate(texts),
            "renkei, from the store": lambda: [
                len(sentence.tokens)
                for text in texts
                for sentence in getattr(store.get(text), "sentences", ())
            ],
        }
        seconds: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                start = time.perf_counter()
                way()
                seconds[name].append(time.perf_counter() - start)
    characters = sum(map(len, texts))
    first = median(next(iter(seconds.values())))
    table = Table(title=f"Analysis of {characters:,} characters (median of {ROUNDS})")
    for heading in ("", "seconds", "characters/s", "times as fast"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, measured in seconds.items():
        middle = median(measured)
        table.add_row(name, f"{middle:.3f}", f"{characters / middle:,.0f}", f"{first / middle:.1f}")
    Console(width=100).print(table)


def agree(ginza: Any, ours: Any, sentences: list[str]) -> None:
    """Stop when the two do not say the same."""
    for doc, sentence in zip(ginza.pipe(sentences), sentences, strict=True):
        [found] = ours.annotate([sentence])
        tokens = [t for s in found.sentences for t in s.tokens]
        assert [(t.text, t.dep, t.head) for t in tokens] == [
            (t.text, t.dep_, t.head.i) for t in doc
        ]
        assert [(e.text, e.label) for e in found.entities] == [(e.text, e.label_) for e in doc.ents]

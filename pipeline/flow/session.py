"""Stored documents under one set of rules: read again, event by event, without a model.

A run leaves what the language model said of every text; a session works on that alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from pipeline.annotations import AnnotationStore
from pipeline.errors import InputError
from pipeline.flow.attempts import Attempts, Stopwatch
from pipeline.flow.documents import record_events, stored_events, stored_reading
from pipeline.flow.reading import Reading, RecordReading
from pipeline.flow.results import ResultStore
from pipeline.flow.rules import Rules
from pipeline.flow.templates import known_templates
from pipeline.model import Annotation, Event, Problem, Source
from pipeline.stages.events import Trace
from pipeline.stages.nlp import DEFAULT_MODEL, load_analyser, model_identity
from pipeline.stages.sources import find_sources, read_sources

RUNS_FILE = "runs.json"
# Folders of which the last inputs are remembered.
_MOST_RUNS = 50


class NotAnalysedError(InputError):
    """A text that the language model was never asked about."""


class Session:
    """What documents say under ``rules``; close it, or use it as a context.

    ``load_model`` lets texts that no run has analysed go to the language model; otherwise
    they raise :class:`NotAnalysedError`.
    """

    def __init__(
        self, rules: Rules, cache: Path, model: str = DEFAULT_MODEL, *, load_model: bool = False
    ) -> None:
        rules = replace(rules, templates=known_templates(rules.cleaning.templates, cache))
        self.rules = rules
        self.problems: list[Problem] = []
        self._model = model if load_model else None
        identity = model_identity(model)
        self._store = AnnotationStore(cache, identity)
        self._results = ResultStore(cache, rules, identity)

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()
        self._results.close()

    def reading(self, source: Source) -> Reading:
        """The records of a document with dates and mentions."""
        with self._results.together():
            return stored_reading(
                source, self.rules, self.annotate, self._attempt(source.name), self._results
            )[0]

    def events(
        self, source: Source, reading: Reading, only: Collection[int] | None = None
    ) -> list[tuple[Event, ...]]:
        """The events of each record of a document, or of those at the places ``only``."""
        with self._results.together():
            return stored_events(
                source,
                reading,
                [None] * len(reading.articles),
                self.rules,
                self.annotate,
                self._attempt(source.name),
                self._results,
                only,
            )

    def event_keys(self, source: Source, reading: Reading) -> list[bytes]:
        """For each record a key that tells under which rules its events stay the same."""
        with self._results.together():
            return self._results.event_keys(source, reading)

    def annotation(self, record: RecordReading) -> Annotation:
        """What the language model said of a record."""
        return self.annotate([record.record.text.text])[0]

    def traced(
        self, record: RecordReading, rules: Rules | None = None
    ) -> tuple[tuple[Event, ...], Trace]:
        """The events of a record, found anew, and what was decided on the way to them."""
        trace = Trace()
        attempt = self._attempt("")
        annotation = self.annotation(record)
        return record_events(record, annotation, rules or self.rules, attempt, trace), trace

    def annotate(self, texts: Sequence[str]) -> list[Annotation]:
        """The stored annotations of texts, others as the session was told."""
        return self._store.annotate(texts, self._analyse)

    def _analyse(self, texts: Sequence[str]) -> list[Annotation]:
        if self._model is None:
            raise NotAnalysedError(
                f"「{texts[0].strip()[:30]}」",
                "was never read by the language model",
                "Run renkei run on its source once; after that it is known.",
            )
        return load_analyser(self._model).annotate(texts)

    def _attempt(self, source: str) -> Attempts:
        return Attempts(source, self.problems, Stopwatch())


def stored_sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The documents of files and folders; what cannot be read is passed over."""
    for file in find_sources(list(paths)).files:
        for item in read_sources(file):
            if isinstance(item, Source):
                yield item


def remember_inputs(cache: Path, out: Path, inputs: Sequence[Path]) -> None:
    """Note which files and folders the tables in ``out`` came from."""
    runs = _runs(cache)
    runs.pop(_name(out), None)
    runs[_name(out)] = [_name(path) for path in inputs]
    kept = dict(list(runs.items())[-_MOST_RUNS:])
    (cache / RUNS_FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def inputs_of(cache: Path, out: Path) -> list[Path]:
    """The inputs of the last run into ``out`` that are still there; empty when unknown."""
    return [path for name in _runs(cache).get(_name(out), []) if (path := Path(name)).exists()]


def _runs(cache: Path) -> dict[str, list[str]]:
    try:
        runs = json.loads((cache / RUNS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Never written, or damaged: then nothing is known.
        return {}
    return runs if isinstance(runs, dict) else {}


def _name(path: Path) -> str:
    return path.resolve().as_posix()

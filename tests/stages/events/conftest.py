"""The scorer of ``sentences.yaml``, and texts read through the stages as records."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.annotations import AnnotationStore
from pipeline.model import (
    AlignedText,
    Annotation,
    Event,
    EventDate,
    Mention,
    Part,
    Record,
    Span,
    Timex,
)
from pipeline.stages.actors import Lexicon, find_mentions, load_lexicon
from pipeline.stages.dates import DateRules, find_dates, load_date_rules
from pipeline.stages.events import EventRules, Trace, extract_events, load_event_rules
from pipeline.stages.events.clauses import Clauses, read_clauses
from pipeline.stages.events.context import RecordContext, build_context
from pipeline.stages.nlp import Analyser, model_identity

DAY = "2024-05-14"  # a Tuesday: the day of publication where a test names no other


@pytest.fixture(scope="session")
def scoring() -> ModuleType:
    """``score_sentences.py``, which is a program and a module at once."""
    name = "score_sentences"
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def annotate(
    cache: Path, request: pytest.FixtureRequest
) -> Callable[[Sequence[str]], list[Annotation]]:
    """The language model behind the store of annotations; it loads when a text is new."""
    store = AnnotationStore(cache, model_identity())
    return lambda texts: store.annotate(
        texts, lambda new: request.getfixturevalue("ginza").annotate(new)
    )


@dataclass(frozen=True)
class Page:
    """A text read as a record of its own, with what the stages before events say of it."""

    record: Record
    annotation: Annotation
    dates: tuple[Timex, ...]
    mentions: tuple[Mention, ...]
    rules: EventRules
    background: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.record.text.text

    @property
    def clauses(self) -> list[Clauses]:
        return [read_clauses(sentence) for sentence in self.annotation.sentences]

    @property
    def context(self) -> RecordContext:
        return build_context(self.record, self.mentions, self.rules, self.background)

    def events(self, trace: Trace | None = None) -> tuple[Event, ...]:
        return extract_events(
            self.record,
            self.annotation,
            self.dates,
            self.mentions,
            self.rules,
            background=self.background,
            trace=trace,
        )

    def told(self) -> list[str]:
        """Its events as lines: type, stage, status, date and codes."""
        return [_line(event) for event in self.events()]

    def acts(self) -> list[str]:
        """The types and codes of its events alone, sorted."""
        return sorted(" ".join([event.type, *event.codes]) for event in self.events())


def _line(event: Event) -> str:
    parts = [event.type, event.stage, event.status, _days(event.date), *event.codes]
    return " ".join(part for part in parts if part)


def _days(day: EventDate) -> str:
    if day.start is None and day.end is None:
        return "-"
    return day.start if day.start == day.end else f"{day.start or '..'}/{day.end or '..'}"


@dataclass(frozen=True)
class Reader:
    """Reads texts through the stages from the language model on."""

    annotate: Callable[[Sequence[str]], list[Annotation]]
    dates: DateRules
    lexicon: Lexicon
    rules: EventRules

    def __call__(
        self,
        texts: Sequence[str],
        day: str | None = DAY,
        *,
        titled: bool = False,
        item: tuple[str, str] | None = None,
        background: tuple[str, ...] = (),
    ) -> dict[str, Page]:
        """A page for each text. ``titled``: its first line is the title. ``item``: its days."""
        texts = list(dict.fromkeys(texts))
        pages = {}
        for text, annotation in zip(texts, self.annotate(texts), strict=True):
            record = Record(
                number=0,
                span=Span(0, len(text)),
                text=AlignedText.whole(text),
                parts=_parts(text, titled=titled),
                published=day,
                item_start=item[0] if item else None,
                item_end=item[1] if item else None,
            )
            anchor = date.fromisoformat(record.anchor) if record.anchor else None
            source = record.anchor_source
            dates = find_dates(text, anchor, self.dates, anchor_source=source)
            mentions = find_mentions(text, anchor, self.lexicon, annotation.entities)
            pages[text] = Page(record, annotation, dates, mentions, self.rules, background)
        return pages


def _parts(text: str, *, titled: bool) -> tuple[Part, ...]:
    parts, at = [], 0
    for line in text.split("\n"):
        role = "title" if titled and at == 0 else "body"
        parts.append(Part(role, Span(at, at + len(line))))
        at += len(line) + 1
    return tuple(parts)


@pytest.fixture(scope="session")
def event_rules(project: Path) -> EventRules:
    return load_event_rules(project / "rules" / "events")


@pytest.fixture(scope="session")
def read(
    annotate: Callable[[Sequence[str]], list[Annotation]], project: Path, event_rules: EventRules
) -> Reader:
    """Reads texts as records, with the project's rules; tests that use it need the model."""
    rules = project / "rules"
    dates, lexicon = load_date_rules(rules / "dates"), load_lexicon(rules / "actors")
    return Reader(annotate, dates, lexicon, event_rules)


@pytest.fixture(scope="session")
def fresh(read: Reader, ginza: Analyser) -> Reader:
    """Reads texts that nobody will ask for again, past the store of annotations."""
    return Reader(ginza.annotate, read.dates, read.lexicon, read.rules)

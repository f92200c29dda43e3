"""What one process of a run holds: rules and store, and the model once it is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.annotations import AnnotationStore
from pipeline.errors import InputError
from pipeline.flow.attempts import Stopwatch
from pipeline.flow.documents import process_events, process_source
from pipeline.flow.results import ResultStore
from pipeline.flow.rules import Rules, load_rules
from pipeline.flow.templates import SiteTemplates
from pipeline.model import Annotation, Document, Source
from pipeline.stages.nlp import DEFAULT_MODEL, Analyser, load_analyser, model_identity
from pipeline.stages.tables import Sheet


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process needs to know to do its part; small enough to send to it.

    With ``events_only`` documents come as the rows of their events.
    """

    rules: Path
    rules_digest: str
    model: str = DEFAULT_MODEL
    cache: Path = Path(".renkei")
    templates: SiteTemplates = field(default_factory=SiteTemplates)
    events_only: bool = False


@dataclass(frozen=True, slots=True)
class Processed:
    """A document as it leaves a worker, and the seconds each stage took.

    Of the annotation only the entities are left: no table needs the tokens. ``known``
    tells that all but its events had been found before, under the same rules. With a
    ``sheet``, which holds the rows of its events, the document has only its problems.
    """

    document: Document
    seconds: dict[str, float]
    known: bool = False
    sheet: Sheet | None = None


class Worker:
    """Processes sources one after the other, with what a run needs loaded once."""

    def __init__(self, settings: Settings, rules: Rules | None = None) -> None:
        self.settings = settings
        loaded = rules or load_rules(settings.rules, cache=settings.cache)
        self.rules = replace(loaded, templates=settings.templates)
        if self.rules.digest != settings.rules_digest:
            raise InputError(
                settings.rules.as_posix(),
                "changed while the run was going on",
                "Run again: what is analysed already is not analysed again.",
            )
        identity = model_identity(settings.model)
        self._store = AnnotationStore(settings.cache, identity)
        self._results = ResultStore(settings.cache, self.rules, identity)
        self._analyser: Analyser | None = None

    def __call__(self, source: Source, tell: Callable[[str], None] | None = None) -> Processed:
        """The document of ``source``; ``tell`` hears of each stage as it ends."""
        watch = Stopwatch(tell=tell)
        missing = self._results.missing
        how = self.rules, self._annotate, watch, self._results
        sheet: Sheet | None = None
        if self.settings.events_only:
            document, sheet = process_events(source, *how)
        else:
            document = process_source(source, *how)
        return Processed(document, watch.seconds, self._results.missing == missing, sheet)

    def close(self) -> None:
        """Give the files of the stores back."""
        self._store.close()
        self._results.close()

    def _annotate(self, texts: Sequence[str]) -> list[Annotation]:
        return self._store.annotate(texts, self._analyse)

    def _analyse(self, texts: Sequence[str]) -> list[Annotation]:
        if self._analyser is None:
            self._analyser = load_analyser(self.settings.model)
        return self._analyser.annotate(texts)

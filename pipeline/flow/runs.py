"""A whole run: inputs to documents, documents to tables."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.annotations import AnnotationStore
from pipeline.decisions import DecisionLog, reviewed
from pipeline.errors import InputError
from pipeline.flow.attempts import Stopwatch
from pipeline.flow.cluster import process_on_dask
from pipeline.flow.documents import STAGES
from pipeline.flow.locking import claimed
from pipeline.flow.processes import process_in_pool
from pipeline.flow.rules import Rules, load_rules
from pipeline.flow.session import remember_inputs, stored_sources
from pipeline.flow.stories import Groups, story_groups
from pipeline.flow.templates import learn_templates
from pipeline.flow.worker import Processed, Settings, Worker
from pipeline.model import EVENT_TYPES, Document, Problem, Source
from pipeline.stages.dates import wareki
from pipeline.stages.linking import link_events
from pipeline.stages.nlp import DEFAULT_MODEL, model_identity
from pipeline.stages.records.same_story import same_story_groups
from pipeline.stages.sources import find_sources, read_sources
from pipeline.stages.tables import (
    SCHEMA,
    Columns,
    Profile,
    Tables,
    build_columns,
    frames_of,
    write_tables,
)

if TYPE_CHECKING:
    import pandas as pd

Engine = Literal["local", "dask"]
Stories = Callable[[Sequence[str]], Groups]
DEFAULT_OUT = Path("outputs")
DEFAULT_CACHE = Path(".renkei")


class Progress:
    """Hears how a run goes on; does nothing by itself."""

    def expect(self, documents: int) -> None:
        """So many documents are known to come, those already done among them."""

    def passed(self, stage: str) -> None:
        """The document in hand has been through ``stage``."""

    def done(self, document: Document) -> None:
        """A document has been through all its stages."""

    def written(self) -> None:
        """The tables are in place."""


@dataclass(slots=True)
class Processing:
    """A stream of documents, with what becomes known while it is read.

    Iterate over it once. ``problems`` are those of no document; ``ignored`` are files of
    other kinds met inside folders; ``seconds`` tells the time spent in each stage, summed
    over processes; ``known`` is true while all but the events of every document had been
    found before, under the same rules.
    """

    inputs: tuple[Path | Source, ...]
    rules: Rules
    settings: Settings
    jobs: int = 1
    engine: Engine = "local"
    progress: Progress = field(default_factory=Progress)
    watch: Stopwatch = field(default_factory=Stopwatch)
    problems: list[Problem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()
    known: bool = True

    def __iter__(self) -> Iterator[Document]:
        with self.watch("sources"):
            self._learn()
        sources = self._sources()
        for processed in self._processed(sources):
            for stage, seconds in processed.seconds.items():
                self.watch.add(stage, seconds)
            self.known &= processed.known
            self.progress.done(processed.document)
            # Whoever reads the documents builds tables of them meanwhile.
            with self.watch("tables"):
                yield processed.document

    def _processed(self, sources: Iterator[Source]) -> Iterator[Processed]:
        start = partial(Worker, self.settings)
        if self.engine == "dask":
            yield from process_on_dask(sources, start, self.jobs)
            return
        if self.jobs > 1:
            yield from process_in_pool(sources, start, self.jobs)
            return
        worker = Worker(self.settings, self.rules)
        try:
            for source in sources:
                yield worker(source, self.progress.passed)
        finally:
            worker.close()

    def _learn(self) -> None:
        """Learn the sites' furniture from all pages before any is cleaned, whatever comes first."""
        given = (_hashed(source) for source in self.inputs if isinstance(source, Source))
        found = stored_sources(path for path in self.inputs if isinstance(path, Path))
        sources = chain(given, found)
        rules = self.rules.cleaning.templates
        templates = learn_templates(sources, rules, self.settings.cache)
        self.settings = replace(self.settings, templates=templates)

    def _sources(self) -> Iterator[Source]:
        yield from (_hashed(source) for source in self.inputs if isinstance(source, Source))
        found = find_sources([path for path in self.inputs if isinstance(path, Path)])
        self.problems += found.problems
        self.ignored = found.ignored
        read = len(self.inputs) - sum(isinstance(path, Path) for path in self.inputs)
        for left, file in zip(range(len(found.files) - 1, -1, -1), found.files, strict=True):
            # A file that was not opened yet holds one document, as far as anyone knows.
            self.progress.expect(read + 1 + left)
            items = read_sources(file)
            while True:
                with self.watch("sources"):
                    item = next(items, None)
                if item is None:
                    break
                if isinstance(item, Problem):
                    self.problems.append(item)
                    continue
                read += 1
                self.progress.expect(read + left)
                yield item
            self.progress.expect(read + left)


def _hashed(source: Source) -> Source:
    """The source, with the hash of its text where it came from no file."""
    if source.sha256:
        return source
    data = source.text.encode("utf-8", "surrogatepass")
    return replace(source, sha256=hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. ``events`` counts by type; ``files`` are the tables in ``out``.

    ``vanished`` are events that reviewers had accepted and that were not found again;
    ``unread`` are lines of the reviewers' decisions that could not be read.
    """

    documents: int
    records: int
    events: Mapping[str, int]
    problems: int
    ignored: tuple[str, ...]
    seconds: Mapping[str, float]
    out: Path
    files: tuple[str, ...]
    vanished: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def process(
    *inputs: str | Path | Source,
    rules: Rules | str | Path | None = None,
    jobs: int = 1,
    engine: Engine = "local",
    model: str = DEFAULT_MODEL,
    cache: str | Path = DEFAULT_CACHE,
    progress: Progress | None = None,
) -> Processing:
    """The documents of files, folders and :class:`Source` objects, processed on demand.

    ``rules`` are loaded rules or their folder. ``jobs`` over 1 uses that many processes,
    ``engine`` ``dask`` lets Dask share them out; a script that does so needs the usual
    ``if __name__ == "__main__":``. ``model`` is an
    installed spaCy pipeline; what it says of a text is kept in the folder ``cache``.
    Raises :class:`~pipeline.errors.RenkeiError` for inputs, rules, a model or a cache
    that cannot be used; what is wrong with one document is a problem of that document.

    >>> for document in process("seeds/"):  # doctest: +SKIP
    ...     print(document.source.name, [r.record.title for r in document.records])
    """
    if jobs < 1:
        raise InputError(f"--jobs {jobs}", "must be 1 or more")
    given = tuple(Path(i) if isinstance(i, str) else i for i in inputs)
    # Told now, not when half of the documents are through.
    find_sources([path for path in given if isinstance(path, Path)])
    watch = Stopwatch()
    if not isinstance(rules, Rules):
        with watch("rules"):
            rules = load_rules(rules, cache=Path(cache))
    settings = Settings(rules.folder, rules.digest, model, Path(cache))
    AnnotationStore(settings.cache, model_identity(model)).close()
    return Processing(given, rules, settings, jobs, engine, progress or Progress(), watch)


def to_frames(
    documents: Iterable[Document], rules: Rules | str | Path | None = None
) -> dict[str, pd.DataFrame]:
    """All tables of processed documents as data frames, by name.

    Of a :class:`Processing` the rules and the problems are taken along.

    >>> to_frames(process("seeds/"))["events"].event_type.value_counts()  # doctest: +SKIP
    """
    return frames_of(_columns(documents, rules))


def _columns(
    documents: Iterable[Document], rules: Rules | str | Path | None = None
) -> dict[str, Columns]:
    """All tables as lists of cells, of which :func:`to_frames` makes data frames."""
    problems: Iterable[Problem] = ()
    stories: Stories = same_story_groups
    if isinstance(documents, Processing):
        rules = rules or documents.rules
        stories = partial(story_groups, folder=documents.settings.cache)
        # Complete only when the documents are read, which building the tables does first.
        problems = documents.problems
    if not isinstance(rules, Rules):
        rules = load_rules(rules)
    return build_columns(
        documents,
        names=rules.name_of,
        wareki=wareki,
        codes=rules.codes,
        link=partial(link_events, knowledge=rules.linking),
        stories=stories,
        problems=problems,
    )


def run(
    *inputs: str | Path | Source,
    out: str | Path = DEFAULT_OUT,
    rules: Rules | str | Path | None = None,
    jobs: int = 1,
    engine: Engine = "local",
    model: str = DEFAULT_MODEL,
    cache: str | Path = DEFAULT_CACHE,
    profile: Profile = "excel",
    progress: Progress | None = None,
) -> Summary:
    """The main job, as the command does it: ``inputs`` to the tables in ``out``.

    Other arguments as for :func:`process`. The tables are replaced as one set when all is
    done; a run that is stopped leaves the old ones, and its analyses in ``cache``.

    >>> run("seeds/", out="outputs").events["agreement"]  # doctest: +SKIP
    """
    processing = process(
        *inputs,
        rules=rules,
        jobs=jobs,
        engine=engine,
        model=model,
        cache=cache,
        progress=progress,
    )
    out = Path(out)
    with claimed(out):
        decided = DecisionLog(out).read()
        tables: Tables = _columns(processing)
        if not processing.known:
            # Data frames hold every cell to the kind of its column. Where only events can
            # have changed, the lists do, and a run needs half the time: pandas loads slowly.
            tables = frames_of(tables)
        tables, vanished = reviewed(tables, decided.decisions)
        versions = {
            "renkei": version("renkei"),
            "rules": processing.rules.digest,
            "model": model_identity(model),
        }
        with processing.watch("tables"):
            write_tables(tables, out, profile=profile, versions=versions)
        given = [Path(path) for path in inputs if not isinstance(path, Source)]
        remember_inputs(Path(cache), out, given)
    processing.progress.written()
    told = tuple(orphan.event_id for orphan in vanished if orphan.loud)
    return replace(summary(tables, processing, out), vanished=told, unread=decided.problems)


def summary(tables: Tables, processing: Processing, out: Path) -> Summary:
    """What the tables of a run hold, counted."""
    seconds = processing.watch.seconds
    types = Counter(tables["events"]["event_type"])
    return Summary(
        documents=len(tables["documents"]["source"]),
        records=len(tables["records"]["source"]),
        events={name: types[name] for name in EVENT_TYPES if types[name]},
        problems=len(tables["problems"]["source"]),
        ignored=processing.ignored,
        seconds={s: seconds[s] for s in ("rules", *STAGES) if s in seconds},
        out=out,
        files=(*(f"{name}.csv" for name in SCHEMA), "datapackage.json"),
    )

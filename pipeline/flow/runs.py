"""A whole run: inputs to documents, documents to tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.annotations import AnnotationStore
from pipeline.decisions import DecisionLog, reviewed
from pipeline.errors import InputError
from pipeline.flow.attempts import Stopwatch
from pipeline.flow.documents import STAGES
from pipeline.flow.locking import claimed
from pipeline.flow.processing import Engine, Processing, Progress
from pipeline.flow.rules import Rules, load_rules
from pipeline.flow.session import remember_inputs
from pipeline.flow.stories import Groups, story_groups
from pipeline.flow.unchanged import remember_tables, unchanged_tables
from pipeline.flow.worker import Settings
from pipeline.model import EVENT_TYPES, Document, Problem, Source
from pipeline.stages.dates import wareki
from pipeline.stages.linking import link_events
from pipeline.stages.nlp import DEFAULT_MODEL, model_identity
from pipeline.stages.records.same_story import same_story_groups
from pipeline.stages.sources import find_sources
from pipeline.stages.tables import (
    SCHEMA,
    Columns,
    Profile,
    Sheet,
    Tables,
    build_columns,
    frames_of,
    write_tables,
)

if TYPE_CHECKING:
    import pandas as pd

Stories = Callable[[Sequence[str]], Groups]
DEFAULT_OUT = Path("outputs")
DEFAULT_CACHE = Path(".renkei")


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
    documents: Iterable[Document],
    rules: Rules | str | Path | None = None,
    *,
    events_only: bool = False,
) -> dict[str, Columns]:
    """All tables as lists of cells, of which :func:`to_frames` makes data frames.

    With ``events_only`` a :class:`Processing` leaves those empty that no event rule changes.
    """
    problems: Iterable[Problem] = ()
    stories: Stories = same_story_groups
    if isinstance(documents, Processing):
        rules = rules or documents.rules
        stories = partial(story_groups, folder=documents.settings.cache)
        # Complete only when the documents are read, which building the tables does first.
        problems = documents.problems
    pages: Iterable[Document | Sheet] = documents
    if events_only and isinstance(documents, Processing):
        pages = documents.sheets()
    if not isinstance(rules, Rules):
        rules = load_rules(rules)
    return build_columns(
        pages,
        names=rules.name_of,
        # The days of one news item come again and again.
        wareki=lru_cache(maxsize=10_000)(wareki),
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
    begin = partial(
        process,
        *inputs,
        rules=rules,
        jobs=jobs,
        engine=engine,
        model=model,
        cache=cache,
        progress=progress,
    )
    processing = begin()
    out, cache = Path(out), Path(cache)
    with claimed(out):
        decided = DecisionLog(out).read()
        unchanged = unchanged_tables(cache, out, processing.fingerprint(), profile)
        tables: Tables = _columns(processing, events_only=bool(unchanged))
        if unchanged and not (processing.known and _repeatable(processing, tables)):
            # A source changed meanwhile, a result was lost or a rule failed: all is done anew.
            unchanged = {}
            processing = begin()
            tables = _columns(processing)
        if not processing.known:
            # Data frames hold every cell to the kind of its column. Where only events can
            # have changed, the lists do, and a run needs half the time: pandas loads slowly.
            tables = frames_of(tables)
        repeatable = _repeatable(processing, tables)
        tables, vanished = reviewed(tables, decided.decisions)
        versions = {
            "renkei": version("renkei"),
            "rules": processing.rules.digest,
            "model": model_identity(model),
        }
        with processing.watch("tables"):
            files = write_tables(
                tables, out, profile=profile, versions=versions, unchanged=unchanged
            )
        if repeatable and not unchanged:
            remember_tables(cache, out, processing.fingerprint(), profile, files)
        given = [Path(path) for path in inputs if not isinstance(path, Source)]
        remember_inputs(cache, out, given)
    processing.progress.written()
    told = tuple(orphan.event_id for orphan in vanished if orphan.loud)
    return replace(summary(tables, processing, out), vanished=told, unread=decided.problems)


def _repeatable(processing: Processing, tables: Tables) -> bool:
    """Whether all documents went well, and were those that the fingerprint speaks of."""
    return processing.steady and set(tables["documents"]["status"]) <= {"ok"}


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

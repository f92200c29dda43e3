"""A stream of documents: sources read, shared out among processes, and passed on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Literal

from pipeline.flow.attempts import Stopwatch
from pipeline.flow.cluster import process_on_dask
from pipeline.flow.processes import process_in_pool
from pipeline.flow.results import hash_of, reading_basis, source_parts
from pipeline.flow.rules import Rules
from pipeline.flow.session import stored_sources
from pipeline.flow.templates import learn_templates
from pipeline.flow.worker import Processed, Settings, Worker
from pipeline.model import Document, Problem, Source
from pipeline.stages.nlp import model_identity
from pipeline.stages.sources import find_sources, read_sources
from pipeline.stages.tables import Sheet

Engine = Literal["local", "dask"]


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
    _learned: str = ""
    _read: list[bytes] = field(default_factory=list)

    def fingerprint(self) -> str:
        """A hash of all that decides what the documents say beside their events.

        That is the sources, the rules of the stages before events, the model and the program.
        """
        if not self._learned:
            with self.watch("sources"):
                self._learned = self._learn()
        return self._learned

    @property
    def steady(self) -> bool:
        """True when the sources, all read now, were those of :meth:`fingerprint`."""
        return self._hash(self._read) == self._learned

    def sheets(self) -> Iterator[Document | Sheet]:
        """The rows of the documents' events; a document itself where it could not be read."""
        self.settings = replace(self.settings, events_only=True)
        for processed in self._each():
            yield processed.sheet or processed.document

    def __iter__(self) -> Iterator[Document]:
        for processed in self._each():
            yield processed.document

    def _each(self) -> Iterator[Processed]:
        self.fingerprint()
        sources = self._sources()
        for processed in self._processed(sources):
            for stage, seconds in processed.seconds.items():
                self.watch.add(stage, seconds)
            self.known &= processed.known
            self.progress.done(processed.document)
            # Whoever reads the documents builds tables of them meanwhile.
            with self.watch("tables"):
                yield processed

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

    def _learn(self) -> str:
        """Learn the sites' furniture from all pages before any is cleaned, whatever comes first.

        Gives the hash that :meth:`fingerprint` tells.
        """
        given = (_hashed(source) for source in self.inputs if isinstance(source, Source))
        found = stored_sources(path for path in self.inputs if isinstance(path, Path))
        seen: list[bytes] = []
        sources = _noted(chain(given, found), seen)
        rules = self.rules.cleaning.templates
        templates = learn_templates(sources, rules, self.settings.cache)
        self.settings = replace(self.settings, templates=templates)
        for _ in sources:
            # Without rules nothing is learned, nor read so far.
            pass
        return self._hash(seen)

    def _hash(self, sources: list[bytes]) -> str:
        basis = reading_basis(self.rules, model_identity(self.settings.model))
        told = f"{basis}\0{self.settings.templates.whole_digest()}".encode()
        return hashlib.sha256(told + b"".join(sources)).hexdigest()

    def _sources(self) -> Iterator[Source]:
        yield from _noted(self._found(), self._read)

    def _found(self) -> Iterator[Source]:
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


def _noted(sources: Iterable[Source], seen: list[bytes]) -> Iterator[Source]:
    """The sources, each with a hash of it put into ``seen`` as it passes."""
    for source in sources:
        seen.append(hash_of(*source_parts(source)))
        yield source

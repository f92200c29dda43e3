"""How a run is seen while it works: bars on a terminal, lines of text elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from pipeline.flow import STAGES, Progress
from pipeline.model import Document


@contextmanager
def listener() -> Iterator[Progress]:
    """What shows progress on standard error: bars when that is a terminal, else lines."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines()
        return
    with Bars(
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        yield Terminal(bars)


class Terminal(Progress):
    """One bar for each stage."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks = {stage: bars.add_task(stage, total=None) for stage in STAGES}
        self._passed: set[str] = set()

    def expect(self, documents: int) -> None:
        """Set the length of the bars."""
        for stage, task in self._tasks.items():
            self._bars.update(task, total=1 if stage == "tables" else documents)

    def passed(self, stage: str) -> None:
        """Move the stage's bar, once for each document."""
        if stage not in self._passed:
            self._passed.add(stage)
            self._bars.advance(self._tasks[stage])

    def done(self, document: Document) -> None:
        """Move the bars of the stages that worked elsewhere or had nothing to do."""
        del document
        for stage in STAGES[:-1]:
            self.passed(stage)
        self._passed.clear()

    def written(self) -> None:
        """Move the last bar."""
        self._bars.advance(self._tasks["tables"])


class Lines(Progress):
    """A line now and then: at 1, 2, 5, 10, 20, 50 … documents, and for each failure."""

    def __init__(self) -> None:
        self._expected = 0
        self._done = 0

    def expect(self, documents: int) -> None:
        """Remember how many are to come."""
        self._expected = documents

    def done(self, document: Document) -> None:
        """Tell of the document, if it is time for a line."""
        self._done += 1
        for problem in document.problems:
            print(f"{problem.source}: {problem.stage}: {problem.problem}", file=sys.stderr)
        if str(self._done).rstrip("0") in {"1", "2", "5"} or self._done == self._expected:
            print(f"{self._done:,} of {self._expected:,} documents", file=sys.stderr)

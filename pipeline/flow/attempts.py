"""Trying a stage: its time is counted, and its failure is a problem, not the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.errors import RenkeiError
from pipeline.model import Problem
from pipeline.rulefiles import noting_stops


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent in each stage; ``tell`` hears of each stage as it ends."""

    seconds: dict[str, float] = field(default_factory=dict)
    tell: Callable[[str], None] | None = None

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Count the time spent inside as the stage's."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - start)
            if self.tell:
                self.tell(stage)

    def passed(self, stage: str) -> None:
        """Tell of a stage whose work was done in an earlier run."""
        self.add(stage, 0.0)
        if self.tell:
            self.tell(stage)

    def add(self, stage: str, seconds: float) -> None:
        """Count seconds that were measured elsewhere."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


@dataclass(frozen=True, slots=True)
class Attempts:
    """Runs a stage on a time budget of its own name, and turns its failure into a problem."""

    source: str
    problems: list[Problem]
    watch: Stopwatch

    @contextmanager
    def __call__(self, stage: str, record: int | None = None) -> Iterator[None]:
        """Run what is inside as a stage's work; when it fails, what it was for stays undone."""
        try:
            with self.watch(stage), noting_stops() as stopped:
                yield
            self._tell_stopped(stage, record, stopped)
        except Exception as error:
            # A model that does not load or a full disk concerns every document.
            if stage == "nlp" and isinstance(error, RenkeiError):
                raise
            # A stage that names the rule in an error of its own has the timeout as context.
            timed_out = any(isinstance(e, TimeoutError) for e in (error, error.__context__))
            shown = str(error) if isinstance(error, RenkeiError) else _named(error)
            self.problems.append(
                Problem(
                    self.source,
                    stage,
                    "timed out" if timed_out else "failed",
                    shown,
                    "skipped",
                    record,
                )
            )

    def _tell_stopped(self, stage: str, record: int | None, stopped: dict[str, str]) -> None:
        """A pattern that was stopped found nothing there; the rest of the stage stands."""
        self.problems.extend(
            Problem(
                self.source,
                stage,
                "pattern timed out",
                f"{rule_id} on {text.strip()[:40]}",
                "taken as not found",
                record,
            )
            for rule_id, text in sorted(stopped.items())
        )


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")

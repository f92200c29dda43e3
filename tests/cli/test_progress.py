"""What is seen of a run while it works."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress as Bars

from pipeline.cli.progress import Lines, Terminal, listener
from pipeline.model import Document, Problem, Source


def document(number: int, *problems: Problem) -> Document:
    return Document(Source(f"{number}.txt", ""), None, problems=problems)


def test_every_stage_has_a_bar_that_fills() -> None:
    bars = Bars(console=Console(file=io.StringIO(), force_terminal=True))
    shown = Terminal(bars)
    shown.expect(2)
    # A chronology passes a stage once for each of its records, and is one document.
    for stage in ("cleaning", "records", "nlp", "dates", "dates", "dates"):
        shown.passed(stage)
    state = {task.description: (task.completed, task.total) for task in bars.tasks}
    assert state["nlp"] == state["dates"] == (1, 2)
    assert state["events"] == (0, 2)
    assert state["tables"] == (0, 1)
    shown.done(document(1))
    shown.done(document(2))
    shown.written()
    assert bars.finished


def test_without_a_terminal_there_are_lines_now_and_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines()
    lines.expect(13)
    for number in range(1, 14):
        failed = Problem(f"{number}.txt", "events", "failed")
        lines.done(document(number, *([failed] if number == 7 else [])))
    assert capsys.readouterr().err.splitlines() == [
        "1 of 13 documents",
        "2 of 13 documents",
        "5 of 13 documents",
        "7.txt: events: failed",
        "10 of 13 documents",
        "13 of 13 documents",
    ]


def test_lines_are_chosen_where_nobody_watches() -> None:
    with listener() as progress:
        assert isinstance(progress, Lines)

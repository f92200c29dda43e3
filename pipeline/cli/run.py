"""``renkei run``: the main job, with progress while it works and a summary at its end."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.flow import Summary


class Profile(StrEnum):
    """Who the CSV files are for."""

    excel = "excel"
    machine = "machine"


class Engine(StrEnum):
    """What shares the work out."""

    local = "local"
    dask = "dask"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    sources: Annotated[
        list[Path], typer.Argument(help="files or folders of scrapes (.txt, .html, .jsonl, .warc)")
    ],
    out: Annotated[Path, typer.Option(help="folder for the tables")] = Path("outputs"),
    rules: Annotated[
        Path | None, typer.Option(help="folder of rules (default: rules/, else the program's)")
    ] = None,
    jobs: Annotated[int, typer.Option(help="processes to work with", min=1)] = 1,
    model: Annotated[str, typer.Option(help="spaCy pipeline: a package or a folder")] = "ja_ginza",
    cache: Annotated[
        Path, typer.Option(help="folder that keeps what the model said of each text")
    ] = Path(".renkei"),
    engine: Annotated[
        Engine, typer.Option(help="what shares the work out among processes")
    ] = Engine.local,
    profile: Annotated[
        Profile, typer.Option(help="excel: BOM, CRLF, no cell taken for a formula")
    ] = Profile.excel,
    as_json: Annotated[bool, typer.Option("--json", help="print the summary as JSON")] = False,
) -> None:
    """Read SOURCES and write the tables of all events they tell.

    Exit status: 0 all is processed; 1 something could not be, see problems.csv; 2 wrong
    usage or a mistake in a rule file, and nothing is written.
    """
    from pipeline.cli.progress import listener  # noqa: PLC0415  # --help starts without them
    from pipeline.flow import run as run_all  # noqa: PLC0415

    with listener() as progress:
        summary = run_all(
            *sources,
            out=out,
            rules=rules,
            jobs=jobs,
            engine=engine.value,
            model=model,
            cache=cache,
            profile=profile.value,
            progress=progress,
        )
    if as_json:
        typer.echo(json.dumps(_plain(summary), ensure_ascii=False, indent=2))
    else:
        _show(summary)
    if summary.problems:
        sys.exit(1)


def _plain(summary: Summary) -> dict[str, Any]:
    return {
        "documents": summary.documents,
        "records": summary.records,
        "events": dict(summary.events),
        "problems": summary.problems,
        "ignored": list(summary.ignored),
        "seconds": {stage: round(s, 3) for stage, s in summary.seconds.items()},
        "out": summary.out.as_posix(),
        "files": list(summary.files),
        "vanished": list(summary.vanished),
        "unread": list(summary.unread),
    }


def _show(summary: Summary) -> None:
    from rich.console import Console  # noqa: PLC0415  # --help starts without it
    from rich.table import Table  # noqa: PLC0415

    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_row("documents", f"{summary.documents:,}")
    table.add_row("records", f"{summary.records:,}")
    table.add_row("events", f"{sum(summary.events.values()):,}")
    for name, count in summary.events.items():
        table.add_row(f"  {name}", f"{count:,}")
    table.add_row("problems", f"{summary.problems:,}")
    times = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    times.add_column()
    times.add_column(justify="right")
    for stage, seconds in summary.seconds.items():
        times.add_row(stage, f"{seconds:.2f} s")
    both = Table.grid(padding=(0, 4))
    both.add_row(table, times)
    console = Console()
    console.print(both)
    console.print(f"tables in {summary.out.as_posix()}/", highlight=False, soft_wrap=True)
    if summary.vanished:
        console.print(
            f"[bold red]{len(summary.vanished)} events that reviewers had accepted are no longer"
            f" found:[/] {', '.join(summary.vanished[:5])}"
            f"{' …' if len(summary.vanished) > 5 else ''} (renkei review lists them)",
            highlight=False,
            soft_wrap=True,
        )
    for line in summary.unread:
        console.print(f"left out of the reviews: {line}", markup=False, soft_wrap=True)
    if summary.problems:
        console.print(
            f"what could not be processed: {(summary.out / 'problems.csv').as_posix()}",
            highlight=False,
            soft_wrap=True,
        )
    if summary.ignored:
        shown = ", ".join(summary.ignored[:3]) + (" …" if len(summary.ignored) > 3 else "")
        console.print(
            f"{len(summary.ignored)} files of other kinds were left out: {shown}",
            highlight=False,
            soft_wrap=True,
            markup=False,
        )

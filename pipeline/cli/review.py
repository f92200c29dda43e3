"""``renkei review``: the page on which reviewers decide, and decisions from spreadsheets."""

from __future__ import annotations

import getpass
import os
import secrets
import sys
import webbrowser
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from pipeline.review.site import Site

Outputs = Annotated[Path, typer.Argument(help="folder with the tables of a run")]
Cache = Annotated[Path, typer.Option(help="folder for the index, which can be deleted")]
Reviewer = Annotated[str | None, typer.Option(help="who decides (default: your login name)")]
Sources = Annotated[
    list[Path] | None,
    typer.Option(help="folder of the scrapes, to show their text (default: seeds/)"),
]
Rules = Annotated[Path | None, typer.Option(help="folder of rules, to explain events")]


class _PageByDefault(TyperGroup):
    """``renkei review outputs/`` is ``renkei review page outputs/``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = ["page", *args]
        return super().parse_args(ctx, args)


reviewing = typer.Typer(
    cls=_PageByDefault,
    help="Decide on events, on a page in your browser: renkei review outputs/ --port 8765",
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(reviewing, name="review")


@reviewing.command("page")
def page(
    outputs: Outputs = Path("outputs"),
    port: Annotated[int, typer.Option(help="port on 127.0.0.1", min=0, max=65535)] = 8765,
    reviewer: Reviewer = None,
    browser: Annotated[bool, typer.Option(help="open the page in the browser")] = True,
    sources: Sources = None,
    rules: Rules = None,
    cache: Cache = Path(".renkei"),
) -> None:
    """Serve the page on this machine alone, until Ctrl+C. The default command.

    Decisions go to decisions.jsonl in the folder of the tables; several people can review
    one folder at once, each with their own --reviewer.
    """
    from pipeline.review.server import bound, serve  # noqa: PLC0415  # --help starts without it

    site = open_desk(outputs, cache, reviewer, sources, rules)
    sock = bound(port)
    address = f"http://127.0.0.1:{sock.getsockname()[1]}/"
    tell_state(site)
    typer.echo(f"reviewing {outputs.as_posix()} as {site.reviewer}: {address}  (Ctrl+C ends)")

    def started() -> None:
        if browser:
            webbrowser.open(address)

    serve(site, sock, started)
    write_reviews(outputs)


def open_desk(
    outputs: Path,
    cache: Path,
    reviewer: str | None,
    sources: list[Path] | None = None,
    rules: Path | None = None,
) -> Site:
    """Everything that reviewing a folder needs, with this machine's clock."""
    from pipeline.flow import default_rules_folder  # noqa: PLC0415  # --help starts without it
    from pipeline.review.names import Name, Names  # noqa: PLC0415
    from pipeline.review.rulenotes import rule_notes  # noqa: PLC0415
    from pipeline.review.server import Setup, open_site  # noqa: PLC0415
    from pipeline.stages.actors import load_lexicon  # noqa: PLC0415

    folder = rules or default_rules_folder()
    lexicon = load_lexicon(folder / "actors")
    codes = sorted({*lexicon.countries, *lexicon.organisations})
    return open_site(
        Setup(
            outputs=outputs,
            cache=cache,
            reviewer=_name(reviewer),
            sources=sources or _default_sources(outputs),
            names=Names.of(Name(code, *lexicon.name_of(code)) for code in codes),
            notes=rule_notes(folder),
            now=_now,
            salt=lambda: secrets.token_hex(8),
        )
    )


def write_reviews(outputs: Path) -> None:
    """Bring the review columns of the tables up to the decisions."""
    from pipeline.decisions import refresh_tables  # noqa: PLC0415  # --help starts without it
    from pipeline.flow.locking import claimed  # noqa: PLC0415

    with claimed(outputs):
        if refresh_tables(outputs):
            typer.echo(f"decisions are in {(outputs / 'events.csv').as_posix()}")


def tell_state(site: Site) -> None:
    """Say what a reviewer must know before starting: lost lines, vanished events."""
    for problem in site.index.problems:
        typer.echo(problem, err=True)
    loud = site.index.all("SELECT event_id FROM orphans WHERE loud ORDER BY event_id")
    if loud:
        typer.echo(
            f"{len(loud)} accepted events are no longer found by the program:"
            f" {', '.join(row[0] for row in loud[:5])}{' …' if len(loud) > 5 else ''}"
            " (page: Vanished)",
            err=True,
        )


def _name(reviewer: str | None) -> str:
    name = (reviewer or os.environ.get("RENKEI_REVIEWER") or getpass.getuser()).strip()
    if not name or len(name) > 80 or not name.isprintable():
        typer.echo("--reviewer: give a name of up to 80 characters", err=True)
        sys.exit(2)
    return name


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _default_sources(outputs: Path) -> list[Path]:
    beside = (outputs.resolve().parent / "seeds", Path("seeds"))
    return [folder for folder in beside if folder.is_dir()][:1]


@reviewing.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(help="the edited .xlsx or .csv")],
    outputs: Annotated[Path, typer.Option(help="folder with the tables")] = Path("outputs"),
    reviewer: Reviewer = None,
    apply: Annotated[
        bool | None,
        typer.Option("--apply/--dry-run", help="without asking; or only tell (default: ask)"),
    ] = None,
    cache: Cache = Path(".renkei"),
    rules: Rules = None,
) -> None:
    """Take in decisions from a spreadsheet, after telling every one of them.

    Rows are found by event_id. Rows with a conflict (the event was decided meanwhile) or an
    invalid cell are told and left out. Exit status 1 when there are any.
    """
    from pipeline.review.importing import compare  # noqa: PLC0415  # --help starts without it
    from pipeline.review.workbooks import read_sheet  # noqa: PLC0415

    site = open_desk(outputs, cache, reviewer, None, rules)
    rows, encoding = read_sheet(file)
    report = compare(site.index, site.names, rows, encoding)
    for title, cells in (
        ("changes", report.changes),
        ("conflicts, left out", report.conflicts),
        ("invalid, left out", report.invalid),
    ):
        if cells:
            typer.echo(f"{title}:")
        for cell in cells:
            problem = f"  ({cell.problem})" if cell.problem else ""
            typer.echo(
                f"  line {cell.line}  {cell.event_id}  {cell.column}:"
                f" {_short(cell.before)} -> {_short(cell.given)}{problem}"
            )
    typer.echo(
        f"{report.rows} rows: {len(report.edits)} events to decide, {len(report.changes)} changed"
        f" cells, {len(report.conflicts)} conflicts, {len(report.invalid)} invalid"
    )
    if report.edits and apply is None:
        apply = sys.stdin.isatty() and typer.confirm("apply?")
    if report.edits and apply:
        typer.echo(f"{site.desk.apply(report.edits)} decisions written")
        write_reviews(outputs)
    elif report.edits:
        typer.echo("nothing was written (--apply does)")
    if report.conflicts or report.invalid:
        sys.exit(1)


@reviewing.command("status")
def status(
    outputs: Outputs = Path("outputs"), reviewer: Reviewer = None, cache: Cache = Path(".renkei")
) -> None:
    """Say how far the review is, what vanished, and how far reviewers agree."""
    from pipeline.review.agreement import agreements  # noqa: PLC0415  # --help starts without it
    from pipeline.review.filters import Filters  # noqa: PLC0415
    from pipeline.review.queries import progress  # noqa: PLC0415

    site = open_desk(outputs, cache, reviewer)
    for name, count in progress(site.index, Filters(), site.reviewer).items():
        typer.echo(f"{name:10} {count:7,}")
    for row in agreements(site.index):
        kappa = "-" if row.kappa is None else f"{row.kappa:.2f}"
        typer.echo(
            f"{row.first} / {row.second}, {row.event_type}: {row.events} events,"
            f" {row.observed:.0%} equal, kappa {kappa}"
        )
    tell_state(site)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line[:60]}…'" if len(line) > 60 else f"'{line}'"

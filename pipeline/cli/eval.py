"""``renkei eval``: how the tables of a run compare with the gold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline.errors import InputError
from pipeline.evaluation import from_tables, load_gold, project_folder, rendering
from pipeline.evaluation import report as reporting
from pipeline.evaluation.folds import SELECTIONS, family
from pipeline.evaluation.folds import fold as fold_of
from pipeline.evaluation.report import Part
from pipeline.model import Document

WIDE = 160  # for files and pipes: no table is squeezed


class Selection(StrEnum):
    """Folds of a development corpus."""

    tuned = "tuned"
    validation = "validation"
    unseen = "unseen"
    all = "all"


class Grouping(StrEnum):
    """What scores are told apart by."""

    family = "family"
    fold = "fold"
    file = "file"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("eval")(evaluate)


def evaluate(
    gold: Annotated[
        Path | None,
        typer.Option(help="folder with the gold (default: the seeds' in tests/gold)"),
    ] = None,
    docs: Annotated[
        Path | None,
        typer.Option(help="folder with the gold's documents (default: its docs/, else seeds/)"),
    ] = None,
    out: Annotated[Path, typer.Option(help="folder with the tables of the run")] = Path("outputs"),
    fold: Annotated[
        list[int] | None, typer.Option(min=0, max=4, help="only this fold; may be repeated")
    ] = None,
    folds: Annotated[Selection, typer.Option(help="only these folds")] = Selection.all,
    by: Annotated[
        Grouping | None,
        typer.Option(help="tell the scores apart; families also beside all the others"),
    ] = None,
    listing: Annotated[
        bool, typer.Option("--list/--no-list", help="list misses, extras and differences")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
    report: Annotated[
        bool,
        typer.Option("--report", help="run seeds and development corpus anew, report on both"),
    ] = False,
    fit_confidence: Annotated[
        bool,
        typer.Option(
            "--fit-confidence",
            help="run seeds and tuned folds anew, fit the weights of confidence.yaml on them",
        ),
    ] = False,
    rules: Annotated[
        Path | None, typer.Option(help="where documents are run: folder of rules (default: rules/)")
    ] = None,
    jobs: Annotated[
        int, typer.Option(help="where documents are run: processes to work with", min=1)
    ] = 1,
    show_unseen: Annotated[
        bool, typer.Option(help="show text of folds 3 and 4, which nobody is to read")
    ] = False,
) -> None:
    """Score the tables of a run against gold, by the annotation guideline.

    Events of the run and of the gold match within a record when they have one type and
    at least half of their participants in common; strictly, when participants, dates
    and status are all equal.
    """
    if fit_confidence:
        _fit(rules, jobs)
        return
    if report:
        _report(rules, jobs, by, as_json=as_json, show_unseen=show_unseen)
        return
    part = _part(gold, docs, out, _folds(fold, folds))
    if as_json:
        groups = _groups(part, by)
        data = reporting.part_data(part, show_unseen=show_unseen)
        if groups:
            data["groups"] = {
                name: reporting.part_data(group, show_unseen=show_unseen)
                for name, group in groups.items()
            }
        _print_json(data)
        return
    _show(part, by, listing=listing, show_unseen=show_unseen)


def _report(
    rules: Path | None, jobs: int, by: Grouping | None, *, as_json: bool, show_unseen: bool
) -> None:
    from pipeline.evaluation.running import run_report  # noqa: PLC0415  # loads every stage

    problems = 0

    def count(document: Document) -> None:
        nonlocal problems
        problems += len(document.problems)

    report = run_report(rules, jobs=jobs, heard=count)
    if as_json:
        _print_json(reporting.report_data(report, show_unseen=show_unseen))
    elif by is Grouping.family:
        _print(reporting.families(report.parts[reporting.NAMES["all"]]))
    else:
        _print(reporting.report_tables(report))
    if problems:
        typer.echo(f"{problems} problems on the way: renkei run lists them", err=True)


def _fit(rules: Path | None, jobs: int) -> None:
    from pipeline.evaluation.fitting import fit_confidence  # noqa: PLC0415  # loads every stage

    fitted = fit_confidence(rules, jobs=jobs)
    typer.echo(
        f"{fitted.path}: fitted on {fitted.events} events, {fitted.right} right; calibration"
        f" error on them {fitted.before:.3f} before, {fitted.after:.3f} after"
    )


def _folds(fold: list[int] | None, folds: Selection) -> tuple[int, ...]:
    return tuple(fold) if fold else SELECTIONS[folds.value]


def _part(gold: Path | None, docs: Path | None, out: Path, folds: tuple[int, ...]) -> Part:
    answers = load_gold(gold or project_folder("tests/gold/seeds"), docs)
    if answers.folded:
        answers = answers.only(file for file in answers.files if fold_of(file) in folds)
    part = Part(from_tables(out).only(answers.files), answers)
    if not part.predicted.dropped:
        raise InputError(
            str(out), "no document of the gold is in these tables", "run renkei on them first"
        )
    return part


def _groups(part: Part, by: Grouping | None) -> dict[str, Part]:
    keys = {
        Grouping.family: family,
        Grouping.fold: lambda file: str(fold_of(file)),
        Grouping.file: lambda file: file,
    }
    return part.grouped(keys[by]) if by else {}


def _show(part: Part, by: Grouping | None, *, listing: bool, show_unseen: bool) -> None:
    scores = part.scores
    if by is Grouping.family:
        _print(reporting.families(part))
        return
    groups = _groups(part, by)
    if groups:
        _print(
            [
                rendering.event_table({name: g.scores.events for name, g in groups.items()}),
                rendering.page_table({name: g.scores for name, g in groups.items()}),
            ]
        )
        return
    _print(
        [
            rendering.event_table({"all": scores.events, **scores.events.by_type}),
            rendering.page_table({"all": scores}),
            rendering.header_table(scores),
        ]
    )
    if scores.dates is not None:
        _print([rendering.date_table(scores)])
    _print(
        [
            rendering.kind_table("Missed, by kind", part.kinds.misses),
            rendering.kind_table("Extra, by kind", part.kinds.extras),
            rendering.kind_table("Told differently, by kind", part.kinds.differences),
        ]
    )
    if listing:
        _print(rendering.listing(scores, reporting.readable_by(part.gold, show_unseen=show_unseen)))
    for file in scores.unread:
        typer.echo(f"not in the tables: {file}", err=True)


def _print(blocks: Iterable[Any]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE, soft_wrap=True)
    for block in blocks:
        console.print(block)
        if isinstance(block, Table):
            console.print()


def _print_json(data: dict[str, Any]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))

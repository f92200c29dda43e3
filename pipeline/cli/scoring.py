"""What ``renkei eval`` does; apart from its options, as it loads every stage."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from pipeline.cli.evaloptions import Grouping, Selection
from pipeline.errors import InputError
from pipeline.evaluation import from_tables, load_gold, project_folder, rendering
from pipeline.evaluation import report as reporting
from pipeline.evaluation.fitting import fit_confidence
from pipeline.evaluation.folds import SELECTIONS, family
from pipeline.evaluation.folds import fold as fold_of
from pipeline.evaluation.report import Part
from pipeline.evaluation.running import run_report
from pipeline.model import Document

WIDE = 160  # for files and pipes: no table is squeezed


def score_tables(
    gold: Path | None,
    docs: Path | None,
    out: Path,
    folds: tuple[int, ...],
    by: Grouping | None,
    *,
    listing: bool,
    as_json: bool,
    show_unseen: bool,
) -> None:
    """Print how the tables in a folder compare with a gold; ``InputError`` when they cannot."""
    part = _part(gold, docs, out, folds)
    if not as_json:
        _show(part, by, listing=listing, show_unseen=show_unseen)
        return
    data = reporting.part_data(part, show_unseen=show_unseen)
    groups = _groups(part, by)
    if groups:
        data["groups"] = {
            name: reporting.part_data(group, show_unseen=show_unseen)
            for name, group in groups.items()
        }
    _print_json(data)


def print_report(
    rules: Path | None, jobs: int, by: Grouping | None, *, as_json: bool, show_unseen: bool
) -> None:
    """Run seeds, development corpus and own pages anew and print the report on them."""
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


def print_fit(rules: Path | None, jobs: int) -> None:
    """Fit the weights of ``confidence.yaml`` anew and print what they were fitted on."""
    fitted = fit_confidence(rules, jobs=jobs)
    typer.echo(
        f"{fitted.path}: fitted on {fitted.events} events, {fitted.right} right; calibration"
        f" error on them {fitted.before:.3f} before, {fitted.after:.3f} after"
    )


def chosen_folds(fold: list[int] | None, folds: Selection) -> tuple[int, ...]:
    """The numbers of the folds that the options name."""
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

"""``renkei eval``: how the tables of a run compare with the gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.evaloptions import Grouping, Selection


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
        typer.Option(
            "--report", help="run seeds, development corpus and own pages anew, report on all"
        ),
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
    from pipeline.cli import scoring  # noqa: PLC0415  # loads every stage

    if fit_confidence:
        scoring.print_fit(rules, jobs)
    elif report:
        scoring.print_report(rules, jobs, by, as_json=as_json, show_unseen=show_unseen)
    else:
        chosen = scoring.chosen_folds(fold, folds)
        scoring.score_tables(
            gold, docs, out, chosen, by, listing=listing, as_json=as_json, show_unseen=show_unseen
        )

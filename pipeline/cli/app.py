"""The command ``renkei``: gathers the commands and turns our errors into messages."""

from __future__ import annotations

import gc
import sys

import typer

from pipeline.cli import clean, dates, export, report, review, rules, run, templates
from pipeline.cli import eval as evaluation
from pipeline.errors import RenkeiError

app = typer.Typer(
    name="renkei",
    help="Japanese news scrapes in, a table of international cooperation events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
run.register(app)
dates.register(app)
clean.register(app)
evaluation.register(app)
review.register(app)
rules.register(app)
export.register(app)
report.register(app)
templates.register(app)


def main() -> None:
    """Run the command line; a mistake of the user's ends with status 2 and a message."""
    # A start makes very many objects, nearly all to stay: looking through them for garbage
    # as often as Python does by itself takes a seventh of its time.
    gc.set_threshold(100_000, 20, 20)
    try:
        app()
    except RenkeiError as error:
        print(error, file=sys.stderr)
        sys.exit(2)

"""``renkei dates``: the temporal expressions of a text, each with its value and rule."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.errors import InputError, RenkeiError

if TYPE_CHECKING:
    from pipeline.model import Timex
    from pipeline.stages.dates import DateRules


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dates")(dates)


def dates(
    text: Annotated[
        str | None, typer.Argument(help="the text to read (default: standard input)")
    ] = None,
    anchor: Annotated[
        str | None, typer.Option(help="the day that 昨日 or 8日 count from, as 2025-10-15")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(help="folder of rules (default: rules/, else the program's)")
    ] = None,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='read lines {"text": …, "anchor": … or null}, write {"dates": […]} for each',
        ),
    ] = False,
) -> None:
    """Print every temporal expression of TEXT with its value and the rule that read it.

    Exit status: 0 all is read; 1 a line of --jsonl could not be read (its output line
    tells why); 2 wrong usage or a mistake in a rule file.
    """
    from pipeline.rulefiles import default_rules_folder  # noqa: PLC0415  # --help needs none
    from pipeline.stages.dates import load_date_rules  # noqa: PLC0415

    folder = rules or default_rules_folder()
    # A folder without dates/ is taken for one of date rules alone.
    loaded = load_date_rules(folder / "dates" if (folder / "dates").is_dir() else folder)
    if jsonl:
        if text is not None or anchor is not None:
            raise InputError("--jsonl", "takes text and anchor from standard input alone")
        raise typer.Exit(_answer_lines(sys.stdin.buffer, loaded))
    day = _day(anchor) if anchor is not None else None
    _print_table(text if text is not None else sys.stdin.read(), day, loaded)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InputError("anchor", f"'{text}' is no ISO day", "Write it as 2025-10-15.") from None


# --- lines of JSON ------------------------------------------------------------------------


@dataclass
class LineError(RenkeiError):
    """A line of input that is not a text with its anchor."""


def _answer_lines(lines: Iterable[bytes], rules: DateRules) -> int:
    """Answer every line of JSON in order; the exit status tells whether all were read."""
    status = 0
    for number, line in enumerate(lines, 1):
        answer: dict[str, Any]
        try:
            answer = {"dates": _found(line, number, rules)}
        except RenkeiError as error:
            answer = {"dates": [], "problem": str(error)}
            status = 1
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    return status


def _found(line: bytes, number: int, rules: DateRules) -> list[dict[str, Any]]:
    from pipeline.stages.dates import find_dates  # noqa: PLC0415  # --help starts without it

    where = f"line {number}"
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except ValueError as error:
        raise LineError(where, f"is not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise LineError(where, 'is not an object with "text"')
    anchor = row.get("anchor")
    if anchor is not None and not isinstance(anchor, str):
        raise LineError(where, "its anchor is neither a day nor null")
    day = _day(anchor) if anchor else None
    return [_row(timex) for timex in find_dates(row["text"], day, rules)]


def _row(timex: Timex) -> dict[str, Any]:
    return {
        "text": timex.text,
        "char_start": timex.span.start,
        "char_end": timex.span.end,
        "type": timex.type,
        "start": timex.start,
        "end": timex.end,
        "edtf": timex.edtf,
        "precision": timex.precision,
        "relation": timex.relation,
        "calendar": timex.calendar,
        "flags": list(timex.flags),
        "rule_id": timex.rule_id,
    }


# --- a table for reading ------------------------------------------------------------------


def _print_table(text: str, anchor: date | None, rules: DateRules) -> None:
    from rich.console import Console  # noqa: PLC0415  # --help starts without it
    from rich.table import Table  # noqa: PLC0415

    from pipeline.stages.dates import find_dates, wareki  # noqa: PLC0415

    found = find_dates(text, anchor, rules)
    if not found:
        typer.echo("No temporal expression found.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("at", "expression", "type", "value", "和暦", "EDTF", "relation", "rule"):
        table.add_column(heading, overflow="fold")
    for timex in found:
        value = timex.start or "–"
        if timex.end != timex.start:
            value = f"{value} – {timex.end}"
        table.add_row(
            str(timex.span.start),
            timex.text.replace("\n", " "),
            timex.type,
            "\n".join([value, *timex.flags]),
            wareki(timex.start, timex.end, rules.eras) or "",
            timex.edtf or "",
            timex.relation or "",
            timex.rule_id,
        )
    # Piped output keeps one line an expression, whatever the width of the screen.
    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(table)

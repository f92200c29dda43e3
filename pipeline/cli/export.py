"""``renkei export``: the events as a spreadsheet that can be edited and imported again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    outputs: Annotated[Path, typer.Argument(help="folder with the tables")] = Path("outputs"),
    xlsx: Annotated[Path | None, typer.Option(help="write this Excel workbook")] = None,
    csv: Annotated[Path | None, typer.Option(help="write the same sheet as CSV")] = None,
    filters: Annotated[
        str, typer.Option("--filter", help="as in the page's address: 'type=visit&country=FRA'")
    ] = "",
    sources: Annotated[
        list[Path] | None, typer.Option(help="folder of the scrapes, to link to (default: seeds/)")
    ] = None,
    cache: Annotated[Path, typer.Option(help="folder for the index")] = Path(".renkei"),
) -> None:
    """Write the events with what reviewers decided, for those who work in a spreadsheet.

    Yellow columns may be edited; `renkei review import` takes the file back.
    """
    from urllib.parse import parse_qsl  # noqa: PLC0415  # --help starts without all of this

    from pipeline.cli.review import open_desk  # noqa: PLC0415
    from pipeline.review.filters import filters_of  # noqa: PLC0415
    from pipeline.review.sheet import sheet_rows  # noqa: PLC0415
    from pipeline.review.workbooks import write_csv, write_xlsx  # noqa: PLC0415

    if xlsx is None and csv is None:
        raise InputError("renkei export", "has nothing to write", "Give --xlsx FILE or --csv FILE.")
    site = open_desk(outputs, cache, None, sources)
    wanted = filters_of(parse_qsl(filters))

    def link(source: str) -> str | None:
        path = site.sources.path(source)
        if path is None or xlsx is None:
            return None
        return Path(os.path.relpath(path, xlsx.resolve().parent)).as_posix()

    if xlsx is not None:
        rows = sheet_rows(site.index, wanted, site.reviewer, site.names)
        typer.echo(f"{write_xlsx(xlsx, rows, link)} events in {xlsx.as_posix()}")
    if csv is not None:
        rows = sheet_rows(site.index, wanted, site.reviewer, site.names)
        typer.echo(f"{write_csv(csv, rows)} events in {csv.as_posix()}")

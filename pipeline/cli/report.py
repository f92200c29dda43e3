"""``renkei report``: the overview as one self-contained file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import OutputError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("report")(report)


def report(
    outputs: Annotated[Path, typer.Argument(help="folder with the tables")] = Path("outputs"),
    html: Annotated[Path, typer.Option(help="the file to write")] = Path("report.html"),
    filters: Annotated[
        str, typer.Option("--filter", help="as in the page's address: 'review=accepted'")
    ] = "",
    cache: Annotated[Path, typer.Option(help="folder for the index")] = Path(".renkei"),
) -> None:
    """Write the overview of the events as one HTML file that needs nothing else."""
    from urllib.parse import parse_qsl  # noqa: PLC0415  # --help starts without all of this

    from pipeline.cli.review import open_desk  # noqa: PLC0415
    from pipeline.review.filters import filters_of  # noqa: PLC0415
    from pipeline.review.report import report_page  # noqa: PLC0415

    site = open_desk(outputs, cache, None)
    made = datetime.now().astimezone().date().isoformat()
    page = report_page(site, filters_of(parse_qsl(filters)), made=made)
    try:
        html.write_text(page, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OutputError(html.as_posix(), f"cannot be written: {error.strerror}") from None
    typer.echo(f"report in {html.as_posix()}")

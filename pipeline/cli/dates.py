"""``renkei dates``: the temporal expressions of a text, each with its value and rule."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dates")(dates)


def dates(text: str) -> None:
    """Print every temporal expression of TEXT."""
    raise NotImplementedError(text)

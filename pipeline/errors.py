"""Errors a user can mend: each says where, what is wrong, and the way out.

The command line catches :class:`RenkeiError` alone; anything else is a defect of ours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class RenkeiError(Exception):
    """Base of every error shown to users.

    ``where`` names the file, folder or option; ``problem`` says what is wrong with it;
    ``way_out`` what to do. ``str()`` is the message as printed.
    """

    where: str
    problem: str
    way_out: str = ""

    def __str__(self) -> str:
        tail = f"\n  {self.way_out}" if self.way_out else ""
        return f"{self.where}: {self.problem}{tail}"


@dataclass
class InputError(RenkeiError):
    """A source file or folder that cannot be read."""


@dataclass
class OutputError(RenkeiError):
    """A table or folder that cannot be written."""


@dataclass
class RuleError(RenkeiError):
    """A place in a rule file that does not load.

    ``line`` and ``column`` count from 1; ``source_line`` is the text of that line, shown
    with a caret below the place.
    """

    line: int = 1
    column: int = 1
    source_line: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}:{self.line}:{self.column} {self.problem}"]
        if self.source_line:
            # A full-width character takes two cells on a terminal: pad with its own kind.
            before = self.source_line[: self.column - 1]
            pad = "".join("　" if ord(c) > 0x2E7F else " " for c in before)
            parts += [f"    {self.source_line}", f"    {pad}^"]
        if self.way_out:
            parts.append(f"  {self.way_out}")
        return "\n".join(parts)


@dataclass
class RuleFilesError(RenkeiError):
    """All the errors found in a rule folder, so that one look mends them all."""

    errors: tuple[RuleError, ...] = ()

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)

"""Tables to CSV text and back to data frames, without loss, in either profile.

``excel``: UTF-8 with BOM, CRLF, and a formula guard. ``machine``: neither BOM nor guard,
LF. A cell is quoted when it holds a comma, a quote or a line break of either kind.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import regex

from pipeline.errors import InputError
from pipeline.rulefiles import deferred
from pipeline.stages.tables.columns import Table
from pipeline.stages.tables.frames import frame, scrubbed
from pipeline.stages.tables.schema import SCHEMA
from pipeline.stages.tables.writing import current

if TYPE_CHECKING:
    import pandas as pd

Profile = Literal["excel", "machine"]
BOM = b"\xef\xbb\xbf"
GUARDED = "=+-@\t\r\0＝＋－＠"
_SEPARATOR = "\x1f"
_NEEDS_GUARD = deferred(f"[{regex.escape(GUARDED)}']")
_ANY_GUARD = deferred(f"{_SEPARATOR}[{regex.escape(GUARDED)}']")
_NEEDS_QUOTES = deferred('[",\r\n]')


def guard(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula.

    >>> guard("- 日本の防衛"), guard("'24年"), guard("会談")
    ("'- 日本の防衛", "''24年", '会談')
    """
    return "'" + cell if _NEEDS_GUARD.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell before :func:`guard`."""
    return cell.removeprefix("'")


def to_csv(data: Any, table: Table, profile: Profile) -> bytes:
    """The bytes of a CSV file holding ``data``, whose columns are the table's.

    ``data`` gives each column by its name: a data frame, or a dictionary of lists.
    """
    end = "\r\n" if profile == "excel" else "\n"
    columns = [
        _cells(data[column.name], guarded=profile == "excel" and not column.numeric)
        for column in table.columns
    ]
    lines = [",".join(table.column_names)]
    lines += map(",".join, zip(*columns, strict=True))
    lines.append("")
    text = scrubbed([end.join(lines)])[0].encode("utf-8")
    return BOM + text if profile == "excel" else text


def _cells(column: pd.Series[Any] | list[Any], *, guarded: bool) -> list[str]:
    if isinstance(column, list):
        known = ["" if cell is None else str(cell) for cell in column]
    else:
        cells = column.astype(object).where(column.notna(), "").tolist()
        known = [str(cell) for cell in cells]
    # One look at the whole column spares most columns a look at each cell; a cell that holds
    # the separator only makes for a needless second look.
    joined = _SEPARATOR + _SEPARATOR.join(known)
    if guarded and _ANY_GUARD.search(joined):
        known = [guard(cell) for cell in known]
    if _NEEDS_QUOTES.search(joined):
        known = [
            '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
            for cell in known
        ]
    return known


def from_csv(data: bytes, table: Table, name: str) -> pd.DataFrame:
    """The frame that :func:`to_csv` wrote; a BOM tells the profile.

    Raises :class:`InputError` when the columns are not the table's.
    """
    import pandas as pd  # noqa: PLC0415 — light commands start without it

    guarded = data.startswith(BOM)
    read = pd.read_csv(
        BytesIO(data), dtype=str, keep_default_na=False, na_filter=False, encoding="utf-8-sig"
    )
    if tuple(read.columns) != table.column_names:
        raise InputError(
            name,
            f"does not have the columns of {table.name}.csv",
            "Write the tables anew with renkei run.",
        )
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        cells = read[column.name].tolist()
        if column.kind == "integer":
            columns[column.name] = [int(cell) if cell else None for cell in cells]
        elif column.kind == "number":
            columns[column.name] = [float(cell) if cell else None for cell in cells]
        else:
            columns[column.name] = [unguard(cell) for cell in cells] if guarded else cells
    return frame(table, columns)


def read_table(path: Path) -> pd.DataFrame:
    """A table of ``outputs/`` as it was built, whichever profile it was written in.

    The file's name tells the table (``events.csv``). Raises :class:`InputError` when it is
    none of ours, cannot be read, or has other columns.
    """
    table = SCHEMA.get(path.stem)
    if table is None or path.suffix != ".csv":
        raise InputError(
            path.as_posix(), "is not a table of renkei", f"Tables: {', '.join(SCHEMA)}."
        )
    try:
        data = current(path).read_bytes()
    except OSError as error:
        raise InputError(path.as_posix(), f"cannot be read: {error.strerror}") from None
    return from_csv(data, table, path.as_posix())

"""Spreadsheet files: written for Excel, and read back however they were saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import regex
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.errors import InputError, OutputError
from pipeline.review.sheet import COLUMNS, Cells
from pipeline.rulefiles import deferred

_LONGEST_CELL = 32_767  # Excel cuts there
_MOST_LINKS = 65_000  # and drops links beyond 65,530 of a sheet
_GUARDED = "=+-@\t\r\0＝＋－＠"
# XML cannot hold these; Excel writes them so, and what looks like one of these as well.
_ESCAPED = deferred(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = deferred("[\ud800-\udfff]")
_WAY_OUT = "Save it as .xlsx or as CSV (UTF-8 or Shift_JIS) and try again."


def write_xlsx(path: Path, rows: Iterable[Cells], link: Callable[[str], str | None]) -> int:
    """Write the reviewers' workbook; the number of events in it.

    ``link`` gives a relative address for a source, None when its file is not there. All
    cells are text, so that no date and no formula is made of them. Raises
    :class:`OutputError`.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "events"
    sheet.append([column.name for column in COLUMNS])
    count = 0
    for count, cells in enumerate(rows, 1):  # the last number is the count
        _append(sheet, count + 1, cells, link)
    _dress(sheet, count + 1)
    try:
        book.save(path)
    except OSError as error:
        raise _unwritable(path, error) from None
    return count


def _append(sheet: Any, at: int, cells: Cells, link: Callable[[str], str | None]) -> None:
    for number, column in enumerate(COLUMNS, 1):
        value = cells[column.name]
        if not value:
            continue
        cell = sheet.cell(at, number)
        if column.number:
            cell.value = float(value)
            continue
        # Setting the type keeps openpyxl from taking "=…" for a formula.
        cell.value = _xml_text(value)
        cell.data_type = "s"
        cell.number_format = "@"
        target = value if column.name == "url" else None
        if column.name == "source":
            target = link(value)
        if target and at < _MOST_LINKS // 2:
            cell.hyperlink = target
            cell.font = _LINK


_LINK = Font(color="1F4B6E", underline="single")
_HEAD = PatternFill("solid", fgColor="E8F0F6")
_EDITABLE_HEAD = PatternFill("solid", fgColor="FFF1B8")


def _dress(sheet: Any, last: int) -> None:
    """Frozen header, filters, widths, drop-downs; yellow headers may be edited."""
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(last, 2)}"
    for number, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        head = sheet.cell(1, number)
        head.font = Font(bold=True)
        head.fill = _EDITABLE_HEAD if column.editable else _HEAD
        head.alignment = Alignment(vertical="center")
        if column.choices:
            listed = DataValidation(
                type="list",
                formula1=f'"{",".join(column.choices)}"',
                allow_blank=column.name == "stage",
                showErrorMessage=True,
                errorTitle=column.name,
                error="Choose one of the list.",
            )
            listed.add(f"{letter}2:{letter}{max(last, 2)}")
            sheet.add_data_validation(listed)
    sheet.column_dimensions[get_column_letter(len(COLUMNS))].hidden = True


def _xml_text(value: str) -> str:
    text = _SURROGATE.sub("\ufffd", value)
    text = _ESCAPED.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
    if len(text) <= _LONGEST_CELL:
        return str(text)
    cut = text[:_LONGEST_CELL]
    # Half an escape at the end would be read as text.
    return str(regex.sub(r"_x[0-9A-Fa-f]{0,4}$", "", cut))


def write_csv(path: Path, rows: Iterable[Cells]) -> int:
    """The same sheet as CSV for Excel: UTF-8 with BOM, CRLF, formula guard."""
    count = 0
    try:
        with path.open("w", encoding="utf-8-sig", newline="", errors="backslashreplace") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow([column.name for column in COLUMNS])
            for cells in rows:
                writer.writerow(
                    cells[column.name] if column.number else guard(cells[column.name])
                    for column in COLUMNS
                )
                count += 1
    except OSError as error:
        raise _unwritable(path, error) from None
    return count


def guard(cell: str) -> str:
    """A text cell that no spreadsheet takes for a formula; :func:`unguard` undoes it."""
    return f"'{cell}" if cell and (cell[0] in _GUARDED or cell[0] == "'") else cell


def unguard(cell: str) -> str:
    """The cell before :func:`guard`; a cell that was never guarded stays as it is.

    >>> unguard("'- 日本の防衛"), unguard("'24年")
    ('- 日本の防衛', "'24年")
    """
    if len(cell) > 1 and cell[0] == "'" and (cell[1] in _GUARDED or cell[1] == "'"):
        return cell[1:]
    return cell


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(
        path.as_posix(),
        f"cannot be written: {error.strerror}",
        "Close it in other programs, or name another file.",
    )


# --- reading ------------------------------------------------------------------------------


def read_sheet(path: Path) -> tuple[list[Cells], str]:
    """The rows of a spreadsheet file by column name, and the encoding of its text.

    Raises :class:`InputError` when it cannot be read or has no ``event_id`` column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path.as_posix(), f"cannot be read: {error.strerror}") from None
    if data.startswith(b"PK"):
        rows, encoding = _xlsx_rows(path, data), "xlsx"
    else:
        text, encoding = _decoded(path, data)
        rows = _csv_rows(path, text)
    head = next(rows, [])
    if "event_id" not in head:
        raise InputError(
            path.as_posix(),
            "has no column event_id in its first row",
            "Import a file that renkei export or renkei run wrote.",
        )
    repeated = {name for name in head if name and head.count(name) > 1}
    if repeated:
        raise InputError(path.as_posix(), f"has the column {min(repeated)} twice")
    return [
        dict(zip(head, [*cells, *[""] * (len(head) - len(cells))], strict=False))
        for cells in rows
        if any(cells)
    ], encoding


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates: tuple[str, ...] = ("utf-16",)
    elif data.startswith(b"\xef\xbb\xbf"):
        candidates = ("utf-8-sig",)
    else:
        candidates = ("utf-8", "cp932")
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise InputError(path.as_posix(), f"line {line} is neither UTF-8 nor Shift_JIS text", _WAY_OUT)


def _csv_rows(path: Path, text: str) -> Iterator[list[str]]:
    first = text.partition("\n")[0]
    # Excel writes tabs into "Unicode text" and semicolons in some countries.
    delimiter = max(",\t;", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InputError(path.as_posix(), f"is not CSV: {error}", _WAY_OUT) from None


def _xlsx_rows(path: Path, data: bytes) -> Iterator[list[str]]:
    try:
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book["events"] if "events" in book.sheetnames else book.worksheets[0]
        for cells in sheet.iter_rows(values_only=True):
            yield [_cell_text(cell) for cell in cells]
    except (BadZipFile, KeyError, ValueError, IndexError) as error:
        raise InputError(path.as_posix(), f"is no Excel workbook: {error}", _WAY_OUT) from None


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(unescape(str(value)))

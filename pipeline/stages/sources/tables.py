"""Table rows: which are data, one line each, and which only lay out the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.stages.sources.breaks import Break

LONGEST_CELL = 6  # lines; a last cell with more is an article in a page layout
SHORT_CELL = 40  # letters; line breaks in a cell up to this long only make it narrow


@dataclass(slots=True, eq=False)
class Row:
    """A table row, counted as the page is read.

    ``layout`` is set for rows that hold headings, tables or paragraphs set apart.
    """

    cells: list[Cell] = field(default_factory=list)
    layout: bool = False
    _is_data: bool | None = None

    def cell(self) -> Cell:
        """A new cell at the end of the row."""
        self.cells.append(Cell(self, len(self.cells)))
        return self.cells[-1]

    @property
    def is_data(self) -> bool:
        """True when the cells belong in one line: only the last may have several.

        To be asked when the whole page has been read; the answer is kept.
        """
        if self._is_data is None:
            self._is_data = self._fits_a_line()
        return self._is_data

    def _fits_a_line(self) -> bool:
        filled = [cell for cell in self.cells if cell.letters]
        return (
            not self.layout
            and len(filled) > 1
            and all(cell.is_short or cell.lines == 1 for cell in filled[:-1])
            and filled[-1].lines <= LONGEST_CELL
        )


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell: how much text it holds, in how many lines."""

    row: Row
    index: int
    letters: int = 0
    lines: int = 1
    breaks: int = 0

    @property
    def is_short(self) -> bool:
        """True when its line breaks only fit it into a narrow column."""
        return self.letters <= SHORT_CELL

    def add_break(self, kind: Break) -> None:
        """A ``<br>`` or the edge of a block."""
        self.breaks = kind.after(self.breaks)

    def add_text(self, letters: int) -> None:
        """Text of so many letters. Two ``<br>`` before it make it a paragraph of a page."""
        if not letters:
            return
        if self.letters and self.breaks:
            self.lines += 1
            self.row.layout |= self.breaks > 1
        self.letters += letters
        self.breaks = 0

"""Pages of many layouts: the lines kept, the records found, their headers.

The pages and what is expected of them stand in ``tests/layouts``; its README tells the marks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Record, Source, Span
from pipeline.stages.cleaning import clean, load_cleaning_rules
from pipeline.stages.dates import find_dates, load_date_rules
from pipeline.stages.records import load_record_rules, split
from pipeline.stages.sources import read_page

PROJECT = Path(__file__).parents[2]
LAYOUTS = sorted((PROJECT / "tests" / "layouts").glob("*.txt"))
CLEANING = load_cleaning_rules(PROJECT / "rules" / "cleaning")
RECORDS = load_record_rules(PROJECT / "rules" / "records")
DATES = partial(find_dates, rules=load_date_rules(PROJECT / "rules" / "dates"))
FIELDS = {
    "title": "title",
    "published": "published",
    "outlet": "outlet",
    "item_date_start": "item_start",
    "item_date_end": "item_end",
}


@dataclass
class Layout:
    """A page, the marks of its lines, and the records it should give."""

    text: str = ""
    lines: list[tuple[str, Span]] = field(default_factory=list)
    records: list[tuple[dict[str, Any], Span]] = field(default_factory=list)


def read_layout(path: Path) -> Layout:
    layout = Layout()
    opened: dict[str, Any] = {}
    start = -1
    for raw in path.read_text(encoding="utf-8").splitlines():
        mark, body = (raw[0], raw[2:]) if raw[1:2] == "|" else (" ", raw)
        if mark == "@":
            opened, start = json.loads(body), -1
        elif mark == "/":
            layout.records.append((opened, Span(start, len(layout.text) - 1)))
        else:
            assert mark in "+-? ", f"{path.name}: {raw}"
            at = len(layout.text)
            start = at if start < 0 and body else start
            layout.lines.append((mark, Span(at, at + len(body))))
            layout.text += body + "\n"
    return layout


def records_of(text: str) -> tuple[list[Span], tuple[Record, ...]]:
    source = Source("page.txt", text, "")
    cleaned = clean(read_page(source), CLEANING)
    return [cut.span for cut in cleaned.dropped], split(cleaned, source, RECORDS, DATES)


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_lines_are_kept_and_dropped_as_marked(path: Path) -> None:
    layout = read_layout(path)
    dropped, _ = records_of(layout.text)
    gone = {i for span in dropped for i in range(*span)}
    wrong = []
    for mark, span in layout.lines:
        solid = {i for i in range(*span) if not layout.text[i].isspace()}
        expected = {"+": set(), "-": solid}.get(mark)
        if expected is not None and solid & gone != expected:
            wrong.append(f"{mark}|{layout.text[slice(*span)]}")
    assert wrong == []


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_records_stand_where_marked(path: Path) -> None:
    layout = read_layout(path)
    _, found = records_of(layout.text)
    assert len(found) == len(layout.records)
    for (expected, span), record in zip(layout.records, found, strict=True):
        common = min(span.end, record.span.end) - max(span.start, record.span.start)
        whole = max(span.end, record.span.end) - min(span.start, record.span.start)
        # Lines that may go either way move a boundary a little.
        assert common >= 0.85 * whole, layout.text[slice(*record.span)]
        for name, attribute in FIELDS.items():
            value = getattr(record, attribute)
            if name == "published" and value and len(expected.get(name) or "") == 10:
                value = value[:10]
            if name in expected or name.startswith("item"):
                assert value == expected.get(name), (name, record.title)

"""Documents to the columns of all tables, and columns to data frames with their dtypes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.model import Document, Links, Problem, Told
from pipeline.rulefiles import deferred
from pipeline.stages.tables.columns import Table
from pipeline.stages.tables.gathered import Gathered
from pipeline.stages.tables.ids import hashed
from pipeline.stages.tables.rows import Names, Wareki, sheet_of
from pipeline.stages.tables.schema import SCHEMA
from pipeline.stages.tables.sheets import Columns, Sheet

if TYPE_CHECKING:
    import pandas as pd

Cell = TypeVar("Cell", str, str | None)
Codes = Callable[[str, str, str | None], tuple[str, str]]
Link = Callable[[Iterable[Told]], Links]
Stories = Callable[[Sequence[str]], Iterable[Sequence[int]]]
# Tables by name; a table gives each column by name, as a series or a list of cells.
Tables = Mapping[str, Any]
_SURROGATE = deferred("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Review:
    """What reviewers decided on an event; ``reviewed_at`` is ISO 8601."""

    verdict: str
    reviewer: str = ""
    reviewed_at: str = ""


def build_tables(documents: Iterable[Document], **how: Any) -> dict[str, pd.DataFrame]:
    """All tables as data frames, by name (``tables["events"]``); see :func:`build_columns`."""
    return frames_of(build_columns(documents, **how))


def frames_of(tables: Mapping[str, Columns]) -> dict[str, pd.DataFrame]:
    """The data frames of tables.

    Text columns have dtype ``string``, counts ``Int64``, confidence ``Float64``; unknown is
    ``<NA>``.
    """
    return {name: frame(SCHEMA[name], columns) for name, columns in tables.items()}


def build_columns(
    documents: Iterable[Document | Sheet],
    *,
    names: Names,
    wareki: Wareki,
    codes: Codes,
    link: Link | None = None,
    stories: Stories | None = None,
    problems: Iterable[Problem] = (),
    reviews: Mapping[str, Review] = MappingProxyType({}),
) -> dict[str, Columns]:
    """All tables of the output contract, by name, each as lists of cells by column.

    ``names(code)`` gives (Japanese name, English name, ``country``/``organisation``) or
    None; ``wareki(start, end)`` the Japanese-calendar reading of two ISO days, either of
    which may be None; ``codes(type, status, stage)`` PLOVER and CAMEO; ``link`` the links
    between events of different records (without it, none); ``stories`` the groups of
    records, as indices into their texts, that carry the same text. ``problems`` are those that
    belong to no document. ``reviews`` holds decisions by event id; others are ``pending``.

    Unknown is None or empty text. Rows are sorted by source, record number, evidence and
    type; the order of ``documents`` changes nothing. Documents are read once and not kept;
    one whose rows were made before may come as its :class:`Sheet`.
    """
    rows = Gathered()
    for document in documents:
        if isinstance(document, Document):
            document = sheet_of(document, names=names, wareki=wareki)  # noqa: PLW2901
        rows.add(document)
    for problem in problems:
        rows.problem(problem)
    told = rows.settle()
    _coded(rows.tables["events"], codes)
    if link is not None:
        links = link(told)
        for problem in links.problems:
            rows.problem(problem)
        _linked(rows.tables, told, links)
    if stories is not None:
        _same_stories(rows.tables["records"], stories(rows.stories))
    rows.sort_problems()
    _reviewed(rows.tables["events"], reviews)
    return rows.tables


def _coded(events: Columns, codes: Codes) -> None:
    kinds = zip(events["event_type"], events["status"], events["stage"], strict=True)
    found = [codes(*kind) for kind in kinds]
    events["plover"] = [plover for plover, _ in found]
    events["cameo"] = [cameo for _, cameo in found]


def _same_stories(records: Columns, groups: Iterable[Sequence[int]]) -> None:
    ids = records["record_id"]
    same = {row: hashed("same", ids[group[0]]) for group in groups for row in group}
    records["same_as"] = [same.get(row) for row in range(len(ids))]


def _linked(tables: dict[str, Columns], told: list[Told], links: Links) -> None:
    by_id = {t.event_id: t for t in told}
    groups = {event_id: hashed("same", group[0]) for group in links.same for event_id in group}
    events = tables["events"]
    ids = events["event_id"]
    latest = [links.updates.get(event_id) for event_id in ids]
    events["same_as"] = [groups.get(event_id) for event_id in ids]
    events["latest_event_id"] = list(latest)
    events["latest_status"] = [by_id[i].status if i else None for i in latest]
    agreements = tables["agreements"]
    for thread in sorted(links.threads, key=lambda t: (t.parties, t.name, t.key)):
        thread_id = hashed("thr", thread.key)
        for number, event_id in enumerate(thread.steps, 1):
            step = by_id[event_id]
            cells = (
                thread_id,
                thread.name,
                ";".join(thread.parties),
                number,
                step.stage,
                step.status,
                step.start,
                step.edtf,
                event_id,
                step.source,
                step.published,
            )
            for column, cell in zip(agreements.values(), cells, strict=True):
                column.append(cell)


def _reviewed(events: Columns, reviews: Mapping[str, Review]) -> None:
    pending = Review("pending")
    found = [reviews.get(event_id, pending) for event_id in events["event_id"]]
    events["review"] = [review.verdict for review in found]
    events["reviewer"] = [review.reviewer for review in found]
    events["reviewed_at"] = [review.reviewed_at for review in found]


def frame(table: Table, columns: Mapping[str, list[Any]]) -> pd.DataFrame:
    """A table's frame from its columns; empty text and None become ``<NA>``."""
    import pandas as pd  # noqa: PLC0415 — light commands start without it

    arrays = {}
    for column in table.columns:
        cells = columns[column.name]
        if column.kind == "integer":
            arrays[column.name] = pd.array(cells, dtype="Int64")
        elif column.kind == "number":
            arrays[column.name] = pd.array(cells, dtype="Float64")
        else:
            known = [cell or None for cell in cells]
            arrays[column.name] = pd.array(scrubbed(known), dtype="string")
    return pd.DataFrame(arrays, columns=list(table.column_names))


def scrubbed(cells: list[Cell]) -> list[Cell]:
    """Cells that UTF-8 can hold: a lone surrogate becomes U+FFFD."""
    try:
        "".join(cell for cell in cells if cell).encode()
    except UnicodeEncodeError:
        return [cell and _SURROGATE.sub("\ufffd", cell) for cell in cells]
    return cells

"""Spreadsheet files: what goes out comes back, whatever is in it and however it was saved."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.decisions import DecisionLog, states_of
from pipeline.errors import InputError, OutputError
from pipeline.review.filters import Filters
from pipeline.review.importing import ImportReport, compare
from pipeline.review.queries import full
from pipeline.review.server import Setup, open_site
from pipeline.review.sheet import COLUMNS, sheet_rows
from pipeline.review.workbooks import guard, read_sheet, unguard, write_csv, write_xlsx
from pipeline.stages.tables import read_table, write_tables

Open = Callable[..., Any]
TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\t\r\n\"_x0,; \u3000＝＋－＠会談令和①💡\u2028\0\x0b\x1f～〜"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def rows_of(site: Any) -> list[dict[str, str]]:
    return list(sheet_rows(site.index, Filters(), site.reviewer, site.names))


def imported(site: Any, path: Path) -> ImportReport:
    rows, encoding = read_sheet(path)
    return compare(site.index, site.names, rows, encoding)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return len(report.changes), len(report.conflicts), len(report.invalid), len(report.edits)


@given(TRICKY)
def test_the_formula_guard_is_undone(cell: str) -> None:
    guarded = guard(cell)
    assert unguard(guarded) == cell
    assert not guarded or guarded[0] not in "=+-@\t\r\0＝＋－＠"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(TRICKY, min_size=1, max_size=4))
def test_any_text_survives_both_kinds_of_file(tmp_path: Path, cells: list[str]) -> None:
    rows = [
        {column.name: ("1" if column.number else "") for column in COLUMNS}
        | {"event_id": f"ev_{n}", "evidence": text, "title": text}
        for n, text in enumerate(cells)
    ]
    write_xlsx(tmp_path / "a.xlsx", rows, lambda _: None)
    write_csv(tmp_path / "a.csv", rows)
    for name in ("a.xlsx", "a.csv"):
        read, _ = read_sheet(tmp_path / name)
        assert [
            unguard(row["evidence"]) if name == "a.csv" else row["evidence"] for row in read
        ] == cells


@pytest.mark.parametrize("kind", ["xlsx", "csv", "table"])
def test_an_untouched_file_is_no_change(
    site: Open, outputs: Path, tmp_path: Path, kind: str
) -> None:
    here = site()
    for number, row in enumerate(rows_of(here)[:9]):
        if number % 3 == 0:
            here.desk.decide(row["event_id"], "accept", note="確認")
        elif number % 3 == 1:
            here.desk.edit(
                row["event_id"], {"status": "cancelled", "stage": "", "location": "=1+1"}
            )
        else:
            here.desk.decide(row["event_id"], "reject")
    path = outputs / "events.csv" if kind == "table" else tmp_path / f"sheet.{kind}"
    if kind == "xlsx":
        write_xlsx(path, rows_of(here), lambda _: None)
    elif kind == "csv":
        write_csv(path, rows_of(here))
    assert counts(imported(here, path)) == (0, 0, 0, 0)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(TRICKY.filter(str.strip), min_size=3, max_size=3))
def test_untouched_is_no_change_whatever_the_events_say(
    gold_outputs: Path, tmp_path_factory: pytest.TempPathFactory, all_names: Any, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("tricky")
    tables = {path.stem: read_table(path) for path in sorted(gold_outputs.glob("*.csv"))}
    events = tables["events"].copy()
    for row, text in enumerate(texts):
        for column in ("evidence", "instrument", "outcome", "location", "title"):
            events.loc[row, column] = text
    write_tables(tables | {"events": events}, folder / "outputs", versions={})
    here = open_site(
        Setup(folder / "outputs", folder, "山田", [], all_names, {}, lambda: "t", lambda: "s")
    )
    write_xlsx(folder / "a.xlsx", rows_of(here), lambda _: None)
    write_csv(folder / "a.csv", rows_of(here))
    for path in (folder / "a.xlsx", folder / "a.csv", folder / "outputs" / "events.csv"):
        assert counts(imported(here, path)) == (0, 0, 0, 0)
    here.index.close()


def changed(path: Path, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    """A CSV as another program would save it."""
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_changes_are_told_and_then_taken_in(
    site: Open, outputs: Path, tmp_path: Path, encoding: str
) -> None:
    here = site()
    rows = rows_of(here)
    rows[0]["review"] = "accepted"
    rows[1]["review"] = "rejected"
    rows[2]["status"] = "cancelled"
    rows[2]["date_edtf"] = "令和7年11月3日"
    rows[3]["participants"] = "JPN:host;FRA:visitor"
    rows[4]["review_note"] = "出典を確認"
    report = imported(here, changed(tmp_path / "edited.csv", rows, encoding))
    assert (report.conflicts, report.invalid) == ([], [])
    assert [(c.line, c.column, c.given) for c in report.changes] == [
        (2, "review", "accepted"),
        (3, "review", "rejected"),
        (4, "status", "cancelled"),
        (4, "date_edtf", "2025-11-03"),
        (5, "participants", "JPN:host;FRA:visitor"),
        (6, "review_note", "出典を確認"),
    ]
    assert not DecisionLog(outputs).read().decisions
    assert here.desk.apply(report.edits) == 5
    states = states_of(DecisionLog(outputs).read().decisions)
    verdicts = [states[row["event_id"]].verdict for row in rows[:5]]
    assert verdicts == ["accepted", "rejected", "edited", "edited", "pending"]
    assert states[rows[2]["event_id"]].edits["date_end"] == "2025-11-03"
    # The same file once more changes nothing.
    again = imported(here, tmp_path / "edited.csv")
    assert counts(again) == (0, 0, 0, 0)


def test_a_decision_made_meanwhile_is_a_conflict(site: Open, tmp_path: Path) -> None:
    here, other = site("山田"), site("佐藤")
    rows = rows_of(here)
    other.desk.decide(rows[0]["event_id"], "reject")
    other.desk.edit(rows[1]["event_id"], {"status": "cancelled"})
    other.desk.edit(rows[2]["event_id"], {"location": "東京"})
    here.index.sync()
    rows[0]["review"] = "accepted"
    rows[1]["status"] = "considered"
    rows[2]["status"] = "considered"
    report = imported(here, changed(tmp_path / "edited.csv", rows))
    assert [(c.line, c.column) for c in report.conflicts] == [(2, "review"), (3, "status")]
    # Another field of the same event was changed meanwhile: both changes hold.
    assert [edit[0] for edit in report.edits] == [rows[2]["event_id"]]
    here.desk.apply(report.edits)
    event = full(here.index, rows[2]["event_id"])
    assert event is not None
    assert (event.content["location"], event.content["status"]) == ("東京", "considered")


def test_a_rerun_meanwhile_is_a_conflict(
    site: Open, tmp_path: Path, rerun: Any, change_events: Any
) -> None:
    here = site()
    rows = rows_of(here)
    rerun(lambda documents: change_events(documents, lambda e: replace(e, location="大阪")))
    here.index.refresh()
    rows[0]["location"] = "京都"
    report = imported(here, changed(tmp_path / "edited.csv", rows[:1]))
    assert [c.column for c in report.conflicts] == ["location"]
    assert report.edits == []


@pytest.mark.parametrize(
    ("column", "given", "problem"),
    [
        ("status", "finished", "is none of"),
        ("event_type", "", "is none of|choose"),
        ("review", "maybe", "is none of"),
        ("review", "recheck", "only a run"),
        ("date_edtf", "2025-13", "no month 13"),
        ("date_edtf", "2025-02-30", "no day 30"),
        ("date_start", "soon", "not a date"),
        ("participants", "ATLANTIS", "not a code"),
        ("participants", "JPN:king", "none of the roles"),
        ("location_code", "Tokyo", "three-letter"),
        ("evidence", "", "needs its evidence"),
        ("event_id", "ev_unknown", "no such event"),
        ("event_id", "", "no event_id"),
    ],
)
def test_an_invalid_cell_is_told_and_its_row_left_out(
    site: Open, tmp_path: Path, column: str, given: str, problem: str
) -> None:
    here = site()
    rows = rows_of(here)[:3]
    rows[1][column] = given
    rows[2]["review"] = "accepted"
    report = imported(here, changed(tmp_path / "edited.csv", rows))
    [cell] = report.invalid
    assert (cell.line, cell.column) == (3, column)
    assert any(part in cell.problem for part in problem.split("|"))
    assert [edit[0] for edit in report.edits] == [rows[2]["event_id"]]


def test_what_excel_makes_of_dates_is_no_change(site: Open, tmp_path: Path) -> None:
    here = site()
    rows = rows_of(here)
    for row in rows:
        for name in ("date_start", "date_end", "date_edtf"):
            day = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", row[name])
            if day and int(day[2]) <= 12:
                row[name] = f"{day[1]}/{int(day[2])}/{int(day[3] or 1)}"
    assert counts(imported(here, changed(tmp_path / "a.csv", rows))) == (0, 0, 0, 0)


def test_the_workbook_is_ready_for_work(site: Open, tmp_path: Path) -> None:
    here = site()
    rows = rows_of(here)
    rows[0]["url"] = "https://example.jp/記事"
    rows[0]["title"] = '=HYPERLINK("http://evil")'
    write_xlsx(tmp_path / "a.xlsx", rows, lambda source: f"../seeds/{source}")
    sheet: Any = load_workbook(tmp_path / "a.xlsx")["events"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    listed = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert any("port_call" in formula for formula in listed)
    assert any("accepted" in formula for formula in listed)
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert first["url"].hyperlink.target == "https://example.jp/記事"
    assert first["source"].hyperlink.target.startswith("../seeds/000_")
    assert first["title"].data_type == "s"
    assert any(
        (row[head.index("date_wareki")].value or "").startswith("令和")
        for row in sheet.iter_rows(2)
    )


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04 no zip", "no Excel workbook"),
        (b"a,b\r\n1,2\r\n", "no column event_id"),
        (b"event_id,status,status\r\n", "twice"),
        (b"event_id\r\n\x81\x00\xff\xfe\r\n", "neither UTF-8 nor Shift_JIS"),
        (b"", "no column event_id"),
        (b'event_id\r\n"a', "is not CSV"),
    ],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem):
        read_sheet(path)


def test_a_file_that_cannot_be_written_is_told(site: Open, tmp_path: Path) -> None:
    for write in (lambda p: write_xlsx(p, [], lambda _: None), lambda p: write_csv(p, [])):
        with pytest.raises(OutputError, match="cannot be written"):
            write(tmp_path / "missing" / "a.xlsx")

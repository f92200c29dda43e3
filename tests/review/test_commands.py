"""The commands around the page: export, import, status, report."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.decisions import DecisionLog
from pipeline.stages.tables import read_table


@pytest.fixture
def renkei(outputs: Path, tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in the folder above outputs/."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").symlink_to(project / "seeds")
    (tmp_path / "rules").symlink_to(project / "rules")

    def run(*arguments: str, status: int = 0) -> str:
        done = CliRunner().invoke(app, list(arguments))
        assert done.exit_code == status, done.output
        return done.output

    return run


def test_from_workbook_to_events_csv(renkei: Any, outputs: Path, tmp_path: Path) -> None:
    assert "156 events in" in renkei("export", "--xlsx", "a.xlsx", "--csv", "a.csv")
    book: Any = load_workbook(tmp_path / "a.xlsx")
    sheet = book["events"]
    head = [cell.value for cell in sheet[1]]
    source = sheet.cell(2, head.index("source") + 1)
    assert (tmp_path / source.hyperlink.target).is_file()
    sheet.cell(2, head.index("review") + 1).value = "accepted"
    sheet.cell(3, head.index("status") + 1).value = "cancelled"
    sheet.cell(4, head.index("stage") + 1).value = "done"
    book.save(tmp_path / "a.xlsx")

    told = renkei("review", "import", "a.xlsx", "--dry-run", status=1)
    assert "line 2" in told
    assert "review: 'pending' -> 'accepted'" in told
    assert "is none of: proposed" in told
    assert not DecisionLog(outputs).path.exists()

    told = renkei("review", "import", "a.xlsx", "--apply", "--reviewer", "佐藤", status=1)
    assert "2 decisions written" in told
    events = read_table(outputs / "events.csv")
    assert list(events["review"][:3]) == ["accepted", "edited", "pending"]
    assert list(events["reviewer"][:2]) == ["佐藤", "佐藤"]
    assert events["edited_status"][1] == "cancelled"
    assert events["status"][1] != "cancelled"
    assert "0 events to decide" in renkei("review", "import", "outputs/events.csv")
    status = renkei("review", "status")
    assert "accepted         1" in status
    assert "edited           1" in status


def test_the_report_is_one_file(renkei: Any, tmp_path: Path) -> None:
    renkei("report", "--html", "r.html", "--filter", "type=visit")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"(src|href)=.?(http|/)", re.sub(r"(?s)<script>.*?</script>", "", page))
    assert (
        "port_call"
        not in page.split('id="figures">')[1].split("</script>")[0].split('"events":')[1]
    )


def test_mistakes_of_use_are_told(renkei: Any, tmp_path: Path) -> None:
    assert "outputs" in renkei("review", "--help")
    assert "--reviewer" in renkei("review", "page", "--help")
    for arguments in (
        ("export",),
        ("export", "nowhere", "--csv", "a.csv"),
        ("review", "nowhere", "--no-browser"),
        ("review", "import", "missing.xlsx"),
        ("report", "nowhere"),
    ):
        done = CliRunner().invoke(app, list(arguments))
        assert str(done.exception), arguments
        assert type(done.exception).__name__ in {"InputError", "OutputError"}

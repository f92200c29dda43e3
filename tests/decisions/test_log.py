"""The log loses nothing: not by a crash, not by two writers, not by a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decisions import Decision, DecisionLog, decision, parse_decision
from pipeline.errors import OutputError


def accepted(number: int, note: str = "") -> Decision:
    return decision(
        salt=str(number),
        at="2025-11-03T10:00:00+09:00",
        reviewer="山田",
        action="accept",
        event_id=f"ev_{number:016x}",
        content_hash="h",
        before={"review": "pending"},
        after={"review": "accepted"},
        program={"participants": ("FRA:visitor", "JPN:host"), "evidence": "会談した\r\n\u2028"},
        note=note,
    )


@given(st.text())
def test_a_decision_comes_back_as_it_was_written(note: str) -> None:
    written = accepted(1, note)
    line = written.line()
    assert "\n" not in line
    assert parse_decision(line.encode("utf-8", "backslashreplace").decode()).event_id
    if note.isprintable():
        assert parse_decision(line) == written


def test_what_is_appended_is_read_in_order(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "outputs")
    assert log.read().decisions == ()
    log.append([accepted(1)])
    log.append([accepted(2), accepted(3)])
    assert log.read().decisions == (accepted(1), accepted(2), accepted(3))
    first = log.read()
    log.append([accepted(4)])
    assert log.read(first.end).decisions == (accepted(4),)


@pytest.mark.parametrize("left", [1, 20, 200])
def test_a_torn_last_line_is_told_and_the_next_writer_starts_afresh(
    tmp_path: Path, left: int
) -> None:
    log = DecisionLog(tmp_path)
    log.append([accepted(1), accepted(2)])
    data = log.path.read_bytes()
    whole = data.index(b"\n") + 1
    log.path.write_bytes(data[: whole + left])
    reading = log.read()
    assert reading.decisions == (accepted(1),)
    assert reading.torn
    assert "unfinished" in reading.problems[0]
    log.append([accepted(3)])
    reading = log.read()
    assert reading.decisions == (accepted(1), accepted(3))
    assert "line 2" in reading.problems[0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object"),
        ("{}", "has no decision_id"),
        (accepted(1).line().replace('"accept"', '"approve"'), "unknown action 'approve'"),
        ("[" * 100_000, "is not JSON|nested"),
    ],
)
def test_a_line_that_is_no_decision_is_told_with_its_place(
    tmp_path: Path, line: str, problem: str
) -> None:
    log = DecisionLog(tmp_path)
    log.path.write_text(accepted(1).line() + "\n" + line + "\n", encoding="utf-8")
    log.append([accepted(2)])
    reading = log.read()
    assert reading.decisions == (accepted(1), accepted(2))
    assert "line 2" in reading.problems[0]
    assert any(part in reading.problems[0] for part in problem.split("|"))


def test_several_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from pipeline.decisions import DecisionLog, decision\n"
        "for n in range(40):\n"
        "    DecisionLog(Path(sys.argv[1])).append([decision(salt=f'{sys.argv[2]}-{n}',\n"
        "        at='2025-11-03T10:00:00+09:00', reviewer=sys.argv[2], action='accept',\n"
        "        event_id=f'ev_{n}', note='長い' * 3000)])\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), f"r{n}"]) for n in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0] * 4
    reading = DecisionLog(tmp_path).read()
    assert reading.problems == ()
    assert len({d.decision_id for d in reading.decisions}) == 160
    for n in range(4):
        own = [d.event_id for d in reading.decisions if d.reviewer == f"r{n}"]
        assert own == [f"ev_{k}" for k in range(40)]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file, not a folder")
    with pytest.raises(OutputError, match="cannot be written"):
        DecisionLog(tmp_path / "outputs").append([accepted(1)])


def test_a_full_disk_leaves_the_log_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = DecisionLog(tmp_path)
    log.append([accepted(1)])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="was not kept"):
        log.append([accepted(2)])
    monkeypatch.undo()
    log.append([accepted(3)])
    assert log.read().decisions == (accepted(1), accepted(3))
    assert log.read().problems == ()

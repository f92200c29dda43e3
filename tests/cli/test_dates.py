"""``renkei dates``: what people and programs get from it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FIELDS = [
    "text",
    "char_start",
    "char_end",
    "type",
    "start",
    "end",
    "edtf",
    "precision",
    "relation",
    "calendar",
    "flags",
    "rule_id",
]


def renkei(*arguments: str, stdin: str | bytes = "", cwd: Path) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "dates", *arguments],
        input=data,
        capture_output=True,
        check=False,
        cwd=cwd,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_a_text_is_answered_with_a_table(project: Path):
    done = renkei("11月3日から12月5日にかけて", "--anchor", "2025-10-15", cwd=project)
    heading, row = done.stdout.splitlines()
    assert " ".join(heading.split()) == "at expression type value 和暦 EDTF relation rule"
    assert row.split() == [
        *("0", "11月3日から12月5日", "RANGE", "2025-11-03", "–", "2025-12-05"),
        *("令和7年11月3日〜12月5日", "2025-11-03/2025-12-05", "dates.range.span"),
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_flags_are_shown_and_the_text_may_come_from_standard_input(project: Path):
    done = renkei(stdin="平成35年4月1日に", cwd=project)
    assert "era_out_of_range" in done.stdout
    assert renkei("会談した", cwd=project).stdout == "No temporal expression found.\n"


def test_lines_are_answered_in_order(project: Path):
    stdin = lines(
        {"text": "昨26日(月)と本年末までに", "anchor": "2018-03-27"},
        {"text": "8日", "anchor": None},
        {"text": "会談した"},
        {"text": "12日", "anchor": "2018-03-27T10:00:00+09:00"},
    )
    done = renkei("--jsonl", stdin=stdin, cwd=project)
    first, second, third, fourth = (json.loads(line) for line in done.stdout.splitlines())
    assert first["dates"][0] == {
        "text": "昨26日(月)",
        "char_start": 0,
        "char_end": 7,
        "type": "DATE",
        "start": "2018-03-26",
        "end": "2018-03-26",
        "edtf": "2018-03-26",
        "precision": "day",
        "relation": None,
        "calendar": "relative",
        "flags": [],
        "rule_id": "dates.relative.next_day_number",
    }
    assert list(first["dates"][1]) == FIELDS
    assert first["dates"][1]["relation"] == "until"
    assert (second["dates"][0]["start"], second["dates"][0]["flags"]) == (None, ["date_unresolved"])
    assert third == {"dates": []}
    assert fourth["dates"][0]["start"] == "2018-03-12"
    assert (done.returncode, done.stderr) == (0, "")


def test_a_bad_line_keeps_its_place(project: Path):
    rows = ['{"text": "8日"', '["8日"]', '{"text": 8}', '{"text": "8日", "anchor": 8}']
    rows += ['{"text": "8日", "anchor": "soon"}', '{"text": "2025年"}']
    done = renkei("--jsonl", stdin="\n".join(rows), cwd=project)
    *bad, good = (json.loads(line) for line in done.stdout.splitlines())
    assert [row["dates"] for row in bad] == [[]] * 5
    assert bad[0]["problem"].startswith("line 1: is not JSON")
    assert bad[1]["problem"] == 'line 2: is not an object with "text"'
    assert bad[4]["problem"].startswith("anchor: 'soon' is no ISO day")
    assert good["dates"][0]["start"] == "2025-01-01"
    assert done.returncode == 1


def test_bytes_that_are_no_text_are_told(project: Path):
    done = renkei("--jsonl", stdin=b'\xff\xfe\n{"text": "2025"}\n', cwd=project)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["problem"].startswith("line 1: is not JSON")
    assert second == {"dates": []}


def test_rules_of_ones_own(project: Path, tmp_path: Path):
    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "own.yaml").write_text(
        "rules:\n  - id: dates.own.day\n    note: x\n    pattern: '(?P<day>[0-9]{1,2})日'\n"
        "    resolve: date\n    examples:\n      - {text: 8日, find: 8日}\n"
        "    near_misses: [日]\n",
        encoding="utf-8",
    )
    text = ["8日、昨年", "--anchor", "2025-10-15"]
    for folder in (tmp_path, tmp_path / "dates"):  # all rules, or those of dates alone
        done = renkei(*text, "--rules", str(folder), cwd=tmp_path)
        assert "dates.own.day" in done.stdout
        assert "昨年" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["8日", "--anchor", "soon"], "anchor: 'soon' is no ISO day\n  Write it as 2025-10-15.\n"),
        (["8日", "--rules", "nowhere"], "nowhere: is not a folder of rules"),
        (["8日", "--jsonl"], "--jsonl: takes text and anchor from standard input alone"),
    ],
)
def test_wrong_usage_ends_with_status_2(project: Path, arguments: list[str], message: str):
    done = renkei(*arguments, cwd=project)
    assert done.returncode == 2
    assert message in done.stderr.replace(":1:1", ":")


def test_no_model_is_loaded(project: Path):
    code = (
        "import sys; sys.argv = ['renkei', 'dates', '8日', '--anchor', '2025-10-15']\n"
        "from pipeline.cli.app import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'pandas', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project
    )
    assert done.stdout.splitlines()[-1] == "[]"

"""``renkei run`` as users meet it: output, messages, exit status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = "日英外相会談\n2025年3月7日\n岩屋毅外相は7日、東京で英国のラミー外相と会談した。\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "記事.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def renkei(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        check=False,
    )


@pytest.mark.model
def test_all_processed_is_status_0_with_a_summary(article: Path, cache: Path) -> None:
    done = renkei("run", article, "--cache", cache, cwd=article.parent)
    assert done.returncode == 0, done.stderr
    words = done.stdout.split()
    assert words[words.index("documents") + 1] == "1"
    assert words[words.index("meeting") + 1] == "1"
    assert "tables in outputs/" in done.stdout
    for stage in ("rules", "sources", "cleaning", "nlp", "events", "tables"):
        assert words[words.index(stage) + 2 if stage == "events" else words.index(stage) + 1]
    assert "1 of 1 documents" in done.stderr
    header = (article.parent / "outputs" / "events.csv").read_bytes()
    assert header.startswith(b"\xef\xbb\xbfevent_id,same_as,record_id")


@pytest.mark.model
def test_problems_are_status_1_and_told(article: Path, cache: Path) -> None:
    (article.parent / "in").mkdir()
    shutil.move(article, article.parent / "in" / "a.txt")
    (article.parent / "in" / "b.txt.gz").write_bytes(b"\x1f\x8bxx")
    (article.parent / "in" / "notes.docx").write_bytes(b"PK")
    done = renkei("run", "in", "--out", "t", "--cache", cache, cwd=article.parent)
    assert done.returncode == 1, done.stderr
    assert "t/problems.csv" in done.stdout
    assert "1 files of other kinds were left out: notes.docx" in done.stdout
    problems = (article.parent / "t" / "problems.csv").read_text(encoding="utf-8-sig")
    assert "b.txt.gz" in problems
    events = (article.parent / "t" / "events.csv").read_text(encoding="utf-8-sig")
    assert "GBR;JPN" in events


@pytest.mark.model
def test_json_is_all_that_is_printed(article: Path, cache: Path) -> None:
    arguments = ["--json", "--profile", "machine", "--out", "t", "--cache", cache]
    done = renkei("run", article, *arguments, cwd=article.parent)
    summary = json.loads(done.stdout)
    assert (summary["documents"], summary["records"], summary["problems"]) == (1, 1, 0)
    assert summary["events"] == {"meeting": 1}
    assert sorted(summary["files"]) == sorted(p.name for p in (article.parent / "t").iterdir())
    assert set(summary["seconds"]) >= {"rules", "nlp", "dates", "tables"}
    assert (article.parent / "t" / "events.csv").read_bytes().startswith(b"event_id,")


def test_a_missing_input_is_status_2_and_writes_nothing(tmp_path: Path) -> None:
    done = renkei("run", "none/", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("none: does not exist\n")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_rule_is_status_2_with_its_place(article: Path, project: Path) -> None:
    rules = shutil.copytree(project / "rules", article.parent / "rules")
    (rules / "events" / "zz.yaml").write_text("rules:\n  - id: *x\n", encoding="utf-8")
    done = renkei("run", article, cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "rules/events/zz.yaml:2:9 " in done.stderr
    assert "  - id: *x\n            ^" in done.stderr
    assert not (article.parent / "outputs").exists()


def test_an_output_that_cannot_be_written_is_status_2(article: Path, cache: Path) -> None:
    (article.parent / "outputs").write_text("not a folder")
    done = renkei("run", article, "--cache", cache, cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("outputs: cannot be written")


def test_an_unknown_model_is_status_2(article: Path) -> None:
    done = renkei("run", article, "--model", "ja_none", cwd=article.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--model ja_none: is neither an installed spaCy pipeline" in done.stderr


@pytest.mark.model
def test_rules_are_run_again_without_the_model(article: Path, cache: Path) -> None:
    renkei("run", article, "--cache", cache, cwd=article.parent)
    code = (
        "import sys\nfrom pipeline.cli.app import app\n"
        f"try: app(['run', {str(article)!r}, '--cache', {str(cache)!r}])\n"
        "except SystemExit as done: assert done.code == 0\n"
        "print([m for m in ('spacy', 'ginza', 'sudachipy', 'thinc') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=article.parent,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"

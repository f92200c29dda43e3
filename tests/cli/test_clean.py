"""``renkei clean`` shows what was kept, what was dropped and why, and the records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError

SEED = "seeds/002_7d828578cb3818c2.txt"


def run(*arguments: str):
    return CliRunner().invoke(app, ["clean", *arguments])


def test_json_accounts_for_every_character(project: Path) -> None:
    text = (project / SEED).read_text(encoding="utf-8")
    done = run(str(project / SEED), "--json")
    assert done.exit_code == 0
    [page] = json.loads(done.stdout)
    runs = [r for line in page["lines"] for r in line["runs"]]
    assert all(text[r["start"] : r["end"]] == r["text"] for r in runs)
    assert "".join(r["text"] for r in runs) == text.replace("\n", "")
    dropped = [(r["text"], r["reason"]) for r in runs if r["reason"]]
    assert ("さらに読む ⇒", "read-more link") in dropped
    assert [(r["number"], r["published"], r["outlet"]) for r in page["records"]] == [
        (1, None, None),
        (2, None, "中日新聞"),
        (3, "2025-02-27", "時事ドットコム:時事通信社が運営するニュースサイト"),
        (4, "2024-04-20", "ニュースサイト"),
    ]


def test_terminal_shows_reasons_and_records(project: Path) -> None:
    done = run(str(project / "seeds" / "004_dc3fbc732c3260bd.txt"))
    assert done.exit_code == 0
    assert "┏ 1  中谷防衛大臣がリトアニア国防大臣と防衛相会談を実施(5月28日)" in done.stdout
    assert "Ranking読まれている記事  ← ranking, related.ranking" in done.stdout


def test_html_escapes_what_pages_say(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "ホーム | ニュース | 検索\n<script>alert(1)</script>の話\n首相は会談した。\n",
        encoding="utf-8",
    )
    done = run(str(page), "--html")
    assert done.exit_code == 0
    assert "<script>" not in done.stdout
    assert "<del>ホーム | ニュース | 検索</del>" in done.stdout


def test_a_page_in_markup_shows_its_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><nav><a href=x>トップ</a></nav><main><h1>日豪首脳が会談</h1>"
        "<p>両首脳は&amp;で握手し、防衛協力で一致した。</p></main></html>",
        encoding="utf-8",
    )
    done = run(str(page), "--json")
    [shown] = json.loads(done.stdout)
    kept = [r["text"] for line in shown["lines"] for r in line["runs"] if not r["reason"]]
    assert "".join(kept) == "日豪首脳が会談両首脳は&で握手し、防衛協力で一致した。"


def test_two_forms_at_once_are_refused(project: Path) -> None:
    done = run(str(project / SEED), "--html", "--json")
    assert isinstance(done.exception, InputError)


@pytest.mark.parametrize("name", ["none.txt"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    done = run(str(tmp_path / name))
    assert isinstance(done.exception, InputError)

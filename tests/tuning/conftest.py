"""A small project of its own for tuning: documents, rules under git, gold, a run."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.app import main

GARDEN = "石破首相と英国のスターマー首相は7日、東京都内の庭園で意見を言い合った。"
ARTICLES = {
    "庭園.txt": f"日英の首脳が庭園へ\n産経新聞\n2025年3月7日\n{GARDEN}\n",
    "寄港.txt": (
        "海自護衛艦がマニラに寄港\n2025年6月21日\n"
        "海上自衛隊の護衛艦「いせ」は21日、フィリピンのマニラに寄港した。\n"
    ),
    "会談.txt": (
        "岩屋外相、英外相と会談\n産経新聞\n2025年3月7日\n"
        "岩屋毅外相は7日、東京都内で英国のラミー外相と会談した。\n"
    ),
}


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Project:
    """A folder with docs/, rules/, outputs/ and a store of annotations."""

    folder: Path
    cache: Path
    run: Callable[..., Answer]

    def __call__(self, *arguments: str) -> Answer:
        """``renkei`` with these arguments, in this project."""
        return self.run(*arguments, "--cache", str(self.cache))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words of a rule file, once."""
        path = self.folder / "rules" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def git(self, *arguments: str) -> None:
        """Run git here, as somebody."""
        who = ("-c", "user.name=analyst", "-c", "user.email=analyst@example.jp")
        subprocess.run(["git", *who, *arguments], cwd=self.folder, check=True, capture_output=True)


@pytest.fixture
def renkei(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Answer]:
    """The command line, in this process."""

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr("sys.argv", ["renkei", *arguments])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        else:
            status = 0
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return run


@pytest.fixture
def bench(
    project: Path,
    cache: Path,
    tmp_path: Path,
    renkei: Callable[..., Answer],
    monkeypatch: pytest.MonkeyPatch,
) -> Project:
    """A project after its first run, its rules committed."""
    shutil.copytree(project / "rules", tmp_path / "rules")
    (tmp_path / "docs").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = Project(tmp_path, cache, renkei)
    made.git("init", "-q")
    made.git("add", "rules")
    made.git("commit", "-q", "-m", "Rules")
    assert made("run", "docs").status == 0
    return made

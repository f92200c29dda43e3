"""``renkei rules test --watch``: an analyst saves a rule file and sees what its examples say."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

RULE = "dates.absolute.same_era"
PATIENCE = 60.0


class Watching:
    """A command that goes on, with its lines as they come."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-u", "-m", "pipeline", "rules", "test", RULE, "--watch"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.lines: Queue[str] = Queue()
        self.listener = Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.strip())

    def hears(self, words: str) -> str:
        """The next line with these words; fails when none comes."""
        heard = []
        while True:
            try:
                heard.append(self.lines.get(timeout=PATIENCE))
            except Empty:
                pytest.fail(f"no {words!r} among {heard}")
            if words in heard[-1]:
                return heard[-1]


@pytest.fixture
def watching(project: Path, tmp_path: Path) -> Iterator[Watching]:
    shutil.copytree(project / "rules", tmp_path / "rules")
    made = Watching(tmp_path)
    yield made
    made.process.kill()
    made.listener.join()
    made.process.wait()
    assert made.process.stdout is not None
    made.process.stdout.close()


def test_examples_run_again_on_every_save(watching: Watching, tmp_path: Path) -> None:
    path = tmp_path / "rules" / "dates" / "absolute.yaml"
    right = path.read_text(encoding="utf-8")
    watching.hears("4 examples: all hold")

    wrong = right.replace("value: 2013-01-01/2013-01-31", "value: 2014-01-01/2014-01-31")
    path.write_text(wrong, encoding="utf-8")
    watching.hears("value is 2013-01-01/2013-01-31, not 2014-01-01/2014-01-31")
    watching.hears("4 examples: 1 failed")

    path.write_text("rules: [", encoding="utf-8")
    watching.hears("absolute.yaml")

    path.write_text(right, encoding="utf-8")
    watching.hears("4 examples: all hold")

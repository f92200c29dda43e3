"""``renkei templates`` shows what was learned of sites, and undoes it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.errors import InputError
from pipeline.flow.templates import learn_templates
from pipeline.model import Hints, Source
from pipeline.stages.cleaning import load_cleaning_rules


@pytest.fixture
def cache(project: Path, tmp_path: Path) -> Path:
    """A cache that has seen five stories of one site and one of another."""
    rules = load_cleaning_rules(project / "rules" / "cleaning").templates
    sources = []
    for day, country in enumerate(["豪州", "英国", "韓国", "仏国", "独国"], 1):
        text = f"港まち館\n防衛省は{day}日、{country}と会談したと発表した。\n(以上)\nさくら通り\n"
        digest = sha256(text.encode()).hexdigest()
        hints = Hints(url=f"https://example.jp/{day}")
        sources.append(Source(f"{day}.txt", text, digest, hints=hints))
    sources.append(Source("x.txt", "会談した。", "0" * 64, hints=Hints(url="https://other.jp/")))
    learn_templates(sources, rules, tmp_path)
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(app, ["templates", *arguments])


def test_the_lines_of_each_site_are_listed(cache: Path) -> None:
    done = run("--cache", str(cache))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "example.jp: 5 pages, 2 lines",
        "    5 of 5  さくら通り",
        "    5 of 5  港まち館",
        "other.jp: 1 pages, 0 lines",
    ]


def test_json_for_programs(cache: Path) -> None:
    done = run("example.jp", "--cache", str(cache), "--json")
    assert json.loads(done.stdout)["example.jp"][0] == {"key": "さくら通り", "stories": 5, "of": 5}


def test_a_site_is_forgotten_and_the_others_stay(cache: Path) -> None:
    assert run("example.jp", "--forget", "--cache", str(cache)).stdout == "forgotten: example.jp\n"
    assert run("--cache", str(cache)).stdout == "other.jp: 1 pages, 0 lines\n"


def test_an_unknown_site_is_told(cache: Path) -> None:
    done = run("nowhere.jp", "--cache", str(cache))
    assert isinstance(done.exception, InputError)
    assert "example.jp, other.jp" in str(done.exception)

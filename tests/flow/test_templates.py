"""Furniture learned over runs: a file of the cache, whatever order pages come in."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.flow import load_rules, process_source, templates
from pipeline.flow.templates import FILE_NAME, known_templates, learn_templates, read_memory
from pipeline.model import Annotation, Hints, Source
from pipeline.stages.cleaning import load_cleaning_rules

HEAD = ["港まち館", "みなとの暮らし"]
FOOT = [
    "みどりの広場 さくら通り",
    "港まち館は海の歴史を伝える施設です。入館は午後までにお願いします。",
]
COUNTRIES = ["豪州", "英国", "韓国", "仏国", "独国", "伊国"]


def source(day: int, country: str) -> Source:
    lines = [
        *HEAD,
        f"{country}との防衛相会談を開催",
        f"2025年3月{day}日",
        f"防衛省は{day}日、{country}の国防相が来日し、防衛相会談を行ったと発表した。",
        f"{country}側は、来年も部隊を派遣する意向を伝えた。",
        "(以上)",
        *FOOT,
    ]
    text = "\n".join(lines)
    digest = sha256(text.encode()).hexdigest()
    return Source(f"{day}.txt", text, digest, hints=Hints(url=f"https://example.jp/{day}"))


SOURCES = [source(day, country) for day, country in enumerate(COUNTRIES, 1)]


@pytest.fixture(scope="module")
def template_rules(rules: Path):
    return load_cleaning_rules(rules / "cleaning").templates


def test_two_runs_learn_what_one_does(template_rules, tmp_path: Path) -> None:
    whole = learn_templates(SOURCES, template_rules, tmp_path / "one")
    assert learn_templates(SOURCES[4:], template_rules, tmp_path / "two").sites == {}
    parts = learn_templates(reversed(SOURCES[:5]), template_rules, tmp_path / "two")
    assert parts == whole == known_templates(template_rules, tmp_path / "two")
    assert len(whole.of(SOURCES[0])) == 4
    one, two = ((tmp_path / name / FILE_NAME).read_bytes() for name in ("one", "two"))
    assert one == two


def nameless(page: Source, folder: str) -> Source:
    return replace(page, name=f"{folder}{page.name}", hints=Hints())


def test_pages_of_no_site_are_learned_from_within_a_run(template_rules, tmp_path: Path) -> None:
    pages = [nameless(page, "") for page in SOURCES]
    alone = learn_templates(pages[:3], template_rules, tmp_path / "fresh")
    whole = learn_templates(pages, template_rules, tmp_path / "cache")
    assert len(whole.of(pages[0])) == 4
    assert known_templates(template_rules, tmp_path / "cache") == whole
    # Another folder's files, or those since removed, do not speak for the ones there are.
    assert learn_templates(pages[:3], template_rules, tmp_path / "cache") == alone
    assert learn_templates(pages[3:], template_rules, tmp_path / "cache").sites == alone.sites
    assert learn_templates(pages, template_rules, tmp_path / "cache") == whole


def test_known_pages_are_not_read_again(
    template_rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [*SOURCES, *(nameless(page, "in/") for page in SOURCES)]
    first = learn_templates(pages, template_rules, tmp_path)
    monkeypatch.setattr(templates, "read_page", lambda page: pytest.fail(f"read {page.name}"))
    monkeypatch.setattr(templates, "write_memory", lambda *_: pytest.fail("wrote"))
    assert learn_templates(pages, template_rules, tmp_path) == first


def test_what_was_learned_is_there_to_read_and_to_undo(template_rules, tmp_path: Path) -> None:
    learn_templates(SOURCES, template_rules, tmp_path)
    data = json.loads((tmp_path / FILE_NAME).read_text("utf-8"))
    assert ["港まち館", 6, 6] in data["sites"]["example.jp"]["templates"]
    (tmp_path / FILE_NAME).unlink()
    assert known_templates(template_rules, tmp_path).sites == {}


def test_a_damaged_memory_is_no_memory(template_rules, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"rules": "x", "sites": {"a": 1}}')
    assert read_memory(tmp_path, template_rules).sites == {}
    assert learn_templates(SOURCES, template_rules, tmp_path).sites != {}


def test_other_rules_learn_anew_from_the_same_pages(template_rules, tmp_path: Path) -> None:
    learn_templates(SOURCES, template_rules, tmp_path)
    stricter = replace(
        template_rules, rule=template_rules.rule.model_copy(update={"least_stories": 7})
    )
    assert known_templates(stricter, tmp_path).sites == {}
    assert known_templates(template_rules, tmp_path).sites != {}


def test_a_folder_that_cannot_be_written_is_told(template_rules, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError) as caught:
        learn_templates(SOURCES, template_rules, tmp_path / "file")
    assert "--cache" in str(caught.value)


def test_a_document_is_cleaned_by_what_its_site_taught(rules: Path, tmp_path: Path) -> None:
    loaded = load_rules(rules)
    taught = replace(
        loaded, templates=learn_templates(SOURCES, loaded.cleaning.templates, tmp_path)
    )

    def nothing(texts):
        return [Annotation((), ()) for _ in texts]

    cleaned = process_source(SOURCES[0], taught, nothing).cleaned
    assert cleaned is not None
    kept = cleaned.page.text.splitlines()
    assert not set(kept) & {*HEAD, *FOOT}
    assert "豪州側は、来年も部隊を派遣する意向を伝えた。" in kept
    stranger = replace(SOURCES[0], hints=Hints(url="https://other.jp/1"))
    assert process_source(stranger, taught, nothing) == process_source(stranger, loaded, nothing)

"""Rules of a run: loaded together, their mistakes told together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import InputError, RuleError, RuleFilesError
from pipeline.flow import default_rules_folder, load_rules
from pipeline.flow.rules import rules_digest


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    return shutil.copytree(project / "rules", tmp_path / "rules")


def test_mistakes_in_several_files_are_told_at_once(copy: Path) -> None:
    for part in ("cleaning", "events"):
        (copy / part / "zz_broken.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(RuleFilesError) as caught:
        load_rules(copy)
    told = str(caught.value)
    assert "cleaning/zz_broken.yaml:2:1 key 'a' is given twice" in told
    assert "rules/events/zz_broken.yaml:2:1 key 'a' is given twice" in told


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="is not a folder of rules"):
        load_rules(tmp_path / "none")


def test_any_edit_changes_the_digest_and_nothing_else_does(copy: Path, project: Path) -> None:
    assert rules_digest(copy) == rules_digest(project / "rules")
    edited = next(copy.rglob("*.yaml"))
    edited.write_text(edited.read_text(encoding="utf-8") + "\n# note\n", encoding="utf-8")
    assert rules_digest(copy) != rules_digest(project / "rules")


def test_the_default_is_the_current_folders_rules_then_the_programs(
    copy: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert default_rules_folder().resolve() == copy.resolve()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert default_rules_folder() == project / "rules"


def test_rules_known_to_be_right_are_read_when_a_stage_needs_them(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = load_rules(copy, cache=cache)
    with monkeypatch.context() as patched:
        patched.setattr("pipeline.flow.rules.load_lexicon", lambda _: pytest.fail("was read"))
        again = load_rules(copy, cache=cache)
        assert [again.name_of(code) for code in ("JPN", "NATO")] == [
            ("日本", "Japan", "country"),
            first.lexicon.name_of("NATO"),
        ]
    assert again.lexicon.codes == first.lexicon.codes
    assert all(again.name_of(code) == first.lexicon.name_of(code) for code in first.lexicon.codes)
    assert again.name_of("FSM") == first.lexicon.name_of("FSM")


def test_rules_edited_before_they_are_read_stop_the_run(copy: Path, tmp_path: Path) -> None:
    load_rules(copy, cache=tmp_path / "cache")
    rules = load_rules(copy, cache=tmp_path / "cache")
    edited = copy / "dates" / "weeks.yaml"
    edited.write_text(edited.read_text(encoding="utf-8") + "\n# note\n", encoding="utf-8")
    with pytest.raises(InputError, match="changed while the run was going on"):
        _ = rules.dates


def test_a_mistake_in_rules_that_were_right_before_is_told(copy: Path, tmp_path: Path) -> None:
    load_rules(copy, cache=tmp_path / "cache")
    (copy / "dates" / "zz_broken.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RuleFilesError, match="key 'a' is given twice"):
            load_rules(copy, cache=tmp_path / "cache")

"""Records of one story: found once, remembered while the texts are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.errors import OutputError
from pipeline.flow import stories
from pipeline.flow.stories import FILE_NAME, story_groups
from pipeline.model import Source

STORY = (
    "日本とフィリピンの両政府は6日、部隊の往来を容易にする円滑化協定に署名した。"
    "自衛隊とフィリピン軍の共同訓練が増える見通しで、両国の防衛相が今夏に会談する。"
)
OTHER = (
    "海上自衛隊の護衛艦は21日、ベトナムのカムラン湾に寄港した。"
    "乗組員は現地の海軍と親善行事を行い、24日に次の寄港地へ向けて出港する予定だという。"
)


def test_the_same_story_twice_is_one_group(tmp_path: Path) -> None:
    assert story_groups([STORY, OTHER, STORY + "（共同）"], tmp_path) == ((0, 2),)


def test_stories_are_compared_again_only_when_a_text_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = story_groups([STORY, OTHER, STORY], tmp_path)
    compared: list[int] = []

    def compare(texts: list[str]) -> tuple[tuple[int, ...], ...]:
        compared.append(len(texts))
        return ()

    monkeypatch.setattr(stories, "same_story_groups", compare)
    assert story_groups([STORY, OTHER, STORY], tmp_path) == first
    assert compared == []
    story_groups([STORY, OTHER + "終わり。", STORY], tmp_path)
    story_groups([STORY + OTHER, STORY], tmp_path)
    assert compared == [3, 2]


def test_a_lost_or_damaged_memory_costs_time_alone(tmp_path: Path) -> None:
    first = story_groups([STORY, STORY], tmp_path)
    (tmp_path / FILE_NAME).write_text("[broken")
    assert story_groups([STORY, STORY], tmp_path) == first
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(OutputError, match=r"stories\.json: cannot be written"):
        story_groups([STORY, STORY], tmp_path)


@pytest.mark.model
def test_tables_tell_which_records_are_one_story(cache: Path, rules: Path) -> None:
    sources = [
        Source("a.txt", f"円滑化協定に署名\n2025年6月6日\n{STORY}\n"),
        Source("b.txt", f"護衛艦が寄港\n2025年6月22日\n{OTHER}\n"),
        Source("c.txt", f"日比が円滑化協定に署名\n読売新聞\n2025年6月7日\n{STORY}\n"),
    ]
    processing = pipeline.process(*sources, cache=cache, rules=rules)
    records = pipeline.to_frames(processing)["records"].set_index("source")["same_as"]
    assert records["a.txt"] == records["c.txt"]
    assert records.notna().tolist() == [True, False, True]

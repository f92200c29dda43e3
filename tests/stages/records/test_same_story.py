"""Near-duplicate stories: what counts as the same, at which threshold, in any order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pipeline.stages.records.same_story import (
    LEAST_SHARED,
    THRESHOLD,
    jaccard,
    same_story_groups,
    story_grams,
)

STORY = (
    "日本とカナダの両政府は、外国からの偽情報の拡散に共同で対処するための協力文書に署名した。"
    "文書には、分析手法の共有や職員の相互派遣を盛り込む。オタワで開いた外相会談に合わせて、"
    "両国の外相が文書を交わした。政府高官は「民主主義国どうしの連携を形にする」と話す。"
    "両国は年内に実務者の協議を始め、専門家の交流も広げる方針だ。"
)
OTHER_DESK = (
    "偽情報への対策で日本とカナダが手を組む。外相が12日、オタワで会い、協力文書を取り交わした。"
    "虚偽の投稿を見破る技術を持ち寄るほか、担当する職員を互いの国に送る。"
    "専門家どうしの行き来も盛んにし、年内に最初の話し合いを持つという。"
)


def edited(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice("あいうえお") if chance.random() < share else c for c in text)


def test_copies_are_one_story() -> None:
    texts = [
        STORY,
        OTHER_DESK,
        STORY.replace("。", "。\n　") + "(東和通信)",
        STORY.replace("12", "１２"),
    ]
    assert same_story_groups(texts) == ((0, 2, 3),)


def test_a_copy_cut_short_belongs_to_the_whole_story() -> None:
    assert same_story_groups([STORY, STORY[: int(len(STORY) * 0.6)]]) == ((0, 1),)


def test_another_report_of_the_event_is_another_story() -> None:
    assert same_story_groups([STORY, OTHER_DESK]) == ()
    assert jaccard(story_grams(STORY), story_grams(OTHER_DESK)) < 0.3


@pytest.mark.parametrize("seed", range(5))
def test_the_threshold_stands_between_edits_and_rewriting(seed: int) -> None:
    likeness = [
        jaccard(story_grams(STORY * 2), story_grams(edited(STORY * 2, share, seed)))
        for share in (0.01, 0.1)
    ]
    assert likeness[0] > THRESHOLD > LEAST_SHARED > likeness[1]


def test_rows_that_repeat_are_not_stories() -> None:
    assert same_story_groups(["第2回防衛当局間協議(東京)"] * 3) == ()


def test_order_does_not_matter() -> None:
    texts = [STORY, OTHER_DESK, edited(STORY, 0.01, 1), edited(STORY, 0.02, 2), OTHER_DESK + "了"]
    expected = {frozenset(texts[i] for i in group) for group in same_story_groups(texts)}
    for seed in range(10):
        mixed = texts[:]
        random.Random(seed).shuffle(mixed)
        found = {frozenset(mixed[i] for i in group) for group in same_story_groups(mixed)}
        assert found == expected


def test_the_seeds_tell_different_stories(project: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((project / "seeds").iterdir())]
    assert same_story_groups(texts) == ()
    assert same_story_groups([*texts, texts[2]]) == ((2, len(texts)),)

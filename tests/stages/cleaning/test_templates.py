"""Furniture learned from a site's own pages, in words that no rule knows."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Hints, Page, Source
from pipeline.stages.cleaning import SiteMemory, clean, load_cleaning_rules, site_of
from pipeline.stages.cleaning.templates import MOST_PAGES, line_key
from pipeline.stages.sources import read_page

RULES = load_cleaning_rules(Path(__file__).parents[3] / "rules" / "cleaning")
TEMPLATES = RULES.templates
assert TEMPLATES is not None

COUNTRIES = ["豪州", "英国", "韓国", "仏国", "独国", "伊国", "加国", "印国", "比国", "越国"]
HEAD = ["港まち館", "みなとの暮らし", "あおぞら便り"]
FOOT = [
    "港まち館は海と船の歴史を伝える施設です。入館は午後までにお願いします。",
    "みどりの広場 さくら通り",
    "来館者数 {count}",
]


def story(country: str, day: int) -> list[str]:
    return [
        f"{country}との防衛相会談を開催",
        f"2025年3月{day}日",
        "概要",
        f"防衛省は{day}日、{country}の国防相が来日し、防衛相会談を行ったと発表した。",
        "両者は、共同訓練を拡大することで一致した。",
        f"{country}側は、来年も部隊を派遣する意向を伝えた。",
        "(以上)",
    ]


def page(lines: Sequence[str], url: str = "https://www.example.jp/1", name: str = "a.txt") -> Page:
    text = "\n".join(lines) + "\n"
    digest = sha256((url + text).encode()).hexdigest()
    return read_page(Source(name, text, digest, hints=Hints(url=url)))


def site(countries: Sequence[str] = COUNTRIES) -> list[Page]:
    return [
        page(
            [*HEAD, *story(country, day), *(f.format(count=day * 37) for f in FOOT)],
            f"https://www.example.jp/{day}",
        )
        for day, country in enumerate(countries, 1)
    ]


def memory_of(pages: Sequence[Page]) -> SiteMemory:
    memory = SiteMemory()
    for one in pages:
        if memory.wants(one.source):
            memory.add(one)
    return memory


def learned(pages: Sequence[Page]) -> set[str]:
    return {t.key for t in memory_of(pages).templates(site_of(pages[0].source), TEMPLATES)}


def test_what_recurs_around_the_news_is_learned_and_nothing_else() -> None:
    assert learned(site()) == {line_key(line.format(count=100)) for line in HEAD + FOOT[:2]} | {
        "来館者数 000"
    }


def test_learned_lines_are_removed_and_the_news_is_kept() -> None:
    pages = site()
    templates = learned(pages)
    for day, one in enumerate(pages, 1):
        cleaned = clean(one, RULES, templates)
        kept = cleaned.page.text.splitlines()
        assert [line for line in story(COUNTRIES[day - 1], day) if line not in kept] == []
        assert not set(kept) & {*HEAD, *FOOT[:2]}
        reasons = {(d.reason, d.rule_id) for d in cleaned.dropped}
        assert ("recurs on the pages of this site", "template.learned") in reasons
    # No rule knows these words: without the memory they stay.
    assert set(clean(pages[0], RULES).page.text.splitlines()) & {*HEAD, *FOOT[:2]}


def test_a_few_pages_teach_nothing() -> None:
    assert learned(site(COUNTRIES[:3])) == set()


def test_dates_ends_headings_and_numbers_are_never_learned() -> None:
    lines = ["2025年3月1日", "日時", "1", "(以上)", "09:30"]
    pages = [
        page([*lines, *story(country, day)[3:6], *lines], f"https://example.jp/{day}")
        for day, country in enumerate(COUNTRIES, 1)
    ]
    assert learned(pages) == set()


def test_sentences_that_open_and_close_releases_alike_are_news() -> None:
    same = ["防衛省は、次のとおり会談を行った。", "両者は、引き続き連携していくことを確認した。"]
    pages = [
        page(
            [*HEAD, same[0], *story(country, day)[3:6], same[1], *HEAD], f"https://example.jp/{day}"
        )
        for day, country in enumerate(COUNTRIES, 1)
    ]
    assert learned(pages) == set(HEAD)


def test_a_story_scraped_again_and_again_is_one_story() -> None:
    copies = [
        page(
            [*HEAD, *story("豪州", 3), f"閲覧 {n}回目の取得です。", *FOOT],
            f"https://example.jp/{n}",
        )
        for n in range(12)
    ]
    assert learned(copies) == set()


def test_later_versions_of_a_story_are_one_story() -> None:
    versions = [
        page(
            [*story("豪州", 3)[:6], f"({'一二三四五六'[n]}報)追加で{n}点の説明があった。"],
            f"https://example.jp/{n}",
        )
        for n in range(6)
    ]
    assert learned(versions) == set()


def test_another_site_learns_nothing_from_this_one() -> None:
    memory = memory_of(site())
    other = page([*HEAD, *story("米国", 9)], "https://other.jp/1")
    assert memory.templates(site_of(other.source), TEMPLATES) == ()


@pytest.mark.parametrize(
    ("url", "outlet", "name", "expected"),
    [
        ("https://www3.nhk.or.jp/news/1.html", None, "a.html", "nhk.or.jp"),
        ("https://news.example.jp:8080/1", "日報", "a.html", "news.example.jp"),
        (None, "防衛日報", "x/a.html", "防衛日報"),
        (None, None, "yomiuri/2024/a.txt", "yomiuri/2024"),
        (None, None, "crawl/list.jsonl#12", "crawl/list.jsonl"),
        (None, None, "a.txt", ""),
        ("http://[broken", None, "a.txt", ""),
    ],
)
def test_the_site_of_a_page(url: str | None, outlet: str | None, name: str, expected: str) -> None:
    assert site_of(Source(name, "", "", hints=Hints(url=url, outlet=outlet))) == expected


@given(st.permutations(range(len(COUNTRIES))), st.integers(0, len(COUNTRIES)))
@settings(max_examples=25, deadline=None)
def test_neither_order_nor_split_matters(order: list[int], cut: int) -> None:
    pages = site()
    first = memory_of([pages[i] for i in order[:cut]])
    second = SiteMemory.from_json(json.loads(json.dumps(first.as_json(TEMPLATES))))
    for i in [*order[cut:], *order[: cut // 2]]:
        second.add(pages[i])
    whole = memory_of(pages)
    assert second.as_json(TEMPLATES) == whole.as_json(TEMPLATES)
    assert second.templates("example.jp", TEMPLATES) == whole.templates("example.jp", TEMPLATES)


def test_of_a_large_site_the_same_pages_are_remembered_in_any_order() -> None:
    pages = [page([f"第{n}号", *HEAD], f"https://example.jp/{n}") for n in range(MOST_PAGES + 40)]
    shuffled = random.Random(1).sample(pages, len(pages))
    assert memory_of(pages).as_json(TEMPLATES) == memory_of(shuffled).as_json(TEMPLATES)
    assert memory_of(pages).sites == {"example.jp": MOST_PAGES}


def test_a_site_can_be_forgotten() -> None:
    memory = memory_of(site())
    assert memory.forget("example.jp") is True
    assert memory.forget("example.jp") is False
    assert memory.templates("example.jp", TEMPLATES) == ()


@pytest.mark.parametrize(
    "data", [[], {"a": 1}, {"a": {"pages": {"b": ["t", [1]]}}}, {"a": {"pages": {"b": "tt"}}}]
)
def test_a_broken_memory_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        SiteMemory.from_json(data)


EXEMPTIONS = TEMPLATES.never


@pytest.mark.parametrize("entry", EXEMPTIONS, ids=[e.rule.id for e in EXEMPTIONS])
def test_examples_of_exemptions_hold(entry) -> None:
    missed = [t for t in entry.rule.examples.match if not entry.pattern.search(line_key(t))]
    wrong = [t for t in entry.rule.examples.no_match if entry.pattern.search(line_key(t))]
    assert (missed, wrong) == ([], [])

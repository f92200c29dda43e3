"""What the metadata of a page says, and which of it is believed."""

from __future__ import annotations

import pytest

from pipeline.model import Hints
from pipeline.stages.sources.hints import html_hints

LD = '<script type="application/ld+json">{}</script>'
CASES = {
    "open graph": (
        "<title>豪州と訓練 | 防衛日報</title>"
        '<meta property="og:title" content="豪州と訓練 &amp; 会談">'
        '<meta property="og:site_name" content="防衛日報">'
        '<meta content="2024-11-03T09:00:00+09:00" property="article:published_time" />'
        '<meta property="og:url" content="https://example.jp/2">'
        '<link rel="canonical" href="https://example.jp/1">',
        Hints("https://example.jp/1", "豪州と訓練 & 会談", "2024-11-03T09:00:00+09:00", "防衛日報"),
    ),
    "linked data": (
        LD.format(
            '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},'
            '{"@type": ["NewsArticle"], "headline": "豪州と訓練", "datePublished": "2024-11-03",'
            '"publisher": {"@type": "Organization", "name": "防衛日報"}}]}'
        ),
        Hints(None, "豪州と訓練", "2024-11-03", "防衛日報"),
    ),
    "broken linked data": (
        LD.format('{"@type": "NewsArticle", "headline": ') + "<title>豪州と\n 訓練</title>",
        Hints(title="豪州と訓練".replace("と", "と ")),
    ),
    "old page": (
        '<META NAME="date" CONTENT="2004年11月3日"><TITLE>訓練</TITLE>',
        Hints(title="訓練", published="2004年11月3日"),
    ),
    "time below the headline": (
        '<time datetime="2024-11-01">x</time><h1>題</h1><time datetime="2024-11-03">3日</time>'
        '<time datetime="2024-10-01">x</time>',
        Hints(published="2024-11-03"),
    ),
    "marked time": (
        '<h1>題</h1><time datetime="2024-11-01">x</time>'
        '<time datetime="2024-11-03T09:00" itemprop="datePublished">3日</time>',
        Hints(published="2024-11-03T09:00"),
    ),
    "times of a list": (
        '<time datetime="2024-11-01">x</time><time datetime="2024-11-02">y</time>',
        Hints(),
    ),
    "nothing of use": (
        '<meta name="date" content="昨日">'
        '<meta property="og:url" content="/1"><link rel=canonical>',
        Hints(),
    ),
    "brackets in quotes": (
        '<meta property="og:title" content="日米 > 日英 <続報>">',
        Hints(title="日米 > 日英 <続報>"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_hints(name: str) -> None:
    markup, expected = CASES[name]
    assert html_hints(markup) == expected


@pytest.mark.parametrize(
    "markup",
    ["", "<meta", "<title>", LD.format("[" * 50_000), LD.format("null"), "<meta content=x>"],
)
def test_broken_metadata_says_nothing(markup: str) -> None:
    assert html_hints(markup) == Hints()

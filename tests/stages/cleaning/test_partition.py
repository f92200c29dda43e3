"""Whatever the page: kept and dropped stretches together are the source, each once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model import AlignedText, Cleaned, Source, Span
from pipeline.stages.cleaning import clean, load_cleaning_rules
from pipeline.stages.sources import read_page

RULES = load_cleaning_rules(Path(__file__).parents[3] / "rules" / "cleaning")
LINES = [
    "ホーム | ニュース | 検索",
    "日豪首脳が会談",
    "2025年3月1日 10:00",
    "両首脳は防衛協力で一致した。共同声明も発表した。",
    "関連記事",
    "2 :名無しさん:2016/11/15(火) 23:08:40.02 ID:aa1",
    "さらに読む ⇒中日新聞出典/画像元: https://example.jp/1か国の",
    "(以上)",
    "1990年 | 9月24日 | 訪朝 |",
    "Copyright (C) Example",
    "<p>両外相は署名した。</p>",
    "<nav><a href=x>トップ</a></nav>",
    "<ruby>官邸<rt>かんてい</rt></ruby>&amp;",
    "",
    "　",
]
PAGES = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=12)
BREAKS = st.sampled_from(["\n", "\r\n", "\n\n", "\r"])


def cleaned(text: str, media_type: str = "text/plain") -> Cleaned:
    return clean(read_page(Source("page", text, "", media_type)), RULES)


def check_partition(text: str, result: Cleaned) -> None:
    """Every character is in one kept segment or one dropped span, and in one alone."""
    counts = [0] * len(text)
    kept = [segment.source for segment in result.page.segments]
    for span in [*kept, *(cut.span for cut in result.dropped)]:
        for i in range(*span):
            counts[i] += 1
    assert counts == [1] * len(text)


def check_alignment(text: str, aligned: AlignedText) -> None:
    """What stands one to one in the source is the same there."""
    assert "".join(aligned.text[s.start : s.start + s.length] for s in aligned.segments) == (
        aligned.text
    )
    for start, length, source in aligned.segments:
        if source.end - source.start == length and length > 1:
            assert text[slice(*source)] == aligned.text[start : start + length]


@given(PAGES, BREAKS, st.sampled_from(["text/plain", "text/html"]))
@example(["両国は署名した。/td>"], "\n", "text/plain")
@example(["2025-04-08 コメント投稿する"], "\r\n", "text/plain")
def test_kept_and_dropped_partition_the_source(
    lines: list[str], line_break: str, media_type: str
) -> None:
    text = line_break.join(lines)
    result = cleaned(text, media_type)
    check_partition(text, result)
    check_alignment(text, result.page)
    assert all(cut.reason and cut.rule_id for cut in result.dropped)


@given(PAGES, BREAKS)
def test_cleaning_is_a_function_of_the_page(lines: list[str], line_break: str) -> None:
    text = line_break.join(lines)
    assert cleaned(text) == cleaned(text)


@pytest.mark.parametrize(
    "text",
    [
        "首相は会談した。",
        "日豪首脳が会談",
        "日豪首脳が会談\n日英が署名\n日仏が合意\n日独が協議\n日伊が訓練",
        "2025年3月1日",
    ],
)
def test_a_page_without_furniture_is_kept_whole(text: str) -> None:
    assert cleaned(text).page.text == text
    assert cleaned(text).dropped == ()


def test_one_long_line_and_many_lines_take_their_time_and_no_more() -> None:
    sentence = "両国の外相は東京で会談し、防衛協力を進めることで一致した。"
    assert cleaned(sentence * 4000).page.text == sentence * 4000
    page = "\n".join(["日豪首脳が会談", "2025年3月1日", *[sentence] * 3000])
    assert cleaned(page).page.text == page


def test_spans_cut_out_of_a_line_tell_their_place() -> None:
    text = "日豪首脳が会談\n2025-04-08 コメント投稿する\n両首脳は防衛協力で一致した。/td>"
    assert [(text[slice(*cut.span)].strip(), cut.reason) for cut in cleaned(text).dropped] == [
        ("コメント投稿する", "comment button"),
        ("/td>", "markup debris"),
    ]


def test_markup_stays_dropped_and_is_told_apart() -> None:
    text = "<nav><a href=x>トップ</a></nav><p>両外相は<b>署名</b>した。</p>"
    result = cleaned(text, "text/html")
    assert result.page.text.strip() == "両外相は署名した。"
    assert Span(15, 18) in {
        cut.span for cut in result.dropped if "トップ" in text[slice(*cut.span)]
    }

"""What a page of HTML or text reads like, and that nothing of its source goes missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Page, Problem, Source, Span
from pipeline.stages.sources import find_sources, read_page, read_sources

Lines = Callable[[str], list[str]]
Html = Callable[[str], Page]


# markup, lines a reader sees
SHAPES = {
    "paragraphs": ("<p>日米会談</p>\n<p>日英会談</p>", ["日米会談", "日英会談"]),
    "line break": ("<p>日米会談<br>日英会談<br/>終</p>", ["日米会談", "日英会談", "終"]),
    "two line breaks part paragraphs": ("日米<br><br>日英", ["日米", "", "日英"]),
    "inline markup does not break": ("<p>日米<b>会</b><i>談</i></p>", ["日米会談"]),
    "hard-wrapped Japanese joins on": ("<p>日米は\n   会談した</p>", ["日米は会談した"]),
    "hard-wrapped English keeps a space": ("<p>joint\n  exercise</p>", ["joint exercise"]),
    "spaces fold": ("<p>  2+2  \t 会合 </p>", ["2+2 会合"]),
    "full-width spaces stay": ("<p>　防衛省　発表</p>", ["　防衛省　発表"]),
    "unclosed items": (
        "<ul><li>政治<li>経済<ul><li>株</ul><li>国際</ul>",
        ["政治", "経済", "株", "国際"],
    ),
    "definition list": ("<dl><dt>3日<dd>会談<dt>4日<dd>会合</dl>", ["3日", "会談", "4日", "会合"]),
    "heading": ("<h1>題<br>副題</h1>本文", ["題", "副題", "本文"]),
    "ruby": ("<ruby>官邸<rp>(</rp><rt>かんてい</rt><rp>)</rp></ruby>で会談", ["官邸で会談"]),
    "ruby left open": ("<p><ruby>官邸<rt>かんてい</p><p>会談</p>", ["官邸", "会談"]),
    "two open rubies": ("<ruby>東<rt>とう<ruby>京<rt>きょう</ruby>都", ["東京都"]),
    "references": (
        "日&amp;米 &lt;2&#43;2&gt; &#x5b89;&copy2024 &nope; &",
        ["日&米 <2+2> 安©2024 &nope; &"],
    ),
    "references to nothing": (
        "日&#0;米&#xD800;英&#1;仏&#99999999999;",
        ["日\ufffd米\ufffd英仏\ufffd99;"],
    ),
    "reference to a line end": ("日&#10;米", ["日 米"]),
    "preformatted": ("<pre>3日  会談\r\n 4日\n\n5日</pre>", ["3日  会談", "4日", "", "5日"]),
    "script and style": ("<script>'<p>x</p>'</script>会談<style>p{}</style>", ["会談"]),
    "unclosed script at the end": ("<p>会談</p><script>var a = '<p>", ["会談"]),
    "comments": ("会談<!-- <p>x --!>し<!---->た<!-->。", ["会談した。"]),
    "comment left open": ("<p>会談</p><!-- <p>会合</p>", ["会談", "会合"]),
    "attribute with brackets": ("<img alt='a>b' src=\"x<y\">会談", ["会談"]),
    "quote left open": ('<p class="a>会談</p><p>会合</p>', ["会談", "会合"]),
    "tag left open": ("<p>会談</p><a href=", ["会談", "<a href="]),
    "brackets that are no tags": ("3 < 5 > 2、<3月>、a<b", ["3 < 5 > 2、<3月>、a<b"]),
    "drawing": ("<svg><title>x</title><text>絵</text></svg>会談", ["会談"]),
    "template and form field": ("<template>x</template><textarea>y</textarea>会談", ["会談"]),
    "frames": ("<frameset><noframes><p>会談</p></noframes></frameset>", ["会談"]),
    "feed": ("<description><![CDATA[<p>会談</p>]]></description>", ["会談"]),
    "invisible characters": (
        "日\u200b米\ufeff会\u00ad談 葛\U000e0100城&#8203;市",
        ["日米会談 葛城市"],
    ),
    "buttons": ("<button>X</button><button>LINE</button>", ["X", "LINE"]),
    "links side by side": ("<a href=1>政治</a><a href=2>経済</a>", ["政治 経済"]),
    "parts side by side": (
        '<span class="date">11.3</span><span class="category">政治</span>',
        ["11.3 政治"],
    ),
    "styled letters": ('<span class="s1">日</span><span class="s2">米</span>', ["日米"]),
    "time": ("<time>11月3日</time>防衛省", ["11月3日 防衛省"]),
    "misnested": ("<p><b>日米<i>会談</b>会合</i>終</p>", ["日米会談会合終"]),
    "old page": ("<CENTER><FONT SIZE=+1>会談</FONT></CENTER><HR>会合", ["会談", "会合"]),
}
TABLES = {
    "rows": (
        "<table><tr><th>日付<th>内容<tr><td>3日<td>会談<tr><td>4日<td>会合</table>",
        ["日付\t内容", "3日\t会談", "4日\t会合"],
    ),
    "empty cell": ("<tr><td>3日</td><td> </td><td>会談</td></tr>", ["3日\t\t会談"]),
    "paragraphs in cells": ("<tr><td><p>3日</p></td><td><p>会談</p></td></tr>", ["3日\t会談"]),
    "narrow column": ("<tr><td>11月<br>3日</td><td>米国<br>英国</td></tr>", ["11月3日\t米国 英国"]),
    "cells without rows": ("<table><td>3日<td>会談</table>", ["3日\t会談"]),
    "layout of one column": ("<tr><td>一</td></tr><tr><td>二</td></tr>", ["一", "二"]),
    "layout around an article": (
        "<tr><td>トップ<br>政治</td><td><h1>題</h1>第一段。<br><br>第二段。</td></tr>",
        ["トップ", "政治", "題", "第一段。", "", "第二段。"],
    ),
    "layout around tables": (
        "<table><tr><td>左<td><table><tr><td>3日<td>会談</table><td>右</table>",
        ["左", "3日\t会談", "右"],
    ),
    "long last cell": (
        f"<tr><td>3日<td>{'日米防衛相会談が行われ' * 5}<br>{'日英防衛相会談が行われ' * 5}",
        [f"3日\t{'日米防衛相会談が行われ' * 5}", "日英防衛相会談が行われ" * 5],
    ),
}


@pytest.mark.parametrize("name", [*SHAPES, *TABLES])
def test_lines_are_what_a_reader_sees(
    name: str, html: Html, lines: Lines, check_partition: Callable[[Page], None]
) -> None:
    markup, expected = (SHAPES | TABLES)[name]
    assert lines(markup) == expected
    check_partition(html(markup))


def test_text_behind_a_tag_that_swallows_the_page_is_not_lost(lines: Lines) -> None:
    assert lines("<script><p>会談</p>") == ["会談"]
    assert lines("<template><p>会談</p>") == ["会談"]
    assert lines("<svg><text>会談") == ["会談"]


def test_tags_tell_what_encloses_the_whole_line(html: Html) -> None:
    page = html(
        '<body><div id="Main" class="Col wide"><h2>題</h2><p>日<b>米</b>会談</p>'
        '<p><b>太字</b></p></div><nav><ul><li><a href="/">トップ</a></li></ul></nav>'
        '<div style="display: none">隠れ</div><table><tr><td class=d>3日<td>会談</table>'
    )
    assert [line.tags for line in page.lines] == [
        ("div.col.wide.main", "h2"),
        ("div.col.wide.main", "p"),
        ("div.col.wide.main", "p", "b"),
        ("nav", "ul", "li", "a"),
        ("div.hidden",),
        ("table", "tr"),
    ]


def test_links_tell_the_share_of_linked_characters(html: Html) -> None:
    page = html('<p>詳しくは<a href="/1">こちら</a>から</p><p><a name="x">印</a></p>')
    assert [line.links for line in page.lines] == [pytest.approx(3 / 9, abs=0.001), 0.0]


def test_dropped_stretches_tell_why(html: Html) -> None:
    source = "<p><!--x-->官邸<rt>かんてい</rt></p><script>1</script>\x00"
    found = {(source[d.span.start : d.span.end], d.reason) for d in html(source).dropped}
    assert found == {
        ("<p>", "markup"),
        ("<!--x-->", "comment"),
        ("<rt>", "markup"),
        ("かんてい", "ruby reading"),
        ("</rt></p><script>", "markup"),
        ("1", "script"),
        ("</script>", "markup"),
        ("\x00", "control character"),
    }


def test_offsets_lead_into_the_markup(html: Html) -> None:
    source = "<p>日米&amp;英<ruby>防衛<rt>ぼうえい</rt></ruby>相<br>会談</p>"
    page = html(source)
    assert page.text.text == "日米&英防衛相\n会談"

    def original(part: str) -> str:
        at = page.text.text.index(part)
        start, end = page.text.to_source(at, at + len(part))
        return source[start:end]

    assert original("日米") == "日米"
    assert original("&") == "&amp;"
    assert original("防衛相") == "防衛<rt>ぼうえい</rt></ruby>相"
    assert original("\n") == ""
    assert page.text.to_source(0, len(page.text.text)) == Span(3, source.index("</p>"))


def test_an_inserted_break_stands_where_the_text_before_it_ends(html: Html) -> None:
    page = html("<p>日米</p> <p>会談</p>")
    (inserted,) = [s for s in page.text.segments if not s.source]
    assert inserted == (2, 1, (5, 5))


def test_main_content_is_marked(html: Html, lines_of: Callable[[Page], list[str]]) -> None:
    body = "防衛省は3日、豪州との共同訓練を行うと発表した。両国の連携を深めるねらいがある。"
    menu = "".join(f"<li><a href='/{n}'>メニュー{n}</a></li>" for n in range(20))
    page = html(
        f"<html><body><nav><ul>{menu}</ul></nav><main><h1>豪州と訓練</h1>"
        f"{f'<p>{body}<ruby>陸自<rt>りくじ</rt></ruby></p>' * 5}</main>"
        f"<footer>無断転載を禁じます</footer></body></html>"
    )
    found = dict(zip(lines_of(page), (line.main for line in page.lines), strict=True))
    assert found[f"{body}陸自"] is True
    assert found["メニュー3"] is False
    assert found["無断転載を禁じます"] is False


def test_main_is_unknown_for_plain_text_and_pages_too_deep(html: Html) -> None:
    plain = read_page(Source("a.txt", "会談\n会合", ""))
    assert [line.main for line in plain.lines] == [None, None]
    assert html("<div>" * 2000 + "会談").lines[0].main is None


# --- plain text ---------------------------------------------------------------------------


def test_plain_lines_keep_their_ends() -> None:
    page = read_page(Source("a.txt", "一\r\n\r\n二\r三\n\n", ""))
    assert page.text.text == "一\r\n\r\n二\r三\n\n"
    assert [tuple(line.span) for line in page.lines] == [(0, 1), (3, 3), (5, 6), (7, 8), (9, 9)]


def test_invisible_characters_are_left_out_of_plain_text_too() -> None:
    page = read_page(Source("a.txt", "日\u200b米\x00会\ufe00談", ""))
    assert page.text.text == "日米会談"
    assert [(tuple(d.span), d.reason) for d in page.dropped] == [
        ((1, 2), "invisible character"),
        ((3, 4), "control character"),
        ((5, 6), "invisible character"),
    ]


def test_the_seeds_are_kept_to_the_letter(project: Path) -> None:
    files = find_sources([project / "seeds"]).files
    assert len(files) == 5
    for file in files:
        (source,) = read_sources(file)
        assert isinstance(source, Source)
        page = read_page(source)
        assert page.text.text == file.path.read_bytes().decode("utf-8")
        assert page.dropped == ()


# --- real pages ---------------------------------------------------------------------------

# One page of each kind from the tuned part of the development corpus: what must stand in
# one line, and where the source has it.
REAL = {
    "307_space_payload.html": ("cp932", "日本の衛星に米国の監視装置 両政府が文書交わす", "h2"),
    "36_city_maizuru_mayor.html": ("cp932", "9月2日(水曜日)客船「飛鳥II」寄港歓迎式典", "h2"),
    "506_bluebook_2014sep.html": ("euc_jp", "6日\t安倍総理がバングラデシュ、", "tr"),
    "321_html_italy_upgrade.html": ("utf-8", "イタリアのメローニ首相を官邸に招いて", "p"),
    "521_jfa_draw_zero.html": ("utf-8", "10月29日(金)\t日本 vs. カンボジア", "tr"),
    "605_rimpac2018.html": ("utf-8", "陸上自衛隊の地対艦ミサイル部隊も", "p"),
    "106_gsdf_chief_message.html": ("utf-8", "実動訓練「ガルーダ・シールド22」に汗", "p"),
    "212_column_osa_ph.html": ("utf-8", "フィリピン軍の円滑化協定(RAA)をめぐる", "p"),
}


@pytest.mark.parametrize("name", REAL)
def test_real_pages(name: str, project: Path, check_partition: Callable[[Page], None]) -> None:
    encoding, text, tag = REAL[name]
    (file,) = find_sources([project / "tests/gold/dev/docs" / name]).files
    (source,) = read_sources(file)
    assert not isinstance(source, Problem)
    assert source.encoding == encoding
    page = read_page(source)
    check_partition(page)
    at = page.text.text.index(text)
    (line,) = [ln for ln in page.lines if ln.span.covers(Span(at, at + len(text)))]
    assert line.tags[-1] == tag
    assert line.main is True
    start, end = page.text.to_source(at, at + 3)
    assert source.text[start] == text[0]
    assert end <= start + 60


# --- any input ----------------------------------------------------------------------------

TAG_NAMES = (
    "p div br b i a span ul li ol table tr td th h1 h2 dl dt dd pre ruby rt rp rb script style "
    "title template svg select option button textarea noscript hr img time X"
)
TAGS = st.sampled_from(TAG_NAMES.split())
PIECES = st.one_of(
    st.text(max_size=8),
    st.text("日米会談 　\n\t\r&;<>\"'=/!-[]", max_size=10),
    TAGS.map("<{}>".format),
    TAGS.map("</{}>".format),
    TAGS.map('<{} class="a b" href=x>'.format),
    TAGS.map("<{} title='".format),
    st.sampled_from(["<!--", "-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?x", "&amp;", "&#"]),
    st.sampled_from(["&lt", "&nbsp;", "&#x65e5;", "&#10;", "&fjlig;", "\x00", "\ufeff", "\ud800"]),
)


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(deadline=None)
def test_every_character_of_any_markup_is_kept_or_dropped_once(text: str) -> None:
    check_any(text, "text/html")


@given(st.text(max_size=60))
@settings(deadline=None)
def test_every_character_of_any_text_is_kept_or_dropped_once(text: str) -> None:
    check_any(text, "text/plain")
    check_any(text, "text/html")


def check_any(text: str, media_type: str) -> None:
    page = read_page(Source("a", text, "", media_type))  # type: ignore[arg-type]
    spans = sorted([s.source for s in page.text.segments if s.source])
    spans = sorted([*spans, *(d.span for d in page.dropped)])
    assert [span.start for span in spans] == [0, *(span.end for span in spans)][: len(spans)]
    assert (spans[-1].end if spans else 0) == len(text)
    at = 0
    for line in page.lines:
        between = page.text.text[at : line.span.start]
        assert between.strip("\r\n\u2028\u2029") == ""
        assert line.span.start <= line.span.end
        at = line.span.end
    assert page.text.text[at:].strip("\r\n\u2028\u2029") == ""
    letters = [c for c in text if c.isalnum()]
    if letters and "<" not in text and "&" not in text:
        assert page.lines


# --- hostile pages ------------------------------------------------------------------------

NEWS = "<p>防衛省は3日、豪州と共同訓練を行うと発表した。</p>"
HOSTILE = {
    "nested 100,000 deep": "<div>" * 100_000 + NEWS + "</div>" * 100_000,
    "inline nested deep": "<b><i>" * 30_000 + NEWS,
    "tables in tables": "<table><tr><td>" * 20_000 + NEWS,
    "lists in lists": "<ul><li>" * 30_000 + NEWS,
    "end tags of nothing": "<div>" * 30_000 + "</x></span>" * 30_000 + NEWS,
    "a million attributes": "<p " + "a=b " * 300_000 + ">" + NEWS,
    "quotes": "<a x='>'" * 100_000 + NEWS,
    "brackets": "<" * 500_000 + NEWS,
    "open tags": NEWS + "<a " * 100_000,
    "open comments": NEWS + "<!--" * 200_000,
    "ampersands": "&" * 200_000 + NEWS,
    "a long number": "&#" + "9" * 500_000 + ";" + NEWS,
    "a wide row": "<table><tr>" + "<td>x" * 10_000 + "</table>" + NEWS,
    "zeros": "\0" * 200_000 + NEWS,
    "scripts": "<script>" * 100_000 + NEWS,
    "surrogates": "\ud800" * 100 + NEWS + "\udfff",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_their_text(name: str, html: Html, lines: Lines) -> None:
    assert any(line.endswith("共同訓練を行うと発表した。") for line in lines(HOSTILE[name]))


def test_eight_megabytes_on_one_line(html: Html) -> None:
    sentence = "防衛省は3日、豪州と共同訓練を行うと発表した。"
    times = 8_000_000 // len(sentence)
    page = html(f"<p>{sentence * times}</p>")
    assert [tuple(line.span) for line in page.lines] == [(0, len(sentence) * times)]
    assert page.lines[0].main is True


def test_reading_needs_no_deep_recursion(html: Html) -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        assert html("<div>" * 5000 + NEWS).lines
    finally:
        sys.setrecursionlimit(limit)

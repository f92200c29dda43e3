"""Articles, digests and cards: boundaries, headers, the text of a record."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Hints

BODY = "日本とチリの両政府は銅の安定供給に向けて協力することで一致した。"


def roles(record) -> list[tuple[str, str]]:
    return [(part.role, record.text.text[slice(*part.span)]) for part in record.parts]


def test_an_article_and_the_roles_of_its_parts(records) -> None:
    text = f"日チリ、銅で協力\n2024年11月7日 10:02\n\n{BODY}\n背景\n{BODY}\n(注)数字は暫定値。\n"
    [record] = records(text)
    assert record.published == "2024-11-07T10:02:00+09:00"
    assert roles(record) == [
        ("title", "日チリ、銅で協力"),
        ("dateline", "2024年11月7日 10:02"),
        ("body", BODY),
        ("heading", "背景"),
        ("body", BODY),
        ("note", "(注)数字は暫定値。"),
    ]


def test_a_record_without_a_date_has_none(records) -> None:
    [record] = records(f"日チリ、銅で協力\n\n{BODY}")
    assert record.published is None
    assert record.anchor is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2025-10-15 13:43", "2025-10-15T13:43:00+09:00"),
        ("2025年6月12日 5時00分", "2025-06-12T05:00:00+09:00"),
        ("令和6年11月27日", "2024-11-27"),
        ("令和七年五月七日(水曜日)", "2025-05-07"),
        ("平成31年4月18日", "2019-04-18"),
        ("2024/12/12 05:00", "2024-12-12T05:00:00+09:00"),
        ("11/05/2021", "2021-05-11"),
        ("14 March 2024", "2024-03-14"),
        ("2024年7月13日 2:10 (2024年7月13日 5:31更新)", "2024-07-13T02:10:00+09:00"),
        ("2024年5月2日 午後9時02分", "2024-05-02T21:02:00+09:00"),
        ("公開日:2025/02/27", "2025-02-27"),
        ("11/19(火) 6:41配信", None),
    ],
)
def test_date_lines(records, line: str, published: str | None) -> None:
    [record] = records(f"日チリ、銅で協力\n{line}\n{BODY}\n{BODY}")
    assert record.published == published
    assert record.title == "日チリ、銅で協力"


def test_hints_of_the_scraper_fill_what_the_page_leaves_open(records) -> None:
    hints = Hints("https://example.jp/1", "日チリ、銅で協力 | 例の通信", "2024-11-07T01:02:03Z")
    [record] = records(f"{BODY}\n{BODY}", hints=hints)
    assert (record.title, record.outlet) == ("日チリ、銅で協力", "例の通信")
    assert record.published == "2024-11-07T10:02:03+09:00"
    assert record.url == "https://example.jp/1"


def test_reports_keep_to_their_own_headers(records) -> None:
    text = (
        "欧州諸国との防衛協力に関する報道\n2025.01.25\n 16:01\n讀賣新聞\n\n(Yahoo)\n\n"
        f"4月から東京に武官駐在、デンマーク大使が明らかに <2502-012510>\n {BODY}\n"
        "2018.02.17 Yahoo 朝日新聞記事\n\n「日 EU 協定締結で合意 外相協議」\n\n"
        f"<1803-021701>\n {BODY}\n"
        "2017.07.26 Jane's Defence Weekly Japan and Germany to develop tech <1709-072601>\n"
        f" {BODY}\n"
    )
    found = records(text)
    assert [(r.published, r.outlet, r.via, r.article_ref, r.title) for r in found] == [
        (
            "2025-01-25T16:01:00+09:00",
            "讀賣新聞",
            "Yahoo",
            "2502-012510",
            "4月から東京に武官駐在、デンマーク大使が明らかに",
        ),
        ("2018-02-17", "朝日新聞", "Yahoo", "1803-021701", "日 EU 協定締結で合意 外相協議"),
        (
            "2017-07-26",
            "Jane's Defence Weekly",
            None,
            "1709-072601",
            "Japan and Germany to develop tech",
        ),
    ]


def test_wrapped_lines_are_joined_and_others_are_not(records) -> None:
    wrapped = (
        "日・ラトビア外相会談\n令和6年9月18日\n"
        "　外務大臣は、訪日中のラトビア共和国外務大臣との間で会談を行\n"
        "ったところ、概要は以下のとおりです。先方からは日本の支援に対\n"
        "する謝意が示されました。\n"
        "1 冒頭\n"
        "　両外相は、サイバー分野における当局間の協議を年内に立ち上げ\n"
        "ることで一致しました。\n"
    )
    [record] = records(wrapped)
    assert [text for role, text in roles(record) if role == "body"] == [
        "外務大臣は、訪日中のラトビア共和国外務大臣との間で会談を行ったところ、"
        "概要は以下のとおりです。先方からは日本の支援に対する謝意が示されました。",
        "両外相は、サイバー分野における当局間の協議を年内に立ち上げることで一致しました。",
    ]


def test_a_break_before_latin_letters_is_mended(records) -> None:
    text = (
        "2024.11.25 日経新聞 協定に署名 <2412-112514>\n"
        " 外相が物品役務相互提供協定 (\nACSA) に署名した。\n"
        "2024.11.16 日経新聞 機体を展開 <2412-111615>\n"
        " 空軍が輸送機A330\nMRTT 1機を展開した。\n"
    )
    one, other = records(text)
    assert one.text.text.splitlines()[-1] == "外相が物品役務相互提供協定 (ACSA) に署名した。"
    assert other.text.text.splitlines()[-1] == "空軍が輸送機A330 MRTT 1機を展開した。"


def test_cards_nest_in_an_article(records) -> None:
    text = (
        f"日本の支援の今後を展望\n{BODY}\n連携の強化\n公開日:2025/02/27\n\n"
        "✅ 両外相は会談し、支援での連携を確認しました。\n✅ 認識を共有しました。\n"
        "さらに読む ⇒時事ドットコム出典/画像元: https://www.example.com/a?k=1&g=pol心強いですね。\n"
        f"{BODY}\n"
    )
    article, card = records(text)
    assert article.span.covers(card.span)
    assert "✅" not in article.text.text
    assert article.published is None
    assert (card.published, card.outlet) == ("2025-02-27", "時事ドットコム")
    assert card.url == "https://www.example.com/a?k=1&g=pol"
    assert card.title is None


def test_an_address_gives_back_the_digit_of_a_count(records) -> None:
    text = (
        f"連携の今後\n{BODY}\n✅ 防衛相が会談しました。\n"
        f"さらに読む ⇒中日新聞出典/画像元: https://example.jp/article/7030443か国の連携が強まります。\n{BODY}"
    )
    assert records(text)[1].url == "https://example.jp/article/703044"


HEADLINES = [
    "海自護衛艦、カムランに入港",
    "日英、戦闘機の共同開発で合意",
    "外相がラオス外相と電話会談",
]


@pytest.mark.parametrize("mark", ["■", "●", "◆", "【{}】", "1. ", "(1) "])
def test_digests_part_at_their_headings(records, mark: str) -> None:
    heads = [
        mark.format(h) if "{}" in mark else mark.replace("1", str(n)) + h
        for n, h in enumerate(HEADLINES, 1)
    ]
    text = "\n".join(["今週のニュース・ダイジェスト", *(f"{h}\n{BODY}" for h in heads)])
    found = records(text)
    assert [text[slice(*r.span)].splitlines()[0] for r in found] == heads


def test_subheadings_do_not_part_an_article(records) -> None:
    text = (
        f"ニュージーランドと2つの協定\n2025年12月20日\n{BODY}\n■ACSAって?\n{BODY}\n"
        f"■情報保護協定は長い道のり\n{BODY}\n■まとめ\n{BODY}"
    )
    assert len(records(text)) == 1


@given(
    st.lists(
        st.sampled_from(
            [
                "日豪首脳が会談",
                "2025年3月1日",
                "3月5日 会談",
                "■2019年",
                "・9日 署名",
                BODY,
                "✅ 会談しました。",
                "https://example.jp/1",
                "令和5年 派遣",
                "1990年 | 9月24日 | 訪朝 |",
                "(2021年3月9日)",
                "",
            ]
        )
        | st.text(max_size=30),
        max_size=14,
    )
)
def test_any_page_gives_sound_records(records, lines: list[str]) -> None:
    text = "\n".join(lines)
    found = records(text)
    assert [record.number for record in found] == list(range(1, len(found) + 1))
    for record in found:
        assert 0 <= record.span.start < record.span.end <= len(text)
        assert record.text.text
        for start, length, source in record.text.segments:
            assert record.span.start <= source.start <= source.end <= record.span.end
            if source.end - source.start == length and length > 1:
                told = zip(text[slice(*source)], record.text.text[start:], strict=False)
                assert all(here == there or there in "、。" for here, there in told)
        for part in record.parts:
            assert record.text.text[slice(*part.span)]
    owned = [set(range(*record.span)) for record in found]
    for one, other in pairwise(owned):
        assert not one & other or other <= one

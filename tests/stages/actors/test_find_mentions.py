"""Real sentences in, exact mentions out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Entity, Mention, Span
from pipeline.stages.actors import Lexicon, find_mentions, load_lexicon

LEXICON = load_lexicon(Path(__file__).parents[3] / "rules" / "actors")


def one(text: str, lexicon: Lexicon, mention: str, day: str | None = None) -> Mention:
    found = find_mentions(text, date.fromisoformat(day) if day else None, lexicon)
    return next(m for m in found if m.text == mention)


def test_an_office_carries_person_office_and_country(lexicon: Lexicon) -> None:
    mention = one("クロセット伊国防相と会談した", lexicon, "クロセット伊国防相", "2024-11-25")
    assert (mention.kind, mention.codes, mention.basis) == ("office", ("ITA",), "named")
    assert (mention.person, mention.office) == ("クロセット", "defence_minister")
    assert mention.canonical == "グイド・クロセット"


def test_a_bare_office_is_japans_by_default(lexicon: Lexicon) -> None:
    mention = one("外相は20日、訪米する", lexicon, "外相")
    assert (mention.codes, mention.basis) == (("JPN",), "default")


@pytest.mark.parametrize(
    ("day", "name", "office"),
    [("2015-11-03", "中谷元", "defence_minister"), ("2025-05-28", "中谷元", "defence_minister")],
)
def test_a_minister_of_two_terms_is_known_in_both(
    day: str, name: str, office: str, lexicon: Lexicon
) -> None:
    mention = one("中谷防衛相が訪問した", lexicon, "中谷防衛相", day)
    assert (mention.canonical, mention.office, mention.basis) == (name, office, "holder")


@pytest.mark.parametrize(
    ("day", "basis"), [("2017-05-01", "holder"), ("2025-05-01", "former"), (None, "holder")]
)
def test_an_office_that_does_not_fit_the_day_is_marked(
    day: str | None, basis: str, lexicon: Lexicon
) -> None:
    mention = one("岸田外相は", lexicon, "岸田外相", day)
    assert (mention.codes, mention.canonical, mention.basis) == (("JPN",), "岸田文雄", basis)


@pytest.mark.parametrize(("day", "code"), [("2023-04-01", "NLD"), ("2025-04-01", "NATO")])
def test_one_man_in_two_offices(day: str, code: str, lexicon: Lexicon) -> None:
    assert one("ルッテ氏と会談", lexicon, "ルッテ氏", day).codes == (code,)


def test_an_unknown_foreign_minister_belongs_to_nobody(lexicon: Lexicon) -> None:
    mention = one("ゾルゲンフリート外相と会談", lexicon, "ゾルゲンフリート外相", "2025-01-01")
    assert (mention.codes, mention.person, mention.basis) == ((), "ゾルゲンフリート", "")


def test_a_name_is_remembered_within_the_text(lexicon: Lexicon) -> None:
    text = "ラトビアのゾルゲン国防相が来日した。ゾルゲン氏は防衛省で、ゾルゲン国防相として"
    found = find_mentions(text, date(2025, 1, 1), lexicon)
    assert [(m.text, m.codes, m.basis) for m in found if m.person] == [
        ("ラトビアのゾルゲン国防相", ("LVA",), "named"),
        ("ゾルゲン氏", ("LVA",), "memory"),
        ("ゾルゲン国防相", ("LVA",), "memory"),
    ]


def test_a_surname_alone_counts_only_after_an_introduction(lexicon: Lexicon) -> None:
    day = date(2025, 5, 28)
    alone = find_mentions("岩屋は寒い", day, lexicon)
    after = find_mentions("岩屋外相は会談した。岩屋は", day, lexicon)
    assert not alone
    assert [(m.text, m.kind) for m in after] == [("岩屋外相", "office"), ("岩屋", "person")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("日米韓", ("JPN", "USA", "KOR")),
        ("日英伊3カ国", ("JPN", "GBR", "ITA")),
        ("日EU", ("JPN", "EU")),
        ("日・ウクライナ", ("JPN", "UKR")),
        ("日ＮＺ", ("JPN", "NZL")),
        ("韓米日", ("KOR", "USA", "JPN")),
        ("露朝", ("RUS", "PRK")),
        ("米豪印比", ("USA", "AUS", "IND", "PHL")),
        ("豪、伊、独、仏各国海軍", ("AUS", "ITA", "DEU", "FRA")),
        ("日独防衛相", ("JPN", "DEU")),
    ],
)
def test_countries_written_together(text: str, codes: tuple[str, ...], lexicon: Lexicon) -> None:
    mention = one(f"{text}は", lexicon, text)
    assert (mention.kind, mention.codes) == ("countries", codes)


@pytest.mark.parametrize(
    "text",
    [
        "8日米",
        "同日中に",
        "土、日も開催",
        "英語で独自に印刷した比較",
        "西側の希望と波及",
        "中国地方の豪雨",
        "タイミングとペルーナ",
        "訪問中の",
    ],
)
def test_words_that_only_look_like_countries(text: str, lexicon: Lexicon) -> None:
    assert not [m for m in find_mentions(text, None, lexicon) if m.codes]


def test_pronouns_are_left_to_the_events(lexicon: Lexicon) -> None:
    found = find_mentions("両国は同国の外相と、両氏、3か国、相手国", None, lexicon)
    assert [(m.text, m.kind, m.codes, m.canonical) for m in found] == [
        ("両国", "pronoun", (), "both"),
        ("同国の外相", "office", (), "same_state"),
        ("両氏", "pronoun", (), "both"),
        ("3か国", "pronoun", (), "three"),
        ("相手国", "pronoun", (), "other"),
    ]


def test_model_entities_are_added_and_coded_only_if_known(lexicon: Lexicon) -> None:
    text = "ロシアとクラコジア"
    known = Entity(Span(0, 3), "ロシア", "Country")
    unknown = Entity(Span(4, 9), "クラコジア", "Country")
    found = find_mentions(text, None, lexicon, (known, unknown))
    assert [(m.text, m.origin, m.label, m.codes) for m in found] == [
        ("ロシア", "ginza", "Country", ("RUS",)),
        ("ロシア", "rule", "country", ("RUS",)),
        ("クラコジア", "ginza", "Country", ()),
    ]


def test_places_locate_and_outlets_take_no_part(lexicon: Lexicon) -> None:
    found = find_mentions("共同通信によると海自横須賀基地に寄港した", None, lexicon)
    assert [(m.text, m.kind, m.codes) for m in found] == [
        ("共同通信", "media", ()),
        ("海自横須賀基地", "place", ("JPN",)),
    ]


# Pieces of real language and of noise, so that random texts come near to what patterns match.
WORDS = [
    *("外相", "国防相", "クロセット", "リトアニア", "駐", "在", "訪", "同国", "両首脳", "海軍"),
    *("護衛艦", "いずも", "氏", "岩屋", "林", "横須賀", "基地", "NATO", "ＥＵ", "政府", "大使"),
    *("タイ", "王毅", "市", "前", "の", "国際連合", "中央", "護衛", "総理"),
]
PIECES = st.sampled_from(
    [*"日米英仏独伊露中韓豪印比・、。=＝（）()「」々ー\n\ue000\ue005 0２A", *WORDS]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_sorted_apart_mentions_that_slice_to_it(text: str) -> None:
    found = find_mentions(text, date(2025, 5, 28), LEXICON)
    assert all(text[m.span.start : m.span.end] == m.text and m.span for m in found)
    assert list(found) == sorted(found, key=lambda m: m.span)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(bool(m.basis) == bool(m.codes) for m in found if m.kind != "place")
    assert find_mentions(text, date(2025, 5, 28), LEXICON) == found


def test_a_namesake_of_the_table_is_not_its_minister(lexicon: Lexicon) -> None:
    text = "ヨルダンで閲兵式があり、同国空軍のハサン司令官が述べた。ハサン氏は続けた。"
    assert one(text, lexicon, "ハサン氏", "2025-11-20").codes == ()
    known = "オースティン氏は中国の国防相と会談した。"
    assert one(known, lexicon, "オースティン氏", "2024-06-05").codes == ("USA",)


def test_whose_ship_it_is_the_text_tells_best(lexicon: Lexicon) -> None:
    ship = "ノルウェー軍の補給艦「スペイ」"
    assert one(f"{ship}が入港した", lexicon, ship).codes == ("NOR",)
    assert one(
        "空母「クイーン・エリザベス」が来た", lexicon, "空母「クイーン・エリザベス」"
    ).codes == ("GBR",)


def test_the_letters_of_an_organ_are_its_countrys_from_there_on(lexicon: Lexicon) -> None:
    text = "SNGMの件。チリ地質鉱業局(SNGM)と結び、SNGM総裁が来日した。ＳＮＧＭは文書を交換した"
    found = [(m.text, m.codes) for m in find_mentions(text, None, lexicon) if "CHL" in m.codes]
    assert [name for name, _ in found] == ["チリ地質鉱業局(SNGM)", "SNGM総裁", "ＳＮＧＭ"]


def test_an_organisation_keeps_its_own_letters(lexicon: Lexicon) -> None:
    text = "フランス開発庁(EU)の職員。EUは支援した"
    assert one(text, lexicon, "EU").codes == ("EU",)


def test_one_letter_that_stands_alone_is_a_country(lexicon: Lexicon) -> None:
    text = "仏、チリと協定　米は英との訓練も　その印は赤い。比は別だ"
    found = [(m.text, m.codes) for m in find_mentions(text, None, lexicon)]
    assert found == [("仏", ("FRA",)), ("チリ", ("CHL",)), ("米", ("USA",)), ("英", ("GBR",))]

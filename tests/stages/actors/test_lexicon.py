"""What the lexicon tells of codes, and what it says of rule files that are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pycountry
import pytest

from pipeline.errors import RuleFilesError
from pipeline.stages.actors import Lexicon, find_mentions, load_lexicon


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("LTU", ("リトアニア", "Lithuania", "country")),
        ("XKX", ("コソボ", "Kosovo", "country")),
        ("NATO", ("北大西洋条約機構", "North Atlantic Treaty Organization", "organisation")),
        ("XYZ", ("XYZ", "XYZ", "organisation")),
    ],
)
def test_names_of_codes(code: str, names: tuple[str, str, str], lexicon: Lexicon) -> None:
    assert lexicon.name_of(code) == names


def test_every_country_of_the_standard_is_known(lexicon: Lexicon) -> None:
    standard = {country.alpha_3 for country in pycountry.countries}
    assert set(lexicon.countries) == standard | {"XKX"}


def test_every_name_is_found_as_itself(lexicon: Lexicon) -> None:
    """No name is hidden by a longer word, a guard or a pattern."""
    kinds = {"country", "group", "organisation", "place", "force", "ministry", "pronoun"}
    names = [name for name, word in lexicon.index.words.items() if word.kind in kinds]
    hidden = [
        name
        for name in names
        if name not in {m.text for m in find_mentions(f"、{name}で", None, lexicon)}
    ]
    assert hidden == []


def test_members_and_search(lexicon: Lexicon) -> None:
    assert lexicon.members_of("AUKUS") == ("AUS", "GBR", "USA")
    assert lexicon.members_of("JPN") == ()
    assert [row[0] for row in lexicon.search("リトア")] == ["LTU"]
    assert lexicon.search("nato")[0][0] == "NATO"
    assert lexicon.search(" ") == []


def test_terms_of_one_office_do_not_overlap(lexicon: Lexicon) -> None:
    """Two people at once in an office that has one holder is a slip in the table."""
    single = {"prime_minister", "foreign_minister", "defence_minister", "president"}
    terms: dict[tuple[str, str], set[tuple[str, str, str]]] = {}
    for holders in lexicon.holders.values():
        for h in holders:
            if h.office in single:
                terms.setdefault((h.code, h.office), set()).add((h.first, h.last or "9999", h.name))
    slips = [
        (key, one, two)
        for key, found in terms.items()
        for one in found
        for two in found
        if one[0] < two[0] < one[1][: len(two[0])]
    ]
    assert slips == []


def test_every_office_of_the_table_has_words(lexicon: Lexicon) -> None:
    offices = {word.key.split(" ")[0] for word in lexicon.index.words.values()}
    held = {h.office for holders in lexicon.holders.values() for h in holders}
    assert held <= offices
    assert {o for like in lexicon.alike.values() for o in like} | set(lexicon.alike) <= offices


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (
            "id: x\nnote: x\nholders:\n  JPN:\n    president:\n      - 2024 田中\n",
            "x.yaml:6:9",
            "is not 'from/to name'",
        ),
        (
            "id: x\nnote: x\nholders:\n  JPM:\n    president:\n      - 2024/ 田中 一\n",
            "x.yaml:4:3",
            "'JPM' is no code",
        ),
        (
            "groups:\n  - id: x\n    kind: force\n    note: x\n    words:\n      JPM: 海自隊\n",
            "x.yaml:6:7",
            "'JPM' is no code",
        ),
        (
            "patterns:\n  - {id: x, note: x, kind: office, pattern: '{offise}'}\n",
            "x.yaml:2:",
            "unknown slot '{offise}'",
        ),
        (
            "groups:\n  - id: x\n    kind: forse\n    note: x\n    words: {}\n",
            "x.yaml:3:11",
            "cannot be 'forse'",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(
    text: str, place: str, problem: str, tmp_path: Path
) -> None:
    folder = tmp_path / "actors"
    folder.mkdir()
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleFilesError) as caught:
        load_lexicon(folder)
    assert place in str(caught.value)
    assert re.search(re.escape(problem), str(caught.value))

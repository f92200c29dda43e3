"""Commas and full stops of all kinds become 、 and 。, character by character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.records.punctuation import with_plain_marks


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (
            "5月2日，公邸で，書簡を交換した．",
            "5月2日、公邸で、書簡を交換した。",
        ),
        (
            "ガーナ,トーゴ(300万ドル),並びに",
            "ガーナ、トーゴ(300万ドル)、並びに",
        ),
        ("WFP(世界食糧計画),UNICEF", "WFP(世界食糧計画)、UNICEF"),
        ("ﾄﾝｶﾞ､ｻﾓｱへ｡", "ﾄﾝｶﾞ、ｻﾓｱへ。"),
        ("支援として,475万ドル", "支援として、475万ドル"),
        ("F-35，F-15の整備", "F-35、F-15の整備"),
        # Numbers and Latin text keep theirs.
        ("合計1,100万ドルと３，０００人、2,600人", "合計1,100万ドルと３，０００人、2,600人"),
        ("signed in Lima, Peru, on 3.5．2", "signed in Lima, Peru, on 3.5．2"),
    ],
)
def test_marks_are_plain(written: str, plain: str) -> None:
    assert with_plain_marks(written) == plain


@given(st.text(alphabet="，､,．。｡日本0１A )年"))
def test_every_character_keeps_its_place(text: str) -> None:
    plain = with_plain_marks(text)
    assert len(plain) == len(text)
    assert all(new == old or new in "、。" for old, new in zip(text, plain, strict=True))

"""Readings as the store keeps them: whole again, and searched without being unpacked."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.flow.kept import Kept, pack_reading
from pipeline.flow.reading import Found, Head, Reading, RecordReading
from pipeline.model import AlignedText, Cleaned, Part, Record, Span, Timex

TEXTS = st.text(st.sampled_from('海自艦と英軍、"\\\n\t\x1f/ud800\ud800'), max_size=12)


def reading_of(*texts: str) -> Reading:
    """A page of one record for each text, each with a day in it."""
    records = tuple(
        RecordReading(
            Head(
                Record(
                    number,
                    Span(0, len(text)),
                    AlignedText.whole(text),
                    (Part("body", Span(0, len(text))),),
                    title=text or None,
                ),
                (Span(0, len(text)),),
                ("GBR",),
            ),
            Found(dates=(Timex(Span(0, 1), "7日", "DATE", "2025-03-07", "2025-03-07"),)),
        )
        for number, text in enumerate(texts, 1)
    )
    return Reading(Cleaned(AlignedText.whole("".join(texts)), ()), records, ("art_1",))


@given(st.lists(TEXTS, max_size=3))
def test_what_was_packed_is_unpacked_as_it_was(texts: list[str]) -> None:
    reading = reading_of(*texts)
    kept = Kept(*pack_reading(reading))
    assert kept.cleaned() == reading.cleaned
    assert [r.head for r in kept.records()] == [r.head for r in reading.records]
    assert [r.found for r in kept.records()] == [r.found for r in reading.records]


@given(TEXTS, TEXTS.filter(bool))
@example('艦長"談', '長"')
@example("海自\\艦", "\\艦")
def test_a_word_that_stands_in_a_record_is_never_told_to_lack(text: str, word: str) -> None:
    kept = Kept(*pack_reading(reading_of("海上自衛隊", text)))
    if word in text:
        assert not kept.lacks([word])
        assert not kept.lacks(["寄港", word])


def test_words_that_stand_nowhere_are_told_to_lack() -> None:
    kept = Kept(*pack_reading(reading_of("海自の護衛艦が寄港した。", "英軍と訓練した。")))
    assert kept.lacks(["入港", "米軍"])
    assert not kept.lacks(["入港", "訓練"])

"""Borders of lines and sentences: the stretch around an offset holds it and no border."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.events.borders import full_stop, line_end, line_start, sentence_start

TEXTS = st.text("会談した。、\n", max_size=30)


@given(TEXTS, st.integers(0, 30))
def test_a_line_and_a_sentence_hold_their_offset(text: str, at: int) -> None:
    at = min(at, len(text))
    line = text[line_start(text, at) : line_end(text, at)]
    assert "\n" not in line
    assert line in text.split("\n")
    opening = text[sentence_start(text, at) : at]
    assert not {"。", "\n"} & set(opening)
    assert "。" not in text[at : full_stop(text, at)]


def test_a_sentence_begins_behind_a_stop_or_a_line_break() -> None:
    text = "表題\n首相が訪れた。外相は\n会談した"
    assert text[sentence_start(text, text.index("訪れ")) :].startswith("首相")
    assert text[sentence_start(text, text.index("外相は")) :].startswith("外相は")
    assert text[text.index("外相") : full_stop(text, text.index("外相"))] == "外相は\n会談した"

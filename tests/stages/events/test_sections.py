"""Lines that name a land and open a section of a record."""

from __future__ import annotations

import pytest

from pipeline.model import Mention, Span
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.sections import section_topics


def _oman(text: str) -> list[Actor]:
    at = text.index("オマーン")
    mention = Mention(Span(at, at + 4), "オマーン", "country", "rule", codes=("OMN",))
    return [Actor(mention, ("OMN",), "strong")]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("概要\n3 オマーン\n次官と会談した。", True),
        ("概要\n3 オマーン\n\n(1)主な行事\n\n次官と会談した。", True),
        ("参加国\nオマーン\nケニア\n各国の次官が会談した。", False),
        # hundreds of blank lines take no longer than one
        ("概要\nオマーン" + "\n" * 400 + "次官と会談した。", True),
        ("参加国\nオマーン" + "\n" * 400 + "ケニア\n各国の次官が会談した。", False),
    ],
)
def test_a_land_alone_on_its_line_heads_the_prose_right_below(text: str, heads: bool) -> None:
    found = section_topics(text, _oman(text), "JPN")
    assert found == (((text.index("オマーン"), "OMN"),) if heads else ())

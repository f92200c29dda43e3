"""Headings inside a record that name the other side of what stands below them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor

_BEFORE = deferred(r"[\s■●◆○◇□▼▶▽★☆・【〈<《［\[（(〔>＞#＃\d０-９．.、)）-]*")
_AFTER = deferred(
    r"(?:共和国|王国|連邦)?(?:との?(?:関係|協力|交流)|関係|とは|編|訪問|の部)?"
    r"(?:[（(][^（()）]{1,20}[)）])?[\s】〉>》］\])）〕:：]*"
)
# Prose, or a numbered heading of its own and prose: 3 ブルガリア / (1)主な行事 / …会談した。
_PROSE_BELOW = deferred(r"\s*\n(?:[ 　]*[(（]?[\d０-９]{1,2}[)）.．][^。\n]{1,24}\n\s*)?[^\n]*。")


def section_topics(text: str, actors: Iterable[Actor], home: str) -> tuple[tuple[int, str], ...]:
    """Where a line that only names a foreign party opens a section, and its code.

    A list of such lines (参加国: one a line) opens none: prose has to follow.

    >>> # ■ベトナム / 4月、国防次官級協議を開いた。 → ((1, "VNM"),)
    """
    heads: list[tuple[int, int, str]] = []
    for actor in actors:
        if len(actor.codes) != 1 or actor.codes[0] == home:
            continue
        start = text.rfind("\n", 0, actor.span.start) + 1
        end = text.find("\n", actor.span.end)
        if end < 0 or not _BEFORE.fullmatch(text, start, actor.span.start):
            continue
        if _AFTER.fullmatch(text, actor.span.end, end):
            heads.append((actor.span.start, end, actor.codes[0]))
    return tuple((at, code) for at, end, code in heads if _PROSE_BELOW.match(text, end))

"""Whose page a record is: the country whose offices need no name."""

from __future__ import annotations

from collections import Counter

import regex

from pipeline.model import Mention, Record, Span

HOME = "JPN"
_PLACES = frozenset({"place", "region"})
_SUBJECT = regex.compile(r"[^。、「」\n]{0,10}?(?:は|が)")


def home_of(record: Record, ruled: list[Mention], background: tuple[str, ...]) -> str:
    """The country whose offices need no name: Japan, unless two others have the stage.

    A Japanese page on 中国とロシア says 国防相 and 両海軍 of these two; there the country
    named most is at home.
    """
    named = [m for m in ruled if m.basis != "default" and m.kind not in _PLACES]
    counts = code_weights(record, named, background, "")
    japan = counts.pop(HOME, 0)
    states = Counter({code: n for code, n in counts.items() if len(code) == 3})
    top = states.most_common(2)
    if len(top) < 2 or top[1][1] < 2:
        return HOME
    pair = top[0][1] + top[1][1]
    if pair * 10 < sum(states.values()) * 6 or japan * 4 >= top[1][1]:
        return HOME
    text = record.text.text
    both = {top[0][0], top[1][0]}
    acting = any(both & set(m.codes) and _SUBJECT.match(text, m.span.end) for m in named)
    if not acting or not _meet(both, named, text):
        return HOME
    return top[0][0]


def _meet(both: set[str], named: list[Mention], text: str) -> bool:
    """Whether one sentence names both."""
    seen: set[str] = set()
    last = 0
    for mention in named:
        if "。" in text[last : mention.span.start] or "\n" in text[last : mention.span.start]:
            seen = set()
        seen |= both & set(mention.codes)
        if seen == both:
            return True
        last = mention.span.end
    return False


def code_weights(
    record: Record, ruled: list[Mention], background: tuple[str, ...], home: str
) -> Counter[str]:
    """How often each code but home's is named; a title counts three times, headings twice."""
    title = next((p.span for p in record.parts if p.role == "title"), Span(0, 0))
    weights: Counter[str] = Counter()
    for mention in ruled:
        if mention.kind in _PLACES and not mention.codes:
            continue
        for code in mention.codes:
            if code != home:
                weights[code] += 3 if title.covers(mention.span) else 1
    for code in background:
        if code != home:
            weights[code] += 2
    return weights

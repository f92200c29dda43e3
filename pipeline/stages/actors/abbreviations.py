"""Abbreviations that a text itself sets up: カナダ宇宙庁(CSA), and CSA from there on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import regex

from pipeline.model import Mention, Span
from pipeline.stages.actors.coding import Candidate

_GROUP = "alias"  # what a pattern calls the letters in its brackets


def abbreviations(candidate: Candidate, mention: Mention) -> dict[str, Mention]:
    """The abbreviation that a match of an organ's full name gives, with that organ's mention.

    Empty for other patterns, and for an organ without codes.
    """
    match = candidate.match
    if _GROUP not in match.re.groupindex or not mention.codes:
        return {}
    return {name: mention for name in match.captures(_GROUP) if name}


def with_abbreviations(
    found: list[Mention], short: Mapping[str, Mention], folded: str, text: str
) -> list[Mention]:
    """``found`` (by position), with the abbreviations ``short`` coded where they stand later.

    An office that opens with one (CSA総裁) takes its codes; what has codes of its own keeps
    them. ``folded`` is ``text`` with full-width letters made half-width.
    """
    for name, organ in short.items():
        alone = regex.compile(rf"(?<![A-Za-z0-9]){regex.escape(name)}(?![A-Za-z0-9])")
        for match in alone.finditer(folded, organ.span.end):
            found = _coded(found, Span(*match.span()), organ, text)
    return found


def _coded(found: list[Mention], span: Span, organ: Mention, text: str) -> list[Mention]:
    beside = [m for m in found if m.span.start < span.end and span.start < m.span.end]
    if any(m.codes and m.basis != "default" for m in beside):
        return found
    if beside:
        start = min(span.start, beside[0].span.start)
        whole = Span(start, max(span.end, beside[-1].span.end))
        made = replace(
            beside[-1], span=whole, text=text[start : whole.end], codes=organ.codes, basis="named"
        )
    else:
        following = next((m for m in found if m.span.start == span.end and not m.codes), None)
        if following is not None and following.kind == "office":
            beside = [following]
            whole = Span(span.start, following.span.end)
            made = replace(
                following,
                span=whole,
                text=text[whole.start : whole.end],
                codes=organ.codes,
                basis="named",
            )
        else:
            made = replace(organ, span=span, text=text[span.start : span.end], person=None)
    kept = [m for m in found if m not in beside]
    return sorted([*kept, made], key=lambda m: m.span)

"""Page to cleaned page: which lines and parts of lines go, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from pipeline.model import AlignedText, Cleaned, Dropped, Line, Page, Span
from pipeline.rulefiles import deferred
from pipeline.stages.cleaning.belonging import placed
from pipeline.stages.cleaning.decoding import decode
from pipeline.stages.cleaning.lineshapes import TOLD
from pipeline.stages.cleaning.rules import CleaningRules
from pipeline.stages.cleaning.ruleschema import KEPT, Evidence, State
from pipeline.stages.cleaning.shapes import shapes
from pipeline.stages.cleaning.templates import line_key
from pipeline.stages.cleaning.threads import listed_lines

_POSITION = {
    "furniture": ("page furniture", "position.furniture"),
    "tail": ("page furniture", "position.tail"),
    "section": ("list of other pages", "position.section"),
    "comments": ("readers' comments", "position.comments"),
    "inline": ("furniture between paragraphs", "position.inline"),
}


_TOLD_LINE = deferred(r"^(?=.{80,})[^。]*。[^。]*\p{Hiragana}[^。]*。")  # two sentences
_CAPTION = "caption"


class _Cut(NamedTuple):
    """A stretch of the page's text to remove."""

    span: Span
    reason: str
    rule_id: str


def clean(page: Page, rules: CleaningRules, templates: Collection[str] = ()) -> Cleaned:
    """Remove what is not news from ``page``; kept and dropped spans partition the source.

    Deletion only: nothing is rewritten, so every kept character still leads to its place
    in the source. ``templates`` are the keys of lines known as furniture of the page's site
    (:meth:`SiteMemory.templates`); they count as evidence beside the rest.
    Example: of 「ホーム ニュース 組織」「日豪首脳会談」「2025年3月1日」 the first line goes.
    """
    cuts = _line_cuts(page, rules, frozenset(templates))
    text = page.text.text
    kept: list[Span] = []
    dropped = list(page.dropped)
    at = 0
    for cut in cuts:
        if cut.span.start > at:
            kept.append(Span(at, cut.span.start))
        at = cut.span.end
        dropped += (Dropped(s, cut.reason, cut.rule_id) for s in _sources(page.text, cut.span))
    if at < len(text):
        kept.append(Span(at, len(text)))
    return Cleaned(page.text.select(kept), tuple(sorted(dropped, key=lambda d: d.span)))


def _sources(text: AlignedText, span: Span) -> Iterable[Span]:
    """The source stretches of a piece of page text, neighbours joined."""
    joined: list[Span] = []
    for segment in text.slice(*span).segments:
        if joined and joined[-1].end == segment.source.start:
            joined[-1] = Span(joined[-1].start, segment.source.end)
        elif segment.source:
            joined.append(segment.source)
    return joined


def _line_cuts(page: Page, rules: CleaningRules, templates: frozenset[str]) -> list[_Cut]:
    text = page.text.text
    lines = [line for line in page.lines if text[slice(*line.span)].strip()]
    ends = {line.span: _through_break(text, line.span) for line in lines}
    texts = [text[slice(*line.span)] for line in lines]
    evidence = _evidence(texts, lines, rules, templates)
    states = decode(
        [scores for scores, _ in evidence],
        [frozenset(cue.kind for cue in cues) for _, cues in evidence],
        rules.weights,
    )
    for i, state in listed_lines(texts, rules).items():
        states[i] = state
    if not KEPT & set(states):
        # A page of nothing but headlines, say: then only what a cue names goes.
        # A text on one line with its menu stays: there is no other.
        states = [
            "inline"
            if any(cue.kind not in KEPT for cue in cues) and not _TOLD_LINE.search(body)
            else "body"
            for body, (_, cues) in zip(texts, evidence, strict=True)
        ]
    cuts: list[_Cut] = []
    for line, body, state, (_, cues) in zip(lines, texts, states, evidence, strict=True):
        if state in KEPT:
            cuts += _span_cuts(line, body, rules)
        else:
            reason, rule_id = _reason(state, cues)
            cuts.append(_Cut(Span(line.span.start, ends[line.span]), reason, rule_id))
    return cuts


def _through_break(text: str, span: Span) -> int:
    end = span.end
    if text.startswith("\r\n", end):
        return end + 2
    return end + 1 if end < len(text) and text[end] in "\r\n" else end


def _evidence(
    texts: list[str], lines: list[Line], rules: CleaningRules, templates: frozenset[str]
) -> list[tuple[dict[State, float], list[Evidence]]]:
    """Per line the score of each state, and the cues that were found in it."""
    weights = rules.weights
    result = []
    found = [_cues(text, line, rules, templates) for text, line in zip(texts, lines, strict=True)]
    named = shapes(texts, lines, rules)
    if not any(
        names & TOLD and not _captions(cues) for names, cues in zip(named, found, strict=True)
    ):
        # A page of pictures: what stands below them is its news.
        found = [[cue for cue in cues if cue.kind != _CAPTION] for cues in found]
    added = placed(texts, found, named, rules)
    for i, (own, shaped) in enumerate(zip(found, named, strict=True)):
        names = shaped | {name for name, at in added.items() if i in at}
        scores: dict[State, float] = defaultdict(float)
        cues = [_as_furniture(cue) for cue in own] if "before_prose" in names else own
        for cue in cues:
            for state, weight in weights.kinds[cue.kind].items():
                scores[state] += cue.weight * weight
        for name in names:
            for state, weight in weights.shapes.get(name, {}).items():
                scores[state] += weight
        result.append((dict(scores), cues))
    return result


def _captions(cues: list[Evidence]) -> bool:
    return any(cue.kind == _CAPTION for cue in cues)


def _cues(text: str, line: Line, rules: CleaningRules, templates: frozenset[str]) -> list[Evidence]:
    """At most one cue of each kind, the heaviest: a menu of ten links is one evidence."""
    tags = " ".join(line.tags)
    found: dict[str, Evidence] = {}
    if templates and rules.templates and line_key(text) in templates:
        found[rules.templates.rule.kind] = rules.templates.rule
    for cue in (*rules.cues_in(text.strip()), *rules.cues_of(tags)):
        best = found.get(cue.kind)
        if best is None or best.weight < cue.weight:
            found[cue.kind] = cue
    return list(found.values())


def _as_furniture(cue: Evidence) -> Evidence:
    """Above the news a heading of links opens nothing that could go on through the news."""
    if cue.kind in {"section", "comments", "comment_count"}:
        return cue.model_copy(update={"kind": "furniture"})
    return cue


def _reason(state: State, cues: list[Evidence]) -> tuple[str, str]:
    against = [cue for cue in cues if cue.kind not in KEPT]
    own = [cue for cue in against if cue.kind == state] or against
    if own:
        cue = max(own, key=lambda c: c.weight)
        return cue.reason, cue.id
    return _POSITION[state]


def _span_cuts(line: Line, text: str, rules: CleaningRules) -> list[_Cut]:
    cuts: list[_Cut] = []
    for rule in rules.spans:
        for match in rule.pattern.finditer(text):
            group = "drop" if "drop" in rule.pattern.groupindex else 0
            start, end = match.span(group)
            if start < end:
                span = Span(line.span.start + start, line.span.start + end)
                cuts.append(_Cut(span, rule.rule.reason, rule.rule.id))
    cuts.sort()
    apart: list[_Cut] = []
    for cut in cuts:
        if not apart or cut.span.start >= apart[-1].span.end:
            apart.append(cut)
    return apart

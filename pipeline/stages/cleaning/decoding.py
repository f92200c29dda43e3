"""The most likely course of states through a page's lines, by dynamic programming.

Evidence about single lines is often weak: a headline in a list of links looks like a
subheading. What tells them apart is the order of things on a page, which the weights of
the steps between states express.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.cleaning.ruleschema import STATES, State, Weights

_NEVER = float("-inf")
_LINGER = -3.0  # for each line that stays in furniture between paragraphs without a cue
# These states begin on a line with a cue of one of these kinds, never by position alone.
_GATES: dict[State, frozenset[str]] = {
    "section": frozenset({"section"}),
    "comments": frozenset({"comments", "comment_count"}),
    "inline": frozenset({"inline", "caption", "furniture", "region_furniture", "comment_count"}),
}
# Furniture above and below the news looks the same; only what comes before differs.
_SAME_LINES: dict[State, State] = {"tail": "furniture"}


def decode(
    scores: Sequence[dict[State, float]], openings: Sequence[frozenset[str]], weights: Weights
) -> list[State]:
    """The best state of each line.

    ``scores`` are the lines' scores per state (missing means 0); ``openings`` the kinds of
    cues found in each line.
    """
    if not scores:
        return []
    steps = {
        state: [(before, weights.steps.get(before, {}).get(state, 0.0)) for before in STATES]
        for state in STATES
    }
    best = {
        state: weights.start.get(state, 0.0)
        + (_NEVER if _is_closed(state, openings[0]) else _emission(state, scores[0], openings[0]))
        for state in STATES
    }
    back: list[dict[State, State]] = []
    for line, opening in zip(scores[1:], openings[1:], strict=True):
        following: dict[State, float] = {}
        came: dict[State, State] = {}
        for state in STATES:
            origin, value = state, _NEVER
            closed = _is_closed(state, opening)
            for before, step in steps[state]:
                reached = best[before] + step
                if reached > value and (before == state or not closed):
                    origin, value = before, reached
            following[state] = value + _emission(state, line, opening)
            came[state] = origin
        back.append(came)
        best = following
    path = [max(STATES, key=lambda state: best[state])]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _is_closed(state: State, opening: frozenset[str]) -> bool:
    """Whether a state may only go on here: no cue of the line opens it."""
    return state in _GATES and not _GATES[state] & opening


def _emission(state: State, score: dict[State, float], opening: frozenset[str]) -> float:
    own = score.get(_SAME_LINES.get(state, state), 0.0)
    if state != "inline":
        return own
    linger = 0.0 if _GATES["inline"] & opening else _LINGER
    return max(own, score.get("furniture", 0.0)) + linger

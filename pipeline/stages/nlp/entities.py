"""The entities of a spaCy model, decided as its own decoder decides them, but much sooner.

GiNZA's recogniser asks 758 moves at every token, one token after the other, and takes half
of all the time. Yet outside an entity its state holds nothing but the token itself: one
matrix product answers for all tokens at once. Only inside an open entity is anything left
to decide step by step: to go on or to close.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Span

_BATCH = 128
# The two decoders must agree on these before a model is trusted to the faster one.
_TRIALS = (
    "日本とフィリピンは６日、マニラで外務・防衛閣僚会合「２プラス２」を開き、署名した。",
    "岩屋毅外相は2025年3月7日、東京都内の飯倉公館で英国のラミー外相と会談した。",
    "　海上自衛隊の護衛艦「いせ」はＮＡＴＯの演習に参加。\n\n次は未定だ。米海軍も約３００人を派遣",
    "ASEAN",
)


def decode_faster(nlp: Any) -> bool:
    """Put an :class:`EntityDecoder` in the place of the pipeline's recogniser.

    Leaves the pipeline as it is, and returns False, when that is of an unknown build or
    when the two disagree on any trial text.
    """
    if "ner" not in nlp.pipe_names:
        return False
    try:
        decoder = EntityDecoder(nlp.get_pipe("ner"))
    except UnsupportedModelError:
        return False
    for doc in nlp.pipe(_TRIALS):
        [found] = decoder.decide([doc])
        if found != [(e.start, e.end, e.label_) for e in doc.ents]:
            return False
    Language.component("renkei_entities", func=decoder)
    nlp.add_pipe("renkei_entities", after="ner")
    nlp.disable_pipe("ner")
    return True


class UnsupportedModelError(Exception):
    """A recogniser built in another way than the one this decoder knows."""


class Found(NamedTuple):
    """An entity: its first token, the token after its last, its label."""

    start: int
    end: int
    label: str


class EntityDecoder:
    """A pipeline component with the recogniser's weights, to stand in its place.

    Needs ``doc.tensor`` and sentence starts: tok2vec and parser run before it. Raises
    :class:`UnsupportedModelError` for a recogniser it does not know.
    """

    def __init__(self, ner: Any) -> None:
        try:
            self._read_weights(ner.model)
        except (AttributeError, KeyError, ValueError) as error:
            raise UnsupportedModelError(str(error)) from error
        moves = [ner.moves.get_class_name(i) for i in range(ner.moves.n_moves)]
        self._going_on = {m[2:]: i for i, m in enumerate(moves) if m.startswith("I-")}
        self._closing = {m[2:]: i for i, m in enumerate(moves) if m.startswith("L-")}
        # What can be done while no entity is open, in the order of the moves: on a tie
        # the first one wins.
        outer = [i for i, m in enumerate(moves) if m == "O" or (m[0] in "BU" and m[2:])]
        self._outer = [moves[i] for i in outer]
        self._outer_weights = self._upper[outer].T
        self._outer_bias = self._upper_bias[outer]
        self._begins = np.array([m[0] == "B" for m in self._outer])
        self._units = np.array([m[0] == "U" for m in self._outer])

    def _read_weights(self, model: Any) -> None:
        tok2vec = model.get_ref("tok2vec")
        [project] = [layer for layer in tok2vec.walk() if layer.name == "linear"]
        if not any(layer.name == "tok2vec-listener" for layer in tok2vec.walk()):
            raise UnsupportedModelError("the recogniser has vectors of its own")
        if model.attrs["unseen_classes"]:
            raise UnsupportedModelError("the recogniser has labels it never learnt")
        self._project, self._project_bias = project.get_param("W").T, project.get_param("b")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        slots, self._width, self._pieces, _ = weights.shape
        if slots != 3:
            raise UnsupportedModelError(f"the recogniser looks at {slots} tokens, not 3")
        self._lower = weights.reshape(slots * self._width * self._pieces, -1).T
        self._padding = lower.get_param("pad").reshape(slots, -1)
        self._lower_bias = lower.get_param("b").reshape(-1)
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")

    def __call__(self, doc: Any) -> Any:
        """Set the entities of one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Any], batch_size: int = _BATCH) -> Iterator[Any]:
        """Set the entities of documents, many at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            for doc, found in zip(batch, self.decide(batch), strict=True):
                doc.set_ents([Span(doc, *entity) for entity in found])
            yield from batch

    def decide(self, docs: list[Any]) -> list[list[Found]]:
        """The entities of each document."""
        if not any(len(doc) for doc in docs):
            return [[] for _ in docs]
        vectors = np.concatenate([doc.tensor for doc in docs if len(doc)])
        # What each token contributes to the state when it is the current token, the first
        # of the open entity, or the last before the current.
        contributions = (vectors @ self._project + self._project_bias) @ self._lower
        contributions = contributions.reshape(len(vectors), 3, -1)
        blocked = np.concatenate([_before_an_end(doc) for doc in docs])
        best = self._outer_moves(contributions, blocked, docs)
        found, at = [], 0
        for doc in docs:
            here = slice(at, at + len(doc))
            found.append(self._walk(best[here], contributions[here], blocked[here].tolist()))
            at += len(doc)
        return found

    def _outer_moves(self, contributions: Any, blocked: Any, docs: list[Any]) -> Any:
        """For each token the best move while no entity is open, as an index into them."""
        state = contributions[:, 0] + (self._padding[1] + self._padding[2] + self._lower_bias)
        scores = self._hidden(state) @ self._outer_weights + self._outer_bias
        space = np.concatenate([doc.to_array(IS_SPACE) for doc in docs]).astype(bool)
        scores[np.ix_(blocked | space, self._begins)] = -np.inf
        scores[np.ix_(space, self._units)] = -np.inf
        return scores.argmax(1)

    def _walk(self, best: Any, contributions: Any, blocked: list[bool]) -> list[Found]:
        """The entities of a document from its tokens' outer moves."""
        found: list[Found] = []
        reached = 0
        outside = self._outer.index("O")
        for start in np.flatnonzero(best != outside).tolist():
            if start < reached:
                continue
            move, label = self._outer[best[start]][0], self._outer[best[start]][2:]
            reached = start + 1
            if move == "B":
                while not blocked[reached] and self._goes_on(contributions, start, reached, label):
                    reached += 1
                reached += 1
            found.append(Found(start, reached, label))
        return found

    def _goes_on(self, contributions: Any, start: int, current: int, label: str) -> bool:
        """Whether the entity open since ``start`` holds more than the ``current`` token."""
        state = (
            contributions[current, 0]
            + contributions[start, 1]
            + contributions[current - 1, 2]
            + self._lower_bias
        )
        hidden = self._hidden(state)
        more, close = self._going_on[label], self._closing[label]
        gain = hidden @ self._upper[more] + self._upper_bias[more]
        loss = hidden @ self._upper[close] + self._upper_bias[close]
        return bool(gain > loss or (gain == loss and more < close))

    def _hidden(self, state: Any) -> Any:
        return state.reshape(*state.shape[:-1], self._width, self._pieces).max(-1)


def _before_an_end(doc: Any) -> Any:
    """True for the last token of each sentence: no entity goes on after it."""
    last = np.zeros(len(doc), bool)
    if len(doc):
        last[:-1] = (doc.to_array(SENT_START) == 1)[1:]
        last[-1] = True
    return last

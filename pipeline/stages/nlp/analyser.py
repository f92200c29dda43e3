"""The language model at work: the only module that loads spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pipeline.errors import InputError
from pipeline.model import Annotation, Entity, Sentence, Span, Token
from pipeline.rulefiles import deferred
from pipeline.stages.nlp.identity import DEFAULT_MODEL, model_identity
from pipeline.stages.nlp.sentences import split_sentences

_SURROGATE = deferred(r"[\ud800-\udfff]")
# Sentences analysed at a time; bounds memory, has no influence on the result.
_BATCH = 64


class Analyser:
    """A loaded spaCy pipeline. ``identity`` tells which, down to the dictionary's version."""

    def __init__(self, nlp: Any, identity: str) -> None:
        self.nlp = nlp
        self.identity = identity

    def annotate(self, texts: Sequence[str]) -> list[Annotation]:
        """What the model says of each text, whatever stands beside it in the sequence.

        Every sentence is analysed by itself; offsets count in its text. A token's
        ``head`` is an index into the sentence's tokens, its own when it is a root.
        """
        sentences = [split_sentences(text) for text in texts]
        pieces = (
            text[span.start : span.end]
            for text, spans in zip(texts, sentences, strict=True)
            for span in spans
        )
        analysed = self._analyse(pieces)
        result = []
        for spans in sentences:
            found = list(zip(spans, islice(analysed, len(spans)), strict=True))
            result.append(
                Annotation(
                    tuple(Sentence(span, _shift_tokens(ts, span.start)) for span, (ts, _) in found),
                    tuple(e for span, (_, es) in found for e in _shift_entities(es, span.start)),
                )
            )
        return result

    def _analyse(self, pieces: Iterator[str]) -> Iterator[tuple[list[Token], list[Entity]]]:
        """Tokens and entities of each piece, counted from the piece's own start."""
        while batch := list(islice(pieces, _BATCH)):
            # A lone surrogate cannot be encoded; any other symbol of one character will do.
            clean = [_SURROGATE.sub("�", piece) for piece in batch]
            # Words of one batch are forgotten with it, so a long run does not grow.
            with self.nlp.memory_zone():
                found = [
                    (_tokens(doc, piece), _entities(doc, piece))
                    for doc, piece in zip(self.nlp.pipe(clean), batch, strict=True)
                ]
            yield from found


def load_analyser(name: str = DEFAULT_MODEL) -> Analyser:
    """Load a spaCy pipeline: an installed package, or a folder. Takes seconds.

    Raises :class:`InputError` when there is none of that name or it does not load.

    >>> load_analyser().annotate(["日英が会談した。"])[0].entities  # doctest: +SKIP
    """
    identity = model_identity(name)
    import spacy  # noqa: PLC0415  # takes a second: only who annotates pays for it

    try:
        nlp = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise InputError(f"--model {name}", f"does not load: {error}") from error
    from pipeline.stages.nlp.entities import decode_faster  # noqa: PLC0415

    decode_faster(nlp)
    _multiply_faster(nlp)
    return Analyser(nlp, identity)


def _multiply_faster(nlp: Any) -> None:
    """Let numpy multiply matrices: twice as fast here as the library that comes with spaCy."""
    from thinc.api import NumpyOps  # noqa: PLC0415

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            if isinstance(layer.ops, NumpyOps):
                layer.ops = ops


def _tokens(doc: Any, text: str) -> list[Token]:
    starts = doc.user_data.get("bunsetu_bi_labels")
    bunsetsu = -1
    tokens = []
    for token in doc:
        # Without GiNZA's bunsetsu every token is a phrase of its own.
        if starts is None or starts[token.i] == "B" or token.is_sent_start or bunsetsu < 0:
            bunsetsu += 1
        start = token.idx
        end = start + len(token.text)
        tokens.append(
            Token(
                span=Span(start, end),
                text=text[start:end],
                lemma=token.lemma_,
                pos=token.pos_,
                tag=token.tag_,
                inflection=",".join(token.morph.get("Inflection", [])),
                dep=token.dep_,
                head=token.head.i,
                bunsetsu=bunsetsu,
            )
        )
    return tokens


def _entities(doc: Any, text: str) -> list[Entity]:
    return [
        Entity(Span(e.start_char, e.end_char), text[e.start_char : e.end_char], e.label_)
        for e in doc.ents
    ]


def _shift_tokens(tokens: list[Token], by: int) -> tuple[Token, ...]:
    return tuple(
        Token(
            Span(t.span.start + by, t.span.end + by),
            t.text,
            t.lemma,
            t.pos,
            t.tag,
            t.inflection,
            t.dep,
            t.head,
            t.bunsetsu,
        )
        for t in tokens
    )


def _shift_entities(entities: list[Entity], by: int) -> list[Entity]:
    return [Entity(Span(e.span.start + by, e.span.end + by), e.text, e.label) for e in entities]

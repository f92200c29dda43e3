"""What is read of a text before events: tokens, entities, dates, mentions of actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model.spans import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One token of GiNZA (record text offsets; ``head`` indexes the sentence's tokens).

    ``bunsetsu`` numbers the phrase that the token belongs to, from 0 in each sentence.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    inflection: str
    dep: str
    head: int
    bunsetsu: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a record with its tokens (record text offsets)."""

    span: Span
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity as the language model reports it (record text offsets)."""

    span: Span
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the language model says of one record; kept apart from every rule result."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


TimexType = Literal["DATE", "RANGE", "DURATION", "SET", "VAGUE"]


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression and its value (offsets into the text it was found in).

    ``start``/``end`` are inclusive ISO 8601 days, with ``THH:MM`` when the text tells the
    time; None where unknown, open, or not a date. ``anchor`` is the ISO day that missing
    parts were taken from, ``anchor_source`` says what that day is (``published``,
    ``item``, ``context``), both empty for a date that stands by itself. ``steps`` tells
    how the value came about, for people.
    """

    span: Span
    text: str
    type: TimexType
    start: str | None = None
    end: str | None = None
    precision: str = "none"
    edtf: str | None = None
    relation: str | None = None
    calendar: str | None = None
    anchor: str | None = None
    anchor_source: str = ""
    rule_id: str = ""
    flags: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names someone or something (record text offsets).

    ``kind`` says what is named: ``country``, ``organisation``, ``force``, ``ministry``,
    ``office``, ``person``, ``ship``, ``place``, ``demonym`` … ``codes`` are the
    participants it stands for, in order of the text (日米韓 has three). ``origin`` is
    ``rule`` for the lexicon, ``ginza`` for the model. ``basis`` says where the codes come
    from: ``named`` in the text, ``holder`` of the office on that day, ``former`` (the person
    is known, the office or the day does not fit), ``memory`` (the same person, coded
    elsewhere in the text), ``default`` (外相 alone is taken for Japan's); empty without codes.
    ``posted`` are the codes of where someone serves (駐ガーナ大使: GHA).
    """

    span: Span
    text: str
    label: str
    origin: Literal["rule", "ginza"]
    kind: str = ""
    codes: tuple[str, ...] = ()
    canonical: str | None = None
    person: str | None = None
    office: str | None = None
    entry_id: str = ""
    basis: str = ""
    posted: tuple[str, ...] = ()

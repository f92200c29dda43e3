"""Text to temporal expressions: matching, joining and resolving, in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Span, Timex, TimexType
from pipeline.stages.dates.folding import fold
from pipeline.stages.dates.joining import Phrase, join_atoms
from pipeline.stages.dates.matching import find_atoms, match_at
from pipeline.stages.dates.phrases import PhraseReader, tells_month, tells_year
from pipeline.stages.dates.rules import DateRules
from pipeline.stages.dates.scene import Antecedent, Reading, Scene
from pipeline.stages.dates.values import UnreadableError, Value

_UNDATED: dict[str, TimexType] = {"duration": "DURATION", "recurrence": "SET", "vague": "VAGUE"}


def find_dates(
    text: str, anchor: date | None, rules: DateRules, *, anchor_source: str = ""
) -> tuple[Timex, ...]:
    """All temporal expressions of ``text``, in order, none overlapping another.

    Spans are offsets into ``text``. ``anchor`` is the day that relative expressions count
    from, None when the record has none: they then stay without a value and are flagged
    ``date_unresolved``. ``anchor_source`` tells what day that is (``published``, ``item``).

    An expression that carries its own year has ``calendar`` ``wareki`` or ``gregorian``;
    where the year, or more, is taken from elsewhere it is ``relative``, and ``anchor``
    and ``anchor_source`` tell from where (``context``: a date before it in the text).

    Raises ``PatternTimeout`` when a pattern of the rules does not come to an end.

    >>> find_dates("11月3日から12月5日にかけて", date(2025, 10, 15), rules)[0].edtf
    '2025-11-03/2025-12-05'
    """
    folded = fold(text)
    scene = Scene(folded.plain, anchor, anchor_source, rules.tense, rules.eras)
    phrases = join_atoms(find_atoms(folded, rules), folded, rules)
    return tuple(_timex(text, phrase, scene, rules) for phrase in phrases)


def _timex(text: str, phrase: Phrase, scene: Scene, rules: DateRules) -> Timex:
    """The phrase with its value, noted for the expressions after it."""
    span = Span(phrase.start, phrase.end)
    first = phrase.parts[0]
    found = Timex(
        span,
        text[span.start : span.end],
        _UNDATED.get(first.rule.resolve, "DATE"),
        relation=_relation(phrase, scene, rules),
        rule_id=phrase.join.id if phrase.join else first.rule.id,
    )
    if first.rule.resolve in _UNDATED:
        return found
    reader = PhraseReader(phrase, scene)
    try:
        told = reader.read()
    except UnreadableError as error:
        readings = reader.readings
        if phrase.join is not None:
            found = replace(found, type="SET" if phrase.join.join == "list" else "RANGE")
        return replace(
            found,
            calendar=_calendar(readings),
            flags=(*_flags(readings), error.flag),
            steps=(*_parts(text, phrase), *_steps(readings), error.step),
        )
    readings = reader.readings
    _remember(scene, phrase, told.value, readings, bounded=found.relation is not None)
    source = next((reading for reading in readings if reading.anchor is not None), None)
    return replace(
        found,
        type=told.type,
        start=told.start,
        end=told.end,
        precision=told.precision,
        edtf=told.edtf,
        calendar=_calendar(readings),
        anchor=str(source.anchor) if source else None,
        anchor_source=source.anchor_source if source else "",
        flags=_flags(readings),
        steps=(*_parts(text, phrase), *_steps(readings)),
    )


def _relation(phrase: Phrase, scene: Scene, rules: DateRules) -> str | None:
    if any("within" in atom.fields for atom in phrase.parts):
        return "within"
    if phrase.join is not None and phrase.join.join != "list":
        # Both ends are told: から and まで say nothing more.
        return None
    for bound in rules.bounds:
        if match_at(bound.pattern, scene.text, phrase.end, bound.rule.id) is not None:
            return bound.rule.relation
    return None


def _remember(
    scene: Scene, phrase: Phrase, value: Value, readings: list[Reading], *, bounded: bool
) -> None:
    taken = [reading.taken for reading in readings if reading.taken is not None]
    scene.past.append(
        Antecedent(
            value,
            phrase.end,
            own_year=tells_year(phrase.parts) or any(before.own_year for before in taken),
            own_month=tells_month(phrase.parts) or any(before.own_month for before in taken),
            bounded=bounded,
        )
    )


def _parts(text: str, phrase: Phrase) -> list[str]:
    """Which rule reads which part of a joined phrase."""
    if phrase.join is None:
        return []
    return [f"{text[atom.start : atom.end]} by {atom.rule.id}" for atom in phrase.parts]


def _calendar(readings: list[Reading]) -> str:
    return next((r.calendar for r in readings if r.calendar != "relative"), "relative")


def _flags(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flag for reading in readings for flag in reading.flags))


def _steps(readings: list[Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(step for reading in readings for step in reading.steps))

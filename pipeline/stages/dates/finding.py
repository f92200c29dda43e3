"""Text to temporal expressions: matching, joining and resolving, in one pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.model import Span, Timex, TimexType
from pipeline.stages.dates.folding import fold
from pipeline.stages.dates.joining import Phrase, join_atoms
from pipeline.stages.dates.matching import find_atoms
from pipeline.stages.dates.phrases import PhraseReader, tells_month, tells_year
from pipeline.stages.dates.rules import DateRules
from pipeline.stages.dates.scene import Antecedent, Reading, Scene
from pipeline.stages.dates.values import UnreadableError, Value

_UNDATED: dict[str, TimexType] = {"duration": "DURATION", "recurrence": "SET", "vague": "VAGUE"}
_TYPES: dict[str, TimexType] = {
    "range": "RANGE",
    "list": "SET",
    "end_and_length": "RANGE",
    "start_and_length": "RANGE",
}


def find_dates(
    text: str, anchor: date | None, rules: DateRules, *, anchor_source: str = "", above: str = ""
) -> tuple[Timex, ...]:
    """All temporal expressions of ``text``, in order, none overlapping another.

    Spans are offsets into ``text``. ``anchor`` is the day that relative expressions count
    from, None when the record has none: they then stay without a value and are flagged
    ``date_unresolved``. ``anchor_source`` tells what day that is (``published``, ``item``).
    ``above`` are lines that stand over the text, whose dates may tell its year.

    An expression that carries its own year has ``calendar`` ``wareki`` or ``gregorian``;
    where the year, or more, is taken from elsewhere it is ``relative``, and ``anchor``
    and ``anchor_source`` tell from where (``context``: a date before it in the text).

    Raises ``PatternTimeout`` when a pattern of the rules does not come to an end.

    >>> find_dates("11月3日から12月5日にかけて", date(2025, 10, 15), rules)[0].edtf
    '2025-11-03/2025-12-05'
    """
    if above:
        return _below(f"{above}\n", text, anchor, rules, anchor_source)
    folded = fold(text)
    scene = Scene(folded.plain, anchor, anchor_source, rules.tense, rules.eras)
    phrases = join_atoms(find_atoms(folded, rules), folded, rules)
    return tuple(_timex(text, phrase, scene, rules) for phrase in phrases)


def _below(
    above: str, text: str, anchor: date | None, rules: DateRules, source: str
) -> tuple[Timex, ...]:
    """The dates of a text that stands under other lines."""
    by = len(above)
    found = find_dates(above + text, anchor, rules, anchor_source=source)
    return tuple(
        replace(t, span=Span(t.span.start - by, t.span.end - by))
        for t in found
        if t.span.start >= by
    )


def _timex(text: str, phrase: Phrase, scene: Scene, rules: DateRules) -> Timex:
    """The phrase with its value, noted for the expressions after it."""
    first, join = phrase.parts[0].rule, phrase.join
    span = Span(phrase.start, phrase.end)
    written = text[span.start : span.end]
    relation = _relation(phrase, scene, rules)
    rule_id = join.id if join else first.id
    if first.resolve in _UNDATED:
        kind = _UNDATED[first.resolve]
        return Timex(span, written, kind, relation=relation, rule_id=rule_id)
    reader = PhraseReader(phrase, scene)
    try:
        told = reader.read()
    except UnreadableError as error:
        return Timex(
            span,
            written,
            _TYPES[join.join] if join else "DATE",
            relation=relation,
            calendar=_calendar(reader.readings),
            rule_id=rule_id,
            flags=(*_flags(reader.readings), error.flag),
            steps=(*_parts(text, phrase), *_steps(reader.readings), error.step),
        )
    readings = reader.readings
    _remember(scene, phrase, told.value, readings, bounded=relation is not None)
    source = next((reading for reading in readings if reading.anchor is not None), None)
    return Timex(
        span,
        written,
        told.type,
        told.start,
        told.end,
        told.precision,
        told.edtf,
        relation,
        _calendar(readings),
        str(source.anchor) if source else None,
        source.anchor_source if source else "",
        rule_id,
        _flags(readings),
        (*_parts(text, phrase), *_steps(readings)),
    )


def _relation(phrase: Phrase, scene: Scene, rules: DateRules) -> str | None:
    if any("within" in atom.fields for atom in phrase.parts):
        return "within"
    if phrase.join is not None and phrase.join.join != "list":
        # Both ends are told: から and まで say nothing more.
        return None
    if rules.any_bound.match(scene.text, phrase.end) is None:
        return None
    for bound in rules.bounds:
        if bound.pattern.match(scene.text, phrase.end) is not None:
            return bound.rule.relation
    return None


def _remember(
    scene: Scene, phrase: Phrase, value: Value, readings: list[Reading], *, bounded: bool
) -> None:
    taken = [reading.taken for reading in readings if reading.taken is not None]
    year, month = tells_year(phrase.parts), tells_month(phrase.parts)
    scene.past.append(
        Antecedent(
            value,
            phrase.start,
            phrase.end,
            own_year=year or any(before.own_year for before in taken),
            own_month=month or any(before.own_month for before in taken),
            bounded=bounded,
            wrote_year=year,
            wrote_month=month,
            aside=scene.is_aside(phrase.start, phrase.end),
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

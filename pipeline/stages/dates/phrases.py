"""Phrases to values: single dates, ranges, lists, and days with a length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.stages.dates.edtf import edtf, interval, range_edtf, set_edtf
from pipeline.stages.dates.joining import Phrase
from pipeline.stages.dates.matching import Atom
from pipeline.stages.dates.resolving import resolve
from pipeline.stages.dates.scene import Reading, Scene
from pipeline.stages.dates.values import UnreadableError, Value, add_days, add_units

_YEAR_FIELDS = ("era", "year", "short_year", "year_word", "year_same", "decade")
_MONTH_FIELDS = ("month", "month_word", "month_same", "named_day")
_YEARLESS = frozenset({"month", "named_day", "season", "part_of_year"})
_BARE_YEAR = frozenset({"era", "era_year", "year", "short_year", "bracket_year"})
# With one of these the second end of a range counts from the first (9月11日から同月14日).
_COUNTED_ON = frozenset({"year_same", "month_same", "day_same", "week_same"})
# With one of these an expression needs nothing from the other end of its range.
_COMPLETE = frozenset(
    (*_YEAR_FIELDS, "month_word", "month_same", "day_word", "day_same", "near", "week_word")
).union(("week_same", "direction"))


@dataclass(frozen=True, slots=True)
class Told:
    """The value of a phrase: inclusive ISO ends, and the interval for later expressions."""

    type: Literal["DATE", "RANGE", "SET"]
    start: str
    end: str
    precision: str
    edtf: str
    value: Value


class PhraseReader:
    """Works out one phrase; ``readings`` notes what each part took from where."""

    def __init__(self, phrase: Phrase, scene: Scene) -> None:
        self.phrase = phrase
        self.scene = scene
        self.readings: list[Reading] = []

    def read(self) -> Told:
        """The value. Raises :class:`UnreadableError` when there is none."""
        parts, join = self.phrase.parts, self.phrase.join
        if join is None:
            return _single(self._value(parts[0]))
        if join.join == "range":
            return self._range(*parts)
        if join.join == "list":
            return self._list(parts)
        return self._length(parts[0], parts[1], backwards=join.join == "end_and_length")

    def _value(self, atom: Atom, base: Value | None = None, until: Value | None = None) -> Value:
        fields = dict(atom.fields)
        if atom.rule.approximate:
            fields["approximate"] = "yes"
        reading = Reading(
            self.scene, fields, atom.start, self.phrase.end, atom.rule.lean, base, until
        )
        self.readings.append(reading)
        return resolve(reading, atom.rule.resolve)

    def _range(self, first: Atom, last: Atom) -> Told:
        _share_fiscal(first, last)
        if _rank(last) < _rank(first) and not _counts_on(last):
            closing = self._value(last)
            opening = self._value(first, until=closing)
            self.readings.reverse()
        else:
            opening = self._value(first)
            closing = self._value(last, base=opening)
        if (closing.end, closing.clock) < (opening.start, opening.clock if closing.clock else ""):
            raise UnreadableError("range_reversed", "the second date lies before the first")
        return Told(
            "RANGE",
            _iso(opening.start, opening.clock),
            _iso(closing.end, closing.clock),
            closing.precision,
            range_edtf(opening, closing),
            Value(opening.start, closing.end, closing.precision),
        )

    def _list(self, atoms: Sequence[Atom]) -> Told:
        _share_fiscal(atoms[0], atoms[-1])
        values = [self._value(atoms[0])]
        for atom in atoms[1:]:
            values.append(self._value(atom, base=values[-1]))
        start, end = values[0].start, values[-1].end
        return Told(
            "SET",
            _iso(start),
            _iso(end),
            values[-1].precision,
            set_edtf(values),
            Value(start, end, values[-1].precision),
        )

    def _length(self, day: Atom, length: Atom, *, backwards: bool) -> Told:
        at = self._value(day)
        count, unit = int(length.fields["count"]), str(length.fields["unit"])
        if count < 1:
            raise UnreadableError("impossible_date", "a length of nothing")
        start, end = at.start, at.end
        if backwards:
            start = add_units(add_days(end, 1), -count, unit)
        else:
            end = add_days(add_units(start, count, unit), -1)
        self.readings[-1].steps.append(f"{count} {unit}s: {start} to {end}")
        value = Value(start, end, at.precision)
        return Told("RANGE", _iso(start), _iso(end), at.precision, interval(start, end), value)


def _share_fiscal(first: Atom, last: Atom) -> None:
    """2024~25年度: the word that makes years fiscal stands once, at the end."""
    if "fiscal" in last.fields and first.fields.keys() <= _BARE_YEAR:
        first.fields["fiscal"] = last.fields["fiscal"]


def _single(value: Value) -> Told:
    return Told(
        "DATE",
        _iso(value.start, value.clock),
        _iso(value.end, value.clock),
        value.precision,
        edtf(value),
        value,
    )


def _iso(day: date, clock: str = "") -> str:
    return f"{day}T{clock}" if clock else str(day)


def _rank(atom: Atom) -> int:
    """How much an expression leaves open: 0 nothing, 1 the year, 2 the month, 3 the day."""
    if not _COMPLETE.isdisjoint(atom.fields):
        return 0
    if not _YEARLESS.isdisjoint(atom.fields):
        return 1
    return 2 if atom.names_day or "part_of_month" in atom.fields else 3


def _counts_on(atom: Atom) -> bool:
    """Whether an expression takes its place from the date before it (同月14日, 翌4日)."""
    return not _COUNTED_ON.isdisjoint(atom.fields) or atom.fields.get("near") in {"same", "next"}


def tells_year(atoms: Sequence[Atom]) -> bool:
    """True when a year is written or counted in any of the atoms."""
    return any(name in atom.fields for atom in atoms for name in _YEAR_FIELDS)


def tells_month(atoms: Sequence[Atom]) -> bool:
    """True when a month is written or counted in any of the atoms."""
    return any(name in atom.fields for atom in atoms for name in _MONTH_FIELDS)

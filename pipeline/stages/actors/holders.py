"""Office holders with the days they held office.

A line of the table reads ``2024-10-01/2025-10-21 岩屋 毅、…``: the interval (ISO days,
months or years; either side may be empty), the name with its surname set off by a space
(or its parts joined by ``・``), and other ways to write it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in an office: ``first``/``last`` are ISO days, months or years, or empty."""

    name: str
    code: str
    office: str
    first: str
    last: str
    full: tuple[str, ...]
    short: tuple[str, ...]

    def serves(self, day: str) -> bool:
        """True when ``day`` (ISO) falls into the term; an open side has no bound."""
        return (not self.first or self.first <= day) and (not self.last or day <= self.last + "~")

    def distance(self, day: str) -> int:
        """Days between ``day`` and the term, 0 inside it; a ranking, not a calendar."""
        if self.serves(day):
            return 0
        edge = self.first if self.first and day < self.first else self.last
        return abs(_ordinal(day) - _ordinal(edge))


# 中谷大臣, オースティン長官: words for an office that leave open which one it is.
_GENERIC = frozenset({"minister", "leader", "official"})


def _ordinal(text: str) -> int:
    parts = [int(part) for part in text.split("-")] + [1, 1]
    return date(parts[0], parts[1], parts[2]).toordinal()


def parse_holder(line: str, code: str, office: str) -> Holder:
    """One line of the table. Raises ``ValueError`` when it is not of that form.

    >>> parse_holder("2024-10-01/2025-10-21 岩屋 毅", "JPN", "foreign_minister").short
    ('岩屋',)
    """
    interval, _, names = line.partition(" ")
    first, slash, last = interval.partition("/")
    if not slash or not names.strip():
        raise ValueError(f"'{line}' is not 'from/to name'")
    for bound in (first, last):
        if bound:
            _ordinal(bound)
    full: list[str] = []
    short: list[str] = []
    for raw in names.split("、"):
        form = raw.strip()
        if " " in form:
            surname, given = form.split(" ", 1)
            full.append(surname + given)
            short.append(surname)
        elif "・" in form:
            full.append(form)
            short.append(form.rsplit("・", 1)[1])
        else:
            short.append(form)
    name = full[0] if full else short[0]
    return Holder(name, code, office, first, last, tuple(full), tuple(dict.fromkeys(short)))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a name is taken for: the holder, and whether the office fits the day.

    ``basis`` is ``holder`` (held that office on that day), ``former`` (another time or
    another office of the same person).
    """

    holder: Holder
    basis: str


def resolve(
    candidates: Iterable[Holder],
    office: str | None,
    day: date | None,
    codes: tuple[str, ...] = (),
) -> Resolution | None:
    """The holder meant by a name, or None when the table leaves it open.

    ``office`` is the office the text gives the person, ``codes`` the country it names.
    Candidates of several countries are told apart by office and day; where both leave
    more than one country, nothing is resolved.
    """
    iso = day.isoformat() if day else ""
    if office in _GENERIC:
        office = None
    held = [h for h in candidates if not codes or h.code in codes]
    if not held:
        return None
    fitting = [h for h in held if office is None or h.office == office]
    serving = [h for h in fitting if iso and h.serves(iso)]
    for group, basis in ((serving, "holder"), (fitting, "former"), (held, "former")):
        if not group:
            continue
        if iso:
            nearest = min(h.distance(iso) for h in group)
            close = [h for h in group if h.distance(iso) == nearest]
        else:
            close = group
        if len({h.code for h in close}) == 1:
            return Resolution(close[0], basis if iso or group is held else "holder")
        return None
    return None

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


# How far from a term a surname without an office may still mean its holder.
MAX_DAYS = 10 * 365
# A bare surname that Japan's holders share (林外相) is Japan's where no country is named.
HOME = "JPN"


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
    offices: frozenset[str] | None,
    day: date | None,
    codes: tuple[str, ...] = (),
    *,
    in_full: bool = True,
) -> Resolution | None:
    """The holder meant by a name, or None when the table leaves it open.

    ``offices`` are those the text may mean (None: it gives the person none), ``codes`` the
    countries it names, ``in_full`` tells a full name from a mere surname, which must fit
    better. Candidates of several countries are told apart by office and day; where both
    leave more than one country, nothing is resolved.
    """
    iso = day.isoformat() if day else ""
    held = [h for h in candidates if not codes or h.code in codes]
    fitting = [h for h in held if offices is None or h.office in offices]
    pool = fitting or (held if in_full else [])
    if not in_full and not codes:
        pool = [h for h in pool if h.code == HOME] or pool
    chosen = _nearest(pool, iso, anyhow=in_full or (offices is not None and bool(fitting)))
    if not chosen or len({h.code for h in chosen}) > 1:
        return None
    serving = bool(fitting) and (not iso or any(h.serves(iso) for h in chosen))
    return Resolution(chosen[0], "holder" if serving else "former")


def _nearest(holders: list[Holder], iso: str, *, anyhow: bool) -> list[Holder]:
    """Those whose term is nearest to the day; a mere surname is not stretched over decades."""
    if not iso or not holders:
        return holders
    nearest = min(h.distance(iso) for h in holders)
    if nearest > MAX_DAYS and not anyhow:
        return []
    return [h for h in holders if h.distance(iso) == nearest]

"""The eras of the Japanese calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# Japan counted lunar months until the end of 1872: months and days before this first day
# of the Gregorian calendar cannot be read or written by counting.
GREGORIAN_FROM = date(1873, 1, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its name and its first and last day (None: it goes on)."""

    name: str
    start: date
    end: date | None = None

    def year(self, number: int) -> int:
        """The Gregorian year of the era's year ``number``."""
        return self.start.year + number - 1

    def overlaps(self, start: date, end: date) -> bool:
        """True when a day of the interval belongs to the era."""
        return end >= self.start and (self.end is None or start <= self.end)


MODERN_ERAS = (
    Era("明治", date(1868, 1, 25), date(1912, 7, 29)),
    Era("大正", date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", date(2019, 5, 1)),
)


def era_of(day: date, eras: Sequence[Era] = MODERN_ERAS) -> Era | None:
    """The era that ``day`` belongs to, None before the first."""
    return next((era for era in reversed(eras) if era.start <= day), None)

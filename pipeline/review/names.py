"""Names of countries and organisations: to show codes, and to find them by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Name(NamedTuple):
    """A code with its names; ``kind`` is ``country`` or ``organisation``."""

    code: str
    ja: str
    en: str
    kind: str


@dataclass(slots=True)
class Names:
    """All codes that can take part in an event, by code."""

    entries: dict[str, Name] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Name]) -> Names:
        """Names from entries; the first of each code counts."""
        names = cls()
        for entry in entries:
            names.entries.setdefault(entry.code, entry)
        return names

    def ja(self, code: str) -> str:
        """The Japanese name, else the code itself."""
        entry = self.entries.get(code)
        return (entry.ja or entry.en or code) if entry else code

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def search(self, text: str, limit: int = 12) -> list[Name]:
        """Entries whose code, Japanese or English name begins with, else holds, the text.

        >>> Names.of([Name("FRA", "フランス", "France", "country")]).search("ふらんす")[0].code
        'FRA'
        """
        wanted = _folded(text)
        if not wanted:
            return []
        ranked: list[tuple[int, str, Name]] = []
        for entry in self.entries.values():
            forms = [_folded(form) for form in (entry.code, entry.ja, entry.en)]
            if wanted in forms:
                rank = 0
            elif any(form.startswith(wanted) for form in forms):
                rank = 1
            elif any(wanted in form for form in forms):
                rank = 2
            else:
                continue
            ranked.append((rank, entry.code, entry))
        return [entry for _, _, entry in sorted(ranked)[:limit]]


def _folded(text: str) -> str:
    """Width, case and kana made alike: what people type before they convert it."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return "".join(chr(ord(c) + 96) if "ぁ" <= c <= "ゖ" else c for c in folded)

"""The project's date rules, and the table of cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pipeline.stages.dates import DateRules, load_date_rules

CASES = Path(__file__).with_name("cases.tsv")


@dataclass(frozen=True)
class Case:
    """A line of the table; ``start`` and ``end`` are where the expression stands."""

    line: int
    family: str
    anchor: date | None
    text: str
    start: int
    end: int
    value: str
    note: str

    @property
    def expression(self) -> str:
        return self.text[self.start : self.end]


def read_cases() -> Iterator[Case]:
    family = ""
    for number, line in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            family = line[3:]
        elif line and not line.startswith("#"):
            anchor, text, value, *note = line.split("\t")
            start, end = text.find("["), text.find("]") - 1
            yield Case(
                number,
                family,
                None if anchor == "-" else date.fromisoformat(anchor),
                text.replace("[", "", 1).replace("]", "", 1) if start >= 0 else text,
                start,
                end,
                value,
                note[0] if note else "",
            )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        cases = list(read_cases())
        metafunc.parametrize("case", cases, ids=[f"{c.line}-{c.text}" for c in cases])


@pytest.fixture(scope="session")
def rules(project: Path) -> DateRules:
    """The rules that come with the program."""
    return load_date_rules(project / "rules" / "dates")

"""Texts split as a run would split them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.model import Hints, Record, Source
from pipeline.stages.cleaning import clean, load_cleaning_rules
from pipeline.stages.dates import find_dates, load_date_rules
from pipeline.stages.records import load_record_rules, split
from pipeline.stages.sources import read_page

RULES = Path(__file__).parents[3] / "rules"
Splitter = Callable[..., tuple[Record, ...]]


@pytest.fixture(scope="session")
def records() -> Splitter:
    """``records(text, media_type=…, hints=…)``: the records of a page."""
    cleaning = load_cleaning_rules(RULES / "cleaning")
    rules = load_record_rules(RULES / "records")
    dates = partial(find_dates, rules=load_date_rules(RULES / "dates"))

    def splitter(
        text: str, media_type: str = "text/plain", hints: Hints | None = None
    ) -> tuple[Record, ...]:
        source = Source("page", text, "", media_type, hints=hints or Hints())
        return split(clean(read_page(source), cleaning), source, rules, dates)

    return splitter

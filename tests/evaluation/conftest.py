"""The gold, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation import Gold, Predicted, load_gold

FOLDER = Path(__file__).parents[1] / "gold"


def _copy(gold: Gold) -> Predicted:
    dropped = {
        file: tuple(s.span for s in gold.stretches.get(file, ()) if not s.content)
        for file in gold.files
    }
    return Predicted(dropped, gold.events, gold.records, gold.dates or ())


@pytest.fixture(scope="session", params=["seeds", "dev"])
def gold(request: pytest.FixtureRequest) -> Gold:
    return load_gold(FOLDER / request.param)


@pytest.fixture(scope="session")
def seeds() -> Gold:
    return load_gold(FOLDER / "seeds")


@pytest.fixture(scope="session")
def copy():
    """What a run would say that makes no mistake."""
    return _copy

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.stages.actors import Lexicon, load_lexicon

RULES = Path(__file__).parents[3] / "rules" / "actors"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon(RULES)

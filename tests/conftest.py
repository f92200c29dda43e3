"""Fixtures shared by all tests, and the switch for slow ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pipeline.stages.nlp import Analyser, load_analyser

PROJECT = Path(__file__).parents[1]

# A busy machine is slow now and then; properties tell wrong from right, not slow from fast.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="run the slow soaks too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out unless asked for: deselected, not skipped, so none hides."""
    if config.getoption("--run-slow"):
        return
    slow = [item for item in items if "slow" in item.keywords]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if "slow" not in item.keywords]


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder, with seeds/, rules/ and outputs/."""
    return PROJECT


@pytest.fixture(scope="session")
def ginza() -> Analyser:
    """The language model, loaded once; tests that use it carry the marker ``model``."""
    return load_analyser()


@pytest.fixture(scope="session")
def cache() -> Path:
    """A store of annotations kept from one test session to the next, to be read quickly.

    It is the one that ``make run`` fills: entries depend on text and model alone.
    """
    return PROJECT / ".renkei"

"""Tables of the seeds' gold, with stand-ins for what other stages bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline.model import Document
from pipeline.stages.linking import link_events, load_linking
from pipeline.stages.tables import build_tables, load_codes

Build = Callable[..., dict[str, pd.DataFrame]]

NAMES = {"JPN": ("日本", "Japan", "country"), "NATO": ("北大西洋条約機構", "NATO", "organisation")}


@pytest.fixture(scope="session")
def build(project: Path) -> Build:
    """``build_tables`` with codes, links and names filled in."""
    rules = project / "rules"
    codes = load_codes(rules)
    link = partial(link_events, knowledge=load_linking(rules))

    def make(documents: Iterable[Document], **options: Any) -> dict[str, pd.DataFrame]:
        given: dict[str, Any] = {
            "names": NAMES.get,
            "wareki": lambda start, end: f"{start}〜{end}",
            "codes": codes,
            "link": link,
        }
        return build_tables(documents, **(given | options))

    return make


@pytest.fixture(scope="session")
def tables(build: Build, gold_documents: tuple[Document, ...]) -> dict[str, pd.DataFrame]:
    return build(gold_documents)

"""The scorer of ``sentences.yaml``, and reading texts through the stages."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.annotations import AnnotationStore
from pipeline.model import Annotation
from pipeline.stages.nlp import load_analyser, model_identity


@pytest.fixture(scope="session")
def scoring() -> ModuleType:
    """``score_sentences.py``, which is a program and a module at once."""
    name = "score_sentences"
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def annotate(cache: Path) -> Callable[[Sequence[str]], list[Annotation]]:
    """The language model behind the store of annotations; it loads when a text is new."""
    store = AnnotationStore(cache, model_identity())
    return lambda texts: store.annotate(texts, lambda new: load_analyser().annotate(new))

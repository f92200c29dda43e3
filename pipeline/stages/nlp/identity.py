"""Which model, exactly: found from package metadata, without importing spaCy."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline.errors import InputError
from pipeline.stages.nlp.sentences import SPLITTER_VERSION

DEFAULT_MODEL = "ja_ginza"
# Raised when an annotation holds something else than before for the same model.
FORMAT = "1"
# What decides the analysis beside the model's own weights.
_LIBRARIES = ("spacy", "ginza", "sudachipy", "sudachidict-core")


def model_identity(name: str = DEFAULT_MODEL) -> str:
    """Everything that decides what the model says, as one line: a part of the cache key.

    ``name`` is an installed package or the folder of a spaCy pipeline. Raises
    :class:`InputError` when there is none.

    >>> model_identity("ja_ginza")  # doctest: +SKIP
    'ja_ginza 5.3.0; spacy 3.8.18; …; sentences 2; format 1'
    """
    parts = [f"{name} {_model_version(name)}"]
    parts += [f"{library} {_installed(library) or '-'}" for library in _LIBRARIES]
    return "; ".join([*parts, f"sentences {SPLITTER_VERSION}", f"format {FORMAT}"])


def _model_version(name: str) -> str:
    folder = Path(name)
    if (folder / "meta.json").is_file():
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return str(meta.get("version", ""))
    found = _installed(name)
    if found is None:
        raise InputError(
            f"--model {name}",
            "is neither an installed spaCy pipeline nor the folder of one",
            f"Install it (pip install {name}) or leave --model out for {DEFAULT_MODEL}.",
        )
    return found


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None

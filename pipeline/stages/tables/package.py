"""``datapackage.json``: what a Frictionless Data Package says of a set of table files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from pipeline.stages.tables.csvtext import GUARDED, Profile
from pipeline.stages.tables.schema import SCHEMA, SCHEMA_VERSION


def datapackage(
    files: Mapping[str, bytes], *, profile: Profile, versions: Mapping[str, str]
) -> bytes:
    """The package of ``files`` (table name → CSV bytes), as UTF-8 JSON."""
    described: dict[str, Any] = {
        "name": "renkei-events",
        "title": "International cooperation events in Japanese news",
        "profile": "tabular-data-package",
        "version": SCHEMA_VERSION,
        "renkei": {
            "profile": profile,
            "formula_guard": _guard_note() if profile == "excel" else "none",
            "versions": dict(sorted(versions.items())),
        },
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "title": table.description,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(files[name]),
                "hash": f"sha256:{sha256(files[name]).hexdigest()}",
                "dialect": {
                    "delimiter": ",",
                    "lineTerminator": "\r\n" if profile == "excel" else "\n",
                    "quoteChar": '"',
                    "doubleQuote": True,
                    "skipInitialSpace": False,
                    "header": True,
                },
                "schema": table.table_schema(),
            }
            for name, table in SCHEMA.items()
        ],
    }
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _guard_note() -> str:
    characters = " ".join(
        {"\t": "TAB", "\r": "CR", "\0": "NUL"}.get(char, char) for char in GUARDED
    )
    return (
        f"A text cell that starts with one of {characters} or with ' has a ' put before it;"
        " take one leading ' away to undo it."
    )

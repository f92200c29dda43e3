"""Files to documents."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import MediaType, Problem, Source
from pipeline.stages.sources.containers import json_documents, warc_documents
from pipeline.stages.sources.documents import document
from pipeline.stages.sources.finding import SourceFile
from pipeline.stages.sources.unpacking import MAX_BYTES, Opened, open_source


def read_sources(file: SourceFile) -> Iterator[Source | Problem]:
    """The documents of a file, and what could not be read or only in part.

    A text or HTML file is one document; a ``.jsonl`` or ``.warc`` file holds many, named
    ``file.jsonl#12`` by line or record. Packed files are unpacked, whatever their name
    says. Never raises for what a file holds: each failure is a :class:`Problem`, and the
    entries after it are read all the same.
    """
    try:
        with open_source(file.path) as stream:
            yield from _documents(file, stream)
            failure = stream.failure
    except OSError as error:
        detail = error.strerror or str(error)
        yield Problem(file.name, "sources", "cannot be read", detail, "skipped")
        return
    if failure:
        yield Problem(file.name, "sources", "is damaged", failure, "cut short")


def _documents(file: SourceFile, stream: Opened) -> Iterator[Source | Problem]:
    if file.kind in {"jsonl", "warc"}:
        entries = json_documents if file.kind == "jsonl" else warc_documents
        empty = True
        for item in entries(file.name, stream):
            empty = False
            yield item
        if empty and not stream.failure:
            yield Problem(file.name, "sources", "holds no documents", "", "skipped")
    else:
        data = stream.read(MAX_BYTES + 1)
        media_type: MediaType = "text/html" if file.kind == "html" else "text/plain"
        yield from document(file.name, data, media_type=media_type)

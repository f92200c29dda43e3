"""The rows of what was found in a record's text: its dates and mentions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.model import RecordResult
from pipeline.stages.tables.ids import normalised


def date_rows(result: RecordResult, source: str) -> Iterator[dict[str, Any]]:
    """The dates of a record; ``source`` is the text of its document.

    ``date_id`` tells dates of one record apart; with the record's id it makes theirs.
    """
    keys = _Occurrences()
    for timex in sorted(result.dates, key=lambda t: (t.span, t.type, t.rule_id)):
        span = result.record.text.to_source(*timex.span)
        text = source[span.start : span.end]
        yield {
            "date_id": keys.next(normalised(text)),
            "text": text,
            "char_start": span.start,
            "char_end": span.end,
            "type": timex.type,
            "start": timex.start,
            "end": timex.end,
            "precision": timex.precision,
            "edtf": timex.edtf,
            "relation": timex.relation,
            "calendar": timex.calendar,
            "anchor": timex.anchor,
            "anchor_source": timex.anchor_source,
            "rule_id": timex.rule_id,
            "flags": joined(timex.flags),
        }


def mention_rows(result: RecordResult, source: str) -> Iterator[dict[str, Any]]:
    """The mentions of a record, and the model's entities; as :func:`date_rows`."""
    found = [
        (m.span, m.origin, m.label, joined(m.codes, ordered=True), m.canonical)
        for m in result.mentions
    ]
    # The model's entities stand in the annotation; the actors stage may have taken
    # some over with a code, and those rows say more.
    taken = {(span, label) for span, origin, label, _, _ in found if origin == "ginza"}
    found += [
        (entity.span, "ginza", entity.label, "", None)
        for entity in (result.annotation.entities if result.annotation else ())
        if (entity.span, entity.label) not in taken
    ]
    keys = _Occurrences()
    for span, origin, label, code, canonical in sorted(found, key=lambda m: (*m[:4], m[4] or "")):
        at = result.record.text.to_source(*span)
        text = source[at.start : at.end]
        yield {
            "mention_id": keys.next(f"{origin}\x1f{label}\x1f{normalised(text)}"),
            "text": text,
            "char_start": at.start,
            "char_end": at.end,
            "label": label,
            "origin": origin,
            "code": code,
            "canonical": canonical,
        }


def joined(values: tuple[str, ...], *, ordered: bool = False) -> str:
    """Values in one cell, each once."""
    return ";".join(dict.fromkeys(values) if ordered else sorted(set(values)))


class _Occurrences:
    """Keys told apart by how often each has come before."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def next(self, key: str) -> str:
        occurrence = self._seen[key] = self._seen.get(key, 0) + 1
        return f"{key}\x1f{occurrence}"

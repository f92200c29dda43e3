"""Scores as plain data, for ``--json`` and for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from pipeline.evaluation.calibration import Calibration
from pipeline.evaluation.dates import DateScores
from pipeline.evaluation.events import EventScores, Rates, Share
from pipeline.evaluation.kinds import Kinds
from pipeline.evaluation.records import RecordScores
from pipeline.evaluation.rows import DateRow, EventRow, RecordRow
from pipeline.evaluation.scores import Scores

Data = dict[str, Any]
Readable = Callable[[str], bool]


def scores_data(scores: Scores, readable: Readable) -> Data:
    """All scores as JSON-ready data; numbers are rounded to four digits.

    Rows (misses, extras, differences …) are listed for files that ``readable`` allows;
    counts are over all files.
    """
    cleaning = scores.content
    return {
        "files": scores.files,
        "unread": [file for file in scores.unread if readable(file)],
        "events": events_data(scores.events, readable),
        "zero_event_pages": {"files": scores.quiet_files, "events": len(scores.quiet_extras)},
        "records": _records(scores.records, readable),
        "cleaning": {
            "pooled": rates_data(cleaning.pooled),
            "macro_f1": _round(cleaning.macro_f1),
            "by_file": {f: rates_data(r) for f, r in cleaning.by_file.items() if readable(f)},
        },
        "dates": _dates(scores.dates, readable) if scores.dates else None,
        "dates_of_events": share_data(scores.borne_dates.share),
    }


def events_data(scores: EventScores, readable: Readable) -> Data:
    """The event scores with their lists."""
    return {
        **_headline(scores),
        "by_type": {name: _headline(part) for name, part in scores.by_type.items()},
        "misses": [_event(e) for e in scores.misses if readable(e.file)],
        "extras": [_event(e) for e in scores.extras if readable(e.file)],
        "differences": [
            {
                "fields": list(pair.differences),
                "gold": _event(pair.gold),
                "predicted": _event(pair.predicted),
            }
            for pair in scores.differing
            if readable(pair.gold.file)
        ],
    }


def _headline(scores: EventScores) -> Data:
    return {
        "relaxed": rates_data(scores.relaxed),
        "strict": rates_data(scores.strict),
        "fields": {name: share_data(share) for name, share in scores.fields.items()},
    }


def rates_data(rates: Rates) -> Data:
    """Precision, recall and F1 with the counts they come from."""
    return {
        "precision": _round(rates.precision),
        "recall": _round(rates.recall),
        "f1": _round(rates.f1),
        **asdict(rates),
    }


def share_data(share: Share) -> Data:
    """A share with the counts it comes from."""
    return {"rate": _round(share.rate), **asdict(share)}


def kinds_data(kinds: Kinds) -> Data:
    """The kinds of mistakes with their counts, all and for each event type."""
    return {
        name: [{"kind": k.name, "count": k.count, "types": dict(k.types)} for k in part]
        for name, part in (
            ("misses", kinds.misses),
            ("extras", kinds.extras),
            ("differences", kinds.differences),
        )
    }


def calibration_data(calibration: Calibration) -> Data:
    """The reliability table."""
    return {
        "error": _round(calibration.error),
        "strict_error": _round(calibration.strict_error),
        "bins": [
            {name: _round(value) for name, value in asdict(row).items()} for row in calibration.bins
        ],
    }


def _records(scores: RecordScores, readable: Readable) -> Data:
    return {
        "exact": rates_data(scores.exact),
        "near": rates_data(scores.near),
        "fields": {name: share_data(share) for name, share in scores.fields.items()},
        "missed": _places(scores.missed, readable),
        "extra": _places(scores.extra, readable),
    }


def _dates(scores: DateScores, readable: Readable) -> Data:
    zones = {
        zone: {
            "exact": share_data(part.exact),
            "found": share_data(part.found),
            "same_span": share_data(part.same_span),
            "undated": share_data(part.undated),
            "wrong": [
                {"gold": _date(gold), "predicted": _date(ours) if ours else None}
                for gold, ours in part.wrong
                if readable(gold.file)
            ],
        }
        for zone, part in scores.zones.items()
    }
    spurious = [_date(row) for row in scores.spurious if readable(row.file)]
    return {**zones, "spurious": spurious, "spurious_count": len(scores.spurious)}


def _places(rows: Iterable[RecordRow], readable: Readable) -> list[Data]:
    return [
        {"file": r.file, "record": r.number, "char_start": r.span.start, "char_end": r.span.end}
        for r in rows
        if readable(r.file)
    ]


def _event(row: EventRow) -> Data:
    return {
        "file": row.file,
        "record": row.record,
        "type": row.type,
        "participants": sorted(row.participants),
        "date_start": row.date_start,
        "date_end": row.date_end,
        "status": row.status,
        "stage": row.stage,
        "char_start": row.span.start,
        "char_end": row.span.end,
        "evidence": row.evidence,
        "confidence": row.confidence,
        "rule_id": row.rule_id,
    }


def _date(row: DateRow) -> Data:
    return {
        "file": row.file,
        "char_start": row.span.start,
        "char_end": row.span.end,
        "text": row.text,
        "type": row.type,
        "start": row.start,
        "end": row.end,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

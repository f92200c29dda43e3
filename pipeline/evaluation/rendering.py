"""Scores as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from pipeline.evaluation.calibration import Calibration
from pipeline.evaluation.events import EventScores, Pair
from pipeline.evaluation.folds import SELECTIONS
from pipeline.evaluation.kinds import Kind
from pipeline.evaluation.rows import DateRow, EventRow
from pipeline.evaluation.scores import Scores

BAR = 30
Readable = Callable[[str], bool]


def event_table(rows: Mapping[str, EventScores], title: str = "Events") -> Table:
    """One line per named set: counts, relaxed and strict rates, share of equal fields."""
    table = _table(
        title,
        "",
        *("gold", "found", "extra"),
        *("precision", "recall", "F1", "strict F1"),
        *("participants", "dates", "status", "stage"),
    )
    for name, scores in rows.items():
        relaxed = scores.relaxed
        table.add_row(
            name,
            *(str(n) for n in (relaxed.gold, relaxed.right, len(scores.extras))),
            *_rates(relaxed.precision, relaxed.recall, relaxed.f1, scores.strict.f1),
            *_rates(*(share.rate for share in scores.fields.values())),
        )
    return table


def page_table(rows: Mapping[str, Scores]) -> Table:
    """One line per named set: records, headers, cleaning, dates, pages without events."""
    table = _table(
        "Pages",
        "",
        *("files", "records", "exact F1", "near F1"),
        *("published", "outlet", "title"),
        *("lines F1", "per page", "event dates", "zero-event pages"),
    )
    for name, scores in rows.items():
        records = scores.records
        shares = [records.fields.get(field) for field in ("published", "outlet", "title")]
        table.add_row(
            name,
            str(scores.files),
            str(records.exact.gold),
            *_rates(records.exact.f1, records.near.f1),
            *_rates(*(share.rate if share else None for share in shares)),
            *_rates(scores.content.pooled.f1, scores.content.macro_f1),
            *_rates(scores.borne_dates.share.rate),
            f"{len(scores.quiet_extras)} on {scores.quiet_files}",
        )
    return table


def header_table(scores: Scores) -> Table:
    """The fields in the headers of records: how many are right."""
    table = _table("Headers of records", "field", "right", "of", "share")
    for name, share in scores.records.fields.items():
        table.add_row(name, str(share.right), str(share.of), *_rates(share.rate))
    return table


def date_table(scores: Scores) -> Table:
    """Temporal expressions by zone; only where the gold has them."""
    table = _table(
        "Dates", "zone", "dated", "exact", "found", "same span", "undated", "rightly", "spurious"
    )
    if scores.dates is None:
        return table
    for zone, part in scores.dates.zones.items():
        table.add_row(
            zone,
            str(part.exact.of),
            *_rates(part.exact.rate, part.found.rate, part.same_span.rate),
            str(part.undated.of),
            *_rates(part.undated.rate),
            str(len(scores.dates.spurious)) if zone == "body" else "",
        )
    return table


def type_table(rows: Mapping[str, EventScores]) -> Table:
    """One line per event type: relaxed and strict F1 (and gold events) in each named set."""
    table = _table("By type: relaxed F1 / strict F1 (gold events)", "type", *rows)
    types = list(dict.fromkeys(t for scores in rows.values() for t in scores.by_type))
    for event_type in types:
        cells = []
        for scores in rows.values():
            part = scores.of_type(event_type)
            relaxed, strict = _rates(part.relaxed.f1, part.strict.f1)
            cells.append(f"{relaxed} / {strict} ({part.relaxed.gold})")
        table.add_row(event_type, *cells)
    return table


def curve_table(folds: Mapping[int, EventScores], gap: tuple[float, float]) -> Table:
    """The folds one by one, tuned and not, and how far the unseen one lies behind."""
    relaxed, strict = (f"{value:+.3f}" for value in gap)
    table = _table(
        f"Tuned minus unseen: relaxed {relaxed}, strict {strict}",
        *("fold", "", "gold", "relaxed F1", "strict F1", ""),
    )
    for number, scores in folds.items():
        name = next(n for n, folds_of in SELECTIONS.items() if number in folds_of)
        bar = "█" * round(scores.relaxed.f1 * BAR)
        rates = _rates(scores.relaxed.f1, scores.strict.f1)
        table.add_row(str(number), name, str(scores.relaxed.gold), *rates, bar.ljust(BAR))
    return table


def calibration_table(name: str, calibration: Calibration) -> Table:
    """Confidence beside the share of right events, for each tenth of the scale."""
    error, strict_error = _rates(calibration.error, calibration.strict_error)
    table = _table(
        f"Confidence on {name}: error {error} (strict {strict_error})",
        *("confidence", "events", "mean", "right", "strictly right"),
    )
    for row in calibration.bins:
        rates = _rates(row.confidence, row.relaxed, row.strict)
        table.add_row(f"{row.low:.1f}–{row.high:.1f}", str(row.events), *rates)
    return table


def kind_table(title: str, kinds: Iterable[Kind], most: int = 10) -> Table:
    """The most frequent kinds of mistake, with the event types they befall."""
    table = _table(title, "kind", "count")
    table.add_column("of which", overflow="fold")
    for kind in list(kinds)[:most]:
        types = ", ".join(f"{name} {count}" for name, count in kind.types)
        table.add_row(kind.name, str(kind.count), types)
    return table


def listing(scores: Scores, readable: Readable) -> Iterator[Text]:
    """Every miss, extra and difference in files that may be read, one line each."""
    events = scores.events
    for heading, rows in (("Missed", events.misses), ("Extra", events.extras)):
        yield Text(f"{heading}: {len(rows)}", style="bold")
        yield from (Text(_event(row)) for row in rows if readable(row.file))
    yield Text(f"Told differently: {len(events.differing)}", style="bold")
    yield from (Text(_pair(pair)) for pair in events.differing if readable(pair.gold.file))
    for heading, records in (
        ("Records not found", scores.records.missed),
        ("Records too many", scores.records.extra),
    ):
        yield Text(f"{heading}: {len(records)}", style="bold")
        for record in records:
            if readable(record.file):
                title = record.header.get("title") or ""
                yield Text(f"  {record.file}#{record.number} {tuple(record.span)} {title}")
    if scores.dates is not None:
        wrong = [pair for part in scores.dates.zones.values() for pair in part.wrong]
        yield Text(f"Dates with another value: {len(wrong)}", style="bold")
        yield from (
            Text(f"  {_date(gold)} → {_date(ours) if ours else 'not found'}  {gold.file}")
            for gold, ours in wrong
            if readable(gold.file)
        )
        yield Text(f"Dates where there are none: {len(scores.dates.spurious)}", style="bold")
        for row in scores.dates.spurious:
            if readable(row.file):
                yield Text(f"  {_date(row)}  {row.file}:{row.span.start}")


def _event(row: EventRow) -> str:
    dates = f"{row.date_start or ''}/{row.date_end or ''}".removesuffix("/")
    words = [row.type, ";".join(sorted(row.participants)), row.status, row.stage, dates]
    told = " ".join(filter(None, words))
    by = f" [{row.rule_id} {row.confidence or 0:.2f}]" if row.rule_id else ""
    return f"  {row.file}#{row.record}: {told}{by} 「{' '.join(row.evidence.split())}」"


def _pair(pair: Pair) -> str:
    changes = []
    for field in pair.differences:
        gold, ours = (_value(row, field) for row in (pair.gold, pair.predicted))
        changes.append(f"{field} {gold} → {ours}")
    return f"{_event(pair.gold)}\n      {', '.join(changes)}"


def _value(row: EventRow, field: str) -> str:
    if field == "participants":
        return ";".join(sorted(row.participants)) or "none"
    if field == "dates":
        return f"{row.date_start or '..'}/{row.date_end or '..'}"
    return (row.status if field == "status" else row.stage) or "none"


def _date(row: DateRow) -> str:
    return f"{row.text} {row.type} {row.start or '..'}/{row.end or '..'}"


def _rates(*values: float | None) -> list[str]:
    return ["–" if value is None else f"{value:.3f}" for value in values]


def _table(title: str, first: str, *others: str) -> Table:
    # A title is as wide as its table at most, and would wrap.
    table = Table(
        title=escape(title),
        title_justify="left",
        title_style="bold",
        box=None,
        min_width=len(title) + 2,
    )
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table

"""Rows of a table of agreements: a name, then the days of its steps, one to a column."""

from __future__ import annotations

from datetime import date

import regex

from pipeline.model import Event, Record, Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.eventdates import to_event_date
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.parties.shared import members_of
from pipeline.stages.events.rules import EventRules

_CELL = deferred(r"[^\t|｜\n]+")
_NAME = deferred(
    r"[^。]{2,60}(?:協定|条約|議定書|覚書|取り?決め|取極|交換公文|ACSA|RAA|EPA|FTA)"
    r"(?:[(（][^()（）]{1,24}[)）])?[」』]?"
)
_BLANK = deferred(r"[―—–\-－ー・…]+|未定|未発効|手続中|なし")
_HEADS = {
    "agreement.signed": deferred(r"(?:署名|調印|締結)(?:年月)?日?"),
    "agreement.approved": deferred(r"(?:国会|議会)?(?:承認|批准)(?:年月)?日?"),
    "agreement.in_force": deferred(r"(?:発効|効力発生)(?:年月)?日?"),
}
# What the columns of days tell where no line heads them.
_IN_ORDER = {
    1: ("agreement.signed",),
    2: ("agreement.signed", "agreement.in_force"),
    3: ("agreement.signed", "agreement.approved", "agreement.in_force"),
}
_DAYS = frozenset({"day", "daypart", "month"})


def table_rows(
    dates: tuple[Timex, ...], context: RecordContext, rules: EventRules, order: int
) -> list[Candidate]:
    r"""The steps that the rows of a table tell, in text order, numbered from ``order``. Pure.

    The parties are those in the agreement's name; the line that heads the table says which
    step a column is, else the columns are taken in the order of the steps.

    >>> # 日英円滑化協定\t2023年1月11日\t2023年4月28日 → signed on 11 January, in force on 28 April
    """
    record = context.record
    text = record.text.text
    if "\t" not in text and "|" not in text and "｜" not in text:
        return []
    made: list[Candidate] = []
    heads: dict[int, str] = {}
    for line in regex.finditer(r"[^\n]+", text):
        cells = [_stripped(text, m) for m in _CELL.finditer(text, line.start(), line.end())]
        cells = [c for c in cells if c.start < c.end]
        found = _headings(cells, text)
        if len(found) > 1:
            heads = found
            continue
        for rule_id, day, name in _steps(cells, heads, dates, text):
            event = _event(rule_id, day, name, record, context, rules)
            if event is not None:
                number = order + len(made)
                made.append(
                    Candidate(
                        event,
                        "compound",
                        title=False,
                        own_date=True,
                        nominal=False,
                        further=-1,
                        order=number,
                    )
                )
    return made


def _stripped(text: str, cell: regex.Match[str]) -> Span:
    words = cell.group()
    start = cell.start() + len(words) - len(words.lstrip())
    return Span(start, max(start, cell.start() + len(words.rstrip())))


def _headings(cells: list[Span], text: str) -> dict[int, str]:
    """Which column of a heading line tells which step."""
    return {
        column: rule_id
        for column, cell in enumerate(cells)
        for rule_id, words in _HEADS.items()
        if words.fullmatch(text, cell.start, cell.end)
    }


def _steps(
    cells: list[Span], heads: dict[int, str], dates: tuple[Timex, ...], text: str
) -> list[tuple[str, Timex, Span]]:
    """The steps of one row: the rule that tells each, its day, the agreement's name."""
    named = [n for n, c in enumerate(cells) if _NAME.fullmatch(text, c.start, c.end)]
    if not named:
        return []
    first = named[0]
    days: dict[int, Timex | None] = {}
    for column, cell in enumerate(cells[first + 1 :], first + 1):
        day = next((t for t in dates if t.span.start == cell.start and _is_day(t)), None)
        if day is None and not _BLANK.fullmatch(text, cell.start, cell.end):
            break
        days[column] = day
    told = heads or dict(zip(days, _IN_ORDER.get(len(days), ()), strict=False))
    name = cells[first]
    return [(told[c], day, name) for c, day in days.items() if day is not None and c in told]


def _is_day(timex: Timex) -> bool:
    return timex.type == "DATE" and timex.precision in _DAYS and timex.start is not None


def _event(
    rule_id: str, day: Timex, name: Span, record: Record, context: RecordContext, rules: EventRules
) -> Event | None:
    rule = rules.rule(rule_id)
    members = members_of(context.within(name))
    codes = {m.code for m in members}
    if rule is None or len(codes) < 2:
        return None
    when = to_event_date(day, record)
    ahead = record.anchor and when.start and _after(when.start, record.anchor)
    status = "planned" if ahead else "completed"
    return Event(
        type="agreement",
        status=status,
        stage=rule.entry.stage,
        participants=tuple(members),
        evidence=Span(name.start, day.span.end),
        trigger=day.span,
        rule_id=rule_id,
        date=when,
        instrument=record.text.text[name.start : name.end],
        grounds=grounds_of_row(rule_id, "compound", len(codes), status, len(codes)),
    )


def _after(day: str, anchor: str) -> bool:
    return date.fromisoformat(day) > date.fromisoformat(anchor[:10])


def grounds_of_row(
    rule_id: str, basis: str, named: int, status: str, parties: int
) -> tuple[str, ...]:
    """What speaks for the event of a table's row, named as in ``confidence.yaml``."""
    return (
        f"rule:{rule_id}",
        f"actors:{basis}",
        f"named:{min(named, 3)}",
        "parse:0",
        "date:own",
        f"status:{status}",
        "place:body",
        f"parties:{min(parties, 4)}",
    )

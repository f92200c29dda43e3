"""Tables and lists of ports of call: a port to a line, with its days."""

from __future__ import annotations

from pipeline.model import Event, EventDate, Participant, Record, Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.columns import grounds_of_row
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.eventdates import to_event_date
from pipeline.stages.events.occasions import Candidate
from pipeline.stages.events.reading import looks_back_from
from pipeline.stages.events.rules import EventRule, EventRules

RULE = "port_call.ports"
_LINE = deferred(r"[^\n]+")
_HEADING = deferred(
    r"[^。\n0-9０-９]{0,24}(?:(?:寄港|訪問|入港)(?:を?予定)?(?:して(?:いる|いた))?の?(?:国|地|港|先)|港名|寄港日程)"
    r"[^。\n0-9０-９]{0,40}"
)
_VESSELS = deferred(r"艦|巡視船|練習船|航海")
_PORTS = frozenset({"place", "country"})
# Lines without a port and a day that may stand between two rows.
_GAP = 1


def port_rows(
    dates: tuple[Timex, ...], context: RecordContext, rules: EventRules, order: int
) -> list[Candidate]:
    r"""The calls that the rows below a heading like 寄港地 tell, numbered from ``order``. Pure.

    Who calls are the ships named above; a row at home is no call.

    >>> # 寄港地\t国名\t入港\t出港 / カヤオ\tペルー\t7月22日\t7月26日 → JPN in PER, 22 to 26 July
    """
    record = context.record
    text = record.text.text
    rule = rules.rule(RULE)
    if rule is None:
        return []
    made: list[Candidate] = []
    caller, missed = None, 0
    for line in _LINE.finditer(text):
        span = Span(line.start(), line.end())
        heads = _HEADING.fullmatch(text, *span) is not None
        if caller is None and not heads:
            continue  # most records have no such table: their lines are looked at once
        days = [t for t in dates if span.covers(t.span) and t.start and t.type != "SET"]
        if heads and not days:
            caller, missed = _caller(span.start, context), 0
            continue
        if caller is None:
            continue
        port = _port(span, context)
        if port is None or not days or "。" in line.group():
            missed += 1
            caller = caller if missed <= _GAP else None
            continue
        missed = 0
        if port.codes[0] != caller:
            event = _call(caller, port, days, span, record, rule)
            number = order + len(made)
            made.append(
                Candidate(
                    event,
                    "clause",
                    title=False,
                    own_date=True,
                    nominal=False,
                    further=-1,
                    order=number,
                )
            )
    return made


def _caller(position: int, context: RecordContext) -> str | None:
    """Whose ships the text above the table is about; None where it names none."""
    above = context.before(position)
    if not _VESSELS.search(context.record.text.text, 0, position):
        return None
    named = [a for a in above if a.mention.kind in {"ship", "force"} and len(a.codes) == 1]
    return named[-1].codes[0] if named else context.home


def _port(line: Span, context: RecordContext) -> Actor | None:
    """The land of the row: the country that a cell names, else the port's own."""
    named = [a for a in context.within(line) if a.mention.kind in _PORTS and a.codes]
    lands = [a for a in named if a.mention.kind == "country"]
    return next(iter(lands or named), None)


def _call(
    caller: str, port: Actor, days: list[Timex], line: Span, record: Record, rule: EventRule
) -> Event:
    when = _stay(days, record)
    status = _status(when, looks_back_from(record))
    return Event(
        type=rule.type,
        status=status,
        participants=(
            Participant(caller, "visitor"),
            Participant(port.codes[0], "host", port.mention.text, port.span),
        ),
        evidence=line,
        trigger=port.span,
        rule_id=RULE,
        date=when,
        location=port.mention.text,
        location_code=port.codes[0],
        grounds=grounds_of_row(RULE, "clause", 1, status, 2),
    )


def _stay(days: list[Timex], record: Record) -> EventDate:
    """The first day and, where a second one follows, the last."""
    first = to_event_date(days[0], record)
    last = to_event_date(days[1], record) if len(days) > 1 else first
    if len(days) == 1 or first.start is None or last.end is None or last.end < first.start:
        return first
    return EventDate(
        start=first.start,
        end=last.end,
        precision="range",
        edtf=f"{first.start}/{last.end}",
        text=record.text.text[days[0].span.start : days[1].span.end],
        basis=first.basis,
    )


def _status(when: EventDate, today: str | None) -> str:
    """As of the record's day: to come, under way, or over."""
    start, end = when.start or when.end, when.end or when.start
    if today is None or start is None or end is None or end <= today[:10]:
        return "completed"
    return "planned" if start > today[:10] else "ongoing"

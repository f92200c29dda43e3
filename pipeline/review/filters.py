"""Which events a page shows: read from its address, and turned into SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from pipeline.model import EVENT_TYPES, STAGES, STATUSES
from pipeline.rulefiles import deferred

REVIEWS = ("pending", "accepted", "rejected", "edited", "recheck")
SORTS = ("order", "confidence", "date")
CONFIDENCES = {"low": (0.0, 0.6), "mid": (0.6, 0.85), "high": (0.85, 1.01)}
# The day an event counts for; undated ones stand behind all others. There is an index on it.
DAY = "coalesce(e.date_start, e.date_end, '9999')"
_DAY = deferred(r"\d{4}(-\d{2}(-\d{2})?)?")
_LONGEST = 200
_MOST = 20
_CHOICES: dict[str, tuple[str, ...]] = {
    "review": REVIEWS,
    "type": EVENT_TYPES,
    "status": STATUSES,
    "stage": STAGES,
    "confidence": tuple(CONFIDENCES),
}
# Filters that hold for any of several values, and the column they look at.
_COLUMNS = {
    "review": "review",
    "type": "event_type",
    "status": "status",
    "stage": "stage",
    "outlet": "outlet",
    "rule": "rule_id",
    "source": "source",
    "record": "record_id",
    "event": "event_id",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """The parts of an address that choose events. Unknown values are left out, not errors.

    Several values of one filter mean any of them; of ``country`` all of them. ``since``
    and ``until`` bound the event's first day. ``mine`` are events that this reviewer has not
    decided yet. The names in the address are those of the fields.
    """

    review: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    rule: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    q: str = ""
    new: bool = False
    disagreement: bool = False
    skipped: bool = False
    mine: bool = False
    sort: str = "order"

    def address(self, **changed: object) -> str:
        """The query string of these filters, with some of them changed."""
        pairs: list[tuple[str, str]] = []
        for field in fields(self):
            value = changed.get(field.name, getattr(self, field.name))
            if isinstance(value, tuple):
                pairs += [(field.name, item) for item in value]
            elif value is True:
                pairs.append((field.name, "1"))
            elif value and not (field.name == "sort" and value == "order"):
                pairs.append((field.name, str(value)))
        return urlencode(pairs)

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of a filter switched on or off."""
        current: tuple[str, ...] = getattr(self, name)
        without = tuple(item for item in current if item != value)
        return self.address(**{name: without if value in current else (*current, value)})

    @property
    def active(self) -> bool:
        """True when any filter is set."""
        return bool(self.address(sort="order"))


def filters_of(query: Iterable[tuple[str, str]]) -> Filters:
    """The filters of an address. Never raises: what is not understood is left out."""
    known = {field.name: field for field in fields(Filters)}
    many: dict[str, list[str]] = {}
    one: dict[str, str | bool] = {}
    for name, value in query:
        field = known.get(name)
        if field is None or not value or len(value) > _LONGEST:
            continue
        if field.type == "bool":
            one[name] = value == "1"
        elif field.type == "str":
            if _valid(name, value):
                one[name] = value
        elif value in _CHOICES.get(name, (value,)) and value not in many.setdefault(name, []):
            many[name].append(value)
    lists = {name: tuple(values[:_MOST]) for name, values in many.items()}
    return Filters(**lists, **one)  # type: ignore[arg-type]


def _valid(name: str, value: str) -> bool:
    if name in {"since", "until"}:
        return _DAY.fullmatch(value) is not None
    return name != "sort" or value in SORTS


def where(filters: Filters, reviewer: str, *, but: str = "") -> tuple[str, list[object]]:
    """An SQL condition on ``events e`` with its parameters; ``but`` leaves one filter out."""
    parts: list[str] = []
    values: list[object] = []

    def add(sql: str, *parameters: object) -> None:
        parts.append(sql)
        values.extend(parameters)

    for name, column in _COLUMNS.items():
        wanted = getattr(filters, name)
        if wanted and name != but:
            add(f"e.{column} IN ({','.join('?' * len(wanted))})", *wanted)
    if but != "country":
        for code in filters.country:
            add("EXISTS (SELECT 1 FROM codes c WHERE c.code = ? AND c.seq = e.seq)", code)
    if filters.flag and but != "flag":
        marks = ",".join("?" * len(filters.flag))
        add(f"e.seq IN (SELECT seq FROM flags WHERE flag IN ({marks}))", *filters.flag)  # noqa: S608
    if filters.thread:
        marks = ",".join("?" * len(filters.thread))
        add(
            f"e.event_id IN (SELECT event_id FROM steps WHERE thread_id IN ({marks}))",  # noqa: S608
            *filters.thread,
        )
    if filters.confidence and but != "confidence":
        ranges = [CONFIDENCES[name] for name in filters.confidence]
        bounds = " OR ".join("e.confidence >= ? AND e.confidence < ?" for _ in ranges)
        add(f"({bounds})", *(bound for both in ranges for bound in both))
    _flags(filters, reviewer, add)
    if filters.since or filters.until:
        # '~' sorts behind every digit and hyphen: 2025-11 takes in all of its days.
        until = (filters.until or "9998") + "~"
        add(f"{DAY} >= ? AND {DAY} <= ?", filters.since, until)
    for word in filters.q.casefold().split()[:5]:
        # One walk through the texts; a look-up for each event takes half as long again.
        add("e.seq IN (SELECT seq FROM searchable WHERE instr(text, ?) > 0)", word)
    return " AND ".join(parts) or "1", values


def _flags(filters: Filters, reviewer: str, add: object) -> None:
    assert callable(add)
    if filters.new:
        add("e.is_new = 1")
    if filters.disagreement:
        add("e.disagreement = 1")
    if filters.skipped:
        add("e.skipped = 1")
    if filters.mine:
        add(
            "NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.seq = e.seq AND v.reviewer = ?)",
            reviewer,
        )


def described(filters: Filters, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The filters that are set, as (name, value, address without it), for people."""
    found: list[tuple[str, str, str]] = []
    for field in fields(filters):
        value = getattr(filters, field.name)
        if isinstance(value, tuple):
            found += [
                (field.name, labels.get(item, item), filters.toggled(field.name, item))
                for item in value
            ]
        elif value is True:
            found.append((field.name, "", filters.address(**{field.name: False})))
        elif value and field.name != "sort":
            found.append((field.name, value, filters.address(**{field.name: ""})))
    return found

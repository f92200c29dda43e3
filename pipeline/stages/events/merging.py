"""One event per occasion: headline, lead, bullets and retelling become one row."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Event, EventDate
from pipeline.stages.events.classes import HAPPENED, ONE_DAY
from pipeline.stages.events.naming import names_agree, one_exercise, two_papers
from pipeline.stages.events.occasions import (
    Candidate,
    begins_within,
    holds,
    same_occasion,
    sent_at_last,
    stays_on,
)
from pipeline.stages.events.rules import EventRules

_EXACT = ONE_DAY | {"range"}
_BASIS_RANK = {"compound": 3, "clause": 3, "sentence": 2, "discourse": 1, "none": 0}


def merge(candidates: list[Candidate], rules: EventRules) -> list[Candidate]:
    """Merge candidates that tell the same occasion; first come, best told.

    Body beats title, a dated telling lends its date to an undated one, and a status that
    title and body tell differently is flagged ``status_conflict``. Pure.
    """
    kept: list[Candidate] = []
    for candidate in _called_off(candidates):
        for index, known in enumerate(kept):
            if same_occasion(known, candidate, rules):
                kept[index] = _union(known, candidate, rules)
                break
        else:
            kept.append(candidate)
    kept = [c for c in kept if not any(_stop_of(c, tour) for tour in kept)]
    kept = [c for c in kept if not _told_by_port(c, kept)]
    kept = [c for c in kept if not any(_of_ships(c, call) for call in kept)]
    return [c for c in kept if not _signed_into_force(c, kept, rules)]


def _stop_of(stop: Candidate, tour: Candidate) -> bool:
    """ロシア、モンゴルを歴訪。…モスクワに到着した: a tour is one visit with all its hosts."""
    if stop is tour or stop.event.type != "visit" or tour.event.type != "visit":
        return False
    if "cancelled" in (stop.event.status, tour.event.status):
        return False
    (guests, hosts), (others, lands) = _sides(stop), _sides(tour)
    if guests != others or not hosts < lands:
        return False
    when, whole = stop.event.date, tour.event.date
    if when.start is None or whole.start is None:
        return when.start is None
    return whole.end is not None and whole.start <= when.start <= whole.end


def _told_by_port(cruise: Candidate, kept: list[Candidate]) -> bool:
    """マレーシアとインドネシアに寄港した。18日はスバン…: what is told of each port says it all."""
    if cruise.event.type != "port_call":
        return False
    callers, hosts = _sides(cruise)
    ports = [_sides(c)[1] for c in kept if _on_cruise(c, cruise, callers)]
    return len(hosts) > 1 and all({host} in ports for host in hosts)


def _on_cruise(call: Candidate, cruise: Candidate, callers: set[str]) -> bool:
    """Whether a call has a day of its own within those of a cruise."""
    when, whole = call.event.date, cruise.event.date
    if call.event.type != "port_call" or _sides(call)[0] != callers or when.start is None:
        return False
    return whole == EventDate() or holds(whole, when)


def _of_ships(visit: Candidate, call: Candidate) -> bool:
    """艦隊は5日、同港に着いた。訪問中、…: what an undated noun calls a visit is the ships' call."""
    if visit.event.type != "visit" or call.event.type != "port_call":
        return False
    named = visit.nominal and visit.event.date == EventDate() and call.order < visit.order
    return named and _sides(visit) == _sides(call)


def _sides(visit: Candidate) -> tuple[set[str], set[str]]:
    """Who travels, and to whom."""
    guests = {p.code for p in visit.event.participants if p.role == "visitor"}
    return guests, set(visit.event.codes) - guests


def _called_off(told: list[Candidate]) -> list[Candidate]:
    """Candidates without the former plans of what was called off, which takes their days.

    >>> # 訪英を延期した。10日から訪れる予定だった。 → one visit, cancelled, from the 10th
    """
    left = list(told)
    for plan in told:
        if not plan.former or plan.event.status == "cancelled":
            continue
        index = next((i for i, c in enumerate(left) if _calls_off(c, plan)), None)
        if index is None:
            left = [_off_with(c, told) if c is plan else c for c in left]
            continue
        off = left[index]
        if off.event.date == EventDate():
            left[index] = replace(off, event=replace(off.event, date=plan.event.date))
        left = [c for c in left if c is not plan]
    return left


def _off_with(plan: Candidate, told: list[Candidate]) -> Candidate:
    """訪日を延期した。21日に首相と会談する予定だった: what a visit was for is off with it."""
    codes = set(plan.event.codes)
    off = any(
        c.event.status == "cancelled" and c.event.type == "visit" and codes <= set(c.event.codes)
        for c in told
    )
    return replace(plan, event=replace(plan.event, status="cancelled")) if off else plan


def _calls_off(off: Candidate, plan: Candidate) -> bool:
    codes, others = set(off.event.codes), set(plan.event.codes)
    return (
        off.event.status == "cancelled"
        and off.event.type == plan.event.type
        and len(codes & others) > 1
        and (codes <= others or others <= codes)
    )


def _signed_into_force(candidate: Candidate, kept: list[Candidate], rules: EventRules) -> bool:
    """Signed and in force on one day is one row: in force."""
    event = candidate.event
    return event.stage == "signed" and any(
        other.event.stage == "in_force"
        and other.event.codes == event.codes
        and other.event.date.start is not None
        and other.event.date.start == event.date.start
        and other.event.status == event.status
        and names_agree(event, other.event, rules)
        and not two_papers(event, other.event, rules)
        for other in kept
    )


def _finer(one: EventDate, two: EventDate) -> bool:
    """Whether one interval lies inside the other, a mere month or year: 7月, 7月19~25日."""
    inside = (one.start or "") >= (two.start or "") and (one.end or "") <= (two.end or "")
    return inside and two.precision not in _EXACT and one.precision != two.precision


def _longer_stay(came: Event, stay: Event) -> bool:
    """Whether another telling of a call has the days from its arrival on."""
    one, two = came.date, stay.date
    arrived = came.type == "port_call" and one.precision in ONE_DAY and one.start == two.start
    return arrived and two.precision in _EXACT and (two.end or "") > (one.end or "")


def _dated(known: Candidate, new: Candidate, event: Event, other: Event) -> dict[str, object]:
    """What of the date and status of an event another telling of it says better.

    ``event`` is the better telling of ``known`` and ``new`` as a whole.
    """
    changes: dict[str, object] = {}
    dated = other.date.start or other.date.end
    if sent_at_last(known, new):
        changes["status"] = new.event.status
    if known.title and stays_on(new.event, known.event):
        changes |= _stay(new.event, known.event)  # 2隻が入港 29日まで停泊: the headline's last day
    elif stays_on(known.event, new.event):
        changes |= _stay(known.event, new.event)
    elif event.date.end is None and begins_within(event, other):
        changes["date"] = other.date  # 2日、島で始まった; 2月19日から3月7日まで
    elif dated and event.date.end is None and event.date.start in {None, other.date.start}:
        changes["date"] = other.date  # 14日から, and later 14日から19日まで
    elif event.date == EventDate() and other.date.text:
        changes["date"] = other.date  # unresolved, but other tellings may be told apart
    elif _longer_stay(event, other):
        changes["date"] = other.date  # 4日に寄港し、4~8日に同市を訪れた
        if other.status == "ongoing":
            changes["status"] = "ongoing"
    elif holds(event.date, other.date) and _finer(other.date, event.date):
        changes["date"] = other.date  # 7月に…, and later 7月19~25日
    return changes


def _union(known: Candidate, new: Candidate, rules: EventRules) -> Candidate:
    best, other = (new, known) if _rank(new) > _rank(known) else (known, new)
    event = best.event
    changes = _dated(known, new, event, other.event)
    fewer = set(event.codes) < set(other.event.codes)
    fewer = fewer and (best.partial or one_exercise(event, other.event, rules))
    if fewer or _BASIS_RANK[other.basis] > _BASIS_RANK[best.basis]:
        changes["participants"] = other.event.participants
    for name in ("location", "location_code", "instrument", "outcome"):
        if getattr(event, name) is None and getattr(other.event, name) is not None:
            changes[name] = getattr(other.event, name)
    if known.title != new.title and known.event.status != new.event.status:
        changes["flags"] = tuple(sorted({*event.flags, "status_conflict"}))
    basis = max(best.basis, other.basis, key=lambda b: _BASIS_RANK[b])
    return Candidate(
        replace(event, **changes),  # type: ignore[arg-type]
        basis,
        best.title,
        best.own_date or other.own_date,
        known.nominal and new.nominal,
        known.further,
        min(known.order, new.order),
        (*known.also, *new.also, other.event.trigger),
        known.by_cue or new.by_cue,
        known.former and new.former,
        known.ago and new.ago,
        known.remote if new.remote is None else new.remote,
        known.level or new.level,
        known.ships | new.ships,
        known.partial and new.partial,
    )


def _stay(came: Event, stay: Event) -> dict[str, object]:
    """Date and status of a call whose last day another sentence tells.

    The other's first day is the record's own: the ships are there as long as it lies between.
    """
    first, today, last = came.date.start or "", stay.date.start or "", stay.date.end or ""
    when = replace(
        came.date, end=last, edtf=f"{first}/{last}", precision="range",
        text=f"{came.date.text}…{stay.date.text}",
    )  # fmt: skip
    there = came.status in HAPPENED and first <= today <= last and first != last
    there = there and (came.status, stay.status) != ("completed", "completed")
    return {"date": when, "status": "ongoing" if there else came.status}


def _rank(candidate: Candidate) -> tuple[int, int, int, int, int]:
    """Body over title, told over named, the better basis, a date of its own, the earlier."""
    return (
        0 if candidate.title else 1,
        0 if candidate.nominal else 1,
        _BASIS_RANK[candidate.basis],
        1 if candidate.own_date else 0,
        -candidate.order,
    )

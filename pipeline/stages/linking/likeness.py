"""Whether two records may tell the same event, and how strongly they say so."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Party
from pipeline.rulefiles import deferred
from pipeline.stages.linking.knowledge import Name, plain
from pipeline.stages.linking.sighting import COARSE, SHARP, Sighting, dice

# Thresholds on letter pairs, chosen on reports of one event by different outlets.
ALIKE_NAMES = 0.6
ALIKE_EVIDENCE = 0.45
ALIKE_PARTIES = 0.6
SAME_WEEK = 7

# Acts that the same parties repeat within weeks: a shared month alone does not join them.
FREQUENT = frozenset({"meeting", "aid", "information_sharing", "exercise"})
_LIST = deferred("[、,・/]|及び|および")
_MIRRORED = frozenset({"host", "visitor", "provider", "beneficiary"})


class Likeness(NamedTuple):
    """``time`` is 3 for the same days, 2 for a common month, 1 for possible days.

    ``support`` counts what else agrees; ``words`` is how alike the evidence is.
    """

    time: int
    support: int
    words: float


def likeness(one: Sighting, other: Sighting) -> Likeness | None:
    """How alike two sightings are, None when they cannot be the same event.

    Never for two events of one record. Equal types and stages, agreeing parties, dates,
    instruments, places, roles and levels are needed; a date shared only roughly needs the
    support of instrument, place or words.
    """
    if not _agree(one, other):
        return None
    time = _time(one, other)
    if time == 0:
        return None
    words = dice(one.evidence, other.evidence)
    place = _same_place(one, other)
    support = (
        bool(one.name and other.name)
        + (place is True)
        + (words >= ALIKE_EVIDENCE)
        + _same_persons(one, other)
    )
    frequent = one.told.type in FREQUENT
    wanted = 0 if time == 3 else (time == 1 or frequent) + (place is False)
    return Likeness(time, support, words) if support >= wanted else None


def _agree(one: Sighting, other: Sighting) -> bool:
    a, b = one.told, other.told
    if one.told.record_id == other.told.record_id or (a.type, a.stage) != (b.type, b.stage):
        return False
    if not same_parties(one.parties, other.parties):
        return False
    if one.levels and other.levels and not one.levels & other.levels:
        return False
    if a.location_code and b.location_code and a.location_code != b.location_code:
        return False
    if one.name and other.name and not same_name(one.name, other.name):
        return False
    return not _roles_differ(a.parties, b.parties)


def same_parties(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for equal sets, and for larger ones of which most members agree."""
    if min(len(one), len(other)) <= 2:
        return one == other
    return len(one & other) >= ALIKE_PARTIES * len(one | other)


def same_name(one: Name, other: Name) -> bool:
    """True when two names may be of one agreement, exercise, framework or ship."""
    if one.vague or other.vague or one.key == other.key:
        return True
    if one.family and other.family:
        return False
    # Ships and aircraft come in lists: Cavour、Aipino.
    return any(_like(a, b) for a in _LIST.split(one.core) for b in _LIST.split(other.core))


def _like(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return (len(short) >= 2 and short in long) or dice(short, long) >= ALIKE_NAMES


def _roles_differ(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """True when a party is the visitor in one and the host in the other, say."""
    roles = {p.code: p.role for p in one if p.role in _MIRRORED}
    return any(p.role in _MIRRORED and roles.get(p.code, p.role) != p.role for p in other)


def _time(one: Sighting, other: Sighting) -> int:
    a, b = one.days, other.days
    if a and b:
        if not a.meets(b):
            return 0
        wide = max(a.width, b.width)
        if wide <= SHARP:
            return 3
        return 2 if wide <= COARSE or a == b else 1
    if a or b:
        dated, undated = (one, other) if a else (other, one)
        may = undated.likely
        return int(may is not None and dated.days is not None and dated.days.meets(may))
    return _undated(one, other)


def _undated(one: Sighting, other: Sighting) -> int:
    if programme(one) and programme(one) == programme(other):
        return 2
    if one.published is not None and other.published is not None:
        return int(abs(one.published - other.published) <= SAME_WEEK)
    return 1


def programme(sighting: Sighting) -> str:
    """What names an undated act still going on (次期戦闘機の共同開発), empty for others."""
    going = sighting.days is None and sighting.told.status == "ongoing"
    return sighting.name.key if going and sighting.name and not sighting.name.vague else ""


def _same_place(one: Sighting, other: Sighting) -> bool | None:
    """Whether the places agree, None when one is not told."""
    a, b = one.told.location, other.told.location
    return _like(plain(a), plain(b)) if a and b else None


def _same_persons(one: Sighting, other: Sighting) -> bool:
    theirs = [(p.code, p.person) for p in other.told.parties if p.person]
    return any(
        p.person and p.code == code and dice(plain(p.person), plain(person)) >= ALIKE_NAMES
        for p in one.told.parties
        for code, person in theirs
    )

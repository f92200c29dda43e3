"""Groups of events of different records that tell the same happening.

Events are taken sharpest date first. Each joins the group whose first member it is most
like, or opens one; a vaguely dated event that fits two groups equally well stays alone.
Each is compared with a few candidates only, found by type, stage, parties and time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from pipeline.stages.linking.likeness import Likeness, likeness, programme
from pipeline.stages.linking.sighting import COARSE, Days, Sighting

# Days of a bucket of time, and of the widest interval looked for all along.
_BUCKET = 10
_WIDEST = 366


def same_events(sightings: Iterable[Sighting]) -> tuple[tuple[Sighting, ...], ...]:
    """Groups of two or more sightings of one event, first-told first.

    The order of ``sightings`` changes nothing. No group holds two events of one record.
    """
    groups: list[_Group] = []
    index: dict[Hashable, list[_Group]] = {}
    for sighting in sorted(sightings, key=lambda s: s.order):
        keys = list(_keys(sighting))
        near = {group.number: group for key in keys for group in index.get(key, ())}
        group = _best(sighting, near.values())
        if group is None:
            group = _Group(len(groups), sighting)
            groups.append(group)
            for key in keys:
                index.setdefault(key, []).append(group)
        else:
            group.take(sighting)
    return tuple(
        tuple(sorted(group.members, key=_telling)) for group in groups if len(group.members) > 1
    )


class _Group:
    """Sightings of one event; the first is the one that others are compared with."""

    def __init__(self, number: int, first: Sighting) -> None:
        self.number = number
        self.members = [first]
        self.records = {first.told.record_id}

    def take(self, sighting: Sighting) -> None:
        self.members.append(sighting)
        self.records.add(sighting.told.record_id)


def _best(sighting: Sighting, near: Iterable[_Group]) -> _Group | None:
    found: list[tuple[Likeness, int, _Group]] = []
    for group in near:
        if sighting.told.record_id in group.records:
            continue
        alike = likeness(sighting, group.members[0])
        if alike is not None:
            # Of equals the group that was opened first: its date is the sharper.
            found.append((alike, -group.number, group))
    if not found:
        return None
    found.sort(key=lambda item: item[:2], reverse=True)
    if len(found) > 1 and sighting.sharpness > 0 and found[0][0][:2] == found[1][0][:2]:
        return None
    return found[0][2]


def _telling(sighting: Sighting) -> tuple[bool, int, str]:
    published = sighting.published
    return (published is None, published or 0, sighting.told.event_id)


def _keys(sighting: Sighting) -> Iterator[Hashable]:
    """Where an event is looked for: events that may be the same share a key."""
    told = sighting.told
    small = len(sighting.parties) <= 2
    for party in (sighting.parties,) if small else sorted(sighting.parties):
        for time in _times(sighting):
            yield (told.type, told.stage, party, time)


def _times(sighting: Sighting) -> Iterator[Hashable]:
    if name := programme(sighting):
        yield name
    if sighting.days is None:
        # Without a day, the same page or the same words may tell as well as the time.
        yield sighting.told.source
        yield sighting.evidence
    if days := sighting.days or sighting.likely:
        yield from _buckets(days)


def _buckets(days: Days) -> Iterator[int]:
    # Of a very wide interval only its ends: there lies what opens it, and what meets it.
    if days.width > _WIDEST:
        yield days.first // _BUCKET
        days = Days(days.last - COARSE, days.last)
    yield from range(days.first // _BUCKET, days.last // _BUCKET + 1)

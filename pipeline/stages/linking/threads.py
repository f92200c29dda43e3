"""Threads: the steps of one agreement as told by many records over the years.

An agreement is known by its parties and its name: a family of ``linking/agreements.yaml``,
or the name itself. Papers that the same parties issue again and again (共同声明) are one
thread per occasion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from pipeline.model import STAGES, Thread
from pipeline.stages.linking.knowledge import Name, plain
from pipeline.stages.linking.likeness import same_name
from pipeline.stages.linking.sighting import Sighting

# Days without a step after which a recurring paper is a new one.
OCCASION = 120
LONGEST_NAME = 40
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_UNKNOWN = date.max.toordinal()


def agreement_threads(
    sightings: Iterable[Sighting], same: Mapping[str, int]
) -> tuple[tuple[Thread, tuple[Sighting, ...]], ...]:
    """The threads of all agreement events, each with all its sightings in order.

    ``same`` gives the number of the group that an event id belongs to. Sightings that tell
    one step become one step of the thread: its sharpest telling stands for it.
    """
    agreements = [s for s in sightings if s.told.type == "agreement"]
    agreements.sort(key=_reading)
    named = _named(agreements, same)
    partners = _partners(agreements, named)
    threads: list[tuple[Thread, tuple[Sighting, ...]]] = []
    by_parties = sorted(agreements, key=lambda s: (partners[s.told.event_id], _when(s)))
    for parties, members in groupby(by_parties, key=lambda s: partners[s.told.event_id]):
        for name, told in _by_name(list(members), named):
            threads += [
                (_thread(parties, name, part, same), part) for part in _occasions(told, name)
            ]
    return tuple(_apart(threads))


def _apart(
    threads: list[tuple[Thread, tuple[Sighting, ...]]],
) -> Iterator[tuple[Thread, tuple[Sighting, ...]]]:
    """The threads, where two would have one key with the first step in the later one's."""
    taken: set[str] = set()
    for thread, part in threads:
        own = thread
        if thread.key in taken:
            own = replace(thread, key=f"{thread.key}\x1f{thread.steps[0]}")
        taken.add(own.key)
        yield own, part


def _reading(sighting: Sighting) -> tuple[str, int, int, str]:
    told = sighting.told
    return (told.source, told.record_no, told.evidence_start, told.event_id)


def _named(agreements: Sequence[Sighting], same: Mapping[str, int]) -> dict[str, Name | None]:
    """A name for each event id: vague and missing ones take the name that they stand for.

    That is the name that another record gives the same event; else the one agreement that
    the record names between the same parties; and 同協定 stands for what the same source
    named last between them.
    """
    by_group: dict[int, Name] = {}
    by_record: dict[tuple[str, frozenset[str]], dict[str, Name]] = {}
    for sighting in agreements:
        name = sighting.name
        if name is None or name.vague:
            continue
        group = same.get(sighting.told.event_id)
        if group is not None:
            by_group.setdefault(group, name)
        by_record.setdefault((sighting.told.record_id, sighting.parties), {})[name.key] = name
    found: dict[str, Name | None] = {}
    last: dict[tuple[str, frozenset[str]], Name] = {}
    for sighting in agreements:
        told, name = sighting.told, sighting.name
        place = (told.source, sighting.parties)
        if name is None or name.vague:
            group = same.get(told.event_id)
            near = list(by_record.get((told.record_id, sighting.parties), {}).values())
            known = by_group.get(group) if group is not None else None
            known = known or (near[0] if len(near) == 1 else None)
            name = known or (last.get(place) if name else None) or name
        elif not name.recurring:
            last[place] = name
        found[told.event_id] = name
    return found


def _partners(
    agreements: Sequence[Sighting], named: Mapping[str, Name | None]
) -> dict[str, tuple[str, ...]]:
    """The parties of each event's agreement, sorted.

    Most agreements of a family are between two: when a telling names more (the forum where
    they signed, say) and just two of them have that agreement elsewhere, it is theirs.
    """
    pairs: dict[str, set[frozenset[str]]] = {}
    for sighting in agreements:
        name = named[sighting.told.event_id]
        if name and name.family and not name.recurring and len(sighting.parties) == 2:
            pairs.setdefault(name.family, set()).add(sighting.parties)
    found = {}
    for sighting in agreements:
        parties = sighting.parties
        name = named[sighting.told.event_id]
        if name and name.family and len(parties) > 2:
            within = [pair for pair in pairs.get(name.family, ()) if pair < parties]
            parties = within[0] if len(within) == 1 else parties
        found[sighting.told.event_id] = tuple(sorted(parties))
    return found


def _by_name(
    members: Sequence[Sighting], named: Mapping[str, Name | None]
) -> list[tuple[Name | None, list[Sighting]]]:
    """The members apart by name; unlike names without a family each by itself."""
    families: dict[str, tuple[Name, list[Sighting]]] = {}
    nameless: list[tuple[Name | None, list[Sighting]]] = []
    # Longest names first: short ones join what they are part of.
    known = [(named[s.told.event_id], s) for s in members]
    order = sorted(
        known, key=lambda item: (-len(item[0].core), item[0].core) if item[0] else (0, "")
    )
    for name, sighting in order:
        if name is None or name.vague:
            nameless.append((name, [sighting]))
            continue
        key = name.key
        if key not in families and not name.family:
            alike = (k for k, (other, _) in families.items() if not other.family)
            key = next((k for k in alike if same_name(families[k][0], name)), key)
        families.setdefault(key, (name, []))[1].append(sighting)
    return [(name, told) for name, told in families.values()] + nameless


def _occasions(told: list[Sighting], name: Name | None) -> list[tuple[Sighting, ...]]:
    """The sightings in order of time, apart where a recurring paper has a new occasion."""
    recurring = name is not None and name.recurring
    parts: list[list[Sighting]] = []
    for sighting in sorted(told, key=_when):
        if not parts or (recurring and _when(sighting)[0] - _when(parts[-1][-1])[0] > OCCASION):
            parts.append([])
        parts[-1].append(sighting)
    return [tuple(part) for part in parts]


def _when(sighting: Sighting) -> tuple[int, int, str]:
    """When a step came about: a done one on its day, a plan when it was told."""
    days, published = sighting.days, sighting.published
    day = days.first if days else None
    if days and published and sighting.told.status == "completed":
        # Of a whole month the days after the report are out of question.
        day = max(days.first, min(days.last, published))
    settled = sighting.told.status in {"completed", "cancelled"}
    known = (day, published) if settled else (published, day)
    at = next((d for d in known if d is not None), _UNKNOWN)
    return (at, _RANK.get(sighting.told.stage or "", -1), sighting.told.event_id)


def _thread(
    parties: tuple[str, ...],
    name: Name | None,
    part: Sequence[Sighting],
    same: Mapping[str, int],
) -> Thread:
    steps: list[list[Sighting]] = []
    for sighting in part:
        step = next((s for s in steps if _one_step(s, sighting, same)), None)
        if step is None:
            steps.append([sighting])
        else:
            step.append(sighting)
    tellers = sorted((min(step, key=lambda s: s.order) for step in steps), key=_when)
    told = tellers[0].told
    # What alone tells this thread from others of the same parties and name.
    apart = ""
    if name is None or name.vague:
        apart = told.event_id
    elif name.recurring:
        apart = told.start or told.published or told.event_id
    key = "\x1f".join((";".join(parties), name.key if name else "", apart))
    ids = tuple(teller.told.event_id for teller in tellers)
    return Thread(key, _title(part), parties, ids)


def _one_step(step: list[Sighting], sighting: Sighting, same: Mapping[str, int]) -> bool:
    """True when the sighting tells the step again.

    Stage and status are the same, and either both tell one event by their group, or the
    step is done: an agreement takes each step once.
    """
    told = sighting.told
    first = step[0].told
    if (first.stage, first.status) != (told.stage, told.status):
        return False
    if any(s.told.record_id == told.record_id for s in step):
        return False
    group = same.get(told.event_id)
    if group is not None and any(same.get(s.told.event_id) == group for s in step):
        return True
    if told.status != "completed":
        return False
    return all(not s.days or not sighting.days or s.days.meets(sighting.days) for s in step)


def _title(part: Sequence[Sighting]) -> str:
    """The fullest name as written, of those that still read as a name."""
    written = {
        plain(s.told.instrument) for s in part if s.told.instrument and s.name and not s.name.vague
    }
    short = [name for name in written if len(name) <= LONGEST_NAME]
    return max(short or written, key=lambda name: (len(name), name), default="")

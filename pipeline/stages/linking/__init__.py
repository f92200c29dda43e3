"""Events of all records → the same event told twice, and the steps of one agreement.

>>> knowledge = load_linking(Path("rules"))
>>> links = link_events(told, knowledge)  # 日伊ACSA: 交渉開始 → 署名 → 国会承認へ
>>> links.threads[0].steps
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from pipeline.model import STAGES, Links, Told
from pipeline.stages.linking.knowledge import Knowledge, load_linking
from pipeline.stages.linking.same import same_events
from pipeline.stages.linking.sighting import Sighting, sight
from pipeline.stages.linking.threads import agreement_threads

__all__ = ["Knowledge", "link_events", "load_linking"]

_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_OPEN = frozenset({"considered", "planned", "ongoing"})


def link_events(told: Iterable[Told], knowledge: Knowledge) -> Links:
    """The links between events of different records.

    The order of ``told`` changes nothing. No group of the same event holds two events of
    one record. A plan is updated by the latest later-published record that tells the same
    event, or, for an agreement, the same or a further step as done.
    """
    sightings = [sight(one, knowledge) for one in told]
    groups = same_events(sightings)
    same = {s.told.event_id: number for number, group in enumerate(groups) for s in group}
    threads = agreement_threads(sightings, same)
    updates: dict[str, str] = {}
    for _, members in threads:
        updates |= _updates(members)
    for group in groups:
        if group[0].told.type != "agreement":
            updates |= _updates(group)
    return Links(
        tuple(tuple(s.told.event_id for s in group) for group in groups),
        tuple(thread for thread, _ in threads),
        dict(sorted(updates.items())),
        knowledge.problems(),
    )


def _updates(members: Sequence[Sighting]) -> dict[str, str]:
    """For each event still open, the latest of the later-told that say more of it."""
    found = {}
    dated = sorted((s for s in members if s.published is not None), key=_published)
    days = [_published(sighting) for sighting in dated]
    for sighting in dated:
        if _settled(sighting):
            continue
        after = dated[bisect_right(days, _published(sighting)) :]
        later = [other for other in after if _says_more(sighting, other)]
        if later:
            last = max(later, key=lambda s: (_settled(s), _published(s), s.told.event_id))
            found[sighting.told.event_id] = last.told.event_id
    return found


def _published(sighting: Sighting) -> int:
    return sighting.published or 0


def _settled(sighting: Sighting) -> bool:
    return sighting.told.status not in _OPEN


def _says_more(sighting: Sighting, other: Sighting) -> bool:
    here, there = sighting.told.stage, other.told.stage
    if here == there:
        return True
    further = here is not None and there is not None and _RANK[there] > _RANK[here]
    return further and other.told.status == "completed"

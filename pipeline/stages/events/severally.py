"""Partners with whom one word tells acts of their own: each with its paper, or それぞれ."""

from __future__ import annotations

import regex

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.classes import PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.triggers import Trigger

# 伊海軍|、|尼海軍|とそれぞれ: with each of them.
_AND = deferred("、|と|や|および|及び|・|、また")
_EACH_WITH = deferred(
    r"(?:など)?と(?:の間で)?(?:は|も)?、?(?:それぞれ|個別に|別々に|別個に|相次いで)[^。、がはを]{0,16}を?"
)
# エクアドルと|査証免除の覚書、|ボリビアと|投資協定に(署名した): each with a paper of its own.
_WITH_PAPER = deferred(
    r"(?:政府|側|当局)?と(?:の間で)?(?:は|も)?、?[^。、はが「」]{3,30}、(?:また、?)?"
)
_WITH_LAST = deferred(r"(?:政府|側|当局)?と(?:の間で)?(?:は|も)?、?[^。、はが「」]{3,40}")


def each_apart(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[list[Actor]]:
    """For each partner that has an act of its own, the other partners; empty where none has.

    Pure.

    >>> # 伊海軍、尼海軍とそれぞれ訓練した → [[尼海軍], [伊海軍]]
    """
    if trigger.rule.roles != "exercise" and trigger.rule.type not in PAPERS:
        return []
    partners = _listed(trigger, clauses, context)
    if trigger.rule.type in PAPERS and not partners:
        partners = _paired(trigger, clauses, context)
    if len(partners) < 2 or any(a.strength not in {"strong", "weak"} for a in partners):
        return []
    return [[a for a in partners if a is not one] for one in partners]


def _listed(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """伊海軍、尼海軍とそれぞれ訓練した."""
    return _row(trigger.span.start, _EACH_WITH, _AND, trigger, clauses, context)


def _paired(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    """エクアドルと査証免除の覚書、ボリビアと投資協定に署名した."""
    return _row(trigger.span.end, _WITH_LAST, _WITH_PAPER, trigger, clauses, context)


def _row(
    edge: int,
    last: regex.Pattern[str],
    others: regex.Pattern[str],
    trigger: Trigger,
    clauses: Clauses,
    context: RecordContext,
) -> list[Actor]:
    """Actors one behind another up to ``edge``, by the words behind the last and the others."""
    text = context.record.text.text
    row: list[Actor] = []
    for actor in reversed(_before(edge, trigger, clauses, context)):
        joined = others if row else last
        if not actor.codes or not joined.fullmatch(text, actor.span.end, edge):
            break
        if row and _tells(actor.span.end, edge, clauses):
            break
        row.insert(0, actor)
        edge = actor.span.start
    return row


def _before(edge: int, trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[Actor]:
    return context.within(Span(clauses.segment(trigger.span.start).start, edge))


def _tells(start: int, end: int, clauses: Clauses) -> bool:
    """Whether a predicate ends inside a stretch: 英国と会談し、米国と…."""
    return any(
        c.predicate and c.form != "attributive" and start <= c.span.start and c.span.end <= end
        for c in clauses.chunks
    )

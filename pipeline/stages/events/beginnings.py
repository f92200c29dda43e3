"""Dates from which on something lasts: 2005年に派遣を始めて以来, 9日から訪れ."""

from __future__ import annotations

from pipeline.model import Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.triggers import Trigger

# What goes on for hours, not for days: 19日昼過ぎから25分間話し合った.
OF_ONE_DAY = PAPERS | {"meeting", "aid"}
# What can go on for years.
_OPEN = frozenset({"dispatch", "equipment", "information_sharing", "aid"})
_BEGINS = frozenset({"equipment", "information_sharing"})
_BEGUN = (
    r"(?:始ま(?:っ|り)|始め(?:た|て|まし)|(?:開始|スタート|着手|始動)(?:し(?:た|て|、|まし)|され))"
)
# 共同研究をそれぞれ開始した; 昨年12月に始まった即時共有.
_HAS_BEGUN = deferred(
    rf"[^。、]{{0,24}}?(?<!(?:検討|協議|調整|交渉|議論|準備)(?:を|に|が)?){_BEGUN}"
)
_WHICH_BEGAN = deferred(rf"(?:[^。、]{{0,10}}に|から)?{_BEGUN}た?")
_ENDED = deferred("終了|完了|終え|終わ|まで")
# 2005年に派遣を始めて以来、支援を続けている
_EVER_SINCE = deferred(
    r"[^。、]{0,30}?(?:開始|始め|着手|スタート|参加|派遣|設置|加盟)(?:し|さ(?:せ|れ))?て(?:以来|以降|から(?:は|も|、))"
)
_LASTS = deferred(r"続け|継続|重ね|て(?:い|お|き(?:た|て)|まいり)")
_TRAVELS = deferred("訪|来日|来訪|滞在|入り|訪[米中韓英仏独印豪露]|歴訪|巡")


def is_beginning(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether an act that lasts is told to go on since a date. Pure.

    >>> # 2011年以来、要員を派遣している; 5月に共同研究を開始した → True
    """
    if timex.relation == "since":
        return _still(trigger, clauses)
    told = timex.relation is None
    return told and (_ever_since(timex, trigger, clauses) or _begun(timex, trigger, clauses))


def starts_stay(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether days that run from a first one on are a stay's, not those of what is done there.

    9日から同国を訪れ、首相と会談した: the talks are on none of them in particular.
    """
    if timex.relation != "from" or trigger.rule.type not in OF_ONE_DAY - {"aid"}:
        return False
    own = clauses.predicate_of(trigger.span.end - 1)
    owner = clauses.predicate_of(timex.span.start)
    return (
        own is not None
        and owner is not None
        and owner.index < own.index
        and owner.span.end <= trigger.span.start
        and _TRAVELS.search(owner.text) is not None
    )


def _begun(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether what goes on for years is told as begun on a date: 5月に共同研究を開始した."""
    if trigger.rule.type not in _BEGINS or timex.type != "DATE":
        return False
    span, text = clauses.sentence.span, clauses.text
    after, end = timex.span.end - span.start, trigger.span.end - span.start
    return not _ENDED.search(text, min(after, end)) and (
        _WHICH_BEGAN.match(text, after) is not None
        or (trigger.rule.type == "equipment" and _HAS_BEGUN.match(text, end) is not None)
    )


def _ever_since(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """Whether what lasts is told as going on since it was begun: 開始して以来、…続けている."""
    if trigger.rule.type not in _OPEN or timex.precision == "range":
        return False
    start, text = clauses.sentence.span.start, clauses.text
    since = _EVER_SINCE.match(text, timex.span.end - start)
    return since is not None and _LASTS.search(text, since.end()) is not None


def _still(trigger: Trigger, clauses: Clauses) -> bool:
    """Whether an act that lasts is told as going on: 派遣している, 開発を続けている."""
    predicate = clauses.predicate_of(trigger.span.end - 1)
    return (
        trigger.rule.type in _OPEN
        and predicate is not None
        and predicate.progressive
        and not predicate.past
    )

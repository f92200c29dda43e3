"""Whether two names of pacts, exercises or papers may mean one."""

from __future__ import annotations

from pipeline.model import Event
from pipeline.stages.events.rules import EventRules


def one_exercise(one: Event, two: Event, rules: EventRules) -> bool:
    """Whether two tellings are of one exercise by name, of however many of its parties. Pure."""
    a, b = _core(one.instrument or "", rules), _core(two.instrument or "", rules)
    return one.type == two.type == "exercise" and len(a) > 1 and a == b


def two_papers(one: Event, two: Event, rules: EventRules) -> bool:
    """Whether two papers are named by their kind alone, and the kinds differ. Pure.

    >>> # 書簡を取り交わした。協定は同日発効した → True
    """
    a, b = _core(one.instrument or "", rules), _core(two.instrument or "", rules)
    return a != b and {a, b} <= rules.bare_kinds


def names_agree(one: Event, two: Event, rules: EventRules) -> bool:
    """Whether the names of two acts do not set them apart; in most types they never do. Pure.

    >>> # RAA, 円滑化協定 → True; 円滑化協定, 協定 → True; 円滑化協定, 情報保護協定 → False
    """
    if one.type not in {"agreement", "framework", "equipment", "exercise"}:
        return True
    a, b = _core(one.instrument or "", rules), _core(two.instrument or "", rules)
    if one.type == "exercise" and a.isascii() != b.isascii():
        return True  # リムパック and RIMPAC
    return a in b or b in a or a in rules.bare_kinds or b in rules.bare_kinds


def _core(name: str, rules: EventRules) -> str:
    bare = "".join(c for c in name if c not in "「」『』()（）・、 　")
    return rules.pact_letters.get(bare, bare)

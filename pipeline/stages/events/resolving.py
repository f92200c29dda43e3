"""Codes that only the record can give: bare names, 同国, offices without a country."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Mention
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.rules import EventRules

# Offices that anybody's side has: without a name they tell nothing of whose.
_ANYBODY = frozenset({"official", "minister", "member", "employee", None})
_NAME_BREAK = deferred(r"[・＝= 　]")
_OFFICE_OF_BODY = deferred(r"事務総長|事務局長|上級代表|委員長|総裁|議長")
_SAME_PERSON = deferred(r"同(?:氏|大臣|長官|首相|大統領|外相|相|司令官|次官|大使|議長)")
_MODIFIES = deferred(r"[^。、はがをと]{0,14}の[^。、はがを]{0,8}|・?")


def known_names(ruled: list[Mention]) -> dict[str, str]:
    """Every part of a person's name that the record gives a code."""
    names: dict[str, str] = {}
    for mention in ruled:
        if mention.person and len(mention.codes) == 1:
            for part in _NAME_BREAK.split(mention.person):
                if part:
                    names.setdefault(part, mention.codes[0])
    return names


def resolve(
    mention: Mention,
    text: str,
    actors: list[Actor],
    names: dict[str, str],
    weights: Counter[str],
    home: str,
    rules: EventRules,
) -> tuple[str, ...]:
    """Codes for a name or office that the lexicon gives none; empty when nothing fits."""
    parts = [p for p in _NAME_BREAK.split(mention.person or "") if p]
    for part in parts:
        if part in names:
            return (names[part],)
    if mention.kind == "pronoun":
        return _antecedent(mention, actors, home)
    if mention.kind not in {"office", "person", "force", "ministry", "ship"}:
        return ()
    if mention.canonical == "same_state":
        return _antecedent(mention, actors, home)
    if mention.office in _ANYBODY and not mention.person:
        return ()
    code = _modifier(mention, text, actors)
    # EUと日本の首脳協議, 首脳らは: leaders of nobody named are those of all the parties.
    alone = mention.office == "leader" and not mention.person
    if code is None and not (alone and text[mention.span.end : mention.span.end + 1] != "と"):
        code = _partner_for(mention, text, actors, weights, home, rules)
    if code is None:
        return ()
    for part in parts:
        names.setdefault(part, code)
    return (code,)


def _antecedent(mention: Mention, actors: list[Actor], home: str) -> tuple[str, ...]:
    """同国 is the foreign country named last, 同氏 the person named last."""
    if not mention.text.startswith("同") and mention.canonical != "same_state":
        return ()
    person = _SAME_PERSON.match(mention.text) is not None
    for actor in reversed(actors):
        if mention.span.start - actor.span.end > 200:
            return ()
        if person and actor.mention.kind not in {"office", "person"}:
            continue
        if (
            len(actor.codes) == 1
            and actor.strength != "bystander"
            and (person or actor.codes[0] != home)
        ):
            return actor.codes
    return ()


def _modifier(mention: Mention, text: str, actors: list[Actor]) -> str | None:
    """The country of フィンランドのオルポ首相 or フィンランド・オルポ首相."""
    for actor in reversed(actors):
        between = text[actor.span.end : mention.span.start]
        if len(between) > 16 or "。" in between or "、" in between:
            return None
        if len(actor.codes) == 1 and _MODIFIES.fullmatch(between):
            return actor.codes[0]
    return None


def _partner_for(
    mention: Mention,
    text: str,
    actors: list[Actor],
    weights: Counter[str],
    home: str,
    rules: EventRules,
) -> str | None:
    """The country an office without one belongs to: named in the sentence, else the record's."""
    body = bool(_OFFICE_OF_BODY.search(mention.text))

    def fits(code: str) -> bool:
        return code != home and (body or rules.is_state(code))

    start = text.rfind("。", 0, mention.span.start) + 1
    for actor in reversed(actors):
        if actor.span.start < start:
            break
        for code in reversed(actor.codes):
            here = actor.strength == "place" and bool(mention.person)
            if fits(code) and (here or actor.strength not in {"bystander", "place"}):
                return code
    return max((c for c in weights if fits(c)), key=lambda c: weights[c], default=None)

"""Codes that only the record can give: bare names, 同国, offices without a country."""

from __future__ import annotations

from collections import Counter

from pipeline.model import Mention
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.borders import sentence_start
from pipeline.stages.events.rules import EventRules

# Offices that anybody's side has: without a name they tell nothing of whose.
_ANYBODY = frozenset({"official", "minister", "member", "employee", None})
# 各国首脳, 両国の外務次官: nobody's in particular, or those of all the parties.
_SEVERAL = frozenset({"all", "other", "both"})
_NAME_BREAK = deferred(r"[・＝= 　]")
_OFFICE_OF_BODY = deferred(r"事務総長|事務局長|上級代表|委員長|総裁|議長")
# Offices of bodies alone: no state has one.
_HEADS_BODY = deferred(r"事務総長|上級代表")
_HAN = deferred(r"[\p{Han}々ヶ]{1,8}")
# Where people have names in Chinese characters.
_HAN_NAMES = frozenset({"JPN", "CHN", "TWN", "HKG", "KOR", "PRK", "SGP", "VNM"})
_SAME_PERSON = deferred(r"同(?:氏|大臣|長官|首相|大統領|外相|相|司令官|次官|大使|議長)")
_REACHES = deferred(
    r"[^。、はがをにで]{0,8}(?:を(?:公式に?|実務|親善|友好|国賓として|公賓として|再び|初めて)?(?:訪問|訪れ|訪ね)"
    r"|に(?:も)?(?:相次いで|初めて|再び)?(?:到着|移動|入|寄港|寄航|停泊|立ち寄|飛来)"
    r"|への(?:公式|実務|親善)?訪問(?:は|では|で|中))"
)
# Forces that Japan has none of by that name: of the land that was reached (現地海軍と訓練した).
_LOCAL_FORCE = deferred(
    r"(?:海軍|空軍|陸軍|国軍|国防軍|沿岸警備隊|国境警備隊|海上警察|海兵隊)(?:部隊)?"
)
_WITH_LOCAL = deferred(r"(?:など|等|側|[・、][^。、はがを]{2,12})?(?:と|への|に対し)")
# How far back the leg of a journey is told to which an office without a country belongs.
_LEG = 300
_TOPIC = deferred(r"(?:政府|側|軍)?[はも](?!、?[^。、]{0,4}に)")
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
    *,
    native: bool = False,
) -> tuple[str, ...]:
    """Codes for a name or office that the lexicon gives none; empty when nothing fits.

    ``native``: the page is home's own press, which names the country of foreign officials only.
    """
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
    if mention.kind == "force" and mention.canonical is None:
        return _of_land_reached(mention, text, actors, home)
    if mention.canonical in _SEVERAL or (mention.office in _ANYBODY and not mention.person):
        return ()
    code = _modifier(mention, text, actors)
    if code is None and native and mention.canonical is None:
        return (home,)
    # EUと日本の首脳協議, 首脳らは: leaders of nobody named are those of all the parties.
    alone = mention.office == "leader" and not mention.person
    if code is None and not (alone and text[mention.span.end : mention.span.end + 1] != "と"):
        code = _partner_for(mention, text, actors, weights, home, rules)
    if code is None or (_HAN.fullmatch(mention.person or "") and code not in _HAN_NAMES):
        return ()  # 榊原会長 is nobody's on a page about France
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


def _same_force(mention: Mention, actors: list[Actor], home: str) -> tuple[str, ...]:
    """タイ空軍に納めた。初号機は同空軍へ: the force named last that is not home's."""
    for actor in reversed(actors):
        if mention.span.start - actor.span.end > _LEG:
            break
        force = actor.mention.kind == "force" and len(actor.codes) == 1
        if force and actor.codes[0] != home:
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


def _held_before(mention: Mention, actors: list[Actor]) -> str | None:
    """皇太子は after カタールの…皇太子: the one country whose holder of that office is named."""
    if mention.person:
        return None
    named = [a for a in actors if a.mention.office == mention.office and a.mention.basis == "named"]
    codes = {code for actor in named for code in actor.codes}
    return codes.pop() if len(codes) == 1 and any(a.mention.person for a in named) else None


def visited(mention: Mention, text: str, actors: list[Actor]) -> str | None:
    """5月24日からグアテマラを訪問しました。… 大統領を表敬: the land that was reached last."""
    for actor in reversed(actors):
        if mention.span.start - actor.span.end > _LEG:
            return None
        if len(actor.codes) == 1 and _REACHES.match(text, actor.span.end, mention.span.start):
            return actor.codes[0]
    return None


def _of_land_reached(
    mention: Mention, text: str, actors: list[Actor], home: str
) -> tuple[str, ...]:
    """ケニアのモンバサに寄港し、現地海軍と訓練した: the force of the land reached last.

    同空軍 is that of the land whose force was named last.
    """
    if text[mention.span.start - 1 : mention.span.start] == "同":
        return _same_force(mention, actors, home)
    if not _LOCAL_FORCE.fullmatch(mention.text) or not _WITH_LOCAL.match(text, mention.span.end):
        return ()
    land = visited(mention, text, actors)
    return (land,) if land and land != home else ()


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
    if _HEADS_BODY.search(mention.text):
        bodies = (c for a in reversed(actors) for c in a.codes if not rules.is_state(c))
        last = next(bodies, None)
        if last is not None:
            return last  # NATO本部で…。事務総長は: not of the land where the house stands

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
    held = _held_before(mention, actors)
    if held is not None:
        return held
    topic = _topic_before(text, actors, start) if mention.person else None
    if topic is not None and fits(topic):
        return topic
    reached = visited(mention, text, actors)
    if reached is not None and fits(reached):
        return reached
    return max((c for c in weights if fits(c)), key=lambda c: weights[c], default=None)


def _topic_before(text: str, actors: list[Actor], start: int) -> str | None:
    """The state that the sentence before has as its topic: エジプトは…。アブデルアティ外相は…."""
    border = sentence_start(text, start - 1)
    for actor in reversed(actors):
        if actor.span.start < border:
            return None
        acting = actor.strength == "strong" and len(actor.codes) == 1
        if acting and actor.span.start < start and _TOPIC.match(text, actor.span.end):
            return actor.codes[0]
    return None

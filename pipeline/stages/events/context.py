"""Who a record talks about: actors with their codes, pronouns and bare names resolved.

Mentions come from the lexicon; here they get the codes that only the record can give:
マールズ氏 is Australian because an earlier line said オーストラリアのマールズ国防相, and an
office without a country belongs to the partner that the record is about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from pipeline.model import Mention, Record, Span
from pipeline.stages.events.rules import EventRules

Strength = Literal["strong", "weak", "place", "occasion", "bystander"]

HOME = "JPN"
_STRONG = frozenset(
    {"office", "person", "force", "ministry", "countries", "ship", "demonym", "soldiers", "posted"}
)
_PLACES = frozenset({"place", "region"})
_IGNORED = frozenset(
    {"travel", "toward", "region", "media", "stop", "guard", "honorific", "forum", "programme"}
)
# Offices that anybody's side has: without a name they tell nothing of whose.
_ANYBODY = frozenset({"official", "minister", "member", "employee", None})
_NAME_BREAK = regex.compile(r"[・＝= 　]")
_OFFICE_OF_BODY = regex.compile(r"事務総長|事務局長|上級代表|委員長|総裁|議長")
_BODY_NOUN = (
    r"首相|大統領|外相|国防相|防衛相|大臣|長官|大使|司令官|参謀|軍|艦|機(?!関)|船|隊|一行|代表団|要員|職員|"
    r"政府|当局|省|庁|警察|将兵|学生|留学生|高官|閣僚|首脳|議員|議長|トップ|制服組|幹部|実務者|関係者|局長|補佐官"
)
# What follows a bare country name when it acts: a particle, a shared office, a list.
_ACTS = regex.compile(
    r"(?:両(?:国|政府|首脳|軍|氏|外相|防衛相|国防相|首相|海軍|空軍|陸軍|者|隊)"
    r"|(?:など)?[0-9０-９一二三四五六七八九十数]+(?:[かカヵケヶか箇]国|国|者)"
    r"|各国|側(?!近|面)|政府|当局|外務|国防|防衛|軍|海軍|空軍|陸軍|海兵隊|沿岸警備隊|大統領府|議会|首脳"
    r"|など|は|が|も|と|、|や|および|及び|並びに|・|へ|に|を|から|[\s　]|$"
    rf"|の?[^。、の]{{0,10}}?(?:{_BODY_NOUN}))"
)
_AT = regex.compile(
    r"(?:国内|領内|沖|近海|周辺|各地|本土|南部|北部|東部|西部)?[^。、]{0,3}?(?:で(?!は?な)|にて|において|での)"
)
# G7外相会合のため: the group names an occasion and acts in it, not in what else is told.
_OCCASION = regex.compile(
    r"[^。、はがをに]{0,12}?(?:会合|会議|サミット|総会|シンポジウム|フォーラム|議長国|本部|大使)"
)
_SUBJECT = regex.compile(r"[^。、「」\n]{0,10}?(?:は|が)")
# 仏独ポーランドの3外相: the office of those just named, not of home.
_SHARED = regex.compile(r"の?(?:両|[2-9２-９二三四五六七八九])(?:[かカヵケヶ箇]国の?)?")
_LIST = regex.compile(r"、|・|と|や|及び|および|並びに")
_SAME_PERSON = regex.compile(r"同(?:氏|大臣|長官|首相|大統領|外相|相|司令官|次官|大使|議長)")
_MODIFIES = regex.compile(r"[^。、はがをと]{0,14}の[^。、はがを]{0,8}|・?")


@dataclass(slots=True)
class Actor:
    """A mention with the codes it stands for here and how firmly it takes part."""

    mention: Mention
    codes: tuple[str, ...]
    strength: Strength
    resolved: bool = True

    @property
    def span(self) -> Span:
        """Where it stands (record text offsets)."""
        return self.mention.span


@dataclass(slots=True)
class RecordContext:
    """The actors of a record in order, and what is known so far while reading it.

    ``inner`` are destinations inside a word (来日, 訪米). ``home`` is the country whose
    press it is. ``parties`` are the participants of the event read last, ``met`` those of the talks
    read last, ``visitor`` the
    side that travelled last, ``dominant`` the codes that the record is about,
    ``background`` the codes of the headings above it.
    """

    record: Record
    rules: EventRules
    actors: tuple[Actor, ...]
    inner: tuple[Actor, ...] = ()
    home: str = HOME
    parties: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    visitor: str | None = None
    dominant: tuple[str, ...] = ()
    background: tuple[str, ...] = ()

    def within(self, span: Span) -> list[Actor]:
        """The actors that stand inside a stretch of the record."""
        return [a for a in self.actors if span.start <= a.span.start and a.span.end <= span.end]

    def before(self, position: int) -> list[Actor]:
        """The actors left of a position, nearest first."""
        return [a for a in reversed(self.actors) if a.span.end <= position]

    def partner(self, position: int) -> str | None:
        """The foreign side of the talk at a position: of the last act, else the record's."""
        for code in (*self.parties, *self.dominant):
            if code != self.home:
                return code
        for actor in self.before(position):
            for code in reversed(actor.codes):
                if code != self.home and actor.strength != "bystander":
                    return code
        return None


def build_context(
    record: Record,
    mentions: tuple[Mention, ...],
    rules: EventRules,
    background: tuple[str, ...] = (),
) -> RecordContext:
    """Read a record's mentions into actors. Pure; text offsets.

    ``background`` are the codes of the headings above the record, outermost first: a
    chronology of 日朝関係 names its parties only there.
    """
    text = record.text.text
    ruled = [m for m in mentions if m.origin == "rule" and m.kind not in _IGNORED]
    home = _home(record, ruled, background)
    weights = _weights(record, ruled, background, home)
    names = _names(ruled)
    actors: list[Actor] = []
    for index, mention in enumerate(ruled):
        following = ruled[index + 1] if index + 1 < len(ruled) else None
        codes = mention.codes or _resolve(mention, text, actors, names, weights, home)
        if mention.basis == "default":
            shared = actors and _SHARED.fullmatch(text[actors[-1].span.end : mention.span.start])
            codes = () if shared else codes if home == HOME else (home,)
        codes = tuple(m for c in codes for m in rules.members.get(c, (c,)))
        strength = _strength(mention, codes, text, following, rules)
        actors.append(Actor(mention, codes, strength, bool(mention.codes) or not codes))
    _promote_lists(actors, text)
    inner = tuple(Actor(m, m.codes, "place") for m in mentions if m.kind == "travel")
    context = RecordContext(record, rules, tuple(actors), inner, home, background=background)
    context.dominant = _dominant(context, background)
    return context


def _promote_lists(actors: list[Actor], text: str) -> None:
    """日本、米国、韓国の…: in a list that acts, every name acts."""
    for one, other in pairwise(actors):
        if not _LIST.fullmatch(text[one.span.end : other.span.start]):
            continue
        pair = {one.strength, other.strength}
        if pair == {"strong", "weak"} and one.codes and other.codes:
            one.strength = other.strength = "strong"


def _home(record: Record, ruled: list[Mention], background: tuple[str, ...]) -> str:
    """The country whose offices need no name: Japan, unless two others have the stage.

    A Japanese page on 中国とロシア says 国防相 and 両海軍 of these two; there the country
    named most is at home.
    """
    named = [m for m in ruled if m.basis != "default" and m.kind not in _PLACES]
    counts = _weights(record, named, background, "")
    japan = counts.pop(HOME, 0)
    states = Counter({code: n for code, n in counts.items() if len(code) == 3})
    top = states.most_common(2)
    if len(top) < 2 or top[1][1] < 2:
        return HOME
    pair = top[0][1] + top[1][1]
    if pair * 10 < sum(states.values()) * 6 or japan * 4 >= top[1][1]:
        return HOME
    text = record.text.text
    both = {top[0][0], top[1][0]}
    acting = any(both & set(m.codes) and _SUBJECT.match(text, m.span.end) for m in named)
    if not acting or not _meet(both, named, text):
        return HOME
    return top[0][0]


def _meet(both: set[str], named: list[Mention], text: str) -> bool:
    """Whether one sentence names both."""
    seen: set[str] = set()
    last = 0
    for mention in named:
        if "。" in text[last : mention.span.start] or "\n" in text[last : mention.span.start]:
            seen = set()
        seen |= both & set(mention.codes)
        if seen == both:
            return True
        last = mention.span.end
    return False


def _weights(
    record: Record, ruled: list[Mention], background: tuple[str, ...], home: str
) -> Counter[str]:
    """How often each code but home's is named; a title counts three times, headings twice."""
    title = next((p.span for p in record.parts if p.role == "title"), Span(0, 0))
    weights: Counter[str] = Counter()
    for mention in ruled:
        if mention.kind in _PLACES and not mention.codes:
            continue
        for code in mention.codes:
            if code != home:
                weights[code] += 3 if title.covers(mention.span) else 1
    for code in background:
        if code != home:
            weights[code] += 2
    return weights


def _names(ruled: list[Mention]) -> dict[str, str]:
    """Every part of a person's name that the record gives a code."""
    names: dict[str, str] = {}
    for mention in ruled:
        if mention.person and len(mention.codes) == 1:
            for part in _NAME_BREAK.split(mention.person):
                if part:
                    names.setdefault(part, mention.codes[0])
    return names


def _resolve(
    mention: Mention,
    text: str,
    actors: list[Actor],
    names: dict[str, str],
    weights: Counter[str],
    home: str,
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
    if code is None:
        code = _partner_for(mention, text, actors, weights, home)
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
    mention: Mention, text: str, actors: list[Actor], weights: Counter[str], home: str
) -> str | None:
    """The country an office without one belongs to: named in the sentence, else the record's."""
    body = bool(_OFFICE_OF_BODY.search(mention.text))

    def fits(code: str) -> bool:
        return code != home and (body or len(code) == 3)

    start = text.rfind("。", 0, mention.span.start) + 1
    for actor in reversed(actors):
        if actor.span.start < start:
            break
        for code in reversed(actor.codes):
            here = actor.strength == "place" and bool(mention.person)
            if fits(code) and (here or actor.strength not in {"bystander", "place"}):
                return code
    return max((c for c in weights if fits(c)), key=lambda c: weights[c], default=None)


def _strength(
    mention: Mention,
    codes: tuple[str, ...],
    text: str,
    following: Mention | None,
    rules: EventRules,
) -> Strength:
    after = text[mention.span.end : mention.span.end + 24]
    before = text[max(0, mention.span.start - 4) : mention.span.start]
    if not codes:
        return "weak" if mention.kind == "pronoun" else "place"
    if mention.kind == "pronoun":
        return "place" if _AT.match(after) or after.startswith("の") else "strong"
    if rules.bystander_before.search(before) or rules.bystander_name.match(mention.text):
        return "bystander"
    if mention.kind in _PLACES:
        return "place"
    if rules.bystander_after.match(after):
        return "bystander"
    states = all(len(c) == 3 and c.isalpha() for c in codes)
    if (mention.kind == "organisation" or not states) and _OCCASION.match(after):
        return "occasion"
    if mention.kind in _STRONG:
        return "strong"
    if (
        following is not None
        and text[mention.span.end : following.span.start] in {"", "の", "・"}
        and set(following.codes) & set(codes)
    ):
        return "place" if following.kind in _PLACES else "strong"
    if _AT.match(after) or (following is not None and _in_place(mention, following, text)):
        return "place"
    return "strong" if _ACTS.match(after) else "weak"


def _in_place(mention: Mention, following: Mention, text: str) -> bool:
    """ドイツの首都ベルリン, 中国・瀋陽: the country only says where the place lies."""
    between = text[mention.span.end : following.span.start]
    return (
        following.kind in _PLACES
        and bool(set(following.codes) & set(mention.codes))
        and regex.fullmatch(r"・|の[^。、はがを]{0,5}", between) is not None
    )


def _dominant(context: RecordContext, background: tuple[str, ...]) -> tuple[str, ...]:
    """The codes a record is about, best first, at most six.

    The title weighs most, then the lead, then how often a code acts; codes of the
    headings stand in where the record itself names fewer than two.
    """
    weights: Counter[str] = Counter()
    places: Counter[str] = Counter()
    first: dict[str, int] = {}
    title = next((p.span for p in context.record.parts if p.role == "title"), Span(0, 0))
    for actor in context.actors:
        if actor.strength == "bystander":
            continue
        weight = 3 if title.covers(actor.span) else 2 if actor.span.start < 200 else 1
        for code in actor.codes:
            first.setdefault(code, actor.span.start)
            if actor.strength in {"place", "occasion"}:
                places[code] += 1
            else:
                weights[code] += weight if actor.strength == "strong" else 1
    ordered = sorted(weights, key=lambda c: (-weights[c], first[c]))
    for code in (*background, *sorted(places, key=lambda c: (-places[c], first[c]))):
        if code not in ordered:
            ordered.append(code)
    return tuple(ordered[:6])

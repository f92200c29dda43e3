"""Who a record talks about: actors with their codes, pronouns and bare names resolved.

Mentions come from the lexicon; here they get the codes that only the record can give:
マールズ氏 is Australian because an earlier line said オーストラリアのマールズ国防相, and an
office without a country belongs to the partner that the record is about.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import regex

from pipeline.model import Mention, Participant, Record, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import LISTED, Actor
from pipeline.stages.events.home import HOME, OF_SEVERAL, code_weights, home_of
from pipeline.stages.events.resolving import known_names, resolve, visited
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.sections import section_topics
from pipeline.stages.events.strength import promote_lists, strength_of

_IGNORED = frozenset(
    {"travel", "toward", "region", "media", "stop", "guard", "honorific", "forum", "programme"}
)
_QUOTED = deferred(r"[「『“][^」』”]+")
_HIRAGANA = deferred(r"\p{Hiragana}")
# EUの第20回外相会議: the rank of those who meet, nobody's minister.
_TALKS_OF = deferred("会議|会合|会談|級|協議|対話|理事会")
_SESSION = deferred(
    r"(?:は|が)(?:[0-9０-９]{1,2}日、?)?|の?(?:第[0-9０-９]+回|定例|定期|年次|拡大|特別|緊急|非公式)?"
)
_SHARED = deferred(rf"の?{OF_SEVERAL}|[」』]の")


@dataclass(slots=True)
class RecordContext:
    """The actors of a record in order, and what is known so far while reading it.

    ``inner`` are destinations inside a word (来日, 訪米), ``toward`` whom a
    word is about (対米). ``home`` is the country whose press it
    is. ``parties`` are the participants of the event read last, ``met`` those of the talks read
    last, ``session`` the body that held them by itself, ``called`` those of the call at a port
    and ``drilled`` those of the exercise read last,
    ``visitor`` the side that travelled last, ``guests`` all that travelled with it, ``aided`` the
    one helped last, ``told`` where the act read last stands and its codes,
    ``dominant`` the codes that the record is about, ``venues`` those of them that it only names
    as places, ``background`` the codes of the headings above it, ``sections`` those of the
    headings inside it.
    """

    record: Record
    rules: EventRules
    actors: tuple[Actor, ...]
    inner: tuple[Actor, ...] = ()
    home: str = HOME
    toward: tuple[Actor, ...] = ()
    parties: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    session: str | None = None
    called: tuple[Participant, ...] = ()
    drilled: tuple[str, ...] = ()
    visitor: str | None = None
    guests: tuple[str, ...] = ()
    aided: str | None = None
    told: tuple[int, tuple[str, ...]] = (-1, ())
    dominant: tuple[str, ...] = ()
    venues: frozenset[str] = frozenset()
    background: tuple[str, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()

    def enter(self, position: int) -> None:
        """Below a heading that names a party, the talk is of home and that party."""
        for start, code in reversed(self.sections):
            if start < position:
                if start > self.told[0]:
                    self.parties, self.met = (self.home, code), ()
                return

    def within(self, span: Span) -> list[Actor]:
        """The actors that stand inside a stretch of the record."""
        return [a for a in self.actors if span.start <= a.span.start and a.span.end <= span.end]

    def before(self, position: int) -> list[Actor]:
        """The actors left of a position, nearest first."""
        return [a for a in reversed(self.actors) if a.span.end <= position]

    def partner(self, position: int, *, places: bool = True) -> str | None:
        """The foreign side of the talk at a position: of the last act, else the record's.

        Without ``places`` a state does not count that the record only names as a place.
        """
        for code in (*self.parties, *self.dominant):
            if code != self.home and (places or code not in self.venues):
                return code
        for actor in self.before(position):
            for code in reversed(actor.codes):
                here = places or code not in self.venues
                if code != self.home and actor.strength != "bystander" and here:
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
    ruled = _with_namesakes(ruled, rules)
    home, native = home_of(record, ruled, background, rules)
    weights = code_weights(record, ruled, background, home)
    names = known_names(ruled)
    japanese = any(HOME in m.codes and m.basis != "default" for m in ruled)
    named = {c for m in ruled if m.basis != "default" for c in m.codes}
    actors: list[Actor] = []
    for index, mention in enumerate(ruled):
        following = ruled[index + 1] if index + 1 < len(ruled) else None
        codes = mention.codes or resolve(
            mention, text, actors, names, weights, home, rules, native=native
        )
        if mention.kind == "ship" and codes == (HOME,) and actors and _named_abroad(mention):
            between = text[actors[-1].span.end : mention.span.start]
            beside = actors[-1].mention.kind == "ship" and LISTED.fullmatch(between)
            codes = actors[-1].codes if beside else codes
        if mention.canonical == "we" or (home != HOME and rules.own_land.fullmatch(mention.text)):
            codes = (home,)
        elif mention.basis == "default":
            shared = actors and _SHARED.fullmatch(text[actors[-1].span.end : mention.span.start])
            shared = shared or (actors and _ranks(mention, actors[-1], text))
            codes = () if shared else codes if home == HOME else (home,)
            codes = codes if japanese or shared else _named_before(mention, actors) or codes
            codes = codes if shared else _of_host(mention, text, actors, codes, named)
        codes = tuple(m for c in codes for m in rules.members.get(c, (c,)))
        strength = strength_of(mention, codes, text, following, rules)
        actors.append(Actor(mention, codes, strength, bool(mention.codes) or not codes))
    promote_lists(actors, text)
    inner = tuple(Actor(m, m.codes, "place") for m in mentions if m.kind == "travel")
    toward = tuple(Actor(m, m.codes, "strong") for m in mentions if m.kind == "toward")
    context = RecordContext(
        record, rules, tuple(actors), inner, home, toward=toward, background=background
    )
    context.sections = section_topics(text, actors, home)
    context.dominant = _dominant(context, background)
    acting = {c for a in actors if a.strength not in {"place", "bystander"} for c in a.codes}
    if not record.item_start:  # デリーで首脳会談: a table's row names its partner by the place
        context.venues = frozenset(context.dominant) - acting - set(background)
    return context


def _of_host(
    mention: Mention, text: str, actors: list[Actor], codes: tuple[str, ...], named: set[str]
) -> tuple[str, ...]:
    """ヨルダンを訪問し、統合参謀本部議長と会った: not that of a state the record never names."""
    if not codes or codes[0] == HOME or codes[0] in named:
        return codes
    host = visited(mention, text, actors)
    return (host,) if host else codes


def _ranks(mention: Mention, before: Actor, text: str) -> bool:
    """EUの第20回外相会議: a bare office that tells the rank of another party's talks."""
    between = text[before.span.end : mention.span.start]
    return (
        not mention.person
        and bool(before.codes)
        and _TALKS_OF.match(text, mention.span.end) is not None
        and _SESSION.fullmatch(between) is not None
    )


def _named_abroad(mention: Mention) -> bool:
    """護衛艦「運城」: Japan's own ships bear names in hiragana."""
    name = _QUOTED.search(mention.text)
    return name is not None and not _HIRAGANA.search(name.group())


def _named_before(mention: Mention, actors: list[Actor]) -> tuple[str, ...]:
    """On a page without Japan: 首相は… after スペインのサンチェス首相 is Spain's."""
    if mention.person:
        return ()
    for actor in reversed(actors):
        name = actor.mention
        told = name.basis != "default" and len(actor.codes) == 1
        if told and name.kind == mention.kind and name.text.endswith(mention.text):
            return actor.codes
    return ()


def _with_namesakes(ruled: list[Mention], rules: EventRules) -> list[Mention]:
    """コンゴ alone is the state of that name which the record names in full elsewhere."""
    known = {code for mention in ruled for code in mention.codes}
    made = list(ruled)
    for short, code in rules.namesakes.items():
        alone = regex.compile(rf"{short}(?!共和国|[（(])")
        for index, mention in enumerate(made):
            if code in known and len(mention.codes) == 1 and alone.search(mention.text):
                made[index] = replace(mention, codes=(code,))
    return made


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
        for code in actor.mention.posted:
            first.setdefault(code, actor.span.start)
            places[code] += 1
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

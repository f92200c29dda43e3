"""Acts told once for several days: 10日に英国、12日にフランスを訪問した is two visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pipeline.model import Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.actor import Actor
from pipeline.stages.events.classes import WHEN
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.severaldays import earlier_one, predicate_between, several_days
from pipeline.stages.events.severally import each_apart
from pipeline.stages.events.triggers import Trigger

# Between a day and those who meet on it: nothing but particles and their places.
_DAY_OF = deferred(r"(?:には?|は|、|の|夜|朝|午前|午後)?[^。、はが]{0,12}")
_LISTED = deferred(r"[^。はが]{0,16}?(?:、|と|および|及び|そして|続いて)(?:また)?(?:翌)?")
# A partner and its day behind it: フランスと昨年7月、カナダとも4月に(署名した).
_WITH = deferred(r"(?:政府|側)?と(?:の間で)?(?:は|も)?、?")
_NEXT_WITH = deferred(r"に?、?(?:また|さらに|続いて)?、?")
_PAIRED = frozenset({"agreement", "meeting", "partnership", "framework", "exercise"})
_PLACES = frozenset({"country", "place"})
_AT = deferred(r"(?:で(?:は(?!な)|、|(?=[^。、はがを]{0,24}(?:と|、)))|において)")
# Between a place and its days: ジャカルタに4日から7日まで, ニューヨーク(5/7~5/11).
_OF_PLACE = deferred(r"[^。、はがをもと0-9０-９(（)）]{0,8}(?:に|へ|では?|には|は)?[(（は、]?")
# Between such days and the next place; a verb of staying may close each stretch.
_NEXT_PLACE = deferred(
    r"(?:[(（][^()（）]{1,3}[)）])?(?:まで|にかけて|の間)?(?:の予定)?に?[)）]?"
    r"(?:(?:それぞれ)?(?:寄港|入港|停泊|滞在|訪問)し)?(?:、|・|，|,|と|や|及び|および)[^。はがも]{0,16}"
)
_UP_TO_ACT = deferred(
    r"(?:まで|にかけて|の間)?(?:の予定)?(?:で|に)?[)）]?(?:、|の順(?:に|で)|に)?(?:など)?"
    r"(?:各地|各港|各国|それぞれ|順次|順に|[2-9２-９一二三四五六七八九十]+[かカヵケヶ箇]?(?:国|所|港))?(?:に|を|へ)?(?:それぞれ|順次)?"
)
_SAME_PLACE = deferred(r"(?:の|・|・ ?|[(（]|\s)?")
# Who is where: 英海軍の艦艇が横須賀の岸壁に、
_EACH_AT = deferred(
    r"[^。、にへ]{1,40}(?:が|は)[^。、がは]{1,24}(?:に|へ)(?=、|[^。、がは]{0,10}$)"
    r"|[^。、にへ]{1,40}(?:が|は)[^。、がは]{1,24}(?:に|へ)[^。、がは]{0,8}(?=$)"
)
# 英海軍の艦艇が|21日、: whose day stands right behind them.
_CAME_ON = deferred(r"(?:が|は|も)、?$")
# 7日には|インドの巡視船が、| whose day stands before them, without a verb but the last one's.
_ONE_COMES = deferred(
    r"(?:に)?(?:は|も)?、?[^。、がはをに]{1,40}(?:が|は)(?:[^。、がはを]{1,16}に)?、(?:同|翌)?"
)
_COMES_ON = deferred(r"(?:に)?(?:は|も)?、?[^。、がはをに]{1,40}(?:が|も)、?[^。、がは]{0,24}")
# 嘉手納に豪軍の哨戒機|が、仏軍の哨戒機|が飛来した
_CAME = deferred(r"(?:など)?(?:[0-9０-９一二三四五]+[機隻])?が、?")
# 寄港地は…: what announces a list stands before it.
_ANNOUNCED = deferred(r"(?:国|地|先|港)[^。]{0,16}(?:は、?|[:：])$")
# A tour is one visit, however many days it lists.
_TOUR = deferred(r"歴訪|巡|回る|外遊")


@dataclass(frozen=True, slots=True)
class Telling:
    """One of the acts that a trigger tells: the record and its dates without the others'.

    ``day`` is the act's own, where the sentence pairs days with places; None leaves it to the
    clause.
    """

    context: RecordContext
    dates: tuple[Timex, ...]
    day: Timex | None = None


def tellings(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[Telling]:
    """What a trigger tells, once for each day that its clause pairs with parties of its own.

    Each telling is the record without the parties and days of the others; one telling,
    the record as it is, where the clause pairs nothing. Pure.

    >>> # 2日にラトビア、3日にリトアニアの外相と会談する → (…ラトビア…, 2日), (…リトアニア…, 3日)
    """
    groups = (
        _groups(trigger, clauses, dates, context)
        or _days_behind(trigger, clauses, dates, context)
        or _days_before(trigger, clauses, dates, context)
    )
    stops = [] if groups else _stops(trigger, clauses, dates, context)
    named = [g for g in groups or stops if g[1]]
    if len(named) < 2:
        before = earlier_one(trigger, clauses, dates, context.record.text.text)
        if before is not None:
            # 今年2回目で、1月15日にも実施した: 今年, told on the way there, dates neither act.
            aside = Span(min(trigger.span.end, before.span.start), before.span.end)
            left = tuple(d for d in dates if not aside.covers(d.span))
            return [Telling(context, left), Telling(context, dates, before)]
        views = _by_place(trigger, clauses, context)
        each_day = several_days(trigger, clauses, dates, context.record.text.text)
        return (
            _callers(trigger, clauses, dates, context)
            or [Telling(context, left, day) for left, day in each_day]
            or [
                Telling(_without(others, [], context), dates)
                for others in each_apart(trigger, clauses, context)
            ]
            or [Telling(v, dates) for v in views]
        )
    found = []
    for day, own in named:
        days = [d for d, _ in groups or stops if d is not day]
        view = _without([a for d, actors in named if d is not day for a in actors], own, context)
        kept = tuple(d for d in dates if d not in days)
        found.append(Telling(view, kept, day if stops else None))
    return found


def _without(others: list[Actor], own: list[Actor], context: RecordContext) -> RecordContext:
    """The record without the actors of the other tellings."""
    hidden = [a for a in others if a not in own]
    return replace(context, actors=tuple(a for a in context.actors if a not in hidden))


def _by_place(trigger: Trigger, clauses: Clauses, context: RecordContext) -> list[RecordContext]:
    """フランスでは大統領と、ドイツでは首相と会談する: a telling for each place and its host."""
    if trigger.rule.type != "meeting":
        return [context]
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    actors = [a for a in context.within(Span(segment.start, trigger.span.start)) if a.codes]
    heads = [
        n for n, a in enumerate(actors)
        if a.mention.kind in _PLACES and _AT.match(text, a.span.end)
    ]  # fmt: skip
    if len(heads) < 2 or any(b - a < 2 for a, b in pairwise([*heads, len(actors)])):
        return [context]
    groups = [actors[a:b] for a, b in pairwise([*heads, len(actors)])]
    if not all(set(g[0].codes) & {c for a in g[1:] for c in a.codes} for g in groups):
        return [context]
    named = [a for g in groups for a in g]
    return [_without(named, own, context) for own in groups]


def _groups(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    if _TOUR.search(trigger.text):
        return []
    text = context.record.text.text
    segment = clauses.segment(trigger.span.start)
    days = [
        t for t in dates
        if t.type in WHEN and t.start is not None
        and segment.start <= t.span.start and t.span.end <= trigger.span.start
    ]  # fmt: skip
    if len(days) < 2 or predicate_between(days[0].span.end, trigger.span.start, clauses):
        return []
    behind = _partners_days(days, segment.start, trigger, context)
    if behind:
        return behind
    groups = []
    for index, day in enumerate(days):
        last = index + 1 == len(days)
        end = trigger.span.start if last else days[index + 1].span.start
        actors = [a for a in context.within(Span(day.span.end, end)) if a.codes]
        if not actors or not _DAY_OF.fullmatch(text[day.span.end : actors[0].span.start]):
            return []
        if not last and not _LISTED.fullmatch(text[actors[-1].span.end : end]):
            return []
        groups.append((day, actors))
    return groups


def _days_behind(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    """印艦が21日、豪艦が22日、カムランにそれぞれ寄港した: each caller with its day behind it.

    So for those who join a body: スイスは10日、オーストリアは12日に同機関に加わった.
    """
    moves = trigger.rule.roles in {"call", "dispatch", "visit"}
    if not moves and trigger.rule.type != "framework":
        return []
    text = context.record.text.text
    at = clauses.segment(trigger.span.start).start
    groups: list[tuple[Timex, list[Actor]]] = []
    for day in dates:
        if day.type not in WHEN or day.start is None or not at <= day.span.start:
            continue
        if day.span.end > trigger.span.start or not _CAME_ON.search(text, at, day.span.start):
            break
        own = [
            a for a in context.within(Span(at, day.span.start))
            if a.codes and a.strength == "strong"
        ]  # fmt: skip
        if not own:
            break
        groups.append((day, own))
        at = day.span.end
    return groups if len(groups) > 1 else []


def _days_before(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    """7日には印艦が、8日には越艦が神戸港に入った: each caller with its day before it."""
    if trigger.rule.roles not in {"call", "dispatch", "visit"}:
        return []
    text = context.record.text.text
    sentence = clauses.sentence.span
    days = [
        t for t in dates
        if t.type in WHEN and t.start is not None
        and sentence.start <= t.span.start and t.span.end <= trigger.span.start
    ]  # fmt: skip
    groups: list[tuple[Timex, list[Actor]]] = []
    for day, following in zip_longest(days, days[1:]):
        end = following.span.start if following else trigger.span.start
        between = _ONE_COMES if following else _COMES_ON
        own = [
            a for a in context.within(Span(day.span.end, end))
            if a.codes and a.strength == "strong"
        ]  # fmt: skip
        if not own or not between.fullmatch(text, day.span.end, end):
            return []
        groups.append((day, own))
    return groups if len(groups) > 1 else []


def _partners_days(
    days: list[Timex], start: int, trigger: Trigger, context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    """The partners of a row of like acts, each with its day behind it; all or none.

    >>> # 日本はフランスと昨年7月、カナダとも4月に署名した → (昨年7月, [フランス]), (4月, [カナダ])
    """
    if trigger.rule.type not in _PAIRED:
        return []
    text = context.record.text.text
    groups: list[tuple[Timex, list[Actor]]] = []
    at = start
    for day in days:
        named = [a for a in context.within(Span(at, day.span.start)) if a.codes]
        if not named or not _WITH.fullmatch(text[named[-1].span.end : day.span.start]):
            return []
        if groups and (len(named) > 1 or not _NEXT_WITH.fullmatch(text[at : named[0].span.start])):
            return []
        groups.append((day, named[-1:]))
        at = day.span.end
    return groups


def _stops(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[tuple[Timex, list[Actor]]]:
    """The ports of an itinerary, each with its days behind it.

    >>> # ジャカルタに4日から7日まで、マニラに9日に寄港する → (4日から7日, [ジャカルタ]), (9日, …)
    """
    if trigger.rule.roles not in {"call", "visit"}:
        return []
    text = context.record.text.text
    sentence = clauses.sentence.span
    ahead = bool(_ANNOUNCED.search(trigger.text))
    begin, end = trigger.span
    stretch = Span(end, sentence.end) if ahead else Span(sentence.start, begin)
    days = [
        t for t in dates
        if t.type in WHEN and t.start is not None and stretch.covers(t.span)
    ]  # fmt: skip
    groups: list[tuple[Timex, list[Actor]]] = []
    for day in days:
        start = groups[-1][0].span.end if groups else stretch.start
        ports = _ports_before(day, start, text, context)
        lead = text[start : ports[0].span.start if ports else day.span.start]
        if any(own for _, own in groups) and not _NEXT_PLACE.match(lead):
            return []
        groups.append((day, ports))
    reach = text[groups[-1][0].span.end : trigger.span.start] if groups else ""
    return groups if ahead or _UP_TO_ACT.fullmatch(reach) else []


def _callers(
    trigger: Trigger, clauses: Clauses, dates: tuple[Timex, ...], context: RecordContext
) -> list[Telling]:
    """英艦が横須賀に、米艦が佐世保に入港した: a telling for each caller, without the others.

    So for troops: 英軍の部隊がエストニアに、独軍の部隊がリトアニアに展開する.
    """
    if trigger.rule.roles not in {"call", "dispatch"}:
        return []
    text = context.record.text.text
    start = clauses.segment(trigger.span.start).start
    stretches = _EACH_AT.findall(text, start, trigger.span.start)
    sides: list[list[Actor]] = []
    at = start
    for stretch in stretches:
        at = text.index(stretch, at)
        inside = context.within(Span(at, at + len(stretch)))
        sides.append([a for a in inside if a.codes and a.strength == "strong"])
        at += len(stretch)
    if len(sides) < 2 or not all(sides):
        came = context.within(Span(start, trigger.span.start))
        ships = [a for a in came if a.mention.kind == "ship" and a.codes]
        sides = [[a] for a in ships if _CAME.match(text, a.span.end)]
        if len(sides) < 2 or len(sides) < len(ships):
            return []
    everybody = [a for side in sides for a in side]
    views = ([a for a in context.actors if a in side or a not in everybody] for side in sides)
    return [Telling(replace(context, actors=tuple(view)), dates) for view in views]


def _ports_before(day: Timex, start: int, text: str, context: RecordContext) -> list[Actor]:
    """The names right before a day, as one place: インドネシアのジャカルタに|4日から7日."""
    ports: list[Actor] = []
    edge = day.span.start
    for actor in reversed(context.within(Span(start, edge))):
        joined = _OF_PLACE if not ports else _SAME_PLACE
        if not actor.codes or not joined.fullmatch(text[actor.span.end : edge]):
            break
        ports.insert(0, actor)
        edge = actor.span.start
    return ports

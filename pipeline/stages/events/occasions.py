"""Whether two tellings of acts in a record are of one occasion."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Event, EventDate, Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import AHEAD, HAPPENED, STAYS
from pipeline.stages.events.daywords import other_days
from pipeline.stages.events.naming import names_agree, one_exercise
from pipeline.stages.events.rules import EventRules

# What names both ends of an interval; a deadline alone (25日まで) names its last day.
_FROM_TO = deferred("から|より|[~〜～-]|以[降来]")
_GO_ON = frozenset({"port_call", "exercise"})
# Whom a guest calls on one after the other, and how near a name stands to its act.
_HOSTS = frozenset(
    {"monarch", "prime_minister", "president", "foreign_minister", "defence_minister", "speaker"}
    | {"chief_cabinet_secretary", "chief_of_staff", "vice_president", "state_leader"}
)
_BESIDE = 14
_HALF = deferred("午前|朝|午後|夕|夜|晩")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one sentence tells it, with what merging needs to know.

    ``basis`` is how its participants were found, ``title`` whether a title or heading
    tells it, ``own_date`` whether the date stands in its own sentence, ``nominal``
    whether it is only named (その寄港は初めてで) rather than told, ``further`` where words
    stand that set it apart from the acts before them (続いて…とも面会した; -1 for none),
    ``also`` the trigger words of its other tellings, ``by_cue`` whether words of plan, wish or
    course tell its status rather than the tense alone, ``former`` whether it is told as a plan
    of the past (訪れる予定だった), ``ago`` whether it only tells how long ago the last one was
    (2012年4月以来), ``remote`` whether talks are told as a call (True) or as held in one place
    (False), ``level`` whose talks they are (首脳, 外相) or whether those who call fly or sail,
    ``ships`` the names of the ships that call.
    """

    event: Event
    basis: str
    title: bool
    own_date: bool
    nominal: bool
    further: int
    order: int
    also: tuple[Span, ...] = ()
    by_cue: bool = False
    former: bool = False
    ago: bool = False
    remote: bool | None = None
    level: str = ""
    ships: frozenset[str] = frozenset()

    @property
    def tellings(self) -> int:
        """How often it is told."""
        return 1 + len(self.also)


def same_occasion(a: Candidate, b: Candidate, rules: EventRules) -> bool:
    """Whether two tellings of a record, ``a`` the one told first, are of one occasion. Pure.

    >>> # 13日、英外相と会談した … 両外相は昨年5月にも会談している → False
    """
    one, two = a.event, b.event
    if one.type != two.type or one.stage != two.stage:
        return False
    if one.type in STAYS and _return_visit(a, b):
        return False
    if a.level and b.level and a.level != b.level:
        return False
    if b.further >= a.event.trigger.end and not a.title:
        return False
    if one.type == "meeting" and _other_talks(a, b, rules):
        return False
    codes, others = set(one.codes), set(two.codes)
    headline = a.title or b.title
    overlap = len(codes & others) / len(codes | others)
    retold = (
        headline
        or one_exercise(one, two, rules)
        or (a.nominal and others >= codes)
        or (b.nominal and codes >= others)
    )
    if retold and (codes <= others or others <= codes):
        overlap = 1.0
    if overlap < (0.5 if headline or "discourse" in (a.basis, b.basis) else 0.6):
        return False
    if not headline and one.location and two.location and _apart(one, two):
        return False
    if not headline and _other_ships(a, b):
        return False
    if not headline and one.instrument and two.instrument and not names_agree(one, two, rules):
        return False
    return _dates_agree(a, b)


def _other_ships(a: Candidate, b: Candidate) -> bool:
    """「カブール」が寄港し、「アルピーノ」も寄港した: calls of ships with names of their own."""
    callers = [{p.code for p in k.event.participants if p.role == "visitor"} for k in (a, b)]
    return bool(a.ships and b.ships) and callers[0] == callers[1] and not a.ships & b.ships


def _other_talks(a: Candidate, b: Candidate, rules: EventRules) -> bool:
    """Whether the words of two talks set them apart: how, at what rank and with whom they met."""
    if a.remote is not None and b.remote is not None and a.remote != b.remote:
        return True
    if a.title or b.title:
        return False  # a headline names too little to tell talks apart
    if _other_person(a, b) or _other_office(a, b):
        return True
    return _both_listed(a, b, rules) or _session(a, b, rules)


def _return_visit(a: Candidate, b: Candidate) -> bool:
    """来日中の大統領は首相に訪米を求めた: the guest of one visit is the host of the other."""
    referred = a.event.type == "port_call" and (a.nominal or b.nominal)
    if referred or "discourse" in (a.basis, b.basis):
        return False
    first, second = (
        {p.code: p.role for p in k.event.participants if p.role in {"visitor", "host"}}
        for k in (a, b)
    )
    shared = first.keys() & second.keys()
    return len(shared) > 1 and all(first[c] != second[c] for c in shared)


def _apart(one: Event, two: Event) -> bool:
    """Two places of one act may be told more and less finely (東京, 首相官邸); others differ."""
    a, b = one.location or "", two.location or ""
    if a in b or b in a or one.type not in {"meeting", "port_call", "exercise"}:
        return False
    return one.location_code != two.location_code or one.date != two.date


def _both_listed(a: Candidate, b: Candidate, rules: EventRules) -> bool:
    """日米首脳会談 and 日米比首脳会談: two sets of states, each named with its talks."""
    listed = a.basis == b.basis == "compound"
    states = all(map(rules.is_state, (*a.event.codes, *b.event.codes)))
    return listed and states and len({*a.event.codes} ^ {*b.event.codes}) == 1


def _other_person(a: Candidate, b: Candidate) -> bool:
    """大統領の王氏と会談, then 外相の李氏と会談: the same states, but somebody else."""
    told = a.basis == b.basis == "clause" and not a.nominal and not b.nominal
    if not told or a.event.codes != b.event.codes:
        return False
    first = {p.code: p.person for p in a.event.participants}
    second = {p.code: p.person for p in b.event.participants}
    pairs = [(first[c], second[c]) for c in first]
    differ = [p for p in pairs if p[0] and p[1] and not _one_name(p[0], p[1])]
    return len(differ) == 1 and any(p[0] and p[1] and _one_name(p[0], p[1]) for p in pairs)


def _other_office(a: Candidate, b: Candidate) -> bool:
    """天皇陛下に謁見し、首相と会談した: one guest, received by two that one state has."""
    if a.nominal or b.nominal or a.event.codes != b.event.codes or len(a.event.codes) != 2:
        return False
    first, second = ({p.code: p for p in k.event.participants} for k in (a, b))
    return any(
        {first[c].office, second[c].office} <= _HOSTS
        and first[c].office != second[c].office
        and _told_in(a, first[c].span)
        and _told_in(b, second[c].span)
        and (second[c].span or a.event.trigger).start > a.event.trigger.end
        for c in first
    )


def _told_in(candidate: Candidate, span: Span | None) -> bool:
    """Whether the words that name a party stand before the trigger, in the same clause or so."""
    return span is not None and 0 <= candidate.event.trigger.start - span.end <= _BESIDE


def _session(a: Candidate, b: Candidate, rules: EventRules) -> bool:
    """SCO首脳会議に出席, and talks with the host beside it: a session and talks of two states."""
    if a.nominal or b.nominal or "discourse" in (a.basis, b.basis):
        return False
    one, two = (all(map(rules.is_state, k.event.codes)) for k in (a, b))
    few = min((a, b), key=lambda k: len(k.event.codes)).event.codes
    return one != two and len(few) == 2


def _one_name(one: str, two: str) -> bool:
    """バイデン and ジョー・バイデン, 林 and 林芳正."""
    return one in two or two in one


def _both_dated(a: Candidate, b: Candidate) -> bool:
    """Whether two dated tellings agree in their days."""
    one, two = a.event.date, b.event.date
    alike = a.event.codes == b.event.codes
    one_visit = a.event.type == "visit" and alike
    if stays_on(a.event, b.event):
        return True
    stay = a.event.type in STAYS | {"exercise"} and None in {one.end, two.end}
    if one.start == two.start and (one.end == two.end or stay):
        return True
    if (a.nominal or b.nominal or one_visit) and one.end and one.end == two.end:
        return True  # 7日に始まった訓練。訓練は18日まで; 13日に着いた。17日まで滞在する
    lasts = a.event.type in STAYS | {"exercise"} and b.basis == "discourse" and not b.nominal
    if lasts and one.end == two.end and alike:
        return True  # 共同訓練が4日始まった。17日まで、対艦訓練を行う
    if one.start == two.start and None in (one.end, two.end):
        return True  # 首相、16日から3カ国訪問: 首相は16~19日の日程で…を訪れる
    # 14日に来日した首相は16日に離日する: a day of the stay is no other one.
    if one_visit and holds(one, two) and (one.start == two.start or one.end == two.end):
        return True
    # The coarser of two tellings may hold the finer one: 11月 and 11月25日.
    told_alike = alike and a.event.status == b.event.status
    return (a.title or b.title or told_alike) and holds(one, two)


def _dates_agree(a: Candidate, b: Candidate) -> bool:
    one, two = a.event.date, b.event.date
    first, second = one.start or one.end, two.start or two.end
    if a.ago != b.ago and (first if a.ago else second):
        return (one.start, one.end) == (two.start, two.end)  # …以来: the last one was another
    if _half(one) and _half(two) and _half(one) != _half(two):
        return False
    if first and second:
        return _both_dated(a, b)
    if not first and not second:
        return not _done_and_ahead(a, b) and _one_undated(a, b)
    if a.title or b.title:
        return True
    # An undated telling of a dated act is the same occasion unless its state is another.
    undated, dated = (b, a) if first else (a, b)
    status, other = undated.event.status, dated.event.status
    if _of_one_exercise(undated, dated) or sent_at_last(undated, dated):
        return True
    # 10日に始まり、20日まで続く。…が参加した: what goes on is told as done, too.
    one_set = a.event.codes == b.event.codes or (
        a.event.type == "dispatch" and set(dated.event.codes) <= set(undated.event.codes)
    )
    goes_on = (status, other) == ("completed", "ongoing") and one_set
    return undated.nominal or status == other or goes_on


def _of_one_exercise(undated: Candidate, dated: Candidate) -> bool:
    """22日に訓練が始まった。…が加わり、通信訓練を行う: what is done in an exercise is no other."""
    one, two = dated.event, undated.event
    if one.type != "exercise" or set(one.codes) != set(two.codes) or undated.by_cue:
        return False
    shown = one.status == "ongoing" or two.status in HAPPENED
    return one.status in HAPPENED and shown and undated.order > dated.order


def sent_at_last(undated: Candidate, dated: Candidate) -> bool:
    """医療隊を派遣すると発表した。隊は20日に出発した: the plan and its doing. Pure."""
    plan, done = undated.event, dated.event
    return (
        plan.type == "dispatch"
        and plan.status in AHEAD
        and done.status in HAPPENED
        and set(plan.codes) == set(done.codes)
        and undated.order < dated.order
        and not dated.ago
        and not dated.nominal
    )


def _one_undated(a: Candidate, b: Candidate) -> bool:
    """Whether two tellings without a resolved date may be one: their dates and states agree."""
    one, two = a.event.date.text or "", b.event.date.text or ""
    if other_days(one, two):
        return False
    if a.title or b.title or a.nominal or b.nominal or not (one or two):
        return True
    return len({k.event.status in HAPPENED for k in (a, b)}) == 1


def stays_on(one: Event, two: Event) -> bool:
    """Whether ``two`` only tells until when the ships of ``one`` stay. Pure.

    >>> # 21日に寄港した。2隻は25日まで滞在する → True
    """
    came, last = one.date, two.date
    if one.type not in _GO_ON or one.type != two.type or set(one.codes) != set(two.codes):
        return False
    if one.type == "exercise" and (one.status != "ongoing" or two.status not in AHEAD):
        return False  # 26日に始まった。両軍は29日まで、…訓練も予定している
    if not (came.start and last.start and last.end and came.end in {came.start, last.end}):
        return False
    alone = last.precision == "range" and not _FROM_TO.search(last.text or "から")
    return alone and came.start <= last.end and not _FROM_TO.search(came.text or "")


def _half(when: EventDate) -> str:
    """The half of a day that a date tells: the talks at noon are not those of the morning."""
    half = _HALF.search(when.text or "")
    return "early" if half and half[0] in {"午前", "朝"} else "late" if half else ""


def _done_and_ahead(a: Candidate, b: Candidate) -> bool:
    """来週会うことで一致した after talks that were held: an act done, and one still to come."""
    if a.title or b.title or a.nominal or b.nominal or not (a.by_cue or b.by_cue):
        return False
    if a.event.type == "visit":
        return False  # 今夜出発した首相は、3日間の日程で…を訪れる予定だ
    statuses = {a.event.status, b.event.status}
    return len(statuses & HAPPENED) == 1 and len(statuses & AHEAD) == 1


def holds(one: EventDate, two: EventDate) -> bool:
    """Whether one of two closed intervals lies inside the other; ``False`` for open ones. Pure."""
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return False
    inside = one.start <= two.start and two.end <= one.end
    return inside or (two.start <= one.start and one.end <= two.end)

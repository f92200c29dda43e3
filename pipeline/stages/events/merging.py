"""One event per occasion: headline, lead, bullets and retelling become one row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.model import Event, EventDate
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import AHEAD, HAPPENED, ONE_DAY, STAYS
from pipeline.stages.events.daywords import other_days

_HALF = deferred("午前|朝|午後|夕|夜|晩")
# Names that say only what kind of thing it is.
_GENERIC = frozenset(
    {"協定", "条約", "覚書", "取り決め", "取決め", "文書", "書簡", "契約"}
    | {"声明", "宣言", "枠組み", "対話", "協議", "戦闘機"}
)
# The same pact by its letters and by its name.
_LETTERS = {
    "FTA": "自由貿易協定",
    "EPA": "経済連携協定",
    "SPA": "戦略的パートナーシップ協定",
    "ACSA": "物品役務相互提供協定",
    "RAA": "円滑化協定",
    "GSOMIA": "軍事情報包括保護協定",
    "TPP": "環太平洋連携協定",
}
_EXACT = ONE_DAY | {"range"}
BASIS_RANK = {"compound": 3, "clause": 3, "sentence": 2, "discourse": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as one sentence tells it, with what merging needs to know.

    ``basis`` is how its participants were found, ``title`` whether a title or heading
    tells it, ``own_date`` whether the date stands in its own sentence, ``nominal``
    whether it is only named (その寄港は初めてで) rather than told, ``further`` where words
    stand that set it apart from the acts before them (続いて…とも面会した; -1 for none),
    ``by_cue`` whether words of plan, wish or course tell its status rather than the tense
    alone, ``former`` whether it is told as a plan of the past (訪れる予定だった), ``ago``
    whether it only tells how long ago the last one was (2012年4月以来), ``remote`` whether
    talks are told as a call (True) or as held in one place (False), ``level`` whose talks
    they are (首脳, 外相).
    """

    event: Event
    basis: str
    title: bool
    own_date: bool
    nominal: bool
    further: int
    order: int
    tellings: int = 1
    by_cue: bool = False
    former: bool = False
    ago: bool = False
    remote: bool | None = None
    level: str = ""


def merge(candidates: list[Candidate], is_state: Callable[[str], bool]) -> list[Candidate]:
    """Merge candidates that tell the same occasion; first come, best told.

    Body beats title, a dated telling lends its date to an undated one, and a status that
    title and body tell differently is flagged ``status_conflict``. ``is_state`` tells a state's
    code from an organisation's.
    """
    kept: list[Candidate] = []
    for candidate in _called_off(candidates):
        for index, known in enumerate(kept):
            if _same_occasion(known, candidate, is_state):
                kept[index] = _union(known, candidate)
                break
        else:
            kept.append(candidate)
    return [c for c in kept if not _signed_into_force(c, kept)]


def _called_off(told: list[Candidate]) -> list[Candidate]:
    """Candidates without the former plans of what was called off, which takes their days.

    >>> # 訪英を延期した。10日から訪れる予定だった。 → one visit, cancelled, from the 10th
    """
    left = list(told)
    for plan in told:
        if not plan.former or plan.event.status == "cancelled":
            continue
        index = next((i for i, c in enumerate(left) if _calls_off(c, plan)), None)
        if index is None:
            left = [_off_with(c, told) if c is plan else c for c in left]
            continue
        off = left[index]
        if off.event.date == EventDate():
            left[index] = replace(off, event=replace(off.event, date=plan.event.date))
        left = [c for c in left if c is not plan]
    return left


def _off_with(plan: Candidate, told: list[Candidate]) -> Candidate:
    """訪日を延期した。21日に首相と会談する予定だった: what a visit was for is off with it."""
    codes = set(plan.event.codes)
    off = any(
        c.event.status == "cancelled" and c.event.type == "visit" and codes <= set(c.event.codes)
        for c in told
    )
    return replace(plan, event=replace(plan.event, status="cancelled")) if off else plan


def _calls_off(off: Candidate, plan: Candidate) -> bool:
    codes, others = set(off.event.codes), set(plan.event.codes)
    return (
        off.event.status == "cancelled"
        and off.event.type == plan.event.type
        and len(codes & others) > 1
        and (codes <= others or others <= codes)
    )


def _signed_into_force(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Signed and in force on one day is one row: in force."""
    event = candidate.event
    return event.stage == "signed" and any(
        other.event.stage == "in_force"
        and other.event.codes == event.codes
        and other.event.date.start is not None
        and other.event.date.start == event.date.start
        and other.event.status == event.status
        and _names_agree(event, other.event)
        and not _two_papers(event, other.event)
        for other in kept
    )


def _two_papers(one: Event, two: Event) -> bool:
    """書簡を取り交わした。協定は同日発効した: a paper of another kind is another paper."""
    a, b = _core(one.instrument or ""), _core(two.instrument or "")
    return a != b and {a, b} <= _GENERIC


def _same_occasion(a: Candidate, b: Candidate, is_state: Callable[[str], bool]) -> bool:
    one, two = a.event, b.event
    if one.type != two.type or one.stage != two.stage:
        return False
    if b.further >= one.trigger.end and not a.title and one.type == "meeting":
        return False
    if a.remote is not None and b.remote is not None and a.remote != b.remote:
        return False
    if one.type == "visit" and _return_visit(a, b):
        return False
    if a.level and b.level and a.level != b.level:
        return False
    codes, others = set(one.codes), set(two.codes)
    headline = a.title or b.title
    if one.type == "meeting" and not headline and codes != others and _both_listed(a, b, is_state):
        return False
    if one.type == "meeting" and not headline and (_other_person(a, b) or _session(a, b, is_state)):
        return False
    overlap = len(codes & others) / len(codes | others)
    retold = (
        headline
        or _one_exercise(one, two)
        or (a.nominal and others >= codes)
        or (b.nominal and codes >= others)
    )
    if retold and (codes <= others or others <= codes):
        overlap = 1.0
    if overlap < (0.5 if headline or "discourse" in (a.basis, b.basis) else 0.6):
        return False
    if not headline and one.location and two.location and _apart(one, two):
        return False
    if not headline and one.instrument and two.instrument and not _names_agree(one, two):
        return False
    return _dates_agree(a, b)


def _one_exercise(one: Event, two: Event) -> bool:
    """An exercise told by one name, of some of its parties and of all of them."""
    a, b = _core(one.instrument or ""), _core(two.instrument or "")
    return one.type == two.type == "exercise" and len(a) > 1 and a == b


def _return_visit(a: Candidate, b: Candidate) -> bool:
    """来日中の大統領は首相に訪米を求めた: the guest of one visit is the host of the other."""
    if "discourse" in (a.basis, b.basis):
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


def _both_listed(a: Candidate, b: Candidate, is_state: Callable[[str], bool]) -> bool:
    """日米首脳会談 and 日米比首脳会談: two sets of states, each named with its talks."""
    listed = a.basis == b.basis == "compound"
    states = all(map(is_state, (*a.event.codes, *b.event.codes)))
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


def _session(a: Candidate, b: Candidate, is_state: Callable[[str], bool]) -> bool:
    """SCO首脳会議に出席, and talks with the host beside it: a session and talks of two states."""
    if a.nominal or b.nominal or "discourse" in (a.basis, b.basis):
        return False
    one, two = (all(map(is_state, k.event.codes)) for k in (a, b))
    few = min((a, b), key=lambda k: len(k.event.codes)).event.codes
    return one != two and len(few) == 2


def _one_name(one: str, two: str) -> bool:
    """バイデン and ジョー・バイデン, 林 and 林芳正."""
    return one in two or two in one


def _names_agree(one: Event, two: Event) -> bool:
    if one.type not in {"agreement", "framework", "equipment", "exercise"}:
        return True
    a, b = _core(one.instrument or ""), _core(two.instrument or "")
    if one.type == "exercise" and a.isascii() != b.isascii():
        return True  # リムパック and RIMPAC
    return a in b or b in a or a in _GENERIC or b in _GENERIC


def _core(name: str) -> str:
    bare = "".join(c for c in name if c not in "「」『』()（）・、 　")
    return _LETTERS.get(bare, bare)


def _dates_agree(a: Candidate, b: Candidate) -> bool:
    one, two = a.event.date, b.event.date
    first, second = one.start or one.end, two.start or two.end
    if a.ago != b.ago and (first if a.ago else second):
        return (one.start, one.end) == (two.start, two.end)  # …以来: the last one was another
    if _half(one) and _half(two) and _half(one) != _half(two):
        return False
    if first and second:
        stay = a.event.type in STAYS | {"exercise"} and None in {one.end, two.end}
        if one.start == two.start and (one.end == two.end or stay):
            return True
        if (a.nominal or b.nominal) and one.end and one.end == two.end:
            return True  # 7日に始まった訓練。訓練は18日まで
        if one.start == two.start and None in (one.end, two.end):
            return True  # 首相、16日から3カ国訪問: 首相は16~19日の日程で…を訪れる
        # The coarser of two tellings may hold the finer one: 11月 and 11月25日.
        alike = a.event.status == b.event.status and a.event.codes == b.event.codes
        return (a.title or b.title or alike) and _holds(one, two)
    if not first and not second:
        return not _done_and_ahead(a, b) and _one_undated(a, b)
    if a.title or b.title:
        return True
    # An undated telling of a dated act is the same occasion unless its state is another.
    undated, dated = (b, a) if first else (a, b)
    status, other = undated.event.status, dated.event.status
    # 10日に始まり、20日まで続く。…が参加した: what goes on is told as done, too.
    goes_on = (status, other) == ("completed", "ongoing") and a.event.codes == b.event.codes
    return undated.nominal or status == other or goes_on


def _one_undated(a: Candidate, b: Candidate) -> bool:
    """Whether two tellings without a resolved date may be one: their dates and states agree."""
    one, two = a.event.date.text or "", b.event.date.text or ""
    if other_days(one, two):
        return False
    if a.title or b.title or a.nominal or b.nominal or not (one or two):
        return True
    return len({k.event.status in HAPPENED for k in (a, b)}) == 1


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


def _holds(one: EventDate, two: EventDate) -> bool:
    """Whether one of two closed intervals lies inside the other."""
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return False
    inside = one.start <= two.start and two.end <= one.end
    return inside or (two.start <= one.start and one.end <= two.end)


def _finer(one: EventDate, two: EventDate) -> bool:
    """Whether one interval lies inside the other, a mere month or year: 7月, 7月19~25日."""
    inside = (one.start or "") >= (two.start or "") and (one.end or "") <= (two.end or "")
    return inside and two.precision not in _EXACT and one.precision != two.precision


def _union(known: Candidate, new: Candidate) -> Candidate:
    best, other = (new, known) if _rank(new) > _rank(known) else (known, new)
    event = best.event
    changes: dict[str, object] = {}
    dated = other.event.date.start or other.event.date.end
    if dated and event.date.end is None and event.date.start in {None, other.event.date.start}:
        changes["date"] = other.event.date  # 14日から, and later 14日から19日まで
    elif event.date == EventDate() and other.event.date.text:
        changes["date"] = other.event.date  # unresolved, but other tellings may be told apart
    elif _holds(event.date, other.event.date) and _finer(other.event.date, event.date):
        changes["date"] = other.event.date  # 7月に…, and later 7月19~25日
    fewer = _one_exercise(event, other.event) and set(event.codes) < set(other.event.codes)
    if fewer or BASIS_RANK[other.basis] > BASIS_RANK[best.basis]:
        changes["participants"] = other.event.participants
    for name in ("location", "location_code", "instrument", "outcome"):
        if getattr(event, name) is None and getattr(other.event, name) is not None:
            changes[name] = getattr(other.event, name)
    if known.title != new.title and known.event.status != new.event.status:
        changes["flags"] = tuple(sorted({*event.flags, "status_conflict"}))
    basis = max(best.basis, other.basis, key=lambda b: BASIS_RANK[b])
    return Candidate(
        replace(event, **changes),  # type: ignore[arg-type]
        basis,
        best.title,
        best.own_date or other.own_date,
        known.nominal and new.nominal,
        known.further,
        min(known.order, new.order),
        known.tellings + new.tellings,
        known.by_cue or new.by_cue,
        known.former and new.former,
        known.ago and new.ago,
        known.remote if new.remote is None else new.remote,
        known.level or new.level,
    )


def _rank(candidate: Candidate) -> tuple[int, int, int, int, int]:
    """Body over title, told over named, the better basis, a date of its own, the earlier."""
    return (
        0 if candidate.title else 1,
        0 if candidate.nominal else 1,
        BASIS_RANK[candidate.basis],
        1 if candidate.own_date else 0,
        -candidate.order,
    )

"""Days in an act's sentence that are not the act's own.

The day of an announcement, of what the act rests on, of another act in brackets, of the
report itself, or the year in a plan's name.
"""

from __future__ import annotations

from pipeline.model import Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.attachment import modifies
from pipeline.stages.events.classes import HELD_ACTS, STAYS, WHEN
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.context import RecordContext
from pipeline.stages.events.datelines import in_dateline, is_byline, of_other_clock
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.sayings import is_of_saying
from pipeline.stages.events.toldas import gave_rise, is_known, is_news, is_welcomed
from pipeline.stages.events.triggers import Trigger

_COARSE = frozenset({"month", "season", "year", "part_of_year"})
_TURNS = frozenset({"年明け", "年明け早々", "年末", "年初", "年の瀬"})
_USABLE = WHEN | {"SET"}  # a set only where it lists days: 13、14両日
_DAYS = deferred(
    r"[0-9０-９一二三四五六七八九十]日?[、・と及][^。]{0,4}[0-9０-９一二三四五六七八九十]+日"
)
# 2025年までの行程表: the year belongs to the plan's name.
_NAME_OF_PLAN = deferred(
    r"(?:度)?(?:案件|概算要求|版(?!図)|枠|補正|型(?=[一-龠ァ-ヶ]))|(?:まで)?の(?![^。、]{0,10}(?:向け|むけ))[^。、はがをで]{0,16}(?:行程表|指針|戦略(?!対話|協議|会合|会談)|(?:協定|条約)(?!案?(?:交渉)?の?(?:署名|締結|妥結|合意|批准|承認|発効))|ビジョン|プログラム|アジェンダ|中期|目標|工程表|計画|ロードマップ|予算|期限)|(?:まで|以降)に(?:配備|実用|運用)"
    r"|(?:まで)?(?:の|に)(?:[^。、はがをで]{0,6})(?:配備|実用化|就役|量産|初飛行|運用)(?:開始)?(?:を|へ)?(?:の)?(?:目指|めざ|目標|めど|見据|に?向け|予定)"
    r"|に[^。、]{0,16}(?:就任|着任|即位|当選|発足)(?:し(?:て(?:から|以来)|た後|後)|後|直後|以来|以降)"
    r"|に?[一-龠]{2,6}予定の(?![^。、]{0,10}(?:会談|会合|協議|訪問|訓練|演習|寄港))"
    r"|(?:前半|後半|上半期|下半期)?の?[A-Z0-9ァ-ヶー一-龠]{0,8}議長国"
    r"|(?:まで|末)?を(?:期限|目標年?|有効期限)と"
)
# 令和7年度草の根・人間の安全保障無償資金協力: the year of a budget, not of the act.
_OF_BUDGET = deferred(
    r"(?<=年度(?:上半期|下半期|前期|後期|第[0-9一二三四]四半期)?)(?:[(（][^()（）\n]{1,8}[)）])?(?:の|対[^。、]{1,12})?[「『]?"
    r"(?:在[^。、はがをにで「」\n]{1,16}館[「『])?[^。、はがをにで「」\n]{0,20}(?:無償|円借款|有償資金協力|供与|研修コース|事業)"
)
# 令和5年度海上自衛隊演習, 「令和7年度外洋練習航海」: a year's name beside the days of the act.
_YEAR_IN_NAME = deferred(
    r"(?<=年[)）]?度)(?:第[0-9一二三四]次)?[「『]?(?![末内中前後上下第予当初分])[一-龠ァ-ヶーA-Z]{2}"
)
# 令和4年度インド太平洋方面派遣の護衛艦: the year names the cruise that ships are on.
_ON_CRUISE = deferred(
    r"[「『]?[^。、「」]{0,10}(?:方面派遣|練習航海|遠洋航海|水上部隊|自衛隊観艦式)"
)
# 今年5回目の訪問: the span that is counted in.
_NTH = deferred(
    r"(?:に入って|になって|で|では)?(?:[0-9０-９]+|[一二三四五六七八九十]+)(?:回|度|人|[かカヵケ]国)目"
)
# 昨年に続く2回目の訓練, 12日に続き13日も: when it was before.
_ONCE_MORE = deferred(
    r"(?:の(?!(?:[^、。]{0,8}(?:訪|会談|会合|協議|訓練|演習|署名|締結|寄港|入港|派遣|供与|合意)))[一-龠ァ-ヶー・]{1,14})?"
    r"に(?:引き)?続(?:く|き|いて)(?!会談|会合)"
)
# 10月1日現在(の在留邦人): the day that a count is of, not that of these acts.
_NOT_COUNTED = HELD_ACTS | {"agreement"}
_COUNTED = deferred(
    r"(?:時点|現在)(?:[、)）0-9０-９]|の[^。、]{0,12}(?:数|人口|邦人|統計|調査)|で[0-9０-９])"
)
# 16日の就任以来: since when, not when.
_SINCE = deferred(
    r"の[^。、はがをに]{1,12}(?:以来|以降)"
    r"|(?:の|に[^。、はが]{1,14}(?:した|された))[^。、はが]{1,30}"
    r"(?:に(?:沿っ|沿い|基づき|基づい|従|のっと|則)|を(?:踏まえ|受け))"
)
# 昨年10月以来となる会談: when the last one was.
_LAST_TIME = deferred(
    r"(?:の[^。、]{1,14})?以来(?:、?[^。、]{0,12}?(?:ぶり|[回度]目))?(?:と|に)なる"
)
# The steps of an agreement, or the life of someone, in brackets beside the name.
_ASIDE = deferred(
    r"[^()（）。]{0,12}(?:署名|調印|締結|発効|採択|合意|批准|設立|発足|就任|結成|制定|創設)"
)
_LEAVES = deferred(r"(?:に|、)?(?:帰国|離日|帰途|出港|帰港|帰着|離任|出発)")
_CLOSED = deferred("[)）]")
# 歴訪(~8日): the last day alone.
_LAST_ALONE = deferred(r"[(（][~～〜]$")
_OPENED = deferred(r"[(（][^()（）。]{0,40}$")
# 来年度の部隊配置について意見を交わした: what the talks are about.
_ABOUT = deferred(
    r"(?:の|に)[^。、「」]{1,40}?(?:について(?!は)|に関し(?:て)?|をめぐ(?:り|って)|を巡(?:り|って)|を議題に|をテーマに)"
)
# 7月の首相訪問のフォローアップを, 昨年の合意を: the date is that of the noun.
_OF_NOUN = deferred(
    r"の(?:[^。、はがをに]{1,12}の)?[^。、はがをに]{0,8}"
    r"(?:訪問|訪日|来日|訪[米中韓英仏独印豪]|会談|会合|協議|合意|声明|署名|発表|決定)"
    r"(?:の(?!際|折|機会|席)[^。、はがをに]{1,10}を|を(?!行|開|実施|開催|し|終)"
    r"|(?:は|が)(?:断念|中止|見送|延期|取りやめ|取り止め|流れ))"
)
# 訪問は3月に正常化で合意して以降で初めて: since when it is the first, not when it was.
_FIRST_SINCE = deferred(
    r"(?![、,])[^。、]{0,40}?[てで](?:以来|以降|から)"
    r"(?:で(?:は)?|は|、)?[^。、]{0,8}(?:初めて|はじめて|初)"
)
# 昨年12月の政変をきっかけに: what gave rise to the act, unless it was talks.
_OCCASIONED = deferred(
    r"の(?![^。、]{0,16}(?:会談|会合|協議|会議|サミット|訪問|来日|訪日|寄港|訓練))[^。、はがを]{1,24}"
    r"を(?:きっかけ|切っ掛け|契機|引き金)"
)
# 2013年に提案があったことを踏まえ、…署名した: the day of what the act rests on.
_GROUND = deferred(r"[^。]{0,60}?[ただ]こと(?:を(?:踏まえ|受け)|により|に伴[いっう]|に基づ)")
# 26日に発生した津波の直後に派遣した: the day of the disaster that help is for.
_BEFELL = deferred(
    r"(?:[ 　]?[0-9０-９:：時分頃ごろ前後午]{2,12})?(?:に|、)?[^。、「」]{0,24}?"
    r"(?:発生し|起き|起こっ|襲っ|襲来し|見舞われ|直撃し|上陸し|発災し|噴火し|墜落し|沈没し|遭難し)"
    r"(?:(?:まし)?た(?=[^。、]{0,10}[一-龠ァ-ヶー])(?!と発表)|、|て)"
)
_CALLED_OFF = deferred(
    r"[^。、]{0,10}を(?:急きょ|急遽|当面|一時)?(?:取りやめ|取り止め|見送|中止し|延期|先送り|キャンセル)"
)
_STAY = deferred("展開|飛来|進出|配備")
_STAYS_UNTIL = deferred("展開|滞在|停泊|寄港|係留|とどま|留ま")
_TAKES_PART = deferred("参加|臨む|向かう|備え")
# 8月に本国を出て来日した, 12日の出港後は…に寄港する: the day on which ships left.
_LEFT_ON = deferred(
    r"(?:には?|の|朝|午前|午後|夕|、)?[^。、「」]{0,20}?"
    r"(?:(?:を|から)(?:出港し|出航し|出発し|出て|離れ|発ち|発って)|(?:出港|出航|出発|離岸)(?:した)?(?:後|のち))"
)
# 同国を訪れていた首相は15日、帰国の途についた: the day of going home is not that of the visit.
_HOME_ON = deferred(
    r"(?:未明|早朝|朝|昼|夕方|夕|夜|午前|午後)?(?:に|には|、)?[^。、]{0,24}?帰国の途"
)
_COMES = deferred("入港|寄港|到着|来日|飛来|出港|出発|入っ|着い|姿を")


def own_dates(
    trigger: Trigger,
    clauses: Clauses,
    dates: tuple[Timex, ...],
    context: RecordContext,
    rules: EventRules,
) -> list[Timex]:
    """The dates of a sentence that may be the act's, in text order. Pure.

    >>> # 外務省は14日、両外相が10日に会談したと発表した。 → 10日
    """
    sentence = clauses.sentence.span
    text = context.record.text.text
    inside = [
        t for t in dates
        if t.type in _USABLE and (t.type != "SET" or t.start or _DAYS.search(t.text))
        and sentence.start <= t.span.start and t.span.end <= sentence.end
        and not of_other_clock(t, text)
        and not _NAME_OF_PLAN.match(text, t.span.end)
        and not _OF_BUDGET.match(text, t.span.end)
        and not is_byline(t, context.record)
        and not in_dateline(t, text)
        and not _of_next_date(t, dates, text)
    ]  # fmt: skip
    days = [
        t for t in inside
        if not _YEAR_IN_NAME.match(text, t.span.end) and not _NTH.match(text, t.span.end)
        and not _ONCE_MORE.match(text, t.span.end)
    ]  # fmt: skip
    if trigger.rule.type in {"port_call", "exercise", "meeting"}:
        inside = [t for t in inside if not _ON_CRUISE.match(text, t.span.end)]
    return [
        t for t in days or inside
        if not is_of_saying(t, trigger, clauses, rules, context.record)
        and not _of_deployment(t, trigger, clauses)
        and not (trigger.rule.type == "agreement" and text.startswith("からの", t.span.end))
        and not _of_noun(t, trigger, text)
        and not _of_aside(t, trigger, text)
        and not _of_calling_off(t, trigger, clauses, context.record)
        and not _of_sequel(t, trigger, text)
        and not _of_first(t, trigger, text)
        and not _of_topic(t, trigger, text)
        and not _of_leaving(t, trigger, text)
        and not _of_ground(t, trigger, clauses, text)
        and not _of_welcome(t, trigger, clauses, text)
        and not _of_round(t, trigger)
        and not _of_those_met(t, trigger, clauses)
        and not (trigger.rule.type in _NOT_COUNTED and _COUNTED.match(text, t.span.end))
    ]  # fmt: skip


def _of_next_date(timex: Timex, dates: tuple[Timex, ...], text: str) -> bool:
    """年明けの1月15日から: a turn of the year that only tells of which year the date is."""
    if timex.text not in _TURNS:
        return False
    after = timex.span.end + text.startswith("の", timex.span.end)
    return any(t.span.start == after for t in dates)


def _of_deployment(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """The days of a stay do not date the exercise it is for: 19日から25日まで展開し、訓練する.

    Nor does the day on which those who take part in it come (3日、訓練に参加する艦が入港した).
    """
    if trigger.rule.type != "exercise":
        return False
    own = clauses.predicate_of(trigger.span.start)
    if own is not None and own.form == "attributive" and _TAKES_PART.match(own.text):
        later = clauses.text[own.span.end - clauses.sentence.span.start :]
        return timex.span.end <= trigger.span.start and _COMES.search(later) is not None
    until = timex.relation == "until"
    if (timex.start == timex.end or timex.precision in _COARSE) and not until:
        return False  # 秋に飛来し、訓練を行う: both within the season
    stays = _STAYS_UNTIL if until else _STAY
    return any(
        c.predicate
        and c.form == "conjunctive"
        and timex.span.end <= c.span.start
        and c.span.end <= trigger.span.start
        and stays.search(c.text)
        for c in clauses.chunks
    )


def _of_noun(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date tells since when, or when another act was, that leads up to this one.

    16日の就任以来、初めて会談した; 昨年10月以来となる会談を行った;
    7月の訪問のフォローアップを行い、…と会談する; 26日に発生した地震を受け、派遣した
    """
    leads_up = (_SINCE, _OF_NOUN, _OCCASIONED, _BEFELL)
    nouns = [pattern.match(text, timex.span.end) for pattern in leads_up]
    nouns += [_LAST_TIME.match(text, timex.span.end)] if timex.relation == "since" else []
    return any(n is not None and trigger.span.start >= n.end() for n in nouns)


def _of_calling_off(timex: Timex, trigger: Trigger, clauses: Clauses, record: Record) -> bool:
    """Whether a day is that of a decision: 首相は9日、予定していた訪問を取りやめた."""
    text = record.text.text
    if trigger.rule.type not in HELD_ACTS or record.item_start is not None or timex.span.start == 0:
        return False
    if text[timex.span.start - 1] not in "はが" or not text.startswith("、", timex.span.end):
        return False
    rest = text[trigger.span.end : clauses.sentence.span.end]
    behind = (timex.start or "9")[:10] <= (record.anchor or "")[:10]
    return behind and _CALLED_OFF.match(rest) is not None


def _of_aside(timex: Timex, trigger: Trigger, text: str) -> bool:
    """Whether a date stands in brackets that hold another act or the end of this one.

    協定(2022年1月6日署名)に基づく会合; 中国に出発(25日帰国); 歴訪(~8日).
    """
    opened = _OPENED.search(text, max(0, timex.span.start - 42), timex.span.start)
    if opened is None:
        return False
    if trigger.rule.type in STAYS and _LEAVES.match(text, timex.span.end):
        return bool(trigger.span.end <= opened.start())
    if _LAST_ALONE.search(text, 0, timex.span.start):
        return bool(trigger.span.end <= opened.start())
    if not _ASIDE.match(text, timex.span.end):
        return False
    closed = _CLOSED.search(text, timex.span.end)
    inside = closed is not None and opened.start() < trigger.span.start < closed.end()
    return not inside


def _of_sequel(timex: Timex, trigger: Trigger, text: str) -> bool:
    """24日に会談し、協定発効を受け協力で一致した: the day is that of what the act gave rise to."""
    return gave_rise(trigger, text) and not modifies(text[timex.span.end : trigger.span.start])


def _of_first(timex: Timex, trigger: Trigger, text: str) -> bool:
    """訪問は3月に合意して以降で初めて: since when it is, the day of another act."""
    since = _FIRST_SINCE.match(text, timex.span.end)
    if since is None:
        return False
    return trigger.span.end <= timex.span.start or trigger.span.start >= since.end()


def _of_topic(timex: Timex, trigger: Trigger, text: str) -> bool:
    """来年度の部隊配置について意見を交わした: the day is that of what is talked about."""
    if trigger.rule.type != "meeting":
        return False
    about = _ABOUT.match(text, timex.span.end)
    return about is not None and about.end() <= trigger.span.start


def _of_leaving(timex: Timex, trigger: Trigger, text: str) -> bool:
    """同艦は8月に本国を出発し、…を経て来日: the day of leaving is not that of the call."""
    if trigger.rule.type == "visit":
        home = _HOME_ON.match(text, timex.span.end, trigger.span.end)
        return home is not None and "途" in trigger.text
    if trigger.rule.type != "port_call":
        return False
    left = _LEFT_ON.match(text, timex.span.end)
    return left is not None and left.end() <= trigger.span.start


def _of_ground(timex: Timex, trigger: Trigger, clauses: Clauses, text: str) -> bool:
    """Whether a day is that of what led up to the act, told in a clause before it."""
    segment = clauses.segment(trigger.span.start)
    if timex.span.end <= segment.start and (
        is_known(trigger, text) or is_news(text, segment, trigger)
    ):
        return True
    ground = _GROUND.match(text, timex.span.end)
    return ground is not None and trigger.span.start >= ground.end()


def _of_welcome(timex: Timex, trigger: Trigger, clauses: Clauses, text: str) -> bool:
    """Whether a day is that on which somebody welcomes what was done."""
    if timex.span.end > trigger.span.start or not is_welcomed(
        trigger.rule.type, trigger.span, text
    ):
        return False
    topic = text[timex.span.start - 1 : timex.span.start] in {"は", "も", "が"}
    set_off = topic and text.startswith("、", timex.span.end)
    return set_off or clauses.predicate_of(timex.span.start) != clauses.predicate_of(
        trigger.span.start
    )


def _of_round(timex: Timex, trigger: Trigger) -> bool:
    """交渉の第3回会合が4日に開かれた: negotiations that go on do not have the day of a round."""
    entry = trigger.rule.entry
    goes_on = entry.stage == "negotiating" and entry.fixed == "ongoing"
    return goes_on and timex.relation not in {"from", "since"}


def _of_those_met(timex: Timex, trigger: Trigger, clauses: Clauses) -> bool:
    """8日、現地に派遣されている隊員を激励した: the day is not that of their being sent."""
    if trigger.rule.type != "dispatch" or timex.relation in {"from", "since"}:
        return False
    own = clauses.predicate_of(trigger.span.start)
    if own is None or own.form != "attributive" or not own.progressive:
        return False
    return clauses.predicate_of(timex.span.start) != own

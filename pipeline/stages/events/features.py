"""What else a telling says of its act: features by which occasions are told apart.

Whether talks are a call, whose talks they are, which ships call, whether the act is only named.
"""

from __future__ import annotations

from pipeline.model import Event, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.toldas import is_known
from pipeline.stages.events.triggers import Trigger

# 来月訪れる方向で調整していた, 8日に会談する予定だった
_PLANNED_ONCE = deferred(
    r"(?:(?:予定|計画|はず|運び|段取り|見通し|見込み)(?:だった|でした|であった|となっていた|になっていた|していた)"
    r"|(?:こと|運び|段取り|手はず)(?:に|と)(?:して|なって)い(?:た|ました)"
    r"|(?:方向|日程)(?:で|を)(?:[^。、]{0,6})(?:調整|検討)(?:を|が)?(?:[^。、]{0,4})(?:して|進めて|進んで)い(?:た|ました))[。」』]?\s*$"
)
# 会談は11月に開かれたもので、…することになっていた: the plan is that of another act.
_WAS_HELD = deferred(r"(?:開か|行わ|開催さ|実施さ|持た)れ(?:た|まし)")
# 来日を予定していた外相は、…訪問を取りやめた
_PLANNED_TILL = deferred(
    r"(?:を|が|する|の)?(?:予定|計画)(?:していた|されていた|だった|であった)(?![。、が])[^。]{0,80}"
    r"(?:中止|延期|取りやめ|取り止め|見送|キャンセル|断念)"
)
# How long ago the last one was: 2010年の「…」以来, 2018年1月に「…」が接岸して以来.
_SINCE = deferred(r"(?:の|に)[^。、]{1,30}?(?:し?て)?以来(?!、)")
_SHIP_NAME = deferred(
    r"「([^」]{2,20})」|(?:艦|空母|フリゲート|コルベット|艇|巡視船|潜水艦|原潜)([ァ-ヺー・]{3,20})"
)
_FURTHER = deferred(
    r"とも(?!に)[^。、]{0,12}(?:会|話|懇談|面|協議|電話|意見|議論)|表敬(?:も|にも)(?:受け|応じ)|^(?:続いて|次いで|このあと|この後)"
    r"|(?:会談|会合|協議|会議)も[^。、]{0,6}(?:行|おこな|開|持|実施|催)"
    # 両首脳はこれに先立ち、会談した
    r"|(?:^|[、はも])(?:(?:これ|それ|同?会[談議合])に先(?:立|だ)|(?:これ|それ)とは別に)"
    r"(?=[^。]{0,50}(?:会談|懇談|面会|協議|会い|会っ|表敬))"
    # 副大統領を表敬し、その後、調整官を相手に…; 電話で協議し、同日夜には再び受話器を取った
    r"|(?<=、)(?:その後|そのあと|続いて|次いで|引き続き)(?:は|に)?、?(?=[^。、]{2,40}?"
    r"(?:相|長官|大臣|首相|大統領|氏|長|官|代表|司令|王|子)(?:ら)?(?:と|を相手に|を表敬|への?表敬|に(?:会|面会|表敬)))"
    r"|(?<=(?:会談|協議|電話|話し合|会合)[^。]{0,60}、[^。、]{0,14})(?:再び|再度|もう一度)"
    r"(?=[^。、]{0,16}(?:電話|受話器|会談|協議|会[いうっ]|話|顔を合わせ))"
    # 幕僚長も2日夕、参謀長と懇談した
    r"|^(?:[^。、]{1,10}によると、)?[^。、「」]{2,16}(?:長|大臣|官|相|総理|議長)も[^。]{0,20}(?:と|に)"
    r"(?:会談|懇談|面会|面談|協議|会っ|会い|会見)"
    # 外相への表敬、副大臣との会談を行った
    r"|(?<=(?:への?(?:儀礼|表敬)(?:訪問)?|との?(?:会談|面会|面談|懇談))(?:、|及び|および|並びに|や|、また))"
    r"(?=[^。、はがを]{2,24}(?:との?(?:会談|面会|面談|懇談|意見交換)|への?表敬))"
)
# How those came who call.
_FLOWN = deferred(r"飛来|飛ん|飛び|飛行|着陸|降り立|舞い降り|車輪|空輸")
_SAILED = deferred(r"寄港|入港|接岸|停泊|着岸|投錨|錨|岸壁|入った港|係留|入渠")
# 米宇宙軍と内閣府も、打ち上げに関する覚書に調印した: others of the two sides, another paper.
_ALSO_SIGNS = deferred(
    r"(?:軍|省|庁|局|府|部|会|当局|機構|機関|大臣|長官|次官|[外国防]相)も、[^。、]{0,40}"
    r"(?:協定|条約|覚書|議定書|文書|書簡|契約|取り?決め)(?:に|を)[^。、]{0,4}(?:署名|調印|結|締結|交わ|取り交わ)"
)
_AND_OTHERS = deferred(
    r"(?:など|ほか|をはじめ|を含む)(?:と?する|、)?(?:の)?(?:合わせて|合計|計|世界|参加|域内)?(?:約|およそ)?"
    r"[0-9０-９一二三四五六七八九十]+(?:[かカヵケヶ箇]国|国)"
)
# Talks on the line, and talks in one place.
_CALL = deferred(r"電話|テレビ会[談議]|オンライン|ビデオ会[談議]|通話|画面越し")
_FACE_TO_FACE = deferred(
    r"対面|握手|直接会|迎え|[訪来][日米英中韓問れ]|到着|昼食|夕食|朝食|晩餐|晩さん"
)
# Talks that their noun calls those of heads of state, of ministers, of officials.
_LEVEL = deferred(
    r"(首脳|外相|防衛相|国防相|次官補?|局長|審議官|課長|部長|事務|幕僚|実務者)"
    r"(?:レベル|級|間|者)?(?:の)?(?:電話|テレビ|オンライン|個別|公式|定期)?(?:会談|会議|会合|協議|対話)$"
)
# The noun in 会談が開かれ.
_TALKS = deferred(r"会談|会議|会合|協議|対話")
# Talks of officials of any rank: 幕僚協議 may be the 部長級協議 told below.
_RANKS = {"幕僚": "", "事務": "", "実務者": ""}
# 今回で8回目の訪日となる, 今年5度目の訪問で: which one it is of its kind.
_COUNT = deferred(r"(?:[0-9０-９一二三四五六七八九十]+(?:回|度)目|ぶり)の[^。、]{0,10}$")
_IS = deferred(r"(?:と|に)(?:なる|なり|なっ)|で[、。]|だ|です|である|であり")
# After a noun trigger: a particle that takes the act up as known, not as news.
_REFERRED = deferred(
    r"(?:する|した)?のは|(?:等|など)?(?:は|の(?!ため)|では?(?![き])|に(?:は|も|ついて|関し|おい|おけ|よ|先立|合わせ|際し|「|心から|感謝|歓迎|謝意|敬意|祝意|反発|反対)"
    r"|も|への|での|招待に|(?:期間)?中(?:に|は|には)?、|[0-9０-９一二三四五]+日目"
    r"|を(?:踏まえ|受け|通じ|終え|経て|前に|控え|機に|契機|歓迎|評価)|実現(?:に|を)[^。、]{0,6}感謝"
    r"|(?:当)?時(?:に|の|から|と)|(?:直)?後(?:の|初|、|に)|以来|以降)"
)


def is_ago(timex: Timex | None, text: str) -> bool:
    """Whether a date only tells when the last such act was: 2010年の寄港以来となる."""
    if timex is None:
        return False
    return timex.relation == "since" or _SINCE.match(text, timex.span.end) is not None


def set_apart(trigger: Trigger, clauses: Clauses) -> int:
    """From where on an act is set apart from those told before (続いて); -1 where it is not.

    Of talks, and of papers that others sign as well.
    """
    start = clauses.sentence.span.start
    words = _ALSO_SIGNS if trigger.rule.type == "agreement" else _FURTHER
    found = [m.start() + start for m in words.finditer(clauses.text)]
    before = [at for at in found if at < trigger.span.end]
    return before[-1] if before else start if found else -1


def level_of(trigger: Trigger, text: str) -> str:
    """Whose talks a noun names: 日中韓|外相会議, 高級事務レベル協議; ``""`` where it does not.

    Of a call whether those who come fly or sail: 百里に飛来した, 横須賀に寄港した.
    """
    if trigger.rule.type == "port_call":
        sailed = "sea" if _SAILED.search(trigger.text) else ""
        return "air" if _FLOWN.search(trigger.text) else sailed
    if trigger.rule.type != "meeting":
        return ""
    noun = _TALKS.search(text, trigger.span.start, trigger.span.end)
    end = noun.end() if noun else trigger.span.end
    named = _LEVEL.search(text, max(0, trigger.span.start - 8), end)
    return _RANKS.get(named[1], named[1]) if named else ""


def ships_of(event: Event, text: str) -> frozenset[str]:
    """The names of the ships that call: フリゲート「サザーランド」."""
    if event.type != "port_call":
        return frozenset()
    callers = [p.span for p in event.participants if p.role == "visitor" and p.span]
    own = [n for s in callers for n in _SHIP_NAME.findall(text, s.start, s.end)]
    return frozenset(one or two for one, two in own)


def is_partial(trigger: Trigger, clauses: Clauses) -> bool:
    """Whether only some of those who train are named: 米仏など8カ国による共同訓練."""
    return trigger.rule.type == "exercise" and _AND_OTHERS.search(clauses.text) is not None


def is_remote(event: Event, text: str) -> bool | None:
    """Whether talks are a call (電話会談), or held in one place; None where neither is told."""
    if event.type != "meeting":
        return None
    if _CALL.search(text):
        return None if _FACE_TO_FACE.search(text) else True
    return False if event.location is not None or _FACE_TO_FACE.search(text) else None


def was_planned(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether the sentence ends by telling a plan of the past: …を訪れる予定だった."""
    rest = clauses.text[trigger.span.end - clauses.sentence.span.start :]
    once = _PLANNED_ONCE.search(rest)
    told = once is not None and not _WAS_HELD.search(rest, 0, once.start())
    return told or _PLANNED_TILL.match(rest) is not None


def is_nominal(trigger: Trigger, text: str) -> bool:
    """Whether the trigger is a noun that the text only refers to (その寄港は…, 本協議を通じ)."""
    before = max(0, trigger.span.start - 20)
    counted = _COUNT.search(text, before, trigger.span.start) and _IS.match(text, trigger.span.end)
    named = counted or _REFERRED.match(text, trigger.span.end)
    return named is not None or is_known(trigger, text)

"""The state of an act that its rule settles, or the words right at its trigger, before any cue.

首脳会談で…を決めた: the talks are over, whatever is told of what they decided.
"""

from __future__ import annotations

from pipeline.rulefiles import deferred
from pipeline.stages.events.bydate import StatusReading
from pipeline.stages.events.classes import OF_A_DAY, PAPERS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.governing import Chain
from pipeline.stages.events.triggers import Trigger

# The talks as the place where something else is told, or as its starting point.
_AT_TALKS = deferred(
    r"(?:[(（「]+[^()（）「」]{0,12}[)）」]+)?」?(?:では?(?!き|の)|の席|において|以来|を経て|を受け|を踏まえ|に続)"
)
# The talks as the occasion of what is told as done: 首脳会談に際し、協定に署名した.
_ON_OCCASION = deferred(
    r"」?(?:に(?:際し|合わせ|あわせ|併せ|おける|先立)|の(?:機会|際|折|場|冒頭|直後|終了後|中で)|後)"
)
# 会談した際に招かれ、演説が検討されている: the talks are over.
_AFTER_TALKS = deferred(r"(?:を?(?:行っ|行な?っ|実施し|持っ)|し)?た(?:際|折|とき|時)(?!期|点)")
# 訪日を歓迎する: the guest is there.
_WELCOMED = deferred(
    r"(?:の?実現|招待)?(?:を|に)[^。、]{0,8}(?:歓迎|感謝|謝意|お礼|御礼|喜|総括|締めくく|振り返)"
)
# 滞在中、…と会う: a stay as the time of other acts is as far on as they are.
_WHILE = deferred(r"中(?:に|は|、)")
# What an agreement is to be brought to (協定を発効させるため、手続きを急ぐ) has not come about.
_TO_BRING = deferred(r"させる(?:ため(?!の)|べく|よう)")
# A step with its day in brackets behind an agreement's name: …協定(2019年8月30日発効)は、….
_BRACKET = deferred(r"[(（][^()（）。]{0,24}[0-9０-９元][^()（）。]{0,24}$")
_BRACKET_END = deferred(r"(?:済み?)?[)）]")
# What the news rests on has come about: 協定の締結を契機に、署名を受けて.
_GROUND = deferred(
    r"(?:など|等)?(?:を(?:受け(?:て|、)|踏まえ|契機|機に|きっかけ|記念|祝)|に伴[いっう]|以[来降](?:、|の|、))"
)
# What is said of an act's aim or contents tells nothing of its state: 訓練の目的は…である.
_ASPECT = deferred(
    r"(?:等|など)?の(?:目的|狙い|ねらい|意義|概要|内容|特徴|規模|名称|詳細|結果|成果|様子|背景)は"
    r"|(?:等|など)?の(?:結果|成果|様子|模様)(?:を|につい)"
)
# 5億ドルを拠出すると(日本側が)表明: a headline's noun that tells who promised it.
_PROMISE = deferred(
    r"(?:する|[うくぐすつぬぶむる])(?:と|方針を|考えを|意向を|旨を?)(?:[^。、はがを]{1,8}が)?"
    r"(?:表明|発表|約束|通告|伝達|明言|宣言)(?:[。、」』)）\n 　]|$)"
)
# 総監表敬(中止), 来日(先方の都合により取りやめ): what came of it, told in brackets.
_CAME_TO = deferred(
    r"」?[(（](?:[^()（）。]{0,14}(?:により|のため|で|、))?"
    r"(?:中止|延期|取りやめ|取り止め|取止め|見送り|キャンセル|順延|不参加|未実施|実施せず)[)）]"
)
# 2019年の初派遣を皮切りに回を重ねる: the first of many is over.
_FIRST_OF_MANY = deferred(r"を(?:皮切り|手始め|端緒|第一歩)に")
# 訪問は6月を見送り、7月を軸に改めて検討している: put off to another time that is weighed.
_PUT_OFF = deferred(
    r"[^。]{0,40}(?:見送り|見送って|先送りし|断念し)て?、[^。]{0,4}"
    r"(?:[0-9０-９]{1,2}月|[来再今翌同年夏秋春冬])[^。、]{0,12}(?:を軸に|を念頭に|改めて|再調整|再検討)"
)
_IN_PROGRESS = deferred(r"中(?:の|に|で|、|だ|。|$|に合わせ)")
_DURING = deferred(r"(?:期間)?中(?:に(?:は)?)、?")


# EPAの大筋合意及びSPAの早期妥結に向け: the first of two aims.
_BOTH_AIMED = deferred(
    r"(?:及び|および|並びに|ならびに|や|と)[^。、はがを]{2,48}?"
    r"(?:妥結|締結|署名|合意|発効|批准|承認|実現|開始|再開|開催|実施|訪問|来日|寄港|供与|派遣)"
    r"(?:など|等)?(?:に|へ)(?:向け|むけ)"
)


def by_place(trigger: Trigger, clauses: Clauses, chain: Chain) -> StatusReading | None:
    """What the rule itself or the words right at the trigger settle, or None. Pure.

    >>> # 首脳会談で共同訓練の実施を決めた: the talks → completed
    """
    if trigger.rule.entry.fixed is not None:
        return StatusReading(trigger.rule.entry.fixed, "told by the rule itself")
    text = clauses.text[trigger.span.end - clauses.sentence.span.start :]
    noted = _noted(trigger, clauses, text)
    if noted is not None:
        return noted
    if trigger.rule.type == "agreement" and _TO_BRING.match(words_after(trigger, clauses)):
        return StatusReading("planned", "させるため")
    at_talks = _AT_TALKS.match(chain.words) or trigger.text.endswith(("で", "では"))
    if trigger.rule.type == "meeting" and at_talks:
        # 会談で…を決めた: what is decided there is to come, the talks are not.
        return StatusReading("completed", "で")
    if trigger.rule.type in OF_A_DAY and _AFTER_TALKS.match(text):
        return StatusReading("completed", "した際")
    if (
        trigger.rule.type in {"meeting", "visit"}
        and clauses.chunks[-1].past
        and _ON_OCCASION.match(chain.words)
    ):
        return StatusReading("completed", "told as done")
    if trigger.rule.type == "visit" and _WELCOMED.match(words_after(trigger, clauses)):
        return StatusReading("completed", "を歓迎")
    if _ASPECT.match(chain.words) or trigger.text.endswith(("結果", "成果")):
        return StatusReading("completed", "named only")
    if _FIRST_OF_MANY.match(text):
        return StatusReading("completed", "を皮切りに")
    if trigger.rule.type in PAPERS and _GROUND.match(words_after(trigger, clauses)):
        return StatusReading("completed", "を受け")
    last = clauses.chunks[-1]
    if _DURING.match(chain.words) and last.predicate and not (last.past or last.progressive):
        return StatusReading("planned", "中に")  # 来日中には首相と会談する
    in_progress = _IN_PROGRESS.match(chain.words) and not only_while(trigger, chain)
    return StatusReading("ongoing", "中") if in_progress else None


def _noted(trigger: Trigger, clauses: Clauses, text: str) -> StatusReading | None:
    """What brackets, an aim shared with the next, another time, or a noun of promise tell."""
    if _BOTH_AIMED.match(text):
        return StatusReading("planned", "に向け")
    if _CAME_TO.match(text):
        return StatusReading("cancelled", "in brackets", "status.cancelled")
    if in_brackets(trigger, clauses):
        return StatusReading("completed", "in brackets")
    if _PUT_OFF.match(text):
        return StatusReading("considered", "改めて")
    return StatusReading("planned", "すると", "status.pledged") if _PROMISE.match(text) else None


def only_while(trigger: Trigger, chain: Chain) -> bool:
    """Whether a stay is only the time of other acts (滞在中、首相と会う予定だ)."""
    return trigger.text == "滞在" and _WHILE.match(chain.words) is not None


def in_brackets(trigger: Trigger, clauses: Clauses) -> bool:
    """Whether brackets hold an agreement's step and its day: the sentence says no more of it.

    >>> # 協定(2019年8月30日発効)は見直されていない: 発効 is told, not denied
    """
    if trigger.rule.type != "agreement":
        return False
    at = trigger.span.start - clauses.sentence.span.start
    opened = _BRACKET.search(clauses.text, 0, at) is not None
    return opened and _BRACKET_END.match(clauses.text, at + len(trigger.text)) is not None


def words_after(trigger: Trigger, clauses: Clauses) -> str:
    """What stands right after a trigger, in its chunk and the next: 署名|に向け、準備を."""
    chunk = clauses.chunk_at(trigger.span.end - 1)
    if chunk is None:
        return ""
    text = "".join(c.text for c in clauses.chunks[chunk.index : chunk.index + 2])
    return text[trigger.span.end - chunk.span.start :]

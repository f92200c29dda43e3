"""The day of a saying: when an act was announced, spoken of or decided on, not when it was done.

外務省は14日、両外相が10日に会談したと発表した: the 14th is that of 発表した.
"""

from __future__ import annotations

from pipeline.model import Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.attachment import modifies
from pipeline.stages.events.chunks import Chunk
from pipeline.stages.events.classes import HELD_ACTS
from pipeline.stages.events.clauses import Clauses
from pipeline.stages.events.rules import EventRules
from pipeline.stages.events.triggers import Trigger

# 7日、会談した後、共同声明を発表する: who issues a paper announces nothing else.
_ISSUES = deferred(
    r"(?:声明|宣言|文書|コミュニケ|コミュニケー|プレス発表|行動計画|協力計画|ロードマップ|覚書|ビジョン)[」』]?を(?:発表|公表|発出)[^、。]{0,8}[、。」]?$"
)
# 会談し「…」と語った: the same day for both.
_GOES_ON_TO_SAY = deferred(r"、?「[^「」]*」(?:など|等)?と")
# 3日の民放番組で, 10日の衆院予算委員会で: where and when somebody speaks of an act.
_SAID_THERE = deferred(
    r"(?:現在|時点|末時点|の時点)(?:で|の|までに)|付け?の?[^。、]{0,14}(?:報道|新聞|紙|記事|朝刊|夕刊|誌|電子版)"
    r"|に?(?:配信|掲載|放送|放映|発行|発売|更新)(?:の|した|され|[「『])"
    r"|[^。、]{0,10}?(?:記者会見|会見|説明会|閣議|講演|取材|声明|ブログ|インタビュー|番組|演説|談話"
    r"|(?:衆院|参院|国会|予算|外務|外交|防衛|安全保障|決算|特別)委(?:員会)?|本会議|予算委)(?:で|に|後)(?![^。、]{0,10}(?:可決|承認|採決|了承|批准))"
    # 12日、首都で会見し、…と述べた
    r"|に?、?(?:[^。、はがと]{1,14}で、?)?(?:会見し|記者会見し|声明を(?:出し|発し)|取材に応じ|会見を開)"
    # 23日、政府は、閣議において署名を決定した
    r"|、?(?:[^。、]{0,10}(?:政府|内閣)は、?)?(?:[^。、]{0,6})閣議(?:において|で|に)"
)
_MADE_KNOWN = deferred(
    r"(?:の(?:開催|実施|概要|詳細|日程|結果))?を(?:正式に)?(?:明らかに|発表|公表|公開|伝え|伝達|予告|通告)"
)
# 26日、支援の結果を公表した
_RESULTS = deferred(r"(?:結果|成果|概要)")
_PUBLISHED = deferred(
    r"(?:の?(?:結果|成果|概要))?を(?:[^。、はが]{0,6})(?:公表|発表|公開|報告|掲載)"
)
# 派遣すると|発表した, 供与する方針を|明らかにした
_QUOTED_PLAN = deferred(r"[うくすつぬむるぐ](?:と|(?:こと|方針|考え|計画|意向|旨)[をが])、?$")
# 地震を受け, 要請に応じ: what an act rests on.
_RESTS_ON = deferred("受け|踏まえ|対し|鑑み|応じ|伴い")


def is_of_saying(
    timex: Timex, trigger: Trigger, clauses: Clauses, rules: EventRules, record: Record
) -> bool:
    """Whether the date hangs on a word of announcing that does not hold the trigger. Pure.

    >>> # 外務省は14日、両外相が10日に会談したと発表した。: 14日 → True
    """
    text = record.text.text
    if timex.relation == "from":
        return False  # 19日から運用を始めたと発表した: nobody announces from a day on
    predicate = clauses.predicate_of(timex.span.start)
    own = clauses.predicate_of(trigger.span.start)
    after = text[timex.span.end : timex.span.end + 26]
    if _SAID_THERE.match(after):
        return True
    if predicate is None or _again(timex, clauses, text):
        return False
    ground = predicate.form == "attributive" or _RESTS_ON.search(predicate.text)
    if ground and _says_on(timex, trigger, clauses, rules, record):
        return True
    if own is not None and predicate.index == own.index:
        return _announced(timex, trigger, text)
    if not rules.saying.search(clauses.words_of(predicate)) or _ISSUES.search(
        clauses.text, 0, predicate.span.end - clauses.sentence.span.start
    ):
        return False
    if (predicate.past or predicate.progressive) and _lies_ahead(timex, record):
        return False  # 来月、中国を訪れる計画を明らかにした
    says = own is not None and _GOES_ON_TO_SAY.match(text, own.span.end)
    if own is not None and own.form == "conjunctive" and (says or own.head == predicate.index):
        # 4日、…と会談し、考えを語った: one day for both.
        return not clauses.segment(trigger.span.start).covers(timex.span)
    # 5日に会談すると発表した: a date right before the act is the act's, not the saying's.
    return not (
        timex.span.end <= trigger.span.start and _adjacent(timex, trigger, clauses, predicate)
    )


def _again(timex: Timex, clauses: Clauses, text: str) -> bool:
    """31日、…と…が同日、訓練したと発表した: the day of the saying, told again for the act."""
    start = clauses.sentence.span.start
    return timex.text.startswith("同日") and timex.span.start - start > 3 and (
        text.startswith("、", timex.span.end) and text[timex.span.start - 1] in "がはも、で"
    )  # fmt: skip


def _says_on(
    timex: Timex, trigger: Trigger, clauses: Clauses, rules: EventRules, record: Record
) -> bool:
    """Whether a day behind the subject is that of its saying at the end of the sentence.

    外相は19日、首都で起きた地震を受け、医療隊を派遣すると発表した: the quake takes no day from it.
    """
    text = record.text.text
    if text[timex.span.start - 1] not in "はが" or not text.startswith("、", timex.span.end):
        return False
    says = [c for c in clauses.chunks if c.predicate][-1]
    if trigger.span.end > says.span.start or not rules.saying.search(clauses.words_of(says)):
        return False
    quoted = _QUOTED_PLAN.search(text, trigger.span.start, says.span.start)
    return quoted is not None and not _lies_ahead(timex, record)


def _announced(timex: Timex, trigger: Trigger, text: str) -> bool:
    """18日、訓練の開催を明らかにした: what is announced is not held on that day."""
    if timex.span.end > trigger.span.start:
        return False
    if _RESULTS.search(text, trigger.span.start, trigger.span.end + 3):
        return _PUBLISHED.match(text, trigger.span.end) is not None
    if trigger.rule.type not in HELD_ACTS:
        return False
    between = text[timex.span.end : trigger.span.start]
    near = not between.startswith("、") and modifies(between)
    return not near and _MADE_KNOWN.match(text, trigger.span.end) is not None


def _lies_ahead(timex: Timex, record: Record) -> bool:
    """Whether a date comes after the record's day, or says so of itself (来月)."""
    if record.anchor is None or timex.start is None:
        return timex.text.startswith(("来", "再来", "明日", "あす"))
    return timex.start[:10] > record.anchor[:10]


def _adjacent(timex: Timex, trigger: Trigger, clauses: Clauses, saying: Chunk) -> bool:
    """No topic or subject stands between the date and the trigger, in front of the saying."""
    between = [
        c for c in clauses.chunks
        if timex.span.end <= c.span.start and c.span.end <= trigger.span.start
    ]  # fmt: skip
    if saying.span.start < trigger.span.start:
        return False
    first = clauses.chunk_at(timex.span.start)
    if first is not None and first.comma:
        return False
    return not any(c.particle == "は" for c in between)

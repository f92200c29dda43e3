"""As what an act is told: as news, as known, as welcomed, as the ground of another."""

from __future__ import annotations

from pipeline.model import Span
from pipeline.rulefiles import deferred
from pipeline.stages.events.classes import OF_A_DAY
from pipeline.stages.events.triggers import Trigger

# 24日に会談し、協定発効を受け協力で一致した: what an act gave rise to.
_GAVE_RISE = deferred(r"(?:など)?(?:を受け(?:て|、)|を踏まえ|に伴[いっう]|を機に|を記念し|を祝)")
# 本協議を通じ, 今回の会談では: an act that the text has told before.
_KNOWN = deferred(
    r"(?:(?<![日一-龠])本|今次の?|今回の?|今般の|(?<![一-龠])同|当該|上記の?|この(?:度の|たびの)?|その)"
    r"(?:公式|実務|日[一-龠]{1,3})?$"
)
# …を重ね、今般署名した: of the record's news, whatever days the sentence tells before.
_NOW = deferred(r"今般|このたび|この度|今回(?!の)")
# 協定が発効したことを歓迎した: the day is that of the welcome, not that of what is welcomed.
_WELCOMED = deferred(
    r"(?:[^。、はがを]{0,10}た(?:こと|の)|(?:等|など)?の?(?:合意|決定|実現|成立)?)"
    r"(?:を(?:[一-龠ァ-ヶー]{0,4}と(?:して|共に|ともに))?|に(?:対し(?:て)?)?、?)"
    r"[^。、はがを]{0,6}(?:歓迎|評価|祝福|称賛|賛意|謝意|感謝)"
)


def gave_rise(trigger: Trigger, text: str) -> bool:
    """Whether an act is told as the ground of another: 協定発効を受け、協力で一致した. Pure."""
    return trigger.rule.type != "meeting" and _GAVE_RISE.match(text, trigger.span.end) is not None


def is_news(text: str, segment: Span, trigger: Trigger) -> bool:
    """Whether an act's clause says that it is what the record reports: 今般署名した. Pure."""
    return _NOW.search(text, segment.start, trigger.span.start) is not None


def is_known(trigger: Trigger, text: str) -> bool:
    """Whether a noun names an act as one that was told before (本協議, 今回の会談). Pure."""
    return _KNOWN.search(text, max(0, trigger.span.start - 8), trigger.span.start) is not None


def is_welcomed(kind: str, at: Span, text: str) -> bool:
    """Whether an act of a type is told as what somebody welcomes. Pure.

    Guests are welcomed on the day of their visit.

    >>> # 3日、協定が発効したことを歓迎した → True
    """
    return kind not in OF_A_DAY and _WELCOMED.match(text, at.end) is not None

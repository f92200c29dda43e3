"""Days that only tell when a report was published or sent, or the hour in another zone."""

from __future__ import annotations

from pipeline.model import Record, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.borders import line_start

# A day at the head of a line that is the record's own: 2025.10.30 【日芬】…
_BYLINE_LEAD = deferred(r"[\s　・○●■□◆◇▽▼▲※*\-–—【\[(（〈<＜]{0,4}")
_BYLINE_END = deferred(r"[】\])）〉>＞]|[ 　\t\n]|$")
# 【2月19日 AFP】, 【6月1日(水)1面】: with the agency, the day of the week or the page.
_BRACKET_LEAD = deferred(r"[\s　]*[【\[［(（〔〈<＜][ 　]*")
_BRACKET_END = deferred(r"[^【\[［〔】\]］〕。、はがをにで\n]{0,14}[】\]］〕)）〉>＞]")
# 【新華社北京4月22日】, [東京 30日 ロイター]: where and when the report was sent.
_DATELINE = deferred(r"[【\[［(（〔][^【\[［(（〔】\]］)）〕。\n]{0,20}$")
_SENT = deferred(r"[^【\[［(（〔】\]］)）〕。\n]{0,12}(?:[】\]］〕]|[)）][ 　]*(?:[-–—－]|$))")
_AGENCY = deferred(
    r"共同|時事|ロイター|新華社|新華網|聯合|AFP|ＡＦＰ|AP|ＡＰ|タス|CNN|ＣＮＮ|BBC|支局|特派員|通信|記者"
)
# …先送りへ[2024/05/27 18:20]: a stamp that closes a line.
_STAMP = deferred(r"[【\[［(（〔][ 　]*$")
_STAMPED = deferred(r"[ 　]*(?:更新|配信|掲載|公開)?[】\]］)）〕][ 　]*(?:$|\n)")
_OTHER_CLOCK = deferred(r"[(（](?:日本時間|現地時間|同)[^()（）]{0,3}$")


def is_byline(timex: Timex, record: Record) -> bool:
    """Whether a date at either end of a line only tells when the record was published. Pure.

    >>> # 2025.10.30 【日芬】… on a page published that day → True
    """
    if record.item_start is not None or not record.published or timex.calendar == "relative":
        return False
    if (timex.start or "")[:10] != record.published[:10] or timex.start != timex.end:
        return False
    text = record.text.text
    line = line_start(text, timex.span.start)
    if _STAMP.search(text, line, timex.span.start) and _STAMPED.match(text, timex.span.end):
        return True
    if _BRACKET_LEAD.fullmatch(text, line, timex.span.start):
        return _BRACKET_END.match(text, timex.span.end) is not None
    return (
        _BYLINE_LEAD.fullmatch(text, line, timex.span.start) is not None
        and _BYLINE_END.match(text, timex.span.end) is not None
    )


def in_dateline(timex: Timex, text: str) -> bool:
    """Whether a date only tells when a report was sent: 【新華社北京4月22日】. Pure."""
    opened = _DATELINE.search(text, max(0, timex.span.start - 24), timex.span.start)
    sent = _SENT.match(text, timex.span.end)
    return (
        opened is not None
        and sent is not None
        and bool(_AGENCY.search(text, opened.start(), sent.end()))
    )


def of_other_clock(timex: Timex, text: str) -> bool:
    """(日本時間13日): the same moment told in another zone. Pure."""
    before = text[max(0, timex.span.start - 6) : timex.span.start]
    return _OTHER_CLOCK.search(before) is not None

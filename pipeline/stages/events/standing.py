"""Dates that stand for an act without being in its sentence.

A form names the days on a line of its own (期間 8月20日~9月17日), a schedule or diary leads
its line or its paragraph with the day (・8日 …), a caption closes with it (＝東京で11日).
"""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.model import Record, Span, Timex
from pipeline.rulefiles import deferred
from pipeline.stages.events.borders import line_end, line_start, sentence_start
from pipeline.stages.events.classes import ONE_DAY, WHEN
from pipeline.stages.events.datelines import in_dateline, is_byline
from pipeline.stages.events.rules import EventRules

# Bullets, numbers and opening brackets before a date or a label that leads a line.
_LEAD = deferred(r"[\s　・○◯●■□◆◇▽▼▲△▷▶※＊*\-–—─【\[［(（〈<＜「『]{0,4}")
_FORM_LEAD = deferred(
    _LEAD.pattern
    + r"(?:[0-9０-９]{1,2}|[(（][0-9０-９]{1,2}[)）]|[①-⑳アイウエオ一二三四五六])?"
    + r"[.．、)）]?[ 　]*"
    + _LEAD.pattern
)
_AFTER_LEAD = deferred(r"[】\])）〉>＞」』］|｜]?(?:[ 　\t:：|｜]|$)")
_AFTER_BULLET = deferred(r"[】\])）〉>＞」』］](?!の)|[、に]")
_AFTER_LABEL = deferred(r"[ 　]*[】\])）」］]?[ 　:：\t\n]{1,4}")
# The line of a form that tells when ships leave.
_LEAVE_LABEL = deferred(
    r"(?:出港|出航|離岸|離港|出発|離日|帰国)(?:予定)?(?:の)?(?:日[ 　]*時|期[ 　]*日|年?月日|日)"
)
# A diary tells its own day once: 本日は…に朝から詰めた。まず…外相と会う。
_DIARY = deferred(r"(?:本日|今日|きょう|昨日|きのう)$")
_HOUR_BY_HOUR = deferred(
    r"[ 　]*(?:まず|最初|はじめ|初め|続い|次い|次に|その後|このあと"
    r"|この後|それから|最後|引き続|さらに|また|午前|午後|朝|早朝|昼|夕|夜|晩|[0-9０-９]{1,2}時)"
)
# A line that is a day and hardly more: 11月23日, ＜2日目＞5月10日(水).
_HEADING = deferred(r"[^。、ぁ-ん]{0,8}")
_CAPTION = deferred(r"[^。\n]{0,40}?")
# Who took the picture: 夕、藤井撮影, (ロイター).
_CREDIT = deferred(r"[^。\n=＝]{0,28}[)）]?$")
_MONTHS = frozenset({"month", "part_of_month"})
# What may stand between a day that closes a sentence and the sentence after it.
_TOPIC_END = deferred(
    r"(?:のこと)?(?:だった|である|でした|です|だ)?。[ 　]*|に(?:さかのぼ|遡)(?:る|ります)。[ 　]*"
)
# Words that set an act where or when the sentence before tells another.
_THERE = deferred(
    r"(?:は|が|も|、|^)(?:そこで|そこに|その場で|その席で|その際|その折|これに合わせ|それに合わせ|この席で|この場で)"
    r"|^(?:席上|その席|その場|会場では|[両三3３](?:者|氏|首脳|外相|大臣|防衛相|国防相)(?:は|が))"
)
# A line of a day's programme: 15:50 …との会談.
_BY_HOUR = deferred(r"[\s　・]*[0-9０-９]{1,2}[:：時][0-9０-９]{0,2}分?")
_CEREMONY = deferred(
    r"[\s　0-9０-９.．]{0,4}(?:同|この|その|本)?"
    r"(?P<what>(?:[一-龠]{1,4}式|式)典?|行事|レセプション)"
    r"(?:の(?:席上|席で|場で|中で|冒頭)|では(?!な)|に(?:おいて|先立)|で、)"
)
# How far back a ceremony may be told.
_BACK = 400
_PART_OF_DAY = deferred(
    r"[\s　]*(?:早朝|朝|午前|昼前|正午|昼|昼過ぎ|午後|夕方|夕刻|夕|夜)"
    r"(?:[0-9０-９]{1,2}時(?:半|[0-9０-９]{1,2}分)?)?"
    r"(?:すぎ|過ぎ|ごろ|頃|前)?(?:に)?(?:は|、)"
)
# How many lines a day that stands alone may lead.
_LINES_LED = 40


def standing_date(
    at: int, sentence: Span, dates: tuple[Timex, ...], record: Record, rules: EventRules
) -> Timex | None:
    """The date that stands for an act at a text offset; None where none does. Pure.

    >>> # ・8日 空軍参謀長と会談。続いて国防大臣を表敬。 (at 表敬) → 8日
    """
    text = record.text.text
    usable = [
        t for t in dates
        if t.type in WHEN and (t.start or t.end)
        and not is_byline(t, record) and not in_dateline(t, text)
    ]  # fmt: skip
    line = Span(line_start(text, at), line_end(text, at))
    return (
        _closing(at, line, usable, text)
        or _leading(line, sentence, usable, text)
        or _heading(line, usable, record)
        or _topic(sentence, usable, text)
        or _diary(sentence, usable, text)
        or _linked(sentence, usable, text, rules)
        or _at_ceremony(sentence, usable, text)
        or _later_that_day(sentence, usable, dates, record)
        or _of_form(sentence, usable, text, rules)
    )


def _closing(at: int, line: Span, dates: list[Timex], text: str) -> Timex | None:
    """The day at the end of a caption: …取りやめに＝首相官邸で14日夕、藤井撮影."""
    mark = max(text.rfind("＝", at, line.end), text.rfind("=", at, line.end))
    if mark < 0:
        return None
    for timex in dates:
        if (
            mark < timex.span.start
            and timex.span.end <= line.end
            and _CAPTION.fullmatch(text, mark + 1, timex.span.start)
            and _CREDIT.fullmatch(text, timex.span.end, line.end)
        ):
            return timex
    return None


def _leading(line: Span, sentence: Span, dates: list[Timex], text: str) -> Timex | None:
    """The day that leads the line, for what its later sentences tell."""
    for timex in dates:
        if not line.start <= timex.span.start < line.end:
            continue
        lead = text[line.start : timex.span.start].strip(" 　")
        end = timex.span.end
        months = timex.precision in _MONTHS and _AFTER_LEAD.match(text, end)
        if not _LEAD.fullmatch(lead) or not (timex.precision in ONE_DAY or months):
            return None
        follows = (
            _AFTER_LEAD.match(text, end)
            or (lead and _AFTER_BULLET.match(text, end))
            or _DIARY.match(timex.text)
        )
        return timex if follows and sentence.end > end else None
    return None


def _heading(line: Span, dates: list[Timex], record: Record) -> Timex | None:
    """The day alone on a line above, where several such lines stand or hours follow it."""
    text = record.text.text
    alone = [
        t for t in dates
        if t.type == "DATE" and (t.precision == "day" or "\n" in t.text)
        and _HEADING.fullmatch(text, line_start(text, t.span.start), t.span.start)
        and ("\n" in t.text or _HEADING.fullmatch(text, t.span.end, line_end(text, t.span.end)))
        and (t.start or "")[:10] != (record.published or "")[:10]
    ]  # fmt: skip
    above = [t for t in alone if t.span.end <= line.start or t.span.start < line.start < t.span.end]
    by_hour = _BY_HOUR.match(text, line.start)
    if above and "\n" in above[-1].text and not by_hour:
        return None  # 11月25日 / 10:00 視察: what a programme led is over
    if not above or not (len({t.start for t in alone}) > 1 or _BY_HOUR.match(text, line.start)):
        return None
    led = text.count("\n", above[-1].span.end, line.start) <= _LINES_LED
    return above[-1] if led else None


def _topic(sentence: Span, dates: list[Timex], text: str) -> Timex | None:
    """The day on which the sentence before ends: 歯車が回り出すのは14年5月。…が署名し."""
    for timex in reversed(dates):
        if timex.span.end <= sentence.start:
            start = sentence_start(text, timex.span.start)
            told = "は" in text[start : timex.span.start]
            ends = _TOPIC_END.fullmatch(text, timex.span.end, sentence.start)
            return timex if told and ends else None
    return None


def _diary(sentence: Span, dates: list[Timex], text: str) -> Timex | None:
    """The day a diary opens with, for what its later sentences tell hour by hour."""
    if not _HOUR_BY_HOUR.match(text[sentence.start : sentence.end]):
        return None
    for timex in dates:
        if timex.span.end <= sentence.start and _DIARY.match(timex.text):
            return timex if text.startswith("は", timex.span.end) else None
    return None


def _linked(sentence: Span, dates: list[Timex], text: str, rules: EventRules) -> Timex | None:
    """The one day of the sentence before, where this one goes on there: 両防衛相はそこで…."""
    if not _THERE.search(text[sentence.start : sentence.end]):
        return None
    head = text[: sentence.start].rstrip()
    if not head.endswith("。"):
        return None
    start = sentence_start(head, len(head) - 1)
    told = [t for t in dates if start <= t.span.start and t.span.end <= sentence.start]
    if len(told) != 1 or rules.saying.search(text[told[0].span.end : sentence.start]):
        return None
    return told[0]


def _at_ceremony(sentence: Span, dates: list[Timex], text: str) -> Timex | None:
    """The one day of the sentence that told of a ceremony: 式典の席上、…に署名した."""
    named = _CEREMONY.match(text, sentence.start, sentence.end)
    if named is None:
        return None
    at = text.rfind(named["what"], max(0, sentence.start - _BACK), sentence.start)
    if at < 0:
        return None
    start = sentence_start(text, at)
    told = [t for t in dates if start <= t.span.start < at]
    return told[0] if len(told) == 1 else None


def _later_that_day(
    sentence: Span, dates: list[Timex], named: tuple[Timex, ...], record: Record
) -> Timex | None:
    """The day that a part of the day goes on with: 12日朝、入港した。…。昼過ぎには市長を訪ねた.

    Where none is told, that of the entry's own head (a diary: 2019.08.07 / 午前、大使が見えた).
    """
    text = record.text.text
    if record.item_start is not None or not _PART_OF_DAY.match(text, sentence.start, sentence.end):
        return None
    before = [
        t for t in dates
        if t.span.end <= sentence.start and t.type == "DATE"
        and t.precision in ONE_DAY and t.relation is None
    ]  # fmt: skip
    heads = [t for t in named if t.span.end <= sentence.start and is_byline(t, record)]
    return next(reversed(before or heads), None)


def _of_form(sentence: Span, dates: list[Timex], text: str, rules: EventRules) -> Timex | None:
    """The days that a form tells of what it announces above or beside them."""
    told = [t for t in dates if _labelled(t, text, rules.period_label)]
    if len({(t.start, t.end) for t in told}) != 1 or sentence.start >= told[0].span.start:
        return None
    left = [t for t in dates if _labelled(t, text, _LEAVE_LABEL)]
    return _until(told[0], left[0]) if len(left) == 1 else told[0]


def _until(first: Timex, last: Timex) -> Timex:
    """入港予定日時 27日, 出港予定日時 7月1日: the days from the one to the other."""
    if first.type != "DATE" or not first.start or not last.end or last.end[:10] < first.start[:10]:
        return first
    start, end = first.start[:10], last.end[:10]
    text = f"{first.text}…{last.text}"
    return replace(
        first, type="RANGE", start=start, end=end, edtf=f"{start}/{end}", precision="range",
        text=text, relation=None,
    )  # fmt: skip


def _labelled(timex: Timex, text: str, label: regex.Pattern[str]) -> bool:
    """Whether a label of the form stands at the head of the line, right before the date."""
    start = max(0, timex.span.start - 30)
    before = text[start : timex.span.start]
    for match in label.finditer(before):
        line = line_start(before, match.start())
        whole = line > 0 or start == 0
        if (
            whole
            and _FORM_LEAD.fullmatch(before, line, match.start())
            and _AFTER_LABEL.fullmatch(before, match.end())
        ):
            return True
    return False
